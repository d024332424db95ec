"""M4 police entry provokes: presence of special police at reach, times salience.

Sources: Francisco 1996, *Coercion and protest*, AJPS 40(4), for backlash that levels off; Lichbach
1987. Multiplied with salience, not added to it: with additive entry an early postponement would
lengthen the blockade. Local police do not provoke.
"""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def presence(officers: float, minutes: float, half: float, reach: float) -> float:
    """Presence of a post felt at a distance [0..1): n / (n + n_half) exp(-d / d0).

    Args:
        officers: officers at the post times how far they provoke (n).
        minutes: driving time to the post (d).
        half: officers at which half of the effect of numbers is reached (n_half).
        reach: driving time over which it falls to 1/e (d0).
    """
    return officers / (officers + half) * math.exp(-minutes / reach)


def adds(presence: float) -> float:
    """What a post adds where several are in reach: x = -ln(1 - P), ln(1 + n / n_half) close by.

    Args:
        presence: presence of the post (P) [0..1).
    """
    return -math.log1p(-presence)


def levels_off(added: Numbers) -> Numbers:
    """Presence of several posts together [0..1): P = 1 - exp(-X); of one alone its own.

    The backlash to many posts levels off as that to many officers at one does.

    Args:
        added: what they add (X), >= 0, any shape.
    """
    return -np.expm1(-added)


def entry_threat(
    entry: Numbers, salience: Numbers, weight: float, base: float, full: float
) -> Numbers:
    """Threat of entry: w_E E (b + (1 - b) min(1, S / S_full))."""
    return weight * entry * (base + (1.0 - base) * np.minimum(1.0, salience / full))


def no_presence(officers: float, minutes: float, half: float, reach: float) -> float:
    """Neutral form: nobody minds the police."""
    return 0.0


def raid_threat(added: Numbers, weight: float) -> Numbers:
    """Threat of police who raid in the own town: w_R times what they add to what is usual."""
    return weight * added


def no_raid(added: Numbers, weight: float) -> Numbers:
    """Neutral form: a raid is not felt."""
    return 0.0 * added
