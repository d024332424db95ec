"""The scenarios that Ibar comes with, and which folder of scenarios is meant when none is named."""

from pathlib import Path
from typing import Final

import sim

PROJECT_FILE: Final = "ibar.yaml"
"""A file of this name, which may be empty, makes its folder a project."""
WORLDS: Final = "worlds"
"""A folder of this name makes the folder it lies in a project."""
SCENARIOS: Final = "scenarios"


def shipped() -> Path:
    """The folder of the scenarios that Ibar comes with; only read, never written to.

    An installed package carries its own copy; in a checkout they lie beside it. The copy comes
    first, since what lies beside an installed package belongs to others.
    """
    package = Path(sim.__file__).resolve().parent
    copy = package / "shipped"
    return copy if copy.is_dir() else package.parent / SCENARIOS


def is_project(folder: Path) -> bool:
    """Whether a folder is the root of a project."""
    return (folder / PROJECT_FILE).is_file() or (folder / WORLDS).is_dir()


def own_scenarios() -> Path | None:
    """The folder of scenarios one works with: ``scenarios/``, or here; None where there is none."""
    if Path(SCENARIOS).is_dir():
        return Path(SCENARIOS)
    return Path() if is_project(Path()) else None


def usual_scenarios() -> Path:
    """The folder of scenarios meant where none is named: one's own, else the shipped one."""
    return own_scenarios() or shipped()
