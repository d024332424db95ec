"""Events of GDELT: its event files as they are published, and tables of them with a header."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from sim.importers.asked import Asked
from sim.importers.by_hand import ToCheck
from sim.importers.event_files import Found
from sim.importers.positions import At
from sim.importers.rows import read_mapped
from sim.importers.tab_lines import Line, tab_lines, texts
from sim.scenario.mistakes import Mistake, ScenarioError, shown_path
from sim.scenario.workbook import BOOKS
from sim.terms.errors import Refused

_ACTOR: Final = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
                 "Religion2Code", "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_HEAD: Final = [
    *["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"],
    *(f"Actor1{one}" for one in _ACTOR),
    *(f"Actor2{one}" for one in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
]
_GEO_1: Final = ["Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID"]
_GEO_2: Final = [*_GEO_1[:4], "ADM2Code", *_GEO_1[4:]]


def _layout(geo: Sequence[str], tail: Sequence[str]) -> list[str]:
    parts = [f"{of}Geo_{one}" for of in ("Actor1", "Actor2", "Action") for one in geo]
    return [*_HEAD, *parts, *tail]


_LAYOUTS: Final = {
    57: _layout(_GEO_1, ["DATEADDED"]),
    58: _layout(_GEO_1, ["DATEADDED", "SOURCEURL"]),
    61: _layout(_GEO_2, ["DATEADDED", "SOURCEURL"]),
}
"""Columns of version 1.0 until March 2013, of 1.0 since, and of 2.0."""
_WHAT: Final = (
    "an event file of GDELT has 58 (version 1.0) or 61 (2.0) columns separated by tabs, or is a "
    "table with a header that begins with GLOBALEVENTID, as BigQuery exports it"
)
_NEEDED: Final = ("GLOBALEVENTID", "ActionGeo_Lat", "ActionGeo_Long")
_DAY: Final = ("SQLDATE", "Day")
"""The day under its name in tables and in the codebook of version 2.0."""
_CODE: Final = ("EventCode", "EventBaseCode", "EventRootCode")
"""Codes of what was done, the most exact first."""
_OTHERS: Final = (*_DAY, *_CODE, "IsRootEvent", "Actor1Code", "Actor2Code", "Actor1Name",
                  "Actor2Name", "NumArticles", "ActionGeo_Type", "ActionGeo_FullName",
                  "SOURCEURL")  # fmt: skip
_TOWNS: Final = ("3", "4")
"""Types of a place that are a town or landmark; others are a country or a state."""
_ACT: Final = ("Actor1Code", "Actor2Code", "ActionGeo_Lat", "ActionGeo_Long")
"""What reports of one act share, beside its day and code."""
_FLOAT: Final = re.compile(r"(\d+)\.0")
"""A whole number as a table writes it that was kept as one of floating point."""
_LAST_ROOT: Final = 20


def gdelt_events(asked: Asked, check: ToCheck) -> Iterator[Found]:
    """Root events of GDELT (Event Database Codebook 2.0, 2015); reports of one act are one event.

    One act is what has the same day, code, actors and place.

    Raises:
        ScenarioError: at the first line that is not of the format.
        Refused: for an option that this form of the files does not read.
    """
    seen: set[tuple[object, ...]] = set()
    for path in asked.files:
        for line in _lines(path, asked, check):
            mistakes: list[Mistake] = []
            day, code, is_root = _day(line, mistakes), _code(line, mistakes), _root(line, mistakes)
            at = _at(line, mistakes)
            if mistakes:
                raise ScenarioError(mistakes)
            key = (day, code, *(line.get(name) for name in _ACT))
            number = line["GLOBALEVENTID"]
            if not is_root:
                check.note("left out, not the root event of its article (GDELT)", number)
            elif key in seen:
                check.note("left out, the same act reported again (GDELT)", number)
            else:
                seen.add(key)
                yield _found(line, day, code, at)


def _found(line: Line, day: date, code: str, at: At | None) -> Found:
    actors = " - ".join(one for one in (line.get("Actor1Name"), line.get("Actor2Name")) if one)
    articles = f"; {line['NumArticles']} articles" if line.get("NumArticles") else ""
    return Found(
        number=f"gdelt:{line['GLOBALEVENTID']}",
        day=day,
        last=day,
        types=(code,),
        at=at,
        killed=None,
        people=None,
        where=line.get("ActionGeo_FullName"),
        source=line.get("SOURCEURL"),
        note=f"CAMEO {code}; {actors or 'actors not named'}{articles}",
    )


def _lines(path: Path, asked: Asked, check: ToCheck) -> Iterator[Line]:
    """Lines of a file in any of its forms, their cells under the names of the codebook."""
    if path.suffix.lower() in BOOKS:
        yield from _table(path, asked, check)
        return
    _, first = next(texts(path, _WHAT), (1, ""))
    names = [cell.strip() for cell in first.rstrip("\r\n").split("\t")]
    if _is_header(first) and len(names) == 1:
        yield from _table(path, asked, check)
        return
    if asked.columns or asked.sheet:
        option = "--column" if asked.columns else "--sheet"
        message = f"{option}: {shown_path(path)} is an event file of GDELT, whose columns are known"
        raise Refused(message)
    for line in tab_lines(path, _LAYOUTS, _WHAT):
        if not _is_header(line["GLOBALEVENTID"]):
            yield line


def _is_header(text: str) -> bool:
    return not text[:1].isdecimal() and "globaleventid" in text.casefold()


def _table(path: Path, asked: Asked, check: ToCheck) -> Iterator[Line]:
    """Rows of a table with a header; what it does not tell is noted."""
    mistakes: list[Mistake] = []
    rows = read_mapped(path, _NEEDED, _OTHERS, asked, mistakes)
    there = rows[0].cells if rows else {}
    for names in (_DAY, _CODE) if rows else ():
        if not any(name in there for name in names):
            message = f"has no column {' or '.join(names)}"
            mistakes.append(Mistake(shown_path(path), 1, "", "", message))
    if mistakes:
        raise ScenarioError(mistakes)
    if rows and "IsRootEvent" not in there:
        check.note("has no column IsRootEvent: every event counts (GDELT)", path.name)
    if rows and "ActionGeo_Type" not in there:
        check.note("has no column ActionGeo_Type: a point may be the middle of a country (GDELT)",
                   path.name)  # fmt: skip
    for row in rows:
        yield Line(shown_path(path), row.mark.line, row.cells)


def _day(line: Line, mistakes: list[Mistake]) -> date:
    name = next((one for one in _DAY if line.get(one)), _DAY[0])
    try:
        return date.fromisoformat(_FLOAT.sub(r"\1", line.get(name)))
    except ValueError:
        mistakes.append(line.wrong(name, "is not a day such as 20220731"))
        return date.min


def _code(line: Line, mistakes: list[Mistake]) -> str:
    """The code of what was done, as CAMEO writes it: spreadsheets drop a 0 in front of it."""
    name = next((one for one in _CODE if line.get(one)), _CODE[0])
    code = _FLOAT.sub(r"\1", line.get(name))
    root = _FLOAT.sub(r"\1", line.get(_CODE[-1])).zfill(2)
    if not (code.isascii() and code.isdecimal()):
        return code  # such as ---, of what was not coded
    if name == _CODE[-1] or len(code) == 1:
        return code.zfill(2)
    if line.get(_CODE[-1]):
        is_short = not code.startswith(root) and f"0{code}".startswith(root)
        return f"0{code}" if is_short else code
    if len(code) == 2:
        message = f"is {code} or 0{code}; keep the column {_CODE[-1]} too, which tells"
        mistakes.append(line.wrong(name, message))
    return f"0{code}" if int(code[:2]) > _LAST_ROOT else code


def _root(line: Line, mistakes: list[Mistake]) -> bool:
    """Whether it is what its article tells first, where that is known."""
    said = _FLOAT.sub(r"\1", line.get("IsRootEvent")).casefold()
    if said not in ("", "0", "1", "false", "true"):
        mistakes.append(line.wrong("IsRootEvent", "is neither 0 nor 1"))
    return said in ("", "1", "true")


def _at(line: Line, mistakes: list[Mistake]) -> At | None:
    """Where it was; None where that is a country or a state."""
    kind = _FLOAT.sub(r"\1", line.get("ActionGeo_Type"))
    is_point = kind in _TOWNS if kind else bool(line.get("ActionGeo_Lat"))
    if not is_point:
        return None
    return At(line.number("ActionGeo_Lat", mistakes), line.number("ActionGeo_Long", mistakes))
