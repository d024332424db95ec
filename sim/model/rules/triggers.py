"""M20 triggers: shocks frighten for hours, are remembered, and held against who did it.

Sources: that repression and loss bring out more people than they keep away, for days: Francisco
1996; Della Porta 1995. That accusations are believed where they are expected: Horowitz 2001, ch. 3.
Two time constants, hours and days, are the least that tells fear from memory (assumed).
"""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def shock(size: float, credibility: float, place: Numbers, times: Numbers | float) -> Numbers:
    """Threat that a trigger adds: k c g n.

    Args:
        size: threat at its place to who believes it (k), for the group that feels it.
        credibility: share who take it as true (c) [0..1].
        place: 1 where it happened, its share elsewhere (g) [0..1], shape (quarter,).
        times: how many, or how large relative to one of its kind (n), >= 0.
    """
    return size * credibility * place * times


def no_shock(size: float, credibility: float, place: Numbers, times: Numbers | float) -> Numbers:
    """Neutral form: what happens moves nobody beyond what is there."""
    return 0.0 * place


def of_many(people: float) -> float:
    """Shock of several who are hurt at once, relative to one: log2(1 + n); 1 of one.

    People feel numbers on a scale that bends (Fetherstonhaugh et al. 1997, *Insensitivity to the
    value of human life*, Journal of Risk and Uncertainty 14(3)); the form is assumed.
    """
    return math.log2(1.0 + people)


def left(hours: float, tau: float) -> float:
    """Share that is left after some hours: exp(-t / tau)."""
    return math.exp(-hours / tau)


def of_arrest(prominence: float, salience: float, person: float, rule: float) -> float:
    """Size of an arrest relative to the largest: (1 - a_p + a_p p) (1 - a_r + a_r s).

    Args:
        prominence: how well known the person is (p) [0..1].
        salience: how much the rule matters under which it is made, relative to full (s) [0..1];
            nothing for a crime.
        person: share that follows from the person (a_p) [0..1].
        rule: share that follows from the rule (a_r) [0..1].
    """
    return (1.0 - person + person * prominence) * (1.0 - rule + rule * salience)
