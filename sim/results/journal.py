"""A journal: results kept in a file as they come, so that nothing is lost when a process ends.

One frame a result, in order, each with a checksum that depends on the journal's key, on its place
and on its content. What does not fit (a torn end, a damaged frame, the journal of another study)
is found when the journal is opened, and is not trusted.
"""

import hashlib
import os
import struct
import weakref
from array import array
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Generic, Protocol, TypeVar, overload

from sim.results.files import open_file
from sim.terms.errors import Refused

T = TypeVar("T")

MAGIC: Final = b"ibar journal 1\n"
_KEY_BYTES: Final = 32
_CHECK_BYTES: Final = 16
_LENGTH: Final = struct.Struct("<I")


def is_journal(path: Path) -> bool:
    """Whether a file is a journal, of whatever study; a link never is."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return _read_all(file, len(MAGIC)) == MAGIC


class Codec(Protocol[T]):
    """How results become bytes, and bytes results again.

    Attributes:
        name: part of the journal's key, so that a journal is read as it was written.
    """

    @property
    def name(self) -> str:
        """Name of the form."""
        ...

    def encode(self, result: T, /) -> bytes:
        """Bytes of a result."""
        ...

    def decode(self, content: bytes, /) -> T:
        """The same result."""
        ...


class Journal(Generic[T]):
    """Results of one study, each kept once and for all as soon as it is appended.

    Attributes:
        path: the file.
        distrusted: bytes at the end of a file found there that were not what they should be, and
            were dropped.
    """

    def __init__(self, path: Path, key: str, codec: Codec[T]) -> None:
        """Open a journal, or begin it.

        Args:
            path: the file; its folder must exist.
            key: what the results depend on, in any form; results kept under another key are
                dropped.
            codec: how a result is written.

        Raises:
            Refused: when a file of that name is no journal; it is left as it is.
            OSError: when the file is a link, or can not be read or written.
        """
        self.path = path
        self.codec = codec
        self._key = hashlib.blake2b(
            f"{codec.name}\n{key}".encode(), digest_size=_KEY_BYTES
        ).digest()
        self._starts = array("Q")
        self.distrusted = 0
        self._file = open_file(path)
        weakref.finalize(self, self._file.close)
        self._refuse_other_files()
        self._end = self._take_over()

    def __len__(self) -> int:
        return len(self._starts)

    def __enter__(self) -> "Journal[T]":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def append(self, result: T, /) -> None:
        """Keep one more result.

        Raises:
            OSError: when it cannot be written, on a full disk for example; those before it stay.
        """
        content = self.codec.encode(result)
        frame = _LENGTH.pack(len(content)) + content + self._check(len(self), content)
        try:
            self._file.seek(self._end)
            _write_all(self._file, frame)
        except OSError:
            self._file.truncate(self._end)
            raise
        self._starts.append(self._end)
        self._end += len(frame)

    def read(self, index: int, offset: int = 0, length: int | None = None) -> bytes:
        """Content of a frame, or a part of it.

        Raises:
            OSError: when the file ends before it: something else has written to it.
        """
        start = self._starts[index]
        stop = self._starts[index + 1] if index + 1 < len(self) else self._end
        whole = stop - start - _LENGTH.size - _CHECK_BYTES
        wanted = whole - offset if length is None else min(length, whole - offset)
        self._file.seek(start + _LENGTH.size + offset)
        content = _read_all(self._file, wanted)
        if len(content) < wanted:
            message = f"{self.path}: was changed by something else while it was in use"
            raise OSError(message)
        return content

    def results(self) -> "Recorded[T]":
        """All results, each read from the file when it is asked for."""
        return Recorded(self, range(len(self)))

    def close(self) -> None:
        """Close the file, which stays where it is."""
        self._file.close()

    def discard(self) -> None:
        """Close and remove the file: what it held is written elsewhere."""
        self.close()
        self.path.unlink(missing_ok=True)

    def _refuse_other_files(self) -> None:
        """Leave alone what does not begin as a journal does, however short it was cut."""
        begins = _read_all(self._file, len(MAGIC))
        self._file.seek(0)
        if not MAGIC.startswith(begins):
            message = (
                f"{self.path}: is no journal of Ibar, and is left as it is; move it away, or "
                "choose another folder with --out"
            )
            raise Refused(message)

    def _take_over(self) -> int:
        """Find what can be trusted, and drop the rest; returns where to write on."""
        size = os.fstat(self._file.fileno()).st_size
        head = MAGIC + self._key
        if _read_all(self._file, len(head)) != head:
            self.distrusted = size
            self._file.seek(0)
            self._file.truncate(0)
            _write_all(self._file, head)
            return len(head)
        end = len(head)
        while (length := self._sound(end, size)) is not None:
            self._starts.append(end)
            end += length
        self.distrusted = size - end
        self._file.truncate(end)
        return end

    def _sound(self, start: int, size: int) -> int | None:
        """Length of the frame that begins here, None when there is none that can be trusted."""
        self._file.seek(start)
        head = _read_all(self._file, _LENGTH.size)
        if len(head) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack(head)
        whole = _LENGTH.size + length + _CHECK_BYTES
        if start + whole > size:
            return None
        content = _read_all(self._file, length)
        check = _read_all(self._file, _CHECK_BYTES)
        return whole if check == self._check(len(self), content) else None

    def _check(self, index: int, content: bytes) -> bytes:
        place = index.to_bytes(8, "little")
        digest = hashlib.blake2b(place, digest_size=_CHECK_BYTES, key=self._key)
        digest.update(content)
        return digest.digest()


class Recorded(Sequence[T]):
    """Some results of a journal; each is read when it is asked for, and not held in memory."""

    def __init__(self, journal: Journal[T], places: range) -> None:
        self.journal = journal
        self.places = places

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> "Recorded[T]": ...
    def __getitem__(self, index: int | slice) -> "T | Recorded[T]":
        if isinstance(index, slice):
            return type(self)(self.journal, self.places[index])
        return self.journal.codec.decode(self.journal.read(self.places[index]))


def _write_all(file: BinaryIO, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def _read_all(file: BinaryIO, length: int) -> bytes:
    parts: list[bytes] = []
    while length > 0 and (part := file.read(length)):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
