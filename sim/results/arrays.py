"""The curves of all runs as one ``.npz`` file whose bytes depend on nothing but the numbers.

Arrays go in and come out one at a time, so that of many runs only one measure is in memory.
"""

import io
import math
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.results.damage import undamaged

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


def array_names(path: Path) -> list[str]:
    """Names of the arrays of an ``.npz`` file, in order.

    Raises:
        Damaged: when the file is missing or not as it was written.
    """
    with undamaged(path), zipfile.ZipFile(path) as archive:
        return [name.removesuffix(".npy") for name in archive.namelist()]


def read_array(path: Path, name: str) -> Array:
    """One array of an ``.npz`` file, the others left where they are.

    Raises:
        KeyError: when :func:`write_npz` writes no array of that name.
        Damaged: when the file is missing or not as it was written.
    """
    with undamaged(path), zipfile.ZipFile(path) as archive, _entry(archive, name) as entry:
        shape, dtype = _head(entry)
        content = entry.read()
        if math.prod(shape) * dtype.itemsize != len(content):
            message = f"the array {name} is cut"
            raise ValueError(message)
        return np.frombuffer(content, dtype).reshape(shape).copy()


def rows_of(path: Path, names: Iterable[str], first: int = 0) -> Iterator[NDArray[np.float32]]:
    """Row after row of several arrays of an ``.npz`` file, stacked, shape (name, column) each.

    Only one row of each is in memory.

    Args:
        path: the file.
        names: arrays of float32 of one shape (row, column).
        first: row to begin with.

    Raises:
        Damaged: when the file is missing or not as it was written.
    """
    with ExitStack() as stack:
        with undamaged(path):
            archive = stack.enter_context(zipfile.ZipFile(path))
            entries = [stack.enter_context(_entry(archive, name)) for name in names]
            n_rows, n_columns = _common_shape(entries)
            for entry in entries:
                entry.seek(4 * n_columns * first, os.SEEK_CUR)
        for _ in range(first, n_rows):
            with undamaged(path):
                content = b"".join([entry.read(4 * n_columns) for entry in entries])
                rows = np.frombuffer(content, np.float32).reshape(len(entries), n_columns)
            yield rows


def _entry(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """One array of an archive."""
    if f"{name}.npy" not in archive.namelist():
        message = f"it holds no array {name}"
        raise ValueError(message)
    return archive.open(f"{name}.npy")


def _common_shape(entries: Iterable[IO[bytes]]) -> tuple[int, int]:
    """Shape (row, column) of arrays of float32, which are left at their first number."""
    heads = {_head(entry) for entry in entries}
    shape, dtype = next(iter(heads))
    if len(heads) != 1 or dtype != np.float32 or len(shape) != 2:
        message = "curves must be float32 of one shape (run, tick)"
        raise ValueError(message)
    return shape


def _head(entry: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and type of the array at the head of an entry, which is left at its first number."""
    np.lib.format.read_magic(entry)
    shape, is_by_columns, dtype = np.lib.format.read_array_header_1_0(entry)
    if is_by_columns or dtype.hasobject or dtype.itemsize == 0:
        message = "its arrays are not as they are written"
        raise ValueError(message)
    return shape, dtype
