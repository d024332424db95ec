"""The curves of all runs as one ``.npz`` file whose bytes depend on nothing but the numbers.

Arrays go in and come out one at a time, so that of many runs only one measure is in memory.
"""

import io
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray

_QUICK: Final = 1
"""Compression level: most curves are steps, so that the quickest level already gives the gain."""
_HEADROOM: Final = 1.05
"""What is hard to compress may grow a little; zipfile reckons with as much."""
_UNIX: Final = 3

Array = NDArray[np.generic]


def write_npz(out: IO[bytes], arrays: Iterable[tuple[str, Array]]) -> None:
    """Write named arrays as a compressed ``.npz``, one after the other.

    Args:
        out: a file that can be written and sought.
        arrays: names and arrays; each is asked for when the one before is written, so that an
            iterator that makes them one at a time never holds two.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as archive:
        for name, array in arrays:
            is_large = array.nbytes * _HEADROOM > zipfile.ZIP64_LIMIT
            # a name, unlike a ZipInfo of one's own, is dated 1980 and takes the archive's level
            with archive.open(f"{name}.npy", "w", force_zip64=is_large) as entry:
                np.lib.format.write_array(entry, np.ascontiguousarray(array), allow_pickle=False)
            del array  # else it is still here while the next is made
            # else it tells on which kind of machine it was written
            archive.getinfo(f"{name}.npy").create_system = _UNIX


def npz_bytes(arrays: Mapping[str, Array]) -> bytes:
    """A compressed ``.npz`` of named arrays, as ``numpy.load`` reads it."""
    out = io.BytesIO()
    write_npz(out, arrays.items())
    return out.getvalue()


def read_npz(content: bytes) -> dict[str, Array]:
    """All arrays of an ``.npz``, by name."""
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def read_array(path: Path, name: str) -> Array:
    """One array of an ``.npz`` file, the others left where they are.

    Raises:
        KeyError: when it holds no array of that name.
    """
    with np.load(path, allow_pickle=False) as archive:
        return archive[name]


def rows_of(path: Path, names: Iterable[str], first: int = 0) -> Iterator[NDArray[np.float32]]:
    """Row after row of several arrays of an ``.npz`` file, stacked, shape (name, column) each.

    Only one row of each is in memory.

    Args:
        path: the file.
        names: arrays of float32 of one shape (row, column).
        first: row to begin with.

    Raises:
        KeyError: when it holds no array of that name.
        ValueError: when they are not float32, or of different shapes.
    """
    with ExitStack() as stack:
        archive = stack.enter_context(zipfile.ZipFile(path))
        entries = [stack.enter_context(archive.open(f"{name}.npy")) for name in names]
        shapes = {_float32_shape(entry) for entry in entries}
        if len(shapes) != 1:
            message = f"{path.name} holds curves of different shapes: {sorted(shapes)}"
            raise ValueError(message)
        n_rows, n_columns = shapes.pop()
        for entry in entries:
            entry.seek(4 * n_columns * first, os.SEEK_CUR)
        for _ in range(first, n_rows):
            rows = [entry.read(4 * n_columns) for entry in entries]
            yield np.frombuffer(b"".join(rows), np.float32).reshape(len(entries), n_columns)


def _float32_shape(entry: IO[bytes]) -> tuple[int, int]:
    """Shape of the array at the head of an entry, which is left at its first number."""
    np.lib.format.read_magic(entry)
    shape, is_by_columns, dtype = np.lib.format.read_array_header_1_0(entry)
    if dtype != np.float32 or is_by_columns or len(shape) != 2:
        message = "curves must be float32 of shape (run, tick)"
        raise ValueError(message)
    return shape
