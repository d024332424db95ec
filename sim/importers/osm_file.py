"""What an extract of OpenStreetMap (.osm, .osm.pbf) holds of what a world needs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.importers.asked import Asked
from sim.importers.positions import Area, At, km_between
from sim.scenario.csv_reader import read_table, rows_of
from sim.scenario.mistakes import Mark, Mistake, ScenarioError, shown_path
from sim.terms.extras import extra

PLACES: Final = (
    "city",
    "town",
    "village",
    "suburb",
    "hamlet",
    "neighbourhood",
    "isolated_dwelling",
)
"""Kinds of places, the largest first."""
SMALLEST: Final = "village"
ADMIN_LEVEL: Final = 8
_SHIPPED: Final = "road_speeds.csv"
_MILE_KM: Final = 1.609344
_LIMIT: Final = re.compile(r"(\d{1,3})( mph)?")
_CLOSED: Final = frozenset({"no", "private"})
BRIDGE_KM: Final = 0.03
"""Bridges shorter than this are left out."""


class Point(NamedTuple):
    """A place, crossing, bridge or police station; ``number`` is such as ``n240109189``."""

    name: str
    kind: str
    number: str
    at: At
    people: int = 0
    way: int = 0


class Piece(NamedTuple):
    """A piece of street between two nodes."""

    start: int
    end: int
    minutes: float
    km: float
    way: int


@dataclass
class Extract:
    """What was found in a file.

    Attributes:
        places: inhabited places.
        crossings: border crossings.
        bridges: bridges of streets.
        police: police stations.
        areas: boundaries of the level asked for.
        at: position of each node of a street.
        pieces: streets.
        names: name or number of each way.
        limited: kilometres with a speed limit in the file, and of all streets.
        lost: pieces whose nodes are not in the file.
    """

    places: list[Point] = field(default_factory=list)
    crossings: list[Point] = field(default_factory=list)
    bridges: list[Point] = field(default_factory=list)
    police: list[Point] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    at: dict[int, At] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    limited: float = 0.0
    km: float = 0.0
    lost: int = 0


def read_speeds(path: Path | None) -> dict[str, float]:
    """Speeds in km/h by class of road, from the user's table or the one that is shipped.

    Raises:
        ScenarioError: listing every mistake in it.
    """
    columns, mistakes = ("highway", "kmh"), []
    if path is None:
        text = resources.files("sim.importers").joinpath(_SHIPPED).read_text("utf-8")
        read = rows_of(text, Mark(_SHIPPED, 1, Path()), columns, mistakes)
    else:
        read = read_table(path, columns, mistakes)
    rows = read[1] if read else []
    speeds = {row.text("highway"): row.number("kmh", 1, 300) for row in rows}
    if mistakes:
        raise ScenarioError(mistakes)
    return speeds


def read_extract(path: Path, asked: Asked, speeds: dict[str, float]) -> Extract:
    """Read a file; it is gone through twice, for boundaries lie across its parts.

    Raises:
        ScenarioError: when it cannot be read.
        MissingExtra: without osmium.
    """
    osmium = extra("osmium", "import")
    level = str(asked.admin_level or ADMIN_LEVEL)
    kinds = PLACES[: PLACES.index(asked.smallest or SMALLEST) + 1]
    found = Extract()
    try:
        with path.open("rb"):
            pass
        only = osmium.filter.TagFilter(("boundary", "administrative"))
        for one in osmium.FileProcessor(str(path)).with_areas(only):
            if one.is_node():
                _node(one, kinds, found)
            elif one.is_way():
                _way(one, speeds, found)
            elif one.is_area() and one.tags.get("admin_level") == level:
                found.areas += _area(one)
    except OSError as error:
        raise _wrong(path, f"cannot be read: {error.strerror or error}") from error
    except RuntimeError as error:  # what osmium raises for any file that is not of its formats
        message = f"is no extract of OpenStreetMap (.osm, .osm.gz, .osm.pbf): {error}"
        if "out of order" in str(error):
            message = f"{error}; put it in order: osmium sort {path.name} -o sorted.osm.pbf"
        raise _wrong(path, message) from error
    return found


def _wrong(path: Path, message: str) -> ScenarioError:
    return ScenarioError([Mistake(shown_path(path), 0, "", "", message)])


def _name(tags: Any) -> str:
    """A name; one in Latin letters where there is, since ids are made of it."""
    return tags.get("name:en") or tags.get("int_name") or tags.get("name") or ""


def _node(node: Any, kinds: tuple[str, ...], found: Extract) -> None:
    tags, number = node.tags, f"n{node.id}"
    if not len(tags) or not node.location.valid():
        return
    at = At(node.location.lat, node.location.lon)
    if tags.get("place") in kinds:
        people = tags.get("population", "").replace(",", "").replace(" ", "")
        count = int(people) if people.isascii() and people.isdecimal() else 0
        found.places.append(Point(_name(tags), tags["place"], number, at, count))
    if tags.get("barrier") == "border_control":
        found.crossings.append(Point(_name(tags), "crossing", number, at))
    if tags.get("amenity") == "police":
        found.police.append(Point(_name(tags), "police_station", number, at))


def _way(way: Any, speeds: dict[str, float], found: Extract) -> None:
    tags = way.tags
    nodes = [
        (one.ref, At(one.location.lat, one.location.lon))
        for one in way.nodes
        if one.location.valid()
    ]
    if not nodes:
        return
    if tags.get("amenity") == "police":
        found.police.append(Point(_name(tags), "police_station", f"w{way.id}", _middle(nodes)))
    speed = speeds.get(tags.get("highway", ""))
    if speed is None or tags.get("access") in _CLOSED or tags.get("motor_vehicle") in _CLOSED:
        return
    limit = _limit(tags.get("maxspeed", ""))
    kmh = speed if limit is None else min(speed, limit)
    found.lost += len(way.nodes) - len(nodes)
    found.at.update(nodes)
    found.names[way.id] = _name(tags) or tags.get("ref", "")
    whole = 0.0
    for (start, here), (end, there) in pairwise(nodes):
        km = km_between(here, there)
        whole += km
        found.pieces.append(Piece(start, end, 60 * km / kmh, km, way.id))
    found.km += whole
    found.limited += 0.0 if limit is None else whole
    if tags.get("bridge", "no") != "no" and whole >= BRIDGE_KM:
        name = tags.get("bridge:name", "") or _name(tags)
        found.bridges.append(Point(name, "bridge", f"w{way.id}", _middle(nodes), 0, way.id))


def _limit(text: str) -> float | None:
    """A speed limit in km/h; None where it is none that is a number."""
    match = _LIMIT.fullmatch(text)
    if match is None or int(match[1]) == 0:
        return None
    return int(match[1]) * (_MILE_KM if match[2] else 1.0)


def _middle(nodes: list[tuple[int, At]]) -> At:
    lats, lons = [at.lat for _, at in nodes], [at.lon for _, at in nodes]
    return At((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)


def _area(area: Any) -> Iterator[Area]:
    name = _name(area.tags)
    polygons = tuple(
        (_ring(outer), *(_ring(hole) for hole in area.inner_rings(outer)))
        for outer in area.outer_rings()
    )
    if name and polygons:
        kind = "way" if area.from_way() else "relation"
        yield Area(f"{kind[0]}{area.orig_id()}", name, polygons,
                   f"OpenStreetMap {kind} {area.orig_id()}", "ODbL 1.0")  # fmt: skip


def _ring(ring: Any) -> list[tuple[float, float]]:
    return [(node.lon, node.lat) for node in ring]
