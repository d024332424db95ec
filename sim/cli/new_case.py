"""A first case of one's own: the invented town under other names, with what happens of some kind.

Every number that is filled in is assumed, with a wide range; every row says so in ``source``.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from string import Template
from typing import Final, NamedTuple

from sim.cli.new_roles import OTHERS, TOWN, Roles
from sim.results.plain_text import csv_text
from sim.scenario.csv_reader import NOTE
from sim.scenario.shipped import shipped
from sim.scenario.world_columns import WORLD_COLUMNS
from sim.terms.extras import extra

_TABLES: Final = "worlds/example_town"
"""The shipped world that is copied."""
_NOON: Final = "12:00"
_OWN: Final = ("amber", "blue")
"""The two communities of the invented town that face each other."""
_PEOPLE: Final = "population"
_BUILDINGS: Final = frozenset(
    {"hall", "house", "church", "mosque", "temple", "synagogue", "school", "station", "court"}
)
"""Words of a name that say that it is a building."""
_MOST_CALLED: Final = 50_000
"""People of a community above which no more of them come: nobody reaches all of a city."""
_HOUR: Final = re.compile(r'"\$\{day\} (\d\d:\d\d)"')
GUESS: Final = "assumed: change it"
"""What stands in ``source`` of a row that nobody has looked up."""


class Case(NamedTuple):
    """What a new case is told.

    Attributes:
        name: its short name; its world has the same.
        place: where it is, in words.
        communities: ids of the two communities that face each other.
        people: how many people each has.
        meet: name of the site at which they face each other.
        like: what happens, one of :data:`LIKE`.
        date: the first day, as YYYY-MM-DD.
        hour: when the first thing happens, as HH:MM.
        police: special police who can come.
        keepers: peacekeepers who can stand between; 0 for none.
        roles: who has which part in the world.
        world: folder of that world, as the scenario names it; empty where it is written too.
    """

    name: str
    place: str
    communities: tuple[str, str]
    people: tuple[int, int]
    meet: str
    like: str
    date: str
    hour: str
    police: int
    keepers: int
    roles: Roles = TOWN
    world: str = ""


def tables(case: Case) -> dict[str, list[list[str]]]:
    """The tables of a world by name: columns, a row of notes, then rows to change."""
    return {name: _table(name, case) for name in WORLD_COLUMNS}


def csv_of(rows: list[list[str]]) -> str:
    """A table as the text of a file."""
    return csv_text(rows[0], rows[1:])


def book_of(sheets: dict[str, list[list[str]]]) -> bytes:
    """Tables as the sheets of one workbook, numbers as numbers.

    Raises:
        MissingExtra: when the library that writes workbooks is not there.
    """
    openpyxl = extra("openpyxl", "import")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_cell(cell) for cell in row])
        sheet.freeze_panes = "A3"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def _table(name: str, case: Case) -> list[list[str]]:
    columns = WORLD_COLUMNS[name]
    with (shipped() / _TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    notes = [
        "; ".join(filter(None, (one.meaning, one.unit, f"such as {one.example}")))
        for one in columns.values()
    ]
    return [
        [*columns, "source"],
        [f"{NOTE} {notes[0]}", *notes[1:], "where it is known from"],
        *([*(row[column] for column in columns), GUESS] for row in _told(name, rows, case)),
    ]


def _told(name: str, rows: list[dict[str, str]], case: Case) -> Iterator[dict[str, str]]:
    """Rows of the invented town, with what a case is told in their place."""
    strength = {"riot": case.police, "guards": case.keepers} if name == "forces" else {}
    for row in rows:
        if name == _PEOPLE:
            yield row | _people_of(row, rows, case)
        elif row.get("id") == TOWN.site:
            yield row | {"name": case.meet} | _sort_of(case.meet, row)
        elif row.get("id") in strength:
            n = strength[row["id"]]
            if n:
                yield row | {"strength": f"{n}", "strength_low": f"{n // 2}",
                             "strength_high": f"{2 * n - n // 2}"}  # fmt: skip
        else:
            yield row


def _sort_of(meet: str, row: dict[str, str]) -> dict[str, str]:
    """What sort of place it is where they meet, by its name: a bridge keeps two crowds apart."""
    words = {*re.findall(r"\w+", meet.lower())}
    if any("bridge" in word for word in words):
        return {}
    sort = {"kind": "building" if words & _BUILDINGS else "square"}
    return sort | ({"divides": "no"} if "divides" in row else {})


def _people_of(row: dict[str, str], rows: list[dict[str, str]], case: Case) -> dict[str, str]:
    """Community and people of a cell, in the shares that the places of the invented town have."""
    for own, community, people in zip(_OWN, case.communities, case.people, strict=True):
        if row["community"] == own:
            every = sum(float(one["people"]) for one in rows if one["community"] == own)
            return {
                "community": community,
                "people": f"{people * float(row['people']) / every:.0f}",
            }
    return {"community": OTHERS}


def _guess(value: float, low: float, high: float) -> str:
    """A number that is assumed, with a wide range."""
    width = 0.3 * (high - low)
    first, last = max(low, value - width), min(high, value + width)
    return f"{{value: {value:g}, range: [{first:g}, {last:g}], assumed: true}}"


_GUESSED: Final[dict[str, tuple[float, float, float]]] = {
    "half": (0.5, 0, 1),
    "high": (0.7, 0, 1),
    "strong": (0.8, 0, 1),
    "low": (0.2, 0, 1),
    "plus": (0.4, -1, 1),
    "minus": (-0.5, -1, 1),
    # Below it they call every morning, above it never.
    "threshold": (0.6, 0.3, 1),
    "obedience": (0.7, 0, 1),
}
"""Numbers that patterns ask for: value, least and most."""
LIKE: Final = ("quiet", "march", "blockade", "riot", "raid", "stand-off")
"""Kinds of cases; what happens in each stands in a file of its name in ``patterns``."""


def words_of(like: str) -> str:
    """What happens in a kind of case, in words."""
    return _pattern(like).partition("\n")[0].removeprefix("# ")


def scenario(case: Case) -> str:
    """The text of a scenario of some kind, which stands on the tables of the same case."""
    one, two = case.communities
    next_day = date.fromisoformat(case.date) + timedelta(days=1)
    named = {"place": case.place, "name": case.name, "day": case.date, "next": next_day.isoformat()}
    who = {"one": one, "two": two, "One": _name(one), "Two": _name(two)} | _parts(case)
    crowds = (
        {"many_one": 0.06, "some_one": 0.04, "half_one": 0.03, "few_one": 0.008},
        {"some_two": 0.036},
    )
    people = {
        key: max(1, round(share * min(n, _MOST_CALLED)))
        for n, shares in zip(case.people, crowds, strict=True)
        for key, share in shares.items()
    }
    sent = {"sent": max(1, 2 * case.police // 3), "stand": max(1, case.keepers // 2)}
    text = _at_hour(_cast(case), _happens(case), case.hour)
    guesses = {name: _guess(*numbers) for name, numbers in _GUESSED.items()}
    return Template(text).substitute(named | who | people | sent | guesses)


def _parts(case: Case) -> dict[str, str]:
    """Ids of the world and of its parts, by what the pattern calls them."""
    part = case.roles
    home_one, home_two = part.homes
    sent_force, sent_units = part.sent
    patrol_force, patrol_units = part.patrols or ("", "")
    made = "the map, the people and the forces are those of an invented town."
    return {
        "world": case.world or f"worlds/{case.name}",
        "about": f"Made from a pattern; {'who does what is assumed.' if case.world else made}",
        "site": part.site,
        "home_one": home_one,
        "home_two": home_two,
        "part": part.part,
        "sent_force": sent_force,
        "sent_units": sent_units,
        "patrol_force": patrol_force,
        "patrol_units": patrol_units,
        "guard_force": part.guard,
    }


def _cast(case: Case) -> str:
    """Who there is."""
    text = _pattern("cast")
    text = text if case.roles.patrols else _without(text, "town_police")
    return text if case.keepers else _without(text, "guard")


def _happens(case: Case) -> str:
    """What happens in a kind of case."""
    text = _pattern(case.like)
    return text if case.keepers else _without(text, "guard").replace(", a guard between them", "")


def _without(text: str, start: str) -> str:
    """A pattern without what has a name that starts so."""
    return re.sub(rf"^  {start}\w*:(?:.*\n)(?:    .*\n)*", "", text, flags=re.MULTILINE)


def _at_hour(cast: str, happens: str, hour: str) -> str:
    """Both with all hours of the first day so much later that the first thing comes at an hour."""
    hours = _HOUR.findall(happens)
    later = _minutes(hour) - _minutes(min(hours)) if hours else 0

    def moved(found: re.Match[str]) -> str:
        hour, minute = divmod(_minutes(found[1]) + later, 60)
        days, hour = divmod(hour, 24)
        return f'"${{{"next" if days else "day"}}} {hour:02}:{minute:02}"'

    lines = f"{cast}\n{happens}".split("\n")
    return "\n".join(
        line if line.startswith("clock:") else _HOUR.sub(moved, line) for line in lines
    )


def first_hour(like: str) -> str:
    """When the first thing happens in a kind of case, as HH:MM, where nobody says another hour."""
    return min(_HOUR.findall(_pattern(like)), default=_NOON)


def _minutes(hour: str) -> int:
    return 60 * int(hour[:2]) + int(hour[3:])


def _pattern(name: str) -> str:
    return resources.files("sim.cli").joinpath("patterns", f"{name}.yaml").read_text("utf-8")


def _name(word: str) -> str:
    return word.replace("_", " ").capitalize()


def write_all(files: dict[Path, str | bytes]) -> list[Path]:
    """Write new files; those that are there already are returned, and then nothing is written."""
    there = [path for path in files if path.exists() or path.is_symlink()]
    for path, content in files.items() if not there else ():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return there
