"""People by place and community, from a census table or one of squares of a grid."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sim.importers.asked import Asked
from sim.importers.by_hand import ToCheck
from sim.importers.find_place import Names
from sim.importers.geojson import REACH_KM
from sim.importers.into import Cells
from sim.importers.names import slug
from sim.importers.places import Origin
from sim.importers.positions import At, nearest
from sim.importers.rows import read_mapped
from sim.importers.world import Folder
from sim.scenario.csv_reader import Row
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.terms.errors import Refused

_OF: Final = "people_of_"
_MOST: Final = 100_000_000
_PARTS: Final = ("gender", "age_range")
_ALL: Final = "all"
"""Columns by which tables of the Humanitarian Data Exchange part people, and what a total says."""


def people_rows(folder: Folder, asked: Asked, origin: Origin, check: ToCheck) -> list[Cells]:
    """Rows of people, summed by place and community.

    A row names a place, or has a position, whose people are counted to the nearest place within
    reach. It has one community, or a column of people for each.

    Raises:
        Refused: when the folder has no places, or listing every mistake in the files.
    """
    places = folder.known.places
    if not places:
        message = (
            f"{folder.path / 'places.csv'}: has no places yet to which people could be counted"
        )
        raise Refused(message)
    mistakes: list[Mistake] = []
    counts: dict[tuple[str, str], float] = {}
    names = Names(folder.rows("places"))
    for row in _rows(asked, mistakes, check):
        is_at = "lat" in row.cells
        place = _near(row, places, asked, check) if is_at else names.id_of(row, "place")
        for community, people in _people(row, asked):
            if place:
                counts[place, community] = counts.get((place, community), 0.0) + people
    if mistakes:
        raise ScenarioError(mistakes)
    if asked.community:
        check.note(f'everybody was counted to the community "{slug(asked.community)}"')
    return [_cells(key, people, origin, check) for key, people in sorted(counts.items())]


def _rows(asked: Asked, mistakes: list[Mistake], check: ToCheck) -> Iterator[Row]:
    if asked.communities:
        theirs = {_OF + name: column for name, column in asked.communities.items()}
        asked = replace(asked, columns={**asked.columns, **theirs})
        needed = tuple(theirs)
    else:
        filled = {"community": asked.community} if asked.community else {}
        asked = replace(asked, fill={**asked.fill, **filled})
        needed = ("community", "people")
    has_position = {"lat", "lon"} <= {*asked.columns}
    needed += ("lat", "lon") if has_position else ("place",)
    for path in asked.files:
        yield from _totals(read_mapped(path, needed, _PARTS, asked, mistakes), check)


def _totals(rows: Sequence[Row], check: ToCheck) -> Iterator[Row]:
    """Rows that are no part of another: tables by sex and age have totals beside their parts."""
    there = [column for column in _PARTS if any(row.cells.get(column) == _ALL for row in rows)]
    for row in rows:
        if all(row.cells[column] == _ALL for column in there):
            yield row
        else:
            said = ", ".join(f"{column} {row.cells[column]}" for column in there)
            check.note(
                f"left out, parts of a total ({', '.join(there)})", f"line {row.mark.line}: {said}"
            )


def _people(row: Row, asked: Asked) -> Iterator[tuple[str, float]]:
    """Communities of a row, each with its people; an empty cell is nobody."""
    if asked.communities:
        for name in asked.communities:
            yield slug(name), row.maybe(_OF + name, 0, _MOST) or 0.0
        return
    community = slug(row.text("community"))
    if row.cells["community"] and not community:
        row.wrong("community", "has no Latin letter for an id; give it one with --value")
    yield community, row.number("people", 0, _MOST)


def _near(row: Row, places: Mapping[str, At], asked: Asked, check: ToCheck) -> str:
    """The place to which people at a position are counted; empty where none is near."""
    at = At(row.number("lat", -90, 90), row.number("lon", -180, 180))
    reach = REACH_KM if asked.reach is None else asked.reach
    where = f"line {row.mark.line}: {row.cells.get('people', '')} at {at.lat:g}, {at.lon:g}"
    if asked.box is not None and not asked.box.holds(at):
        check.note("dropped, outside --box", where)
        return ""
    place, km = nearest(at, places.items())
    if km > reach:
        check.note(f"dropped, no place within {reach:g} km (--reach)", where)
        return ""
    return place


def _cells(
    key: tuple[str, str], people: float, origin: Origin, check: ToCheck
) -> Mapping[str, str]:
    if not people.is_integer():
        check.note("people rounded to whole numbers", f"{key[0]} {key[1]} {people:.1f}")
    return {
        "place": key[0],
        "community": key[1],
        "people": str(round(people)),
        "source": origin.source,
        "licence": origin.licence,
        "assumed": "",
        "note": "",
    }
