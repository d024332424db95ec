"""M23 what deaths answer: revenge, funerals days later, and restraint that grows with them.

Sources: Horowitz 2001, *The Deadly Ethnic Riot*: riots answer deaths, and lulls follow them;
Collins 2008, *Violence: A Micro-sociological Theory*; Hayes & McAllister 2001, *Sowing Dragon's
Teeth*, Political Studies 49(5): exposure to violence makes support for it.
"""

import math


def anger(killed: float, most: float) -> float:
    """Anger of a group at its dead, 1 at one dead: A tanh(log2(1 + K) / A)."""
    return most * math.tanh(math.log2(1.0 + killed) / most)


def revenge_rate(rate: float, anger: float, calm: float, night: float, armed: float) -> float:
    """Rate of revenge, 1/h: r A (1 - R) n min(1, armed).

    Args:
        rate: rate at one dead (r).
        anger: anger of the group (A).
        calm: restraint that deaths have brought (R) [0..1].
        night: 1 in the dark, less by day (n).
        armed: armed people who stand for the group, over as many as do with certainty.
    """
    return rate * anger * (1.0 - calm) * night * min(1.0, armed)


def nobody_avenges(rate: float, anger: float, calm: float, night: float, armed: float) -> float:
    """Neutral form: nobody takes revenge."""
    return 0.0


def restraint(killed: float, most: float, half: float) -> float:
    """Restraint that deaths bring in time, of all sides: R K / (K + half)."""
    return most * killed / (killed + half)


def unrestrained(killed: float, most: float, half: float) -> float:
    """Neutral form: deaths hold nobody back."""
    return 0.0


def mourners(killed: float, one: float) -> float:
    """People at a funeral of K dead: n sqrt(K)."""
    return one * math.sqrt(killed)


def nobody_mourns(killed: float, one: float) -> float:
    """Neutral form: nobody comes to a funeral that is not given."""
    return 0.0
