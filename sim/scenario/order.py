"""One order of a scenario's lists and mappings, whatever order they are written in.

The model goes through actors, issues, entries and statements one after the other. It does so in an
order that follows from what they are, not from where they stand in the file, so that moving them,
or adding one that does nothing, changes no draw and no sum.
"""

import hashlib
import json
from collections import Counter
from functools import lru_cache
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from sim.scenario.hours import DayPart
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Quantity
from sim.scenario.timeline import Statement
from sim.scenario.types import Scenario

IN_GIVEN_ORDER: Final = {
    "hours": "the hour from which comes first, then the hour until which",
    "range": "the lowest value comes first",
    "route": "places are passed one after the other",
    "where": "who cannot be shared evenly goes to the first places",
}
"""Lists whose order means something, and what; all others are sets."""

_NOTES: Final = frozenset({"source", "assumed", "observed", "about", "name", "title"})
"""Keys that the model does not act on; they order nothing."""


def in_order(plan: Scenario) -> Scenario:
    """The same scenario with every mapping sorted by key, and every list that is a set by content.

    Lists of :data:`IN_GIVEN_ORDER` stay as they are written.
    """
    if not issubclass(
        type(plan), Scenario
    ):  # one that notes what is read of it is in order by itself
        return plan
    return _in_order(_Same(plan))


class _Same:
    """A scenario as a key: this very object and no other; each of its runs asks for its order."""

    def __init__(self, plan: Scenario) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.plan is other.plan


@lru_cache(maxsize=8)
def _in_order(same: _Same) -> Scenario:
    return _ordered(same.plan, "")


def _ordered(value: Any, field: str) -> Any:
    if isinstance(value, Quantity | Parameters | DayPart):
        return value
    if isinstance(value, BaseModel):
        values = {name: getattr(value, name) for name in type(value).model_fields}
        new = {name: _ordered(old, name) for name, old in values.items()}
        changed = {name: item for name, item in new.items() if item is not values[name]}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, dict):
        return {key: _ordered(value[key], field) for key in sorted(value)}
    if isinstance(value, tuple):
        return tuple(_ordered(value[place], field) for place in places(value, field))
    return value


def places(items: tuple[Any, ...], field: str) -> list[int]:
    """Positions of the items of a list in the order in which they are gone through.

    Args:
        items: the list as it is written.
        field: key under which it stands.
    """
    order = list(range(len(items)))
    if field not in IN_GIVEN_ORDER and len(items) > 1:
        order.sort(key=lambda place: _content(_ordered(items[place], field)))
    return order


def _content(item: Any) -> str:
    """What an item of a list is, as text to sort by; notes do not count."""
    if not isinstance(item, BaseModel):
        return str(item)
    return json.dumps(item.model_dump(mode="json", exclude=set(_NOTES)), sort_keys=True)


class Said(NamedTuple):
    """Identity of a statement.

    Attributes:
        name: who says what; how it is known in a run.
        luck: key of its chance: who says what, to whom, and on which condition. Its delay, its
            probability and its effect do not count, so that it keeps its draws when they change.
    """

    name: str
    luck: str


def identified(actor: str, stated: tuple[Statement, ...]) -> tuple[Said, ...]:
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
        found.append(Said(name, luck))
    return tuple(found)


def _digest(parts: tuple[str, ...]) -> str:
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()
