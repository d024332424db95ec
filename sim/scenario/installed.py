"""What packages that are installed beside Ibar offer, and how it is known which one it is.

A package offers parts as entry points: rules and mechanisms in the group ``ibar.mechanisms``, kinds
of actors in the group ``ibar.actors``. Nothing is used unless a scenario names it, and what is
named is known by its package, version and code: these are a part of the resolved scenario, so that
they are a part of all that tells one study from another.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

from sim.scenario.mistakes import suggest
from sim.scenario.quantity import Strict

GROUP: Final = "ibar.mechanisms"
"""Entry points of rules and mechanisms."""
ACTORS: Final = "ibar.actors"
"""Entry points of kinds of actors."""
NAME: Final = r"(?!(?:yes|no|on|off|true|false|null)$)[a-z][a-z0-9_]*"
"""What a part may be called: nothing that a reader could take for a switch."""
AS_TOLD: Final = {"as_told": True}
"""Context of a scenario that is read to see what came of it, and not to be run."""


class InstalledPart(Strict):
    """A part of an installed package, as it is written into a resolved scenario."""

    name: str
    """Name under which its package offers it."""
    distribution: str
    """Name of the package."""
    version: str
    """Version of the package."""
    code: str
    """SHA-256, hexadecimal, of every file of the package that the part stands in."""

    def __hash__(self) -> int:
        return hash((self.name, self.distribution, self.version, self.code))

    def __str__(self) -> str:
        return f"{self.name} of {self.distribution} {self.version}"


class InstalledKind(InstalledPart):
    """A kind of actor of an installed package."""

    group: Literal["ibar.actors"] = ACTORS
    """Where its package offers it."""

    def __hash__(self) -> int:
        return super().__hash__()


def names_offered(group: str) -> list[str]:
    """Names that installed packages offer in a group, sorted; those that cannot be used too."""
    return sorted({entry.name for entry in entry_points(group=group) if entry.dist})


def identified(name: str, needs: str, group: str = GROUP) -> InstalledPart:
    """What is installed under a name; nothing of it is run.

    Args:
        name: the name.
        needs: what is needed where it is named, in words.
        group: where packages offer it.

    Raises:
        ValueError: when nobody offers it, more than one does, or its code cannot be read.
    """
    entry = _entry(name, needs, group)
    dist = entry.dist
    assert dist is not None, "it was found in a distribution"
    try:
        # Python's own reader of metadata, and the one that other packages put in its place, differ
        # in what they raise for a reference that is none.
        module = entry.module
    except (AttributeError, ValueError) as error:
        message = f"{name} of {dist.name}: its code cannot be found: {entry.value} is no reference"
        raise ValueError(message) from error
    try:
        code = _code_of(module)
    except OSError as error:
        message = f"{name} of {dist.name}: its code cannot be read at {entry.value}"
        raise ValueError(message) from error
    part = InstalledKind if group == ACTORS else InstalledPart
    return part(name=name, distribution=dist.name, version=dist.version, code=code)


def offered_by(part: InstalledPart, needs: str, group: str = GROUP) -> Any:
    """What an installed part is, loaded.

    Raises:
        ValueError: when it cannot be loaded, or its files are others by now.
    """
    try:
        offered, code_then = _loaded(_entry(part.name, needs, group).value)
    except Exception as error:
        message = f"{part} cannot be loaded: {type(error).__name__}: {error}"
        raise ValueError(message) from error
    if code_then != part.code:
        message = f"{part}: its code has changed since it was loaded; start Python anew"
        raise ValueError(message)
    return offered


def told_value(value: object, part: type[InstalledPart] = InstalledPart) -> InstalledPart | None:
    """The part that a finished folder tells of, whole and whatever is installed; else None."""
    if not isinstance(value, Mapping):
        return None
    wanted = set(InstalledPart.model_fields)
    is_whole = wanted <= set(value) <= set(part.model_fields)
    is_text = all(isinstance(text, str) for text in value.values())
    return part(**{key: value[key] for key in wanted}) if is_whole and is_text else None


def refuse_other(found: InstalledPart, told: Mapping[Any, Any]) -> None:
    """Refuse a part that is not the one which a scenario was resolved with.

    Raises:
        ValueError: saying what is otherwise.
    """
    for key in ("distribution", "version", "code"):
        was, is_now = told.get(key, getattr(found, key)), getattr(found, key)
        if was != is_now:
            short = key != "code"
            what = (
                f"{key} {was} then, {is_now} now" if short else "its code is not the same as then"
            )
            message = (
                f"{found} is installed, and is not what this was made with: {what}; install that "
                f"one, or write {found.name} alone to take what is installed"
            )
            raise ValueError(message)


def _entry(name: str, needs: str, group: str) -> EntryPoint:
    """Where a name leads: one place in one distribution.

    Raises:
        ValueError: when nobody offers it, or more than one.
    """
    every = [entry for entry in entry_points(group=group) if entry.dist]
    fit = [entry for entry in every if re.fullmatch(NAME, entry.name)]
    found = [entry for entry in fit if entry.name == name]
    if not found and (unfit := [entry for entry in every if entry.name == name]):
        owner = unfit[0].dist.name if unfit[0].dist else ""
        message = (
            f"is offered by {owner}, and its name cannot be used: it must be of small letters, "
            "digits and _, a letter first, and no word such as yes or off"
        )
        raise ValueError(f"{needs}; {name} {message}")
    if not found:
        known = sorted({entry.name for entry in fit})
        close = suggest(name, known)
        listed = f"; installed: {', '.join(known)}" if known else "; none is installed"
        raise ValueError(needs + listed + (close if "did you mean" in close else ""))
    if len(found) > 1:
        owners = sorted(f"{entry.dist.name} {entry.dist.version}" for entry in found if entry.dist)
        message = (
            f"is offered {len(found)} times, by {' and '.join(owners)}; remove all but one of them"
        )
        raise ValueError(message)
    return found[0]


@cache
def _loaded(value: str) -> tuple[Any, str]:
    """What an entry point leads to, and the digest of its code when it was loaded."""
    entry = EntryPoint("", value, GROUP)
    code = _code_of(entry.module)
    return entry.load(), code


def _code_of(module: str) -> str:
    """SHA-256, hexadecimal, of every file of the package that a module is of."""
    package = module.partition(".")[0]
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        spec = None
    places = [] if spec is None else [*(spec.submodule_search_locations or [spec.origin])]
    files = [(file, name) for place in places if place for file, name in _files(Path(place))]
    if not files:
        message = f"its package {package} cannot be found"
        raise ValueError(message)
    digest = hashlib.sha256()
    for path, name in files:
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _files(place: Path) -> list[tuple[Path, str]]:
    """Files of a package, or the one file of a module, with their names in it."""
    if place.is_file():
        return [(place, place.name)]
    found = ((path, path.relative_to(place)) for path in place.rglob("*") if path.is_file())
    return sorted(
        ((path, name.as_posix()) for path, name in found if "__pycache__" not in name.parts),
        key=lambda pair: pair[1],
    )
