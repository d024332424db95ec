"""Roads between places from a network of streets: which places are next to each other, how far.

The streets nearest to each place by driving time are its cell of a network Voronoi diagram; two
places whose cells touch are joined by the fastest way over a street between the two cells. Source:
Erwig 2000, *The graph Voronoi diagram with applications*, Networks 36(3), 156-163.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final, NamedTuple

import networkx as nx

Node = int | str
"""A crossroads by its number; a place by its id."""
PRUNED: Final = 1.02
"""A road is left out when going by a third place takes at most so much of its time; assumed."""


class Street(NamedTuple):
    """A piece of street to a neighbour.

    Attributes:
        to: the neighbour.
        minutes: driving time.
        km: length.
        way: number of its way in the source; 0 for the way from a place to the nearest street.
    """

    to: Node
    minutes: float
    km: float
    way: int


Streets = Mapping[Node, list[Street]]
"""Streets from each crossroads, each in both directions."""


class Way(NamedTuple):
    """A road between two places.

    Attributes:
        minutes: driving time.
        km: length.
        ways: numbers of the ways that it leads over.
        longest: number of the way with the largest share of it.
    """

    minutes: float
    km: float
    ways: frozenset[int]
    longest: int


class _Reached(NamedTuple):
    minutes: float
    place: str
    before: Node | None
    street: Street | None


@dataclass
class Cells:
    """Every crossroads with the nearest place, and how it is reached from there."""

    reached: dict[Node, _Reached] = field(default_factory=dict)

    def path(self, node: Node) -> Iterator[Street]:
        """Streets from a crossroads back to its place."""
        at: Node | None = node
        while at is not None:
            step = self.reached[at]
            if step.street is not None:
                yield step.street
            at = step.before


def cells_of(streets: Streets, places: Mapping[str, Node]) -> Cells:
    """The cell of each place: Dijkstra's algorithm from all places at once.

    Args:
        streets: the network, in which places are nodes.
        places: node of each place, by its id.
    """
    cells = Cells()
    heap: list[tuple[float, str, str, Node, Node | None, Street | None]] = []
    for name, node in sorted(places.items()):
        heappush(heap, (0.0, name, str(node), node, None, None))
    while heap:
        minutes, place, _, node, before, street = heappop(heap)
        if node in cells.reached:
            continue
        cells.reached[node] = _Reached(minutes, place, before, street)
        for one in streets.get(node, ()):
            if one.to not in cells.reached:
                entry = (minutes + one.minutes, place, f"{one.to} {node}", one.to, node, one)
                heappush(heap, entry)
    return cells


def joined(streets: Streets, places: Mapping[str, Node]) -> dict[tuple[str, str], Way]:
    """Roads between places whose cells touch, by their two ends in order.

    Those that are no faster than going by a third place are left out.
    """
    cells = cells_of(streets, places)
    best: dict[tuple[str, str], tuple[float, str, Node, Street]] = {}
    for node, outward in streets.items():
        here = cells.reached.get(node)
        for street in outward if here else ():
            there = cells.reached[street.to]
            if here and here.place < there.place:
                key = (here.place, there.place)
                minutes = here.minutes + street.minutes + there.minutes
                found = (minutes, f"{node} {street.to}", node, street)
                if key not in best or found[:2] < best[key][:2]:
                    best[key] = found
    whole = {key: _way(cells, node, street) for key, (_, _, node, street) in best.items()}
    return _without_detours(whole)


def _way(cells: Cells, node: Node, street: Street) -> Way:
    pieces = [*cells.path(node), street, *cells.path(street.to)]
    km_of: dict[int, float] = {}
    for one in pieces:
        km_of[one.way] = km_of.get(one.way, 0.0) + one.km
    ways = {way: km for way, km in km_of.items() if way}
    longest = max(ways, key=lambda way: (ways[way], -way), default=0)
    return Way(
        sum(one.minutes for one in pieces),
        sum(one.km for one in pieces),
        frozenset(ways),
        longest,
    )


def _without_detours(roads: dict[tuple[str, str], Way]) -> dict[tuple[str, str], Way]:
    """Roads but for those that another place lies on or beside, the longest looked at first."""
    minutes: dict[str, dict[str, float]] = {}
    for (start, end), way in roads.items():
        minutes.setdefault(start, {})[end] = way.minutes
        minutes.setdefault(end, {})[start] = way.minutes
    kept = dict(roads)
    for key in sorted(roads, key=lambda one: (-roads[one].minutes, one)):
        start, end = key
        by_third = min(
            (
                minutes[start][mid] + minutes[end][mid]
                for mid in minutes[start].keys() & minutes[end]
            ),
            default=float("inf"),
        )
        if by_third <= PRUNED * roads[key].minutes:
            del kept[key], minutes[start][end], minutes[end][start]
    return kept


def largest_part(roads: Mapping[tuple[str, str], Way], places: Mapping[str, Node]) -> set[str]:
    """Places of the largest part of the roads that is connected; of equal ones the first."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(places)
    graph.add_edges_from(roads)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    return set(parts[0]) if parts else set()
