"""What can be decided otherwise in the midst of a run, and what would need another past.

State that only the start of a run makes - who is there, how the population is made, what was so
before the clock began - cannot be changed at a later hour without changing how the run came to that
hour. What is decided anew at every tick can.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from sim.scenario.timeline import Entry
from sim.scenario.types import Scenario

POPULATION: Final = ("adult_share", "cost_mean", "cost_sd")
"""Parameters of mobilisation from which every resident is made at the start."""
DECIDED: Final = frozenset(
    {
        "posture", "stated", "size", "answers_to", "protects", "addresses", "guarantees",
        "hotline_to", "higher", "holds", "watches", "audience", "opposes",
    }
)  # fmt: skip
"""Keys of an actor that are read at every tick; the others say who is there."""
OPEN: Final = frozenset({"takes_effect", "ends", "enforced", "salience", "deals", "what", "where"})
"""Keys of an issue that are read at every tick."""
UNREAD: Final = frozenset({"title", "about", "emergence_from", "observed", "kinds"})
"""Keys of a scenario that the model never reads."""
NOTES: Final = frozenset({"source", "assumed", "observed"})
"""What a value is based on; the model never reads it."""
INSTEAD: Final = (
    "from the fork on can change: postures and statements of actors, parameters, mechanisms, "
    "entries of the timeline still to come, and dates, salience and deals of issues; for another "
    "past, run the scenario itself with --set"
)
PAST: Final = "would need another past"


class PastChange(NamedTuple):
    """A difference between two scenarios that reaches back before the fork.

    Attributes:
        path: path of keys, such as ``initial.network``.
        value: what it would be, as plain data; None when it is dropped.
        message: why it cannot be, and what can be changed instead.
    """

    path: str
    value: Any
    message: str


class _Fork(NamedTuple):
    """Two scenarios of one clock, the tick at which one takes over, and its hour in words."""

    base: Scenario
    otherwise: Scenario
    tick: int
    hour: str

    def is_past(self, time: datetime | None) -> bool:
        return time is not None and self.base.clock.tick(time) < self.tick


def past_changes(base: Scenario, otherwise: Scenario, tick: int) -> list[PastChange]:
    """Every difference that cannot take effect at a tick; empty when all can.

    Args:
        base: the scenario as it was.
        otherwise: the scenario from the fork on.
        tick: first tick that is decided otherwise.
    """
    local = base.clock.local(tick)
    fork = _Fork(base, otherwise, tick, f"{local:%Y-%m-%d %H:%M}")
    before, after = (plan.model_dump(mode="json") for plan in (base, otherwise))
    found: list[PastChange] = []
    for group in before:
        if group in UNREAD or before[group] == after[group]:
            continue
        find = _GROUPS.get(group)
        if find is None:
            found += _fixed(group, before[group], after[group])
        else:
            found += find(fork, before[group], after[group])
    return found


def _fixed(group: str, before: Any, after: Any) -> Iterator[PastChange]:
    """Whole groups that only the start reads."""
    if not isinstance(before, Mapping):
        yield PastChange(group, after, _WHY.get(group, "is fixed for a run"))
        return
    for key in before:
        if key not in NOTES and _bare(before[key]) != _bare(after[key]):
            path = f"{group}.{key}"
            why = _WHY.get(path) or _WHY.get(group, "is fixed for a run")
            yield PastChange(path, _bare(after[key]), why)


_WHY: Final = {
    "initial": "is the state at the start of the clock: it " + PAST,
    "forces": "is who was there at the start of the clock: it " + PAST,
    "clock": "is the clock of the run: it " + PAST,
    "world": "is another world: it " + PAST,
    "name": "names another scenario, and a fork is of one",
    "ensemble.seed": "is other chance, before and after (--seed is the seed of both futures)",
    "ensemble.runs": "is not decided in a run (--runs N forks many runs at once)",
    "ensemble.posture": "is how private postures were drawn at the start: it " + PAST,
    "ensemble.one_in": "is how the population was made at the start: it " + PAST,
}


def _parameters(
    _fork: _Fork, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[PastChange]:
    for key in POPULATION:
        one, other = (_bare(group["mobilisation"][key]) for group in (before, after))
        if one["value"] != other["value"]:
            why = "is what every resident was made from at the start: it " + PAST
            yield PastChange(f"parameters.mobilisation.{key}", other["value"], why)


def _any_hour(*_: object) -> Iterator[PastChange]:
    """A mechanism can be switched, and a mandate changed, at any hour."""
    return iter(())


def _actors(
    _fork: _Fork, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[PastChange]:
    yield from _come_and_gone("actors", "who takes part", before, after)
    for name in before.keys() & after.keys():
        one, other = before[name], after[name]
        for key in one.keys() | other.keys():
            was, is_now = one.get(key), other.get(key)
            path = f"actors.{name}.{key}"
            if key in NOTES or _bare(was) == _bare(is_now):
                continue
            if key not in DECIDED:
                yield PastChange(path, is_now, f"says who took part: it {PAST}")
        yield from _readiness(name, one, other)


def _readiness(
    name: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[PastChange]:
    """An army's readiness is that of the start."""
    was, is_now = (actor.get("posture", {}).get("readiness") for actor in (before, after))
    if _bare(was) != _bare(is_now):
        message = f"is its readiness at the start: it {PAST}"
        yield PastChange(f"actors.{name}.posture.readiness", is_now, message)


