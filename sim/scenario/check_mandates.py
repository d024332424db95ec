"""Checks of the mandates: whom, where and with whose consent they name."""

from typing import Final

from sim.scenario.case import ReferenceTable
from sim.scenario.mandates import DEFAULTS
from sim.scenario.mistakes import suggest
from sim.scenario.nodes import Node

ACTING: Final = tuple(sorted({*DEFAULTS, "army"}))
"""Kinds of actors that do what needs a mandate."""


def check_mandates(case: ReferenceTable) -> None:
    """Check every mandate."""
    mandates = case.root.child("mandates")
    for name, mandate in (mandates.keys if mandates else {}).items():
        path = f"mandates.{name}"
        for key, item in _named(mandate, "who"):
            case.actor(f"{path}.{key}", item, ACTING)
        for key, item in _named(mandate, "where"):
            check_area(case, f"{path}.{key}", item)
        whose = {item.text for _, item in _named(mandate, "who")}
        for key, item in _named(mandate, "with_consent_of"):
            if case.actor(f"{path}.{key}", item) in whose and item.text is not None:
                case.wrong(f"{path}.{key}", item, "is whoever asks; name somebody else")
        _check_acts(case, path, mandate)


def check_area(case: ReferenceTable, path: str, node: Node) -> None:
    """Check the name of an area, municipality, place or site."""
    towns = case.world.municipalities if case.world else ()
    known = {town.area for town in towns} | case.municipalities | case.places | case.sites.keys()
    if case.world is not None and node.text is not None and node.text not in known:
        hint = suggest(node.text, known)
        case.wrong(path, node, f"is no area, municipality, place or site of this world{hint}")


def _check_acts(case: ReferenceTable, path: str, mandate: Node) -> None:
    may = {item.text for _, item in _named(mandate, "may")}
    may_not = {item.text for _, item in _named(mandate, "may_not")}
    if not may | may_not:
        case.lacks(path, mandate, "says nothing; it needs may or may_not")
    for act in sorted(filter(None, may & may_not)):
        case.wrong(f"{path}.may_not", mandate.keys["may_not"], f"says {act}, and so does may")
    if not may and mandate.child("with_consent_of") is not None:
        node = mandate.keys["with_consent_of"]
        case.wrong(f"{path}.with_consent_of", node, "goes with may; nobody consents to may_not")


def _named(mandate: Node, key: str) -> list[tuple[str, Node]]:
    """The items of a list, each with its path."""
    node = mandate.child(key)
    return [(f"{key}.{number}", item) for number, item in enumerate(node.items if node else ())]
