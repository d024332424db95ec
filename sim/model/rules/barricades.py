"""M5 barricades: called by organisers, built with people and lorries, removed by day.

Sources: McCarthy & Zald 1977, *Resource mobilization and social movements*, AJS 82(6): protest
needs an organisation and its means; Tilly 1978. They bind on organisers and lorries, not on
willing residents.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def call_rate(margin: Numbers, rate: float, width: float, cap: float, factor: Numbers) -> Numbers:
    """Rate at which organisers call people out, 1/h: r f exp(min(cap, v / w)).

    Args:
        margin: what is left of threat minus threshold for a means (v), see M15.
        rate: rate when nothing is left (r).
        width: threat that multiplies it by e (w).
        cap: cap of the exponent.
        factor: contagion and night (f).
    """
    return rate * factor * np.exp(np.minimum(cap, margin / width))


def build_rate(people: Numbers, rate: float, full: float) -> Numbers:
    """Rate of building at one free choke point, 1/h: r min(1, people / full)."""
    return rate * np.minimum(1.0, people / full)


def no_building(people: Numbers, rate: float, full: float) -> Numbers:
    """Neutral form: nothing is ever built."""
    return 0.0 * people


def no_calling(margin: Numbers, rate: float, width: float, cap: float, factor: Numbers) -> Numbers:
    """Neutral form: nobody is called out."""
    return 0.0 * margin


def drift_rate(threat: Numbers, least: Numbers, rate: float) -> Numbers:
    """Rate at which a call for nothing ends by itself: r max(0, 1 - theta / theta_least)."""
    return rate * np.maximum(0.0, 1.0 - threat / least)
