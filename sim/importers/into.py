"""Rows into a folder of tables: new ones behind those of the user, of which none is changed."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.importers.by_hand import ToCheck
from sim.results.files import write_file
from sim.results.plain_text import csv_lines, csv_text
from sim.scenario.csv_reader import read_table
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.scenario.world_columns import WORLD_COLUMNS
from sim.terms.errors import Refused

Cells = Mapping[str, str]
"""A row, by column; a column that is not there is empty."""


class Table(NamedTuple):
    """A table of a folder.

    Attributes:
        path: its file, which may not be there yet.
        header: its columns in order.
        rows: what is in it.
        is_there: whether the file is.
    """

    path: Path
    header: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    is_there: bool


SAID: Final = ("source", "licence", "assumed", "note")
"""Columns of every imported row: where it is from, under which licence, which of its columns are
assumed, and what else there is to say."""
_MAY_LACK: Final = {*SAID} | {
    name for columns in WORLD_COLUMNS.values() for name, one in columns.items() if one.may_lack
}
"""Columns that a table which is there may lack."""


def existing(path: Path, columns: Sequence[str], mistakes: list[Mistake]) -> Table:
    """A table as it is; an empty one with these columns where there is no file."""
    if path.is_symlink():
        message = f"{path}: is a link, and nothing is written through one"
        raise Refused(message)
    if not path.exists():
        return Table(path, tuple(columns), (), False)
    read = read_table(path, tuple(name for name in columns if name not in _MAY_LACK), mistakes)
    header, rows = read or (list(columns), [])
    return Table(path, tuple(header), tuple(row.cells for row in rows), True)


def read_existing(tables: Mapping[Path, Sequence[str]]) -> dict[Path, Table]:
    """Several tables by path.

    Raises:
        ScenarioError: listing every mistake in those that are there.
    """
    mistakes: list[Mistake] = []
    found = {path: existing(path, columns, mistakes) for path, columns in tables.items()}
    if mistakes:
        raise ScenarioError(mistakes)
    return found


def new_rows(
    table: Table, rows: Iterable[Cells], keys: Sequence[str], check: ToCheck
) -> list[Cells]:
    """Rows that a table does not have yet; what is there already stays as it is, and is noted.

    Args:
        table: as it is.
        rows: that are to come in, with keys that differ.
        keys: columns that tell rows apart; of a road the same in both directions.
        check: to which rows are added that are there already.
    """
    known = {_key(row, keys) for row in table.rows}
    fresh: list[Cells] = []
    for row in rows:
        if _key(row, keys) in known:
            which = " ".join(row.get(key, "") for key in keys)
            check.note(f"already in {table.path.name}, which is left as it is", which)
        else:
            fresh.append(row)
    return fresh


def text_with(table: Table, rows: Sequence[Cells], columns: Sequence[str]) -> str:
    """The text of a table with new rows behind it; bytes of what is there are kept.

    Where the table lacks a column, all of it is written anew with the column at its end, the cells
    of its own rows as they were, and notes too.
    """
    header = (*table.header, *(name for name in columns if name not in table.header))
    fresh = [[row.get(name, "") for name in header] for row in rows]
    if not table.is_there:
        return csv_text(header, fresh)
    if header == table.header:
        text = table.path.read_bytes().decode("utf-8")
        end = "" if text.endswith("\n") or not text else "\n"
        return text + end + "".join(csv_lines(fresh))
    return csv_text(header, [*_own_rows(table, len(header)), *fresh])


def _own_rows(table: Table, width: int) -> Iterator[list[str]]:
    """Rows of a table as they stand in its file, notes as well, with empty cells at their end."""
    text = table.path.read_bytes().decode("utf-8-sig")
    lines = csv.reader(io.StringIO(text, newline=""))
    next(lines)
    for cells in lines:
        if any(cells):
            yield cells + [""] * (width - len(cells))


def write_all(texts: Mapping[Path, str]) -> None:
    """Write every file; each whole or not at all.

    Raises:
        Refused: when the machine does not allow it.
    """
    for path, text in texts.items():
        try:
            write_file(path, text)
        except OSError as error:
            message = f"cannot write {path}: {error.strerror or error}"
            raise Refused(message) from error


def _key(row: Cells, keys: Sequence[str]) -> tuple[str, ...]:
    key = tuple(row.get(name, "") for name in keys)
    return tuple(sorted(key)) if tuple(keys) == ("from", "to") else key
