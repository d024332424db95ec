import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from sim import Interrupted, Refused, load, read, run
from sim.terms.errors import Damaged
from tests.described import assert_described
from tests.studies.same_files import same_files

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
    package = json.loads((tmp_path / "datapackage.json").read_text())
    (npz,) = [one for one in package["resources"] if one["path"] == "recorded.npz"]
    words = {one["name"]: one["description"] for one in npz["arrays"]}
    assert words["twice"] == "recorded by the user's function twice"
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


@pytest.fixture(scope="module")
def finished(small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished") / "out"
    return run(small, runs=3, seed=2, workers=1, record=RECORD, out=folder), folder


@pytest.fixture
def folder(finished, tmp_path):
    return shutil.copytree(finished[1], tmp_path / "copy")


def test_a_finished_folder_gives_back_what_was_recorded(finished, tmp_path):
    ran, folder = finished
    again = read(folder)
    assert again.recorded == ("standing", "twice")
    for name in RECORD:
        np.testing.assert_array_equal(again.series(name), ran.series(name))
    assert again.table(inputs=True).equals(ran.table(inputs=True))
    np.testing.assert_array_equal(again.ensemble.runs[-1].series, ran.ensemble.runs[-1].series)
    assert [one.number for one in again.ensemble.runs[1:]] == [1, 2]
    with pytest.raises(IndexError):
        again.ensemble.runs[3]
    again.write(tmp_path / "again")
    same_files(tmp_path / "again", folder)


def test_a_large_folder_gives_it_back_too(small, finished, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    monkeypatch.setattr("sim.results.events_parquet.LARGE_RUNS", 2)
    run(small, runs=3, seed=2, workers=1, record=RECORD, out=tmp_path)
    assert (tmp_path / "events.parquet").exists()
    again = read(tmp_path)
    assert again.table().equals(finished[0].table())
    np.testing.assert_array_equal(again.series("twice"), finished[0].series("twice"))
    np.testing.assert_array_equal(again.series("rung"), finished[0].series("rung"))
    assert again.ensemble.runs[1].series.shape == finished[0].ensemble.runs[1].series.shape


def test_a_finished_folder_is_given_more_runs(small, folder, tmp_path):
    told = []
    more = {"runs": 4, "seed": 2, "workers": 1, "record": RECORD}
    run(small, **more, out=folder, notice=told.append)
    assert told == ["going on after the 3 runs that are done"]
    run(small, **more, out=tmp_path / "at_once")
    same_files(folder, tmp_path / "at_once")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(path.read_bytes()[:200]), "is damaged"),
        (lambda path: np.savez(path, run=np.arange(2)), "holds no array standing"),
        (lambda path: np.savez(
            path, run=np.arange(3), **dict.fromkeys(RECORD, np.zeros((3, 5), np.float32))
        ), "are not those of these runs and this clock"),
        (lambda path: np.savez(
            path, run=np.arange(1, 4), **dict.fromkeys(RECORD, np.zeros((3, 192), np.float32))
        ), "are not those of these runs and this clock"),
        (lambda path: np.savez(
            path, run=np.arange(3), **dict.fromkeys(RECORD, np.zeros((3, 192), np.float64))
        ), "are not those of these runs and this clock"),
    ],
    ids=["missing", "cut", "other measures", "other clock", "other runs", "other numbers"],
)  # fmt: skip
def test_curves_that_are_not_as_they_were_written_are_refused(folder, spoil, told):
    spoil(folder / "recorded.npz")
    with pytest.raises(Damaged, match=told) as said:
        read(folder)
    assert "recorded.npz" in str(said.value)


@pytest.mark.parametrize("names", [3, [1], {"standing": 1}])
def test_a_manifest_that_names_no_measures_is_refused(folder, names):
    content = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(content | {"recorded": names}))
    with pytest.raises(Damaged, match="does not name what was recorded"):
        read(folder)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"rung": standing}, "record: rung: is recorded already"),
        (
            {"south_crowd": standing},
            "record: south_crowd: the scenario mitrovica measures",
        ),
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
