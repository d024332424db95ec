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
from sim.analysis.event_words import day_and_month
from sim.analysis.intervals import student_quantile, wilson_interval
from sim.analysis.outcome_queries import OutcomeQuery, count_censored, count_occurred, query_values
from sim.analysis.paired import LEAST_PAIRS, PairedEffect
from sim.analysis.resampling import (
    Groups,
    effective_sample_size,
    mean_effects,
    pair_groups,
    paired_share_effect,
)
from sim.analysis.time_axis import AxisTick
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.terms.outcomes import LEAST_NONZERO
from sim.terms.words import ENGLISH

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


class GridPoint(NamedTuple):
    """One outcome at one point.

    Attributes:
        point: number of the point, from 0.
        outcome: what was asked for.
        here: its mean over the runs of this point.
        change: its mean difference from the same runs of the point of reference.
        runs: number of runs.
        occurred: runs in which it happened at all.
        censored: runs that end before it came or ceased, and count to their end.
        differ: runs that differ from the same ones of the point of reference.
        nonzero: runs with any of what is counted; None where that does not matter.
    """

    point: int
    outcome: OutcomeQuery
    here: Estimate
    change: Estimate
    runs: int
    occurred: int
    censored: int = 0
    differ: int = 0
    nonzero: int | None = None

    @property
    def is_rare(self) -> bool:
        """Whether so few runs have any that a mean says little: their number is told."""
        return self.nonzero is not None and self.nonzero < LEAST_NONZERO

    @property
    def is_clear(self) -> bool:
        """Whether the change is more than chance, looked at by itself, and not of a few runs."""
        is_off = self.change.low > 0 or self.change.high < 0
        return is_off and self.differ >= LEAST_PAIRS


def estimate_grid(
    rows: Sequence[Sequence[Row]],
    outcomes: Sequence[OutcomeQuery],
    horizon: float,
    reference: int = 0,
    *,
    n_sets: int = 0,
) -> list[GridPoint]:
    """Every outcome at every point, outcome by outcome.

    Args:
        rows: outcomes of the runs of each point, the same runs in the same order.
        outcomes: what to look at.
        horizon: hours the runs last.
        reference: number of the point that changes are counted from.
        n_sets: parameter sets that the runs take in turn; 0 when all have the same. Runs of one
            set are not independent of each other, and are drawn together.
    """
    found: list[GridPoint] = []
    groups = pair_groups(len(rows[0]), min(n_sets, len(rows[0])))
    for outcome in outcomes:
        values = np.stack([query_values(of_point, outcome, horizon) for of_point in rows])
        for point, of_point in enumerate(rows):
            differences = values[point] - values[reference]
            change = _change(differences, groups, is_share=bool(outcome.relation))
            cut = (
                0
                if outcome.relation
                else count_censored(of_point, outcome.column, is_time=outcome.kind == "time")
            )
            found.append(
                GridPoint(
                    point, outcome, _here(values[point], outcome, groups), change, len(of_point),
                    count_occurred(of_point, outcome), cut, int((differences != 0).sum()),
                    _nonzero(values[point], outcome),
                )
            )  # fmt: skip
    return found


def _nonzero(values: Floats, outcome: OutcomeQuery) -> int | None:
    is_rare = outcome.is_rare and not outcome.relation
    return int((values != 0).sum()) if is_rare else None


def _here(values: Floats, outcome: OutcomeQuery, groups: Groups) -> Estimate:
    if outcome.relation:
        return share_of(values, effective_sample_size(values, groups))
    if groups.max() + 1 == values.size:
        return mean_of(values) if outcome.is_of_users else amount_of(values)
    estimate = _estimate(mean_effects(values[:, None], groups)[0])
    return estimate if outcome.is_of_users else estimate._replace(low=max(0.0, estimate.low))


def _change(differences: Floats, groups: Groups, *, is_share: bool) -> Estimate:
    """Mean of paired differences: of shares also sure of itself where few pairs or none differ."""
    if is_share:
        return _estimate(paired_share_effect(differences, groups))
    if groups.max() + 1 == differences.size:
        return mean_of(differences)
    return _estimate(mean_effects(differences[:, None], groups)[0])


def _estimate(effect: PairedEffect) -> Estimate:
    return Estimate(effect.value, effect.error, effect.low, effect.high)


def mean_of(values: Floats) -> Estimate:
    """Mean with Student's 95 % interval, values of shape (run,)."""
    mean, error = float(values.mean()), error_of_mean(values)
    half = student_quantile(values.size - 1) * error if values.size > 1 else float("nan")
    return Estimate(mean, error, mean - half, mean + half)


def amount_of(values: Floats) -> Estimate:
    """Mean of what cannot be negative, with an interval that is not either."""
    estimate = mean_of(values)
    return estimate._replace(low=max(0.0, estimate.low) if values.size > 1 else estimate.low)


def share_of(values: Floats, worth: float | None = None) -> Estimate:
    """Share of runs with Wilson's 95 % interval, values 0 or 1 of shape (run,).

    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.

    Args:
        values: of each run.
        worth: number of independent runs that these are worth; None for all of them.
    """
    n, k = values.size, float(values.sum())
    share, worth = k / n, float(n) if worth is None else worth
    # of as many as they are worth the same share: none and all stay so exactly
    low, high = wilson_interval(worth if k == n else share * worth, worth)
    return Estimate(share, math.sqrt(share * (1 - share) / worth), low, high)


def time_marks(clock: Clock, low: float, high: float, language: str = ENGLISH) -> list[AxisTick]:
    """Round local times between two hours since the start, at most about six."""
    step = next((step for step in STEPS if (high - low) / step <= MOST_MARKS), STEPS[-1])
    moment = datetime.combine(clock.start.date(), time())
    marks: list[AxisTick] = []
    while (hours := clock.hours(moment)) <= high:
        if hours >= low:
            hour = f" {moment:%H:%M}" if step < 24 else ""
            day, month = day_and_month(moment, language)
            marks.append(AxisTick(hours, f"{day} {moment.day} {month}{hour}"))
        moment += timedelta(hours=step)
    return marks


def time_words(clock: Clock, hours: float) -> str:
    """A local time in words, to the minute."""
    moment = clock.local(round(hours * 60) / clock.tick_minutes)
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"
