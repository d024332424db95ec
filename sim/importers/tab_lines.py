"""Lines of files whose cells are separated by tabs and that have no header."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sim.scenario.mistakes import Mistake, ScenarioError, show, shown_path
from sim.terms.printable import without_controls

_MOST_CHARACTERS: Final = 1_000_000
"""Characters of a line."""


class Line:
    """One line, its cells by name."""

    def __init__(self, file: str, number: int, cells: Mapping[str, str]) -> None:
        self.file, self.line, self._cells = file, number, cells

    def __getitem__(self, name: str) -> str:
        return self._cells[name]

    def get(self, name: str) -> str:
        """A cell; empty where this version of the format has none."""
        return self._cells.get(name, "")

    def number(self, name: str, mistakes: list[Mistake]) -> float:
        """A number; nan where it is none, which is a mistake."""
        try:
            value = float(self._cells[name])
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            mistakes.append(self.wrong(name, "is not a number"))
        return value

    def whole(self, name: str, mistakes: list[Mistake]) -> int:
        """A whole number, 0 where the cell is empty."""
        text = self._cells[name]
        if text and not (text.isascii() and text.isdecimal()):
            mistakes.append(self.wrong(name, "is not a whole number"))
            return 0
        return int(text or 0)

    def wrong(self, name: str, message: str) -> Mistake:
        """A mistake in one cell."""
        return Mistake(self.file, self.line, name, show(self._cells.get(name, "")), message)


def tab_lines(path: Path, layouts: Mapping[int, Sequence[str]], what: str) -> Iterator[Line]:
    """The lines of a file one after the other, so that it may be larger than memory.

    Args:
        path: the file.
        layouts: names of the columns, by how many there are.
        what: what the file should be, for messages.

    Raises:
        ScenarioError: at the first line that has another number of columns, or is no text.
    """
    file, number = shown_path(path), 0
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as lines:
            for number, text in enumerate(lines, 1):
                cells = text.rstrip("\r\n").split("\t")
                if cells == [""]:
                    continue
                names = layouts.get(len(cells))
                if names is None or len(text) > _MOST_CHARACTERS:
                    message = f"the line has {len(cells)} columns; {what}"
                    raise ScenarioError([Mistake(file, number, "", "", message)])
                clean = (without_controls(cell).strip() for cell in cells)
                yield Line(file, number, dict(zip(names, clean, strict=True)))
    except UnicodeDecodeError:
        message = f"is not UTF-8 text; {what}"
        raise ScenarioError([Mistake(file, number + 1, "", "", message)]) from None
    except FileNotFoundError:
        raise ScenarioError([Mistake(file, 0, "", "", "the file is missing")]) from None
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise ScenarioError([Mistake(file, 0, "", "", message)]) from error
