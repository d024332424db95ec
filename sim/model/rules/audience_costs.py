"""M11 audience costs: stepping down from an announced position costs; a mediator is cover.

Sources: Fearon 1994, *Domestic political audiences and the escalation of international disputes*,
APSR 88(3); Levendusky & Horowitz 2012, *When backing down is the right decision*, JoP 74(2).
"""

import math


def step_down_factor(commitment: float, cover: float, audience: float, weight: float) -> float:
    """Factor on the rate of conceding: exp(-w A k (1 - c)).

    Args:
        commitment: public commitment to the position (k), 1 after the announcement.
        cover: share of the cost that a mediator's request covers (c) [0..1].
        audience: how much the audience at home minds (A) [0..1].
        weight: exponent of a full cost (w).
    """
    return math.exp(-weight * audience * commitment * (1.0 - cover))


def free_step_down(commitment: float, cover: float, audience: float, weight: float) -> float:
    """Neutral form: stepping down costs nothing."""
    return 1.0
