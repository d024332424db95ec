"""Where things lie, as geometries of GeoJSON: longitude before latitude, in degrees (WGS 84).

A line that crosses the antimeridian is cut there (RFC 7946, section 3.1.9).
"""

from typing import Any, Final

from sim.scenario.world import Place, Site

Position = list[float]
Geometry = dict[str, Any]
_HALF: Final = 180.0


def position(place: Place | Site) -> Position:
    """Longitude [-180..180] and latitude [-90..90] of a place or site."""
    return [place.lon, place.lat]


def point(place: Place | Site) -> Geometry:
    """A place or site as a point."""
    return {"type": "Point", "coordinates": position(place)}


def points(places: list[Place]) -> Geometry:
    """Several places as one geometry."""
    return {"type": "MultiPoint", "coordinates": [position(place) for place in places]}


def line(a: Place, b: Place) -> Geometry:
    """A straight line between two places; in two parts where it crosses the antimeridian."""
    beyond = lon_beside(a, b)
    if abs(beyond) <= _HALF:
        return {"type": "LineString", "coordinates": [position(a), position(b)]}
    edge = _HALF if beyond > 0 else -_HALF
    lat = a.lat + (b.lat - a.lat) * (edge - a.lon) / (beyond - a.lon)
    parts = [[position(a), [edge, lat]], [[-edge, lat], position(b)]]
    return {"type": "MultiLineString", "coordinates": parts}


def lon_beside(a: Place, b: Place | Site) -> float:
    """Longitude of b, counted on beyond 180 degrees where that is the shorter way from a."""
    if abs(b.lon - a.lon) <= _HALF:
        return b.lon
    return b.lon + (2 * _HALF if b.lon < a.lon else -2 * _HALF)
