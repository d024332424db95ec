"""M21 holding: a blockade stands for as long as the will to hold it is above weariness.

Sources: Downs 1972, *Up and down with ecology*: attention to an issue settles; della Porta 1995,
*Social Movements, Political Violence, and the State*, on weariness and small numbers. The form,
a will against a weariness that grows while sites stand, is a judgement; that communities manned
barricades in shifts for months is seen in autumn 2011.
"""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def leave_rate(
    will: Numbers, weariness: Numbers, rate: Numbers, least: float, width: float
) -> Numbers:
    """Rate at which a site is left, 1/h: r / (1 + exp((H - W - h) / w)).

    Args:
        will: will to hold it (H).
        weariness: weariness of those who hold it (W).
        rate: rate at which they leave once they want to (r).
        least: will that holds without weariness (h).
        width: width of the choice (w).
    """
    return rate / (1.0 + np.exp(np.minimum(80.0, (will - weariness - least) / width)))


def nobody_leaves_a_site(
    will: Numbers, weariness: Numbers, rate: Numbers, least: float, width: float
) -> Numbers:
    """Neutral form: what stands stands until an order or a force ends it."""
    return 0.0 * will


def rebuild_rate(hours: float, rate: float, tau: float) -> float:
    """Rate of building again at a site that was cleared by force, 1/h: r exp(-t / tau).

    Those who held it are still there: what holds a site is the will, not the block.

    Args:
        hours: hours since it was cleared (t); infinite where it was not.
        rate: rate of building with a full crowd (r).
        tau: hours after which 1/e of them are still together (tau).
    """
    return rate * math.exp(-hours / tau)


def wearier(
    weariness: Numbers, sites: Numbers, law: tuple[float, float, float], hours: float
) -> Numbers:
    """Weariness after some hours: dW/dt = k sqrt(B / B_full) while sites stand, else -W / tau.

    Args:
        weariness: weariness now (W).
        sites: sites of the same organisers that stand (B).
        law: rate in a full network, 1/h (k); sites of a full network (B_full); hours in which it
            heals to 1/e (tau).
        hours: length of the step.
    """
    rate, full, heals = law
    grown = weariness + rate * hours * np.sqrt(sites / full)
    return np.where(sites > 0.0, grown, weariness * math.exp(-hours / heals))


def livelier(live: Numbers, sites: Numbers, law: tuple[float, float], hours: float) -> Numbers:
    """Live network after some hours: dV/dt = (1 - V) / t_up while sites stand, else -V / t_down."""
    up, down = law
    grown = 1.0 - (1.0 - live) * math.exp(-hours / up)
    return np.where(sites > 0.0, grown, live * math.exp(-hours / down))
