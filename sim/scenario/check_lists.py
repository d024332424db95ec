"""Checks of lists of names: nothing stands twice, and what must name something is not empty."""

from typing import Final

from sim.scenario.case import ReferenceTable
from sim.scenario.nodes import Node

_MUST_NAME: Final[dict[str, str]] = {
    "where": "names no place; name one, or leave the key out",
    "route": "names no place; name those it leads through, or leave the key out",
    "known_to": "names nobody; name an actor, or leave the key out",
}
"""Keys of the timeline whose list must hold something: empty, it would mean every place."""

_AGAIN: Final = frozenset({"route"})
"""Lists in which a name may come again, but not at once: a route may lead back."""


def check_lists(case: ReferenceTable) -> None:
    """Check every list of names in a scenario."""
    for path, node in case.root.walk():
        if path and path[0] == "timeline" and path[-1] in _MUST_NAME and node.value in ((), {}):
            case.wrong(".".join(path), node, _MUST_NAME[path[-1]])
        if path and node.items:
            _check_twins(case, path, node)


def _check_twins(case: ReferenceTable, path: tuple[str, ...], node: Node) -> None:
    seen: set[str] = set()
    for index, item in enumerate(node.items):
        if item.text is None:
            continue
        if item.text in seen:
            case.wrong(".".join((*path, str(index))), item, "is there twice")
        seen = {item.text} if path[-1] in _AGAIN else seen | {item.text}
