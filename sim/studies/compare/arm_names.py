"""What arms are called: in names of files, beside others of the same title, and in the manifest."""

import re
from collections.abc import Sequence
from typing import Any, Final

from sim.studies.compare.request import ArmRequest

_LONGEST: Final = 60
"""Letters of a name of a file."""


def file_names(names: Sequence[str]) -> dict[str, str]:
    """A part of a file name for each arm, each unlike the others."""
    found: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:_LONGEST]
        taken = sum(other == plain or other.startswith(f"{plain}_") for other in found.values())
        found[name] = f"{plain}_{taken + 1}" if plain in found.values() else plain
    return found


def unlike(side: ArmRequest, sides: Sequence[ArmRequest]) -> str:
    """The title of a variant, with its name where others have the same title."""
    is_shared = sum(other.title == side.title for other in sides) > 1
    return f"{side.title} ({side.name})" if is_shared else side.title


def about(side: ArmRequest, file: str) -> dict[str, Any]:
    """What a manifest says of an arm."""
    return {
        "name": side.name,
        "title": side.title,
        "file": side.loaded.path.name,
        "digest": side.loaded.digest,
        "set": list(side.loaded.overrides),
        "runs_file": f"runs_{file}.csv",
    }
