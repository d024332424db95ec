"""Means of paired differences with their uncertainty: bootstrap, sign flips, and paired shares.

Pairs may come in groups that share something, such as a set of parameters: then groups are drawn
and flipped whole, since pairs of one group are not independent of each other.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bootstrap import SEED, bootstrap_counts, bootstrap_interval
from sim.analysis.intervals import NORMAL
from sim.analysis.paired import NAN, PairedEffect
from sim.analysis.quantiles import Floats

Groups = NDArray[np.int64]
"""Group of each pair, numbered from 0 without gaps, shape (pair,)."""

FLIPS: Final = 20_000
"""Random assignments of signs, so that the least p-value is 1 in 20,001."""
_CHUNK: Final = 2_000


class SignFlipTest(NamedTuple):
    """P-values of mean differences, each of shape (column,); 1 where no pair differs.

    Attributes:
        unadjusted: of each as if it were the only one.
        adjusted: allowing for all columns having been looked at.
    """

    unadjusted: Floats
    adjusted: Floats


def pair_groups(n_pairs: int, n_sets: int = 0) -> Groups:
    """Groups of pairs: each its own, or pair k in group k modulo the number of sets.

    A single set is the same for all pairs, which then differ by chance alone: no groups.
    """
    pairs = np.arange(n_pairs)
    return pairs % n_sets if n_sets > 1 else pairs


def mean_effects(differences: Floats, groups: Groups) -> list[PairedEffect]:
    """Mean of each column of differences, with error and 95 % interval from the bootstrap.

    Groups are drawn with replacement, each with all of its pairs (cluster bootstrap; Davison &
    Hinkley 1997, *Bootstrap Methods and their Application*, section 3.8). A single pair or group
    has no interval.

    Args:
        differences: variant minus base, shape (pair, column); NaN where a pair has none.
        groups: group of each pair.
    """
    counts = np.isfinite(differences).astype(np.float64)
    sums, numbers = group_sums(differences, groups), group_sums(counts, groups)
    total = numbers.sum(axis=0)
    with np.errstate(invalid="ignore"):
        values = sums.sum(axis=0) / total
        drawn = bootstrap_counts(sums.shape[0])
        resampled = (drawn @ sums) / (drawn @ numbers)
    telling = (numbers > 0).sum(axis=0)
    return [
        _effect(float(values[i]), resampled[:, i], int(total[i]), int(telling[i]))
        for i in range(values.size)
    ]


def _effect(value: float, resampled: Floats, n: int, n_groups: int) -> PairedEffect:
    known = resampled[np.isfinite(resampled)]  # a resample may hold no pair with a value
    if not n or not known.size:
        return PairedEffect(NAN, NAN, NAN, NAN, n)
    low, high = bootstrap_interval(value, known, n_groups).tolist()
    return PairedEffect(value, float(known.std()) if n_groups > 1 else NAN, low, high, n)


def group_sums(values: Floats, groups: Groups) -> Floats:
    """Sums within each group, shape (group, column); what is not known counts as nothing."""
    sums = np.zeros((int(groups.max()) + 1, values.shape[1]))
    np.add.at(sums, groups, np.nan_to_num(values))
    return sums


def sign_flip_test(differences: Floats, groups: Groups) -> SignFlipTest:
    """Test every mean difference against chance, one by one and all at once.

    When nothing differs between the arms the sign of each pair's difference is a toss of a coin
    (Fisher 1935). Among all columns the largest of the flipped ones is what each must beat, so that
    columns that tell the same are not counted twice (Westfall & Young 1993, *Resampling-Based
    Multiple Testing*, single-step maxT). ``scipy.stats.permutation_test`` does the first alone.

    Args:
        differences: variant minus base, shape (pair, column); NaN where a pair has none.
        groups: group of each pair; pairs of a group are flipped together.
    """
    sums = group_sums(differences, groups)
    spread = np.sqrt((sums**2).sum(axis=0))
    scaled = np.divide(sums, spread, out=np.zeros_like(sums), where=spread > 0)
    seen = np.abs(scaled.sum(axis=0)) - 1e-6  # a flip that gives the same sum is no smaller
    rng = np.random.default_rng(SEED)  # noqa: TID251 - resamples results, no chance of the model
    unadjusted, adjusted = np.ones(seen.size), np.ones(seen.size)
    narrow = scaled.astype(np.float32)
    for _ in range(FLIPS // _CHUNK):
        signs = rng.integers(2, size=(_CHUNK, sums.shape[0]), dtype=np.int8) * 2 - 1
        flipped = np.abs(signs.astype(np.float32) @ narrow)
        unadjusted += (flipped >= seen).sum(axis=0)
        adjusted += (flipped.max(axis=1)[:, None] >= seen).sum(axis=0)
    differs = spread > 0
    return SignFlipTest(
        np.where(differs, unadjusted / (FLIPS + 1), 1.0),
        np.where(differs, adjusted / (FLIPS + 1), 1.0),
    )


def paired_share_effect(differences: Floats, groups: Groups) -> PairedEffect:
    """Difference of two paired shares, with an interval that holds where few pairs differ.

    The bootstrap says that nothing can happen where nothing did. Here one pair of each kind is
    added in thought (adjusted Wald, which SciPy has not; Bonett & Price 2012,
    doi:10.3102/1076998611411915). Pairs in groups count for as many as the bootstrap over groups
    says they are worth.

    Args:
        differences: -1, 0 or 1 for each pair, shape (pair,).
        groups: group of each pair.
    """
    n = differences.size
    worth = effective_sample_size(differences, groups)
    up, down = (float((differences == sign).mean()) * worth + 1 for sign in (1, -1))
    more, less = up / (worth + 2), down / (worth + 2)
    error = float(np.sqrt((more + less - (more - less) ** 2) / (worth + 2)))
    middle = more - less
    low, high = max(middle - NORMAL * error, -1.0), min(middle + NORMAL * error, 1.0)
    return PairedEffect(float(differences.mean()), error, low, high, n)


def effective_sample_size(values: Floats, groups: Groups) -> float:
    """Number of independent runs or pairs that these are worth, shape (pair,)."""
    n, n_groups = values.size, int(groups.max()) + 1
    if n_groups == n:
        return float(n)
    if np.ptp(values) == 0:
        return float(n_groups)
    each, together = (
        mean_effects(values[:, None], over)[0].error for over in (np.arange(n), groups)
    )
    return float(n * min(1.0, (each / together) ** 2)) if together > 0 else float(n)
