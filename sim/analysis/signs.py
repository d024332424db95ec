"""The sign of an effect: which way it points, and whether its interval is clear of no change."""

import math
from typing import Final

from sim.analysis.paired import PairedEffect

_TINY: Final = 1e-9


def sign_of(value: float, neutral: float = 0.0) -> int:
    """-1, 0 or 1; 0 also when nothing is known."""
    if not math.isfinite(value) or abs(value - neutral) <= _TINY:
        return 0
    return 1 if value > neutral else -1


def clear_sign(effect: PairedEffect, neutral: float = 0.0) -> int:
    """-1 or 1 when the whole 95 % interval lies on that side of no change; else 0."""
    ends = {sign_of(effect.low, neutral), sign_of(effect.high, neutral)}
    return ends.pop() if len(ends) == 1 else 0
