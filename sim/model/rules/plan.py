"""M17 plan: organisers hold back a reserve, and raise the level of what they do over days.

Sources: McAdam 1983, *Tactical innovation and the pace of insurgency*, ASR 48(6); della Porta 1995,
*Social Movements, Political Violence, and the State*: escalation in steps, in answer to what the
other side does.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def raise_rate(deadlock: float, stance: float, law: tuple[float, float, float, float]) -> float:
    """Rate of raising the level in a deadlock, 1/h: r (u + min(m, t / T)) (1 + stance).

    Args:
        deadlock: hours for which what is contested has been in force without a deal (t).
        stance: the patron's word [-1..1].
        law: rate (r), hours of deadlock that add as much as it (T), share of it with which a
            deadlock begins (u), and what the hours add at most (m).
    """
    rate, patience, least, most = law
    return rate * (least + min(most, deadlock / patience)) * (1.0 + stance)


def bites(level: Numbers, denied: Numbers, full: float, least: float) -> Numbers:
    """Level of the plan where a means denies so much: one less below full, none below least.

    Args:
        level: level of the plan [0..3].
        denied: what blocks of a committee still deny (D) [0..1].
        full: D from which the level is that of the plan.
        least: D below which roads are of no use to it, whatever the level.
    """
    lower = np.where(level < 3.0, level - 1.0, level)
    found = np.where(denied >= full, level, lower)
    return np.where(denied >= least, np.maximum(0.0, found), 0.0)


def reserve(level: Numbers, shares: tuple[float, ...]) -> Numbers:
    """Share of its lorry groups that a committee uses at a level; shares of levels 0 to 3."""
    return np.array(shares)[np.asarray(level, dtype=np.int64)]


def all_at_once(level: Numbers, shares: tuple[float, ...]) -> Numbers:
    """Neutral form: everything at hand is used at once, and nothing more ever."""
    return 1.0 + 0.0 * level
