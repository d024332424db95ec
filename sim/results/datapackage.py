"""``datapackage.json``: what every table of an output folder holds, for programs and for people.

The form is that of the Data Package standard (https://datapackage.org), which frictionless, pandas
and R read. Fields have two properties more: ``unit``, and ``zone`` of local times.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sim.results.arrays import array_names
from sim.results.damage import undamaged
from sim.results.files import write_file
from sim.results.plain_text import TIME_FORMAT, json_text
from sim.results.stored_tracks import FORCES, PEOPLE, PLACES, POSTS, SITES
from sim.results.table_schemas import Column, columns_of, table_words
from sim.results.tables import EVENT_COLUMNS
from sim.scenario.measured import measures_of, outcomes_named
from sim.scenario.types import Scenario
from sim.terms.measures import MEASURES, Measure
from sim.terms.outcomes import Outcome
from sim.terms.tracks import BLOCKED, CLOSED, HELD, POST_COLUMNS, SITE_COLUMNS

DATAPACKAGE: Final = "datapackage.json"
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"


def datapackage_text(
    folder: Path,
    title: str,
    zone: str,
    measures: Sequence[Measure] = MEASURES,
    named: Sequence[Outcome] = (),
) -> str:
    """A description of the tables that a folder holds by now; those of others are left out.

    Args:
        folder: the folder.
        title: what the tables are of.
        zone: time zone of local times, such as "Europe/Belgrade".
        measures: what the runs measure.
        named: outcomes beside those of every case.
    """
    package = {
        "$schema": _PROFILE,
        "name": "ibar-output",
        "title": title,
        "description": "Simulated runs of a scenario: a model for understanding, not a forecast.",
        "resources": list(_resources(folder, zone, measures, named)),
    }
    return json_text(package)


def write_datapackage(folder: Path, scenario: Scenario) -> None:
    """Write ``datapackage.json``: what every table means that is in a folder by now.

    Args:
        folder: where to.
        scenario: of several the first; gives the title and the time zone.
    """
    told = measures_of(scenario), outcomes_named(scenario)
    text = datapackage_text(folder, scenario.title, scenario.clock.timezone, *told)
    write_file(folder / DATAPACKAGE, text)


def _resources(
    folder: Path, zone: str, measures: Sequence[Measure], named: Sequence[Outcome]
) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.iterdir()):
        words = table_words(path.name)
        if words is None or not path.is_file():
            continue
        resource: dict[str, Any] = {
            "name": path.name.lower().replace(".", "-"),
            "path": path.name,
            "description": words,
            "format": path.suffix.removeprefix("."),
        }
        if path.suffix == ".csv":
            resource |= {"type": "table", "mediatype": "text/csv", "encoding": "utf-8"}
            resource["schema"] = schema_of(path, zone, named)
        elif path.suffix == ".parquet":
            resource["schema"] = _schema(columns_of("events.csv", EVENT_COLUMNS), zone)
        elif path.suffix == ".npz":
            resource["arrays"] = (
                _arrays(path, measures) if path.name == SERIES else _recorded_arrays(path)
            )
        yield resource


def schema_of(path: Path, zone: str, named: Sequence[Outcome] = ()) -> dict[str, Any]:
    """Table Schema of one CSV table.

    Args:
        path: the table; its first line names the columns.
        zone: time zone of local times.
        named: outcomes beside those of every case.

    Raises:
        Damaged: when it is not as it was written.
    """
    with undamaged(path), path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        empty: list[str] = []
        header = next(reader, empty)
        found = columns_of(path.name, header, named)
        open_ = [place for place, column in enumerate(found) if column.type == "value"]
        words = {place for row in reader for place in open_ if not _is_number(row[place])}
    for place in open_:
        found[place] = found[place]._replace(type="string" if place in words else "number")
    return _schema(found, zone)


def _schema(found: list[Column], zone: str) -> dict[str, Any]:
    return {"fields": [_field(column, zone) for column in found], "missingValues": [""]}


def _field(column: Column, zone: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.column, "type": column.type}
    if column.type == "datetime":
        field |= {"format": TIME_FORMAT, "zone": zone}
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.unit:
        field["unit"] = column.unit
    return {**field, "description": column.description}


def _is_number(text: str) -> bool:
    try:
        float(text or "0")
    except ValueError:
        return False
    return True


SERIES: Final = "series.npz"
_TIME_ARRAYS: Final[list[dict[str, Any]]] = [
    {"name": "tick", "shape": ["tick"], "description": "number of the tick, from 0"},
    {"name": "hours", "shape": ["tick"], "unit": "h", "description": "since the clock's start"},
    {"name": "time", "shape": ["tick"], "zone": "UTC", "description": "start of the tick"},
    {"name": "utc_offset", "shape": ["tick"], "unit": "min", "description": "local time ahead"},
    {"name": "timezone", "shape": [1], "description": "zone of local times"},
]


_RUNS: Final[dict[str, Any]] = {
    "name": "run", "shape": ["run"], "description": "numbers of the runs",
}  # fmt: skip


def _recorded_arrays(path: Path) -> list[dict[str, Any]]:
    """The arrays of ``recorded.npz``, whose measures have the names that a user gave them."""
    known = [*_TIME_ARRAYS, _RUNS]
    theirs = [name for name in array_names(path) if name not in {one["name"] for one in known}]
    words = "recorded by the user's function"
    return known + [
        {"name": name, "shape": ["run", "tick"], "description": f"{words} {name}"}
        for name in theirs
    ]


def _track_arrays(names: Sequence[str]) -> list[dict[str, Any]]:
    """Tracks, where there are any."""
    people = [
        {
            "name": name, "shape": ["run", "tick"], "unit": "people",
            "description": f"people out: group and municipality {name.removeprefix(PEOPLE)}",
        }
        for name in names
        if name.startswith(PEOPLE)
    ]  # fmt: skip
    if not people:
        return []
    posts, sites = (", ".join(("run", *columns)) for columns in (POST_COLUMNS, SITE_COLUMNS))
    state = f"{BLOCKED} a barricade stands, {CLOSED} closed, {HELD} held by peacekeepers, added up"
    words = {
        POSTS: (["change", "column"], f"changes of posts: {posts}; people there and on the way"),
        SITES: (["change", "column"], f"changes of sites: {sites}; the state is {state}"),
        FORCES: (["force"], "ids of the forces that changes of posts number, from 0"),
        PLACES: (["place"], "ids of the places and sites that changes number, from 0"),
    }
    others = [{"name": n, "shape": s, "description": text} for n, (s, text) in words.items()]
    return [*people, *others]


def _arrays(path: Path, measures: Sequence[Measure]) -> list[dict[str, Any]]:
    """The arrays of ``series.npz``."""
    there = set(array_names(path))
    curves = [
        {
            "name": measure.name,
            "shape": ["run", "tick"],
            "unit": measure.unit,
            "description": measure.label,
            "minimum": measure.low,
            "maximum": measure.high,
        }
        for measure in measures
        if measure.name in there
    ]
    return [*_TIME_ARRAYS, _RUNS, *curves, *_track_arrays(sorted(there))]
