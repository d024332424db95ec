"""What intervals are made of: quantiles of Student's law, Wilson's interval, and few pairs."""

import math
from functools import lru_cache
from statistics import NormalDist
from typing import Final

NORMAL: Final = NormalDist().inv_cdf(0.975)
"""97.5 % quantile of the normal law."""


def wilson_interval(k: float, n: float) -> tuple[float, float]:
    """95 % interval of a share of k in n; all of [0, 1] when there is none.

    That of ``scipy.stats.binomtest``, which takes whole numbers only.

    Args:
        k: number that say yes; no whole number where runs are worth less than they are.
        n: number that were asked.
    """
    if n <= 0:
        return 0.0, 1.0
    share, z2 = k / n, NORMAL**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = NORMAL / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return (0.0 if k == 0 else centre - half), (1.0 if k == n else centre + half)


def newcombe_interval(first: tuple[float, int], second: tuple[float, int]) -> tuple[float, float]:
    """95 % interval of the difference of two shares, the first minus the second.

    SciPy has none. Source: Newcombe 1998, *Interval estimation for the difference between
    independent proportions*, Statistics in Medicine 17(8), method 10.

    Args:
        first: share of successes [0..1] and number of trials.
        second: the same of the other group.
    """
    (p1, n1), (p2, n2) = first, second
    (l1, u1), (l2, u2) = wilson_interval(p1 * n1, n1), wilson_interval(p2 * n2, n2)
    low = p1 - p2 - math.hypot(p1 - l1, u2 - p2)
    high = p1 - p2 + math.hypot(u1 - p1, p2 - l2)
    return max(-1.0, low), min(1.0, high)


@lru_cache
def student_quantile(freedom: int) -> float:
    """97.5 % quantile of Student's law; NaN without a degree of freedom."""
    from scipy.special import stdtrit  # not at start-up

    return float(stdtrit(freedom, 0.975)) if freedom > 0 else float("nan")


@lru_cache
def bootstrap_half_width(n: int) -> float:
    """Bootstrap errors to either side of a mean of n groups that hold 95 %; NaN of fewer than two.

    The bootstrap divides by n, and does not know that few values tell little of their spread: its
    percentiles hold too little where n is small. This is Student's quantile, and allows for n - 1
    (Hesterberg 2015, doi:10.1080/00031305.2015.1089789, section 4.1).
    """
    return student_quantile(n - 1) * math.sqrt(n / (n - 1)) if n > 1 else float("nan")


@lru_cache
def percentile_levels(n: int) -> tuple[float, float]:
    """Quantiles of the bootstrap of a mean of n groups between which 95 % lie, expanded likewise.

    Raises:
        ValueError: for fewer than two groups, of which no interval is known.
    """
    if n < 2:
        message = f"n = {n}: an interval needs at least two"
        raise ValueError(message)
    tail = NormalDist().cdf(-bootstrap_half_width(n))
    return tail, 1 - tail
