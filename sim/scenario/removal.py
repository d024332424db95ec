"""An inherited actor that a variant removes, with all that regards it.

What a file extends may speak of an actor in many places. Where a variant writes ``actors: {x:
null}``, its name goes out of lists, the regard for it and its shares go, and what cannot be without
it goes whole: entries that it does or that are said to it, issues that it decides, deals that it
must guarantee. What went is told. What the variant itself says of it stays, and is a mistake.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from sim.scenario.nodes import Node
from sim.scenario.reference import fits, settings

Path = tuple[str, ...]
Gone = dict[str, set[str]]
"""Names that are gone, by their group, such as actors."""

_LISTED: Final = frozenset(
    {"entry_of", "means_of", "opposes", "protects", "calls", "addresses", "withdraws", "cancels"}
    | {"with_consent_of", "audience", "known_to", "felt_by", "who", "resigned", "to"}
)
"""Lists of names; one that is gone is taken out."""
_KEYED: Final = frozenset({"regard", "threat", "salience", "mobilisation", "barricades", "groups"})
"""Numbers by name; that of one who is gone goes."""
_CLEARED: Final = frozenset({"answers_to", "hotline_to", "higher", "commanded_by", "blamed_on"})
"""Keys that name an actor, and are as if not said when it is gone."""
_NEEDED: Final = frozenset({"with_consent_of", "to"})
"""Lists of which nothing may be left only where nothing was: without them less would be asked, or
what is said to one would be said to all."""
_OWNING: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("who", "toward", "to", "whom", "decided_by", "on", "guarantor", "by"), "actors"
    ),
    **dict.fromkeys(("of", "community"), "actors"),
    **dict.fromkeys(("denies", "confirms", "after"), "timeline"),
    **dict.fromkeys(("issue", "price"), "issues"),
    "measure": "measures",
}
"""Keys that name one without whom what has them cannot be; with the group of the name."""
_PARTIES: Final = frozenset({"people", "posture", "injured", "killed", "armed", "charges"})
"""Numbers by party of an entry, which cannot be without one of the two."""
_CONDITIONS: Final = frozenset({"when", "requires", "unless"})
_INNER: Final = frozenset({("actors", "stated"), ("issues", "deals"), ("issues", "levers")})
"""Keys of an entry that holds entries of its own."""
_CASCADING: Final = ("timeline", "issues", "measures", "outcomes")
"""Groups whose entries others name; what goes of them takes along what names it."""
_WORD: Final = re.compile(r"\.?[a-z0-9_]+")


class Removed(NamedTuple):
    """A scenario without some actors.

    Attributes:
        root: what is left.
        told: paths of what went with them, such as ``timeline.first_address``.
    """

    root: Node
    told: tuple[str, ...]


def without_dropped(base: Node, merged: Node, over: Node) -> tuple[Node, list[str]]:
    """What is left of a variant over its base, without what regards the actors that it drops.

    Args:
        base: what the variant stands on.
        merged: the variant over it.
        over: the variant.

    Returns:
        The scenario, and what went with each of them, in a sentence.
    """
    actors, known = over.child("actors"), base.child("actors")
    dropped = [name for name, node in (actors.keys if actors else {}).items() if node.value is None]
    gone = sorted(name for name in dropped if known and name in known.keys)
    told: list[str] = []
    for name in gone:
        merged, went = without(merged, {name}, over.keys["actors"].keys[name].mark.file)
        told.append(f"{name} is removed, and with it: {', '.join(went) or 'nothing else'}")
    return merged, told


def without(root: Node, actors: set[str], by: str) -> Removed:
    """A scenario without some actors, and without all that regards them.

    Args:
        root: the scenario, from which the actors themselves are gone.
        actors: their names.
        by: the file that removes them; what stands in it is left as it is.
    """
    gone: Gone = {"actors": set(actors), **{name: set() for name in _CASCADING}}
    told: dict[str, None] = {}
    while True:
        before = sum(map(len, gone.values()))
        pruning = _Pruning(root, gone, by)
        root = pruning.mapping(root, ())
        told.update(dict.fromkeys(pruning.told))
        if sum(map(len, gone.values())) == before:
            whole = tuple(f"{path}." for path in told)
            return Removed(root, tuple(path for path in told if not path.startswith(whole)))


class _WholeGoes(Exception):
    """What has a path cannot be without who is gone."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class _Pruning:
    """One round through a scenario; names of what goes with others are noted for the next."""

    def __init__(self, root: Node, gone: Gone, by: str) -> None:
        self._root, self._gone, self._by = root, gone, by
        self.told: list[str] = []

    def mapping(self, node: Node, path: Path) -> Node:
        """A group of keys without what regards who is gone."""
        kept: dict[str, Node] = {}
        for key, child in node.keys.items():
            here = (*path, key)
            if self._is_gone(key, "actors") and self._inherited(child) and self._by_name(path):
                self._lose(here)
                continue
            left = self._within(child, here)
            if left is not None:
                kept[key] = left
        for key in self._left_alone(path, node, kept):
            del kept[key]
            self._lose((*path, key))
        return Node(kept, node.mark)

    def _left_alone(self, path: Path, before: Node, kept: Mapping[str, Node]) -> list[str]:
        """Keys that say nothing any more: dates that press to no deal, what was observed of it."""
        if path[:1] == ("issues",) and len(path) == 2:
            had, has = before.child("deals"), kept.get("deals")
            is_without = bool(had and had.keys) and not (has and has.keys)
            return ["levers"] if is_without and "levers" in kept else []
        lost = self._gone["measures"] or self._gone["outcomes"]
        observed = kept.get("observed") if not path and lost else None
        return ["observed"] if observed and observed.text and self._inherited(observed) else []

    def _within(self, node: Node, path: Path) -> Node | None:
        """What is left at a path; None when it goes."""
        try:
            if isinstance(node.value, dict):
                return self.mapping(node, path)
            if isinstance(node.value, tuple):
                return self._list(node, path)
            return self._word(node, path)
        except _WholeGoes as whole:
            if whole.path != path:
                raise
            self._lose(path)
            if len(path) == 2 and path[0] in self._gone:
                self._gone[path[0]].add(path[1])
            return None

    def _list(self, node: Node, path: Path) -> Node:
        kept: list[Node] = []
        is_of_names = path[-1] in _LISTED
        for number, item in enumerate(node.items):
            group = "cancels" if path[-1] == "cancels" else "actors"
            if is_of_names and self._names(item, group):
                self._lose((*path, item.text or ""))
                continue
            left = self._within(item, (*path, str(number)))
            kept += [] if left is None else [left]
        if is_of_names and node.items and not kept and self._needs_one(path):
            raise _WholeGoes(_owner(path))
        return Node(tuple(kept), node.mark)

    def _word(self, node: Node, path: Path) -> Node | None:
        key = path[-1]
        if node.text is None or not self._inherited(node):
            return node
        if key in _CLEARED and self._names(node, "actors"):
            self._lose(path)
            return None
        if key in _OWNING and self._names(node, _OWNING[key]):
            raise _WholeGoes(_owner(path))
        if key in _CONDITIONS and self._asks(node.text):
            if key != "unless":
                raise _WholeGoes(_owner(path))
            self._lose(path)
            return None
        return node

    def _by_name(self, path: Path) -> bool:
        """Whether the keys of a mapping are names of actors; of parties, its entry goes whole."""
        if not path:
            return False
        if path[0] == "timeline" and len(path) == 3 and path[-1] in _PARTIES:
            raise _WholeGoes(_owner(path))
        return path[-1] in _KEYED

    def _names(self, node: Node, group: str) -> bool:
        """Whether a name of a group is one of those that are gone."""
        if node.text is None or not self._inherited(node):
            return False
        if group == "cancels":
            return self._is_gone(node.text, "timeline") or self._is_gone(node.text, "issues")
        return self._is_gone(node.text, group)

    def _asks(self, condition: str) -> bool:
        """Whether a condition asks of an actor, an entry or a measure that is gone."""
        words = _WORD.findall(condition)
        of = any(self._is_gone(word[1:], "actors") for word in words if word[0] == ".")
        plain = ("timeline", "measures")
        return of or any(self._is_gone(word, group) for word in words for group in plain)

    def _needs_one(self, path: Path) -> bool:
        """Whether a list must not be empty, which may depend on the kind of its actor."""
        actor = self._root.child(*path[:2], "kind") if path[0] == "actors" else None
        kind = actor.text if actor else ""
        never = path[-1] in _NEEDED
        return never or any(fits(one, ".".join(path)) for one in _never_empty(kind or ""))

    def _is_gone(self, name: str, group: str) -> bool:
        return name in self._gone[group]

    def _inherited(self, node: Node) -> bool:
        return node.mark.file != self._by

    def _lose(self, path: Path) -> None:
        self.told.append(".".join(path))


def _owner(path: Path) -> Path:
    """The path of what has a key: a statement, a deal, an entry, an actor ..."""
    group, _, within, *_ = path
    if (group, within) in _INNER:
        return path[:4]
    return path[:3] if group == "initial" else path[:2]


@cache
def _never_empty(kind: str) -> tuple[str, ...]:
    """Patterns of lists that need at least one item, of a kind of actor or of no actor."""
    return tuple(one.path for one in settings() if one.needs_one and one.kind == kind)
