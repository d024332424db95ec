"""Where something is: distances on the globe, the nearest of several, inside which boundary."""

import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

EARTH_KM: Final = 6371.0088
"""Mean radius of the earth, IUGG."""

Ring = Sequence[tuple[float, float]]
"""Corners of a closed line, (lon, lat) in degrees."""


class At(NamedTuple):
    """A position in degrees: ``lat`` [-90..90] north, ``lon`` [-180..180] east."""

    lat: float
    lon: float


class Box(NamedTuple):
    """What lies between two parallels and two meridians, in degrees; not across the 180th."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, at: At) -> bool:
        """Whether a position lies in it, its edges included."""
        return self.south <= at.lat <= self.north and self.west <= at.lon <= self.east


class Area(NamedTuple):
    """A named area; ``polygons`` each have an outer ring and then rings of holes."""

    id: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]
    source: str = ""
    licence: str = ""

    def holds(self, at: At) -> bool:
        """Whether a position lies in one of its polygons, and in none of that polygon's holes."""
        return any(
            _in_ring(at, rings[0]) and not any(_in_ring(at, hole) for hole in rings[1:])
            for rings in self.polygons
        )


def on_earth(at: At) -> bool:
    """Whether a position is one in degrees at all."""
    return abs(at.lat) <= 90 and abs(at.lon) <= 180  # false for nan as well


def km_between(one: At, other: At) -> float:
    """Great-circle distance, by the haversine formula."""
    lat, lat2 = math.radians(one.lat), math.radians(other.lat)
    lon = math.radians(other.lon - one.lon)
    chord = (
        math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin(lon / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def nearest(at: At, among: Iterable[tuple[str, At]]) -> tuple[str, float]:
    """Id of the nearest and its distance in km; "" and infinity when there is none.

    Of several as near, the one whose id comes first, so that the order of a table does not matter.
    """
    return min(
        ((name, km_between(at, there)) for name, there in among),
        key=lambda found: (found[1], found[0]),
        default=("", math.inf),
    )


def area_of(at: At, areas: Iterable[Area]) -> Area | None:
    """The area in which a position lies; of several the one whose id comes first."""
    return min((one for one in areas if one.holds(at)), key=lambda one: one.id, default=None)


def _in_ring(at: At, ring: Ring) -> bool:
    """Whether a position lies inside a ring, by how often a ray to the east crosses it."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        crosses = (y1 > at.lat) != (y2 > at.lat)
        if crosses and at.lon < x1 + (at.lat - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
