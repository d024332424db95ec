"""Scenarios and tables as a user names them: a path, or a name that is looked up."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from sim.scenario.lookup import similar
from sim.scenario.shipped import SCENARIOS, shipped

_ENDING: Final = ".yaml"


def scenario_file(name: Path) -> Path | str:
    """The file of a scenario, which may be named as a path or by its name.

    Args:
        name: with or without ``.yaml``; looked up in the working folder, in ``scenarios/``, and
            among the scenarios that Ibar comes with.

    Returns:
        The path of a file; or, as text, why there is none.
    """
    spelled = [name]
    if name.name and name.suffix != _ENDING:
        spelled.append(name.with_name(name.name + _ENDING))
    try:
        found = next((path for one in spelled for path in _places(one) if path.is_file()), None)
        if found is not None:
            return found
        if name.is_dir():
            return _folder(name)
        return _none(name)
    except (OSError, ValueError):
        return "is not the name of a file"


def table_file(name: Path) -> Path:
    """A table, such as ``accepted/vectors.csv``, looked up as scenarios are.

    Returns:
        The path of a file; the name itself where there is none.
    """
    try:
        return next((path for path in _places(name) if path.is_file()), name)
    except (OSError, ValueError):
        return name


def close_scenario(word: str) -> str | None:
    """The name of a scenario that comes near; None when none does."""
    names = _names()
    parts = {name.rpartition("/")[2]: name for name in reversed(names)}  # variants by half a name
    known = {**parts, **{name: name for name in names}}
    for tried in (word, word.rpartition("/")[2]):
        close = get_close_matches(tried[:200], known, n=1, cutoff=0.6)
        if close:
            return known[close[0]]
    return None


def _places(name: Path) -> Iterator[Path]:
    """Where a file of a name may be."""
    yield name
    if not name.is_absolute() and ".." not in name.parts:
        yield SCENARIOS / name
        yield shipped() / name


def names_in(folder: Path) -> list[str]:
    """Names of the scenarios of a folder and of their variants, such as ``variants/no_rumour``."""
    paths = (*sorted(folder.glob(f"*{_ENDING}")), *sorted(folder.glob(f"variants/*{_ENDING}")))
    return [path.relative_to(folder).with_suffix("").as_posix() for path in paths]


def _names() -> list[str]:
    """Names of scenarios that can be given from here, those of the working folder first."""
    found = (name for folder in (Path(), Path(SCENARIOS), shipped()) for name in names_in(folder))
    return list(dict.fromkeys(found))


def is_world(folder: Path) -> bool:
    """Whether a folder holds tables of a world."""
    from sim.scenario.workbook import TABLES  # what reads tables is slow to load, and help is not

    return any((folder / file).exists() for file in ("places.csv", TABLES))


def _folder(name: Path) -> str:
    """That a folder is no scenario, and which file in it is one."""
    inside = sorted(path.name for path in name.glob(f"*{_ENDING}"))
    if inside:
        return f"is a folder; name a scenario file in it, such as {(name / inside[0]).as_posix()}"
    if is_world(name):
        return "is the folder of a world; name a scenario file, which says world: and its name"
    return "is a folder without a scenario file; name a scenario file"


def _none(name: Path) -> str:
    """That there is no scenario of a name, and which are alike."""
    beside = similar(name.name, (name.parent,)) if name.suffix == _ENDING else ""
    if beside:
        return f"there is no such file{beside}"
    stem = name.with_suffix("") if name.suffix == _ENDING else name
    close = close_scenario(stem.as_posix())
    hint = f'; did you mean "{close}"?' if close else ""
    if name.suffix == _ENDING or name.is_absolute():
        return f"there is no such file{hint}"
    listed = ", ".join(sorted(path.stem for path in shipped().glob(f"*{_ENDING}")))
    return (
        f"there is no scenario of this name here, in {SCENARIOS}/ or among those that Ibar comes "
        f"with{hint or f', which are {listed} and their variants'}"
    )
