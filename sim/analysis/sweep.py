"""Sweeps: an outcome at every point of a grid, with its error, and its paired change.

All points share the chance of their runs, so that the change from one point to another is known
much better than either of them: its interval is that of the differences run by run.
"""

import math
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import Floats, error_of_mean
from sim.analysis.wanted import Wanted, came, values_of
from sim.results.tables import Row
from sim.scenario.clock import Clock

NORMAL: Final = 1.959964
"""97.5 % quantile of the normal law."""
STEPS: Final = (1, 2, 3, 6, 12, 24, 48, 120, 240, 720)
"""Hours between the marks of an axis of times."""
MOST_MARKS: Final = 6


class Estimate(NamedTuple):
    """A mean over runs.

    Attributes:
        mean: the mean; of a condition the share of runs.
        error: its Monte Carlo error; NaN of a single run.
        low: lower end of its 95 % interval; NaN of a single run.
        high: upper end.
    """

    mean: float
    error: float
    low: float
    high: float


class Swept(NamedTuple):
    """One outcome at one point.

    Attributes:
        point: number of the point, from 0.
        outcome: what was asked for.
        here: its mean over the runs of this point.
        change: its mean difference from the same runs of the point of reference.
        runs: number of runs.
        came: runs in which it happened at all.
    """

    point: int
    outcome: Wanted
    here: Estimate
    change: Estimate
    runs: int
    came: int


def swept(
    rows: Sequence[Sequence[Row]],
    outcomes: Sequence[Wanted],
    horizon: float,
    reference: int = 0,
) -> list[Swept]:
    """Every outcome at every point, outcome by outcome.

    Args:
        rows: outcomes of the runs of each point, the same runs in the same order.
        outcomes: what to look at.
        horizon: hours the runs last.
        reference: number of the point that changes are counted from.
    """
    found: list[Swept] = []
    for outcome in outcomes:
        values = np.stack([values_of(of_point, outcome, horizon) for of_point in rows])
        for point, of_point in enumerate(rows):
            here = share_of(values[point]) if outcome.relation else amount_of(values[point])
            change = mean_of(values[point] - values[reference])
            counted = came(of_point, outcome)
            found.append(Swept(point, outcome, here, change, len(of_point), counted))
    return found


def mean_of(values: Floats) -> Estimate:
    """Mean with Student's 95 % interval, values of shape (run,)."""
    mean, error = float(values.mean()), error_of_mean(values)
    half = student(values.size - 1) * error if values.size > 1 else float("nan")
    return Estimate(mean, error, mean - half, mean + half)


def amount_of(values: Floats) -> Estimate:
    """Mean of what cannot be negative, with an interval that is not either."""
    estimate = mean_of(values)
    return estimate._replace(low=max(0.0, estimate.low) if values.size > 1 else estimate.low)


def share_of(values: Floats) -> Estimate:
    """Share of runs with Wilson's 95 % interval, values 0 or 1 of shape (run,).

    Source: Wilson 1927, J. American Statistical Association 22(158).
    """
    n, share = values.size, float(values.mean())
    low, high = wilson(round(share * n), n)
    return Estimate(share, math.sqrt(share * (1 - share) / n), low, high)


def wilson(k: int, n: int) -> tuple[float, float]:
    """95 % interval of a share of k in n; all of [0, 1] when there is none."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = k / n, NORMAL**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = NORMAL / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return (0.0 if k == 0 else centre - half), (1.0 if k == n else centre + half)


def student(freedom: int) -> float:
    """97.5 % quantile of Student's law.

    Exact for one and two degrees of freedom; else the expansion of Fisher and Cornish
    (Abramowitz & Stegun 1964, 26.7.5), good to 0.01 from three degrees on.
    """
    if freedom < 3:
        return (float("nan"), 12.7062, 4.30265)[freedom]
    z, n = NORMAL, float(freedom)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / n + second / n**2 + third / n**3 + fourth / n**4


class Mark(NamedTuple):
    """A mark on an axis of times: hours since the start of the clock, and its words."""

    hours: float
    text: str


def time_marks(clock: Clock, low: float, high: float) -> list[Mark]:
    """Round local times between two hours since the start, at most about six."""
    step = next((step for step in STEPS if (high - low) / step <= MOST_MARKS), STEPS[-1])
    moment = datetime.combine(clock.start.date(), time())
    marks: list[Mark] = []
    while (hours := clock.hours(moment)) <= high:
        if hours >= low:
            hour = f" {moment:%H:%M}" if step < 24 else ""
            marks.append(Mark(hours, f"{moment:%a} {moment.day} {moment:%b}{hour}"))
        moment += timedelta(hours=step)
    return marks


def time_words(clock: Clock, hours: float) -> str:
    """A local time in words, to the minute."""
    moment = clock.local(round(hours * 60) / clock.tick_minutes)
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"
