"""Distances, sites and connectivity of a world, worked out once for all runs."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import networkx as nx

from sim.model.rules import denial
from sim.scenario.world import Municipality, Site, World

BLOCKABLE: Final = ("road", "crossing")
"""What sites that can be blocked control."""


@dataclass(frozen=True, eq=False)
class Geography:
    """What the model asks of a map.

    Attributes:
        municipality_of: municipality id by id of a place or site.
        lived_in: places of the municipalities in which people of the population table live.
        people_at: people by place.
        sites: sites by id.
        sites_of: ids of the sites that can be blocked, in order, by municipality and by what they
            control, a road or a crossing.
        municipalities: all municipalities by their ids, wherever they stand in the table.
        town_of: number in ``municipalities`` of a place, site or municipality id.
        crossings: ids of the sites that control a crossing and have police based at them, in
            order; an unstaffed one has no gate to close.
    """

    world: World
    graph: nx.Graph
    municipality_of: dict[str, str]
    lived_in: frozenset[str]
    people_at: dict[str, int]
    sites: dict[str, Site]
    sites_of: dict[tuple[str, str], tuple[str, ...]]
    municipalities: tuple[Municipality, ...]
    town_of: dict[str, int]
    crossings: tuple[str, ...]
    _seats: dict[str, str]
    _minutes: dict[str, dict[str, float]]
    _open: dict[frozenset[str], "Openness"]
    _cuts: dict[tuple[str, str, str], float]

    def minutes(self, origin: str, place: str) -> float:
        """Minutes from a place, site or municipality to another on open roads, footways included.

        A municipality is its seat. To and from a site on a road it is the nearer end and half of
        that road; infinite without a way.
        """
        origin, place = self._seats.get(origin, origin), self._seats.get(place, place)
        if origin not in self._minutes:
            self._minutes[origin] = self._minutes_from(origin)
        to = self._minutes[origin]
        if place not in to:
            to[place] = self._minutes_to(to, place)
        return to[place]

    def _minutes_from(self, origin: str) -> dict[str, float]:
        """Minutes to every place that can be reached."""
        ends = {origin: 0.0} if origin not in self.sites else self._ends(origin)
        found: dict[str, float] = {origin: 0.0}
        for end, more in ends.items():
            reached = nx.single_source_dijkstra_path_length(self.graph, end, weight="minutes")
            for place, minutes in reached.items():
                found[place] = min(found.get(place, math.inf), more + minutes)
        return found

    def _minutes_to(self, to: dict[str, float], place: str) -> float:
        """Minutes to a site, of those to places."""
        ends = self._ends(place) if place in self.sites else {}
        return min((to.get(end, math.inf) + more for end, more in ends.items()), default=math.inf)

    def _ends(self, site: str) -> dict[str, float]:
        """Places at a site, and minutes from it to each."""
        at = self.sites[site]
        half = 0.0 if at.place else 0.5 * float(self.graph.edges[at.a, at.b]["minutes"])
        return dict.fromkeys(at.nodes, half)

    def cut(self, origin: str, place: str, site: str) -> float:
        """Share of the road from a place to another that a block at a site takes [0..1].

        1 when there is no way round, else by how much of it the way round is longer; 0 where the
        road does not pass, or there is none. The road is that through municipalities that are
        lived in, from where it enters them.
        """
        key = (origin, place, site)
        if key not in self._cuts:
            start = self._entrance(origin)
            before = self._by_road(start, place, "")
            after = before if math.isinf(before) else self._by_road(start, place, site)
            self._cuts[key] = denial.cut(before, after) if 0.0 < before < math.inf else 0.0
        return self._cuts[key]

    def _entrance(self, origin: str) -> str:
        """Where a road from a place enters the municipalities that are lived in."""
        if origin in self.lived_in or not self.lived_in:
            return origin
        return min(self.lived_in, key=lambda place: (self.minutes(origin, place), place))

    def _by_road(self, start: str, place: str, blocked: str) -> float:
        """Minutes by road between places that are lived in; infinite where a site cuts it."""
        to = {site.id: site.place or site.a for site in self.sites.values()}.get(place, place)
        if start not in self.lived_in or to not in self.lived_in:
            return math.inf
        site = self.sites.get(blocked)
        ends = () if site is None else (site.place,) if site.place else (site.a, site.b)

        def minutes(a: str, b: str, road: dict[str, Any]) -> float | None:
            """None where nobody can drive."""
            is_shut = bool(ends) and all(end in (a, b) for end in ends)
            shut = is_shut or road["mode"] == "foot" or b not in self.lived_in
            return None if shut else road["minutes"]

        found = nx.single_source_dijkstra_path_length(self.graph, start, weight=minutes)
        return found.get(to, math.inf)

    def _remove(self, ways: nx.Graph, site_id: str) -> None:
        site = self.sites[site_id]
        ways.remove_edges_from(list(ways.edges(site.place)) if site.place else [(site.a, site.b)])

    def openness(self, blocked: Iterable[str]) -> "Openness":
        """What can still be reached when some sites are blocked."""
        key = frozenset(blocked)
        known = self._open.get(key)
        if known is None:
            known = self._open[key] = self._cut(key)
            if len(self._open) > 5000:
                self._open.pop(next(iter(self._open)))
        return known

    def _cut(self, blocked: frozenset[str]) -> "Openness":
        ways: nx.Graph = nx.Graph(self.graph.subgraph(self.lived_in))
        for site in blocked:
            self._remove(ways, site)
        parts = tuple(sorted(map(len, nx.connected_components(ways)), reverse=True))
        foot = [(a, b) for a, b, mode in ways.edges(data="mode") if mode == "foot"]
        ways.remove_edges_from(foot)
        reached: dict[str, int] = {}
        for part in nx.connected_components(ways):
            reached.update(dict.fromkeys(part, sum(self.people_at.get(p, 0) for p in part)))
        everybody = sum(self.people_at.values())
        cut_off = (c for c in self.crossings if self._is_cut_off(c, reached, everybody))
        return Openness(parts, frozenset(cut_off))

    def _is_cut_off(self, crossing: str, reached: dict[str, int], everybody: int) -> bool:
        """Whether fewer than half of the people can reach a crossing; never where nobody lives."""
        people = [reached[node] for node in self.sites[crossing].nodes if node in reached]
        return bool(people) and 2 * max(people) < everybody


@dataclass(frozen=True)
class Openness:
    """Connectivity with some sites blocked.

    Attributes:
        parts: number of places in each connected part of the municipalities that are lived in, by
            road or on foot.
        cut_off: crossings that fewer than half of the people can still reach by road.
    """

    parts: tuple[int, ...]
    cut_off: frozenset[str]


@lru_cache(maxsize=4)
def geography(world: World) -> Geography:
    """The geography of a world; the same object for equal worlds within a process."""
    graph: nx.Graph = nx.Graph()
    for place in world.places:
        graph.add_node(place.id)
    for road in world.roads:
        graph.add_edge(road.a, road.b, minutes=road.minutes, mode=road.mode)
    municipality_of = {item.id: item.municipality for item in (*world.sites, *world.places)}
    by_id = sorted(world.municipalities, key=lambda municipality: municipality.id)
    people_at = _people_at(world)
    lived_in = {municipality_of[place] for place, people in people_at.items() if people}
    return Geography(
        world=world,
        graph=graph,
        municipality_of=municipality_of,
        lived_in=frozenset(p.id for p in world.places if p.municipality in lived_in),
        people_at=people_at,
        sites={site.id: site for site in world.sites},
        sites_of={
            (m.id, what): tuple(
                sorted(s.id for s in world.sites if s.municipality == m.id and s.controls == what)
            )
            for m in by_id
            for what in BLOCKABLE
        },
        municipalities=tuple(by_id),
        town_of=_town_numbers(world, [m.id for m in by_id]),
        crossings=tuple(
            sorted(s.id for s in world.sites if s.controls == "crossing" and _staffed(world, s))
        ),
        _seats={m.id: m.seat for m in by_id},
        _minutes={},
        _open={},
        _cuts={},
    )


def _people_at(world: World) -> dict[str, int]:
    """People by place, those of all communities together."""
    found: dict[str, int] = {}
    for cell in world.population:
        found[cell.place] = found.get(cell.place, 0) + cell.people
    return found


def _town_numbers(world: World, municipalities: list[str]) -> dict[str, int]:
    numbers = {name: number for number, name in enumerate(municipalities)}
    for item in (*world.places, *world.sites):
        if item.municipality in numbers:
            numbers[item.id] = numbers[item.municipality]
    return numbers


def _staffed(world: World, site: Site) -> bool:
    """A crossing at which police are based."""
    return any(unit.base in site.nodes and unit.kind.endswith("police") for unit in world.forces)
