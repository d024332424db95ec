"""Threat: what people fear, from the issue, entry, fresh violence, rumours and words.

Source: the sum of frames follows relative-threat accounts of mobilisation (Gurr 1970, *Why Men
Rebel*; Lake & Rothchild 1996, *Containing fear*, International Security 21(2)).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

CEILING: Final = 10.0
"""Threat at which nobody can fear more; several times that of the worst evening. Assumed: without
it fire that breeds fear that breeds fire would grow without end."""


def saturated(threat: Numbers) -> Numbers:
    """Threat within its bounds: never below 0, never above :data:`CEILING`; any shape."""
    return np.minimum(CEILING, np.maximum(0.0, threat))


def bends(shock: Numbers, most: float) -> Numbers:
    """Share of a shock that is felt, since threat bends toward a most: tanh(x / A) / (x / A).

    Args:
        shock: all that has happened, added up (x), >= 0, any shape.
        most: most that can be felt of it (A).
    """
    x = np.maximum(shock, 1e-9) / most
    return np.tanh(x) / x


def means_threat(network: Numbers, weight: float) -> Numbers:
    """Threat of means that others use: w_m min(1, B / B_full).

    Args:
        network: barricades standing relative to a fully blocked network (B / B_full), >= 0.
        weight: threat of a fully blocked network (w_m).
    """
    return weight * np.minimum(1.0, network)
