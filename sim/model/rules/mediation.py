"""M12 mediation and concession: offers, and bargaining against a deadline.

Sources: Roth, Murnighan & Schoumaker 1988, AER 78(4): agreements crowd before the deadline;
Greig & Diehl 2012, *International Mediation*: violence brings mediators; Beardsley 2011.
"""

import math

from sim.terms.ladder import INJURIES, OBSTRUCTION, VIOLENCE


def offer_rate(rung: int, salience: float, rates: tuple[float, float, float, float]) -> float:
    """Rate of offers of one mediator at full leverage, 1/h.

    Args:
        rung: highest emergent rung of the last 24 h.
        salience: salience of the issue relative to its peak [0..1]; brings offers before trouble.
        rates: rates before any obstruction, on rung 3-4, on rung 5, on rung 6 and more.
    """
    before, obstruction, violence, injuries = rates
    if rung >= INJURIES:
        return injuries
    if rung == VIOLENCE:
        return violence
    if rung >= OBSTRUCTION:
        return obstruction
    return before * salience


def no_offer(rung: int, salience: float, rates: tuple[float, float, float, float]) -> float:
    """Neutral form: nobody mediates."""
    return 0.0


def deadline_factor(
    hours_left: float, boost: float, lead: float, after: float, floor: float
) -> float:
    """Bargaining pressure D of a deadline.

    D = 1 + b exp(-(T - t) / l) before it, (1 + b - f) exp(-(t - T) / a) + f after it.

    Args:
        hours_left: hours to the deadline (T - t), negative after it.
        boost: rise at the deadline (b).
        lead: time constant of the rise (l), h.
        after: time constant of the collapse (a), h.
        floor: what stays long after (f).
    """
    if hours_left > 0.0:
        return 1.0 + boost * math.exp(-hours_left / lead)
    return (1.0 + boost - floor) * math.exp(hours_left / after) + floor


def concede_rate(
    pressure: float, resolve: float, stakes: float, cost: float, law: tuple[float, float, float]
) -> float:
    """Rate of conceding, 1/h: r D exp(-s (R - R0)) k F.

    Args:
        pressure: deadline pressure (D).
        resolve: resolve of the government (R).
        stakes: what is at stake, by rung (k).
        cost: factor of audience costs (F) [0..1].
        law: rate r, slope s and mean resolve R0.
    """
    rate, slope, mean = law
    return rate * pressure * math.exp(-slope * (resolve - mean)) * stakes * cost


def no_concession(
    pressure: float, resolve: float, stakes: float, cost: float, law: tuple[float, float, float]
) -> float:
    """Neutral form: nobody concedes."""
    return 0.0


def stakes(rung: int, barricades: int, levels: tuple[float, float, float]) -> float:
    """What is at stake: one level each for no barricade, obstruction, violence (rung 5+)."""
    calm, obstruction, violence = levels
    if barricades == 0 and rung < VIOLENCE:
        return calm
    return violence if rung >= VIOLENCE else obstruction
