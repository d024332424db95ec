"""The page on scenarios lists every public number that a condition may compare."""

import re
from pathlib import Path
from typing import get_args

from sim.experiment.event_budget import AT_FIRST, EACH_HOUR
from sim.scenario.conditions import SINCE
from sim.scenario.load import load
from sim.scenario.measured import outcomes_named
from sim.scenario.measures import OfEvents, OfMeasure
from sim.scenario.tables import COLUMNS
from sim.terms.measures import NAMES
from sim.terms.observations import (
    DAY_COLUMNS,
    EVENT_COLUMNS,
    MORE_DAY_COLUMNS,
    PATTERN_COLUMNS,
    STATISTICS,
)
from sim.terms.quantities import QUANTITIES

PAGE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text("utf-8")


def test_every_quantity_stands_in_the_table_with_its_meaning():
    rows = [
        f"| `{q.name}` | {q.label} | {q.unit} | {', '.join((*q.of, *q.where))} | "
        f"{'yes' if q.name in NAMES else ''} |"
        for q in QUANTITIES.values()
    ]
    first = PAGE.index("| quantity | what it counts")
    table = PAGE[first : PAGE.index("\n\n", first)].splitlines()[2:]
    assert table == rows


def test_what_can_be_taken_is_in_the_table():
    words = {*get_args(OfMeasure), *get_args(OfEvents)}
    first = PAGE.index("| `take` | of a measure")
    table = PAGE[first : PAGE.index("\n\n", first)]
    assert words == set(re.findall(r"`(\w+)`", table)) - {"take"}


def test_what_the_page_says_can_be_said(tmp_path):
    text = "extends: mitrovica.yaml\n"
    text += next(b for b in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "outcomes:" in b)
    path = tmp_path / "page.yaml"
    path.write_text(text, "utf-8")
    names = {one.name for one in outcomes_named(load(path).scenario)}
    assert {"leposavic_blocked_hours", "police_shot"} <= names


def test_what_can_be_asked_of_an_event_is_explained():
    assert all(f"`{name}(" in PAGE for name in SINCE)


def test_the_columns_and_statistics_of_what_is_observed_are_listed():
    columns = (*PATTERN_COLUMNS, *EVENT_COLUMNS, "date", *DAY_COLUMNS, *MORE_DAY_COLUMNS)
    assert all(f"`{name}`" in PAGE for name in (*columns, *STATISTICS))
    assert all(f"`{name}.csv`" in PAGE for name in COLUMNS)


def test_the_budget_of_events_is_that_of_the_program():
    assert f"more than {AT_FIRST:,} events, and {EACH_HOUR} more for each of its hours" in PAGE
