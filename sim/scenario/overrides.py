"""Values set from the command line: ``--set actors.pristina.posture.resolve=0.9``."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from numbers import Real
from os import PathLike
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.scenario.merge import DROPPABLE, merge
from sim.scenario.mistakes import Mark, Mistake, mistake_at, suggest
from sim.scenario.nodes import Node
from sim.scenario.path_patterns import PATTERN, nothing_like, paths_like
from sim.scenario.removal import without_dropped
from sim.scenario.yaml_reader import read_text
from sim.terms.errors import Refused

SET: Final = "--set"
"""Stands for the file in a mistake of a value that is set."""
MOST_KEYS: Final = 50
"""Keys of a path; a scenario is not nested deeper."""
_MOST_DIGITS: Final = 9
"""Digits of a position in a list."""


def overrides_from(values: Sequence[str] | Mapping[str, object]) -> list[str]:
    """Values to set, as texts of the form ``path.of.keys=value``; values by path become such texts.

    Args:
        values: such texts, which are left as they are, or values by path of keys.

    Raises:
        Refused: naming the path whose value cannot be written in a scenario.
    """
    if isinstance(values, Mapping):
        return [f"{path}={_text_of(path, value)}" for path, value in values.items()]
    return list(values)


def path_of(override: str) -> str:
    """The path of keys of a text of the form ``path.of.keys=value``."""
    return override.partition("=")[0].strip()


def _text_of(path: str, value: object) -> str:
    """A value as it is written in a scenario: words as they are, the rest as JSON."""
    try:
        return value if isinstance(value, str) else json.dumps(value, default=_plain)
    except (TypeError, ValueError, RecursionError):
        message = (
            f"{path}: what is given, of {type(value)}, cannot be written in a scenario; give a "
            "number, a text, a time, or a list or mapping of them"
        )
        raise Refused(message) from None


def _plain(value: Any) -> object:
    """What JSON can say of a value of another library: of NumPy's, of times, of paths.

    Seconds and a zone stay in the text of a time, so that it is refused with them, not without.

    Raises:
        TypeError: when it is none of them.
    """
    if isinstance(value, datetime):
        return str(value) if value.tzinfo else str(value).removesuffix(":00")
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, Decimal | Real):
        return float(value)
    if isinstance(value, date | PathLike):
        return str(value)
    raise TypeError


class Applied(NamedTuple):
    """A scenario with values set over it.

    Attributes:
        root: the new tree.
        mistakes: one for each override that cannot be applied.
        removed: what went with actors that were removed, in sentences.
    """

    root: Node
    mistakes: list[Mistake]
    removed: tuple[str, ...]


def apply(root: Node, overrides: Sequence[str], folder: Path) -> Applied:
    """Each override put over the scenario, in order, by the rules of a variant.

    A bare number over ``{value, range, source}`` replaces all of it: the number is then fixed,
    also where the range would be drawn from.

    Args:
        root: the scenario.
        overrides: texts of the form ``path.of.keys=value``, values as in YAML.
        folder: folder in which files named by a value are looked up.
    """
    mistakes: list[Mistake] = []
    removed: list[str] = []
    for number, text in enumerate(overrides, start=1):
        mark = Mark(SET, number, folder)
        path, equals, written = text.partition("=")
        keys = tuple(path.strip().split("."))
        if not equals or not all(keys) or not written.strip():
            message = "must be of the form path.of.keys=value, such as ensemble.runs=50"
            mistakes.append(mistake_at(mark, "", text, message))
            continue
        if len(keys) > MOST_KEYS:
            message = f"is a path of {len(keys):,} keys; none has more than {MOST_KEYS}"
            mistakes.append(mistake_at(mark, "", text, message))
            continue
        node, wrong = _value(written, mark, path.strip())
        if node is not None and not wrong:
            root, wrong, told = _put_all(root, keys, node)
            removed += told
        mistakes += wrong
    return Applied(root, mistakes, tuple(removed))


def _put_all(
    root: Node, keys: tuple[str, ...], value: Node
) -> tuple[Node, list[Mistake], list[str]]:
    """A value put at a path, or at every path that a pattern with ``*`` means."""
    mistakes: list[Mistake] = []
    removed: list[str] = []
    paths = [keys]
    if any(PATTERN in key for key in keys):
        paths = paths_like(root, keys)
        if not paths:
            message = nothing_like(keys)
            return root, [mistake_at(value.mark, ".".join(keys), value.plain(), message)], []
    for path in paths:
        before = root
        if len(paths) > 1 and value.value is None and _at(root, path) is None:
            continue  # it went with another
        root, wrong = _put(root, path, value)
        mistakes += wrong
        if len(path) == 2 and value.value is None and not wrong:
            over = Node({path[0]: Node({path[1]: value}, value.mark)}, value.mark)
            root, told = without_dropped(before, root, over)
            removed += told
    return root, mistakes, removed


def _value(written: str, mark: Mark, path: str) -> tuple[Node | None, list[Mistake]]:
    """The value, every part of it at the override's own mark."""
    node, mistakes = read_text(written, mark)
    # A value has no lines of its own: all of it stands in the one override.
    placed = [wrong._replace(line=mark.line, key=wrong.key or path) for wrong in mistakes]
    return None if node is None else _moved(node, mark), placed


