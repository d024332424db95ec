"""Where a key of a scenario stands, so that what is said of it can name its file and line."""

from collections.abc import Callable, Sequence

from sim.scenario import overrides
from sim.scenario.extends import read_chain
from sim.scenario.loaded import Loaded
from sim.scenario.lookup import reach_of
from sim.scenario.nodes import Node

Lines = Callable[[str], str]
"""File and line by a path of keys, as ``town.yaml:12``; empty for what no line says."""
_OWNED = 2
"""Keys of a path that name a section and what it is of, such as ``actors.amber``."""


def nowhere(_path: str) -> str:
    """No line, of nothing."""
    return ""


def lines_of(loaded: Loaded) -> Lines:
    """Lines of a scenario, of what it extends, and of what is set over it.

    A key that is left to its default stands where the actor, issue or entry stands that it is of.
    """
    root = read_chain(loaded.path, reach_of(loaded.path))[0]
    if root is None:
        return nowhere
    tree = overrides.apply(root, loaded.overrides, loaded.path.parent)[0]
    return lambda path: _line(tree, path.split("."))


def _line(root: Node, keys: Sequence[str]) -> str:
    node, depth = root, 0
    for key in keys:
        items = dict(enumerate(node.items))
        found = node.keys.get(key) or (items.get(int(key)) if key.isdecimal() else None)
        if found is None:
            break
        node, depth = found, depth + 1
    if depth < min(_OWNED, len(keys)):
        return ""
    return f"{node.mark.file}:{node.mark.line}" if node.mark.line else node.mark.file
