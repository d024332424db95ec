"""Paired differences of two arms: the same runs with the same chance, and one thing different.

Each statistic compares a column of outcomes over runs of the base with the same column over the
same runs of the variant. Intervals come from a bootstrap over pairs, so that what the two arms
share cancels (Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, chapter 13).
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bootstrap import INTERVAL, bootstrap_places
from sim.analysis.quantiles import Floats, draw_quantiles, known_medians, quantiles

Verdict = Literal["needed", "smaller than required", "not clear", "wrong way", "nothing to compare"]

Outcomes = Mapping[str, float | str | None]
"""Outcomes of one run by column; None means that it never happened."""

NAN: Final = float("nan")
LEAST_PAIRS: Final = 6
"""Pairs that must tell before anything counts as clear: six of one sign are one chance in 32."""
SUBTRACTED: Final = frozenset({"mean_difference", "median_difference"})
"""Statistics that need a value in both arms of a pair."""


class PairedEffect(NamedTuple):
    """A paired difference.

    Attributes:
        value: the statistic over all pairs; NaN when they say nothing about it.
        error: its standard error, from the bootstrap.
        low: lower end of the 95 % interval.
        high: upper end.
        n: pairs that tell: those with a value in both arms where pairs are subtracted, else all.
    """

    value: float
    error: float
    low: float
    high: float
    n: int


class Ablated(NamedTuple):
    """What changed when a mechanism was switched off.

    Attributes:
        mechanism: its switch.
        text: what must change, in words.
        condition: what was different from the scenario in both arms; empty when nothing.
        unit: unit of the change; empty for a share of it, or a ratio.
        least: least change, with its sign.
        neutral: value that says that nothing changes: 0, of a ratio 1.
        effect: without the mechanism against with it.
        pairs: number of pairs of runs.
    """

    mechanism: str
    text: str
    condition: str
    unit: str
    least: float
    neutral: float
    effect: PairedEffect
    pairs: int

    @property
    def verdict(self) -> Verdict:
        """Whether the mechanism is needed for this outcome, as far as the pairs can tell."""
        return judge_effect(self.effect, self.least, self.neutral)

    def relative(self, value: float) -> float:
        """A value of the effect in multiples of the least change: 1 is just enough."""
        return (value - self.neutral) / (self.least - self.neutral)


def judge_effect(effect: PairedEffect, least: float, neutral: float = 0.0) -> Verdict:
    """Judge an effect by its sign, its interval and its size.

    Args:
        effect: with its 95 % interval.
        least: least change, with its sign.
        neutral: value that says that nothing changes.
    """
    if not np.isfinite(effect.value):
        return "nothing to compare"
    sign = 1 if least > neutral else -1
    ends = sorted(sign * (end - neutral) for end in (effect.low, effect.high))
    if ends[1] < 0 and effect.n >= LEAST_PAIRS:
        return "wrong way"
    if ends[0] <= 0 or effect.n < LEAST_PAIRS:
        return "not clear"
    enough = sign * (effect.value - least) >= 0
    return "needed" if enough else "smaller than required"


def paired_effect(
    base: Sequence[Outcomes], variant: Sequence[Outcomes], statistic: str, column: str
) -> PairedEffect:
    """Compare two arms run by run.

    Args:
        base: outcomes of each run of the base.
        variant: outcomes of the same runs of the variant, in the same order.
        statistic: name of one of :data:`PAIRED`.
        column: a column of outcomes, or "column>=number" for whether it is reached (1 or 0).

    Raises:
        ValueError: when the runs are not the same, or statistic or column are not known.
    """
    if [row["run"] for row in base] != [row["run"] for row in variant] or not base:
        message = "both arms must have the same runs, at least one"
        raise ValueError(message)
    if statistic not in PAIRED:
        message = f"statistic = {statistic!r}: write one of {', '.join(PAIRED)}"
        raise ValueError(message)
    compare = PAIRED[statistic]
    pairs = np.stack([column_of(base, column), column_of(variant, column)])
    drawn = bootstrap_places(pairs.shape[1])
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)  # a resample may hold no value at all
        value = float(compare(pairs[0], pairs[1]))
        resampled = compare(pairs[0][drawn], pairs[1][drawn])
    n = _telling(pairs, statistic)
    known = resampled[np.isfinite(resampled)]
    if not np.isfinite(value) or not known.size:
        return PairedEffect(NAN, NAN, NAN, NAN, n)
    low, high = draw_quantiles(known, INTERVAL)
    return PairedEffect(value, float(known.std()), float(low), float(high), n)


def _telling(pairs: Floats, statistic: str) -> int:
    if statistic not in SUBTRACTED:
        return pairs.shape[1]
    return int(np.isfinite(pairs).all(axis=0).sum())


def column_of(rows: Sequence[Outcomes], column: str) -> Floats:
    """A column as numbers, shape (run,); NaN where it never happened.

    Raises:
        ValueError: when there is no such column of numbers.
    """
    name, reaches, level = column.partition(">=")
    try:
        values = [row[name] for row in rows]
        least = float(level) if reaches else 0.0
    except (KeyError, ValueError):
        message = f"column = {column!r}: no such column"
        raise ValueError(message) from None
    if any(isinstance(value, str) for value in values):
        message = f"column = {column!r}: not a number"
        raise ValueError(message)
    numbers = np.array([np.nan if value is None else value for value in values], np.float64)
    return (np.nan_to_num(numbers, nan=-np.inf) >= least).astype(np.float64) if reaches else numbers


def _happened(values: Floats) -> NDArray[np.bool_]:
    return np.isfinite(values) & (values != 0)


def _share_difference(base: Floats, variant: Floats) -> Floats:
    """Share of runs in which it happened, or is above zero: variant minus base."""
    return _happened(variant).mean(axis=-1) - _happened(base).mean(axis=-1)


def _share_in_variant(base: Floats, variant: Floats) -> Floats:  # noqa: ARG001 - one signature
    """Share of runs of the variant in which it happened, or is above zero."""
    return _happened(variant).mean(axis=-1)


def _mean_difference(base: Floats, variant: Floats) -> Floats:
    """Mean of variant minus base over the pairs in which both have a value."""
    return np.nanmean(variant - base, axis=-1)


def _median_difference(base: Floats, variant: Floats) -> Floats:
    """Median of variant minus base over the pairs in which both have a value."""
    return known_medians(variant - base)


def _difference_of_medians(base: Floats, variant: Floats) -> Floats:
    """Median of the variant minus median of the base, over all runs of each.

    A time that never came counts as later than any; NaN or infinite where a median is not reached.
    """
    return _order(variant, (0.5,))[0] - _order(base, (0.5,))[0]


def _order(values: Floats, at: Sequence[float]) -> Floats:
    """Quantiles over the last axis, shape (quantile, ...); what never came is later than any."""
    return quantiles(np.nan_to_num(values, nan=np.inf, posinf=np.inf), at, axis=-1)


def _ratio_of_means(base: Floats, variant: Floats) -> Floats:
    """Mean of the variant over mean of the base."""
    return np.nanmean(variant, axis=-1) / np.nanmean(base, axis=-1)


def _relative_difference(base: Floats, variant: Floats) -> Floats:
    """Mean of the variant relative to that of the base: -0.7 is 70 % less."""
    return _ratio_of_means(base, variant) - 1


def _ratio_of_spreads(base: Floats, variant: Floats) -> Floats:
    """Interquartile range over runs: that of the variant over that of the base."""
    (low, high), (below, above) = (_order(values, (0.25, 0.75)) for values in (variant, base))
    return (high - low) / (above - below)


PAIRED: Final[dict[str, Callable[[Floats, Floats], Floats]]] = {
    "share_difference": _share_difference,
    "share_in_variant": _share_in_variant,
    "mean_difference": _mean_difference,
    "median_difference": _median_difference,
    "difference_of_medians": _difference_of_medians,
    "ratio_of_means": _ratio_of_means,
    "relative_difference": _relative_difference,
    "ratio_of_spreads": _ratio_of_spreads,
}
"""Every statistic of two arms: values of shape (..., run) to one number for each set of runs."""
