"""Places, sites, municipalities and roads as GeoJSON (RFC 7946)."""

import json
import math
from typing import Any, NamedTuple

from sim.results.plain_text import rounded, time_text
from sim.scenario.clock import Clock
from sim.scenario.world import World
from sim.studies.export.by_place import (
    BLOCKED,
    MUNICIPALITY,
    SITE,
    Map,
    Told,
    sites_of_roads,
)
from sim.studies.export.positions import Geometry, line, point, points
from sim.studies.export.signature import UNSIGNED

Properties = dict[str, Any]


class Source(NamedTuple):
    """What is exported.

    Attributes:
        title: what the runs are of.
        world: the places.
        clock: of the runs.
        known: what happened where.
        n_runs: number of runs.
        seed: seed of the runs.
    """

    title: str
    world: World
    clock: Clock
    known: Map
    n_runs: int
    seed: int


def columns_of(name: str, value: Told | None, clock: Clock) -> Properties:
    """The three properties of one thing: number of runs, their share, and by when in half of all.

    All are None where the runs do not tell it of such a place; the time alone where it had
    happened in less than half of the runs by their end.
    """
    if value is None:
        return dict.fromkeys((f"{name}_runs", f"{name}_share", f"{name}_half_by"))
    half = time_text(clock, value.half_by) if math.isfinite(value.half_by) else None
    return {
        f"{name}_runs": value.runs,
        f"{name}_share": rounded(value.share),
        f"{name}_half_by": half,
    }


def properties_of_place(source: Source, place: str) -> Properties:
    """What happened at a place, site or municipality, by name of each property."""
    found: Properties = {}
    for name, value in source.known.places[place].items():
        found |= columns_of(name, value, source.clock)
    return found


def properties_of_road(source: Source, ends: tuple[str, str]) -> Properties:
    """The sites on a road, how often each was blocked, and how often any of them.

    The shares of the sites are in the order of their ids, with spaces between.
    """
    ids = sites_of_roads(source.world)[ends]
    values = [source.known.places[one]["barricade"] for one in ids]
    shares = [f"{rounded(value.share)}" for value in values if value is not None]
    return {
        "sites": " ".join(ids),
        "site_shares": " ".join(shares),
        **columns_of(BLOCKED, source.known.roads[ends], source.clock),
    }


def feature_collection(source: Source) -> dict[str, Any]:
    """A FeatureCollection; municipalities without any place have no position and are left out."""
    return {
        "type": "FeatureCollection",
        "generator": UNSIGNED,
        "title": source.title,
        "runs": source.n_runs,
        "seed": source.seed,
        "features": [
            *_municipalities(source),
            *_roads(source),
            *_places(source),
            *_sites(source),
        ],
    }


def geojson_text(collection: dict[str, Any]) -> str:
    """The collection as text, one feature a line; numbers of positions as the world has them."""
    head = {name: value for name, value in collection.items() if name != "features"}
    lines = [_one_line(feature) for feature in collection["features"]]
    start = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return start + ',\n "features": [\n' + ",\n".join(lines) + "\n ]\n}\n"


def unplaced(world: World) -> list[str]:
    """Names of the municipalities that no place lies in."""
    inhabited = {place.municipality for place in world.places}
    return [town.name for town in world.municipalities if town.id not in inhabited]


def _one_line(feature: dict[str, Any]) -> str:
    return json.dumps(feature, ensure_ascii=False, allow_nan=False)


def _feature(name: str, geometry: Geometry, properties: Properties) -> dict[str, Any]:
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": properties}


def _places(source: Source) -> list[dict[str, Any]]:
    """Places, but for those that are sites."""
    sites = {site.id for site in source.world.sites}
    return [
        _feature(one.id, point(one), {
            "id": one.id, "feature": "place", "name": one.name, "kind": one.kind,
            "municipality": one.municipality, **properties_of_place(source, one.id),
        })
        for one in source.world.places if one.id not in sites
    ]  # fmt: skip


def _sites(source: Source) -> list[dict[str, Any]]:
    return [
        _feature(one.id, point(one), {
            "id": one.id, "feature": SITE, "name": one.name, "kind": one.kind,
            "municipality": one.municipality, "controls": one.controls,
            **properties_of_place(source, one.id),
        })
        for one in source.world.sites
    ]  # fmt: skip


def _municipalities(source: Source) -> list[dict[str, Any]]:
    """Municipalities as all their places: an event of one is somewhere in it."""
    inside: dict[str, list[Any]] = {}
    for place in source.world.places:
        inside.setdefault(place.municipality, []).append(place)
    return [
        _feature(one.id, points(inside[one.id]), {
            "id": one.id, "feature": MUNICIPALITY, "name": one.name, "kind": one.area,
            "position": "its places", **properties_of_place(source, one.id),
        })
        for one in source.world.municipalities if one.id in inside
    ]  # fmt: skip


def _roads(source: Source) -> list[dict[str, Any]]:
    places = {place.id: place for place in source.world.places}
    return [
        _feature(f"{one.a} {one.b}", line(places[one.a], places[one.b]), {
            "id": f"{one.a} {one.b}", "feature": "road", "name": one.name, "kind": one.mode,
            "from": one.a, "to": one.b, "km": one.km, "minutes": one.minutes,
            "position": "a straight line", **properties_of_road(source, (one.a, one.b)),
        })
        for one in source.world.roads
    ]  # fmt: skip
