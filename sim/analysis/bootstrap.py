"""The one bootstrap: which runs, pairs or days a resample holds, and the interval of means.

``scipy.stats.bootstrap`` resamples one statistic of one sample at a time. Here the same resamples
serve every column of a study, so that intervals of related outcomes go together, whole groups and
blocks are drawn, and a mean over resamples is a product of matrices. Tests hold it against SciPy's.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.intervals import bootstrap_half_width, percentile_levels
from sim.analysis.quantiles import Floats, draw_quantiles

RESAMPLES: Final = 2000
SEED: Final = 1
"""Seed of the bootstrap: the same pairs give the same interval."""
INTERVAL: Final = (0.025, 0.975)


@lru_cache(maxsize=8)
def bootstrap_places(n: int, length: int = 1) -> NDArray[np.int64]:
    """Places that each resample holds, drawn with replacement, shape (resample, n); read only.

    Args:
        n: number of runs, pairs or days.
        length: how many that follow each other are drawn as one, round and round (Politis & Romano
            1992, *A circular block-resampling procedure for stationary data*).
    """
    rng = np.random.default_rng(SEED)  # noqa: TID251 - resamples results, no chance of the model
    starts = rng.integers(n, size=(RESAMPLES, -(-n // length)))
    places = ((starts[:, :, None] + np.arange(length)) % n).reshape(RESAMPLES, -1)[:, :n]
    places.flags.writeable = False
    return places


@lru_cache(maxsize=2)
def bootstrap_counts(n_groups: int) -> Floats:
    """How often each group is drawn in each resample, shape (resample, group); read only."""
    cells = bootstrap_places(n_groups) + n_groups * np.arange(RESAMPLES)[:, None]
    counts = np.bincount(cells.ravel(), minlength=RESAMPLES * n_groups)
    counts = counts.reshape(RESAMPLES, n_groups).astype(np.float64)
    counts.flags.writeable = False
    return counts


def bootstrap_interval(mean: Floats | float, resampled: Floats, n_groups: int) -> Floats:
    """95 % interval of means, shape (2, ...); NaN of fewer than two groups.

    It holds both the percentiles, which follow a skewed law, and Student's interval, which holds
    where groups are few; see :mod:`sim.analysis.intervals`.

    Args:
        mean: of all groups, shape (...).
        resampled: of each resample, shape (resample, ...); not NaN.
        n_groups: number of groups that were drawn.
    """
    if n_groups < 2:
        return np.full((2, *np.shape(mean)), np.nan)
    low, high = draw_quantiles(resampled, percentile_levels(n_groups))
    half = bootstrap_half_width(n_groups) * resampled.std(axis=0)
    return np.stack([np.minimum(low, mean - half), np.maximum(high, mean + half)])
