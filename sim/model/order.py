"""One order of a scenario's lists and mappings, whatever order they are written in.

The model goes through actors, issues, entries and statements one after the other. It does so in an
order that follows from what they are, not from where they stand in the file, so that moving them,
or adding one that does nothing, changes no draw and no sum.
"""

import hashlib
import json
from collections import Counter
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Quantity
from sim.scenario.timeline import Statement
from sim.scenario.types import Scenario

IN_GIVEN_ORDER: Final = {
    "range": "the lowest value comes first",
    "route": "places are passed one after the other",
    "where": "what has one place happens at the first, and who cannot be shared evenly goes there",
}
"""Lists whose order means something, and what; all others are sets."""

_NOTES: Final = frozenset({"source", "assumed", "observed", "about", "name", "title"})
"""Keys that the model does not act on; they order nothing."""


def in_order(plan: Scenario) -> Scenario:
    """The same scenario with every mapping sorted by key, and every list that is a set by content.

    Lists of :data:`IN_GIVEN_ORDER` stay as they are written.
    """
    ordered = _ordered(plan, "")
    if not isinstance(ordered, Scenario):
        message = "a scenario stays a scenario"
        raise TypeError(message)
    return ordered


def _ordered(value: Any, field: str) -> Any:
    if isinstance(value, Quantity | Parameters):
        return value
    if isinstance(value, BaseModel):
        values = {name: getattr(value, name) for name in type(value).model_fields}
        new = {name: _ordered(old, name) for name, old in values.items()}
        changed = {name: item for name, item in new.items() if item is not values[name]}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, dict):
        return {key: _ordered(value[key], field) for key in sorted(value)}
    if isinstance(value, tuple) and value:
        items = tuple(_ordered(item, field) for item in value)
        return items if field in IN_GIVEN_ORDER else tuple(sorted(items, key=_content))
    return value


def _content(item: Any) -> str:
    """What an item of a list is, as text to sort by; notes do not count."""
    if not isinstance(item, BaseModel):
        return str(item)
    return json.dumps(item.model_dump(mode="json", exclude=set(_NOTES)), sort_keys=True)


class Told(NamedTuple):
    """A statement with its identity.

    Attributes:
        name: who says what; how it is known in a run.
        luck: key of its chance: who says what, to whom, and on which condition. Its delay, its
            probability and its effect do not count, so that it keeps its draws when they change.
        statement: the statement.
    """

    name: str
    luck: str
    statement: Statement


def told(actor: str, stated: tuple[Statement, ...]) -> tuple[Told, ...]:
    """Statements of an actor with names and keys that do not depend on where they stand."""
    same_words = Counter(statement.says for statement in stated)
    met: Counter[str] = Counter()
    found = []
    for statement in stated:
        parts = (statement.says, statement.cameo, statement.toward or "", statement.when)
        luck = f"{actor}.{_digest(parts)}"
        met[luck] += 1
        if met[luck] > 1:
            luck += f".{met[luck]}"
        alone = same_words[statement.says] == 1
        name = f"{actor}: {statement.says}" + ("" if alone else f" ({luck})")
        found.append(Told(name, luck, statement))
    return tuple(found)


def _digest(parts: tuple[str, ...]) -> str:
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()
