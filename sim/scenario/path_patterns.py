"""Paths of keys with ``*`` for a name or a position: every value of a scenario that they mean."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Final

from sim.scenario.mistakes import suggest
from sim.scenario.nodes import Node
from sim.scenario.reference import NAME, fits, settings

PATTERN: Final = NAME
_DEPENDS: Final = "kind"


def paths_like(root: Node, pattern: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every path that a pattern means, in order.

    A ``*`` stands for any part of a key, as in ``actors.blue_*``. Keys behind the last one need not
    be said yet: ``actors.*.posture.restraint`` means every actor whose kind has that key.

    Args:
        root: the scenario.
        pattern: keys, some of which are ``*``.
    """
    last = max(place for place, key in enumerate(pattern) if PATTERN in key) + 1
    found: list[tuple[str, ...]] = [()]
    for key in pattern[:last]:
        found = [(*path, name) for path in found for name in _names(root, path, key)]
    whole = [(*path, *pattern[last:]) for path in found]
    return [path for path in whole if _is_known(root, path)]


def nothing_like(pattern: tuple[str, ...]) -> str:
    """What is said of a pattern that means no path, with the key that may have been meant."""
    known = {key for one in settings() for key in one.path.split(".")}
    odd = [key for key in pattern if PATTERN not in key and key not in known]
    meant = suggest(odd[-1], known) if odd else ""
    return f"means nothing in this scenario: no path of it is like this one{meant}"


def _names(root: Node, path: tuple[str, ...], key: str) -> list[str]:
    """Names at a path that a key means: those that are said there, else those of its type."""
    if PATTERN not in key:
        return [key]
    node = _at(root, path)
    said = [*node.keys, *map(str, range(len(node.items)))] if node else []
    names = said or list(_keys_below(".".join(path)))
    return [name for name in names if fnmatchcase(name, key)]


def _keys_below(path: str) -> Iterator[str]:
    """Keys that a group of keys may have."""
    for one in settings():
        above, _, key = one.path.rpartition(".")
        if key != NAME and above and fits(above, path) and not one.kind:
            yield key


def _at(root: Node, path: tuple[str, ...]) -> Node | None:
    node: Node | None = root
    for key in path:
        if node is not None and node.items:
            node = node.items[int(key)]
        else:
            node = node.keys.get(key) if node is not None else None
    return node


def _is_known(root: Node, path: tuple[str, ...]) -> bool:
    """Whether a path is one of a key, of the actor's own kind where it is an actor's."""
    if _at(root, path) is not None:
        return True
    said = root.child(path[0], path[1], _DEPENDS) if path[0] == "actors" else None
    kind = said.text if said else ""
    return any(one.kind == kind and fits(one.path, ".".join(path)) for one in settings())
