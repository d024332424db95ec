"""M5 barricades: called by organisers, built with people and lorries, removed by day.

Sources: McCarthy & Zald 1977, *Resource mobilization and social movements*, AJS 82(6): protest
needs an organisation and its means; Tilly 1978. They bind on organisers and lorries, not on
willing residents.
"""

import math


def call_rate(margin: float, rate: float, width: float, cap: float, factor: float) -> float:
    """Rate at which organisers call people out, 1/h: r f exp(min(cap, (theta - th) / w)).

    Args:
        margin: threat minus the organisers' threshold (theta - th).
        rate: rate when they are equal (r).
        width: threat that multiplies it by e (w).
        cap: cap of the exponent.
        factor: contagion and night (f).
    """
    return rate * factor * math.exp(min(cap, margin / width))


def build_rate(people: float, rate: float, full: float) -> float:
    """Rate of building at one free site, 1/h: r min(1, people / full)."""
    return rate * min(1.0, people / full)


def no_building(people: float, rate: float, full: float) -> float:
    """Neutral form: nothing is ever built."""
    return 0.0


def no_calling(margin: float, rate: float, width: float, cap: float, factor: float) -> float:
    """Neutral form: nobody is called out."""
    return 0.0


def drift_rate(threat: float, least: float, rate: float) -> float:
    """Rate at which an unwanted barricade goes by itself: r max(0, 1 - theta / theta_least)."""
    return rate * max(0.0, 1.0 - threat / least)


def clear_rate(resolve: float, restraint: float, rate: float, slope: float, mean: float) -> float:
    """Rate at which the government clears barricades by force, 1/h: r (1 - q) / .5 exp(s (R - R0)).

    Args:
        resolve: resolve of the government (R).
        restraint: its restraint (q); .5 leaves the rate as it is.
        rate: rate at mean resolve (r).
        slope: exponent (s).
        mean: mean resolve (R0).
    """
    return rate * (1.0 - restraint) / 0.5 * math.exp(slope * (resolve - mean))