def _come_and_gone(
    group: str, words: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[PastChange]:
    for name in before.keys() ^ after.keys():
        value = ... if name in after else None
        yield PastChange(f"{group}.{name}", value, f"changes {words}: it {PAST}")


def _means(
    _fork: _Fork, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[PastChange]:
    yield from _come_and_gone("means", "what can be called for from the start", before, after)


def _issues(
    fork: _Fork, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[PastChange]:
    yield from _come_and_gone("issues", "what is contested from the start", before, after)
    for name in before.keys() & after.keys():
        for key, is_now in after[name].items():
            if key in NOTES or _bare(before[name][key]) == _bare(is_now):
                continue
            path = f"issues.{name}.{key}"
            if key not in OPEN:
                yield PastChange(path, is_now, f"was settled before the fork: it {PAST}")
        for key in ("takes_effect", "ends"):
            was, is_now = (getattr(p.issues[name], key) for p in (fork.base, fork.otherwise))
            if was == is_now:
                continue
            path = f"issues.{name}.{key}"
            if fork.is_past(was):
                message = f"had come at {_time(was)}, before the fork at {fork.hour}"
                yield PastChange(path, _time(is_now), message)
            elif fork.is_past(is_now):
                message = f"is before the fork at {fork.hour}; write that hour or a later one"
                yield PastChange(path, _time(is_now), message)


def _timeline(fork: _Fork, _before: object, _after: object) -> Iterator[PastChange]:
    base, otherwise = fork.base.timeline, fork.otherwise.timeline
    for name in {**base, **otherwise}:
        was, is_now = base.get(name), otherwise.get(name)
        if _does(was) == _does(is_now):
            continue
        at = None if is_now is None else is_now.at
        if was is not None and fork.is_past(was.at):
            message = (
                f"happened at {_time(was.at)}, before the fork at {fork.hour}; add an entry that "
                "undoes it from then on (deploy and withdraw, enforce and suspend, ...)"
            )
            yield PastChange(f"timeline.{name}", None if is_now is None else ..., message)
        elif fork.is_past(at):
            message = f"is before the fork at {fork.hour}; write that hour or a later one"
            yield PastChange(f"timeline.{name}.at", _time(at), message)


_GROUPS: Final = {
    "parameters": _parameters,
    "hours": _any_hour,
    "mandates": _any_hour,
    "means": _means,
    "mechanisms": _any_hour,
    "actors": _actors,
    "issues": _issues,
    "timeline": _timeline,
}
"""Groups of which some can change, and what finds those that cannot."""


def _does(entry: Entry | None) -> Any:
    return None if entry is None else _bare(entry.model_dump(mode="json"))


def _time(time: datetime | None) -> str | None:
    return None if time is None else f"{time:%Y-%m-%d %H:%M}"


def _bare(data: Any) -> Any:
    """Plain data without notes."""
    if isinstance(data, Mapping):
        return {key: _bare(value) for key, value in data.items() if key not in NOTES}
    if isinstance(data, list | tuple):
        return [_bare(value) for value in data]
    return data
