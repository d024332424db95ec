"""Where the files that a scenario names are looked for, and which names are refused."""

import os
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from sim.scenario.shipped import is_project, shipped

OUTSIDE: Final = (
    "lies outside the scenario's project and the scenarios that Ibar comes with; only files there "
    "can be used"
)
_NO_NAME: Final = "is not the name of a file"


class Reach(NamedTuple):
    """The two folders whose files a scenario can use, symbolic links resolved.

    Attributes:
        project: root of the project in which the scenario's own file lies.
        shipped: folder of the scenarios that Ibar comes with.
    """

    project: Path
    shipped: Path

    def holds(self, path: Path) -> bool:
        """Whether a file or folder lies in one of them, wherever links lead."""
        # unlike Path.resolve it raises nothing in a circle of links, which whoever reads then tells
        real = Path(os.path.realpath(path))
        return any(real.is_relative_to(root) for root in self)

    def places(self, folder: Path) -> tuple[Path, ...]:
        """Folders in which a name is looked up that stands in a file of this folder, in order.

        What is shipped names shipped files only: a project that extends it does not change it.
        """
        folder = folder.resolve()
        own = (folder, self.project) if folder.is_relative_to(self.project) else (folder,)
        return tuple(dict.fromkeys((*own, self.shipped)))


def reach_of(path: Path) -> Reach:
    """What a scenario file can use.

    The root of its project is the nearest folder above it that holds ``ibar.yaml`` or ``worlds/``,
    else the file's own folder.
    """
    folders = path.resolve().parents
    project = next((folder for folder in folders if is_project(folder)), folders[0])
    return Reach(project, shipped().resolve())


def find(name: str, folder: Path, reach: Reach, within: str = "") -> Path | str:
    """The file or folder that a scenario names.

    Args:
        name: name as written, with forward slashes.
        folder: folder of the file in which the name stands.
        reach: what the scenario can use.
        within: folder inside each place that is tried first, such as ``observed``.

    Returns:
        The resolved path; or, as text, why there is none.
    """
    if not name.strip() or "\0" in name or len(name) > 500:
        return _NO_NAME
    if "\\" in name and ":" not in name:
        return f"is written with backslashes; write {name.replace(chr(92), '/')}"
    if PurePosixPath(name).is_absolute() or Path(name).is_absolute() or "\\" in name:
        return "must be a name beside the scenario or in its project, not an absolute path"
    places = reach.places(folder)
    try:
        for place in places:
            for tried in (place / within / name, place / name) if within else (place / name,):
                path = tried.resolve()
                is_there = path.exists()
                if not reach.holds(path):
                    if is_there or place == places[0]:
                        return OUTSIDE
                elif is_there:
                    return path
    except (OSError, ValueError, RuntimeError):
        return _NO_NAME
    return (
        "is not found beside the scenario, in its project or among the scenarios that Ibar comes "
        f"with{similar(name, places, within)}"
    )


def name_of(path: Path, folder: Path) -> str | None:
    """The name by which a scenario file in a folder can name a file; None when it cannot."""
    reach = reach_of(folder / "scenario.yaml")
    for place in reach.places(folder):
        if path.is_relative_to(place):
            name = path.relative_to(place).as_posix()
            return name if find(name, folder, reach) == path else None
    return None


def similar(name: str, folders: tuple[Path, ...], within: str = "") -> str:
    """Files of a similar name, to put behind a message; else nothing."""
    wanted = PurePosixPath(name)
    known: dict[str, str] = {}
    for root in folders:
        for parent in dict.fromkeys((PurePosixPath(), wanted.parent)):
            try:
                found = list((root / within / parent).iterdir())
            except (OSError, ValueError):
                continue
            # compared without the ending, which would make any two names alike
            known.update(
                (one.stem, (parent / one.name).as_posix())
                for one in found
                if _same_kind(one, wanted)
            )
    close = get_close_matches(wanted.stem, known, n=1, cutoff=0.6)
    return f'; did you mean "{known[close[0]]}"?' if close else ""


def _same_kind(one: Path, wanted: PurePosixPath) -> bool:
    """Whether a file has the ending of a name, or is a folder where the name has none."""
    return one.suffix == wanted.suffix if wanted.suffix else one.is_dir()
