"""Reading a scenario file together with everything it extends."""

from pathlib import Path
from typing import NamedTuple

from sim.scenario.lookup import Reach, find
from sim.scenario.merge import drop_nothing, merge
from sim.scenario.mistakes import Mistake, mistake_at, shown_path
from sim.scenario.nodes import Node
from sim.scenario.removal import without_dropped
from sim.scenario.yaml_reader import read_file

_MAX_FILES = 50


class Chain(NamedTuple):
    """A scenario file with everything it extends.

    Attributes:
        root: the merged tree without ``extends``; None when the file cannot be read.
        mistakes: every mistake of all files read.
        complete: whether everything it extends was found and read.
        removed: what went with actors that it removes, in sentences.
    """

    root: Node | None
    mistakes: list[Mistake]
    complete: bool
    removed: tuple[str, ...]


def read_chain(path: Path, reach: Reach) -> Chain:
    """A scenario file merged over what its ``extends`` names.

    Args:
        path: an existing file.
        reach: what it can use.
    """
    reading = _Reading(reach)
    root = reading.read(path.resolve(), ())
    return Chain(root, reading.mistakes, reading.complete, tuple(reading.removed))


def read_layers(path: Path, reach: Reach) -> tuple[Node | None, Node | None]:
    """What a scenario file stands on, merged, and its own keys; None where there is none."""
    reading = _Reading(reach)
    reading.read(path.resolve(), ())
    return reading.layers.get(path.resolve(), (None, None))


class _Reading:
    """Files read on the way, each once for its mistakes."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self.mistakes: list[Mistake] = []
        self.complete = True
        self.removed: list[str] = []
        self.layers: dict[Path, tuple[Node | None, Node | None]] = {}
        self._done: dict[Path, Node | None] = {}

    def read(self, path: Path, above: tuple[Path, ...]) -> Node | None:
        """The tree of one file over its bases; ``above`` are the files that extend it."""
        if path in self._done:
            return self._done[path]
        node, mistakes = read_file(path)
        self.mistakes += mistakes
        if node is not None and not isinstance(node.value, dict):
            message = "must be a group of keys, such as name: and clock:"
            self.mistakes.append(mistake_at(node.mark, "", node.plain(), message))
            node = None
        if node is not None:
            node = self._over_bases(node, (*above, path))
        self._done[path] = node
        self.complete = self.complete and node is not None
        return node

    def _over_bases(self, node: Node, chain: tuple[Path, ...]) -> Node:
        extends = node.keys.get("extends")
        own = Node({key: value for key, value in node.keys.items() if key != "extends"}, node.mark)
        bases = [] if extends is None else self._bases(extends, chain)
        if not bases:
            if extends is not None:
                return own
            own, mistakes = drop_nothing(own)
            self.mistakes += mistakes
            return own
        merged = bases[0]
        for over in (*bases[1:], own):
            self.layers[chain[-1]] = (merged, node)
            base, (merged, mistakes) = merged, merge(merged, over)
            merged, told = without_dropped(base, merged, over)
            self.removed += told if len(chain) == 1 else []
            # With a base that could not be read, nobody knows what there is to drop.
            self.mistakes += mistakes if self.complete else []
        return merged

    def _bases(self, extends: Node, chain: tuple[Path, ...]) -> list[Node]:
        named = extends.items if isinstance(extends.value, tuple) else (extends,)
        bases: list[Node] = []
        if not named:
            self._wrong(extends, "names no file; write the name of a scenario or leave it out")
        for name in named:
            base = self._base(name, chain)
            if base is not None:
                bases.append(base)
        return bases

    def _base(self, name: Node, chain: tuple[Path, ...]) -> Node | None:
        if name.text is None:
            return self._wrong(name, "needs the name of a file, or a list of names")
        path = find(name.text, chain[-1].parent, self._reach)
        if isinstance(path, str):
            return self._wrong(name, path)
        if path in chain:
            circle = " -> ".join(shown_path(file) for file in (*chain[chain.index(path) :], path))
            return self._wrong(name, f"extends itself: {circle}")
        if len(self._done) + len(chain) > _MAX_FILES:
            return self._wrong(name, f"extends more than {_MAX_FILES} files")
        return self.read(path, chain)

    def _wrong(self, node: Node, message: str) -> None:
        self.complete = False
        self.mistakes.append(mistake_at(node.mark, "extends", node.plain(), message))
