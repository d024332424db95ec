"""The input as read: plain values in a tree where every value knows where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from sim.scenario.mistakes import Mark

Scalar = None | bool | int | float | str
Plain = Scalar | dict[str, "Plain"] | tuple["Plain", ...]
"""Values without marks; sequences are tuples, as the types want them."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value with its mark; the mark of a value in a mapping is that of its key."""

    value: "Scalar | dict[str, Node] | tuple[Node, ...]"
    mark: Mark

    @property
    def keys(self) -> "dict[str, Node]":
        """Children by key; empty when this is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> "tuple[Node, ...]":
        """Children in order; empty when this is no sequence."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def text(self) -> str | None:
        """The value when it is a text."""
        return self.value if isinstance(self.value, str) else None

    @property
    def whole(self) -> int | None:
        """The value when it is a whole number."""
        return self.value if type(self.value) is int else None

    def child(self, *path: str) -> "Node | None":
        """The value under a path of keys; None when it is missing or null."""
        node = self
        for key in path:
            found = node.keys.get(key)
            if found is None or found.value is None:
                return None
            node = found
        return node

    def plain(self) -> Plain:
        """The value without marks."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return tuple(node.plain() for node in self.value)
        return self.value

    def walk(self, path: tuple[str, ...] = ()) -> "Iterator[tuple[tuple[str, ...], Node]]":
        """Every value of the tree with its path, parents first."""
        yield path, self
        for key, node in self.keys.items():
            yield from node.walk((*path, key))
        for index, node in enumerate(self.items):
            yield from node.walk((*path, str(index)))
