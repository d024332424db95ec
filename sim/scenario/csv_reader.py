"""Reading one table of a world: rows with lines, cells with types, mistakes instead of crashes."""

import csv
import io
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sim.scenario.lookup import similar
from sim.scenario.mistakes import Mark, Mistake, mistake_at, shown_path, suggest

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_]*")
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_WHOLE: Final = re.compile(r"[-+]?\d{1,12}")


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
        if value and not _ID.fullmatch(value):
            self.wrong(column, "must be of small letters, digits and _")
        return value

    def number(self, column: str, low: float = -math.inf, high: float = math.inf) -> float:
        """A number within [low, high]."""
        value = self.text(column)
        if not value:
            return low if math.isfinite(low) else 0.0
        if not _NUMBER.fullmatch(value):
            self.wrong(column, "is not a number")
            return low if math.isfinite(low) else 0.0
        number = float(value)
        if not math.isfinite(number) or not low <= number <= high:
            self.wrong(column, _bounds(low, high))
        return number

    def whole(self, column: str, high: int = 1_000_000_000) -> int:
        """A whole number of people or things, 0 or more."""
        value = self.text(column)
        if not value:
            return 0
        if not _WHOLE.fullmatch(value):
            self.wrong(column, "is not a whole number")
            return 0
        if not 0 <= int(value) <= high:
            self.wrong(column, _bounds(0, high))
        return int(value)

    def one_of(self, column: str, *names: str) -> str:
        """One of the given words."""
        value = self.text(column)
        if value and value not in names:
            self.wrong(column, f"must be one of {', '.join(names)}")
        return value

    def yes(self, column: str) -> bool:
        """True for yes, False for no."""
        return self.one_of(column, "yes", "no") == "yes"

    def known(self, column: str, names: frozenset[str], what: str) -> str:
        """The id of something in another table."""
        value = self.text(column)
        if value and names and value not in names:
            self.wrong(column, f"is no {what}{suggest(value, names)}")
        return value

    def ordered(self, *columns: str) -> None:
        """Numbers that must not fall from column to column."""
        numbers = [self.cells.get(column, "") for column in columns]
        if not all(_NUMBER.fullmatch(number) for number in numbers):
            return
        for number, column, before in zip(numbers[1:], columns[1:], columns, strict=False):
            if float(number) < float(self.cells[before]):
                self.wrong(column, f"is lower than {before}, {self.cells[before]}")


def _bounds(low: float, high: float) -> str:
    if math.isfinite(high):
        return f"is out of bounds; it must lie in [{low:g}, {high:g}]"
    return f"must be at least {low:g}"


def read_rows(path: Path, columns: tuple[str, ...], mistakes: list[Mistake]) -> list[Row] | None:
    """The rows of one CSV table with a header; columns beyond those required are kept as text.

    Returns:
        The rows; None when the table is missing or lacks a column, which is then a mistake.
    """
    mark = Mark(shown_path(path), 1, path.parent)
    text = _read(path, mark, mistakes)
    if text is None:
        return None
    try:
        lines = list(_numbered(text))
    except csv.Error as error:
        mistakes.append(
            mistake_at(mark, "", ..., f"is not a table of comma-separated values: {error}")
        )
        return None
    if not lines:
        mistakes.append(mistake_at(mark, "", ..., "is empty; the first line names the columns"))
        return None
    header = [name.strip() for name in lines[0][1]]
    missing = [name for name in columns if name not in header]
    others = set(header) - set(columns)
    twice = sorted({name for name in header if name and header.count(name) > 1})
    messages = [f'has no column "{name}"{suggest(name, others)}' for name in missing]
    messages += [f'has the column "{name}" twice' for name in twice]
    mistakes += [mistake_at(mark, "", ..., message) for message in messages]
    rows = [_row(header, cells, mark._replace(line=line), mistakes) for line, cells in lines[1:]]
    return None if missing else rows


def _row(header: list[str], cells: list[str], mark: Mark, mistakes: list[Mistake]) -> Row:
    if len(cells) > len(header):
        message = (
            f"the row has {len(cells)} cells, the header {len(header)}; quote texts with commas"
        )
        mistakes.append(mistake_at(mark, "", ..., message))
    filled = [*cells, *[""] * (len(header) - len(cells))]
    named = dict(zip(header, (cell.strip() for cell in filled), strict=False))
    return Row(named, mark, mistakes)


def _read(path: Path, mark: Mark, mistakes: list[Mistake]) -> str | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        hint = similar(path.name, (path.parent,))
        mistakes.append(mistake_at(mark, "", ..., f"the table is missing{hint}"))
        return None
    except OSError:
        mistakes.append(mistake_at(mark, "", ..., "the table cannot be read"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        mistakes.append(mistake_at(mark._replace(line=line), "", ..., "is not UTF-8 text"))
        return None


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1
