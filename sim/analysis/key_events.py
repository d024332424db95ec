"""The key events of a crisis: in how many runs each came, when, and when it was observed."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple

from sim.analysis.event_times import EventTimes, event_times
from sim.results.run import Ensemble, Run
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.scenario.observed import ObservedEvent
from sim.terms.outcomes import BY_NAME


class Key(NamedTuple):
    """A key event: words, the kind of observed event that dates it, and which of several."""

    label: str
    kind: str
    which: Literal["first", "last"]


KEY_EVENTS: Final[dict[str, Key]] = {
    "sirens_on": Key("sirens", "sirens_on", "first"),
    "first_barricade_time": Key("first barricade", "barricade_built", "first"),
    "both_crossings_closed_time": Key("crossings closed", "crossing_closed", "last"),
    "shots": Key("first shots", "shots", "first"),
    "kfor_bridge_time": Key("bridge held", "bridge_held", "first"),
    "concession_time": Key("concession", "concession", "first"),
    "barricades_gone_time": Key("roads clear", "barricade_removed", "last"),
}
"""Key events in the order they are shown, by a time of ``runs.csv`` or a kind of event."""


def observed_times(events: Iterable[ObservedEvent]) -> dict[str, datetime]:
    """Observed local time of each key event that sources give an hour for."""
    dated = [(event.kind, event.at) for event in events if event.at is not None]
    found: dict[str, datetime] = {}
    for name, key in KEY_EVENTS.items():
        times = [at for kind, at in dated if kind == key.kind]
        if times:
            found[name] = min(times) if key.which == "first" else max(times)
    return found


DAYS_OF_WEEK: Final = 7


class KeyEvent(NamedTuple):
    """One key event over all runs.

    Attributes:
        name: key of :data:`KEY_EVENTS`.
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
        self.of: dict[str, list[int]] = {name: [] for name in KEY_EVENTS if name not in BY_NAME}

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
) -> tuple[KeyEvent, ...]:
    """Every key event that happened in some run or was observed.

    Args:
        ensemble: the runs.
        rows: their outcomes.
        observed: observed local times by key of :data:`KEY_EVENTS`; may be empty.
        firsts: what the logs of the runs say; None to go through them.
    """
    clock = ensemble.scenario.clock
    noted = first_ticks_of(ensemble.runs) if firsts is None else firsts
    found: list[KeyEvent] = []
    for name, key in KEY_EVENTS.items():
        times = _times(name, rows, noted, clock)
        seen = clock.hours(observed[name]) if name in observed else None
        if not times.came and seen is None:
            continue
        hours: tuple[float, ...] = tuple(times.quantiles().tolist()) if times.came else ()
        median = time_words(clock, hours[2]) if hours and math.isfinite(hours[2]) else ""
        seen_text = "" if seen is None else time_words(clock, seen)
        counts = len(times.came), times.runs
        found.append(KeyEvent(name, key.label, *counts, hours, median, seen, seen_text))
    return tuple(found)


def time_words(clock: Clock, hours: float) -> str:
    """Local time, with the weekday after the first day, and with the date after the first week."""
    time = clock.local(round(hours * 60) / clock.tick_minutes)
    days = (time.date() - clock.start.date()).days
    if days < DAYS_OF_WEEK:
        return f"{time:%a %H:%M}" if days else f"{time:%H:%M}"
    return f"{time.day} {time:%b %H:%M}"


def _times(name: str, rows: Sequence[Row], firsts: FirstTicks, clock: Clock) -> EventTimes:
    horizon = clock.n_ticks * clock.tick_hours
    if name in BY_NAME:
        return event_times(rows, name, horizon)
    came = tuple(tick * clock.tick_hours for tick in firsts.of[name])
    return EventTimes(came, (horizon,) * (len(rows) - len(came)))
