from pathlib import Path

import pytest

from sim.experiment.parameter_sets import (
    ACCEPTED,
    TRIED,
    read_table,
    read_vectors,
    table_text,
)
from sim.scenario.mistakes import ScenarioError

FILE = Path(__file__).parents[2] / "scenarios" / "accepted" / "vectors.csv"


@pytest.mark.parametrize("line", ["0,1,1,1,1,much", "0,1,1,1,1,nan", "0,1,1,1,1", "0,1,1,1,1,2,3"])
def test_a_line_without_a_number_is_told(tmp_path, line):
    path = tmp_path / "vectors.csv"
    path.write_text(f"id,seed,spread,met,of,parameters.rumour.weight\n{line}\n")
    with pytest.raises(ScenarioError, match=r"vectors\.csv:2"):
        read_vectors(path)


def test_a_set_that_comes_twice_is_told(tmp_path):
    path = tmp_path / "vectors.csv"
    path.write_text("id,seed,spread,met,of,a.b\n3,1,1,1,1,0.5\n4,1,1,1,1,0.5\n3,1,1,1,1,0.6\n")
    with pytest.raises(ScenarioError, match=r"vectors\.csv:4: id = 3: is there twice; .* line 2"):
        read_vectors(path)


def test_a_table_that_is_not_of_vectors_is_told(tmp_path):
    path = tmp_path / "runs.csv"
    path.write_text("run,peak_rung\n0,5\n")
    with pytest.raises(ScenarioError, match=r"runs\.csv:1: its first line must name"):
        read_vectors(path)


def test_weights_are_read_and_are_1_where_there_are_none(tmp_path):
    path = tmp_path / "vectors.csv"
    path.write_text("id,seed,spread,met,of,weight,distance,a.b\n3,1,1,1,1,0.25,1.9,0.5\n")
    assert read_vectors(path) == [(3, {"a.b": 0.5}, 0.25)]
    weights = [kept.weight for kept in read_vectors(FILE)]
    assert weights[0] == 0.0, "the shipped set is no draw"
    assert set(weights[1:]) == {1.0}


def test_a_table_with_all_columns_comes_back_as_it_was_and_what_is_not_known_is_empty(tmp_path):
    path = tmp_path / "vectors_tried.csv"
    known = {"id": "3", "seed": "1", "spread": "1.0", "stage": "raid, 2 runs", "a.b": "0.5"}
    path.write_text(table_text(TRIED, ["a.b"], [known]))
    table = read_table(path, TRIED)
    assert table.paths == ("a.b",)
    rows = [row.cells for row in table.rows]
    assert rows == [dict.fromkeys(TRIED.names, "") | known]
    assert table_text(TRIED, table.paths, rows) == path.read_text()


def test_a_column_that_comes_twice_is_told(tmp_path):
    path = tmp_path / "vectors.csv"
    path.write_text("id,seed,spread,met,of,a.b,a.b\n")
    with pytest.raises(ScenarioError, match=r'csv:1: has the column "a\.b" twice'):
        read_table(path, ACCEPTED)
