"""Proper scores of probabilistic forecasts given as samples; of all of them lower is better.

Sources: Gneiting & Raftery 2007, *Strictly proper scoring rules, prediction, and estimation*,
JASA 102(477), for the continuous ranked probability score and the interval score; Epstein 1969,
*A scoring system for probability forecasts of ranked categories*, J. Appl. Meteorology 8(6);
Brier 1950, Monthly Weather Review 78(1); Roulston & Smith 2002, *Evaluating probabilistic forecasts
using information theory*, Monthly Weather Review 130(6). Bins and interval are those of the VIEWS
prediction challenge (Hegre et al. 2025, *The 2023/24 VIEWS prediction challenge*).
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from sim.analysis.bootstrap import INTERVAL, bootstrap_places
from sim.analysis.quantiles import Floats, draw_quantiles, quantiles
from sim.terms.ladder import TOP_RUNG

BINS: Final = (0.0, 0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)
"""Lower edges of the bins of the ignorance score; the last one is open above."""
LEVEL: Final = 0.9
"""Probability of the prediction interval of the interval score."""
FEWEST_DAYS, LONGEST_BLOCK = 4, 7
"""Days below which no interval is told, and the longest block of days that is drawn as one."""


def rps(samples: ArrayLike, observed: float, top: int = TOP_RUNG) -> float:
    """Ranked probability score of an ordinal level [0..1].

    RPS = 1/K sum_k (F(k) - [y <= k])^2 over the K thresholds below the top level.

    Args:
        samples: forecast levels [0..top], shape (sample,).
        observed: observed level (y).
        top: highest level (K).
    """
    levels = np.arange(top)
    share = (np.asarray(samples, np.float64)[:, None] <= levels).mean(axis=0)
    return float(((share - (observed <= levels)) ** 2).mean())


def crps(samples: ArrayLike, observed: float) -> float:
    """Continuous ranked probability score, in the unit of the forecast.

    CRPS = E|X - y| - E|X - X'| / 2, over all pairs of the sample: half the square of SciPy's
    distance of energy between the sample and a point.

    Args:
        samples: forecast values (X), shape (sample,).
        observed: observed value (y).
    """
    from scipy.stats import energy_distance  # a second to load

    return float(energy_distance(np.asarray(samples, np.float64), [observed])) ** 2 / 2


def brier(samples: ArrayLike, observed: float) -> float:
    """Brier score of a yes or no [0..1]: (p - o)^2.

    Args:
        samples: forecasts as 0 or 1, shape (sample,); their mean is the probability p.
        observed: 1 when it happened, else 0 (o).
    """
    return float((np.mean(np.asarray(samples, np.float64)) - observed) ** 2)


def ignorance(samples: ArrayLike, observed: float) -> float:
    """Ignorance score in bits: -log2 of the share of the sample in the observed value's bin.

    One is added to the count of each bin, so that what no run shows is unlikely, not impossible.

    Args:
        samples: forecast values, at least 0, shape (sample,).
        observed: observed value, at least 0.
    """
    edges = (*BINS, np.inf)
    counts = np.histogram(np.asarray(samples, np.float64), edges)[0] + 1
    bin_of = int(np.searchsorted(BINS, observed, side="right")) - 1
    return float(-np.log2(counts[bin_of] / counts.sum()))


def interval_score(samples: ArrayLike, observed: float) -> float:
    """Interval score at 90 %, in the unit of the forecast.

    IS = (u - l) + 2/a ((l - y)+ + (y - u)+), with a = 0.1 and l, u the 5 and 95 % quantiles.

    Args:
        samples: forecast values, shape (sample,).
        observed: observed value (y).
    """
    miss = 1 - LEVEL
    low, high = quantiles(samples, (miss / 2, 1 - miss / 2))
    outside = max(low - observed, 0.0) + max(observed - high, 0.0)
    return float(high - low + 2 / miss * outside)


def daily_scores(
    score: Callable[[ArrayLike, float], float], samples: Floats, observed: Floats
) -> list[float]:
    """A score of each day that was observed, in their order.

    Args:
        score: one of the scores of this module.
        samples: forecasts, shape (sample, day).
        observed: observed values, shape (day,); NaN where nothing is known.
    """
    days = np.flatnonzero(np.isfinite(observed))
    return [score(samples[:, day], float(observed[day])) for day in days]


def skill(model: float, baseline: float) -> float:
    """Skill of a score over that of a baseline: 1 is perfect, 0 no better, below 0 worse.

    NaN where the baseline is perfect, so that there is nothing to gain.
    """
    return 1 - model / baseline if baseline > 0 else float("nan")


def skill_interval(model: Floats, baseline: Floats) -> tuple[float, float]:
    """95 % interval of the skill over a baseline; NaN with fewer than four days.

    Days of one episode hang together: blocks of them are drawn, as long as the cube root of their
    number asks for, and whole weeks at most. It says how sure the mean over these days is,
    and not how the model would do elsewhere: an episode is one draw.

    Args:
        model: scores of the model, shape (day,).
        baseline: scores of the baseline on the same days.
    """
    n = model.size
    if n < FEWEST_DAYS:
        return float("nan"), float("nan")
    length = min(LONGEST_BLOCK, max(1, round(n ** (1 / 3))))
    picked = bootstrap_places(n, length)
    ours, its = model[picked].sum(axis=1), baseline[picked].sum(axis=1)
    drawn = 1.0 - ours[its > 0.0] / its[its > 0.0]
    if not drawn.size:
        return float("nan"), float("nan")
    low, high = draw_quantiles(drawn, INTERVAL)
    return float(low), float(high)
