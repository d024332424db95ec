"""A world from its folder of tables, or every mistake in them."""

import hashlib
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from sim.scenario.csv_reader import Row, read_rows
from sim.scenario.lookup import OUTSIDE, Reach
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.scenario.table_structure import of_file, of_table, refuse_twins, structure
from sim.scenario.workbook import TABLES, book_rows
from sim.scenario.world import Cell, Municipality, Place, Road, Site, Unit, World
from sim.scenario.world_columns import WORLD_COLUMNS
from sim.terms.words import LANGUAGES

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    table: tuple(columns) for table, columns in WORLD_COLUMNS.items()
}
"""Columns of each table that are read, by the name of the table; further ones are ignored."""
_MAY_LACK: Final[dict[str, tuple[str, ...]]] = {
    table: tuple(name for name, column in columns.items() if column.may_lack)
    for table, columns in WORLD_COLUMNS.items()
}
"""Those of them without which a table is read all the same."""

_COUNTED: Final = ("places", "population", "forces")
"""Tables from which a scenario's numbers of people are checked."""
_FASTEST: Final = 250.0
"""Kilometres in an hour that nobody drives on a road; metres are meant, or hours."""
NAMED: Final = ("places", "municipalities", "sites")
"""Tables whose rows may have names in other languages, as ``name_sr``; a page shows them."""

_OLD: Final = "choke_points"
"""A table of older worlds."""


class Tables(NamedTuple):
    """What could be read of a world.

    Attributes:
        world: the world; rows with mistakes are in it too, so that the scenario can be checked.
            None when a table is missing altogether.
        mistakes: everything wrong in the tables.
        counts: whether places, people and forces have no mistake, so that they can be counted.
    """

    world: World | None
    mistakes: tuple[Mistake, ...]
    counts: bool = False


def read_world(folder: Path) -> World:
    """The world of a folder of tables.

    Raises:
        ScenarioError: listing every mistake in the tables.
    """
    tables = read_tables(folder)
    if tables.mistakes or tables.world is None:
        raise ScenarioError(tables.mistakes)
    return tables.world


def read_tables(folder: Path, reach: Reach | None = None) -> Tables:
    """The world of a folder as far as it can be read, with every mistake in its tables.

    Args:
        folder: the folder.
        reach: what the scenario can use, so that no link leads out of it; None reads them all.
    """
    files = (*(f"{name}.csv" for name in COLUMNS), TABLES)
    outside = [file for file in files if reach and not reach.holds(folder / file)]
    if outside:
        return Tables(None, tuple(of_file(folder / file, OUTSIDE) for file in outside))
    mistakes = _old_tables(folder)
    read: dict[str, list[Row] | None] = {}
    for name, columns in COLUMNS.items():
        must = tuple(column for column in columns if column not in _MAY_LACK[name])
        if (folder / TABLES).exists():
            read[name] = book_rows(folder, name, must, mistakes, _MAY_LACK[name])
        else:
            read[name] = read_rows(folder / f"{name}.csv", must, mistakes, _MAY_LACK[name])
    rows = {name: found or [] for name, found in read.items()}
    places = frozenset(row.cells["id"] for row in rows["places"])
    municipalities = frozenset(row.cells["id"] for row in rows["municipalities"])
    world = World(
        places=tuple(_place(row, municipalities) for row in rows["places"]),
        municipalities=tuple(_municipality(row, places) for row in rows["municipalities"]),
        roads=tuple(_road(row, places) for row in rows["roads"]),
        sites=tuple(_site(row, municipalities, places) for row in rows["sites"]),
        population=tuple(_cell(row, places) for row in rows["population"]),
        forces=tuple(_unit(row, places) for row in rows["forces"]),
        digest=_digest(folder),
        names=tuple(_names(row for table in NAMED for row in rows[table])),
    )
    refuse_twins(rows)
    complete = all(found is not None for found in read.values())
    if complete:
        mistakes += structure(world, folder, rows["sites"])
    return Tables(world if complete else None, tuple(mistakes), _counts(rows, mistakes))


def _counts(rows: dict[str, list[Row]], mistakes: Iterable[Mistake]) -> bool:
    files = {row.mark.file for table in _COUNTED for row in rows[table]}
    return not any(wrong.file in files for wrong in mistakes)


def _names(rows: Iterable[Row]) -> Iterator[tuple[str, str, str]]:
    """Names in other languages, where a table has a column of them: language, id, name."""
    for row in rows:
        for language in LANGUAGES[1:]:
            if name := row.cells.get(f"name_{language}", ""):
                yield language, row.cells["id"], name


def _old_tables(folder: Path) -> list[Mistake]:
    """A table of an older version, and how to write it now."""
    if not (folder / f"{_OLD}.csv").exists():
        return []
    message = (
        "is not read any more; write its rows into sites.csv with their lat and lon, kind road "
        "and controls road, and delete it"
    )
    return [of_table(folder, _OLD, message)]


def _number(row: Row, table: str, column: str) -> float:
    """A number within the bounds of its column."""
    known = WORLD_COLUMNS[table][column]
    return row.number(column, known.low, known.high)


