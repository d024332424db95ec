"""The lines of a table, parted into cells, with the line of the file on which each begins."""

import csv
import io
from collections.abc import Iterator


class NoTable(Exception):
    """A file cannot be read as a table; says why, and from which line on."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def numbered(text: str, most: int) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, each with the line on which it begins.

    Raises:
        NoTable: when it cannot be read on, or is too long.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
            if line > most:
                message = f"has more than {most:,} lines, which is the most of a table"
                raise NoTable(message, line)
    except csv.Error as error:
        if "field limit" in str(error):
            message = (
                f"holds a cell of more than {csv.field_size_limit():,} characters; is there a "
                "quotation mark that is not closed?"
            )
        else:
            message = f"is not a table of comma-separated values: {error}"
        raise NoTable(message, line) from None


def lines_of(text: str, columns: tuple[str, ...], most: int) -> list[tuple[int, list[str]]]:
    """All rows that are not blank, the first of which names the columns.

    Args:
        text: what the file holds.
        columns: those it must have, for the message.
        most: lines that it may have.

    Raises:
        NoTable: when it cannot be read, is too long, or is empty.
    """
    lines = list(numbered(text, most))
    if not lines:
        raise NoTable(f"is empty; the first line names the columns, {', '.join(columns)}", 1)
    return lines
