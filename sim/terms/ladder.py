"""The ground ladder and the readiness axis: two ordinal scales, never added up.

Source: the rungs order the CAMEO codes of events by what is seen on the ground (Schrodt 2012,
*CAMEO Codebook* 1.1b3). A peacekeeper's posture and paperwork raise no rung.
"""

from collections.abc import Collection
from typing import Final

RUNGS: Final[tuple[str, ...]] = (
    "calm",
    "hostile words",
    "peaceful protest",
    "obstruction",
    "coercion, show of force",
    "violence, nobody seriously hurt",
    "injuries",
    "deaths",
    "sustained fighting",
)
"""What is seen on each rung, index = rung [0..8]."""

READINESS: Final[tuple[str, ...]] = ("none", "raised", "highest", "forces cross the line")
"""What is seen on each level of the kin state's readiness, index = level [0..3]."""

TOP_RUNG: Final = len(RUNGS) - 1
OBSTRUCTION: Final = 3
"""Lowest rung of a crisis: a barricade that stands."""
CLOSED_CROSSING: Final = 4
"""Rung of a crossing that is closed."""
VIOLENCE: Final = 5
"""Lowest rung of violence."""
INJURIES: Final = 6
"""Rung of people who are hurt badly enough for hospital."""
SUSTAINED: Final = 8
"""Rung of sustained fighting, which no single event has: it is of what happened within a window."""
WINDOW_HOURS: Final = 48.0
"""Hours that are looked back on for it."""
MOST_KILLED: Final = 10
"""Killed by arms within the window that are sustained fighting by themselves."""
FEWEST_KILLED: Final = 5
"""Killed by arms within the window without whom there is none."""
FIRE_HOURS: Final = 8
"""Separate hours of two-sided fire within the window that make it, on two days or in two places."""
TOP_READINESS: Final = len(READINESS) - 1

RUNG_WEIGHTS: Final[tuple[float, ...]] = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
"""Convex weight of one event on each rung, used by the intensity curve (doubling per rung)."""


def is_sustained(killed: int, exchanges: Collection[tuple[int, int, str]]) -> bool:
    """Whether what happened within the window is sustained fighting (rung 8).

    One-sided shots never are. UCDP asks 25 battle deaths of two parties in a year; ACLED codes an
    armed clash a place and day without a minimum.

    Args:
        killed: people killed by arms within the window.
        exchanges: day, hour and place of two-sided fire within it.
    """
    if killed >= MOST_KILLED:
        return True
    if killed < FEWEST_KILLED or len({(day, hour) for day, hour, _ in exchanges}) < FIRE_HOURS:
        return False
    days, places = {day for day, _, _ in exchanges}, {place for _, _, place in exchanges}
    return len(days) > 1 or len(places) > 1
