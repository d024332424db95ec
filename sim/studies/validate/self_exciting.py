"""A self-exciting process of daily counts, fitted to the other episodes.

What has happened brings more of it, and nothing else matters. The Hawkes process in days:
l_t = m + b l_{t-1} + a y_{t-1}, with y_t negative binomial of mean l_t and size k. Sources: Hawkes
1971, *Spectra of some self-exciting and mutually exciting point processes*, Biometrika 58(1); in
whole days Ferland, Latour & Oraichi 2006, *Integer-valued GARCH process*, J. Time Series Analysis
27(6).
"""

import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, gammaln

from sim.analysis.bands import Floats
from sim.analysis.bootstrap import SEED
from sim.studies.validate.days import Days

PATHS: Final = 500
"""Paths that stand for the law of a forecast."""
MOST_KEPT: Final = 0.99
"""Highest share of a day that the next one keeps (a + b): below 1 it does not run away."""
START: Final = (0.0, 1.0, 0.0, 0.0)
"""Where the search for the likeliest process begins: log m, a + b and a / (a + b) as logits,
log k."""


class SelfExciting(NamedTuple):
    """A self-exciting process.

    Attributes:
        base: m, what comes by itself a day, > 0.
        excited: a, what one brings on the next day [0..1).
        kept: b, share of the rate that is left after a day [0..1).
        size: k of the negative binomial, > 0; the smaller, the more uneven.
    """

    base: float
    excited: float
    kept: float
    size: float


def self_exciting(
    others: Iterable[Days], column: str, n_days: int, most: float | None
) -> Floats | None:
    """Paths of the process that is likeliest for the other episodes, from nothing on.

    Args:
        others: the other episodes.
        column: what is forecast.
        n_days: days of the forecast.
        most: highest value there is of a level; None of a count.

    Returns:
        Samples, shape (sample, day); None when no other episode knows the column.
    """
    series = [days.values[column] for days in others]
    series = [values for values in series if np.isfinite(values).any()]
    return paths(fit(series), n_days, most) if series else None


def fit(series: Sequence[Floats]) -> SelfExciting:
    """The likeliest process of some series.

    Args:
        series: values a day, at least 0; NaN where nobody knows.
    """
    found = minimize(lambda x: -_likelihood(_of(x), series), START, method="Nelder-Mead")
    return _of(found.x)


def _of(x: Floats) -> SelfExciting:
    """The process of four numbers without limits."""
    x = np.clip(x, -12.0, 12.0)
    together, share = MOST_KEPT * expit(x[1]), expit(x[2])
    return SelfExciting(
        float(np.exp(x[0])),
        float(together * share),
        float(together * (1 - share)),
        float(np.exp(x[3])),
    )


def _likelihood(process: SelfExciting, series: Sequence[Floats]) -> float:
    """Log likelihood of what is known; a day that nobody knows is taken as expected."""
    means, seen = [], []
    for values in series:
        rate, last = process.base / (1.0 - process.kept), 0.0
        for n, value in enumerate(values.tolist()):
            if n:
                rate = process.base + process.kept * rate + process.excited * last
            last = rate if math.isnan(value) else value
            if not math.isnan(value):
                means.append(rate)
                seen.append(value)
    mean, y, k = np.array(means), np.array(seen), process.size
    terms = gammaln(y + k) - gammaln(k) - gammaln(y + 1.0)
    terms += k * np.log(k / (k + mean)) + y * np.log(mean / (k + mean))
    return float(terms.sum())


def paths(process: SelfExciting, n_days: int, most: float | None) -> Floats:
    """Paths of a process from nothing on, shape (path, day).

    Args:
        process: the process.
        n_days: days of each.
        most: highest value there is; None for no such thing.
    """
    rng = np.random.default_rng(SEED)  # noqa: TID251 - a baseline's law, no chance of the model
    found = np.zeros((PATHS, n_days))
    rate = np.full(PATHS, process.base / (1.0 - process.kept))
    for day in range(n_days):
        if day:
            rate = process.base + process.kept * rate + process.excited * found[:, day - 1]
        drawn = rng.negative_binomial(process.size, process.size / (process.size + rate))
        found[:, day] = drawn if most is None else np.minimum(drawn, most)
    return found
