"""M26 confrontation: a crowd of the other side that presses brings out those it comes for.

Each side gathers against what it takes for an attack, and that is one to the other; riots grow
where two crowds meet at the line between their quarters.

Sources: Posen 1993, *The Security Dilemma and Ethnic Conflict*, Survival 35(1); Horowitz 2001, *The
Deadly Ethnic Riot*.
"""

import math


def alarm(people: float, minutes: float, half: float, reach: float) -> float:
    """How far a crowd that comes is felt [0..1]: n / (n + n_half) exp(-d / d0).

    Args:
        people: people of the other side who are bent on coming on (n).
        minutes: driving minutes to where they are (d).
        half: people at whom half of it is felt (n_half).
        reach: driving minutes within which it falls to 1/e (d0).
    """
    return people / (people + half) * math.exp(-minutes / reach)


def nobody_alarmed(people: float, minutes: float, half: float, reach: float) -> float:
    """Neutral form: a crowd of the other side moves nobody before it has done something."""
    return 0.0
