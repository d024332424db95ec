"""M13 kin-state readiness: raised by threat to kin, lowered by the peacekeepers' warning.

Sources: Saideman & Ayres 2008, *For Kin or Country*; Huth 1988, *Extended deterrence and the
outbreak of war*, APSR 82(2). The line itself is gated by the peacekeepers: level 3 is out of reach
of this mechanism.
"""


def raise_rate(threat: float, restraint: float, warning: float, least: float, rate: float) -> float:
    """Rate of raising readiness by one level, 1/h: r max(0, kappa - k0) 2 (1 - q) (1 - w).

    Args:
        threat: threat to kin (kappa), mean over the municipalities where it lives.
        restraint: restraint of the patron (q); .5 leaves the rate as it is.
        warning: share that a warning of the peacekeepers takes away (w) [0..1].
        least: threat below which nothing is moved (k0).
        rate: rate at a unit threat beyond it (r).
    """
    return rate * max(0.0, threat - least) * 2.0 * (1.0 - restraint) * (1.0 - warning)


def never_raised(
    threat: float, restraint: float, warning: float, least: float, rate: float
) -> float:
    """Neutral form: the army stays where it is."""
    return 0.0
