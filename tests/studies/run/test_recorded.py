import csv
import json
from pathlib import Path

import numpy as np
import pytest

from sim import Interrupted, Refused, load, run
from tests.described import assert_described

ROOT = Path(__file__).resolve().parents[3]
SMALL = {"clock.days": 2, "ensemble.one_in": 100}


def standing(model):
    return len(model.core.state.standing)


def twice_the_rung(model):
    return 2 * model.row()[0]


def broken(model):
    return model.nothing


def not_a_number(_model):
    return float("nan")


@pytest.fixture(scope="module")
def small():
    return load(ROOT / "scenarios" / "mitrovica.yaml", SMALL)


RECORD = {"standing": standing, "twice": twice_the_rung}


def test_what_is_recorded_is_a_measure_and_gives_outcomes(small, tmp_path):
    ran = run(small, runs=3, seed=2, record=RECORD, out=tmp_path)
    np.testing.assert_array_equal(ran.series("standing"), ran.series("barricades"))
    np.testing.assert_array_equal(ran.series("twice"), 2 * ran.series("rung"))
    assert ran.rows == run(small, runs=3, seed=2).rows, "the rest is as it was"
    table = ran.table()
    assert table["standing_peak"].tolist() == table["barricades_peak"].tolist()
    assert table["twice_last"].tolist() == ran.series("twice")[:, -1].tolist()
    with (tmp_path / "recorded.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["twice_peak"]) for row in rows] == table["twice_peak"].tolist()
    with np.load(tmp_path / "recorded.npz") as curves:
        np.testing.assert_array_equal(curves["standing"], ran.series("standing"))
        assert curves["time"].shape == curves["standing"].shape[1:]
    assert_described(tmp_path, (tmp_path / "datapackage.json").read_text())
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["recorded"] == ["standing", "twice"]
    assert ran.inputs.draws


def test_runs_with_other_measures_are_not_taken_over(small, tmp_path):
    def half(record, told):
        done = []
        with pytest.raises(Interrupted):
            run(
                small, runs=4, seed=2, workers=1, record=record, out=tmp_path, notice=told.append,
                progress=lambda n, _: done.append(n), stop=lambda: done[-1] >= 2,
            )  # fmt: skip

    told = []
    half(RECORD, told)
    half(RECORD, told)
    assert told == ["going on after the 2 runs that are done"]
    other = {"standing": twice_the_rung, "twice": standing}
    with pytest.raises(Refused, match=r"another study|other"):
        run(small, runs=4, seed=2, record=other, out=tmp_path)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"rung": standing}, "record: rung: is recorded already"),
        ({"Two words": standing}, "record: Two words: is no name"),
        ({"mine": 3}, "record: mine = 3: is no function of the model"),
        ({"mine": broken}, "record: mine: AttributeError"),
        ({"mine": not_a_number}, "record: mine: tells nan"),
        ([standing], "record = "),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words(small, record, told):
    with pytest.raises(Refused) as said:
        run(small, runs=1, record=record)
    assert str(said.value).startswith(told)
