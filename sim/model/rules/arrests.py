"""M31 arrests: who comes to blows with police may be taken, and who has seen it reckons with it.

Sources: Epstein 2002, *Modeling civil violence: An agent-based computational approach*, PNAS
99(suppl. 3), for the chance of arrest that people expect, by police to those out; National Advisory
Commission on Civil Disorders 1968 for people taken by those who take them.
"""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def taken(officers: float, in_touch: float, restraint: float, rate: float) -> float:
    """Mean number of people whom a force takes out of a crowd in a push: min(m, r n 2 (1 - q)).

    Args:
        officers: officers who are neither in the line nor off it with those they took (n), >= 0.
        in_touch: people of the crowd in touch (m), beyond whom nobody can be reached.
        restraint: its rules of engagement (q) [0..1].
        rate: people taken in a push by one free officer of a force restrained by half (r).
    """
    return min(in_touch, rate * officers * 2.0 * (1.0 - restraint))


def nobody_taken(officers: float, in_touch: float, restraint: float, rate: float) -> float:
    """Neutral form: who comes to blows goes home as others do."""
    return 0.0


def seen(police: float, crowd: float, sharpness: float, hours: float, tau: float) -> float:
    """Chance of being taken that people expect: exp(-t / tau) (1 - exp(-k C / A)).

    Args:
        police: police who are there now (C), >= 0.
        crowd: people of the crowd with which they last came to blows (A), > 0.
        sharpness: how it rises with police to a person out (k); 2.3 makes it .9 at one each.
        hours: hours since they came to blows (t), >= 0.
        tau: time constant with which that is forgotten, h.
    """
    return math.exp(-hours / tau) * -math.expm1(-sharpness * police / crowd)


def cost(risk: Numbers, most: float) -> Numbers:
    """Cost added to an hour in the street: j P.

    Args:
        risk: chance of being taken that is expected (P) [0..1].
        most: cost of certain arrest, in units of benefit (j).
    """
    return most * risk


def undaunted(risk: Numbers, most: float) -> Numbers:
    """Neutral form: nobody reckons with it."""
    return 0.0 * risk


def dares(risk: float) -> float:
    """Urge of a crowd to come to blows that is left where it expects to be taken: 1 - P."""
    return 1.0 - risk


def dares_all(risk: float) -> float:
    """Neutral form: it comes to blows as if nobody were ever taken."""
    return 1.0
