"""The streams a command prints to, whatever they can encode."""

import codecs
import io
import os
import sys
import unicodedata
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any, Final, TextIO

from sim.terms.printable import without_controls

PLAIN: Final = "plain-signs"
"""Name of the rule by which signs are written that a stream cannot encode."""
_PLAIN: Final[dict[str, str]] = {
    "…": "...", "–": "-", "—": "-", "−": "-", "±": "+/-", "≥": ">=", "≤": "<=", "×": "x",
    "→": "->", "←": "<-", "·": "-", "•": "-", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'",
    "«": '"', "»": '"', "°": " deg", "²": "2", "³": "3", "½": "1/2", "µ": "u", "σ": "sigma",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "ß": "ss", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L",
    "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "█": "#", "▏": "|",
}  # fmt: skip


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """Signs that cannot be encoded, by others that can; what has none, by its number.

    Raises:
        UnicodeError: when it is no error of encoding.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(map(_plain_sign, wrong)), error.end


def _plain_sign(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    letters = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return letters or sign.encode("ascii", "backslashreplace").decode()


def prepare_streams() -> None:
    """Let what is printed pass through any stream: a pipe under Windows may know 256 signs only."""
    codecs.register_error(PLAIN, _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAIN)


class Output:
    """What a command prints to: without control characters, and with the error when it is lost.

    An output that cannot be written ends no work: the runs that were asked for are made and kept,
    and it is said at the end. A pipe that nobody reads any more does.

    Attributes:
        lost: why something could not be written; None when all was.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.lost: OSError | None = None

    def write(self, text: str) -> int:
        """Print a text."""
        if self.lost is None:
            with self._noted():
                self._stream.write(without_controls(text))
        return len(text)

    def flush(self) -> None:
        """Hand on what was printed."""
        if self.lost is None:
            with self._noted():
                self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        """Everything else is the stream's own."""
        return getattr(self._stream, name)

    @contextmanager
    def _noted(self) -> Generator[None, None, None]:
        try:
            yield
        except OSError as error:
            self.lost = error
            if isinstance(error, BrokenPipeError):
                raise

    def close(self) -> OSError | None:
        """Hand on the rest; returns why something is lost, after which the stream is given up."""
        with suppress(BrokenPipeError):
            self.flush()
        if self.lost is not None:
            with suppress(OSError, ValueError):  # else the end of the process tries again
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
        return self.lost
