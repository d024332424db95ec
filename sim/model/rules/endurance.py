"""M27 endurance: a force tires under pushes, is relieved by those who are free, and asks for more.

Sources: Helmbold 1971, *Decision in Battle: Breakpoint Hypotheses and Engagement Termination Data*,
RAND R-772-PR: losses alone do not tell when a force gives way; Marshall 1947, *Men Against Fire*,
for fatigue in the line; form and sizes are assumed.
"""

import math


def left(strain: float, stamina: float) -> float:
    """Share left of what a force bears [0..1]: exp(-k / k_0).

    Args:
        strain: pushes that it has stood and not been relieved of (k), >= 0.
        stamina: pushes after which a third of it is left (k_0).
    """
    return math.exp(-strain / stamina)


def never_tires(strain: float, stamina: float) -> float:
    """Neutral form: it bears as much in the tenth push as in the first."""
    return 1.0


def wanted(pressing: float, rho: float) -> float:
    """People whom a headquarters wants between two crowds: rho m, as many as keep most apart (M8).

    Args:
        pressing: people of the more active side who press (m).
        rho: peacekeepers for each of them at which 63 % of what can be prevented is (rho).
    """
    return rho * pressing


def no_more(pressing: float, rho: float) -> float:
    """Neutral form: it sends nobody beside the company that holds the place."""
    return 0.0
