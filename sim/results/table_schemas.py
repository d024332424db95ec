"""What every column of every table means: its type, unit and words, by table and column.

The list is ``table_columns.csv`` beside this module. A new column needs a line there; where a table
or column has ``*`` in its name, the line is for all that match. A line without column describes the
table. Outcomes of a run and measures describe themselves (:mod:`sim.terms`).

Types are those of Table Schema (https://datapackage.org/standard/table-schema): integer, number,
string, boolean, datetime; "value" is a number where all cells are, else a string.
"""

import csv
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from sim.terms.outcomes import BY_NAME, Outcome
from sim.terms.recorded import recorded_words

NEVER: Final = "empty where it never came"
RECORDED: Final = ("runs*.csv", "recorded.csv")
"""Tables with columns of measures that a user records, which no list can hold."""


class Column(NamedTuple):
    """One column, or a table where the name of the column is empty.

    Attributes:
        table: file name, with ``*`` for any letters.
        column: its name, likewise.
        type: type of Table Schema.
        unit: unit in words; empty for a pure number and for words.
        description: what it means, with what an empty cell says.
    """

    table: str
    column: str
    type: str
    unit: str
    description: str


@cache
def columns() -> tuple[Column, ...]:
    """Every line of the list."""
    text = resources.files("sim.results").joinpath("table_columns.csv").read_text("utf-8")
    return tuple(Column(**row) for row in csv.DictReader(text.splitlines()))


def table_words(table: str) -> str | None:
    """What a file is, by its name; None for one that is none of ours."""
    for one in columns():
        if not one.column and fnmatchcase(table, one.table):
            return one.description
    return None


def columns_of(table: str, header: Sequence[str], more: Sequence[Outcome] = ()) -> list[Column]:
    """What each column of a table means, in the order of its header.

    Args:
        table: its file name.
        header: names of its columns.
        more: outcomes beside those of every case.
    """
    outcomes = BY_NAME | {outcome.name: outcome for outcome in more}
    is_local = header[:1] == ["run"]  # rows of several points hold hours, which can be averaged
    return [_column(table, name, outcomes, is_local=is_local) for name in header]


def _column(table: str, name: str, outcomes: Mapping[str, Outcome], *, is_local: bool) -> Column:
    for one in columns():
        if one.column == name and fnmatchcase(table, one.table):
            return one
    if name in outcomes:
        return _outcome(table, outcomes[name], is_local=is_local)
    for one in columns():
        if "*" in one.column and fnmatchcase(name, one.column) and fnmatchcase(table, one.table):
            return one._replace(column=name)
    words = recorded_words(name) if any(fnmatchcase(table, one) for one in RECORDED) else None
    if words is not None:
        return Column(table, name, "number", "of the measure", words)
    return undescribed(table, name)


def undescribed(table: str, name: str) -> Column:
    """A column that is in no list, such as an outcome that somebody records of their own."""
    return Column(table, name, "value", "", "not described")


def _outcome(table: str, outcome: Outcome, *, is_local: bool) -> Column:
    name = outcome.name
    if outcome.kind == "word":
        return Column(table, name, "string", "", f"{outcome.label}; empty where there is none")
    if outcome.kind != "time":
        return Column(table, name, "number", outcome.unit, outcome.label)
    if is_local:
        return Column(table, name, "datetime", "", f"{outcome.label}, local time; {NEVER}")
    words = f"{outcome.label}, hours since the start of the clock; {NEVER}"
    return Column(table, name, "number", "h", words)
