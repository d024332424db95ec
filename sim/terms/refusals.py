"""Everything that is wrong with what was asked, gathered so that all of it is said at once."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

from sim.terms.errors import Refused


def clean(text: str) -> str:
    """A text on one line, whose control characters and other unprintable letters show as ``?``."""
    return "".join(letter if letter.isprintable() else "?" for letter in " ".join(text.split()))


def shortened(text: str, letters: int) -> str:
    """A text of at most so many letters, the last of them ``…`` where some are left out."""
    return text if len(text) <= letters else text[: letters - 1] + "…"


class Refusals:
    """What has been refused so far, of one thing that was asked."""

    def __init__(self, messages: Iterable[str] = ()) -> None:
        """Args: what is known to be wrong already."""
        self._found: list[Refused] = []
        self.add(messages)

    def add(self, messages: Iterable[str]) -> None:
        """Note what else is wrong, a message each."""
        self._found += [Refused(message) for message in messages]

    @contextmanager
    def gathered(self) -> Generator[None, None, None]:
        """Note what is refused inside the block, which ends there, and go on behind it."""
        try:
            yield
        except Refused as refused:
            self._found.append(refused)

    def say(self) -> None:
        """Refuse when anything is wrong.

        Raises:
            Refused: with every message once; a single refusal as it was, so that what it holds
                besides its words is not lost.
        """
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            lines = (line for refused in self._found for line in refused.lines)
            raise Refused("\n".join(dict.fromkeys(lines)))


@contextmanager
def reading(table: Path) -> Generator[None, None, None]:
    """Refuse what goes wrong in the block, in which a table is read.

    Raises:
        Refused: naming the file that is missing, or what is wrong in it.
    """
    try:
        yield
    except OSError as error:
        message = f"{error.filename or table}: {error.strerror or error}"
        raise Refused(message) from error
    except UnicodeDecodeError as error:
        message = f"{table}: is no text: {error}"
        raise Refused(message) from error
    except ValueError as error:
        raise Refused(str(error)) from error
