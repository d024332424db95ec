"""Numbers of a comparison as words: shares, points, lengths of time and local times."""

from typing import Final

import numpy as np

from sim.scenario.clock import Clock

MINUS: Final = "−"
LONG_HOURS: Final = 1.5
"""Length of time from which it is told in hours."""


def number(value: float, *, signed: bool = False) -> str:
    """A number for a reader: two or three digits, a true minus, and a sign where it is asked."""
    if not np.isfinite(value):
        return "-"
    size = abs(value)
    text = f"{size:.0f}" if size >= 100 else f"{size:.3g}" if size >= 10 else f"{size:.2g}"
    if text == "0":
        return text
    return (MINUS if value < 0 else "+" if signed else "") + text


def points(value: float) -> str:
    """A difference of shares in percentage points."""
    return f"{round(100 * value):+d}".replace("-", MINUS).replace("+0", "0")


def share(value: float) -> str:
    """A share in percent."""
    return f"{100 * value:.0f} %"


def lasting(hours: float) -> str:
    """A length of time: minutes where they are few."""
    size = abs(hours)
    if size < LONG_HOURS:
        return f"{60 * size:.0f} min"
    return f"{size:.1f} h" if size < 10 else f"{size:.0f} h"


def shift(hours: float) -> str:
    """How much earlier or later."""
    if round(60 * abs(hours)) == 0:
        return "at the same time"
    return f"{lasting(hours)} {_way(hours)}"


def between(low: float, high: float) -> str:
    """From how much to how much earlier or later."""
    if _way(low) != _way(high) and round(60 * low) and round(60 * high):
        return f"{shift(low)} to {shift(high)}"
    near, far = sorted((low, high), key=abs)
    words = lasting(near), lasting(far)
    if words[0].split()[1] == words[1].split()[1]:
        words = words[0].split()[0], words[1]
    return f"{words[0]} to {words[1]} {_way(far)}"


def _way(hours: float) -> str:
    return "later" if hours > 0 else "earlier"


def moment(hours: float, clock: Clock) -> str:
    """A local time, with its day."""
    minutes = round(hours * 60)
    time = clock.local(minutes / clock.tick_minutes)
    return f"{time:%a} {time.day} {time:%b %H:%M}"
