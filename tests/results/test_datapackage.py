import csv
import json
from pathlib import Path

import numpy as np
import pytest

from sim.results.arrays import npz_bytes
from sim.results.datapackage import datapackage_text, schema_of
from sim.results.table_schemas import columns, columns_of, table_words
from sim.results.tables import CURVE_COLUMNS, EVENT_COLUMNS, RUN_COLUMNS
from sim.terms.measures import NAMES
from sim.terms.outcomes import OUTCOMES
from tests.described import is_of_type

TYPES = {"integer", "number", "string", "boolean", "datetime", "value"}
ZONE = "Europe/Belgrade"


def schema(tmp_path, name, *lines):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return {field["name"]: field for field in schema_of(path, ZONE)["fields"]}


def test_every_line_of_the_list_can_be_used():
    for one in columns():
        assert one.description.strip(), one
        assert one.type in TYPES if one.column else not one.type, one
    keys = [(one.table, one.column) for one in columns()]
    assert len(set(keys)) == len(keys)
    tables = {one.table for one in columns() if one.column} - {"*"}
    assert tables <= {one.table for one in columns() if not one.column}


@pytest.mark.parametrize(
    ("table", "header"),
    [("runs.csv", RUN_COLUMNS), ("events.csv", EVENT_COLUMNS), ("curves.csv", CURVE_COLUMNS)],
)
def test_every_column_of_a_run_is_described(table, header):
    assert table_words(table)
    for column in columns_of(table, list(header)):
        assert column.description != "not described", column


def test_times_are_local_in_a_table_of_runs_and_hours_in_one_of_points(tmp_path):
    local = schema(tmp_path, "runs.csv", "run,peak_time,killed", "0,2022-07-31T17:30,0")
    assert local["peak_time"]["type"] == "datetime"
    assert local["peak_time"]["zone"] == ZONE
    assert local["killed"]["unit"] == "people"
    hours = schema(tmp_path, "runs.csv", "point,run,peak_time", "0,0,11.5")
    assert (hours["peak_time"]["type"], hours["peak_time"]["unit"]) == ("number", "h")


def test_a_setting_is_a_number_or_a_word(tmp_path):
    found = schema(tmp_path, "sweep.csv", "point,a.b,c.d,mean", "0,0.5,1,2", "1,,word,3")
    assert [found[name]["type"] for name in ("a.b", "c.d", "mean")] == [
        "number",
        "string",
        "number",
    ]


def test_what_is_not_ours_is_left_out_and_what_is_new_says_so(tmp_path):
    (tmp_path / "notes.csv").write_text("a\n1\n", "utf-8")
    (tmp_path / "runs.csv").write_text("run,my_own\n0,1\n", "utf-8")
    package = json.loads(datapackage_text(tmp_path, "Title", ZONE))
    assert [one["path"] for one in package["resources"]] == ["runs.csv"]
    assert package["resources"][0]["schema"]["fields"][1]["description"] == "not described"


def test_the_arrays_of_every_measure_are_described(tmp_path):
    (tmp_path / "series.npz").write_bytes(npz_bytes({name: np.zeros((1, 1)) for name in NAMES}))
    (series,) = json.loads(datapackage_text(tmp_path, "Title", ZONE))["resources"]
    assert [one["name"] for one in series["arrays"]] == [
        "tick", "hours", "time", "utc_offset", "timezone", "run", *NAMES,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("integer", "-3", "3.5"), ("boolean", "true", "True"), ("number", "1e-05", "many"),
        ("datetime", "2022-07-31T17:30", "17"),
    ],
)  # fmt: skip
def test_the_test_of_all_tables_can_fail(kind, right, wrong):
    field = {"name": "x", "type": kind, "zone": ZONE, "format": "%Y-%m-%dT%H:%M"}
    assert is_of_type(right, field)
    assert not is_of_type(wrong, field)


def test_outcomes_carry_their_own_words():
    described = {one.column: one.description for one in columns_of("runs.csv", list(RUN_COLUMNS))}
    assert all(outcome.label in described[outcome.name] for outcome in OUTCOMES)


def test_the_list_is_a_plain_table():
    path = Path(__file__).parents[2] / "sim" / "results" / "table_columns.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        assert {len(row) for row in csv.reader(lines)} == {5}
