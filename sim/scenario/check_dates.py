"""Checks that a reaction reacts: its condition must not be a date in disguise.

The scenario is played through without its model, as if nothing ever came of what is given: every
number stays where the start puts it, and only what is set at an hour happens, with what follows
from that. A condition that comes true there because time has passed can be met by the clock alone.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from sim.scenario.case import ReferenceTable
from sim.scenario.clock import Clock, parse_duration
from sim.scenario.condition_ranges import Comparison, Joined, Logic, Not
from sim.scenario.conditions import HOURS, Condition, parse
from sim.scenario.nodes import Node
from sim.scenario.time_forms import TIME_FORMAT
from sim.scenario.verbs.table import VERBS
from sim.terms.quantities import QUANTITIES

_STEP: Final = 0.25
"""Hours between two looks at the conditions; no duration is told apart more finely."""

SET_FROM_OUTSIDE: Final = frozenset(
    {
        "decision",
        "meeting",
        "police_deployed",
        "raid",
        "installed",
        "arrest",
        "release",
        "resignation",
    }
)
"""Kinds of events that never come about by themselves: hours since them are hours of the clock."""


class _Waiting(NamedTuple):
    """A reaction that waits.

    Attributes:
        path: its path in the scenario.
        node: the reaction.
        name: name of its entry; empty for a statement, which has none.
        kind: kind of its event.
        condition: what it waits for.
        timed: whether its condition asks for the clock.
        delay: its median delay, h.
        until: hour after which it does not come.
    """

    path: str
    node: Node
    name: str
    kind: str
    condition: Condition
    timed: bool
    delay: float
    until: float


def check_dates(case: ReferenceTable) -> None:
    """Refuse reactions that come true by the clock alone."""
    clock = case.clock
    if clock is None:
        return
    waiting = [found for found in _reactions(case, clock) if found is not None]
    if not any(reaction.timed for reaction in waiting):
        return
    for reaction, hour in _by_the_clock(waiting, _given(case, clock), _start(case, waiting), clock):
        _refuse(case, clock, reaction, hour)


def _refuse(case: ReferenceTable, clock: Clock, reaction: _Waiting, hour: float) -> None:
    emergence = case.root.child("emergence_from")
    start = case.moment(emergence)
    exogenous = reaction.node.child("exogenous")
    if exogenous is not None and exogenous.value is True:
        return
    if start is None and reaction.name:
        return  # without an hour from which all must emerge, an entry may stand at any hour
    if start is not None and hour <= clock.hours(start):
        return
    time = clock.local(hour / clock.tick_hours).strftime(TIME_FORMAT)
    after = f", later than emergence_from, {emergence.text}" if start and emergence else ""
    instead = "wait for something that must come about"
    instead += ", or say exogenous: true" if reaction.name else ""
    message = f"comes true by the clock alone, at {time}{after}; {instead}"
    case.wrong(f"{reaction.path}.when", reaction.node.keys["when"], message)


def _by_the_clock(
    waiting: list[_Waiting], given: list[tuple[float, str]], state: dict[str, float], clock: Clock
) -> Iterator[tuple[_Waiting, float]]:
    """Reactions that only passing time makes true, and the hour at which it does."""
    last: dict[str, float] = {}
    first: dict[str, float] = {}
    coming = sorted(given)
    pending, hour, end = list(waiting), 0.0, clock.days * 24.0
    while pending and hour < end:
        # What is set at an hour is done in the step in which it falls.
        fresh = {name for at, name in coming if at < hour + _STEP}
        coming = [(at, name) for at, name in coming if at >= hour + _STEP]
        for name in fresh:
            last[name] = hour
            first.setdefault(name, hour)
        local = clock.local(hour / clock.tick_hours)
        now = {**state, "hour": local.hour + local.minute / 60, HOURS: hour}
        for reaction in list(pending):
            if not (fresh or reaction.timed) or not reaction.condition.holds(now, last, first):
                continue
            pending.remove(reaction)
            if hour > reaction.until:
                continue
            if reaction.timed and not fresh & reaction.condition.events:
                yield reaction, hour
            names = _named(reaction.name, reaction.kind)
            coming += [(hour + max(reaction.delay, _STEP), name) for name in names]
        hour += _STEP


def _given(case: ReferenceTable, clock: Clock) -> list[tuple[float, str]]:
    """What is set at an hour, with the hour: entries and the kinds of their events."""
    found: list[tuple[float, str]] = []
    for name, entry in case.entries.items():
        at = case.moment(entry.child("at"))
        if at is not None:
            notice = _duration(entry.child("notice"))
            found.append((clock.hours(at), name))
            found += [(clock.hours(at) + notice, kind) for kind in _named("", _kind(entry)) if kind]
    for issue in case.issues.values():
        announced = case.moment(issue.child("announced"))
        found.append((max(0.0, clock.hours(announced)) if announced else 0.0, "decision"))
    return found


def _named(name: str, kind: str) -> list[str]:
    """What conditions call it: its own name, and its kind where that cannot come about otherwise.

    Hours since a kind that can come about by itself, such as a concession, are no date, even where
    a scenario sets one.
    """
    return [name, kind] if kind in SET_FROM_OUTSIDE else [name]


def _start(case: ReferenceTable, waiting: list[_Waiting]) -> dict[str, float]:
    """Every number that is compared, as the start puts it."""
    barricades = case.root.child("initial", "barricades")
    out = case.root.child("initial", "mobilisation")
    start = dict.fromkeys(QUANTITIES, 0.0) | {
        "barricades": float(len(barricades.items)) if barricades else 0.0,
        "people_out": float(out.whole or 0) if out else 0.0,
        "freedom_of_movement": 1.0,
        "cafes_open": 1.0,
        "crossings_open": float(sum(site.controls == "crossing" for site in case.sites.values())),
    }
    numbers = (one for reaction in waiting for one in reaction.condition.numbers.items())
    return {name: start[number.quantity] for name, number in numbers}


def _reactions(case: ReferenceTable, clock: Clock) -> Iterator[_Waiting | None]:
    for name, entry in case.entries.items():
        if case.moment(entry.child("at")) is None:
            yield _waiting(case, clock, f"timeline.{name}", entry, name)
    for name, actor in case.actors.items():
        stated = actor.child("stated")
        for index, statement in enumerate(stated.items if stated else ()):
            yield _waiting(case, clock, f"actors.{name}.stated.{index}", statement, "")


def _waiting(
    case: ReferenceTable, clock: Clock, path: str, node: Node, name: str
) -> _Waiting | None:
    when = node.child("when")
    if when is None or when.text is None:
        return None
    try:
        condition = parse(when.text, case.vocabulary)
    except ValueError:
        return None  # reported where conditions are checked
    until = case.moment(node.child("until"))
    last = clock.hours(until) if until else float("inf")
    kind = _kind(node) if name else ""
    delay = _duration(node.child("after", "median"))
    timed = _asks_the_clock(condition.logic)
    return _Waiting(path, node, name, kind, condition, timed, delay, last)


def _asks_the_clock(logic: Logic) -> bool:
    """Whether a condition compares the hour, or the hours since something."""
    if isinstance(logic, Joined):
        return any(map(_asks_the_clock, logic.parts))
    if isinstance(logic, Not):
        return _asks_the_clock(logic.part)
    return isinstance(logic, Comparison) and (bool(logic.since) or logic.name == "hour")


def _kind(entry: Node) -> str:
    """Kind of the event of an entry; empty when its verb is not known."""
    does = entry.child("does")
    verb = VERBS.get(does.text or "") if does else None
    return verb.kind if verb else ""


def _duration(node: Node | None) -> float:
    """A length of time in hours; 0 when it is missing or cannot be read."""
    if node is None or node.text is None:
        return 0.0
    try:
        return parse_duration(node.text)
    except ValueError:
        return 0.0
