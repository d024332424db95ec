"""Where the files that a scenario names are looked for, and which names are refused."""

from difflib import get_close_matches
from pathlib import Path, PurePosixPath

import sim


def roots(folder: Path) -> tuple[Path, ...]:
    """Folders in which a name is looked up, in order, symbolic links resolved.

    The folder of the file that says the name; ``scenarios/`` of the working folder; and
    ``scenarios/`` beside the package.
    """
    package = Path(sim.__file__).parent.parent
    found = [folder.resolve()]
    for shared in (Path.cwd() / "scenarios", package / "scenarios"):
        resolved = shared.resolve()
        if resolved.is_dir() and resolved not in found:
            found.append(resolved)
    return tuple(found)


def find(name: str, folder: Path, within: str = "") -> Path | str:
    """The file or folder that a scenario names.

    Args:
        name: name as written, with forward slashes.
        folder: folder of the file in which the name stands.
        within: folder inside each root that is tried first, such as ``observed``.

    Returns:
        The resolved path; or, as text, why there is none.
    """
    if not name.strip() or "\0" in name or len(name) > 500:
        return "is not the name of a file"
    if PurePosixPath(name).is_absolute() or Path(name).is_absolute() or "\\" in name:
        return "must be a name beside the scenario or in scenarios/, not an absolute path"
    places = roots(folder)
    escaped = False
    try:
        for root in places:
            for tried in (root / within / name, root / name) if within else (root / name,):
                path = tried.resolve()
                if not any(path.is_relative_to(place) for place in places):
                    escaped = True
                elif path.exists():
                    return path
    except (OSError, ValueError, RuntimeError):
        return "is not the name of a file"
    if escaped:
        return "lies outside the scenario's folder and scenarios/; only files there can be used"
    return "is not found beside the scenario or in scenarios/" + similar(name, places, within)


def similar(name: str, folders: tuple[Path, ...], within: str = "") -> str:
    """Files of a similar name, to put behind a message; else nothing."""
    wanted = PurePosixPath(name)
    known: dict[str, str] = {}
    for root in folders:
        for folder in (root / within / wanted.parent, root / within):
            try:
                known.update((path.name, path.name) for path in folder.iterdir())
            except (OSError, ValueError):
                continue
    close = get_close_matches(wanted.name, known, n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""
