"""M30 time use: who sleeps hears nothing and stays; who is at work or at school loses by leaving.

Sources: Bureau of Labor Statistics 2008, on the use of time: of people of 15 and over 94 % sleep at
3:00, and 31 % work at 11:00 of an average day, four in ten of a weekday; Becker 1965, Economic
Journal 75: an hour of work costs what it earns. That people go to bed, get up and begin work at
hours of their own, spread as a logistic law, is the form that fits such surveys with one number.
"""

import math


def asleep(hour: float, span: tuple[float, float], spread: float) -> float:
    """Share asleep: 1 / ((1 + exp((b - h) / s)) (1 + exp((h - e) / s))).

    Args:
        hour: local hour (h) [0..24).
        span: hours at which half have gone to bed (b) and half have got up (e), over midnight.
        spread: how far people differ in these (s), h, > 0.
    """
    start, end = span
    half = ((end - start) % 24.0) / 2.0
    away = (hour - start - half + 12.0) % 24.0 - 12.0  # hours from the middle of the span
    return 1.0 / (
        (1.0 + math.exp((-half - away) / spread)) * (1.0 + math.exp((away - half) / spread))
    )


def awake(hour: float, span: tuple[float, float], spread: float) -> float:
    """Neutral form: nobody sleeps."""
    return 0.0


def at_work(hour: float, span: tuple[float, float], spread: float, share: float) -> float:
    """Share at work or at school on a day of work: as :func:`asleep`, of a share (w) [0..1]."""
    return share * asleep(hour, span, spread)


def at_leisure(hour: float, span: tuple[float, float], spread: float, share: float) -> float:
    """Neutral form: nobody has to be anywhere."""
    return 0.0
