"""M14 everyday life: cafes and shops close with sirens and threat; roads that are cut.

Source: observed on 31 July 2022 (S71, S73); the form is a plain index: the
share that stays open falls at once and comes back slowly.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


def open_share(
    before: Numbers, siren: Flags, threat: Numbers, weights: tuple[float, float], ease: float
) -> Numbers:
    """Share of cafes and shops open in one town [0..1].

    Args:
        before: share open a tick ago.
        siren: whether sirens sound.
        threat: threat felt.
        weights: share that closes with sirens, and per unit of threat.
        ease: exp(-tick / tau), how slowly they open again.
    """
    goal = np.maximum(0.0, 1.0 - weights[0] * siren - weights[1] * threat)
    return np.where(goal < before, goal, goal + (before - goal) * ease)


def always_open(
    before: Numbers, siren: Flags, threat: Numbers, weights: tuple[float, float], ease: float
) -> Numbers:
    """Neutral form: everything stays open."""
    return np.ones_like(before)


def connected_share(sizes: tuple[int, ...]) -> float:
    """Freedom of movement: share of pairs of places still connected by road.

    Args:
        sizes: number of places in each connected part of the road graph.
    """
    n = sum(sizes)
    if n < 2:
        return 1.0
    return sum(size * (size - 1) for size in sizes) / (n * (n - 1))


def all_connected(sizes: tuple[int, ...]) -> float:
    """Neutral form: movement stays free."""
    return 1.0
