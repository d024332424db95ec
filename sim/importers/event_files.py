"""Events of ACLED, UCDP GED and GDELT as their codebooks lay them out."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from sim.importers.asked import Asked
from sim.importers.by_hand import ToCheck
from sim.importers.positions import At
from sim.importers.rows import read_mapped
from sim.importers.tab_lines import Line, tab_lines
from sim.scenario.csv_reader import Row
from sim.scenario.mistakes import Mistake, ScenarioError


class Found(NamedTuple):
    """An event of a file.

    Attributes:
        number: its id, behind the name of its dataset.
        day: when it was; the first day where it is known to some days only.
        last: the last of them.
        types: its type, the most exact name first.
        at: where it was; None where that is known to a region only.
        killed: people killed; None where the dataset does not count them.
        people: people out; None where it is not known.
        where: what its place is called.
        source: who reported it.
        note: anything else.
    """

    number: str
    day: date
    last: date
    types: tuple[str, ...]
    at: At | None
    killed: int | None
    people: int | None
    where: str
    source: str
    note: str


_ACLED: Final = ("event_id_cnty", "event_date", "event_type", "sub_event_type", "latitude",
                 "longitude", "fatalities")  # fmt: skip
_ACLED_MORE: Final = ("time_precision", "geo_precision", "location", "source", "notes", "tags")
_UCDP: Final = ("id", "type_of_violence", "date_start", "date_end", "latitude", "longitude", "best")
_UCDP_MORE: Final = ("date_prec", "where_prec", "where_coordinates", "source_article", "dyad_name",
                     "low", "high")  # fmt: skip
_MOST_KILLED: Final = 10_000_000
_TOWN_UCDP: Final = 3
"""Coarsest precision of a place that UCDP knows to a second-order division (1 exact, 2 within
about 25 km, 3 second order)."""
_CROWD: Final = re.compile(r"crowd size\s*=\s*([^;]*)", re.IGNORECASE)
_WHOLE: Final = re.compile(r"\d[\d,]*")
_DAYS: Final = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%B-%Y", "%d-%b-%Y")


def acled_events(asked: Asked, check: ToCheck) -> Iterator[Found]:
    """Events of ACLED (ACLED Codebook 2024): precision 1 is the day and the town itself.

    Raises:
        ScenarioError: listing every mistake.
    """
    for row in _rows(asked, _ACLED, _ACLED_MORE):
        day = _day(row, "event_date")
        at = At(row.number("latitude", -90, 90), row.number("longitude", -180, 180))
        cells = row.cells
        people = _crowd(cells.get("tags", ""))
        if people is None and (said := _CROWD.search(cells.get("tags", ""))):
            check.note("size of a crowd is no one number: left empty", said[1].strip())
        month = cells.get("time_precision", "1") in ("2", "3")
        yield Found(
            number=f"acled:{row.text('event_id_cnty')}",
            day=day,
            last=date.max if month else day,
            types=(cells["sub_event_type"], cells["event_type"]),
            at=None if cells.get("geo_precision") == "3" else at,
            killed=row.whole("fatalities", _MOST_KILLED),
            people=people,
            where=cells.get("location", ""),
            source=cells.get("source", ""),
            note=cells.get("notes", ""),
        )


def ucdp_events(asked: Asked, _check: ToCheck) -> Iterator[Found]:
    """Events of the UCDP Georeferenced Event Dataset (codebook of version 24.1).

    Raises:
        ScenarioError: listing every mistake.
    """
    for row in _rows(asked, _UCDP, _UCDP_MORE):
        first, last = _day(row, "date_start"), _day(row, "date_end")
        at = At(row.number("latitude", -90, 90), row.number("longitude", -180, 180))
        cells = row.cells
        row.one_of("type_of_violence", "1", "2", "3")
        exact = cells.get("where_prec", "1")
        is_town = not exact.isdecimal() or int(exact) <= _TOWN_UCDP
        bounds = f"killed {cells.get('low') or '?'} to {cells.get('high') or '?'}"
        yield Found(
            number=f"ucdp:{row.text('id')}",
            day=first,
            last=last,
            types=(cells["type_of_violence"],),
            at=at if is_town else None,
            killed=row.whole("best", _MOST_KILLED),
            people=None,
            where=cells.get("where_coordinates", ""),
            source=cells.get("source_article", ""),
            note="; ".join(part for part in (cells.get("dyad_name", ""), bounds) if part),
        )


def _rows(asked: Asked, needed: Sequence[str], others: Sequence[str]) -> Iterator[Row]:
    """Rows of all files, each once it is known to be right."""
    for path in asked.files:
        mistakes: list[Mistake] = []
        yield from read_mapped(path, needed, others, asked, mistakes)
        if mistakes:
            raise ScenarioError(mistakes)


def _day(row: Row, column: str) -> date:
    """A day as these datasets write it; a mistake and the first of all where it is none."""
    value = row.text(column)
    for form in _DAYS:
        text = value[:10] if form == _DAYS[0] else value
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    if value:
        row.wrong(column, 'is not a day; write it as "2022-07-31" or "31 July 2022"')
    return date.min


def _crowd(tags: str) -> int | None:
    """Size of a crowd from ACLED's tags, where it gives one number: "crowd size=about 200"."""
    found = _CROWD.search(tags)
    numbers = _WHOLE.findall(found[1]) if found else []
    return int(numbers[0].replace(",", "")) if len(numbers) == 1 else None


