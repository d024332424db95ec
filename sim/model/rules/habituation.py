"""M19 habituation: only presence above what people are used to provokes; what recurs moves less.

Source: Helson 1964, *Adaptation-Level Theory*: a stimulus is judged against the level of what was
there before, which follows it with a time constant. The form is his; that weeks are meant, and not
hours, is held only by garrisons of months that brought no barricade.
"""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def usual(before: Numbers, presence: Numbers, hours: float, tau: float) -> Numbers:
    """What people are used to after some hours: A' = (P - A) / tau, exactly for constant P.

    Args:
        before: what they were used to (A), >= 0.
        presence: presence there (P), >= 0.
        hours: hours of it, which may be endless.
        tau: time constant with which people get used to it (tau_A), h.
    """
    return presence + (before - presence) * math.exp(-hours / tau)


def never_usual(before: Numbers, presence: Numbers, hours: float, tau: float) -> Numbers:
    """Neutral form: nobody gets used to anything."""
    return 0.0 * presence


def above(presence: Numbers, used_to: Numbers) -> Numbers:
    """Presence that is felt: max(0, P - A)."""
    return np.maximum(0.0, presence - used_to)


def added(strength: Numbers, used_to: Numbers) -> Numbers:
    """What people who come add to what is usual: (x + r) / (1 + x + r) - x / (1 + x), x = e^A - 1.

    It is n / (n + n_half) where nobody stood before, and next to nothing beside a large garrison.

    Args:
        strength: people who come relative to half strength (r = n / n_half), >= 0.
        used_to: presence that people are used to, posts added up (A), >= 0.
    """
    known = np.expm1(used_to)
    total = known + strength
    return np.maximum(0.0, total / (1.0 + total) - known / (1.0 + known))


def felt(times: Numbers, before: Numbers) -> Numbers:
    """What happens again is felt less: log2(1 + (2^x - 1) 2^-y).

    People feel numbers on a scale that bends (Fetherstonhaugh et al. 1997, *Insensitivity to the
    value of human life*, Journal of Risk and Uncertainty 14(3)), whether things happen at once or
    one after the other: of n of a kind log2(1 + n) is felt in all, however they are parted. Groves
    & Thompson 1970, *Habituation: A Dual-Process Theory*, Psychological Review 77(5), for the
    response to what is repeated.

    Args:
        times: how it is felt by who has met none of its kind lately (x), >= 0; 1 of one.
        before: what is still felt of its kind (y), >= 0, shape as ``times``.
    """
    return np.log2(1.0 + (np.exp2(times) - 1.0) * np.exp2(-before))


def as_the_first(times: Numbers, before: Numbers) -> Numbers:
    """Neutral form: the tenth of a kind is felt as the first was."""
    return times + 0.0 * before


def lingering(now: Numbers, before: Numbers, hours: float, tau: float) -> Numbers:
    """What is felt rises at once and fades slowly: max(now, before exp(-t / tau))."""
    return np.maximum(now, before * math.exp(-hours / tau))
