"""Files written whole or not at all, never through a link and never into one that is there."""

import hashlib
import os
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Final

_SAFE: Final = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)
"""Flags of every file that is opened for writing; what a system does not know it leaves out."""
_PART_BYTES: Final = 1 << 20


def create_file(path: Path) -> BinaryIO:
    """Open a file to write to that is not there yet.

    Raises:
        FileExistsError: when something of the name is there, be it a link that leads nowhere.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFE
    return os.fdopen(os.open(path, flags, 0o666), "wb")


def open_file(path: Path) -> BinaryIO:
    """Open a file to read and write, unbuffered; it is made when it is missing.

    Raises:
        OSError: when it is a link, or cannot be opened.
    """
    if path.is_symlink():  # said by every system, also by those that know no flag for it
        message = f"{path}: is a link, and nothing is written through one"
        raise OSError(message)
    flags = os.O_RDWR | os.O_CREAT | _SAFE
    return os.fdopen(os.open(path, flags, 0o666), "r+b", buffering=0)


@contextmanager
def whole_file(path: Path) -> Generator[IO[bytes], None, None]:
    """A file to write to that appears under its name when all went well, and not at all else.

    A link of that name is replaced and not followed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)  # left by a process of the same number
    try:
        with create_file(part) as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_file(path: Path, content: bytes | str | Iterable[str]) -> None:
    """Write a file whole or not at all: beside it first, then renamed.

    Args:
        path: the file; its folder is made when it is missing.
        content: bytes, or text, which becomes UTF-8; or text part by part, each of which is
            written before the next is asked for.
    """
    with whole_file(path) as out:
        if isinstance(content, bytes):
            out.write(content)
            return
        for part in (content,) if isinstance(content, str) else content:
            out.write(part.encode("utf-8"))


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_PART_BYTES):
            digest.update(part)
    return digest.hexdigest()
