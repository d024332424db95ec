"""Putting a variant over what it extends: mappings merge, everything else replaces."""

from typing import Final

from sim.scenario.mistakes import Mistake, mistake_at, suggest
from sim.scenario.nodes import Node

DROPPABLE: Final = (
    "issues",
    "actors",
    "mandates",
    "means",
    "hours",
    "timeline",
    "measures",
    "outcomes",
)
"""Groups of named entries from which a variant can drop one by writing null."""

WITHIN: Final = {
    (("issues",), ("deals",)), (("issues",), ("levers",)), (("actors",), ("posture", "regard")),
}  # fmt: skip
"""Where else what is named can be dropped, before and after the name of an entry: the deals and
levers of an issue, and whom an actor regards."""
_QUANTITY_REST: Final = frozenset({"range", "source", "assumed"})


def merge(base: Node, over: Node) -> tuple[Node, list[Mistake]]:
    """A variant over its base; neither is changed.

    Mappings merge key by key; lists, numbers and texts replace what was there, so a bare number
    replaces a whole ``{value, range, source}``. ``null`` drops a named entry of a group such as
    issues, actors or mandates, a deal of an issue or the regard for somebody, or removes a unit of
    forces. A mapping with
    only a range or source completes a bare number.

    Returns:
        The merged tree; and a mistake for each null that has nothing to drop.
    """
    mistakes: list[Mistake] = []
    return _merge(base, over, (), mistakes), mistakes


def drop_nothing(root: Node) -> tuple[Node, list[Mistake]]:
    """A file without a base: a null entry of a group of named entries has nothing to drop."""
    empty = Node({group: Node({}, node.mark) for group, node in root.keys.items()}, root.mark)
    only = {key: node for key, node in empty.keys.items() if key in DROPPABLE}
    return merge(Node(only, root.mark), root)


def _merge(base: Node, over: Node, path: tuple[str, ...], mistakes: list[Mistake]) -> Node:
    if not isinstance(over.value, dict):
        return over
    if type(base.value) in (int, float) and over.value and over.value.keys() <= _QUANTITY_REST:
        return Node({"value": base, **over.value}, over.mark)
    if not isinstance(base.value, dict):
        base = Node({}, base.mark)
    merged = dict(base.keys)
    for key, node in over.value.items():
        here = (*path, key)
        if node.value is None and path == ("forces",):
            _remove_unit(merged, key, node)
        elif node.value is None and _can_drop(path):
            if merged.pop(key, None) is None:
                message = f"there is no such entry to drop{suggest(key, base.keys)}"
                mistakes.append(mistake_at(node.mark, ".".join(here), None, message))
        elif key in merged:
            merged[key] = _merge(merged[key], node, here, mistakes)
        else:
            merged[key] = node
    return Node(merged, over.mark)


def _can_drop(path: tuple[str, ...]) -> bool:
    """Whether what stands under a path are named entries, each of which can be dropped."""
    if len(path) == 1:
        return path[0] in DROPPABLE
    return (path[:1], path[2:]) in WITHIN


def _remove_unit(merged: dict[str, Node], key: str, null: Node) -> None:
    """Take back a unit that the base adds; of the world's table the null itself removes one."""
    known = merged.get(key)
    if known is not None and known.child("force") is not None:
        del merged[key]
    else:
        merged[key] = null
