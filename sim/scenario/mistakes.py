"""Mistakes in the input: where each one stands, what is wrong, and what would be right."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from sim.terms.errors import Refused
from sim.terms.refusals import clean, shortened

_SHOWN = 60
"""Characters of a value shown in a message."""

_KEY_SHOWN = 200
"""Characters of a path of keys shown in a message."""

_LISTED = 12
"""Most names listed when none is close to what was written."""


_MESSAGE_SHOWN = 500
"""Characters of what is wrong that are shown; more are there only where a name is in it."""


class Mark(NamedTuple):
    """Where something stands: the file as shown to the reader, its line from 1, its folder."""

    file: str
    line: int
    folder: Path


class Mistake(NamedTuple):
    """One thing that is wrong.

    Attributes:
        file: file as shown to the reader, relative to the working folder when inside it.
        line: line in that file, from 1; 0 when there is no such file.
        key: path of keys, such as ``actors.pristina.posture.resolve``; empty for a whole file.
        value: the value as written, shortened; empty when there is none.
        message: what is wrong and what would be right.
    """

    file: str
    line: int
    key: str
    value: str
    message: str

    def __str__(self) -> str:
        """``file:line: key = value: what is wrong``, on one line, without control characters."""
        key = shortened(clean(self.key), _KEY_SHOWN)
        what = f"{key} = {self.value}" if self.value else key
        where = f"{self.file}:{self.line}" if self.line else self.file
        parts = (where, what, shortened(self.message, _MESSAGE_SHOWN))
        return ": ".join(clean(part) for part in parts if part)


class ScenarioError(Refused):
    """The input is wrong; holds every mistake found, one line each when printed."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[tuple[Mistake, ...]]]:
        """Survive the way between processes with the mistakes, not only their text."""
        return type(self), (self.mistakes,)


def mistake_at(mark: Mark, key: str, value: object, message: str) -> Mistake:
    """A mistake at a mark; ``value`` is plain data, or ``...`` when there is none to show."""
    return Mistake(mark.file, mark.line, key, "" if value is ... else show(value), message)


def shown_path(path: Path) -> str:
    """A path as shown to the reader: relative to the working folder when inside it."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return str(path)


def show(value: object) -> str:
    """A value as the user would write it, on one line, shortened to 60 characters."""
    return shortened(clean(_flow(value)), _SHOWN)


def _flow(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value or '""'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return str(value)


def suggest(word: str, known: Iterable[str]) -> str:
    """What the user may have meant, to put behind a message.

    Returns:
        ``; did you mean "x"?`` for a close name, else the known names when they are few,
        else nothing.
    """
    names = sorted(set(known))
    by_lower = {name.lower(): name for name in names}
    close = get_close_matches(word.lower()[:200], by_lower, n=1, cutoff=0.6)
    if close:
        return f'; did you mean "{by_lower[close[0]]}"?'
    if 0 < len(names) <= _LISTED:
        return f"; known: {', '.join(names)}"
    return ""
