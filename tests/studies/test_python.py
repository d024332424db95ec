import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim import load, run
from sim.studies.run.study import Unfinished
from sim.terms.errors import Refused

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios" / "mitrovica.yaml"
SMALL = {"clock.days": 4, "ensemble.one_in": 20}


@pytest.fixture(scope="module")
def loaded():
    return load(SCENARIO, SMALL)


@pytest.fixture(scope="module")
def ran(loaded):
    return run(loaded, runs=5, seed=3)


def test_values_can_be_set_from_python_as_from_the_shell():
    texts = ["mechanisms.rumour=false", "actors.pristina.posture.resolve=0.9", "title=Another one"]
    values = {
        "mechanisms.rumour": False,
        "actors.pristina.posture.resolve": 0.9,
        "title": "Another one",
    }
    assert load(SCENARIO, values).digest == load(SCENARIO, texts).digest
    assert load(SCENARIO, values).digest != load(SCENARIO).digest


def test_a_wrong_value_from_python_is_refused_as_from_the_shell():
    with pytest.raises(Refused, match="out of bounds"):
        load(SCENARIO, {"actors.pristina.posture.resolve": 7})


def test_a_table_has_one_row_a_run_and_local_times(ran, loaded):
    table = ran.table()
    assert list(table["run"]) == [0, 1, 2, 3, 4]
    when = table["first_barricade_time"].dropna()
    assert len(when)
    assert str(when.dt.tz) == loaded.scenario.clock.timezone
    start = pd.Timestamp(loaded.scenario.clock.start, tz=loaded.scenario.clock.timezone)
    row = ran.rows[when.index[0]]
    assert when.iloc[0] == start + pd.Timedelta(hours=row["first_barricade_time"])


def test_curves_come_as_arrays_and_as_a_tidy_table(ran, loaded):
    barricades = ran.series("barricades")
    assert barricades.shape == (5, loaded.scenario.clock.n_ticks)
    tidy = ran.curves_table("barricades", "rung")
    assert set(tidy["measure"]) == {"barricades", "rung"}
    of_three = tidy[(tidy["measure"] == "barricades") & (tidy["run"] == 3)]
    assert np.array_equal(of_three["value"], barricades[3])


def test_python_and_shell_write_the_same_bytes(loaded, tmp_path):
    run(loaded, runs=4, seed=3, out=tmp_path / "python")
    sets = [word for item in SMALL.items() for word in ("--set", f"{item[0]}={item[1]}")]
    words = ["--runs", "4", "--seed", "3", "--quiet", "--out", str(tmp_path / "shell")]
    done = subprocess.run(
        [sys.executable, "run.py", str(SCENARIO), *sets, *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name in ("runs.csv", "events.csv", "curves.csv", "series.npz"):
        python, shell = (tmp_path / side / name for side in ("python", "shell"))
        assert python.read_bytes() == shell.read_bytes(), name


def test_a_study_that_is_stopped_hands_over_what_is_done_and_goes_on(loaded, tmp_path):
    done = []
    with pytest.raises(Unfinished) as caught:
        run(
            loaded, runs=6, seed=3, out=tmp_path, workers=1,
            progress=lambda n, _: done.append(n), stop=lambda: done[-1] >= 3,
        )  # fmt: skip
    assert len(caught.value.ran.rows) == 3
    told = []
    again = run(loaded, runs=6, seed=3, out=tmp_path, workers=1, notice=told.append)
    assert told == ["going on after the 3 runs that are done"]
    assert again.rows == run(loaded, runs=6, seed=3).rows
    assert not list(tmp_path.glob("*.part"))


def test_what_is_public_is_there_and_named_once():
    text = (ROOT / "sim" / "__init__.pyi").read_text()
    for name in dir(sim):
        assert getattr(sim, name) is not None
        assert f" {name}" in text or f"{name}:" in text
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        sim.nonsense  # noqa: B018


def test_importing_the_package_loads_nothing_heavy():
    code = "import sim, sys; sys.exit(bool({'numpy', 'mesa', 'matplotlib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_run_with_several_parameter_sets_can_be_repeated_from_its_folder(tmp_path):
    table = ROOT / "scenarios" / "accepted" / "vectors.csv"
    loaded = load(SCENARIO, SMALL)
    first = run(loaded, runs=4, seed=3, vectors=table, out=tmp_path / "first")
    assert len(first.vectors) == 27
    assert any("27 parameter sets" in sentence for sentence in first.sentences())
    assert first.rows != run(loaded, runs=4, seed=3).rows
    again = run(
        tmp_path / "first" / "scenario.yaml", seed=3, runs=4,
        vectors=tmp_path / "first" / "vectors.csv",
    )  # fmt: skip
    assert again.rows == first.rows


def test_a_table_of_parameter_sets_that_is_missing_or_wrong_is_refused(loaded, tmp_path):
    with pytest.raises(Refused, match="the table is missing"):
        run(loaded, vectors=tmp_path / "nothing.csv")
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    with pytest.raises(Refused, match=r"wrong.csv:1"):
        run(loaded, vectors=tmp_path / "wrong.csv")
