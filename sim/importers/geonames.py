"""A dump of GeoNames: https://download.geonames.org/export/dump/readme.txt ."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from sim.importers.asked import Asked
from sim.importers.by_hand import ToCheck
from sim.importers.names import Named
from sim.importers.places import NewPlace, Origin
from sim.importers.positions import At
from sim.importers.tab_lines import Line, tab_lines
from sim.scenario.mistakes import Mistake, ScenarioError

_COLUMNS: Final = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature_class",
    "feature_code", "country_code", "cc2", "admin1_code", "admin2_code", "admin3_code",
    "admin4_code", "population", "elevation", "dem", "timezone", "modification_date",
)  # fmt: skip
_GONE: Final = {
    "PPLH": "historical", "PPLCH": "historical", "PPLQ": "abandoned", "PPLW": "destroyed",
    "PPLX": "a section of another",
}  # fmt: skip
"""Codes of populated places where nobody lives by themselves."""
_TOWN: Final = 5000
"""People from which a place is called a town; a word for a reader."""
_WHAT: Final = "a dump of GeoNames has 19 columns separated by tabs and no header"


class Dump(NamedTuple):
    """Places of a dump."""

    places: list[NewPlace]
    people: dict[str, int]
    """People by number of the place, where the dump knows them."""


def read_dump(path: Path, asked: Asked, origin: Origin, check: ToCheck) -> Dump:
    """The populated places of a dump, in the second-order divisions that it names.

    Raises:
        ScenarioError: when it is no dump, or a number is none.
    """
    mistakes: list[Mistake] = []
    divisions: dict[tuple[str, str, str], str] = {}
    lines: list[Line] = []
    for line in tab_lines(path, {19: _COLUMNS}, _WHAT):
        if line["feature_class"] == "A" and line["feature_code"] == "ADM2":
            divisions[_division(line)] = line["name"]
        elif line["feature_class"] == "P" and _is_kept(line, asked, check):
            lines.append(line)
    places = [_place(one, divisions, origin, mistakes) for one in lines]
    if mistakes:
        raise ScenarioError(mistakes)
    unnamed = {p.of.name for p in places if p.of is not None} - set(divisions.values())
    for name in sorted(unnamed):
        check.note("municipality has its code for a name: the file has no row of it", name)
    return Dump(places, {one.number: one.people for one in places if one.people})


def _is_kept(line: Line, asked: Asked, check: ToCheck) -> bool:
    code, people = line["feature_code"], line["population"]
    if code in _GONE:
        check.note(f"dropped, {_GONE[code]} ({code})", line["name"])
        return False
    if asked.least and (int(people) if people.isdecimal() else 0) < asked.least:
        check.note(f"dropped, fewer than {asked.least:,} people or not known", line["name"])
        return False
    return True


def _division(line: Line) -> tuple[str, str, str]:
    return line["country_code"], line["admin1_code"], line["admin2_code"]


def _place(
    line: Line, divisions: dict[tuple[str, str, str], str], origin: Origin, mistakes: list[Mistake]
) -> NewPlace:
    people = line.whole("population", mistakes)
    code = ".".join(part for part in _division(line) if part)
    of = Named(divisions.get(_division(line), code), code) if line["admin2_code"] else None
    return NewPlace(
        name=line["name"],
        kind="town" if people >= _TOWN else "village",
        number=line["geonameid"],
        at=At(line.number("latitude", mistakes), line.number("longitude", mistakes)),
        people=people,
        of=of,
        origin=Origin(f"{origin.source}, https://www.geonames.org/{line['geonameid']}",
                      origin.licence),
        note=f"feature code {line['feature_code']}, of {line['modification_date']}",
    )  # fmt: skip


def population(
    people: dict[str, int], ids: dict[str, str], asked: Asked, origin: Origin
) -> Iterator[dict[str, str]]:
    """Rows of people of one community, where a dump knows how many live at a place."""
    for number, name in ids.items():
        if people.get(number):
            yield {
                "place": name,
                "community": asked.community,
                "people": str(people[number]),
                "source": origin.source,
                "licence": origin.licence,
                "assumed": "community",
                "note": "all people of the place counted to one community",
            }
