"""A safe reader of YAML: what is written is what is meant.

YAML 1.1, as PyYAML reads it, takes 16:27 for 987, 040 for 32 and ``no`` for false, and lets a
later key overwrite an earlier one. Here plain words stay words: only ``true``, ``false``,
``null``, ``~`` and decimal numbers are anything else. Tags, several documents, NaN, infinity,
duplicate keys and alias bombs are refused, and every value keeps its line. A merge key,
``<<: *name``, gives the keys that stand beside it nowhere else (https://yaml.org/type/merge.html).
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from yaml import events as ev

from sim.scenario.mistakes import Mark, Mistake, mistake_at, shown_path
from sim.scenario.nodes import Node, Scalar
from sim.scenario.yaml_mistakes import Fatal, explained
from sim.terms.printable import without_controls

MAX_BYTES: Final = 2_000_000
MAX_ALIASES: Final = 100
MAX_NODES: Final = 100_000
"""Values of a file once all its aliases are written out."""
MAX_DEPTH: Final = 30

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(
    r"[-+]?(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+|(?:0|[1-9][0-9]*)(?=[eE]))(?:[eE][-+]?[0-9]+)?"
)
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WORDS: Final[dict[str, Scalar]] = {
    "": None, "~": None, "null": None, "true": True, "false": False,
}  # fmt: skip
_MAX_DIGITS = 30
_MERGE: Final = "<<"

_C_PARSER: Final = getattr(yaml, "CSafeLoader", None)
"""libyaml's parser when PyYAML was built with it: ten times faster."""


