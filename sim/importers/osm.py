"""An extract of OpenStreetMap to places, roads, municipalities and sites."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from scipy.spatial import KDTree

from sim.importers.asked import Asked
from sim.importers.by_hand import ToCheck
from sim.importers.into import Cells
from sim.importers.osm_file import BRIDGE_KM, Extract, Point, read_extract, read_speeds
from sim.importers.osm_roads import Node, Street, Way, joined, largest_part
from sim.importers.places import (
    Known,
    NewPlace,
    NewSite,
    Origin,
    Settled,
    inside,
    kept_within,
    settle,
    site_rows,
)
from sim.importers.positions import Area, At, km_between, nearest

SNAP_KM: Final = 2.0
"""A place further than this from every street is left out."""
_TRACK_KMH: Final = 20.0
"""Speed from a place to the nearest street; assumed."""
_SAME_KM: Final = 0.3
"""Lanes of a crossing, or the two halves of a bridge, that lie nearer than this are one site."""
_NEAR_KM: Final = 5.0
"""A police station further than this from every place is left out."""
_LEAST_MINUTES: Final = 0.1


class _Network(NamedTuple):
    streets: dict[Node, list[Street]]
    roads: dict[tuple[str, str], Way]
    reached: set[str]


def osm_rows(
    paths: Sequence[Path], areas: Sequence[Area], known: Known, asked: Asked, *,
    usual: Origin, check: ToCheck,
) -> dict[str, list[Cells]]:  # fmt: skip
    """Rows of each table of a world.

    Raises:
        Refused: when a file cannot be read, or osmium is not there.
    """
    speeds = read_speeds(asked.speeds)
    tables: dict[str, list[Cells]] = {}
    for path in paths:
        found = read_extract(path, asked, speeds)
        rows = _rows(found, areas or found.areas, known, asked, usual=usual, check=check)
        for table, those in rows.items():
            tables.setdefault(table, []).extend(those)
        _say(found, check)
    return tables


def _say(found: Extract, check: ToCheck) -> None:
    share = found.limited / found.km if found.km else 0.0
    check.note(
        f"driving minutes are assumed: {1 - share:.0%} of the {found.km:,.0f} km of streets have "
        "no speed limit in the file and are driven at the speed of their class (--speeds); "
        "one-way streets, junctions and borders cost nothing"
    )
    if found.lost:
        check.note(f"{found.lost:,} nodes of streets are not in the file: roads end at its edge")


def _rows(
    found: Extract, areas: Sequence[Area], known: Known, asked: Asked, *,
    usual: Origin, check: ToCheck,
) -> dict[str, list[Cells]]:  # fmt: skip
    crossings = [_named(one) for one in _apart(found.crossings)]
    new = [_place(one, usual) for one in (*found.places, *crossings)]
    new = inside(kept_within(new, asked, check), areas, asked, check)
    if not new:
        return {}
    network = _network(found, new, check)
    kept = [one for one in new if one.number in network.reached]
    for one in new:
        if one.number not in network.reached:
            check.note("dropped, no street of the file leads there from the other places", one.name)
    settled = settle(kept, areas, known, asked, check)
    sites = [*settled.sites]
    sites += _bridge_sites(found, network, settled, usual, check)
    sites += _police_sites(found, settled, usual, check)
    taken = {*known.municipalities, *known.others}
    if sites:
        check.note("sites: what holding them controls is assumed, and no front is known")
    return {
        "places": settled.places,
        "municipalities": settled.municipalities,
        "roads": [_road(ends, way, found, settled, usual) for ends, way in network.roads.items()
                  if {*ends} <= {*settled.ids}],
        "sites": site_rows(sites, settled, taken),
    }  # fmt: skip


def _origin(number: str, usual: Origin) -> Origin:
    kind = {"n": "node", "w": "way"}[number[0]]
    return Origin(f"{usual.source}, {kind} {number[1:]}", usual.licence)


def _place(point: Point, usual: Origin) -> NewPlace:
    return NewPlace(point.name, point.kind, point.number, point.at, point.people, None,
                    _origin(point.number, usual))  # fmt: skip


def _named(point: Point) -> Point:
    return point if point.name else point._replace(name=f"Crossing {point.number}")


def _apart(points: Iterable[Point]) -> list[Point]:
    """Points but for those near one of them that has a smaller number."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda one: (len(one.number), one.number)):
        if all(km_between(point.at, one.at) > _SAME_KM for one in kept):
            kept.append(point)
    return kept


