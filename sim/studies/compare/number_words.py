"""Numbers of a comparison as words: shares, points, lengths of time and local times."""

from typing import Final

import numpy as np

from sim.analysis.event_words import day_and_month
from sim.scenario.clock import Clock
from sim.terms.words import ENGLISH, SEPARATORS
from sim.terms.words import words as spoken

MINUS: Final = "−"
LONG_HOURS: Final = 1.5
"""Length of time from which it is told in hours."""


def step_of(low: float, high: float) -> float:
    """Down to what a number is told whose interval is known: a tenth of it, or a bit less.

    Returns:
        A power of ten; 0 where the interval is not known or has no width.
    """
    width = abs(high - low)
    if not np.isfinite(width) or width == 0:
        return 0.0
    return 10.0 ** np.floor(np.log10(width / 4))


def number(
    value: float, *, signed: bool = False, language: str = ENGLISH, step: float = 0.0
) -> str:
    """A number for a reader: two or three digits, a true minus, and a sign where it is asked.

    Args:
        value: the number.
        signed: whether a plus is written.
        language: which says what stands before decimals.
        step: down to what it is told, from :func:`step_of`; 0 for two or three digits.
    """
    if not np.isfinite(value):
        return "–"
    size = abs(value)
    if step:
        text = f"{round(size / step) * step:.{max(0, -round(np.log10(step)))}f}"
    else:
        text = f"{size:.0f}" if size >= 100 else f"{size:.3g}" if size >= 10 else f"{size:.2g}"
    if float(text) == 0:
        return "0"
    sign = MINUS if value < 0 else "+" if signed else ""
    return sign + text.replace(".", SEPARATORS[language][1])


def points(value: float) -> str:
    """A difference of shares in percentage points."""
    return f"{round(100 * value):+d}".replace("-", MINUS).replace("+0", "0")


def share(value: float) -> str:
    """A share in percent."""
    return f"{100 * value:.0f} %"


def lasting(hours: float, language: str = ENGLISH) -> str:
    """A length of time: minutes where they are few."""
    size = abs(hours)
    if size < LONG_HOURS:
        return f"{60 * size:.0f} min"
    text = f"{size:.1f} h" if size < 10 else f"{size:.0f} h"
    return text.replace(".", SEPARATORS[language][1])


def shift(hours: float, language: str = ENGLISH) -> str:
    """How much earlier or later."""
    if round(60 * abs(hours)) == 0:
        return spoken("same_time", language)
    return spoken(_way(hours), language, time=lasting(hours, language))


def between(low: float, high: float, language: str = ENGLISH) -> str:
    """From how much to how much earlier or later."""
    if _way(low) != _way(high) and round(60 * low) and round(60 * high):
        return spoken("to", language, low=shift(low, language), high=shift(high, language))
    near, far = sorted((low, high), key=abs)
    first, last = lasting(near, language), lasting(far, language)
    if first.split()[1] == last.split()[1]:
        first = first.split()[0]
    return spoken(_way(far), language, time=spoken("to", language, low=first, high=last))


def _way(hours: float) -> str:
    return "later" if hours > 0 else "earlier"


def moment(clock: Clock, hours: float, language: str = ENGLISH) -> str:
    """A local time, with its day."""
    minutes = round(hours * 60)
    time = clock.local(minutes / clock.tick_minutes)
    day, month = day_and_month(time, language)
    return f"{day} {time.day} {month} {time:%H:%M}"
