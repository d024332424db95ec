"""Kolmogorov-Smirnov tests, so that a law is compared as a whole and not by its mean."""

import math
from collections.abc import Callable

import numpy as np


def _p_value(distance: float, n: float) -> float:
    """Kolmogorov's limit law with Stephens' (1970) correction for small samples."""
    x = (math.sqrt(n) + 0.12 + 0.11 / math.sqrt(n)) * distance
    if x < 0.2:
        return 1.0
    terms = ((-1) ** (k - 1) * math.exp(-2.0 * (k * x) ** 2) for k in range(1, 101))
    return min(1.0, max(0.0, 2.0 * sum(terms)))


def p_of_law(sample: np.ndarray, law: Callable[[np.ndarray], np.ndarray]) -> float:
    """P-value that a sample follows a law, given its cumulative distribution function."""
    x = np.sort(np.asarray(sample, dtype=np.float64))
    n, below = x.size, law(x)
    above = np.arange(1, n + 1) / n - below
    return _p_value(max(above.max(), (below - np.arange(n) / n).max()), n)


def p_of_same_law(a: np.ndarray, b: np.ndarray) -> float:
    """P-value that two samples follow one law; cautious where values are tied."""
    a, b = np.sort(a), np.sort(b)
    points = np.concatenate((a, b))
    share_a = np.searchsorted(a, points, side="right") / a.size
    share_b = np.searchsorted(b, points, side="right") / b.size
    return _p_value(float(np.abs(share_a - share_b).max()), a.size * b.size / (a.size + b.size))


def exponential(mean: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda x: 1.0 - np.exp(-x / mean)
