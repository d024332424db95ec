"""Which parameter sets predict an episode: those that come nearest to what was seen of the others.

Sources: Stone 1974, *Cross-Validatory Choice and Assessment of Statistical Predictions*, Journal of
the Royal Statistical Society B 36(2); of the sets that were tried the nearest are kept, as in
rejection (Pritchard et al. 1999, doi:10.1093/oxfordjournals.molbev.a026091).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from sim.analysis.bands import Floats
from sim.studies.calibrate.trial import PatternMiss

MOST: Final = 5.0
"""Monte Carlo errors beyond which a pattern that is missed counts no more: few runs of a set have
wide errors, and one pattern that is far away must not outweigh twenty."""


def misfit(missed: Sequence[PatternMiss]) -> float:
    """How far runs are from what was observed [0..1]: mean over patterns of min(1, e / MOST).

    Args:
        missed: each pattern with the Monte Carlo errors by which it is missed (e), at least one.
    """
    return float(np.mean([min(1.0, one.errors / MOST) for one in missed]))


def fitted_without(misfits: Floats, episode: int, keep: int) -> tuple[int, ...]:
    """The sets that come nearest to all episodes but one, the nearest first.

    Every other episode weighs the same, however many patterns it has.

    Args:
        misfits: of each set in each episode, shape (set, episode); at least two episodes.
        episode: the one that is left out [0, n_episodes).
        keep: sets to keep [1, n_sets].

    Returns:
        Rows of the sets; of two as near the first.
    """
    others = np.delete(misfits, episode, axis=1).mean(axis=1)
    return tuple(np.argsort(others, kind="stable")[:keep].tolist())
