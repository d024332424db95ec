"""Checks of the measures and outcomes that a scenario names: what there is, and how it is told."""

import re
from collections.abc import Collection
from typing import Final, get_args

from sim.scenario.case import ReferenceTable
from sim.scenario.measures import OfEvents, OfMeasure
from sim.scenario.mistakes import suggest
from sim.scenario.nodes import Node
from sim.scenario.vocabulary import Vocabulary
from sim.terms.kinds import KINDS
from sim.terms.measures import INDEX, MEASURES, Number
from sim.terms.outcomes import BY_NAME
from sim.terms.quantities import PARTIES, QUANTITIES

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TAKEN: Final = frozenset({"run", "tick", "hours", "time", "utc_offset", "timezone", "hour"})
"""What stands beside the curves and outcomes of a run, and can be the name of none."""
_AT_LEVEL: Final = frozenset({"first", "end", "hours"})
"""What is taken of a measure at a level."""
_ONLY: Final = {
    "measure": frozenset({"at_least", "at_most"}),
    "event": frozenset({"by", "emerged"}),
}
"""Keys that belong to an outcome of the one kind only."""


def check_measures(case: ReferenceTable) -> None:
    """Check every measure and outcome that a scenario names."""
    words = case.vocabulary
    for name, node in case.named("measures").items():
        _check_measure(case, words, name, node)
    for name, node in case.named("outcomes").items():
        _check_outcome(case, words, name, node)


def _check_measure(case: ReferenceTable, words: Vocabulary, name: str, node: Node) -> None:
    path = f"measures.{name}"
    quantity = node.child("measure")
    _check_name(case, path, node, {*QUANTITIES, *KINDS, *case.entries} - INDEX.keys())
    if quantity is None or quantity.text is None:
        return
    if quantity.text not in QUANTITIES:
        message = f"is no quantity{suggest(quantity.text, QUANTITIES)}"
        case.wrong(f"{path}.measure", quantity, message)
        return
    if name in INDEX and MEASURES[INDEX[name]].quantity != quantity.text:
        message = f"is a measure of every case; it can be of a part, but of {name} only"
        case.wrong(f"{path}.measure", quantity, message)
        return
    number = Number(name, quantity.text, _text(node, "of"), _text(node, "where"))
    _told(case, words, path, node, number)


def _told(case: ReferenceTable, words: Vocabulary, path: str, node: Node, number: Number) -> None:
    """Check whose and where a quantity is."""
    fault = words.fault(number)
    if fault is None:
        return
    key, message = fault
    part = node.child(key)
    if part is None:
        case.lacks(f"{path}.{key}", node, message)
    else:
        case.wrong(f"{path}.{key}", part, message)


def _check_outcome(case: ReferenceTable, words: Vocabulary, name: str, node: Node) -> None:
    path = f"outcomes.{name}"
    _check_name(case, path, node, BY_NAME.keys())
    measure, event = node.child("measure"), node.child("event")
    if (measure is None) == (event is None):
        case.lacks(path, node, "names a measure or an event: exactly one of the two")
        return
    other = "event" if measure is not None else "measure"
    for key in sorted(_ONLY[other] & node.keys.keys()):
        case.wrong(f"{path}.{key}", node.keys[key], f"belongs to an outcome of {other}s")
    take = node.child("take")
    fitting: tuple[str, ...] = get_args(OfMeasure if measure is not None else OfEvents)
    if take is not None and take.text is not None and take.text not in fitting:
        message = f"is nothing that is taken of a{'n event' if event else ' measure'}"
        case.wrong(f"{path}.take", take, f"{message}; known: {', '.join(fitting)}")
    if measure is not None:
        _check_of_measure(case, words, path, node)
    else:
        _check_of_events(case, path, node)


def _check_of_measure(case: ReferenceTable, words: Vocabulary, path: str, node: Node) -> None:
    measure, take = node.keys["measure"], _text(node, "take")
    levels = [key for key in ("at_least", "at_most") if node.child(key) is not None]
    if take in _AT_LEVEL and not levels:
        message = f"take: {take} needs a level: at_least, at_most or both"
        case.lacks(path, node, message)
    elif take and take not in _AT_LEVEL and levels:
        case.wrong(f"{path}.{levels[0]}", node.keys[levels[0]], f"says nothing with take: {take}")
    if measure.text is None:
        return
    try:
        number = words.number(measure.text)
    except ValueError as error:
        if measure.text in QUANTITIES and node.child("of") is not None:
            number = Number(measure.text, measure.text)
        else:
            case.wrong(f"{path}.measure", measure, str(error))
            return
    if number.quantity in ("hour", "offers", "concessions"):
        case.wrong(f"{path}.measure", measure, "is not recorded; take the event instead")
        return
    of, where = _text(node, "of") or number.of, _text(node, "where") or number.where
    _told(case, words, path, node, number._replace(of=of, where=where))


def _check_of_events(case: ReferenceTable, path: str, node: Node) -> None:
    event = node.keys["event"]
    for kind in event.items or (event,):
        if kind.text is not None and kind.text not in KINDS:
            case.wrong(f"{path}.event", kind, f"is no kind of event{suggest(kind.text, KINDS)}")
    case.actor(f"{path}.by", node.child("by"))
    of = node.child("of")
    if of is not None and of.text not in PARTIES:
        case.actor(f"{path}.of", of)
    case.place(f"{path}.where", node.child("where"))


def _check_name(case: ReferenceTable, path: str, node: Node, taken: Collection[str]) -> None:
    name = path.partition(".")[2]
    if not _NAME.fullmatch(name):
        message = "its name must be of at most 40 small letters, digits and _, a letter first"
        case.wrong(path, node, message)
    elif name in taken or name in _TAKEN:
        case.wrong(path, node, f'"{name}" already means something else; choose another name')


def _text(node: Node, key: str) -> str:
    child = node.child(key)
    return (child.text if child else None) or ""
