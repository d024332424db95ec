"""Who has which part in a new case: the ids of a world's tables that its pattern names."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from sim.cli.exit_codes import InputError
from sim.scenario.names import is_world
from sim.scenario.tables import read_world
from sim.scenario.world import Site, Unit, World

OTHERS: Final = "others"
"""Community of those who are on no side."""
_POLICE: Final = ("special_police", "formed_police", "gendarmerie", "border_police", "local_police")
"""Kinds of police, those first who are sent first."""
_NEAR: Final = 0.1
"""Share of a community that lives in a municipality from which it counts as at home there."""
_MEETINGS: Final = ("bridge", "square", "building")
"""Kinds of sites where two sides most often meet, by the words that worlds use."""


class Roles(NamedTuple):
    """Ids that the pattern of a case names.

    Attributes:
        site: where the two face each other.
        homes: place of each community from which it comes: where most of those live who live in
            the municipality of the site, or most of all where few do.
        part: municipality of the first of them, in which the organisers are.
        sent: force and kind of unit of the police who are sent.
        patrols: the same of other police; empty where there are none.
        guard: force of peacekeepers; empty where there is none.
    """

    site: str
    homes: tuple[str, str]
    part: str
    sent: tuple[str, str]
    patrols: tuple[str, ...]
    guard: str


TOWN: Final = Roles(
    site="old_bridge",
    homes=("west_market", "east_market"),
    part="west_bank",
    sent=("town_police", "special_police"),
    patrols=("town_police", "local_police"),
    guard="guard",
)
"""Those of the invented town."""


class Known(NamedTuple):
    """A world that is there already, as far as a new case needs it."""

    folder: Path
    world: World

    @property
    def communities(self) -> list[str]:
        """Its communities, those of most people first, without those who are on no side."""
        people: Counter[str] = Counter()
        for cell in self.world.population:
            people[cell.community] += cell.people
        return [name for name, n in people.most_common() if n and name != OTHERS]

    @property
    def meetings(self) -> list[Site]:
        """Its sites, those first where two sides most often meet, in the order of the table."""
        return sorted(self.world.sites, key=_meeting)

    @property
    def ids(self) -> frozenset[str]:
        """Ids that no actor can have."""
        world = self.world
        return frozenset(row.id for row in (*world.places, *world.municipalities, *world.sites))

    def people(self, community: str) -> int:
        """How many people of a community there are."""
        return sum(one.people for one in self.world.population if one.community == community)

    def strength(self, force: str, kind: str) -> int:
        """People of a kind of a force who can be sent."""
        units = self.world.forces
        return sum(u.strength for u in units if (u.force, u.kind, u.mobile) == (force, kind, True))


def known(folder: Path) -> Known:
    """A world of which a new case can be made.

    Raises:
        ScenarioError: with every mistake in its tables.
        InputError: when it has not what each case needs, with what is lacking.
    """
    if not is_world(folder):
        there = "has no tables of a world" if folder.is_dir() else "there is no such folder"
        message = f"{folder}: {there}; run.py new world NAME or run.py import writes one"
        raise InputError(message)
    found = Known(folder, read_world(folder))
    needed = {
        "population": (len(found.communities) > 1, "people of two communities"),
        "sites": (bool(found.world.sites), "a site at which two sides can meet"),
        "forces": (bool(_police(found.world.forces)),
                   f"police who can be sent: mobile yes, kind {' or '.join(_POLICE)}"),
    }  # fmt: skip
    lacking = [
        f"{folder / table}.csv: lacks {what}; add a row"
        for table, (is_there, what) in needed.items()
        if not is_there
    ]
    if lacking:
        raise InputError("\n".join(lacking))
    return found


def roles(found: Known, communities: tuple[str, str], site: str, *, blocks: bool) -> Roles:
    """Who has which part where a world is there already.

    Args:
        found: the world.
        communities: the two that face each other.
        site: id of where they do.
        blocks: whether organisers are to block a road.

    Raises:
        InputError: when there is no road to block where the organisers are.
    """
    near = next(one.municipality for one in found.world.sites if one.id == site)
    near = "" if blocks else near
    first, second = (_home(found.world, community, near) for community in communities)
    part = next(one.municipality for one in found.world.places if one.id == first)
    roads = {one.municipality for one in found.world.sites if one.controls == "road"}
    if blocks and part not in roads:
        where = f"in municipality {part}, where {communities[0]} live"
        message = (f"{found.folder / 'sites'}.csv: has no site with controls road {where}: nobody "
                   "can block a road there; add a row")  # fmt: skip
        raise InputError(message)
    sent, *others = _police(found.world.forces, still=True)
    guard = next((one.force for one in found.world.forces if one.kind == "peacekeepers"), "")
    return Roles(site, (first, second), part, sent, others[0] if others else (), guard)


def _meeting(site: Site) -> int:
    """How unlikely it is that two sides meet at a site."""
    if site.kind in _MEETINGS:
        return 0
    return 2 if site.controls in ("road", "crossing") or "police" in site.kind else 1


def _police(units: Iterable[Unit], *, still: bool = False) -> list[tuple[str, str]]:
    """Force and kind of police, those who can be sent first; the others behind them on request."""
    found = [one for one in units if one.kind in _POLICE and (still or one.mobile)]
    found.sort(key=lambda one: (not one.mobile, _POLICE.index(one.kind)))
    return list(dict.fromkeys((one.force, one.kind) for one in found))


def _home(world: World, community: str, near: str) -> str:
    """The place in which most of a community live; near the site, where some of it live there."""
    cells = [one for one in world.population if one.community == community]
    inside = {one.id for one in world.places if one.municipality == near}
    there = [one for one in cells if one.place in inside]
    enough = _NEAR * sum(one.people for one in cells)
    of_them = there if sum(one.people for one in there) > enough else cells
    return max(of_them, key=lambda one: one.people).place
