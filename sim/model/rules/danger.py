"""M28 danger: what people believe happened to their own in the street makes coming out dearer.

Sources: Opp & Roehl 1990, *Repression, micromobilization, and political protest*, Social Forces
69(2): danger deters by itself, and anger at it brings others out; Kuran 1989, Public Choice 61, for
the private cost; Davenport 2007, *State repression and political order*, Annual Review of Political
Science 10. Only the cost is here: anger at the same harm is fear of what others do (M20, M24), and
what all sides hold back in time is restraint (M23).
"""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def seen(injured: int, killed: int, injury: float, reliability: float) -> float:
    """Danger that a case of harm shows, in deaths: r (K + i I).

    Args:
        injured: people hurt (I).
        killed: people killed (K).
        injury: danger of one who is hurt, relative to one who is killed (i) [0..1].
        reliability: how far who hear of it can rely on it (r) [0..1].
    """
    return reliability * (killed + injury * injured)


def forgotten(danger: Numbers, hours: float, tau: float) -> Numbers:
    """Danger that is left after some hours: D exp(-t / tau)."""
    return danger * math.exp(-hours / tau)


def cost(danger: Numbers, most: float, scale: float) -> Numbers:
    """Cost added to an hour in the street: d (1 - exp(-D / D_0)).

    It levels off: who comes out after many deaths comes out after one more.

    Args:
        danger: danger that is believed (D), in deaths, >= 0.
        most: cost of certain death, in units of benefit (d).
        scale: deaths at which about two thirds of it are reached (D_0).
    """
    return most * -np.expm1(-danger / scale)


def fearless(danger: Numbers, most: float, scale: float) -> Numbers:
    """Neutral form: nobody stays at home for what might happen to him."""
    return 0.0 * danger