def _moved(node: Node, mark: Mark) -> Node:
    if isinstance(node.value, dict):
        return Node({key: _moved(child, mark) for key, child in node.value.items()}, mark)
    if isinstance(node.value, tuple):
        return Node(tuple(_moved(child, mark) for child in node.value), mark)
    return Node(node.value, mark)


def _put(root: Node, keys: tuple[str, ...], value: Node) -> tuple[Node, list[Mistake]]:
    wrong = _refusal(root, keys, value)
    if wrong:
        return root, [mistake_at(value.mark, ".".join(keys), value.plain(), wrong)]
    over, depth = value, len(keys)
    while depth:
        depth -= 1
        parent = _at(root, keys[:depth])
        if parent is not None and parent.items:
            replaced = list(parent.items)
            index = int(keys[depth])
            if over is value and value.value is None:  # null drops an item, as it drops a key
                del replaced[index]
            else:
                replaced[index] = merge(replaced[index], over)[0]
            over = Node(tuple(replaced), value.mark)
        else:
            over = Node({keys[depth]: over}, value.mark)
    merged, mistakes = merge(root, over)
    # The scenario's own lines stay its own: only what was set carries the override's mark.
    return _remarked(root, merged), mistakes


def _remarked(before: Node, after: Node) -> Node:
    """Mappings that were there keep their marks; only what was set has the override's."""
    if not (isinstance(before.value, dict) and isinstance(after.value, dict)):
        return after
    children = {
        key: _remarked(before.value[key], node) if key in before.value else node
        for key, node in after.value.items()
    }
    return Node(children, before.mark)


def _at(root: Node, keys: tuple[str, ...]) -> Node | None:
    node: Node | None = root
    for key in keys:
        if node is None:
            return None
        if node.items:
            place = _position(key, node)
            node = None if place is None else node.items[place]
        else:
            node = node.keys.get(key)
    return node


def _position(key: str, parent: Node) -> int | None:
    """The position in a list that a key means; None when there is none such."""
    if not key.isascii() or not key.isdecimal() or len(key) > _MOST_DIGITS:
        return None
    return int(key) if int(key) < len(parent.items) else None


def _refusal(root: Node, keys: tuple[str, ...], value: Node) -> str:
    """Why a path cannot be set; empty when it can. Unknown keys of a type are found later."""
    if keys[0] == "extends":
        return "cannot be set; write a variant that extends the scenario"
    for depth, key in enumerate(keys):
        parent = _at(root, keys[:depth])
        if parent is None:
            break
        if parent.items:
            if _position(key, parent) is None:
                return f"{key} is not a position in a list of {len(parent.items)}, from 0"
            continue
        is_entry = depth == 1 and keys[0] in DROPPABLE
        # A whole entry may be new; dropping one that is not there is refused by the merge.
        is_whole = depth == len(keys) - 1 and (value.value is None or value.keys)
        if is_entry and key not in parent.keys and not is_whole:
            return f'there is no "{key}" in {keys[0]}{suggest(key, parent.keys)}'
        if not isinstance(parent.value, dict) and parent.value is not None:
            if type(parent.value) in (int, float) and key in ("value", "range", "source"):
                continue
            return f"{'.'.join(keys[:depth])} is a value; it has no keys below it"
    return ""