def read_file(path: Path) -> tuple[Node | None, list[Mistake]]:
    """One YAML file as a tree of marked values.

    Returns:
        The tree, None when nothing can be made of the file; and every mistake found.
    """
    mark = Mark(shown_path(path), 1, path.parent)
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = "is a folder, not a file" if path.is_dir() else f"cannot be read: {error}"
        return None, [mistake_at(mark, "", ..., reason)]
    if len(data) > MAX_BYTES:
        message = f"is larger than {MAX_BYTES:,} bytes; that is no scenario"
        return None, [mistake_at(mark, "", ..., message)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = "is not UTF-8 text; save the file with the encoding UTF-8"
        return None, [mistake_at(mark._replace(line=line), "", ..., message)]
    node, mistakes = _read(text, mark)
    return node, list(mistakes)


@lru_cache(maxsize=16)
def _read(text: str, mark: Mark) -> tuple[Node | None, tuple[Mistake, ...]]:
    """A file as it was read before: most scenarios stand on the same parameters."""
    node, mistakes = read_text(text, mark)
    return node, tuple(mistakes)


def read_text(text: str, mark: Mark) -> tuple[Node | None, list[Mistake]]:
    """YAML text as a tree of marked values; lines count from ``mark``.

    Returns:
        The tree, None when nothing can be made of the text; and every mistake found.
    """
    if _C_PARSER is not None:
        try:
            return _Composer(text, mark, _C_PARSER).document()
        except Fatal:
            pass  # read again by the other parser: its words do not depend on libyaml's version
    composer = _Composer(text, mark, yaml.SafeLoader)
    try:
        return composer.document()
    except Fatal as fatal:
        found = mark._replace(line=mark.line + fatal.line)
        return None, [*composer.mistakes, mistake_at(found, fatal.key, ..., fatal.message)]


def scalar_of(text: str) -> Scalar:
    """What a plain, unquoted word means.

    Raises:
        ValueError: for NaN, infinity and numbers too large to be held.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        if len(text) > _MAX_DIGITS:
            message = "has too many digits"
            raise ValueError(message)
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if not math.isfinite(number):
            message = "is too large a number"
            raise ValueError(message)
        return number
    if _NOT_FINITE.fullmatch(text):
        message = "must be a finite number"
        raise ValueError(message)
    return text


class _Composer:
    """Builds the tree of one document from the parser's events."""

    def __init__(self, text: str, mark: Mark, parser: Any) -> None:
        self.text, self.mark = text, mark
        self.mistakes: list[Mistake] = []
        self._events: Iterator[Any] = yaml.parse(text, Loader=parser)
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        self._open: set[str] = set()
        self._n_nodes = 0
        self._n_aliases = 0

    def document(self) -> tuple[Node | None, list[Mistake]]:
        """The only document of the text."""
        self._next()
        if isinstance(self._next(), ev.StreamEndEvent):
            raise Fatal(0, "is empty")
        root = self._node(self._next(), (), None)
        self._next()
        after = self._next()
        if not isinstance(after, ev.StreamEndEvent):
            raise Fatal(_line(after), "holds several documents (---); write one document in a file")
        return root, self.mistakes

    def _next(self) -> Any:
        try:
            return next(self._events)
        except yaml.YAMLError as error:
            raise explained(error, self.text) from None
        except (ValueError, OverflowError, IndexError, TypeError, AttributeError) as error:
            raise Fatal(0, f"is not valid YAML: {error}") from None

    def _node(self, event: Any, path: tuple[str, ...], key_mark: Mark | None) -> Node:
        mark = key_mark or self._mark(event)
        if isinstance(event, ev.AliasEvent):
            return self._alias(event, path, mark)
        before = self._n_nodes
        self._count(1, event)
        if len(path) > MAX_DEPTH:
            raise Fatal(_line(event), f"is nested more than {MAX_DEPTH} deep", ".".join(path[:3]))
        if event.tag is not None:
            self._wrong(mark, path, f"tags such as {event.tag} are not allowed; write plain values")
        if event.anchor:
            self._open.add(event.anchor)
        if isinstance(event, ev.ScalarEvent):
            node = Node(self._scalar(event, path, mark), mark)
        elif isinstance(event, ev.SequenceStartEvent):
            node = Node(self._sequence(path), mark)
        else:
            node = Node(self._mapping(path), mark)
        if event.anchor:
            self._open.discard(event.anchor)
            self._anchors[event.anchor] = (node, self._n_nodes - before, _height(node))
        return node

    def _alias(self, event: Any, path: tuple[str, ...], mark: Mark) -> Node:
        name = event.anchor
        self._n_aliases += 1
        if name in self._open:
            raise Fatal(_line(event), f"alias *{name} contains itself", ".".join(path))
        if self._n_aliases > MAX_ALIASES:
            raise Fatal(_line(event), f"more than {MAX_ALIASES} aliases", ".".join(path))
        if name not in self._anchors:
            message = f"alias *{name} has no anchor &{name} before it"
            raise Fatal(_line(event), message, ".".join(path))
        node, size, height = self._anchors[name]
        self._count(size, event)
        if len(path) + height > MAX_DEPTH:
            raise Fatal(_line(event), f"is nested more than {MAX_DEPTH} deep", ".".join(path[:3]))
        return Node(node.value, mark)

    def _count(self, size: int, event: Any) -> None:
        self._n_nodes += size
        if self._n_nodes > MAX_NODES:
            raise Fatal(_line(event), f"holds more than {MAX_NODES:,} values")

    def _scalar(self, event: Any, path: tuple[str, ...], mark: Mark) -> Scalar:
        text: str = event.value
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            self._wrong(mark, path, "holds half a character (a lone surrogate)")
            return ""
        text = without_controls(text)
        if not event.implicit[0]:
            return text  # quoted
        try:
            return scalar_of(text)
        except ValueError as error:
            self.mistakes.append(mistake_at(mark, ".".join(path), text, str(error)))
            return None

    def _sequence(self, path: tuple[str, ...]) -> tuple[Node, ...]:
        nodes: list[Node] = []
        while not isinstance(event := self._next(), ev.SequenceEndEvent):
            nodes.append(self._node(event, (*path, str(len(nodes))), None))
        return tuple(nodes)

    def _mapping(self, path: tuple[str, ...]) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        merged: dict[str, Node] = {}
        while not isinstance(event := self._next(), ev.MappingEndEvent):
            mark = self._mark(event)
            if not isinstance(event, ev.ScalarEvent):
                self._wrong(mark, path, "a key must be one word")
                self._node(event, path, None)
                self._node(self._next(), path, None)
                continue
            key = event.value.encode("utf-8", "replace").decode("utf-8")
            node = self._node(self._next(), (*path, key), mark)
            if without_controls(key) != key:
                self._wrong(mark, (*path, key), "a key must hold no control character")
            if key == _MERGE and event.implicit[0]:
                merged = self._merged(node, (*path, key)) | merged
            elif key in nodes:
                first = nodes[key].mark.line
                self._wrong(mark, (*path, key), f"is there twice; the first is in line {first}")
            else:
                nodes[key] = node
        return nodes | {key: node for key, node in merged.items() if key not in nodes}

    def _merged(self, node: Node, path: tuple[str, ...]) -> dict[str, Node]:
        """Keys of the groups that a merge key names, of two with one key the first."""
        groups = node.items or (node,)
        if not all(isinstance(one.value, dict) for one in groups):
            message = "needs a group of keys that is named before it, such as <<: *name"
            raise Fatal(node.mark.line - self.mark.line, message, ".".join(path))
        return {key: child for one in reversed(groups) for key, child in one.keys.items()}

    def _mark(self, event: Any) -> Mark:
        return self.mark._replace(line=self.mark.line + _line(event))

    def _wrong(self, mark: Mark, path: tuple[str, ...], message: str) -> None:
        self.mistakes.append(mistake_at(mark, ".".join(path), ..., message))


def _height(node: Node) -> int:
    below = node.items or tuple(node.keys.values())
    return 1 + max(map(_height, below)) if below else 0


def _line(event: Any) -> int:
    return event.start_mark.line if event.start_mark else 0
