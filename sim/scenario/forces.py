"""Forces by date: what a scenario says of the units of the world's table, for its day only."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, get_args

from pydantic import Field, ValidationError

from sim.scenario.actors import Army, Peacekeepers, Police
from sim.scenario.clock import LocalTime
from sim.scenario.nodes import Node
from sim.scenario.quantity import Assumed, In, Source, Strict
from sim.scenario.world import Unit, World

UnitKind = Literal[
    "local_police",
    "special_police",
    "border_police",
    "formed_police",
    "peacekeepers",
    "headquarters",
    "reserve",
    "army",
    "gendarmerie",
]
UNIT_KINDS: Final[tuple[str, ...]] = get_args(UnitKind)
MOST_MINUTES: Final = 60 * 24 * 60
"""Longest notice or approval, 60 days."""
MOST_STRENGTH: Final = 1_000_000_000
Minutes = Annotated[float, Field(ge=0, le=MOST_MINUTES), In("min")]

OWN: Final = ("force", "kind")
"""What a unit of the table keeps: what says it of a unit adds one."""
NEEDED: Final = (*OWN, "strength", "base")
"""What must be said of a unit that is added."""
_TIMED: Final = ("notice", "approval")
_NEW: Final = Unit("", "", "", "", "", 0, "", "", True, 0, 0.0, 0.0, 0.0, "no", 0.0, 0.0, 0.0)
"""A unit of which nothing is said: it can be sent at once, and not against a crowd."""


def belongs(unit: Unit, actor: object) -> bool:
    """Whether a unit is one of an actor: of its force, and of police of the kind that it names."""
    if isinstance(actor, Police):
        return unit.force == actor.force and unit.kind == actor.units
    return isinstance(actor, Peacekeepers | Army) and unit.force == actor.force


class UnitChange(Strict):
    """A unit on the day of the scenario: keys of the forces table that differ, or a new unit."""

    name: str | None = None
    """Name for a reader."""
    force: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$")] | None = None
    """Force it belongs to; of a unit that the table does not have."""
    kind: UnitKind | None = None
    """Kind of unit; of a unit that the table does not have."""
    nation: str | None = None
    """Whose it is, for a reader."""
    strength: Annotated[int, Field(ge=0, le=MOST_STRENGTH), In("people")] | None = None
    """People of the unit."""
    base: str | None = None
    """Place at which it is when nobody has sent it anywhere."""
    role: str | None = None
    """What it is for, for a reader."""
    mobile: bool | None = None
    """Whether it can be sent elsewhere."""
    response_layer: Annotated[int, Field(ge=0, le=4)] | None = None
    """1 police, 2 second responder, 3 peacekeepers, 4 reserves from outside; 0 none."""
    notice_minutes: Minutes | None = None
    """Minutes until it can leave; without notice_low and notice_high it is exact."""
    notice_low: Minutes | None = None
    """Least minutes until it can leave."""
    notice_high: Minutes | None = None
    """Most minutes until it can leave."""
    crowd_control: Literal["yes", "approval", "no"] | None = None
    """Whether it may act against a crowd; approval: once its capital has agreed."""
    approval_minutes: Minutes | None = None
    """Minutes until its capital has agreed."""
    approval_low: Minutes | None = None
    """Least of them."""
    approval_high: Minutes | None = None
    """Most of them."""
    source: Source = None
    assumed: Assumed = False


class PostAtStart(Strict):
    """People of a force who already stand somewhere when the clock starts."""

    who: str
    """The police or peacekeepers whose people they are."""
    where: str
    """Place or site."""
    n: Annotated[int, Field(ge=1, le=MOST_STRENGTH), In("people")]
    """How many of them."""
    since: LocalTime | None = None
    """Since when, which says how far people are used to it; None when they are."""
    source: Source = None
    assumed: Assumed = False


def forces_of(
    table: tuple[Unit, ...], changes: Mapping[str, UnitChange | None]
) -> tuple[Unit, ...]:
    """The forces on the day of a scenario.

    Args:
        table: units of the world.
        changes: what the scenario says of units by id; None removes one.

    Returns:
        The units of the table as changed, then those that are added, by id.
    """
    known = {unit.id for unit in table}
    kept = [_changed(unit, changes[unit.id]) if unit.id in changes else unit for unit in table]
    new = [
        _changed(_NEW._replace(id=name, name=name), change)
        for name, change in sorted(changes.items())
        if name not in known and change is not None and is_whole(change)
    ]
    return tuple(unit for unit in (*kept, *new) if unit is not None)


def is_whole(change: UnitChange) -> bool:
    """Whether everything is said that a unit needs."""
    return all(getattr(change, key) is not None for key in NEEDED)


def _changed(unit: Unit, change: UnitChange | None) -> Unit | None:
    if change is None:
        return None
    said = {key: getattr(change, key) for key in Unit._fields if key != "id"}
    said = {key: value for key, value in said.items() if value is not None}
    for what in _TIMED:
        exact = said.get(f"{what}_minutes")
        if exact is not None:
            said = {f"{what}_low": exact, f"{what}_high": exact, **said}
    return unit._replace(**said)


def changes_in(root: Node) -> dict[str, UnitChange | None]:
    """What a scenario says of units, as far as it can be read: its mistakes are told elsewhere."""
    found: dict[str, UnitChange | None] = {}
    forces = root.child("forces")
    for name, node in (forces.keys if forces else {}).items():
        try:
            found[name] = None if node.value is None else UnitChange.model_validate(node.plain())
        except ValidationError:
            continue
    return found


def on_its_day(world: World, root: Node) -> World:
    """The world with its forces as a scenario says they were."""
    changes = changes_in(root)
    return world._replace(forces=forces_of(world.forces, changes)) if changes else world
