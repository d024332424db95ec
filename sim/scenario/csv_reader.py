"""Reading any table that is given: rows with lines, typed cells, mistakes instead of crashes."""

import csv
import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sim.scenario.clock import parse_time
from sim.scenario.csv_lines import NoTable, lines_of
from sim.scenario.lookup import similar
from sim.scenario.mistakes import Mark, Mistake, mistake_at, shown_path, suggest
from sim.scenario.number_forms import number_hint
from sim.scenario.table_header import SAVE_AS, header_mistakes, separator_mistake
from sim.scenario.time_forms import switch_hint
from sim.terms.printable import without_controls

NOTE: Final = "#"
"""A row that begins with it, or of which every filled cell does, is a note for a reader, and no row
of the table; such as a row of HXL hashtags."""
MOST_LINES: Final = 32_767
"""Lines of a table; places and groups of people are numbered in 16 bits."""
ID: Final = re.compile(r"[a-z0-9][a-z0-9_]*")
"""A name by which others refer to a row."""
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_WHOLE: Final = re.compile(r"[-+]?\d{1,12}(?:\.0)?")
"""A whole number, also as a table writes it that was kept as one of floating point."""
_SWITCH: Final = ("yes", "no")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_BOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of workbooks, new and old."""


class Row:
    """One row of a table; a cell that is wrong is noted, and a harmless value returned."""

    def __init__(self, cells: dict[str, str], mark: Mark, mistakes: list[Mistake]) -> None:
        self.cells, self.mark, self._mistakes = cells, mark, mistakes

    def wrong(self, column: str, message: str) -> None:
        """Note a mistake in one cell."""
        value = self.cells.get(column, "")
        self._mistakes.append(mistake_at(self.mark, column, value or ..., message))

    def text(self, column: str) -> str:
        """A text that must not be empty."""
        value = self.cells.get(column, "")
        if not value:
            self.wrong(column, "is empty")
        return value

    def id(self, column: str = "id") -> str:
        """A name by which others refer to this row."""
        value = self.text(column)
        if value and not ID.fullmatch(value):
            self.wrong(column, "must be of small letters, digits and _")
        return value

    def number(self, column: str, low: float = -math.inf, high: float = math.inf) -> float:
        """A number within [low, high]."""
        value = self.text(column)
        if not value:
            return low if math.isfinite(low) else 0.0
        if not _NUMBER.fullmatch(value):
            self.wrong(column, f"is not a number{number_hint(value)}")
            return low if math.isfinite(low) else 0.0
        number = float(value)
        if not math.isfinite(number) or not low <= number <= high:
            self.wrong(column, _bounds(low, high))
        return number

    def maybe(self, column: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """A number within [low, high]; None where the cell is empty, or there is no such column."""
        return self.number(column, low, high) if self.cells.get(column) else None

    def span(self, low: str, high: str) -> tuple[float | None, float | None]:
        """Numbers of two columns, the first not above the second; None where a cell is empty."""
        least, most = self.maybe(low), self.maybe(high)
        if least is not None and most is not None and least > most:
            self.wrong(low, f"is higher than {high}, {most:g}")
        return least, most

    def time(self, column: str) -> datetime | None:
        """A local time; None where the cell is empty."""
        value = self.cells.get(column, "")
        if not value:
            return None
        try:
            return parse_time(value)
        except ValueError as error:
            self.wrong(column, str(error))
            return None

    def day(self, column: str) -> date | None:
        """A day of the calendar; None where it is none, which is a mistake."""
        value = self.text(column)
        try:
            if value and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        if value:
            self.wrong(column, 'is not a day; write "YYYY-MM-DD", such as "2022-07-31"')
        return None

    def whole(self, column: str, high: int = 1_000_000_000) -> int:
        """A whole number of people or things, 0 or more."""
        value = self.text(column)
        if not value:
            return 0
        if not _WHOLE.fullmatch(value):
            self.wrong(column, f"is not a whole number{number_hint(value, whole=True)}")
            return 0
        number = int(float(value))
        if not 0 <= number <= high:
            self.wrong(column, _bounds(0, high))
        return number

    def one_of(self, column: str, *names: str) -> str:
        """One of the given words."""
        value = self.text(column)
        if value and value not in names:
            meant = switch_hint(value, *names) if names == _SWITCH else ""
            self.wrong(column, f"must be one of {', '.join(names)}{meant}")
        return value

    def yes(self, column: str) -> bool:
        """True for yes, False for no."""
        return self.one_of(column, *_SWITCH) == _SWITCH[0]

    def known(self, column: str, names: frozenset[str], what: str) -> str:
        """The id of something in another table."""
        value = self.text(column)
        if value and names and value not in names:
            self.wrong(column, f"is no {what}{suggest(value, names)}")
        return value

    def is_numbers(self, *columns: str) -> bool:
        """Whether all of some cells hold numbers."""
        return all(_NUMBER.fullmatch(self.cells.get(column, "")) for column in columns)

    def ordered(self, *columns: str) -> None:
        """Numbers that must not fall from column to column."""
        if not self.is_numbers(*columns):
            return
        numbers = [self.cells[column] for column in columns]
        for number, column, before in zip(numbers[1:], columns[1:], columns, strict=False):
            if float(number) < float(self.cells[before]):
                self.wrong(column, f"is lower than {before}, {self.cells[before]}")


def _bounds(low: float, high: float) -> str:
    if math.isfinite(high):
        return f"is out of bounds; it must lie in [{_plain(low)}, {_plain(high)}]"
    return f"must be at least {_plain(low)}"


def is_note(cells: Sequence[str]) -> bool:
    """Whether a row is a note for a reader."""
    return cells[0].startswith(NOTE) or all(one.startswith(NOTE) for one in cells if one.strip())


def _plain(number: float) -> str:
    return f"{number:.0f}" if float(number).is_integer() and abs(number) < 1e15 else f"{number:g}"


def read_rows(
    path: Path, columns: tuple[str, ...], mistakes: list[Mistake], may_lack: tuple[str, ...] = ()
) -> list[Row] | None:
    """The rows of one CSV table with a header; columns beyond those required are kept as text.

    Args:
        path: the table.
        columns: those it must have.
        mistakes: to which what is wrong is added.
        may_lack: those that are read where they are there.

    Returns:
        The rows; None when the table is missing or lacks a column, which is then a mistake.
    """
    table = read_table(path, columns, mistakes, may_lack)
    return None if table is None else table[1]


def read_table(
    path: Path, columns: tuple[str, ...], mistakes: list[Mistake], may_lack: tuple[str, ...] = ()
) -> tuple[list[str], list[Row]] | None:
    """The same, with the names of all columns in order."""
    mark = Mark(shown_path(path), 1, path.parent)
    text = text_of(path, mark, columns, mistakes)
    return None if text is None else rows_of(text, mark, columns, mistakes, may_lack=may_lack)


def rows_of(
    text: str,
    mark: Mark,
    columns: tuple[str, ...],
    mistakes: list[Mistake],
    *,
    most: int = MOST_LINES,
    may_lack: tuple[str, ...] = (),
) -> tuple[list[str], list[Row]] | None:
    """The columns and rows of a table from its text.

    Args:
        text: what the file holds.
        mark: the file, for messages.
        columns: those it must have.
        mistakes: to which what is wrong is added.
        most: lines that it may have.
        may_lack: columns that are read where they are there.

    Returns:
        The names of all columns in order, and the rows; None when it lacks a column.
    """
    if separated := separator_mistake(next(csv.reader(text.splitlines()[:1]), []), columns):
        mistakes.append(mistake_at(mark, "", ..., separated))
        return None
    try:
        lines = lines_of(text, columns, most)
    except NoTable as error:
        mistakes.append(mistake_at(mark._replace(line=error.line), "", ..., str(error)))
        return None
    header = [name.strip() for name in lines[0][1]]
    mistakes += [
        mistake_at(mark, "", ..., one) for one in header_mistakes(header, columns, may_lack)
    ]
    if not set(columns) <= set(header):
        return None
    data = ((line, cells) for line, cells in lines[1:] if not is_note(cells))
    rows = [_row(header, cells, mark._replace(line=line), mistakes) for line, cells in data]
    return header, rows


def _row(header: list[str], cells: list[str], mark: Mark, mistakes: list[Mistake]) -> Row:
    if len(cells) != len(header):
        hint = "quote texts with commas" if len(cells) > len(header) else "leave none out"
        message = f"the row has {len(cells)} cells, the header {len(header)}; {hint}"
        mistakes.append(mistake_at(mark, "", ..., message))
    filled = [*cells, *[""] * (len(header) - len(cells))]
    named = dict(zip(header, (without_controls(cell).strip() for cell in filled), strict=False))
    return Row(named, mark, mistakes)


def text_of(
    path: Path, mark: Mark, columns: tuple[str, ...], mistakes: list[Mistake]
) -> str | None:
    """The text of a table; None when there is none, which is then a mistake."""

    def wrong(message: str, line: int = 1) -> None:
        mistakes.append(mistake_at(mark._replace(line=line), "", ..., message))

    try:
        data = path.read_bytes()
    except FileNotFoundError:
        hint = similar(path.name, (path.parent,))
        return wrong(f"the table is missing{hint}; its columns are {', '.join(columns)}", 0)
    except OSError as error:
        return wrong(f"the table cannot be read: {error.strerror or error}", 0)
    if data.startswith(_BOOKS):
        return wrong(f"is a workbook under the name of a table; {SAVE_AS}")
    if data.startswith(_UTF_16):
        return wrong(f"is UTF-16 text; {SAVE_AS}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return wrong(f"is not UTF-8 text; {SAVE_AS}", data[: error.start].count(b"\n") + 1)
