"""Mistakes of a world as a whole: roads that lead nowhere, places that nobody reaches."""

from pathlib import Path
from typing import Final

import networkx as nx

from sim.scenario.csv_reader import Row
from sim.scenario.mistakes import Mark, Mistake, mistake_at, shown_path
from sim.scenario.world import World

_NAMED: Final = 5
"""Places named in a message about a graph in pieces."""


def structure(world: World, folder: Path, site_rows: list[Row]) -> list[Mistake]:
    """Mistakes of the map as a whole."""
    roads = {frozenset((road.a, road.b)) for road in world.roads}
    for site, row in zip(world.sites, site_rows, strict=True):
        if site.a and site.b and frozenset((site.a, site.b)) not in roads:
            row.wrong("from", f"there is no road from {site.a} to {site.b} to stand on")
    mistakes: list[Mistake] = []
    for table, items in (("places", world.places), ("municipalities", world.municipalities)):
        if not items:
            mistakes.append(of_table(folder, table, "has no rows"))
    mistakes += _cut_off(world, folder)
    return mistakes


def _cut_off(world: World, folder: Path) -> list[Mistake]:
    """A mistake when the roads leave places that cannot be reached from the largest part."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(place.id for place in world.places)
    graph.add_edges_from((r.a, r.b) for r in world.roads if r.a in graph and r.b in graph)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    away = sorted(place for part in parts[1:] for place in part)
    if not away:
        return []
    more = f" and {len(away) - _NAMED} more" if len(away) > _NAMED else ""
    names = ", ".join(away[:_NAMED]) + more
    return [of_table(folder, "roads", f"no road leads to {names}; every place must be reached")]


def of_table(folder: Path, table: str, message: str) -> Mistake:
    """A mistake of a whole table."""
    return of_file(folder / f"{table}.csv", message)


def of_file(path: Path, message: str) -> Mistake:
    """A mistake of a whole file."""
    return mistake_at(Mark(shown_path(path), 1, path.parent), "", ..., message)
