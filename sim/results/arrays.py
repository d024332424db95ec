"""The curves of all runs as one ``.npz`` file whose bytes depend on nothing but the numbers."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Earliest date a zip file can carry; stands in for the hour of writing."""
_QUICK: Final = 1
"""Compression level: most curves are steps, so that the quickest level already gives the gain."""


def npz_bytes(arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    """A compressed ``.npz`` of named arrays, as ``numpy.load`` reads it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else it tells on which kind of machine it was written
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(entry, content.getvalue(), compresslevel=_QUICK)
    return out.getvalue()


def read_npz(content: bytes) -> dict[str, NDArray[np.generic]]:
    """All arrays of an ``.npz``, by name."""
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}
