"""Distances, choke points and connectivity of a world, worked out once for all runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx

from sim.scenario.world import ChokePoint, Municipality, World


@dataclass(frozen=True, eq=False)
class Geography:
    """What the model asks of a map.

    Attributes:
        municipality_of: municipality id by place id.
        contested: contested municipalities by their ids, wherever they stand in the table.
        adjacent: municipalities across the bridge.
        choke_points: choke points by id.
        points_of: ids of choke points by municipality.
        municipalities: all municipalities by their ids, wherever they stand in the table.
        town_of: number in ``municipalities`` of a place, choke point or municipality id.
        contested_town_of: number in ``contested`` of the same; what lies outside is not in it.
        crossings: places of kind "crossing" that lie in the contested area and on a road to a
            place outside it.
    """

    world: World
    graph: nx.Graph
    municipality_of: dict[str, str]
    contested: tuple[Municipality, ...]
    adjacent: tuple[Municipality, ...]
    choke_points: dict[str, ChokePoint]
    points_of: dict[str, tuple[str, ...]]
    municipalities: tuple[Municipality, ...]
    town_of: dict[str, int]
    contested_town_of: dict[str, int]
    crossings: tuple[str, ...]
    _minutes: dict[str, dict[str, float]]
    _open: dict[frozenset[str], "Openness"]

    def minutes(self, origin: str, place: str) -> float:
        """Minutes between two places on open roads, footways included; infinite without a way."""
        if origin not in self._minutes:
            self._minutes[origin] = nx.single_source_dijkstra_path_length(
                self.graph, origin, weight="minutes"
            )
        return self._minutes[origin].get(place, float("inf"))

    def openness(self, blocked: Iterable[str]) -> "Openness":
        """What can still be reached when some choke points are blocked."""
        key = frozenset(blocked)
        known = self._open.get(key)
        if known is None:
            known = self._open[key] = self._cut(key)
            if len(self._open) > 5000:
                self._open.pop(next(iter(self._open)))
        return known

    def _cut(self, blocked: frozenset[str]) -> "Openness":
        areas = {m.id for m in (*self.contested, *self.adjacent)}
        inside = [place for place, name in self.municipality_of.items() if name in areas]
        ways: nx.Graph = nx.Graph(self.graph.subgraph(inside))
        points = [self.choke_points[name] for name in blocked]
        ways.remove_edges_from([(point.a, point.b) for point in points])
        parts = tuple(sorted(map(len, nx.connected_components(ways)), reverse=True))
        foot = [(a, b) for a, b, mode in ways.edges(data="mode") if mode == "foot"]
        ways.remove_edges_from(foot)
        origin = self.adjacent[0].seat if self.adjacent else self.contested[0].seat
        reach = nx.node_connected_component(ways, origin)
        return Openness(parts, frozenset(c for c in self.crossings if c not in reach))


@dataclass(frozen=True)
class Openness:
    """Connectivity with some choke points blocked.

    Attributes:
        parts: number of places in each connected part of the contested and adjacent area, by
            road or on foot.
        cut_off: crossings that can no longer be reached from across the bridge by road.
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
    municipality_of = {place.id: place.municipality for place in world.places}
    by_id = sorted(world.municipalities, key=lambda municipality: municipality.id)
    contested = tuple(m for m in by_id if m.area == "contested")
    contested_ids = {m.id for m in contested}
    return Geography(
        world=world,
        graph=graph,
        municipality_of=municipality_of,
        contested=contested,
        adjacent=tuple(m for m in by_id if m.area == "adjacent"),
        choke_points={point.id: point for point in world.choke_points},
        points_of={
            m.id: tuple(p.id for p in world.choke_points if p.municipality == m.id)
            for m in contested
        },
        municipalities=tuple(by_id),
        town_of=_town_numbers(world, [m.id for m in by_id]),
        contested_town_of=_town_numbers(world, [m.id for m in contested]),
        crossings=tuple(
            place.id
            for place in world.places
            if place.kind == "crossing"
            and place.municipality in contested_ids
            and _staffed(world, place.id)
        ),
        _minutes={},
        _open={},
    )


def _town_numbers(world: World, municipalities: list[str]) -> dict[str, int]:
    numbers = {name: number for number, name in enumerate(municipalities)}
    for item in (*world.places, *world.choke_points):
        if item.municipality in numbers:
            numbers[item.id] = numbers[item.municipality]
    return numbers


def _staffed(world: World, place: str) -> bool:
    """A crossing with police at it; an unstaffed track has no gate to close."""
    return any(unit.base == place and unit.kind == "border_police" for unit in world.forces)
