"""The page on scenarios lists every public number that a condition may compare."""

from pathlib import Path

from sim.experiment.event_budget import AT_FIRST, EACH_HOUR
from sim.scenario.conditions import SINCE
from sim.scenario.tables import COLUMNS
from sim.terms.measures import NUMBERS
from sim.terms.observations import (
    DAY_COLUMNS,
    EVENT_COLUMNS,
    MORE_DAY_COLUMNS,
    PATTERN_COLUMNS,
    STATISTICS,
)

PAGE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text("utf-8")


def test_every_public_number_stands_in_the_table_with_its_meaning():
    rows = [
        f"| `{n.name}` | {n.meaning} | {n.unit} | {f'`{n.measure}`' if n.measure else ''} |"
        for n in NUMBERS.values()
    ]
    first = PAGE.index("| number | what it counts")
    table = PAGE[first : PAGE.index("\n\n", first)].splitlines()[2:]
    assert table == rows


def test_what_can_be_asked_of_an_event_is_explained():
    assert all(f"`{name}(" in PAGE for name in SINCE)


def test_the_columns_and_statistics_of_what_is_observed_are_listed():
    columns = (*PATTERN_COLUMNS, *EVENT_COLUMNS, "date", *DAY_COLUMNS, *MORE_DAY_COLUMNS)
    assert all(f"`{name}`" in PAGE for name in (*columns, *STATISTICS))
    assert all(f"`{name}.csv`" in PAGE for name in COLUMNS)


def test_the_budget_of_events_is_that_of_the_program():
    assert f"more than {AT_FIRST:,} events, and {EACH_HOUR} more for each of its hours" in PAGE