def _network(found: Extract, places: Sequence[NewPlace], check: ToCheck) -> _Network:
    """The streets with the places at them, and the roads that follow."""
    streets: dict[Node, list[Street]] = {}
    for piece in found.pieces:
        _join(streets, piece.start, Street(piece.end, piece.minutes, piece.km, piece.way))
    snapped = _snapped(found.at, places)
    for place in places:
        if place.number in snapped:
            node, km = snapped[place.number]
            _join(streets, place.number, Street(node, 60 * km / _TRACK_KMH, km, 0))
        else:
            check.note(f"no street within {SNAP_KM:g} km of it", place.name)
    nodes: dict[str, Node] = {place.number: place.number for place in places}
    roads = joined(streets, nodes)
    reached = largest_part(roads, nodes)
    return _Network(streets, {e: w for e, w in roads.items() if {*e} <= reached}, reached)


def _join(streets: dict[Node, list[Street]], start: Node, street: Street) -> None:
    """Put in a street, in both directions."""
    streets.setdefault(start, []).append(street)
    streets.setdefault(street.to, []).append(street._replace(to=start))


def _snapped(nodes: Mapping[int, At], places: Sequence[NewPlace]) -> dict[str, tuple[int, float]]:
    """Nearest crossroads of each place and the distance in km, where there is one near."""
    if not nodes:
        return {}
    numbers = sorted(nodes)
    tree = KDTree(_on_sphere([nodes[number] for number in numbers]))
    which = np.atleast_1d(tree.query(_on_sphere([place.at for place in places]))[1])
    found: dict[str, tuple[int, float]] = {}
    for place, index in zip(places, which, strict=True):
        number = numbers[int(index)]
        km = km_between(place.at, nodes[number])
        if km <= SNAP_KM:
            found[place.number] = (number, km)
    return found


def _on_sphere(at: Sequence[At]) -> np.ndarray:
    """Positions as points of the unit sphere, shape (n, 3), on which near is near everywhere."""
    lat, lon = np.radians([one.lat for one in at]), np.radians([one.lon for one in at])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _road(
    ends: tuple[str, str], way: Way, found: Extract, settled: Settled, usual: Origin
) -> Cells:
    start, end = (settled.ids[one] for one in ends)
    return {
        "from": start,
        "to": end,
        "name": found.names.get(way.longest) or f"{start} - {end}",
        "km": f"{way.km:.2f}",
        "minutes": f"{max(way.minutes, _LEAST_MINUTES):.1f}",
        "mode": "road",
        "source": f"{usual.source}, way {way.longest}" if way.longest else usual.source,
        "licence": usual.licence,
        "assumed": "minutes",
        "note": f"fastest of the streets, over {len(way.ways)} ways",
    }


def _bridge_sites(
    found: Extract, network: _Network, settled: Settled, usual: Origin, check: ToCheck
) -> Iterable[NewSite]:
    """Bridges that a road between places leads over; others at a place where they have a name."""
    on: dict[int, tuple[str, str]] = {}
    for ends, way in sorted(network.roads.items()):
        if {*ends} <= {*settled.ids}:
            for number in way.ways:
                on.setdefault(number, (settled.ids[ends[0]], settled.ids[ends[1]]))
    for one in _apart(found.bridges):
        origin, ends = _origin(one.number, usual), on.get(one.way)
        name = one.name or f"Bridge {one.number}"
        if ends is not None:
            yield NewSite(name, "bridge", one.number, one.at, "road", origin, ends=ends)
            continue
        place, km = nearest(one.at, settled.at.items())
        if one.name and km <= _NEAR_KM:
            yield NewSite(name, "bridge", one.number, one.at, "nothing", origin, place,
                          assumed="place controls")  # fmt: skip
        else:
            words = f"bridge of {BRIDGE_KM * 1000:g} m or more dropped, on no road between places"
            check.note(f"{words}, and without a name or far from all", name)


def _police_sites(
    found: Extract, settled: Settled, usual: Origin, check: ToCheck
) -> Iterable[NewSite]:
    for one in _apart(found.police):
        place, km = nearest(one.at, settled.at.items())
        name = one.name or f"Police station {one.number}"
        if km > _NEAR_KM:
            check.note(f"police station dropped, no place within {_NEAR_KM:g} km", name)
        else:
            yield NewSite(name, "police_station", one.number, one.at, "nothing",
                          _origin(one.number, usual), place, assumed="place controls")  # fmt: skip
