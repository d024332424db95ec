"""Checks of the forces of a day: units that a scenario changes, adds or removes, and its posts."""

import re
from typing import Final

from sim.scenario.case import ReferenceTable
from sim.scenario.forces import NEEDED, OWN
from sim.scenario.mistakes import suggest
from sim.scenario.nodes import Node
from sim.scenario.time_forms import TIME_FORMAT
from sim.scenario.world import Unit

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_]*")
STATIONED: Final = ("police", "peacekeepers", "army")
"""Kinds of actors whose units stand at places."""


def check_forces(case: ReferenceTable, table: tuple[Unit, ...]) -> None:
    """Check what a scenario says of units.

    Args:
        case: the scenario and its names, with the forces as it has them.
        table: units of the world's own table.
    """
    forces = case.root.child("forces")
    known = {unit.id for unit in table}
    units = {unit.id: unit for unit in (case.world.forces if case.world else ())}
    for name, node in (forces.keys if forces else {}).items():
        path = f"forces.{name}"
        if not _NAME.fullmatch(name):
            case.wrong(path, node, "its name must be of small letters, digits, _")
        elif case.world is not None and name in known:
            _check_change(case, path, node)
        elif case.world is not None:
            _check_new(case, path, node, known)
        if name in units and node.value is not None:
            _check_spans(case, path, node, units[name])


def _check_change(case: ReferenceTable, path: str, node: Node) -> None:
    for key in OWN:
        if node.child(key) is not None:
            message = (
                "is what a unit of the table keeps; remove the unit with null, and add another "
                "under a new name"
            )
            case.wrong(f"{path}.{key}", node.keys[key], message)
    _check_base(case, path, node)


def _check_new(case: ReferenceTable, path: str, node: Node, known: set[str]) -> None:
    hint = suggest(path.partition(".")[2], known)
    if node.value is None:
        case.wrong(
            path, node, f"is no unit of this world, so that there is nothing to remove{hint}"
        )
        return
    missing = [key for key in NEEDED if node.child(key) is None]
    if missing:
        message = f"is no unit of this world{hint}; a new one needs {', '.join(missing)}"
        case.lacks(path, node, message)
    _check_base(case, path, node)


def _check_base(case: ReferenceTable, path: str, node: Node) -> None:
    base = node.child("base")
    if base is not None:
        case.of_world(f"{path}.base", base, case.places, "place")


def _check_spans(case: ReferenceTable, path: str, node: Node, unit: Unit) -> None:
    """The best value of notice and approval lies between the lowest and the highest."""
    for what in ("notice", "approval"):
        low, best, high = (getattr(unit, f"{what}_{end}") for end in ("low", "minutes", "high"))
        said = [key for end in ("low", "minutes", "high") if node.child(key := f"{what}_{end}")]
        if said and not low <= best <= high:
            message = (
                f"does not fit: {what}_low {low:g}, {what}_minutes {best:g}, {what}_high {high:g}"
            )
            case.wrong(f"{path}.{said[-1]}", node.keys[said[-1]], message)


def check_posts(case: ReferenceTable) -> None:
    """Check who already stands where: how many there are is checked with the given entries."""
    posts = case.root.child("initial", "posts")
    for index, post in enumerate(posts.items if posts else ()):
        path = f"initial.posts.{index}"
        case.actor(f"{path}.who", post.child("who"), STATIONED)
        where = post.child("where")
        if where is not None and case.places:
            known = case.places | case.sites.keys()
            case.of_world(f"{path}.where", where, known, "place or site")
        since = post.child("since")
        moment = case.time(f"{path}.since", since)
        if moment is None or since is None or case.clock is None or moment <= case.clock.start:
            continue
        start = case.clock.start.strftime(TIME_FORMAT)
        message = f"is later than the start of the clock, {start}; send them with deploy"
        case.wrong(f"{path}.since", since, message)
