"""Columns are declared once: their bounds are those of the reader, and shipped tables fit them."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from sim.scenario.mistakes import ScenarioError
from sim.scenario.observed import read_days, read_observed
from sim.scenario.table_schemas import TABLES, table_schemas
from sim.scenario.tables import read_tables
from sim.scenario.world_columns import WORLD_COLUMNS

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TOWN = SCENARIOS / "worlds" / "example_town"
KINDS = {"number": float, "integer": int, "date": str, "string": str, "boolean": str}


def fits(cell, field):
    wanted = field["constraints"]
    if not cell:
        return not wanted["required"]
    if field["type"] == "boolean":
        return cell in field["trueValues"] + field["falseValues"]
    value = KINDS[field["type"]](cell)
    return (
        wanted.get("minimum", value) <= value <= wanted.get("maximum", value)
        and cell in wanted.get("enum", [cell])
        and re.fullmatch(wanted.get("pattern", ".*"), cell, re.DOTALL) is not None
    )


def table_of(path):
    if path.parent.name != "observed":
        return path.stem
    kind = re.search(r"_(events|daily)$", path.stem)
    return f"observed{kind[0]}" if kind else "observed"


SHIPPED = [
    *SCENARIOS.glob("worlds/*/*.csv"),
    *(path for path in SCENARIOS.glob("observed/*.csv") if path.stem != "contrasts"),
]


@pytest.mark.parametrize("path", sorted(SHIPPED), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_shipped_tables_fit_their_schemas(path):
    if table_of(path) not in TABLES:
        pytest.skip("a table of the page, not of a world")
    fields = table_schemas()[table_of(path)]["fields"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        for field in fields:
            assert fits(row[field["name"]], field), (row, field["name"])


BAD = [
    (table, name, cell)
    for table, columns in WORLD_COLUMNS.items()
    for name, one in columns.items()
    for cell in (
        *([f"{one.low - 1:g}", f"{one.high * 1.5:g}"] if one.bounds else []),
        *(["no_such_word"] if one.words or one.form in ("yes or no", "name") else []),
        *(["Not An Id"] if one.form == "id" else []),
        *([""] if one.needed else []),
    )
    if (table, name, cell) != ("sites", "front", "inf")
]


@pytest.mark.parametrize(("table", "name", "cell"), BAD)
def test_the_reader_refuses_what_the_declaration_does(tmp_path, table, name, cell):
    folder = tmp_path / "town"
    shutil.copytree(TOWN, folder)
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][name] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    found = [wrong for wrong in read_tables(folder).mistakes if wrong.file.endswith(path.name)]
    assert any(wrong.key == name and wrong.line == 2 for wrong in found), found


def test_every_column_says_what_a_reader_needs():
    for table, columns in TABLES.items():
        for name, one in columns.items():
            assert one.meaning, (table, name)
            assert one.example, (table, name)
            if one.form in ("number", "whole number") and not name.startswith("accept"):
                assert one.bounds, (table, name)


def test_examples_of_columns_are_right(tmp_path):
    for table in ("observed", "observed_events", "observed_daily"):
        file = tmp_path / f"{table.replace('observed', 'case')}.csv"
        columns = TABLES[table]
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, columns)
            writer.writeheader()
            writer.writerow({name: one.example for name, one in columns.items()})
    assert len(read_observed(tmp_path / "case.csv").patterns) == 1
    assert len(read_observed(tmp_path / "case.csv").events) == 1
    assert len(read_days(tmp_path / "case_daily.csv")) == 1
    with pytest.raises(ScenarioError):
        read_days(tmp_path / "case_events.csv")
