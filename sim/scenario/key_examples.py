"""An example of every key that a scenario may hold, in the words of the invented town."""

import types
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator

from sim.scenario.clock import parse_duration, parse_time
from sim.scenario.hours import parse_span
from sim.scenario.quantity import Quantity

WRITTEN: Final[Mapping[Any, tuple[str, str]]] = {
    parse_time: ("local time", "2030-05-04 14:00"),
    parse_duration: ("duration", "2 h"),
    parse_span: ("part of the day", "22:00-07:00"),
}
"""What is written as a text that is read as something else: in words, and an example."""
_WORDS: Final[Mapping[str, Any]] = {
    "about": "Amber marches to the bridge, Blue marches against it.",
    "addresses": "council",
    "answers_to": "council",
    "audience": "amber",
    "barricades": "west_street",
    "base": "barracks",
    "blamed_on": "riot_police",
    "by": "riot_police",
    "calls": "amber",
    "cameo": "130",
    "cancels": "march",
    "code": "0" * 64,
    "commanded_by": "council",
    "communities": "amber",
    "community": "amber",
    "confirms": "they_strike",
    "decided_by": "council",
    "denies": "they_strike",
    "distribution": "late_talk",
    "does": "march",
    "entry_of": "riot_police",
    "event": "scuffle",
    "felt_by": "amber",
    "force": "town_police",
    "free": "sunday",
    "gathers_at": "old_bridge",
    "grievance": "riot_police",
    "grows_to": "killing",
    "guarantor": "mediator",
    "higher": "guard_command",
    "holds": "old_bridge",
    "hotline_to": "council",
    "issue": "signs",
    "kind": "killing",
    "known_to": "riot_police",
    "label": "Amber out",
    "means_of": "club",
    "measure": "people_out",
    "municipalities": "west_bank",
    "name": "Amber",
    "names": "Ćilibari",
    "nation": "town",
    "objective": "hold the mill",
    "observed": "town.csv",
    "of": "amber",
    "on": "council",
    "opposes": "blue",
    "person": "the speaker of the club",
    "price": "signs",
    "protects": "amber",
    "requires": "barricades == 0",
    "resigned": "town_police",
    "role": "crowds",
    "route": "west_market",
    "says": "Go home and let us talk",
    "sites": "mill_road",
    "source": "town gazette, 3 May 2030",
    "timezone": "UTC",
    "title": "March and counter-march in an invented town",
    "to": "amber",
    "toward": "club",
    "trigger": "desecration",
    "units": "special_police",
    "unless": "injured >= 20",
    "version": "1.0",
    "watches": "old_bridge",
    "what": "one language on all signs",
    "when": "scuffle",
    "where": "old_bridge",
    "who": "riot_police",
    "whom": "amber",
    "with_consent_of": "council",
    "withdraws": "riot_police",
    "world": "worlds/town",
}
"""Texts by the key that holds them."""
_MOST: Final = 8
"""Keys of a record that its example says; of one that needs more only the first is said."""
_OWN: Final[Mapping[str, Any]] = {
    "ArmedCells.size": 40,
    "Entry.after": "march",
    "Entry.hours": [22, 5],
    "Entry.n": 100,
    "Entry.people": {"amber": 200, "riot_police": 50},
    "Entry.posture": {"amber": "press", "riot_police": "hold"},
    "Entry.route": ["west_market", "old_bridge"],
    "Entry.where": {"old_bridge": 100},
    "Entry.who": "amber",
    "InstalledPart.name": "late_talk",
    "Mandate.where": ["old_bridge"],
    "NamedOutcome.at_least": 50,
    "NamedOutcome.at_most": 50,
    "PatronPosture.stance": 0,
    "PostAtStart.n": 60,
    "Scenario.hours": {
        "dark": {"span": "20:00-05:00"},
        "sleep": {"span": "23:00-06:00"},
        "work": {"span": "06:00-20:00"},
        "jobs": {"span": "08:00-16:00", "free": ["saturday", "sunday"]},
    },
    "Scenario.name": "town",
    "Scenario.outcomes": {"hurt_at_bridge": {"event": "scuffle", "take": "hurt"}},
    "Scenario.parameters": {"contact": {"militants": 0.04}},
    "Scenario.timeline": {"calm": {"when": "scuffle", "who": "mediator", "does": "appeal"}},
    "Trigger.what": "a man was killed at the mill",
    "UnitChange.name": "Riot unit",
    "UnitChange.approval_high": 240,
    "UnitChange.approval_low": 60,
    "UnitChange.approval_minutes": 120,
    "UnitChange.notice_high": 60,
    "UnitChange.notice_low": 15,
    "UnitChange.notice_minutes": 30,
    "UnitChange.strength": 150,
}
"""Examples of keys of one record that do not follow from their type."""
_NAMES: Final[Mapping[str, str]] = {
    "actors": "amber",
    "deals": "later",
    "elsewhere": "east_bank",
    "forces": "riot",
    "hours": "night",
    "issues": "signs",
    "levers": "election",
    "barricades": "club",
    "mandates": "no_raids",
    "means": "barricade",
    "measures": "amber_out",
    "names": "sr",
    "outcomes": "hurt_at_bridge",
    "regard": "council",
    "timeline": "march",
    "triggers": "killing",
}
"""A name that a mapping holds, by its key; that of a group of residents for all others."""


