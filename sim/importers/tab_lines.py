"""Lines of files whose cells are separated by tabs, packed in a zip or not."""

import math
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO
from zipfile import BadZipFile, ZipFile

from sim.scenario.mistakes import Mistake, ScenarioError, show, shown_path
from sim.terms.printable import without_controls

_MOST_CHARACTERS: Final = 1_000_000
"""Characters of a line."""
_ASIDE: Final = re.compile(r"/$|(?:^|/)readme[^/]*$", re.IGNORECASE)
"""Folders of a zip, and what tells of its content."""


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
        path: the file, or a zip that holds it.
        layouts: names of the columns, by how many there are.
        what: what the file should be, for messages.

    Raises:
        ScenarioError: at the first line that has another number of columns, or is no text.
    """
    file = shown_path(path)
    for number, text in texts(path, what):
        cells = text.rstrip("\r\n").split("\t")
        if cells == [""]:
            continue
        names = layouts.get(len(cells))
        if names is None or len(text) > _MOST_CHARACTERS:
            message = f"the line has {len(cells)} columns; {what}"
            raise ScenarioError([Mistake(file, number, "", "", message)])
        clean = (without_controls(cell).strip() for cell in cells)
        yield Line(file, number, dict(zip(names, clean, strict=True)))


def texts(path: Path, what: str) -> Iterator[tuple[int, str]]:
    """Numbers and texts of the lines of a file, or of the file that a zip holds.

    Raises:
        ScenarioError: when it cannot be read, or is no text.
    """
    file, number = shown_path(path), 0
    try:
        with _opened(path) as lines:
            while text := lines.readline(_MOST_CHARACTERS + 1):
                number += 1
                yield number, text
    except UnicodeDecodeError:
        message = f"is not UTF-8 text; {what}"
        raise ScenarioError([Mistake(file, number + 1, "", "", message)]) from None
    except FileNotFoundError:
        raise ScenarioError([Mistake(file, 0, "", "", "the file is missing")]) from None
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error) as error:
        message = f"is no zip that can be read ({error}); unpack it"
        raise ScenarioError([Mistake(file, 0, "", "", message)]) from None
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise ScenarioError([Mistake(file, 0, "", "", message)]) from error


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """The text of a file, or of the one in a zip that is no readme."""
    if path.suffix.lower() != ".zip":
        with path.open(encoding="utf-8-sig", newline="\n") as lines:
            yield lines
        return
    with ZipFile(path) as packed:
        names = [one for one in packed.namelist() if not _ASIDE.search(one)]
        if len(names) != 1:
            message = f"it holds {len(names)} files beside a readme, not one"
            raise BadZipFile(message)
        with packed.open(names[0]) as found:
            yield TextIOWrapper(found, encoding="utf-8-sig", newline="\n")
