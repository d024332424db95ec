"""Where things lie on the page's map: places, roads, sites and forces, without a background."""

import math
from collections.abc import Mapping
from typing import Any, Final

from sim.analysis.event_words import Names
from sim.report.page.crowds import Crowd, crowds_of
from sim.scenario.loaded import Loaded
from sim.scenario.world import World
from sim.terms.tracks import Tracks

WIDTH: Final = 1000.0
"""Width of the map, or its height where that is larger."""
SHAPES: Final[Mapping[str, str]] = {
    "police": "square",
    "peacekeepers": "triangle",
    "higher_command": "triangle",
    "army": "diamond",
}
"""Sign of a force by the kind of its actor."""
_TOWNS: Final = frozenset({"town", "city"})


def map_of(loaded: Loaded, tracks: Tracks, names: Names) -> dict[str, Any]:
    """Everything of the map that does not move.

    Returns:
        ``width`` and ``height``; ``points`` by number of the tracks' places, each with name, x, y
        and what it is: ``site``, ``town`` or ``place``, None where it has no position; ``roads``
        as pairs of positions; ``towns`` with the box to zoom to; ``crowds``: number of the group,
        number of the place, and the name of both, in the order of their rows; ``forces``.
    """
    world = loaded.world
    at, crowds = _positions(world), crowds_of(loaded, tracks)
    groups = list(dict.fromkeys(one.group for one in crowds))
    return {
        "width": round(max(x for x, _ in at.values()) + _margin(), 1),
        "height": round(max(y for _, y in at.values()) + _margin(), 1),
        "points": [_point(name, world, at, names) for name in tracks.places],
        "roads": [[*at[one.a], *at[one.b], one.mode == "foot"] for one in world.roads],
        "towns": [_town(one.id, names.places[one.id], world, at) for one in world.municipalities],
        "crowds": [_crowd(one, groups, tracks, names) for one in crowds],
        "groups": {group: names.actors.get(group, group) for group in groups},
        "forces": [_force(name, loaded, names) for name in tracks.forces],
    }


def busy_box(loaded: Loaded, tracks: Tracks, every: Mapping[str, Any]) -> list[float] | None:
    """The box that holds every place where something stands or people are out in any run.

    Args:
        loaded: the scenario with its world.
        tracks: of any run, for its names.
        every: what the map shows of all runs.

    Returns:
        West, north, east and south; None where nothing happens anywhere.
    """
    world = loaded.world
    at, seats = _positions(world), {one.id: one.seat for one in world.municipalities}
    names = {tracks.places[int(n)] for kind in ("blocked", "closed", "held") for n in every[kind]}
    crowds = zip(crowds_of(loaded, tracks), every["people"], strict=True)
    names |= {seats.get(crowd.place, crowd.place) for crowd, row in crowds if any(row)}
    found = [at[name] for name in names if name in at]
    if not found:
        return None
    xs, ys = zip(*found, strict=True)
    return [min(xs), min(ys), max(xs), max(ys)]


def _margin() -> float:
    return WIDTH / 12


def _positions(world: World) -> dict[str, tuple[float, float]]:
    """Position of each place and site: longitudes shrunk by the latitude, north above."""
    every = {one.id: (one.lon, one.lat) for one in (*world.places, *world.sites)}
    west = min(lon for lon, _ in every.values())
    if max(lon for lon, _ in every.values()) - west > 180.0:  # it lies on both sides of 180 degrees
        every = {name: (lon % 360.0, lat) for name, (lon, lat) in every.items()}
        west = min(lon for lon, _ in every.values())
    north = max(lat for _, lat in every.values())
    south = min(lat for _, lat in every.values())
    shrunk = math.cos(math.radians((north + south) / 2.0))
    wide = max(lon - west for lon, _ in every.values()) * shrunk
    scale = WIDTH / max(wide, north - south, 1e-6)
    return {
        name: (
            round((lon - west) * shrunk * scale + _margin(), 1),
            round((north - lat) * scale + _margin(), 1),
        )
        for name, (lon, lat) in every.items()
    }


def _point(
    name: str, world: World, at: Mapping[str, tuple[float, float]], names: Names
) -> list[Any] | None:
    sites = {one.id: one.kind for one in world.sites}
    places = {one.id: one.kind for one in world.places}
    called = names.places.get(name, name)
    if name in sites:
        return [called, *at[name], "crossing" if sites[name] == "crossing" else "site"]
    if name in places:
        return [called, *at[name], "town" if places[name] in _TOWNS else "place"]
    seat = next((one.seat for one in world.municipalities if one.id == name), "")
    return [called, *at[seat], "municipality"] if seat in at else None


def _town(
    town: str, name: str, world: World, at: Mapping[str, tuple[float, float]]
) -> dict[str, Any]:
    """A municipality: its name, its seat, and the box that holds what lies in it."""
    inside = [at[one.id] for one in (*world.places, *world.sites) if one.municipality == town]
    seat = next(one.seat for one in world.municipalities if one.id == town)
    xs, ys = [x for x, _ in inside] or [0.0], [y for _, y in inside] or [0.0]
    return {
        "name": name,
        "at": list(at.get(seat, (xs[0], ys[0]))),
        "box": [min(xs), min(ys), max(xs), max(ys)],
    }


def _crowd(crowd: Crowd, groups: list[str], tracks: Tracks, names: Names) -> list[Any]:
    """Numbers of its group and its place, and what both are called."""
    group, place, _ = crowd
    called = names.actors.get(group, group), names.places.get(place, place)
    return [groups.index(group), tracks.places.index(place), *called]


def _force(force: str, loaded: Loaded, names: Names) -> dict[str, str]:
    kind = loaded.scenario.actors[force].kind
    name = names.actors.get(force, force)
    return {"name": name, "letter": name[:1].upper(), "shape": SHAPES[kind], "kind": kind}
