"""Estimates over runs, each with its Monte Carlo error."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import error_of_share
from sim.analysis.event_times import EventTimes


class Estimate(NamedTuple):
    """A value with its Monte Carlo error; NaN where nothing can be said."""

    value: float
    error: float


NOTHING: Final = Estimate(float("nan"), float("nan"))


def share(hits: Sequence[bool]) -> Estimate:
    """Share of hits, with the error sqrt(p(1 - p)/n)."""
    if not hits:
        return NOTHING
    value = sum(hits) / len(hits)
    return Estimate(value, error_of_share(value, len(hits)))


def quantile(times: EventTimes, q: float) -> Estimate:
    """A quantile, with half the distance of the order statistics one error of rank away.

    NaN where it is not reached, with a NaN error where one of these is not.

    Source: the rank of a sample quantile is binomial, with standard deviation sqrt(n q(1 - q)).

    Args:
        times: values of runs, and of times how long they have not come.
        q: share of runs [0..1].
    """
    if not times.runs:
        return NOTHING
    spread = np.sqrt(q * (1 - q) / times.runs)
    asked = np.clip([q - spread, q, q + spread], 0, 1)
    found = times.quantiles(asked.tolist())
    low, middle, high = np.where(np.isfinite(found), found, np.nan).tolist()
    ranks = np.ceil(times.runs * asked)  # whole ranks lie further apart than what was asked for
    wider = np.ptp(times.runs * asked) / max(np.ptp(ranks), 1)
    return Estimate(middle, float(min(wider, 1) * (high - low) / 2))


def ratio(parts: Sequence[int], wholes: Sequence[int]) -> Estimate:
    """Sum of parts over sum of wholes, with the error of a ratio of sums over independent runs.

    Source: linearised variance of a ratio estimator (Cochran 1977, *Sampling Techniques*, 6.3);
    events of one run are not independent of each other.
    """
    part, whole = np.asarray(parts, np.float64), np.asarray(wholes, np.float64)
    if whole.sum() == 0:
        return NOTHING
    value = float(part.sum() / whole.sum())
    return Estimate(value, float(np.sqrt(((part - value * whole) ** 2).sum()) / whole.sum()))
