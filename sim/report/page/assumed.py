"""What a scenario assumes without a source, for a reader."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from sim.scenario.quantity import Quantity
from sim.scenario.types import Scenario

Assumption = tuple[str, str, str]
_Found = tuple[tuple[str, ...], str, str]


def assumptions_of(scenario: Scenario) -> list[Assumption]:
    """Words for each number of the case marked ``assumed``, its value, and its believed range.

    Parameters, which are the same in every case, are left out.
    """
    names = {key: actor.name for key, actor in scenario.actors.items()}
    parts = {"actors": scenario.actors, "issues": scenario.issues, "initial": scenario.initial}
    found = (one for name, part in parts.items() for one in _walk(part, (name,)))
    return [(_shown(path, names), value, believed) for path, value, believed in found]


def _walk(item: Any, path: tuple[str, ...]) -> Iterator[_Found]:
    if isinstance(item, Quantity):
        if item.assumed:
            yield path, f"{item.value:g}", _range(item)
    elif isinstance(item, BaseModel):
        for name in type(item).model_fields:
            yield from _walk(getattr(item, name), (*path, name))
    elif isinstance(item, dict):
        for name, part in item.items():
            yield from _walk(part, (*path, str(name)))
    elif isinstance(item, list | tuple):
        for number, part in enumerate(item, start=1):
            yield from _walk(part, (*path, str(number)))


def _shown(path: tuple[str, ...], names: Mapping[str, str]) -> str:
    """A path for a reader: names for ids, and no word that only sorts."""
    words = [names.get(part, part.replace("_", " ")) for part in path]
    return " · ".join(word for word in words if word not in {"actors", "posture"})


def _range(quantity: Quantity) -> str:
    return "" if quantity.range is None else f"{quantity.low:g} to {quantity.high:g}"
