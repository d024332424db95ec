"""The numbers behind the escalation picture, ready to be drawn."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import (
    Bands,
    Floats,
    bands,
    rung_probabilities,
    share_at_least,
    share_from,
)
from sim.analysis.key_events import FirstTicks, KeyEvent, key_events
from sim.analysis.outcomes import time_status
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.terms.ladder import TOP_RUNG

OVER_SHARE: Final = 0.95
"""The picture runs on until this share of the crises that end is over ..."""
AFTERMATH_HOURS: Final = 12.0
"""... and this much longer,"""
LEAST_HOURS: Final = 36.0
"""... but at least this long."""
MOST_DAYS: Final = 20
"""Most days that are marked one by one."""
CURVES: Final = ("intensity", "people_out", "south_crowd", "barricades", "crossings_closed")
OBSTRUCTION: Final = 3


class Tick(NamedTuple):
    """A mark on the time axis: hours since the start of the clock, and its words."""

    hours: float
    text: str


class Escalation(NamedTuple):
    """What the escalation picture shows.

    Attributes:
        title: title of the scenario.
        n_runs: number of runs.
        seed: seed of the ensemble.
        hours: start of each tick, hours since the start of the clock, shape (tick,);
            cut off where the axis ends.
        shown_until: end of the time axis, hours since the start of the clock.
        days: midnights within the axis, with the day that begins.
        counts: what the marks of the axis count: hours of the day or days of the month.
        marks: what is marked within the axis.
        p_open: share of runs that end in the midst of a crisis [0..1].
        n_days: days each run lasts.
        p_rung: share of runs on each rung, given events left out, shape (9, tick).
        p_given: share of runs on rung 3 or higher with given events counted, shape (tick,).
        p_peak: share of runs that reach each rung 1..8, shape (8,).
        curves: bands of each of :data:`CURVES`.
        events: the key events.
    """

    title: str
    n_runs: int
    seed: int
    hours: Floats
    shown_until: float
    days: tuple[Tick, ...]
    counts: str
    marks: tuple[Tick, ...]
    p_open: float
    n_days: int
    p_rung: Floats
    p_given: Floats
    p_peak: Floats
    curves: Mapping[str, Bands]
    events: tuple[KeyEvent, ...]


def escalation_of(
    ensemble: Ensemble,
    rows: Sequence[Row],
    observed: Mapping[str, datetime] | None = None,
    *,
    by_measure: Mapping[str, Bands] | None = None,
    firsts: FirstTicks | None = None,
) -> Escalation:
    """Prepare the escalation picture of an ensemble.

    Args:
        ensemble: the runs; not empty.
        rows: their outcomes.
        observed: observed local times of key events, by name; None when there are none.
        by_measure: bands of all of :data:`CURVES` over all ticks; None to compute what is shown.
        firsts: what the logs of the runs say of key events; None to go through them.
    """
    clock = ensemble.scenario.clock
    until = shown_until(rows, clock)
    peaks = [float(row["peak_rung"] or 0) for row in rows]
    counts, marks = hour_marks(clock, until)
    shown = slice(0, int(until / clock.tick_hours) + 1)
    return Escalation(
        title=ensemble.scenario.title,
        n_runs=len(rows),
        seed=ensemble.seed,
        hours=np.arange(float(clock.n_ticks))[shown] * clock.tick_hours,
        shown_until=until,
        days=midnights(clock, until),
        counts=counts,
        marks=marks,
        p_open=sum(is_open(row) for row in rows) / len(rows),
        n_days=clock.days,
        p_rung=rung_probabilities(ensemble.measure("rung")[:, shown]),
        p_given=share_from(ensemble.measure("rung_with_given")[:, shown], OBSTRUCTION),
        p_peak=share_at_least(peaks, range(1, TOP_RUNG + 1)),
        curves={name: _shown(name, ensemble, shown, by_measure) for name in CURVES},
        events=key_events(ensemble, rows, observed or {}, firsts),
    )


def _shown(
    name: str, ensemble: Ensemble, shown: slice, by_measure: Mapping[str, Bands] | None
) -> Bands:
    """Bands of one curve, cut off where the axis ends."""
    if by_measure is None:
        return bands(ensemble.measure(name)[:, shown])
    return Bands(*(values[shown] for values in by_measure[name]))


def shown_until(rows: Sequence[Row], clock: Clock) -> float:
    """Hours since the start of the clock at which the picture ends.

    Twelve hours after 95 % of the crises that end are over, at least 36 hours; the whole length of
    the runs when most crises go on to the end. A few that never end would else squeeze the days on
    which everything happens into a corner; the caption says how many they are.
    """
    whole = clock.n_ticks * clock.tick_hours
    ends = sorted(end for row in rows if isinstance(end := row["crisis_end_time"], int | float))
    n_open = sum(is_open(row) for row in rows)
    if n_open > len(ends):
        return whole
    if not ends:
        return min(LEAST_HOURS, whole)
    over = ends[int(np.ceil(OVER_SHARE * len(ends))) - 1]
    return float(min(max(over + AFTERMATH_HOURS, LEAST_HOURS), whole))


def is_open(row: Row) -> bool:
    """Whether a run ended in the midst of a crisis."""
    return time_status(row)["crisis_end_time"] == "censored"


def midnights(clock: Clock, until: float) -> tuple[Tick, ...]:
    """The start of the clock and every midnight before ``until``, each with its day in words."""
    day = datetime.combine(clock.start.date(), time())
    starts: list[Tick] = []
    while (hours := clock.hours(day)) < until:
        starts.append(Tick(max(hours, 0.0), f"{day:%a} {day.day} {day:%b}"))
        day += timedelta(days=1)
    return tuple(starts)


def hour_marks(clock: Clock, until: float) -> tuple[str, tuple[Tick, ...]]:
    """What the time axis counts, and its marks up to ``until``.

    Round local hours: every 3 hours of a short picture, 6 or 12 of a longer one; days of the month
    when a week is not enough.
    """
    step = next((step for step, most in ((3, 48), (6, 84), (12, 168)) if until <= most), 0)
    days = int(np.ceil(until / 24 / MOST_DAYS))
    stride = timedelta(hours=step) if step else timedelta(days=days)
    moment = datetime.combine(clock.start.date(), time())
    marks: list[Tick] = []
    while (hours := clock.hours(moment)) <= until:
        if hours >= 0:
            marks.append(Tick(hours, f"{moment:%H}" if step else str(moment.day)))
        moment += stride
    return ("hour of the day" if step else "day of the month"), tuple(marks)
