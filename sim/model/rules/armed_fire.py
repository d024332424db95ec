"""M7 armed cells: fire follows the rise of threat, police in reach, restraint and the night.

Sources: Collins 2008, *Violence: A Micro-sociological Theory*: most shots hit nobody; small armed
groups, not crowds, kill. The rise above the day's mean, since the level would give three times
the shots.
"""

import math


def fire_rate(novelty: float, reach: float, night: float, will: float, rate: float) -> float:
    """Rate of shooting at police in one municipality, 1/h: r v (1 - exp(-reach)) n w.

    Args:
        novelty: rise of threat above its mean of a day (v), >= 0.
        reach: police in reach times its saturation (k E), >= 0.
        night: 1 at night, the day factor by day (n).
        will: activity of the cells times one minus their restraint (w).
        rate: rate of a unit rise at full reach (r).
    """
    return rate * max(0.0, novelty) * (1.0 - math.exp(-reach)) * night * will


def silence(novelty: float, reach: float, night: float, will: float, rate: float) -> float:
    """Neutral form: nobody fires."""
    return 0.0


def moving_mean(mean: float, value: float, hours: float, tau: float) -> float:
    """Exponential moving mean with time constant tau, h."""
    return value + (mean - value) * math.exp(-hours / tau)
