"""Events of ACLED and UCDP GED as their codebooks lay them out."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from sim.importers.asked import Asked
from sim.importers.by_hand import ToCheck
from sim.importers.positions import At
from sim.importers.rows import read_mapped
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