def _maybe(row: Row, table: str, column: str) -> float | None:
    """The same; None where the cell is empty."""
    return _number(row, table, column) if row.cells.get(column) else None


def _whole(row: Row, table: str, column: str) -> int:
    return row.whole(column, int(WORLD_COLUMNS[table][column].high))


def _word(row: Row, table: str, column: str) -> str:
    return row.one_of(column, *WORLD_COLUMNS[table][column].words)


def _place(row: Row, municipalities: frozenset[str]) -> Place:
    return Place(
        id=row.id(),
        name=row.text("name"),
        kind=row.text("kind"),
        municipality=row.known("municipality", municipalities, "municipality"),
        lat=_number(row, "places", "lat"),
        lon=_number(row, "places", "lon"),
    )


def _municipality(row: Row, places: frozenset[str]) -> Municipality:
    return Municipality(
        id=row.id(),
        name=row.text("name"),
        area=row.id("area"),
        seat=row.known("seat", places, "place"),
        lorry_groups=_number(row, "municipalities", "lorry_groups"),
        has_sirens=row.yes("has_sirens"),
    )


def _road(row: Row, places: frozenset[str]) -> Road:
    start = row.known("from", places, "place: the road leads nowhere")
    end = row.known("to", places, "place: the road leads nowhere")
    if start and start == end:
        row.wrong("to", "is where the road begins; a road joins two places")
    km, minutes = _number(row, "roads", "km"), _number(row, "roads", "minutes")
    if row.is_numbers("km", "minutes") and 60 * km > _FASTEST * minutes > 0:
        speed = 60 * km / minutes
        message = f"in {minutes:g} minutes is {speed:.0f} km/h; km are kilometres, not metres"
        row.wrong("km", message)
    return Road(
        a=start,
        b=end,
        name=row.text("name"),
        km=km,
        minutes=minutes,
        mode=_word(row, "roads", "mode"),
    )


def _site(row: Row, municipalities: frozenset[str], places: frozenset[str]) -> Site:
    front = _maybe(row, "sites", "front")
    place, on_road = row.cells["place"], row.cells["from"] or row.cells["to"]
    if place and on_road:
        row.wrong("place", "stands beside from and to; a site is at a place or on a road")
    elif not place and not on_road:
        row.wrong("place", "is empty, and so are from and to; say where the site is")
    return Site(
        id=row.id(),
        name=row.text("name"),
        kind=row.id("kind"),
        municipality=row.known("municipality", municipalities, "municipality"),
        place=row.known("place", places, "place") if place else "",
        a=row.known("from", places, "place") if on_road else "",
        b=row.known("to", places, "place") if on_road else "",
        lat=_number(row, "sites", "lat"),
        lon=_number(row, "sites", "lon"),
        front=math.inf if front is None else front,
        divides=bool(row.cells.get("divides")) and row.yes("divides"),
        controls=_word(row, "sites", "controls"),
    )


def _cell(row: Row, places: frozenset[str]) -> Cell:
    return Cell(
        place=row.known("place", places, "place"),
        community=row.id("community"),
        people=_whole(row, "population", "people"),
    )


def _unit(row: Row, places: frozenset[str]) -> Unit:
    low, high = _whole(row, "forces", "strength_low"), _whole(row, "forces", "strength_high")
    if low <= high:
        row.ordered("strength_low", "strength", "strength_high")
    else:
        row.wrong("strength_high", f"is lower than strength_low, {low}")
    row.ordered("notice_low", "notice_minutes", "notice_high")
    row.ordered("approval_low", "approval_minutes", "approval_high")
    return Unit(
        id=row.id(),
        name=row.text("name"),
        force=row.id("force"),
        kind=_word(row, "forces", "kind"),
        nation=row.text("nation"),
        strength=_whole(row, "forces", "strength"),
        base=row.known("base", places, "place"),
        role=row.text("role"),
        mobile=row.yes("mobile"),
        response_layer=_whole(row, "forces", "response_layer"),
        notice_minutes=_number(row, "forces", "notice_minutes"),
        notice_low=_number(row, "forces", "notice_low"),
        notice_high=_number(row, "forces", "notice_high"),
        crowd_control=_word(row, "forces", "crowd_control"),
        approval_minutes=_number(row, "forces", "approval_minutes"),
        approval_low=_number(row, "forces", "approval_low"),
        approval_high=_number(row, "forces", "approval_high"),
    )


def files_of(folder: Path) -> tuple[str, ...]:
    """Names of the files that hold the tables of a world: its workbook, or one for each table."""
    return (TABLES,) if (folder / TABLES).exists() else tuple(f"{name}.csv" for name in COLUMNS)


def _digest(folder: Path) -> str:
    """SHA-256 of the tables' bytes, each behind its name, hexadecimal."""
    digest = hashlib.sha256()
    for name in files_of(folder):
        digest.update(f"{name}\n".encode())
        try:
            digest.update((folder / name).read_bytes())
        except OSError:
            continue
    return digest.hexdigest()
