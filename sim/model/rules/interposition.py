"""M8 interposition and deterrence: peacekeepers between two sides, or beside a post.

Sources: Ruggeri, Dorussen & Gizelis 2017, *Winning the peace locally*, International Organization
71(1); Fjelde, Hultman & Nilsson 2019, *Protection through presence*, IO 73(1).
"""

import math


def passing_share(
    peacekeepers: float, side_a: float, side_b: float, eta: float, rho: float
) -> float:
    """Share of pushes that still reach the other side: 1 - eta (1 - exp(-n / (rho m))).

    Args:
        peacekeepers: peacekeepers between the sides (n).
        side_a: people of one side who are active.
        side_b: people of the other who are; m is the larger of both.
        eta: largest share prevented.
        rho: peacekeepers per active person at which 63 % of that is prevented.
    """
    pressing = max(side_a, side_b)
    if pressing <= 0.0:
        return 1.0
    return 1.0 + eta * math.expm1(-peacekeepers / (rho * pressing))


def everything_passes(
    peacekeepers: float, side_a: float, side_b: float, eta: float, rho: float
) -> float:
    """Neutral form: peacekeepers prevent nothing."""
    return 1.0


def deterred(peacekeepers: float, company: float, deterrence: float) -> float:
    """Share of fire left where peacekeepers stand at the post: 1 - d min(1, n / company)."""
    return 1.0 - deterrence * min(1.0, peacekeepers / company)


def undeterred(peacekeepers: float, company: float, deterrence: float) -> float:
    """Neutral form: their presence deters nobody."""
    return 1.0
