"""What is to be imported, and how: the options, and which kind of file reads which of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sim.importers.positions import Box

WORLD_KINDS: Final = ("osm", "geonames", "geojson", "people", "forces")
"""Kinds of files that become tables of a world."""
EVENT_KINDS: Final = ("acled", "ucdp", "gdelt")
"""Kinds of files that become tables of what was observed."""
KINDS: Final = (*WORLD_KINDS, *EVENT_KINDS)

_NEW_PLACES: Final = frozenset({"boundaries", "municipality", "area", "box"})
_TABLE: Final = frozenset({"columns", "fill", "values", "sheet"})
_EVENTS: Final = frozenset({"name", "world", "types", "box", "reach"})
_ALWAYS: Final = frozenset({"source", "licence"})
READ_BY: Final[Mapping[str, frozenset[str]]] = {
    "osm": _ALWAYS | _NEW_PLACES | {"speeds", "admin_level", "smallest"},
    "geonames": _ALWAYS | _NEW_PLACES | {"least", "community", "roads"},
    "geojson": _ALWAYS | _NEW_PLACES | {"sites", "columns", "fill", "values", "reach", "roads"},
    "people": _ALWAYS | _TABLE | {"community", "communities", "reach", "box"},
    "forces": _ALWAYS | _TABLE,
    "acled": _ALWAYS | _EVENTS | {"columns", "sheet"},
    "ucdp": _ALWAYS | _EVENTS | {"columns", "sheet"},
    "gdelt": _ALWAYS | _EVENTS | {"columns", "sheet"},
}
"""Options that each kind of file reads; others are refused."""


@dataclass(frozen=True)
class Asked:
    """What is to be imported.

    Attributes:
        kind: one of :data:`KINDS`.
        files: the files, at least one.
        into: folder of a world, or of tables of what was observed.
        source: where the files are known from; empty for what the kind of file says.
        licence: licence of the files; empty for that of their publisher, where it has one.
        columns: name of a column or property of the user's by the project's name of it.
        fill: value for a column that the file does not have, by name.
        values: word of ours by column and word of the user's.
        sheet: sheet of a workbook; empty for the first.
        boundaries: GeoJSON whose polygons become municipalities; None for none.
        municipality: name of the municipality of what lies in no boundary; empty to leave it out
            where there are boundaries, or to name one after its largest place.
        area: label of new municipalities.
        box: what lies outside is left out; None for everything.
        sites: whether points become sites; else places.
        reach: km within which something is at a place.
        roads: km/h of straight roads to be drawn between new places; None draws none.
        least: people below which a place is left out.
        community: community of all people of the file.
        communities: column of each community, by its name, where a row has several.
        speeds: table of speeds by class of road; None for the one that is shipped.
        types: table of types of events; None for the one that is shipped.
        admin_level: level of administrative boundaries that are municipalities.
        smallest: smallest kind of place that is a node of the roads.
        name: name of the observed tables.
        world: folder of the world whose places events are at; None when they are at none.
    """

    kind: str
    files: tuple[Path, ...]
    into: Path
    source: str = ""
    licence: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    fill: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sheet: str = ""
    boundaries: Path | None = None
    municipality: str = ""
    area: str = ""
    box: Box | None = None
    sites: bool = False
    reach: float | None = None
    roads: float | None = None
    least: int = 0
    community: str = ""
    communities: Mapping[str, str] = field(default_factory=dict)
    speeds: Path | None = None
    types: Path | None = None
    admin_level: int | None = None
    smallest: str = ""
    name: str = ""
    world: Path | None = None


def unread(kind: str, given: frozenset[str]) -> list[str]:
    """What is wrong with options that a kind of file does not read."""
    found: list[str] = []
    for option in sorted(given - READ_BY[kind]):
        readers = ", ".join(one for one in KINDS if option in READ_BY[one])
        found.append(f"--{option.replace('_', '-')}: import {kind} does not read it; {readers} do")
    return found
