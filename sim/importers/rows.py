"""Rows of a spreadsheet or CSV of the user's, its columns under the project's names."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sim.importers.asked import Asked
from sim.importers.names import slug
from sim.scenario.csv_reader import Row, rows_of, text_of
from sim.scenario.mistakes import Mark, Mistake, mistake_at, shown_path, suggest
from sim.scenario.table_header import header_mistakes
from sim.scenario.workbook import BOOKS, sheet_of
from sim.terms.errors import Refused

MOST_LINES: Final = 500_000
"""Lines of a table of another's; a table of the world's events is longer, and is cut first."""
_OLD_BOOKS: Final = frozenset({".xls", ".ods", ".numbers"})


class Mapped(Row):
    """A row whose cells have the project's names; messages tell the user's."""

    def __init__(
        self, cells: dict[str, str], mark: Mark, mistakes: list[Mistake], theirs: Mapping[str, str]
    ) -> None:
        super().__init__(cells, mark, mistakes)
        self._theirs = theirs

    def wrong(self, column: str, message: str) -> None:
        """Note a mistake in one cell, under the name that its column has in the file."""
        value = self.cells.get(column, "")
        shown = self._theirs.get(column, column)
        self._mistakes.append(mistake_at(self.mark, shown, value or ..., message))


def read_mapped(
    path: Path, needed: Sequence[str], others: Sequence[str], asked: Asked, mistakes: list[Mistake]
) -> list[Row]:
    """The rows of a file, each column under the project's name for it.

    A column is found by what ``--column`` says, else by its own name, capitals and spaces aside.
    What ``--fill`` says stands in every row of a column that is not there, and in empty cells.

    Args:
        path: a CSV file or a workbook.
        needed: columns that it must have, unless they are filled.
        others: columns that it may have.
        asked: names and fillings.
        mistakes: to which what is wrong is added.

    Raises:
        Refused: when an option names a column that nothing reads.
    """
    mark = Mark(shown_path(path), 1, path.parent)
    wanted = tuple(asked.columns.get(name, name) for name in needed if name not in asked.fill)
    unknown = _unknown({*needed, *others}, asked)
    if unknown:
        raise Refused("\n".join(unknown))
    read = _read(path, mark, wanted, asked, mistakes)
    if read is None:
        return []
    header, rows = read
    theirs = {name: _theirs(name, header, asked) for name in (*needed, *others)}
    lacking = [name for name in needed if not theirs[name] and name not in asked.fill]
    said = [name for name in others if name in asked.columns and not theirs[name]]
    if lacking or said:
        mistakes += _lacking(mark, [*lacking, *said], header, asked)
        return []
    there = {name: found for name, found in theirs.items() if found}
    return [_mapped(row, there, asked, mistakes) for row in rows]


def _unknown(known: set[str], asked: Asked) -> list[str]:
    """Names of columns of ours that an option gives and nothing reads."""
    named = {*asked.columns, *asked.fill, *(column for column, _ in asked.values)}
    return [
        f"{name} is no column that is read{suggest(name, known)}" for name in sorted(named - known)
    ]


def _theirs(name: str, header: Sequence[str], asked: Asked) -> str:
    """Name that a column has in the file; empty when it is not there."""
    wanted = asked.columns.get(name, name)
    if wanted in header:
        return wanted
    return next((one for one in header if slug(one) == slug(wanted)), "")


def _lacking(
    mark: Mark, names: Sequence[str], header: Sequence[str], asked: Asked
) -> Iterator[Mistake]:
    wanted = tuple(asked.columns.get(name, name) for name in names)
    separated = header_mistakes(list(header), wanted)
    if len(separated) == 1 and "separated" in separated[0]:
        yield mistake_at(mark, "", ..., separated[0])
        return
    for name, theirs in zip(names, wanted, strict=True):
        hint = f"say which one it is with --column {name}=NAME, or one value with --fill {name}=..."
        message = f'has no column "{theirs}"{suggest(theirs, header)}; {hint}'
        yield mistake_at(mark, "", ..., message)


def _mapped(row: Row, theirs: Mapping[str, str], asked: Asked, mistakes: list[Mistake]) -> Row:
    cells = {name: row.cells.get(column, "") for name, column in theirs.items()}
    for name, value in asked.fill.items():
        cells[name] = cells.get(name) or value
    for name, value in cells.items():
        cells[name] = asked.values.get((name, value), value)
    return Mapped(cells, row.mark, mistakes, theirs)


def _read(
    path: Path, mark: Mark, wanted: tuple[str, ...], asked: Asked, mistakes: list[Mistake]
) -> tuple[list[str], list[Row]] | None:
    if path.suffix.lower() in _OLD_BOOKS:
        message = "is a workbook of another form; save it as XLSX or CSV UTF-8"
        mistakes.append(mistake_at(mark._replace(line=0), "", ..., message))
        return None
    if path.suffix.lower() in BOOKS:
        return sheet_of(path, mark, asked.sheet, mistakes)
    if asked.sheet:
        message = "has no sheets; --sheet is for workbooks"
        mistakes.append(mistake_at(mark, "", ..., message))
        return None
    text = text_of(path, mark, wanted, mistakes)
    return None if text is None else rows_of(text, mark, (), mistakes, most=MOST_LINES)
