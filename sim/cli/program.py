"""How the program was called, so that help and messages show what can be typed again.

Texts are written for ``run.py`` in a checkout; whoever calls ``ibar`` or ``python -m sim`` reads
that instead.
"""

import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sim.terms.errors import ForUsers

WRITTEN: Final = "run.py"
_CALL: Final = re.compile(r"(?<![\w/\\.-])(?:python )?run\.py(?!\w)")
_FILE: Final = re.compile(r"(?<![\w/.-])scenarios/((?:\w+/)*\w+)(?:\.yaml|(\.csv))\b")
_LIST_COLUMN: Final = 30
"""Lines of a help that begin further right go on a list whose entries begin with a call."""


def program() -> str:
    """``run.py``, ``ibar`` or ``python -m sim``."""
    called = Path(sys.argv[0] if sys.argv else "")
    if called.name == "__main__.py" and called.resolve().parent == Path(__file__).parents[1]:
        return "python -m sim"
    return "ibar" if called.stem == "ibar" else WRITTEN


def as_called(text: str) -> str:
    """A text with the program's name as it was called."""
    name = program()
    return text if name == WRITTEN else _CALL.sub(name, text)


@contextmanager
def warnings_as_sentences() -> Iterator[None]:
    """Tell what is meant for a user as a sentence, without file and line of the program."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", ForUsers)
        usual = warnings.showwarning

        def tell(message: Warning | str, category: type[Warning], *rest: Any, **more: Any) -> None:
            if issubclass(category, ForUsers):
                print(as_called(str(message)), file=sys.stderr, flush=True)
            else:
                usual(message, category, *rest, **more)

        warnings.showwarning = tell
        yield


def help_as_called(text: str) -> str:
    """A help with the program's name as it was called, and shipped files by their names."""
    if program() == WRITTEN:
        return text
    longer = len(program()) - len(WRITTEN)
    lines = (
        _moved(line, longer) if len(line) - len(line.lstrip()) > _LIST_COLUMN else line
        for line in text.split("\n")
    )
    return as_called(_FILE.sub(r"\1\2", "\n".join(lines)))


def _moved(line: str, columns: int) -> str:
    return " " * columns + line if columns > 0 else line[-columns:]
