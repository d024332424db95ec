import csv
from pathlib import Path

import pytest

from sim import load, run
from sim.model.model import EscalationModel
from tests.described import assert_described
from tests.studies import known_model

ROOT = Path(__file__).resolve().parents[3]
SCENARIO = ROOT / "scenarios" / "mitrovica.yaml"
SMALL = {"clock.days": 2, "ensemble.one_in": 100}
COST = "parameters.mobilisation.cost_mean"
RESOLVE = "actors.pristina.posture.resolve"


@pytest.fixture(scope="module")
def loaded():
    return load(SCENARIO, SMALL)


def rows_of(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_told_is_what_the_model_drew(loaded):
    told = run(loaded, runs=2, seed=5).inputs
    assert len(told.columns) > 20
    for number in (0, 1):
        model = EscalationModel(loaded, run=number, seed=5)
        drawn = model.core.posture
        for column, value in told.of(number).items():
            if not column.startswith("actors."):
                continue
            path, _, place = column.partition("[")
            _, actor, _, name = path.split(".")
            who = f"{actor}/{place.rstrip(']')}" if place else actor
            assert getattr(drawn[who], name) == value
        model.close()
    assert told.of(0)[RESOLVE] != told.of(1)[RESOLVE]


def test_inputs_stand_beside_outputs_one_row_a_run(loaded, tmp_path):
    vectors = [{COST: 0.4, RESOLVE: 0.6}, {COST: 0.45, RESOLVE: 0.7}]
    ran = run(loaded, runs=3, seed=5, vectors=vectors, out=tmp_path)
    rows = rows_of(tmp_path / "inputs.csv")
    assert_described(tmp_path, (tmp_path / "datapackage.json").read_text())
    assert [(row["run"], row["seed"], row["set"]) for row in rows] == [
        ("0", "5", "1"), ("1", "5", "2"), ("2", "5", "1"),
    ]  # fmt: skip
    assert [row[COST] for row in rows] == ["0.4", "0.45", "0.4"]
    assert rows[0][RESOLVE] == "0.6", "fixed by its set"
    drawn = next(name for name in ran.inputs.columns[5:])
    assert float(rows[1][drawn]) == ran.inputs.of(1)[drawn], "drawn, with all its digits"
    table = ran.table(inputs=True)
    assert len(table) == 3
    assert list(table.columns[:3]) == ["run", "seed", "set"]
    assert table["peak_rung"].tolist() == ran.table()["peak_rung"].tolist()
    assert table[drawn].tolist() == [float(row[drawn]) for row in rows]
    assert "seed" not in ran.table().columns


def test_fixed_postures_and_other_models_draw_nothing(loaded):
    fixed = load(SCENARIO, {**SMALL, "ensemble.posture": "fixed"})
    assert run(fixed, runs=1).inputs.columns == ("run", "seed")
    assert run(loaded, runs=1, build=known_model.build).inputs.columns == ("run", "seed")


def test_a_set_that_comes_again_and_again_is_read_once(loaded, tmp_path, monkeypatch):
    read = []

    def noted(path, overrides):
        read.append(overrides)
        return load(path, overrides)

    monkeypatch.setattr("sim.experiment.arms.load", noted)
    ran = run(loaded, runs=2, vectors=[{COST: 0.4}, *[{COST: 0.45}] * 300], out=tmp_path)
    assert len(read) == 2
    assert ran.inputs.of(1)[COST] == ran.inputs.of(300)[COST] == 0.45
    assert len(read) == 2, "what the runs had is told, not what the file says by now"
