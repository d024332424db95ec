"""M6 patron control: the word of the kin state moves its clients' threshold and their lorries.

Sources: Popovic 2017, *Fragile proxies*, Terrorism and Political Violence 29(5); Salehyan 2010,
*The delegation of war to rebel organizations*, JCR 54(3). A factor on a steep hazard does nothing;
a shift of the threshold does.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def threshold_shift(stance: Numbers, weight: float) -> Numbers:
    """Shift of the organisers' threshold: a stance of +1 (go ahead) lowers it by the weight."""
    return -weight * stance


def lorries(groups: Numbers, material: Numbers, stance: Numbers, discipline: Numbers) -> Numbers:
    """Lorry groups that come: G m (1 + min(0, stance) discipline)."""
    return groups * material * (1.0 + np.minimum(0.0, stance) * discipline)


def held_fire(stance: Numbers, discipline: Numbers) -> Numbers:
    """Share of their fire that armed clients keep up: 1 + min(0, stance) discipline."""
    return 1.0 + np.minimum(0.0, stance) * discipline


def free_fire(stance: Numbers, discipline: Numbers) -> Numbers:
    """Neutral form: armed clients do as they like."""
    return 1.0 + 0.0 * stance


def no_shift(stance: Numbers, weight: float) -> Numbers:
    """Neutral form: the patron's word moves nobody."""
    return 0.0 * stance


def free_lorries(
    groups: Numbers, material: Numbers, stance: Numbers, discipline: Numbers
) -> Numbers:
    """Neutral form: lorries come whatever the patron says."""
    return groups * material


def obeys(draw: float, obedience: float) -> bool:
    """Whether an organiser obeys an order: a uniform draw below its obedience."""
    return draw < obedience


def never_obeys(draw: float, obedience: float) -> bool:
    """Neutral form: orders change nothing."""
    return False
