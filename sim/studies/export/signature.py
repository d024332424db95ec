"""Exported files say who made them, with a digest of all the rest: only these are replaced.

A file that somebody has changed since has another digest, and is left alone.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import Final

import sim

_NONE: Final = "0" * 64
_SAYS: Final = "made by Ibar {version}, SHA-256 of the rest {digest}"
_FOUND: Final = re.compile(r"made by Ibar [\w.+-]{1,40}, SHA-256 of the rest ([0-9a-f]{64})")

UNSIGNED: Final = _SAYS.format(version=sim.__version__, digest=_NONE)
"""What is written into a text where its signature goes."""


def signed(text: str) -> str:
    """A text that holds :data:`UNSIGNED`, with its digest there."""
    digest = sha256(text.encode("utf-8")).hexdigest()
    return text.replace(UNSIGNED, UNSIGNED.replace(_NONE, digest), 1)


def is_as_signed(path: Path) -> bool:
    """Whether a file was exported by Ibar and is as it was written."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        return False
    found = _FOUND.search(text)
    if found is None:
        return False
    start, end = found.span(1)
    rest = text[:start] + _NONE + text[end:]
    return sha256(rest.encode("utf-8")).hexdigest() == found[1]
