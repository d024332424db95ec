"""Assumed roads between places of which no roads are known: straight, of one speed."""

import math
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Final

from sim.importers.into import Cells
from sim.importers.positions import At, km_between

DETOUR: Final = 1.3
"""Length of a road relative to the straight line [1..]; assumed. By country it is from about 1.1 to
2.1: Ballou, Rahardja & Sakai 2002, *Transportation Research A* 36(9), 843-848."""
LEAST_MINUTES: Final = 0.5


def straight_roads(at: Mapping[str, At], new: Iterable[str], kmh: float) -> list[Cells]:
    """Roads of the Gabriel graph of places, of which at least one end is new.

    Two places are joined when no other lies in the circle whose diameter they are; all places are
    then connected. Source: Gabriel & Sokal 1969, *Systematic Zoology* 18(3), 259-278.

    Args:
        at: positions of all places by id.
        new: ids of those that come in.
        kmh: speed on all roads, above 0.
    """
    fresh = set(new)
    flat = _flat(at)
    return [
        _road(start, end, km_between(at[start], at[end]) * DETOUR, kmh)
        for start, end in combinations(sorted(at), 2)
        if (start in fresh or end in fresh) and _is_joined(start, end, flat)
    ]


def _flat(at: Mapping[str, At]) -> dict[str, tuple[float, float]]:
    """Positions on a plane, in degrees of latitude; near enough for neighbours."""
    middle = sum(one.lat for one in at.values()) / max(len(at), 1)
    across = math.cos(math.radians(middle))
    return {name: (one.lat, one.lon * across) for name, one in at.items()}


def _is_joined(start: str, end: str, flat: Mapping[str, tuple[float, float]]) -> bool:
    (a, b), (c, d) = flat[start], flat[end]
    middle, radius = ((a + c) / 2, (b + d) / 2), math.hypot(a - c, b - d) / 2
    return all(
        name in (start, end) or math.dist(middle, where) >= radius for name, where in flat.items()
    )


def _road(start: str, end: str, km: float, kmh: float) -> Cells:
    return {
        "from": start,
        "to": end,
        "name": "assumed road",
        "km": f"{km:.1f}",
        "minutes": f"{max(60 * km / kmh, LEAST_MINUTES):.1f}",
        "mode": "road",
        "source": "none",
        "licence": "none",
        "assumed": "from to km minutes",
        "note": f"straight line times {DETOUR:g}, {kmh:g} km/h",
    }
