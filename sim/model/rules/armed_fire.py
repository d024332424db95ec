"""M7 armed cells: fire follows the rise of threat, police in reach, restraint and the night.

Sources: Collins 2008, *Violence: A Micro-sociological Theory*: most shots hit nobody; small armed
groups, not crowds, kill. The rise above the day's mean, since the level would give three times
the shots.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def fire_rate(
    novelty: Numbers, reach: Numbers, night: float, will: Numbers, rate: float
) -> Numbers:
    """Rate of shooting at police in one municipality, 1/h: r v (1 - exp(-reach)) n w.

    Args:
        novelty: rise of threat above its mean of a day (v), >= 0.
        reach: police in reach times its saturation (k E), >= 0.
        night: 1 at night, the day factor by day (n).
        will: activity of the cells times one minus their restraint (w).
        rate: rate of a unit rise at full reach (r).
    """
    return rate * np.maximum(0.0, novelty) * (1.0 - np.exp(-reach)) * night * will


def silence(novelty: Numbers, reach: Numbers, night: float, will: Numbers, rate: float) -> Numbers:
    """Neutral form: nobody fires."""
    return 0.0 * novelty


def harm_of_fire(
    draws: tuple[float, float], p_kill: float, p_hit: float, deadliness: float
) -> tuple[int, int]:
    """Injured and killed of one exchange of fire: nobody mostly, else one who is hurt or killed.

    Args:
        draws: two uniform draws [0, 1), for death and for injury.
        p_kill: chance that somebody is killed by shots from a roadside [0..1].
        p_hit: chance that somebody is hurt by them who is not killed [0..1].
        deadliness: how much deadlier this exchange is than these, 1 for no more, >= 0.
    """
    killed = int(draws[0] < min(1.0, deadliness * p_kill))
    injured = int(draws[1] < min(1.0, deadliness * p_hit)) * (1 - killed)
    return injured, killed


def moving_mean(mean: Numbers, value: Numbers, hours: float, tau: float) -> Numbers:
    """Exponential moving mean with time constant tau, h."""
    return value + (mean - value) * np.exp(-hours / tau)