_ACTOR: Final = ("code", "name", "country", "group", "ethnic", "religion1", "religion2", "type1",
                 "type2", "type3")  # fmt: skip
_GDELT_HEAD: Final = [
    *["id", "day", "month", "year", "fraction"],
    *(f"actor1_{one}" for one in _ACTOR),
    *(f"actor2_{one}" for one in _ACTOR),
    *("is_root", "code", "base_code", "root_code", "quad", "goldstein", "mentions", "sources"),
    *("articles", "tone"),
]
_GEO_1: Final = ["type", "name", "country", "adm1", "lat", "lon", "feature"]
_GEO_2: Final = ["type", "name", "country", "adm1", "adm2", "lat", "lon", "feature"]


def _layout(geo: Sequence[str], tail: Sequence[str]) -> list[str]:
    parts = [f"{of}_{one}" for of in ("actor1_geo", "actor2_geo", "action") for one in geo]
    return [*_GDELT_HEAD, *parts, *tail]


_GDELT: Final = {
    57: _layout(_GEO_1, ["added"]),
    58: _layout(_GEO_1, ["added", "url"]),
    61: _layout(_GEO_2, ["added", "url"]),
}
"""Columns of version 1.0 until March 2013, of 1.0 since, and of 2.0."""
_WHAT: Final = (
    "an event file of GDELT has 58 (version 1.0) or 61 (2.0) columns separated by tabs and no "
    "header; unpack its zip"
)
_TOWNS: Final = ("3", "4")
"""Types of a place that are a town or landmark; others are a country or a state."""


def gdelt_events(asked: Asked, check: ToCheck) -> Iterator[Found]:
    """Root events of GDELT (Event Database Codebook 2.0, 2015); reports of one act are one event.

    One act is what has the same day, code, actors and place.

    Raises:
        ScenarioError: at the first line that is not of the format.
    """
    seen: set[tuple[str, ...]] = set()
    for path in asked.files:
        for line in tab_lines(path, _GDELT, _WHAT):
            key = tuple(
                line[name]
                for name in (
                    "day",
                    "code",
                    "actor1_code",
                    "actor2_code",
                    "action_lat",
                    "action_lon",
                )
            )
            if line["is_root"] != "1":
                check.note("left out, not the root event of its article (GDELT)", line["id"])
            elif key in seen:
                check.note("left out, the same act reported again (GDELT)", line["id"])
            else:
                seen.add(key)
                yield _gdelt(line, path)


def _gdelt(line: Line, _path: Path) -> Found:
    mistakes: list[Mistake] = []
    try:
        day = datetime.strptime(line["day"], "%Y%m%d").date()  # noqa: DTZ007 a day has no zone
    except ValueError:
        mistakes.append(line.wrong("day", "is not a day such as 20220731"))
        day = date.min
    is_town = line["action_type"] in _TOWNS
    at = None
    if is_town:
        at = At(line.number("action_lat", mistakes), line.number("action_lon", mistakes))
    if mistakes:
        raise ScenarioError(mistakes)
    actors = " - ".join(name for name in (line["actor1_name"], line["actor2_name"]) if name)
    return Found(
        number=f"gdelt:{line['id']}",
        day=day,
        last=day,
        types=(line["code"],),
        at=at,
        killed=None,
        people=None,
        where=line["action_name"],
        source=line.get("url"),
        note=f"CAMEO {line['code']}; {actors or 'actors not named'}; {line['articles']} articles",
    )
