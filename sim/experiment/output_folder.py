"""The folder a study works in: tried before any time is spent, and for one process at a time."""

import errno
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sim.experiment.versions import code_digest, versions
from sim.results.files import create_file, write_file
from sim.results.journal import is_journal
from sim.results.ownership import (
    BEGUN,
    ELSEWHERE,
    MANIFEST,
    FolderError,
    Study,
    check_folder,
    write_begun,
)
from sim.results.plain_text import json_text
from sim.results.study_output import finish_staged, missing_pictures

PART: Final = ".part"
"""Ending of the files in which finished runs are kept until the study is written."""
JOURNAL: Final = f"runs{PART}"
LOCK: Final = ".lock"
COMMAND: Final = "command.json"
"""What was asked, in which words, and what it was made with."""
_TORN: Final = re.compile(r"\..+\.\d+\.part|\.trial\.\d+")
"""Names under which files are written before they are whole, and under which a folder is tried."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def working_folder(
    out: Path | str | None, study: Study, command: Sequence[str] | None = None
) -> Iterator[Path | None]:
    """A folder for one study: seen to be empty or its own, made, tried and locked.

    When the block ends well the study is written, and the runs kept on the way are removed, unless
    a picture failed; when it does not, they stay, so that the same study goes on where it was.
    Folders that were made for nothing are removed.

    Args:
        out: the folder; None works in memory only.
        study: which study it is.
        command: the words that asked for the study, kept beside it in ``command.json`` with the
            versions it was made with, so that it can be repeated; None when it was no command.

    Raises:
        FolderError: when it holds anything else than this study, cannot be written to, another
            process works in it, or the disk is full.
    """
    if out is None:
        yield None
        return
    folder = Path(out)
    made = make_folder(folder)
    try:
        with exclusive_lock(folder), _explained(folder), _begun(folder, study):
            yield folder
            if command is not None:
                write_file(folder / COMMAND, json_text(_how(command, study)))
            with suppress(PermissionError):  # a system that keeps what is still open
                for path in (*_of_no_more_use(folder, study), *_torn(folder)):
                    path.unlink()
    finally:
        with suppress(OSError):  # not empty: it holds what there is to keep
            for one in made:
                one.rmdir()


@contextmanager
def _begun(folder: Path, study: Study) -> Iterator[None]:
    """Let a folder say of which study it is, as long as it holds runs and no manifest."""
    finish_staged(folder)
    check_folder(folder, study)
    if not study.adds:
        write_begun(folder, study)
    try:
        yield
    finally:
        is_told = (folder / MANIFEST).exists()
        if is_told or not any(map(is_journal, folder.iterdir())):
            (folder / BEGUN).unlink(missing_ok=True)


@contextmanager
def exclusive_lock(folder: Path, name: str = LOCK) -> Iterator[None]:
    """Hold the lock of a folder, which the system lets go of when the process ends.

    Raises:
        FolderError: when another process holds it, or none can be had there.
    """
    from filelock import FileLock, Timeout

    _refuse_no_lock(folder / name)
    lock = FileLock(folder / name)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        message = (
            f"{folder}: another process is working in this folder; wait until it is done, or "
            "choose another one with --out"
        )
        raise FolderError(message) from None
    except OSError as error:
        message = f"{folder / name}: cannot be locked: {error.strerror or error}"
        raise FolderError(message) from error
    try:
        yield
    finally:
        with suppress(OSError):
            (folder / name).unlink()  # while it is held, so that nobody else holds it meanwhile
        lock.release()


def _refuse_no_lock(path: Path) -> None:
    """Refuse to lock by a file that is no lock: what it holds, or leads to, would be lost.

    Raises:
        FolderError: when it is a link, or holds more than the number of a process.
    """
    if not path.is_symlink():
        try:
            content = path.read_bytes().strip()
        except OSError:  # there is none, or it is said by whoever locks
            return
        if not content or content[:1].isdigit():
            return
    message = f"{path}: is no lock of a folder, and is left as it is; {ELSEWHERE}"
    raise FolderError(message)


def _how(command: Sequence[str], study: Study) -> dict[str, Any]:
    how = {"command": list(command), "versions": versions(), "code": code_digest()}
    rules = study.asked.get("installed")
    return {**how, "installed": rules} if rules else how


def kept_journals(folder: Path) -> list[Path]:
    """Where finished runs are kept; what others have put there under such a name is theirs."""
    return [path for path in folder.glob(f"*{PART}") if is_journal(path)]


def _of_no_more_use(folder: Path, study: Study) -> list[Path]:
    """Journals of a study that is written.

    They stay where a picture has yet to be drawn, and cannot be from what the folder holds.
    """
    is_needed = study.runs is None and missing_pictures(folder)
    return [] if is_needed else kept_journals(folder)


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


def _torn(folder: Path) -> list[Path]:
    """What a process that was killed has begun to write; nobody else writes while it is locked."""
    return [path for path in folder.glob(".*") if path.is_file() and _TORN.fullmatch(path.name)]


def check_disk_space(folder: Path, n_bytes: float) -> None:
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


def make_folder(folder: Path) -> list[Path]:
    """Make a folder, and try to write to it.

    Returns:
        The folders that were not there before, the innermost first.

    Raises:
        FolderError: when it cannot be written to.
    """
    trial = folder / f".trial.{os.getpid()}"
    try:
        made = [one for one in (folder, *folder.parents) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        trial.unlink(missing_ok=True)
        try:
            with create_file(trial) as file:
                file.write(b"tried")
        finally:
            trial.unlink(missing_ok=True)
    except FileExistsError as error:
        message = f"cannot write to {folder}: it is no folder; choose another one with --out"
        raise FolderError(message) from error
    except (OSError, ValueError) as error:
        message = f"cannot write to {folder}: {getattr(error, 'strerror', error)}"
        raise FolderError(message) from error
    return made


def _full(folder: Path) -> str:
    kept = bool(kept_journals(folder))
    words = "the runs done so far are kept there" if kept else "what is there is not complete"
    return f"{folder}: no room is left on the disk; {words}: make room and give the same command"


def _size(n_bytes: float) -> str:
    for unit in ("B", "kB", "MB"):
        if n_bytes < 1000:
            return f"{n_bytes:.0f} {unit}"
        n_bytes /= 1000
    return f"{n_bytes:.1f} GB"
