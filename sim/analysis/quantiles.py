"""Quantiles over runs: one convention for every table and picture.

A quantile of runs is a value that occurs: the smallest that at least the asked share of runs do
not exceed (definition 1 of Hyndman & Fan 1996, doi:10.1080/00031305.1996.10473566). No run has
three and a half barricades, and no quantile says so.

A quantile of times counts the runs in which it has not come: they wait as long as they were looked
at (Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452). Where it came in fewer runs than the
quantile asks for, the quantile is not reached, which is told as infinity. Quantiles of those in
which it came would say that a rare end comes early.

A quantile of draws from a continuous law, such as the resamples of a bootstrap, lies between two of
them.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

QUANTILES: Final[tuple[float, ...]] = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares that tables and bands show."""
_ROUNDING: Final = 1e-9
"""Less than any share of a run, more than the error of adding shares up."""


def quantiles(values: ArrayLike, at: Sequence[float] = QUANTILES, axis: int = 0) -> Floats:
    """Values that occur, shape (quantile, ...) with the axis of runs left out.

    Args:
        values: of each run, at least one; infinity where a time never comes. Not NaN.
        at: shares of runs [0..1].
        axis: axis of the runs.
    """
    return np.quantile(
        np.asarray(values, np.float64), _places(at), axis=axis, method="inverted_cdf"
    )


def known_medians(values: Floats) -> Floats:
    """Median over the last axis of what is known, shape (...); NaN where nothing is.

    ``numpy.nanquantile`` goes row by row, which takes too long for resamples.

    Args:
        values: shape (..., run), NaN where a run has none.
    """
    ordered = np.sort(values, axis=-1)  # what is not known comes last
    n_known = np.isfinite(values).sum(axis=-1, keepdims=True)
    middle = np.maximum(np.ceil(n_known / 2).astype(np.int64), 1) - 1
    return np.take_along_axis(ordered, middle, axis=-1)[..., 0]


def quantile(values: ArrayLike, at: float) -> float:
    """One quantile of values of shape (run,)."""
    return float(quantiles(values, (at,))[0])


def median(values: ArrayLike) -> float:
    """The least value that half of the runs do not exceed; values of shape (run,)."""
    return quantile(values, 0.5)


def _places(at: Sequence[float]) -> Floats:
    """Shares, each less by what adding shares up may be wrong by."""
    return np.maximum(np.asarray(at, np.float64) - _ROUNDING, 0.0)


def time_quantiles(
    came: Iterable[float], not_yet: Iterable[float] = (), at: Sequence[float] = QUANTILES
) -> Floats:
    """Kaplan-Meier quantiles of the time until something comes, shape (quantile,).

    Args:
        came: time of each run in which it came.
        not_yet: of each other run, how long it was looked at without it having come.
        at: shares of runs [0..1].

    Returns:
        In the unit of the times; infinity where it is not reached, NaN where there are no runs.
    """
    known, open_ = np.array(list(came), np.float64), np.array(list(not_yet), np.float64)
    if not known.size + open_.size:
        return np.full(len(at), np.nan)
    if not open_.size or not known.size or open_.min() >= known.max():
        # looked at to the end: the runs without it are the last ones, whatever the estimator
        return quantiles(np.concatenate([known, np.full(open_.size, np.inf)]), at)
    from scipy.stats import CensoredData, ecdf  # a second to load, and seldom needed

    curve = ecdf(CensoredData(uncensored=known, right=open_)).cdf
    reached = [np.flatnonzero(curve.probabilities >= share - _ROUNDING) for share in at]
    return np.array([curve.quantiles[places[0]] if places.size else np.inf for places in reached])


def weighted_quantiles(values: Floats, weights: Floats, at: Sequence[float]) -> Floats:
    """Quantiles of weighted values: the smallest value with at least that share at or below it."""
    return np.quantile(values, _places(at), weights=weights, method="inverted_cdf")


def draw_quantiles(draws: ArrayLike, at: Sequence[float]) -> Floats:
    """Quantiles of draws from a continuous law, shape (quantile, ...); draws along the first axis.

    Args:
        draws: resamples, or batches; not NaN.
        at: shares [0..1].
    """
    return np.quantile(np.asarray(draws, np.float64), at, axis=0)
