"""A first case of one's own: the invented town under other names, with what happens of some kind.

Every number that is filled in is assumed, with a wide range; every row says so in ``source``.
"""

import csv
from importlib import resources
from pathlib import Path
from string import Template
from typing import Final, NamedTuple

from sim.results.plain_text import csv_text
from sim.scenario.shipped import shipped
from sim.scenario.world_columns import WORLD_COLUMNS

TOWN: Final = "worlds/example_town"
"""The shipped world that is copied."""
GUESS: Final = "assumed: change it"
"""What stands in ``source`` of a row that nobody has looked up."""


class Case(NamedTuple):
    """What a new case is told.

    Attributes:
        name: its short name; its world has the same.
        place: where it is, in words.
        people: ids of the two communities that face each other.
        day: the first day, as YYYY-MM-DD.
    """

    name: str
    place: str
    people: tuple[str, str]
    day: str


def tables(case: Case) -> dict[str, str]:
    """The tables of a world by name: below the columns a row of notes, then rows to change."""
    return {name: _table(name, case) for name in WORLD_COLUMNS}


def _table(name: str, case: Case) -> str:
    columns = WORLD_COLUMNS[name]
    with (shipped() / TOWN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids: dict[str, str] = {"amber": case.people[0], "blue": case.people[1], "green": "others"}
    notes = [
        "; ".join(filter(None, (one.meaning, one.unit, f"such as {one.example}")))
        for one in columns.values()
    ]
    said = [f"# {notes[0]}", *notes[1:], "where it is known from"]
    own = ([*(ids.get(row[name], row[name]) for name in columns), GUESS] for row in rows)
    return csv_text([*columns, "source"], [said, *own])


def _guess(value: float, low: float, high: float) -> str:
    """A number that is assumed, with a wide range."""
    width = 0.3 * (high - low)
    first, last = max(low, value - width), min(high, value + width)
    return f"{{value: {value:g}, range: [{first:g}, {last:g}], assumed: true}}"


_GUESSED: Final[dict[str, tuple[float, float, float]]] = {
    "half": (0.5, 0, 1),
    "high": (0.7, 0, 1),
    "low": (0.2, 0, 1),
    "plus": (0.4, -1, 1),
    "minus": (-0.5, -1, 1),
    "threshold": (0.6, 0, 2),
    "obedience": (0.7, 0, 1),
}
"""Numbers that patterns ask for: value, least and most."""
LIKE: Final = ("quiet", "march", "blockade", "riot", "raid", "stand-off")
"""Kinds of cases; what happens in each stands in a file of its name in ``patterns``."""


def words_of(like: str) -> str:
    """What happens in a kind of case, in words."""
    return _pattern(like).partition("\n")[0].removeprefix("# ")


def scenario(case: Case, like: str, next_day: str) -> str:
    """The text of a scenario of some kind, which stands on the tables of the same case."""
    one, two = case.people
    named = {"place": case.place, "name": case.name, "day": case.day, "next": next_day}
    who = {"one": one, "two": two, "One": _name(one), "Two": _name(two)}
    return Template(f"{_pattern('cast')}\n{_pattern(like)}").substitute(
        named | who | {name: _guess(*numbers) for name, numbers in _GUESSED.items()}
    )


def _pattern(name: str) -> str:
    return resources.files("sim.cli").joinpath("patterns", f"{name}.yaml").read_text("utf-8")


def _name(word: str) -> str:
    return word.replace("_", " ").capitalize()


def write_all(files: dict[Path, str]) -> list[Path]:
    """Write new files; those that are there already are returned, and then nothing is written."""
    there = [path for path in files if path.exists() or path.is_symlink()]
    for path, text in files.items() if not there else ():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return there
