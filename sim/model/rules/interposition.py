"""M8 interposition and deterrence: peacekeepers between two sides, police who outnumber a crowd.

Sources: Ruggeri, Dorussen & Gizelis 2017, *Winning the peace locally*, International Organization
71(1); Fjelde, Hultman & Nilsson 2019, *Protection through presence*, IO 73(1).
"""


def passing_share(
    peacekeepers: float, side_a: float, side_b: float, eta: float, rho: float
) -> float:
    """Share of contacts that still happen: 1 - eta min(1, n / (rho min(A, B))).

    Args:
        peacekeepers: peacekeepers between the sides (n).
        side_a: people on one side (A).
        side_b: people on the other side (B).
        eta: largest share prevented.
        rho: peacekeepers per person of the smaller side for full effect.
    """
    smaller = min(side_a, side_b)
    if smaller <= 0.0:
        return 1.0
    return 1.0 - eta * min(1.0, peacekeepers / (rho * smaller))


def everything_passes(
    peacekeepers: float, side_a: float, side_b: float, eta: float, rho: float
) -> float:
    """Neutral form: peacekeepers prevent nothing."""
    return 1.0


def clash_rate(side_a: float, side_b: float, rate: float, full: float) -> float:
    """Rate of contact of two crowds, 1/h: r min(1, min(A, B) / full)."""
    return rate * min(1.0, min(side_a, side_b) / full)


def deterred(peacekeepers: float, company: float, deterrence: float) -> float:
    """Share of fire left where peacekeepers stand at the post: 1 - d min(1, n / company)."""
    return 1.0 - deterrence * min(1.0, peacekeepers / company)


def undeterred(peacekeepers: float, company: float, deterrence: float) -> float:
    """Neutral form: their presence deters nobody."""
    return 1.0


def calmed(share: float) -> float:
    """Share of street contacts left when trusted police prevent some of them: 1 - s."""
    return 1.0 - share


def rules_of_engagement(restraint: float) -> float:
    """Harm police do in a contact, relative to what is done to them: 2 (1 - q).

    Args:
        restraint: share of contacts met without force (q); .5 makes both sides equal.
    """
    return 2.0 * (1.0 - restraint)


def outnumbering(police: float, crowd: float, share: float) -> float:
    """Share of contacts left when police outnumber a crowd: 1 - s min(1, police / crowd)."""
    if crowd <= 0.0:
        return 1.0
    return 1.0 - share * min(1.0, police / crowd)
