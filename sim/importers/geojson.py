"""GeoJSON (RFC 7946): points to places or sites, polygons to municipalities."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.importers.asked import Asked
from sim.importers.by_hand import ToCheck
from sim.importers.names import slug
from sim.importers.places import NewPlace, NewSite, Origin, Settled
from sim.importers.positions import Area, At, nearest, on_earth
from sim.scenario.mistakes import Mistake, ScenarioError, shown_path, suggest
from sim.scenario.world_columns import CONTROLS
from sim.terms.errors import Refused

REACH_KM: Final = 5.0
"""A site further than this from every place is left out, unless told otherwise."""
READ: Final = frozenset({"id", "name", "kind", "people", "controls", "source", "licence"})
"""Properties that are read, under the project's names."""
_DEGREES: Final = ("CRS84", "4326", "4979")
"""What names of coordinate systems in degrees end with."""


class Feature(NamedTuple):
    """A feature: its number in the file from 1, its kind of geometry, and what it says."""

    number: int
    geometry: str
    coordinates: Any
    said: dict[str, str]

    def get(self, name: str, asked: Asked) -> str:
        """What it says under a name of the project's; what is filled in where it says nothing.

        A property that ``--column`` names comes first: points and boundaries of several publishers
        have theirs under several names.
        """
        own = self.said.get(asked.columns.get(name, name), "") or self.said.get(name, "")
        value = own or asked.fill.get(name, "")
        return asked.values.get((name, value), value)

    def called(self, asked: Asked) -> str:
        """What it is called in a message."""
        return self.get("name", asked) or f"feature {self.number}"


