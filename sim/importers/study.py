"""An import from beginning to end: files are read, rows made, and added to a folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from sim.importers.asked import EVENT_KINDS, Asked
from sim.importers.by_hand import SHOWN, ToCheck
from sim.importers.event_types import read_types
from sim.importers.events import READERS, at_places, day_rows, event_rows, kept
from sim.importers.forces import force_rows
from sim.importers.geojson import areas_of, places_of, read_features, refuse_unknown, sites_of
from sim.importers.geonames import population, read_dump
from sim.importers.into import Cells, new_rows, read_existing, text_with, write_all
from sim.importers.osm import osm_rows
from sim.importers.people import people_rows
from sim.importers.places import NewPlace, Origin, Settled, settle, site_rows
from sim.importers.positions import Area, At
from sim.importers.straight_roads import DETOUR, straight_roads
from sim.importers.world import Folder, add, read_folder
from sim.scenario.tables import read_world
from sim.terms.errors import Refused
from sim.terms.observations import DAYS, EVENTS, MORE_DAYS, PATTERNS

PUBLISHERS: Final[dict[str, Origin]] = {
    "osm": Origin("OpenStreetMap contributors", "ODbL 1.0"),
    "geonames": Origin("GeoNames, geonames.org", "CC BY 4.0"),
    "acled": Origin("ACLED, acleddata.com", "ACLED terms of use"),
    "ucdp": Origin("UCDP Georeferenced Event Dataset", "CC BY 4.0"),
    "gdelt": Origin("GDELT Project, gdeltproject.org", "GDELT terms of use: cite and link"),
}
"""Who publishes files of a kind, and under which licence; look whether it is still so."""
UNKNOWN: Final = "not stated"
_DAY_COLUMNS: Final = (*DAYS, *MORE_DAYS, "evidence", "note", "source_url", "licence")
_EVENT_COLUMNS: Final = (*EVENTS, "day", "hour", "killed", "number", "licence")


@dataclass(frozen=True)
class Imported:
    """What came of an import.

    Attributes:
        folder: where it was added.
        rows: rows that were added, by table.
        check: what to look at by hand.
        left: why the folder is no world yet; empty for one that is, and for observed tables.
    """

    folder: Path
    rows: dict[str, int]
    check: ToCheck
    left: tuple[str, ...] = ()

    def sentences(self, shown: int | None = SHOWN) -> list[str]:
        """What was added, what to check by hand, and what is left to do."""
        added = ", ".join(f"{count:,} {table}" for table, count in self.rows.items() if count)
        lines = [f"added to {self.folder}: {added or 'nothing'}"]
        found = self.check.sentences(shown)
        if found:
            lines += ["check by hand:", *(f"  - {line}" for line in found)]
        if self.left:
            lines += ["still missing or wrong in this world:", *(f"  - {one}" for one in self.left)]
        elif "places" in self.rows:
            lines.append(
                f"run.py new scenario NAME --world {self.folder} makes a case of this world"
            )
        return lines


def import_files(asked: Asked) -> Imported:
    """Import some files.

    Raises:
        Refused: listing every mistake in what was asked or in the files; nothing is written then.
    """
    check = ToCheck()
    origin = _origin(asked, check)
    if asked.kind in EVENT_KINDS:
        return _observed(asked, origin, check)
    folder = read_folder(asked.into)
    added = add(folder, _world_rows(folder, asked, origin, check), check)
    return Imported(asked.into, added.rows, check, added.left)


def _origin(asked: Asked, check: ToCheck) -> Origin:
    names = ", ".join(path.name for path in asked.files)
    usual = PUBLISHERS.get(asked.kind, Origin(names, UNKNOWN))
    origin = Origin(asked.source or usual.source, asked.licence or usual.licence)
    if origin.licence == UNKNOWN:
        check.note('licence is "not stated" where the file has none: say it with --licence')
    return origin


def _world_rows(
    folder: Folder, asked: Asked, origin: Origin, check: ToCheck
) -> dict[str, list[Cells]]:
    if asked.kind == "people":
        return {"population": people_rows(folder, asked, origin, check)}
    if asked.kind == "forces":
        return {"forces": force_rows(folder, asked, origin, check)}
    areas: list[Area] = []
    if asked.boundaries is not None:
        areas = areas_of(read_features(asked.boundaries), asked, origin, check)
    if asked.kind == "osm":
        return osm_rows(asked.files, areas, folder.known, asked, usual=origin, check=check)
    if asked.kind == "geonames":
        return _geonames(folder, areas, asked, origin, check)
    return _geojson(folder, areas, asked, origin, check)


def _geonames(
    folder: Folder, areas: Sequence[Area], asked: Asked, origin: Origin, check: ToCheck
) -> dict[str, list[Cells]]:
    dumps = [read_dump(path, asked, origin, check) for path in asked.files]
    settled = settle((p for d in dumps for p in d.places), areas, folder.known, asked, check)
    rows = _settled_rows(settled, folder, asked, check)
    people = {number: n for dump in dumps for number, n in dump.people.items()}
    if people and not asked.community:
        check.note("people of the dump are not used (--community NAME counts them)")
    if asked.community:
        rows["population"] = list(population(people, settled.ids, asked, origin))
        check.note(f'everybody was counted to the community "{asked.community}"')
    return rows


def _geojson(
    folder: Folder, areas: Sequence[Area], asked: Asked, origin: Origin, check: ToCheck
) -> dict[str, list[Cells]]:
    features = [one for path in asked.files for one in read_features(path)]
    refuse_unknown(features, asked)
    areas = [*areas, *areas_of(features, asked, origin, check)]
    _say_moved(folder, areas, check)
    if not asked.sites:
        found = places_of(features, asked, origin, check)
        settled = settle([*found, *_homeless(folder, areas, origin)], areas, folder.known,
                         asked, check)  # fmt: skip
        return _settled_rows(settled, folder, asked, check)
    known = folder.known
    if not known.places:
        message = f"{folder.path / 'places.csv'}: has no places yet at which sites could be"
        raise Refused(message)
    settled = Settled(at=dict(known.places), municipality_of=dict(known.municipality_of))
    sites = sites_of(features, settled, asked, origin, check)
    rows = site_rows(sites, settled, known.municipalities)
    check.note("sites: the nearest place is assumed, and no front is known")
    return {"sites": rows}


def _homeless(folder: Folder, areas: Sequence[Area], origin: Origin) -> list[NewPlace]:
    """Places of the folder whose municipality has no row yet, so that a boundary gives it one."""
    known = folder.known
    return [
        NewPlace(row["name"], row["kind"], row["id"], known.places[row["id"]], 0, None, origin)
        for row in folder.rows("places")
        if areas and row["municipality"] not in known.municipalities
    ]


def _say_moved(folder: Folder, areas: Sequence[Area], check: ToCheck) -> None:
    """Tell which places of the folder lie in another boundary than their municipality says."""
    names = {row["id"]: row["name"] for row in folder.rows("municipalities")}
    for place, at in folder.known.places.items():
        inside = next((one.name for one in areas if one.holds(at)), "")
        said = names.get(folder.known.municipality_of[place], "")
        if inside and said and inside != said:
            check.note("lies in another boundary than places.csv says", f"{place}: {inside}")


def _settled_rows(
    settled: Settled, folder: Folder, asked: Asked, check: ToCheck
) -> dict[str, list[Cells]]:
    rows: dict[str, list[Cells]] = {
        "places": settled.places,
        "municipalities": settled.municipalities,
        "sites": site_rows(settled.sites, settled, folder.known.municipalities),
    }
    if asked.roads is not None:
        rows["roads"] = straight_roads(settled.at, settled.ids.values(), asked.roads)
        check.note(
            f"roads are assumed: straight lines between neighbours times {DETOUR:g}, driven at "
            f"{asked.roads:g} km/h; put in the real ones"
        )
    return rows


def _observed(asked: Asked, origin: Origin, check: ToCheck) -> Imported:
    """Events of a dataset as tables of observed events and days."""
    types = read_types(asked.kind, asked.types)
    places: dict[str, At] | None = None
    if asked.world is not None:
        world = read_world(asked.world)
        places = {one.id: At(one.lat, one.lon) for one in (*world.sites, *world.places)}
    events = at_places(kept(READERS[asked.kind](asked, check), types, asked, check),
                       places, asked, check)  # fmt: skip
    stem = asked.into / (asked.name or asked.kind)
    paths = [stem.with_name(f"{stem.name}{end}.csv") for end in ("", "_events", "_daily")]
    columns = (tuple(PATTERNS), _EVENT_COLUMNS, _DAY_COLUMNS)
    tables = read_existing(dict(zip(paths, columns, strict=True)))
    rows: tuple[list[Cells], ...] = (
        [], event_rows(events, origin, check), day_rows(events, origin, check)
    )  # fmt: skip
    keys = (("pattern",), ("number",), ("date",))
    fresh = [new_rows(tables[path], of, key, check)
             for path, of, key in zip(paths, rows, keys, strict=True)]  # fmt: skip
    _refuse_days_between(paths[2], tables[paths[2]].rows, fresh[2])
    texts = {
        path: text_with(tables[path], of, names)
        for path, of, names in zip(paths, fresh, columns, strict=True)
        if of or not tables[path].is_there
    }
    write_all(texts)
    counts = {path.name: len(of) for path, of in zip(paths[1:], fresh[1:], strict=True)}
    return Imported(asked.into, counts, check)


def _refuse_days_between(path: Path, there: Sequence[Cells], fresh: Sequence[Cells]) -> None:
    """Refuse days that would have to stand before some that are there: they keep their order."""
    last = max((row["date"] for row in there), default=date.min.isoformat())
    early = next((row["date"] for row in fresh if row["date"] < last), "")
    if early:
        message = (
            f"{path}: has days up to {last}, and {early} would have to stand before them; choose "
            "another --name"
        )
        raise Refused(message)
