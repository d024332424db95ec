"""Workbooks: a sheet is read as a table is, its values and not its formulas."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from sim.scenario.csv_reader import Row, is_note
from sim.scenario.mistakes import Mark, Mistake, mistake_at, shown_path, suggest
from sim.scenario.table_header import header_mistakes
from sim.terms.extras import extra
from sim.terms.printable import without_controls

BOOKS: Final = frozenset({".xlsx", ".xlsm"})
"""Endings of workbooks that are read."""
TABLES: Final = "tables.xlsx"
"""A workbook of this name in the folder of a world holds its tables, a sheet each."""


def book_rows(
    folder: Path,
    table: str,
    columns: tuple[str, ...],
    mistakes: list[Mistake],
    may_lack: tuple[str, ...] = (),
) -> list[Row] | None:
    """The rows of a sheet of the workbook of a world; None when it lacks a column or the sheet.

    Args:
        folder: the folder of the world.
        table: name of the sheet.
        columns: those it must have.
        mistakes: to which what is wrong is added.
        may_lack: those that are read where they are there.

    Raises:
        MissingExtra: when the library that reads workbooks is not there.
    """
    path = folder / TABLES
    mark = Mark(f"{shown_path(path)}, sheet {table}", 1, folder)
    if (folder / f"{table}.csv").exists():
        message = f"{table}.csv is there too; one of the two must go"
        mistakes.append(mistake_at(mark, "", ..., message))
        return None
    read = sheet_of(path, mark, table, mistakes)
    if read is None:
        return None
    header, rows = read
    mistakes += [
        mistake_at(mark, "", ..., one) for one in header_mistakes(header, columns, may_lack)
    ]
    return rows if set(columns) <= set(header) else None


def sheet_of(
    path: Path, mark: Mark, sheet: str, mistakes: list[Mistake]
) -> tuple[list[str], list[Row]] | None:
    """Columns and rows of a sheet of a workbook; rows that begin with ``#`` are notes, and none.

    Args:
        path: the workbook.
        mark: the same, for messages.
        sheet: name of the sheet; empty for the first.
        mistakes: to which what is wrong is added.
    """
    openpyxl = extra("openpyxl", "import")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError:
        mistakes.append(mistake_at(mark._replace(line=0), "", ..., "the workbook is missing"))
        return None
    except Exception as error:  # openpyxl lets through what zip and XML readers raise
        message = f"is no workbook that can be read: {error}"
        mistakes.append(mistake_at(mark._replace(line=0), "", ..., message))
        return None
    if sheet and sheet not in book.sheetnames:
        message = f'has no sheet "{sheet}"{suggest(sheet, book.sheetnames)}'
        mistakes.append(mistake_at(mark._replace(line=0), "", ..., message))
        return None
    lines = _filled((book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True))
    first = next(lines, None)
    if first is None:
        mistakes.append(mistake_at(mark, "", ..., "is empty; its first row names the columns"))
        return None
    header = list(first[1])
    rows = [
        Row(dict(zip(header, cells, strict=False)), mark._replace(line=line), mistakes)
        for line, cells in lines
        if not is_note(cells)
    ]
    return header, rows


def _filled(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
    """Rows of a sheet that are not blank, as text, each with its number."""
    for line, cells in enumerate(rows, 1):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            yield line, texts


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime | date):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return without_controls(str(cell)).strip()
