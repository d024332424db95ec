"""A folder of a world: what it has, and what an import adds to it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.importers.by_hand import ToCheck
from sim.importers.into import SAID, Cells, Table, new_rows, read_existing, text_with, write_all
from sim.importers.places import Known
from sim.importers.positions import At
from sim.scenario.tables import read_tables
from sim.scenario.workbook import TABLES as BOOK
from sim.scenario.world_columns import WORLD_COLUMNS, WORLD_KEYS
from sim.terms.errors import Refused

TABLES: Final = tuple(WORLD_COLUMNS)


class Folder(NamedTuple):
    """A folder of a world as it is before an import; tables that are not there are empty."""

    path: Path
    tables: dict[str, Table]

    def rows(self, table: str) -> tuple[dict[str, str], ...]:
        """Rows of a table."""
        return self.tables[table].rows

    @property
    def known(self) -> Known:
        """Its places and municipalities."""
        places = {row["id"]: _at(row) for row in self.rows("places")}
        return Known(
            places,
            {row["id"]: row["municipality"] for row in self.rows("places")},
            frozenset(row["id"] for row in self.rows("municipalities")),
            frozenset(row["id"] for row in self.rows("sites")) - set(places),
        )


def _at(row: Cells) -> At:
    try:
        return At(float(row["lat"]), float(row["lon"]))
    except ValueError:  # its own mistake, which check tells
        return At(float("nan"), float("nan"))


def read_folder(path: Path) -> Folder:
    """A folder of a world, which may not be there yet.

    Raises:
        ScenarioError: listing what is wrong with its tables.
        Refused: when its tables are sheets of a workbook, which is never written to.
    """
    if (path / BOOK).exists():
        message = f"{path / BOOK}: holds the tables of this world; save its sheets as CSV first"
        raise Refused(message)
    columns = {path / f"{name}.csv": (*of, *SAID) for name, of in WORLD_COLUMNS.items()}
    found = read_existing(columns)
    return Folder(path, dict(zip(TABLES, found.values(), strict=True)))


class Added(NamedTuple):
    """What came of an import into a world: rows by table, and what is left to do."""

    rows: dict[str, int]
    left: tuple[str, ...]


def add(folder: Folder, new: Mapping[str, Sequence[Cells]], check: ToCheck) -> Added:
    """Add rows to the tables of a world; a table that is missing is made, if only its header.

    Raises:
        Refused: when a file cannot be written.
    """
    texts: dict[Path, str] = {}
    counts: dict[str, int] = {}
    for name, table in folder.tables.items():
        rows = new_rows(table, new.get(name, ()), WORLD_KEYS[name], check)
        if rows or not table.is_there:
            texts[table.path] = text_with(table, rows, (*WORLD_COLUMNS[name], *SAID))
        counts[name] = len(rows)
    write_all(texts)
    left = [str(mistake) for mistake in read_tables(folder.path).mistakes]
    left += [
        f"{folder.path / name}.csv: has no rows yet"
        for name in TABLES
        if not folder.rows(name) and not counts[name]
    ]
    return Added(counts, tuple(left))