def read_features(path: Path) -> list[Feature]:
    """The features of a file.

    Raises:
        ScenarioError: when it is no GeoJSON in degrees.
    """
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise _wrong(path, 0, "the file is missing") from None
    except OSError as error:
        raise _wrong(path, 0, f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        message = "is not UTF-8 text; GeoJSON is (RFC 7946); export it as GeoJSON, UTF-8"
        raise _wrong(path, 1, message) from error
    except json.JSONDecodeError as error:
        raise _wrong(path, error.lineno, f"is no JSON: {error.msg}") from error
    except RecursionError:
        raise _wrong(path, 1, "is no GeoJSON: it is nested too deeply") from None
    if not isinstance(content, dict) or not isinstance(content.get("features", []), list):
        raise _wrong(path, 1, "is no GeoJSON; it should be a FeatureCollection")
    if content.get("type") not in ("FeatureCollection", "Feature"):
        message = f'type = {content.get("type")}: should be "FeatureCollection"'
        raise _wrong(path, 1, message)
    _refuse_projected(path, content)
    features = content["features"] if content["type"] == "FeatureCollection" else [content]
    return [_feature(path, number, one) for number, one in enumerate(features, 1)]


def _refuse_projected(path: Path, content: dict[str, Any]) -> None:
    """Refuse coordinates that a file says are not degrees."""
    crs = content.get("crs")
    named = crs.get("properties", {}).get("name", "") if isinstance(crs, dict) else ""
    if named and not str(named).endswith(_DEGREES):
        message = f"crs = {named}: coordinates must be degrees (EPSG:4326); export it in WGS 84"
        raise _wrong(path, 1, message)


def _wrong(path: Path, line: int, message: str) -> ScenarioError:
    return ScenarioError([Mistake(shown_path(path), line, "", "", message)])


def _feature(path: Path, number: int, one: Any) -> Feature:
    try:
        geometry = one["geometry"] or {}
        said = one.get("properties") or {}
        texts = {str(key): "" if value is None else str(value) for key, value in said.items()}
        kind = str(geometry.get("type", "none"))
        return Feature(number, kind, _coordinates(kind, geometry.get("coordinates")), texts)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        message = f"feature {number} is no feature of GeoJSON: it needs geometry and properties"
        raise _wrong(path, 0, message) from None


def _coordinates(kind: str, found: Any) -> Any:
    """Coordinates as positions or rings; what is neither point nor polygon is left out."""
    if kind == "Point":
        return At(float(found[1]), float(found[0]))
    if kind == "Polygon":
        return (_rings(found),)
    if kind == "MultiPolygon":
        return tuple(_rings(one) for one in found)
    return None


def _rings(found: Sequence[Any]) -> tuple[list[tuple[float, float]], ...]:
    rings = tuple([(float(point[0]), float(point[1])) for point in ring] for ring in found)
    if not rings or any(len(ring) < 3 for ring in rings):
        message = "a ring has fewer than three corners"
        raise ValueError(message)
    return rings


def _origin(feature: Feature, asked: Asked, usual: Origin) -> Origin:
    licence = feature.get("licence", asked) or feature.said.get("license", "")
    return Origin(feature.get("source", asked) or usual.source, licence or usual.licence)


def areas_of(
    features: Sequence[Feature], asked: Asked, usual: Origin, check: ToCheck
) -> list[Area]:
    """Polygons with a name as areas; those of one name are one area."""
    found: dict[str, Area] = {}
    for one in features:
        if one.geometry not in ("Polygon", "MultiPolygon"):
            continue
        name = one.get("name", asked)
        if not name:
            check.note(
                "boundary dropped, without a name (--column name=PROPERTY)", one.called(asked)
            )
            continue
        if not all(on_earth(At(y, x)) for rings in one.coordinates for r in rings for x, y in r):
            check.note("boundary dropped, coordinates are not degrees", name)
            continue
        before = found[name].polygons if name in found else ()
        origin = _origin(one, asked, usual)
        found[name] = Area(
            slug(name) or f"area{one.number}", name, before + one.coordinates, *origin
        )
    return list(found.values())


def places_of(
    features: Sequence[Feature], asked: Asked, usual: Origin, check: ToCheck
) -> Iterator[NewPlace]:
    """Points as places."""
    for one in _points(features, asked, check):
        people = one.get("people", asked)
        yield NewPlace(
            name=one.get("name", asked),
            kind=one.get("kind", asked) or "place",
            number=one.get("id", asked) or f"f{one.number}",
            at=one.coordinates,
            people=int(people) if people.isdecimal() else 0,
            of=None,
            origin=_origin(one, asked, usual),
        )


def sites_of(
    features: Sequence[Feature], settled: Settled, asked: Asked, usual: Origin, check: ToCheck
) -> Iterator[NewSite]:
    """Points as sites at the nearest place; those with none within reach are noted."""
    reach = REACH_KM if asked.reach is None else asked.reach
    for one in _points(features, asked, check):
        name, kind = one.get("name", asked), slug(one.get("kind", asked)) or "building"
        place, km = nearest(one.coordinates, settled.at.items())
        controls = one.get("controls", asked)
        if not name:
            check.note("dropped, without a name (--column name=PROPERTY)", one.called(asked))
        elif not on_earth(one.coordinates):
            check.note("dropped, coordinates are not degrees", name)
        elif km > reach:
            check.note(f"dropped, no place within {reach:g} km (--reach)", name)
        elif controls and controls not in CONTROLS:
            message = f"dropped, controls is none of {', '.join(CONTROLS)}"
            check.note(message, f"{name}: {controls}")
        else:
            yield NewSite(
                name=name, kind=kind, number=one.get("id", asked) or f"f{one.number}",
                at=one.coordinates, controls=controls or _usual_control(kind),
                origin=_origin(one, asked, usual), place=place,
                note=f"{km:.1f} km from {place}", assumed="place" if controls else "place controls",
            )  # fmt: skip


def _usual_control(kind: str) -> str:
    return "crossing" if kind == "crossing" else "nothing"


def refuse_unknown(features: Sequence[Feature], asked: Asked) -> None:
    """Refuse names that nothing reads, and properties that no feature has.

    Raises:
        Refused: listing all of them.
    """
    named = [*asked.columns, *asked.fill, *(column for column, _ in asked.values)]
    wrong = [
        f"{name} is no property that is read{suggest(name, READ)}"
        for name in sorted(set(named) - READ)
    ]
    there = {name for one in features for name in one.said}
    wrong += [
        f'--column {ours}={theirs}: no feature has the property "{theirs}"{suggest(theirs, there)}'
        for ours, theirs in asked.columns.items()
        if theirs not in there
    ]
    if wrong:
        raise Refused("\n".join(wrong))


def _points(features: Sequence[Feature], asked: Asked, check: ToCheck) -> Iterator[Feature]:
    for one in features:
        if one.geometry == "Point":
            yield one
        elif one.geometry not in ("Polygon", "MultiPolygon"):
            check.note(f"{one.geometry} left out; points and polygons are read", one.called(asked))
