"""The folder a study works in: tried before any time is spent, and for one process at a time."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sim.terms.errors import Refused

PART: Final = ".part"
"""Ending of the files in which finished runs are kept until the study is written."""
JOURNAL: Final = f"runs{PART}"
LOCK: Final = ".lock"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class FolderError(Refused):
    """A folder cannot be worked in; the message says why, and what can be done."""


@contextmanager
def working_folder(out: Path | str | None) -> Iterator[Path | None]:
    """A folder for one study: made, tried and locked.

    When the block ends well the study is written, and the runs kept on the way are removed; when
    it does not, they stay, so that the same study goes on where it was.

    Args:
        out: the folder; None works in memory only.

    Raises:
        FolderError: when it cannot be written to, another process works in it, or the disk is full.
    """
    if out is None:
        yield None
        return
    folder = Path(out)
    make_folder(folder)
    with _alone(folder), _explained(folder):
        yield folder
        with suppress(PermissionError):  # a system that keeps what is still open
            for journal in folder.glob(f"*{PART}"):
                journal.unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which the system lets go of when the process ends."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        message = (
            f"{folder}: another process is working in this folder; wait until it is done, or "
            "choose another one with --out"
        )
        raise FolderError(message) from None
    try:
        yield
    finally:
        with suppress(OSError):
            (folder / LOCK).unlink()  # while it is held, so that nobody else holds it meanwhile
        lock.release()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Say what an error of the disk means."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise FolderError(_full(folder)) from error
        if isinstance(error, PermissionError):
            message = f"cannot write to {error.filename or folder}: {error.strerror}"
            raise FolderError(message) from error
        raise


def check_room(folder: Path, n_bytes: float) -> None:
    """Refuse to begin what will not fit on the disk.

    Raises:
        FolderError: when there is less room than that.
    """
    free = shutil.disk_usage(folder).free
    if free < n_bytes:
        message = (
            f"{folder}: needs about {_size(n_bytes)} while it works, and {_size(free)} are free; "
            "make room, ask for fewer runs, or choose another folder with --out"
        )
        raise FolderError(message)


def make_folder(folder: Path) -> None:
    """Make a folder, and try to write to it.

    Raises:
        FolderError: when it cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".trial.{os.getpid()}"
        trial.write_bytes(b"tried")
        trial.unlink()
    except OSError as error:
        message = f"cannot write to {folder}: {error.strerror}"
        raise FolderError(message) from error


def _full(folder: Path) -> str:
    kept = any(folder.glob(f"*{PART}"))
    words = "the runs done so far are kept there" if kept else "nothing is written"
    return f"{folder}: no room is left on the disk; {words}: make room and give the same command"


def _size(n_bytes: float) -> str:
    for unit in ("B", "kB", "MB"):
        if n_bytes < 1000:
            return f"{n_bytes:.0f} {unit}"
        n_bytes /= 1000
    return f"{n_bytes:.1f} GB"
