"""The time axis of a picture: how far it goes, its days, and its marks."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import Floats
from sim.analysis.event_words import day_and_month
from sim.analysis.outcomes import status_of
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.terms.words import ENGLISH, words

OVER_SHARE: Final = 0.95
"""A picture runs on until this share of the crises that end is over ..."""
AFTERMATH_HOURS: Final = 12.0
"""... and this much longer,"""
LEAST_HOURS: Final = 36.0
"""... but at least this long."""
MOST_DAYS: Final = 20
"""Most days that are marked one by one."""


class AxisTick(NamedTuple):
    """A mark on the time axis: hours since the start of the clock, and its words."""

    hours: float
    text: str


class TimeAxis(NamedTuple):
    """The time axis of a picture, in hours since the start of the clock.

    Attributes:
        hours: where the values of a curve stand, shape (value,); none beyond the end of the axis.
        until: end of the axis.
        days: midnights within it, each with the day that begins.
        counts: what the marks count: hours of the day or days of the month.
        marks: what is marked within it.
    """

    hours: Floats
    until: float
    days: tuple[AxisTick, ...]
    counts: str
    marks: tuple[AxisTick, ...]

    @property
    def shown(self) -> slice:
        """The part of a curve over the whole clock that lies within the axis."""
        return slice(0, self.hours.size)


def time_axis(
    clock: Clock, until: float, step: float | None = None, language: str = ENGLISH
) -> TimeAxis:
    """The time axis of a picture.

    Args:
        clock: tells local times.
        until: end of the axis, hours since the start of the clock.
        step: hours from one value of a curve to the next; None for a tick.
        language: of the names of days.
    """
    step = clock.tick_hours if step is None else step
    whole = round(clock.n_ticks * clock.tick_hours / step)
    counts, marks = hour_marks(clock, until, language)
    return TimeAxis(
        hours=np.arange(float(min(int(until / step) + 1, whole))) * step,
        until=until,
        days=midnights(clock, until, language),
        counts=counts,
        marks=marks,
    )


def shown_until(rows: Sequence[Row], clock: Clock) -> float:
    """Hours since the start of the clock at which the picture ends.

    Twelve hours after 95 % of the first crises that end are over, at least 36 hours; the whole
    length of the runs when most go on to the end. A few that never end would else squeeze the days
    on which everything happens into a corner; the picture says how many they are.
    """
    whole = clock.n_ticks * clock.tick_hours
    ends = sorted(end for row in rows if isinstance(end := row["first_calm_time"], int | float))
    n_open = sum(status_of(row, "first_calm_time") == "censored" for row in rows)
    if n_open > len(ends):
        return whole
    if not ends:
        return min(LEAST_HOURS, whole)
    over = ends[int(np.ceil(OVER_SHARE * len(ends))) - 1]
    return float(min(max(over + AFTERMATH_HOURS, LEAST_HOURS), whole))


def is_open(row: Row) -> bool:
    """Whether a run ended in the midst of a crisis."""
    return status_of(row, "crisis_end_time") == "censored"


def midnights(clock: Clock, until: float, language: str = ENGLISH) -> tuple[AxisTick, ...]:
    """The start of the clock and every midnight before ``until``, each with its day in words."""
    day = datetime.combine(clock.start.date(), time())
    starts: list[AxisTick] = []
    while (hours := clock.hours(day)) < until:
        name, month = day_and_month(day, language)
        starts.append(AxisTick(max(hours, 0.0), " ".join((name, str(day.day), month))))
        day += timedelta(days=1)
    return tuple(starts)


def hour_marks(
    clock: Clock, until: float, language: str = ENGLISH
) -> tuple[str, tuple[AxisTick, ...]]:
    """What the time axis counts, and its marks up to ``until``.

    Round local hours: every 3 hours of a short picture, 6 or 12 of a longer one; days of the month
    when a week is not enough.
    """
    step = next((step for step, most in ((3, 48), (6, 84), (12, 168)) if until <= most), 0)
    days = int(np.ceil(until / 24 / MOST_DAYS))
    stride = timedelta(hours=step) if step else timedelta(days=days)
    moment = datetime.combine(clock.start.date(), time())
    marks: list[AxisTick] = []
    while (hours := clock.hours(moment)) <= until:
        if hours >= 0:
            marks.append(AxisTick(hours, f"{moment:%H}" if step else str(moment.day)))
        moment += stride
    return words("counts_hours" if step else "counts_days", language), tuple(marks)
