"""Which parameters the observations tell anything of: misfit against value over all sets tried.

Sets are cut into a low, a middle and a high third by the value of a parameter. Where the misfit of
an episode has the same law in all three, nothing of that episode tells the value (Kruskal & Wallis
1952, doi:10.1080/01621459.1952.10483441, since the best value mostly lies within the range, where a
rank correlation sees nothing). Of the episodes the one that tells most counts, allowing for all
having been looked at (Bonferroni), and then for all parameters (Benjamini & Hochberg 1995).
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from sim.analysis.bands import Floats
from sim.studies.calibrate.sampling import Candidate

PARTS: Final = 3
LEVEL: Final = 0.05
"""Share of false ones among those that are said to be identified."""
FEWEST: Final = 5
"""Sets in a third below which nothing can be told."""


def p_values(values: Floats, misfits: Floats) -> Floats:
    """How likely misfits differ so much by chance, each parameter alone, shape (parameter,).

    1 where nothing can be told: too few sets, or a misfit that never changes.

    Args:
        values: of each set, shape (set, parameter).
        misfits: of each set in each episode, shape (set, episode).
    """
    changing = misfits[:, np.ptp(misfits, axis=0) > 0.0]
    if len(values) < PARTS * FEWEST or not changing.shape[1]:
        return np.ones(values.shape[1])
    found = [_least_p(one, changing) * changing.shape[1] for one in values.T]
    return np.minimum(found, 1.0)


def _least_p(values: Floats, misfits: Floats) -> float:
    """Of the episode that tells most of a parameter."""
    from scipy.stats import kruskal  # a second to load

    if not np.ptp(values):
        return 1.0
    order = np.argsort(values, kind="stable")
    thirds = np.array_split(misfits[order], PARTS)
    return float(np.min(kruskal(*thirds, axis=0).pvalue))


def identified_records(
    sets: Sequence[Candidate], misfits: Floats, names: Sequence[str]
) -> list[dict[str, Any]]:
    """A record for each parameter that was drawn: whether the observations tell anything of it.

    Args:
        sets: the sets that were drawn, each with a value of every parameter.
        misfits: of each in each episode, shape (set, episode).
        names: of the parameters.
    """
    from scipy.stats import false_discovery_control

    values = np.array([[one.vector[name] for name in names] for one in sets], np.float64)
    alone = p_values(values, misfits)
    adjusted = false_discovery_control(alone)
    return [
        {"parameter": name, "p": p, "p_adjusted": q, "identified": bool(q < LEVEL)}
        for name, p, q in zip(names, alone.tolist(), adjusted.tolist(), strict=True)
    ]
