"""Where a mistake was made: in what changed a file that is right by itself.

A scenario that extends another can make a line of it wrong, by dropping an actor it names, say. The
mistake then stands in the file that was changed, and was made in the one that changed it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from sim.scenario.merge import DROPPABLE
from sim.scenario.mistakes import Mark, Mistake
from sim.scenario.nodes import Node
from sim.scenario.overrides import SET, path_of

_TABLE: Final = ".csv"
_WORD: Final = re.compile(r"\w+")


class Change(NamedTuple):
    """One key that a scenario or an override sets over what it stands on."""

    path: tuple[str, ...]
    mark: Mark


def changes_of(own: Node) -> list[Change]:
    """Every key of a scenario's own file, those of groups too."""
    return [Change(path, node.mark) for path, node in own.walk() if path]


def changes_set(overrides: Sequence[str], folder_of: Mark) -> list[Change]:
    """Every path that is set, and the groups in which it lies."""
    return list(_set(overrides, folder_of))


def _set(overrides: Sequence[str], folder_of: Mark) -> Iterator[Change]:
    for number, text in enumerate(overrides, start=1):
        path = tuple(path_of(text).split("."))
        for depth in range(1, len(path) + 1):
            yield Change(path[:depth], Mark(SET, number, folder_of.folder))


def at_origin(
    mistakes: Iterable[Mistake],
    before: Iterable[Mistake],
    changes: Sequence[Change],
    world: str,
) -> list[Mistake]:
    """Mistakes, those that some changes have made at the change.

    Args:
        mistakes: everything that is wrong.
        before: what is wrong without the changes; that stays where it is.
        changes: every key that was changed.
        world: folder of the world's tables, as messages name it; empty where there is none.
    """
    old = {(wrong.file, wrong.line, wrong.key) for wrong in before}
    return [
        wrong
        if (wrong.file, wrong.line, wrong.key) in old or _stays(wrong, changes, world)
        else _moved(wrong, _nearest(wrong, changes))
        for wrong in mistakes
    ]


def _stays(wrong: Mistake, changes: Sequence[Change], world: str) -> bool:
    """Whether a mistake stands in what was changed, or in a table, which no change makes wrong.

    But for an observed event: its place is not there when the scenario is put into another world.
    """
    if not changes or wrong.file in {change.mark.file for change in changes}:
        return True
    if world and wrong.file.startswith(f"{world}/"):
        return True
    named = {change.path[0] for change in changes}
    other_world = "world" in named and "observed" not in named and wrong.key == "place"
    return wrong.file.endswith(_TABLE) and not other_world


def _moved(wrong: Mistake, change: Change) -> Mistake:
    stands = f"{wrong.file}:{wrong.line}" if wrong.line else wrong.file
    message = f"{wrong.message}; it stands in {stands}"
    return wrong._replace(file=change.mark.file, line=change.mark.line, message=message)


def _nearest(wrong: Mistake, changes: Sequence[Change]) -> Change:
    """The change that has most to do with a mistake.

    That of the entry which the value names; else that which shares the longest path of keys; else
    that of an entry, or of the world or clock, of which the message speaks; else the first.
    """
    entries = {c.path[1]: c for c in changes if len(c.path) == 2 and c.path[0] in DROPPABLE}
    keys = tuple(wrong.key.split("."))
    shared = max(changes, key=lambda change: _shared(keys, change.path))
    spoken = _WORD.findall(wrong.message.partition("; did you mean")[0])
    top = {change.path[0]: change for change in reversed(changes)}
    topics = [word for word in (*spoken, keys[0]) if word in top and word not in DROPPABLE]
    if wrong.value in entries:
        return entries[wrong.value]
    if _shared(keys, shared.path) >= 2:
        return shared
    for word in spoken:
        if word in entries:
            return entries[word]
    return top[topics[0]] if topics else top.get("extends", changes[0])


def _shared(keys: Sequence[str], path: Sequence[str]) -> int:
    """Keys that two paths have in common from the start; a change below the key counts in full."""
    pairs = zip(keys, path, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(keys), len(path)))
