"""What is said of files of an output folder that are not as they were written.

Every reader of results reads inside :func:`undamaged`, so that a file that was cut, emptied,
replaced or changed is one sentence, whatever the library that reads it makes of it.
"""

import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sim.terms.errors import Damaged, Refused
from sim.terms.events import Event
from sim.terms.kinds import KINDS
from sim.terms.ladder import TOP_RUNG
from sim.terms.refusals import clean, shortened

REMEDY: Final = "put back the file as it was written, or make the folder again"
_SHOWN: Final = 200
"""Characters of what a library says that are shown."""


def damaged(path: Path, why: str) -> Damaged:
    """The refusal of a file: which, why, and what can be done."""
    return Damaged(f"{path}: is damaged: {why}; {REMEDY}")


@contextmanager
def undamaged(path: Path) -> Generator[None, None, None]:
    """Refuse whatever goes wrong in the block, in which one file of results is read.

    Damage can make a library raise nearly anything, and nothing but reading stands in the block,
    so that any error there is one of the file.

    Raises:
        Damaged: naming the file that is missing, cannot be read, or is not as it was written.
    """
    try:
        yield
    except (Refused, MemoryError):
        raise
    except FileNotFoundError as error:
        message = f"{path}: is missing; {REMEDY}"
        raise Damaged(message) from error
    except OSError as error:
        raise damaged(path, error.strerror or _words(error)) from error
    except UnicodeDecodeError as error:
        raise damaged(path, f"it is no text at byte {error.start}") from error
    except Exception as error:
        raise damaged(path, _words(error)) from error


def _words(error: Exception) -> str:
    """What an error says, on one line that can be printed."""
    words = clean(str(error)) or type(error).__name__
    return shortened(f"it lacks {words}" if isinstance(error, KeyError) else words, _SHOWN)


def read_json(path: Path) -> dict[str, Any]:
    """The content of a file that holds one JSON object.

    Raises:
        Damaged: when it is missing, or holds anything else.
    """
    with undamaged(path):
        content: Any = json.loads(path.read_bytes().decode("utf-8"))
    if not isinstance(content, dict):
        raise damaged(path, "it holds no JSON object")
    return content  # pyright: ignore[reportUnknownVariableType]


def whole_entry(content: dict[str, Any], name: str, path: Path) -> int:
    """A whole number, 0 or more, of such a file.

    Raises:
        Damaged: when there is none under that name.
    """
    value = content.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise damaged(path, f"it tells no {name}")
    return value


def check_events(events: Sequence[Event], n_ticks: int) -> None:
    """See that the events of one run can have been logged by it.

    Args:
        events: all events of the run.
        n_ticks: ticks of the run.

    Raises:
        ValueError: naming the first event that cannot be.
    """
    for place, event in enumerate(events):
        if event.id != place:
            message = f"event {place} is not there" if event.id > place else f"{event.id} is twice"
        elif not 0 <= event.tick < n_ticks:
            message = f"event {place} lies outside the clock"
        elif event.kind not in KINDS or not 0 <= event.rung <= TOP_RUNG:
            message = f"event {place} is of an unknown kind or rung"
        elif min(event.people, event.injured, event.killed) < 0:
            message = f"event {place} counts fewer than no people"
        elif not all(0 <= cause < place for cause in event.causes):
            message = f"event {place} has a cause that is not before it"
        else:
            continue
        raise ValueError(message)