def example_of(owner: type[BaseModel], key: str) -> Any:
    """What could be written for a key of a record: text, number, list or mapping, as YAML has it.

    Raises:
        KeyError: of a text for which no example is known.
    """
    own = _OWN.get(f"{owner.__name__}.{key}")
    if own is not None:
        return own
    field = owner.model_fields[key]
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    default = default.value if isinstance(default, Quantity) else default
    if isinstance(default, int | float) and not isinstance(default, bool):
        return _short(default)
    return _value(field.annotation, tuple(field.metadata), key)


def bounds_in(metadata: Iterable[Any]) -> tuple[float | None, float | None]:
    """Least and largest number that what stands beside a type allows; None where nothing does."""
    lows: list[float] = []
    highs: list[float] = []
    for one in (part for outer in metadata for part in (outer, *getattr(outer, "metadata", ()))):
        for keys, found in ((("low", "ge", "gt"), lows), (("high", "le", "lt"), highs)):
            found += [getattr(one, key) for key in keys if getattr(one, key, None) is not None]
    return (lows[0] if lows else None), (highs[0] if highs else None)


def _value(annotation: Any, metadata: tuple[Any, ...], key: str) -> Any:
    for one in metadata:
        if isinstance(one, BeforeValidator) and one.func in WRITTEN:
            return WRITTEN[one.func][1]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(inner[0], (*metadata, *inner[1:]), key)
    if origin is Literal:
        return next(one for one in inner if one != "")
    if origin in (Union, types.UnionType):
        return _value(next(one for one in inner if one is not type(None)), metadata, key)
    if origin is dict:
        return {_NAMES.get(key, "amber"): _value(inner[1], (), key)}
    if origin is tuple:
        return [_value(one, metadata, key) for one in inner if one is not Ellipsis]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        is_number = issubclass(annotation, Quantity)
        return _clipped(0.5, metadata) if is_number else _record(annotation)
    if annotation in (int, float):
        return _clipped({int: 3, float: 0.5}[annotation], metadata)
    return True if annotation is bool else _WORDS[key]


def _record(owner: type[BaseModel]) -> dict[str, Any]:
    """What must be said of a record; of one of which nothing or much must be, what stands first."""
    fields = owner.model_fields
    needed = [key for key, field in fields.items() if field.is_required()]
    said = needed if 0 < len(needed) <= _MOST else list(fields)[:1]
    return {key: example_of(owner, key) for key in said}


def _clipped(value: float, metadata: Iterable[Any]) -> float:
    """The number that lies nearest within the bounds beside its type."""
    low, high = bounds_in(metadata)
    kept = value if low is None else max(value, low)
    kept = kept if high is None else min(kept, high)
    return _short(kept)


def _short(number: float) -> float:
    """A whole number without its point."""
    return int(number) if number == int(number) else number
