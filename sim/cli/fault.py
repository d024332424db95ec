"""The last net: what is said of an error that nothing else has caught.

What the machine refuses (memory, disk, permissions) or lacks is told as such. Anything else is a
fault of Ibar: one sentence, and the details in a file of their own, so that they can be sent in.
"""

import errno
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sim import __version__
from sim.cli.exit_codes import FAULT, MACHINE, WRONG_INPUT
from sim.terms.printable import without_controls
from sim.terms.refusals import clean, shortened

NAME: Final = "ibar-fault"
_MOST: Final = 1000
"""Files of that name in one folder."""
_SHOWN: Final = 200
"""Characters of what the system says that are shown."""
_MEANINGS: Final[dict[int, str]] = {
    errno.ENOSPC: "make room, and give the same command: what is done is kept",
    errno.EDQUOT: "make room, and give the same command: what is done is kept",
    errno.EACCES: "choose a place that may be read and written, such as with --out",
    errno.EPERM: "choose a place that may be read and written, such as with --out",
    errno.EROFS: "choose a place that may be written, with --out",
    errno.ENAMETOOLONG: "choose a shorter one",
    errno.EMFILE: "too many files are open at once; ask for fewer --workers",
    errno.ENOMEM: "ask for fewer --workers, or fewer people (ensemble.one_in)",
}
"""What can be done, by what the system says."""


def last_words(error: Exception, arguments: Sequence[str]) -> tuple[int, str]:
    """The exit code for an error, and what to say of it.

    Args:
        error: what nothing else has caught.
        arguments: the words of the command line.
    """
    if isinstance(error, MemoryError):
        return MACHINE, (
            "the memory of this machine does not suffice; ask for fewer --workers, or fewer people "
            f"(ensemble.one_in){_quoted(error)}"
        )
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return WRONG_INPUT, _of_system(error, "no system takes this name")
    if isinstance(error, OSError) and error.errno is not None:
        return MACHINE, _of_system(error, "the machine refuses")
    if isinstance(error, ModuleNotFoundError) and not (error.name or "sim").startswith("sim"):
        return MACHINE, (
            f"{sys.executable} has no library {clean(str(error.name))}, which comes with Ibar; "
            "install Ibar for this Python, or use the one it is installed for"
        )
    kept = _keep(_details(error, arguments))
    name = type(error).__name__
    said = f"this is a fault of Ibar, not of what was asked: {name}{_quoted(error)}"
    if kept is None:
        return FAULT, f"{said}\n{_details(error, arguments)}"
    return FAULT, f"{said}; the details are in {kept}; please send them in"


def _of_system(error: OSError, head: str) -> str:
    """What the system refuses, of which file, and what can be done."""
    words = [shortened(clean(str(error.strerror or error)), _SHOWN)]
    if error.filename is not None:
        words.insert(0, shortened(clean(os.fsdecode(error.filename)), _SHOWN))
    what = _MEANINGS.get(error.errno or 0)
    return f"{head}: " + ": ".join(words) + (f"; {what}" if what else "")


def _quoted(error: Exception) -> str:
    """What an error says of itself, on one line."""
    words = shortened(clean(str(error)), _SHOWN)
    return f": {words}" if words else ""


def _details(error: Exception, arguments: Sequence[str]) -> str:
    words = " ".join(map(repr, arguments))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    head = f"ibar {__version__}, {python}, {platform.platform()}\ncalled with: {words}\n\n"
    return head + "".join(traceback.format_exception(error))


def _keep(details: str) -> Path | None:
    """Write the details under a name that is not taken; None when they can be written nowhere."""
    content = details.encode("utf-8", "backslashreplace")
    for folder in (Path.cwd, lambda: Path(tempfile.gettempdir())):
        try:
            place = folder()
            for number in range(1, _MOST):
                path = place / f"{NAME}-{number}.txt"
                if _written(path, content):
                    return path
        except OSError:
            continue
    return None


def _written(path: Path, content: bytes) -> bool:
    """Whether a file could be made, which is never one that is there already.

    Raises:
        OSError: when it cannot be written.
    """
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return False
    return True


def say(text: str) -> None:
    """Print to the error stream, if anybody can still hear it."""
    try:
        print(without_controls(text), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return
