"""In how many runs what happened at each place, and by when in half of them; pure functions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sim.analysis.event_times import EventTimes
from sim.results.run import Run
from sim.scenario.world import World
from sim.terms.events import Event


def _of_kind(*kinds: str) -> Callable[[Event], bool]:
    return lambda event: event.kind in kinds


SHOWN: Final[Mapping[str, Callable[[Event], bool]]] = {
    "crowd": _of_kind("crowd"),
    "barricade": _of_kind("barricade_built"),
    "closed": _of_kind("crossing_closed"),
    "scuffle": _of_kind("scuffle", "clearing_stopped"),
    "shots": _of_kind("shots"),
    "attack": _of_kind("attack", "assault"),
    "injured": lambda event: event.injured > 0,
    "killed": lambda event: event.killed > 0,
}
"""What is told of each place, by name: whether an event is of it. Given events count as well."""
_HARM: Final = ("injured", "killed")
"""What events of any other kind tell as well, so that none is known wherever one of them was."""
BLOCKED: Final = "blocked"
"""What is told of a road: a barricade at any site on it."""
SITE, MUNICIPALITY = "site", "municipality"

Hours = Mapping[int, float]
"""First hour since the start of the clock, by the number of each run in which it came."""


class Told(NamedTuple):
    """One thing at one place over all runs.

    Attributes:
        runs: number of runs in which it happened there.
        share: the same as a share of all runs [0..1].
        half_by: hours since the start of the clock by which it had happened in half of all runs,
            the Kaplan-Meier median; infinity where it is not reached.
    """

    runs: int
    share: float
    half_by: float


@dataclass
class Firsts:
    """When each thing first happened at each place of each run.

    Attributes:
        hours: by id of the place and name of :data:`SHOWN`.
        n_runs: number of runs gone through.
        homeless: number of events of :data:`SHOWN` by the place they name, where the world has
            none of that id; "" for those that name none.
    """

    hours: dict[tuple[str, str], dict[int, float]] = field(default_factory=dict)
    n_runs: int = 0
    homeless: dict[str, int] = field(default_factory=dict)

    def at(self, place: str, name: str) -> Hours:
        """First hours of one thing at one place; empty where it never happened."""
        return self.hours.get((place, name), {})


def firsts_of(runs: Iterable[Run], world: World, tick_hours: float) -> Firsts:
    """When each thing first happened where; the runs are gone through once.

    Args:
        runs: with their events.
        world: whose places, sites and municipalities they can be at.
        tick_hours: hours a tick lasts.
    """
    known = kinds_of_place(world)
    found = Firsts()
    for run in runs:
        found.n_runs += 1
        for event in run.events:
            names = [name for name, is_of in SHOWN.items() if is_of(event)]
            if names and event.place not in known:
                found.homeless[event.place] = found.homeless.get(event.place, 0) + 1
                continue
            for name in names:
                hours = found.hours.setdefault((event.place, name), {})
                now = event.tick * tick_hours
                hours[run.number] = min(now, hours.get(run.number, now))
    return found


def kinds_of_place(world: World) -> dict[str, str]:
    """What each id stands for: the kind of a site or place, or a municipality."""
    return {
        **{place.id: place.kind for place in world.places},
        **{site.id: site.kind for site in world.sites},
        **{town.id: MUNICIPALITY for town in world.municipalities},
    }


def told(hours: Hours, n_runs: int, horizon: float) -> Told:
    """One thing at one place over all runs.

    Args:
        hours: when it first happened in each run in which it did.
        n_runs: number of all runs, at least 1.
        horizon: hours the runs last.
    """
    times = EventTimes(tuple(hours.values()), (horizon,) * (n_runs - len(hours)))
    return Told(len(hours), len(hours) / n_runs, float(times.quantiles((0.5,))[0]))


def first_of_any(several: Iterable[Hours]) -> dict[int, float]:
    """The first hour of several in each run."""
    found: dict[int, float] = {}
    for hours in several:
        for number, hour in hours.items():
            found[number] = min(hour, found.get(number, hour))
    return found


class Map(NamedTuple):
    """What is known of every place and every road.

    Attributes:
        places: by id of a place, site or municipality and name of :data:`SHOWN`; None
            where the runs tell it of another kind of place only, such as shots, which are told of
            a municipality and not of a town in it: what is not told there is not zero.
        roads: by the two ends of a road; None where no site on it is known.
        homeless: see :class:`Firsts`.
    """

    places: dict[str, dict[str, Told | None]]
    roads: dict[tuple[str, str], Told | None]
    homeless: dict[str, int]


def map_of(firsts: Firsts, world: World, horizon: float) -> Map:
    """Everything that is told of the places and roads of a world; see :class:`Map`."""
    kinds = kinds_of_place(world)
    told_of: dict[str, set[str]] = {name: set() for name in SHOWN}
    for place, name in firsts.hours:
        for one in (name, *_HARM):
            told_of[one].add(kinds[place])
    n_runs = firsts.n_runs
    places = {
        place: {
            name: told(firsts.at(place, name), n_runs, horizon)
            if kind in told_of[name] or not told_of[name]
            else None
            for name in SHOWN
        }
        for place, kind in kinds.items()
    }
    points = sites_of_roads(world)
    roads = {
        ends: told(first_of_any(firsts.at(p, "barricade") for p in of), n_runs, horizon)
        if of
        else None
        for ends, of in points.items()
    }
    return Map(places, roads, firsts.homeless)


def sites_of_roads(world: World) -> dict[tuple[str, str], tuple[str, ...]]:
    """Ids of the sites that block each road, by its two ends as the table of roads has them."""
    on: dict[frozenset[str], list[str]] = {}
    for site in world.sites:
        if site.controls == "road":
            on.setdefault(frozenset((site.a, site.b)), []).append(site.id)
    return {(r.a, r.b): tuple(on.get(frozenset((r.a, r.b)), ())) for r in world.roads}
