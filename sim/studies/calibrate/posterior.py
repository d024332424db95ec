"""What a calibration says of each parameter: posterior beside prior, and whether it tells at all.

Values are compared on the scale of the prior's quantiles, where the prior is flat: a posterior that
is flat there as well is the prior, and the observations do not identify the parameter.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Final, Literal, NamedTuple

import numpy as np

from sim.analysis.quantiles import QUANTILES, Floats, weighted_quantiles
from sim.studies.calibrate.priors import Prior

LEVEL: Final = 0.05
"""Chance that any of the parameters is called identified though none is."""
HALF: Final = 0.5
"""Share of the prior's interquartile range below which a parameter is well identified."""
RELATED: Final = 0.5
"""Rank correlation from which two parameters are said to be known only together."""
LEAST_EFFECTIVE: Final = 4.0
"""Effective number of vectors up to which nothing is known of a correlation."""

Verdict = Literal["identified", "weakly identified", "not identified"]


class Marginal(NamedTuple):
    """Posterior of one parameter beside its prior.

    Attributes:
        prior: its prior.
        before: 5, 25, 50, 75 and 95 % quantiles of the prior.
        after: the same of the posterior.
        width: interquartile range of the posterior over that of the prior, on the scale of the
            prior's quantiles: 1 is nothing learnt, 0 all.
        distance: largest distance of the two distribution functions [0..1].
        critical: distance that a sample of the prior of the same effective size exceeds by chance
            in 5 % of calibrations.
    """

    prior: Prior
    before: tuple[float, ...]
    after: tuple[float, ...]
    width: float
    distance: float
    critical: float

    @property
    def verdict(self) -> Verdict:
        """Whether the observations tell anything of it."""
        if self.distance <= self.critical:
            return "not identified"
        return "identified" if self.width < HALF else "weakly identified"


class Pair(NamedTuple):
    """Two parameters and the weighted rank correlation of their values in the posterior."""

    first: str
    second: str
    correlation: float


def effective_sample_size(weights: Floats) -> float:
    """Number of vectors alike in weight that would say as much (Kong 1992): 1 / sum of squares."""
    return float(weights.sum() ** 2 / (weights**2).sum()) if weights.size else 0.0


def marginals(priors: Sequence[Prior], values: Floats, weights: Floats) -> list[Marginal]:
    """Compare the posterior of each parameter with its prior.

    Source: the Kolmogorov-Smirnov distance of a weighted sample, which SciPy's test has not, with
    Bonferroni's allowance for several parameters.

    Args:
        priors: one for each parameter.
        values: of the posterior, shape (vector, parameter), at least one vector.
        weights: of the vectors, shape (vector,).
    """
    from scipy.special import kolmogi  # not at start-up

    level = LEVEL / len(priors)
    critical = float(kolmogi(level)) / math.sqrt(effective_sample_size(weights))
    return [
        _marginal(prior, values[:, i], weights, min(critical, 1.0))
        for i, prior in enumerate(priors)
    ]


def _marginal(prior: Prior, values: Floats, weights: Floats, critical: float) -> Marginal:
    unit = prior.cdf(values)
    low, high = weighted_quantiles(unit, weights, (0.25, 0.75))
    order = np.argsort(unit, kind="stable")
    above = np.cumsum(weights[order]) / weights.sum()
    below = np.concatenate([[0.0], above[:-1]])
    distance = max(float((above - unit[order]).max()), float((unit[order] - below).max()))
    grid = np.linspace(prior.low, prior.high, 2001)
    before = np.interp(QUANTILES, prior.cdf(grid), grid)
    after = weighted_quantiles(values, weights, QUANTILES)
    width = float(high - low) / 0.5
    return Marginal(prior, tuple(before.tolist()), tuple(after.tolist()), width, distance, critical)


def pairs(priors: Sequence[Prior], values: Floats, weights: Floats) -> list[Pair]:
    """Weighted rank correlation of every two parameters in the posterior.

    Args:
        priors: one for each parameter.
        values: of the posterior, shape (vector, parameter).
        weights: of the vectors, shape (vector,).
    """
    from scipy.stats import rankdata  # a second to load

    ranks = rankdata(values, axis=0)
    covariance = np.atleast_2d(np.cov(ranks, rowvar=False, aweights=weights, ddof=0))
    spread = np.sqrt(np.diag(covariance))
    found: list[Pair] = []
    for i, first in enumerate(priors):
        for j in range(i + 1, len(priors)):
            scale = spread[i] * spread[j]
            related = float(covariance[i, j] / scale) if scale > 0 else math.nan
            found.append(Pair(first.path, priors[j].path, related))
    return found


def correlated_pairs(found: Sequence[Pair], n: float) -> list[Pair]:
    """Pairs that are clearly related: beyond :data:`RELATED`, and beyond chance among all pairs.

    Source: Fisher's transformation, with the error of ranks (Fieller, Hartley & Pearson 1957,
    doi:10.1093/biomet/44.3-4.470) and Bonferroni's allowance for several pairs.

    Args:
        found: every pair.
        n: effective number of vectors.
    """
    if n <= LEAST_EFFECTIVE or not found:
        return []
    errors = NormalDist().inv_cdf(1 - LEVEL / 2 / len(found))
    by_chance = math.tanh(errors * math.sqrt(1.06 / (n - 3)))
    return [p for p in found if abs(p.correlation) > max(RELATED, by_chance)]


def central_set(priors: Sequence[Prior], values: Floats, weights: Floats) -> int:
    """Index of the vector nearest to the posterior's medians, on the scale of the prior."""
    unit = np.column_stack([prior.cdf(values[:, i]) for i, prior in enumerate(priors)])
    middle = [weighted_quantiles(column, weights, (0.5,))[0] for column in unit.T]
    return int(np.argmin(((unit - np.array(middle)) ** 2).sum(axis=1)))


def resampled(weights: Floats, n: int) -> list[int]:
    """Indices of n vectors in proportion to their weights, spread evenly (systematic resampling).

    Source: Kitagawa 1996, *Monte Carlo filter and smoother*, with the offset in the middle, so that
    no chance is needed.
    """
    reached = np.cumsum(weights) / weights.sum()
    places = np.searchsorted(reached, (np.arange(n) + 0.5) / n)
    return [int(place) for place in np.minimum(places, weights.size - 1)]
