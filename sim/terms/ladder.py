"""The ground ladder and the readiness axis: two ordinal scales, never added up.

Source: the rungs order the CAMEO codes of events by what is seen on the ground (Schrodt 2012,
*CAMEO Codebook* 1.1b3). A peacekeeper's posture and paperwork raise no rung.
"""

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
TOP_READINESS: Final = len(READINESS) - 1

RUNG_WEIGHTS: Final[tuple[float, ...]] = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
"""Convex weight of one event on each rung, used by the intensity curve (doubling per rung)."""
