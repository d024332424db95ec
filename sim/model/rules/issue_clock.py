"""M2 the issue clock: salience rises to a deadline, wears while enforced, fades otherwise.

Sources: Roth, Murnighan & Schoumaker 1988, *The deadline effect in bargaining*, AER 78(4); Downs
1972, *Up and down with ecology*, for the fading of attention.
"""

import math

Times = tuple[float, float, float]


def salience(peak: float, hours_left: float, enforced: bool, times: Times, worn: float) -> float:
    """Salience S of an issue [0..1].

    S = S0 exp(-(T - t) / lead) before the deadline T; S0 (f + (1 - f) exp(-(t - T) / a)) while
    enforced after it; else S0 exp(-(t - T) / fade).

    Args:
        peak: salience at its height (S0).
        hours_left: hours to the deadline (T - t); negative after it.
        enforced: whether the decision is in force after the deadline.
        times: time constants of the rise (lead), of the fall of what is not enforced (fade), and of
            the wear of what is (a), h.
        worn: share that is left in the end of what is enforced (f) [0..1].
    """
    lead, fade, wear = times
    if hours_left > 0.0:
        return peak * math.exp(-hours_left / lead)
    if not enforced:
        return peak * math.exp(hours_left / fade)
    return peak * (worn + (1.0 - worn) * math.exp(hours_left / wear))


def flat_salience(
    peak: float, hours_left: float, enforced: bool, times: Times, worn: float
) -> float:
    """Neutral form: salience without a clock, half of its peak at all times."""
    return 0.5 * peak


def after_concession(factor: float, hours_since: float, tau: float) -> float:
    """Share of salience left t hours after a concession: f + (1 - f) exp(-t / tau)."""
    return factor + (1.0 - factor) * math.exp(-hours_since / tau)
