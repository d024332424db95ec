"""How many runs suffice, and what running the arms with the same chance saves."""

import math
from typing import Final

import numpy as np

from sim.analysis.bands import Floats
from sim.analysis.intervals import bootstrap_half_width
from sim.analysis.paired import LEAST_PAIRS, NAN, PairedEffect

POWER_QUANTILE: Final = 0.841621
"""80 % quantile of the normal law."""


def required_runs(effect: PairedEffect, runs: int, smallest_effect: float, *, differ: int) -> float:
    """Runs after which the 95 % interval is no wider than the effect, or than what matters.

    The width of an interval falls with the root of the number of runs. A small effect need not be
    told from zero: an interval that reaches no further to either side than what matters is enough.
    It is a plan made with what these runs say: where the effect is smaller than they say, more are
    needed.

    Args:
        effect: from some runs.
        runs: number of those.
        smallest_effect: smallest effect of interest, above 0; NaN where none is known.
        differ: number of pairs that differ; of fewer than :data:`sim.analysis.paired.LEAST_PAIRS`
            the width of an interval cannot be trusted.

    Returns:
        A whole number; NaN where too little is known to tell.
    """
    if not math.isfinite(effect.value) or differ < LEAST_PAIRS:
        return NAN
    target = abs(effect.value)
    if math.isfinite(smallest_effect):
        target = max(target, 2 * smallest_effect)
    if not target:
        return NAN
    return max(float(math.ceil(runs * ((effect.high - effect.low) / target) ** 2)), LEAST_PAIRS)


def minimum_detectable_effect(effect: PairedEffect, n_groups: int = 0) -> float:
    """Difference that as many runs would have shown to be clear by itself four times in five.

    So many errors that its interval would leave out zero with a chance of 80 %: 1.96 + 0.84 of many
    pairs, more of few (Cohen 1988, *Statistical Power Analysis for the Behavioral Sciences*).

    Args:
        effect: from some runs.
        n_groups: number of groups of pairs; 0 where each pair is its own.

    Returns:
        NaN where nothing is known of the error.
    """
    n = n_groups or effect.n
    if n < 2:
        return NAN
    return (bootstrap_half_width(n) + POWER_QUANTILE * math.sqrt(n / (n - 1))) * effect.error


def pairing_efficiency(base: Floats, variant: Floats) -> float:
    """How many times as many runs would be needed if the arms did not share their chance.

    Variance of the difference of two independent runs over that of a pair (common random numbers;
    Law 2015, *Simulation Modeling and Analysis*, 11.2). NaN where no pair differs, or one does not
    say.

    Args:
        base: values of the base, shape (run,); NaN where there is none.
        variant: values of the same runs of the variant.
    """
    both = np.isfinite(base) & np.isfinite(variant)
    if both.sum() < LEAST_PAIRS:
        return NAN
    spread = float((variant - base)[both].var(ddof=1))
    apart = float(base[both].var(ddof=1) + variant[both].var(ddof=1))
    return apart / spread if spread > 1e-12 * max(apart, 1e-12) else NAN
