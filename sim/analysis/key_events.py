"""The key events of a crisis: in how many runs each came, when, and when it was observed."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sim.analysis.event_times import EventTimes, event_times
from sim.analysis.event_words import local_hour_words
from sim.results.run import Ensemble, Run
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.scenario.measured import measures_of, outcomes_named
from sim.scenario.observed import ObservedEvent
from sim.scenario.types import Scenario
from sim.terms.measures import Measure
from sim.terms.outcomes import Outcome, Taking
from sim.terms.quantities import QUANTITIES
from sim.terms.words import ENGLISH


class Key(NamedTuple):
    """A key event: words, and the observed events that date it.

    Attributes:
        label: words for it.
        kinds: kinds of observed events that date it; none where none does.
        number: which of several, from 1; -1 for the last.
        where: place of them; empty for any.
    """

    label: str
    kinds: tuple[str, ...]
    number: int = 1
    where: str = ""


KEY_EVENTS: Final[dict[str, Key]] = {
    "sirens_on": Key("sirens", ("sirens_on",)),
    "first_barricade_time": Key("first barricade", ("barricade_built",)),
    "first_crossing_closed_time": Key("first crossing closed", ("crossing_closed",)),
    "shots": Key("first shots", ("shots",)),
    "concession_time": Key("concession", ("concession",)),
    "barricades_gone_time": Key("roads clear", ("barricade_removed",), -1),
}
"""Key events of every case, by a time of ``runs.csv`` or a kind of event."""
LOGGED: Final = ("sirens_on", "shots")
"""Those of them that only the log tells."""


def keys_of(scenario: Scenario) -> dict[str, Key]:
    """Key events of a scenario: those of every case, and the times that it names."""
    measures = {measure.name: measure for measure in measures_of(scenario)}
    named = {
        outcome.name: _key(outcome, outcome.taking, measures)
        for outcome in outcomes_named(scenario)
        if outcome.taking is not None and outcome.taking.is_time
    }
    return KEY_EVENTS | named


def _key(outcome: Outcome, taking: Taking, measures: Mapping[str, Measure]) -> Key:
    """A time that a scenario names, dated by observed events of the same kind.

    Where it is the first time at a level, they count: a second closed crossing makes two. One of
    what is done to somebody has no date: of what was observed nobody knows to whom it was done.
    """
    if not taking.measure:
        kinds = () if taking.of else taking.kinds
        return Key(outcome.label, kinds, 1 if taking.take == "first" else -1, taking.where)
    kind = QUANTITIES[measures[taking.measure].quantity].kind
    kinds = (kind,) if kind and taking.at_least is not None else ()
    return Key(outcome.label, kinds, max(1, math.ceil(taking.at_least or 1)))


def observed_times(
    events: Iterable[ObservedEvent], keys: Mapping[str, Key] = KEY_EVENTS
) -> dict[str, datetime]:
    """Observed local time of each key event that sources give an hour for."""
    dated = [(event.at, event.kind, event.place) for event in events if event.at is not None]
    found: dict[str, datetime] = {}
    for name, key in keys.items():
        times = sorted(
            at
            for at, kind, place in dated
            if kind in key.kinds and (not key.where or place == key.where)
        )
        if len(times) >= key.number and times:
            found[name] = times[-1] if key.number < 0 else times[key.number - 1]
    return found


class KeyEvent(NamedTuple):
    """One key event over all runs.

    Attributes:
        name: a time of ``runs.csv`` or a kind of event.
        label: words for it.
        came: number of runs in which it happened.
        runs: number of runs in which it could: what never began does not end.
        hours: 5, 25, 50, 75 and 95 % Kaplan-Meier quantiles over the runs in which it could, in
            hours since the start of the clock; infinity where one is not reached, empty when it
            never happened.
        median_text: local time of the median, such as "17:45" on the first day and "Mon 16:15"
            on a later one; empty when it is not reached.
        observed: observed hours since the start of the clock, None when not given.
        observed_text: the observed local time in the same words; empty when not given.
    """

    name: str
    label: str
    came: int
    runs: int
    hours: tuple[float, ...]
    median_text: str
    observed: float | None
    observed_text: str


class FirstTicks:
    """First tick of each key event that only the log tells, noted while runs are gone through.

    Attributes:
        of: ticks by kind of event, one of each run in which it emerged, in the order of the runs.
    """

    def __init__(self) -> None:
        self.of: dict[str, list[int]] = {name: [] for name in LOGGED}

    def note(self, run: Run) -> None:
        """Note the events of one more run."""
        seen: set[str] = set()
        for event in run.events:
            kind = event.kind
            if kind in self.of and not event.given and kind not in seen:
                seen.add(kind)
                self.of[kind].append(event.tick)
                if len(seen) == len(self.of):
                    return


def first_ticks_of(runs: Iterable[Run]) -> FirstTicks:
    """First ticks of all runs, which are gone through once."""
    firsts = FirstTicks()
    for run in runs:
        firsts.note(run)
    return firsts


def key_events(
    ensemble: Ensemble,
    rows: Sequence[Row],
    observed: Mapping[str, datetime],
    firsts: FirstTicks | None = None,
    language: str = ENGLISH,
) -> tuple[KeyEvent, ...]:
    """Every key event that happened in some run or was observed, in the order of their hours.

    Args:
        ensemble: the runs.
        rows: their outcomes.
        observed: observed local times by name of key event; may be empty.
        firsts: what the logs of the runs say; None to go through them.
        language: of the hours; labels are said in English.
    """
    clock = ensemble.scenario.clock
    noted = first_ticks_of(ensemble.runs) if firsts is None else firsts
    found: list[KeyEvent] = []
    for name, key in keys_of(ensemble.scenario).items():
        times = _times(name, rows, noted, clock)
        seen = clock.hours(observed[name]) if name in observed else None
        if not times.came and seen is None:
            continue
        hours: tuple[float, ...] = tuple(times.quantiles().tolist()) if times.came else ()
        median = time_words(clock, hours[2], language) if hours and math.isfinite(hours[2]) else ""
        seen_text = "" if seen is None else time_words(clock, seen, language)
        counts = len(times.came), times.runs
        found.append(KeyEvent(name, key.label, *counts, hours, median, seen, seen_text))
    return tuple(sorted(found, key=_hour_of))


def _hour_of(event: KeyEvent) -> float:
    """Hour at which a key event comes, by the runs; by what was observed where it comes in none."""
    if event.hours and math.isfinite(event.hours[2]):
        return event.hours[2]
    return math.inf if event.observed is None else event.observed


def time_words(clock: Clock, hours: float, language: str = ENGLISH) -> str:
    """Local time, with the weekday after the first day, and with the date after the first week."""
    time = clock.local(round(hours * 60) / clock.tick_minutes)
    is_first = time.date() == clock.start.date()
    return f"{time:%H:%M}" if is_first else local_hour_words(clock, hours, language)


def _times(name: str, rows: Sequence[Row], firsts: FirstTicks, clock: Clock) -> EventTimes:
    horizon = clock.n_ticks * clock.tick_hours
    if name not in LOGGED:
        return event_times(rows, name, horizon)
    came = tuple(tick * clock.tick_hours for tick in firsts.of[name])
    return EventTimes(came, (horizon,) * (len(rows) - len(came)))
