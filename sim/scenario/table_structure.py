"""Mistakes of a world as a whole: roads that lead nowhere, places that nobody reaches."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import networkx as nx

from sim.scenario.csv_reader import Row
from sim.scenario.mistakes import Mark, Mistake, mistake_at, shown_path
from sim.scenario.world import World
from sim.scenario.world_columns import WORLD_KEYS

_SITES_ONCE: Final = frozenset({"bridge", "crossing"})
"""Kinds of places of older worlds that are sites now."""
_NAMED: Final = 5
"""Places named in a message about a graph in pieces."""


def refuse_twins(rows: dict[str, list[Row]]) -> None:
    """Refuse names that mean two things, and a site that stands in the places alone.

    Args:
        rows: rows by table.
    """
    _refuse_old_kinds(rows)
    _refuse_areas_that_are_places(rows)
    for table, columns in WORLD_KEYS.items():
        _refuse_same(rows[table], columns, "is there twice; the first is in line")
    # A name in the scenario must mean one thing, whichever table it stands in; a site may have the
    # id of the place it is at.
    named = [*rows["places"], *rows["municipalities"]]
    named += [row for row in rows["sites"] if row.cells["place"] != row.cells["id"]]
    first = {id(row): row.mark.file for row in named}
    seen: dict[str, Row] = {}
    for row in named:
        other = seen.setdefault(row.cells["id"], row)
        if row.cells["id"] and first[id(other)] != row.mark.file:
            row.wrong(
                "id",
                f"is also the id of another kind of place, in {other.mark.file}; give one of them "
                f"another, such as {row.cells['id']}_town",
            )


def _refuse_areas_that_are_places(rows: dict[str, list[Row]]) -> None:
    """The name of an area must not mean a place, site or municipality as well."""
    named = {
        row.cells["id"] for table in ("places", "municipalities", "sites") for row in rows[table]
    }
    for row in rows["municipalities"]:
        if row.cells["area"] in named:
            row.wrong(
                "area", "is also the id of a place, site or municipality; choose another label"
            )


def _refuse_old_kinds(rows: dict[str, list[Row]]) -> None:
    """A bridge or crossing that stands in the places alone would be no site, and do nothing."""
    sites = {row.cells["place"] for row in rows["sites"]}
    for row in rows["places"]:
        if row.cells["kind"] in _SITES_ONCE and row.cells["id"] not in sites:
            name, kind = row.cells["id"], row.cells["kind"]
            row.wrong("kind", f"is a site: give it a row in sites.csv, {name},...,{kind},...")


def _refuse_same(rows: Iterable[Row], columns: tuple[str, ...], words: str) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row.cells[column] for column in columns)
        # A road is the same in both directions.
        key = tuple(sorted(key)) if columns == ("from", "to") else key
        if key in seen and all(key):
            row.wrong(columns[0], f"{words} {seen[key]}")
        seen.setdefault(key, row.mark.line)


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
