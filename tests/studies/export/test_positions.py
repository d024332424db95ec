"""Geometries: longitude first, and cut where the earth's map is."""

import pytest

from sim.scenario.world import Place
from sim.studies.export.positions import line, point, points


def at(lon, lat):
    return Place("x", "X", "town", "m", lat, lon)


def test_longitude_comes_first():
    assert point(at(20.5, 42.25)) == {"type": "Point", "coordinates": [20.5, 42.25]}
    several = points([at(1, 2), at(3, 4)])
    assert several == {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}
    ends = line(at(1, 2), at(3, 4))
    assert ends == {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}


@pytest.mark.parametrize(
    ("a", "b", "edge"), [((179, 1), (-178, 4), 180.0), ((-178, 4), (179, 1), -180.0)]
)
def test_a_line_over_the_antimeridian_is_cut_there(a, b, edge):
    cut = line(at(*a), at(*b))
    assert cut["type"] == "MultiLineString"
    assert cut["coordinates"] == [[[*a], [edge, 2.0]], [[-edge, 2.0], [*b]]]
