"""Measures of one's own in studies of several arms: outcomes like those of Ibar."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from sim import Interrupted, Refused, compare, load, sweep
from sim.studies.compare.request import compare_request
from sim.studies.sweep.request import sweep_request
from sim.terms.measures import INDEX
from tests.described import assert_described
from tests.studies.known_model import STANCE, build
from tests.studies.same_files import same_files

ROOT = Path(__file__).resolve().parents[2]
OUTCOMES = {f"{name}_{part}" for name in ("stands", "below") for part in ("peak", "last", "mean")}


def stands(model):
    return model.row()[INDEX["barricades"]]


def below(model):
    """What is never above zero."""
    return -model.row()[INDEX["barricades"]]


RECORD = {"stands": stands, "below": below}


@pytest.fixture(scope="module")
def small():
    return load(ROOT / "scenarios" / "mitrovica.yaml", {"clock.days": 2, "ensemble.one_in": 100})


def compared(small, **more):
    how = {"runs": 8, "seed": 1, "workers": 1, "build": build, "record": RECORD, **more}
    return compare(small, sets={STANCE: 0.2}, **how)


def swept(small, **more):
    how = {"runs": 8, "seed": 1, "workers": 1, "build": build, "record": RECORD, **more}
    return sweep(small, [f"{STANCE}=0,0.2"], **how)


@pytest.fixture
def undrawn(monkeypatch):
    """Pictures are told elsewhere."""
    for study in ("compare", "sweep"):
        monkeypatch.setattr(f"sim.studies.{study}.study.picture", lambda _: dict)


STUDIES = pytest.mark.parametrize("study", [compared, swept])


def lines(path):
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def test_what_is_recorded_is_compared_like_any_outcome(small, tmp_path):
    found = compared(small, out=tmp_path)
    table = found.table().set_index("outcome")
    same = ["base", "value", "difference", "low", "high", "n", "differ", "p"]
    own, known = table.loc["stands_peak"], table.loc["barricades_peak"]
    assert own[same].tolist() == known[same].tolist()
    assert own["difference"] == pytest.approx(4, abs=1e-4)
    assert table.loc["below_mean", "difference"] == pytest.approx(-4, abs=1e-4)
    assert own["unit"] == ""
    assert np.isnan(own["smallest_effect_of_interest"])
    assert "Highest stands: " in (tmp_path / "sentences.txt").read_text()
    assert {row["outcome"] for row in lines(tmp_path / "comparison.csv")} >= OUTCOMES
    for arm in found.rows:
        assert all(row["below_last"] == -row["stands_last"] for row in found.rows[arm])
    without = compared(small, record=None)
    assert not OUTCOMES & set(without.table()["outcome"]), "the rest is as it was"
    keep = list(without.rows["mitrovica"][0])
    assert [{k: row[k] for k in keep} for row in found.rows["mitrovica"]] == without.rows[
        "mitrovica"
    ]


def test_what_is_recorded_is_in_the_table_of_a_sweep_and_can_be_shown(small, tmp_path):
    shown = ["stands_peak", "stands_mean>=26", "below_peak", "barricades_peak"]
    found = swept(small, outcomes=shown, out=tmp_path)
    table = found.table().set_index(["outcome", "point"])
    same = ["mean", "error", "low", "high", "change", "change_low", "change_high", "differ"]
    for point in (0, 1):
        own, known = table.loc["stands_peak", point], table.loc["barricades_peak", point]
        assert own[same].tolist() == known[same].tolist()
        assert table.loc["below_peak", point]["low"] < 0, "an interval is not cut at zero"
        assert table.loc["below_peak", point]["mean"] == pytest.approx(-known["mean"])
    assert {row["outcome"] for row in lines(tmp_path / "sweep.csv")} >= OUTCOMES
    assert "below_peak" in "\n".join(found.sentences())
    assert table.loc["stands_mean>=26", 1]["mean"] > table.loc["stands_mean>=26", 0]["mean"]


@pytest.mark.usefixtures("undrawn")
@STUDIES
def test_every_recorded_column_is_described(small, tmp_path, study):
    study(small, out=tmp_path)
    package = (tmp_path / "datapackage.json").read_text()
    assert_described(tmp_path, package)
    runs = next(one for one in json.loads(package)["resources"] if one["path"].startswith("runs"))
    words = {one["name"]: one["description"] for one in runs["schema"]["fields"]}
    assert words["below_peak"] == "recorded by the user's function below: highest value"
    assert json.loads((tmp_path / "manifest.json").read_text())["recorded"] == ["stands", "below"]


@pytest.mark.usefixtures("undrawn")
@STUDIES
def test_stopped_or_parallel_it_ends_with_the_same_bytes(small, tmp_path, study):
    done, told = [], []
    with pytest.raises(Interrupted):
        study(small, out=tmp_path / "a", progress=lambda n, _: done.append(n),
              stop=lambda: done[-1] >= 9)  # fmt: skip
    study(small, out=tmp_path / "a", notice=told.append)
    assert told == ["going on after the 9 runs that are done"]
    study(small, out=tmp_path / "b", workers=2)
    assert len(same_files(tmp_path / "a", tmp_path / "b")) > 4


@pytest.mark.usefixtures("undrawn")
@STUDIES
def test_runs_with_another_function_are_not_taken_over(small, tmp_path, study):
    done, told = [], []
    with pytest.raises(Interrupted):
        study(small, out=tmp_path, progress=lambda n, _: done.append(n),
              stop=lambda: done[-1] >= 9)  # fmt: skip

    def other(_model):
        return 3.0

    other.__qualname__ = "stands"  # the same name, and other code
    study(small, out=tmp_path, record={"stands": other, "below": below}, notice=told.append)
    assert "another study or version" in told[0]
    with pytest.raises(Refused, match="other recorded"):
        study(small, out=tmp_path, record={"stands": below, "below": stands})


def test_the_digest_of_what_is_asked_tells_of_what_is_recorded(small):
    for asked in (
        lambda record: compare_request(small, (), {STANCE: 0.2}, record=record),
        lambda record: sweep_request(small, [f"{STANCE}=0,0.2"], record=record),
    ):
        digests = [asked(one).digest for one in (None, RECORD, {"stands": below}, {"x": below})]
        assert len(set(digests)) == 4


@STUDIES
@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"record": {"rung": stands, "time": 3}}, [
            "record: rung: is recorded already", "record: time: is recorded already",
            "record: time = 3: is no function of the model",
        ]),
        ({"record": {"Mine": stands}}, ["record: Mine: is no name"]),
        ({"record": [stands]}, ["record = "]),
    ],
)  # fmt: skip
def test_every_mistake_in_it_is_told_at_once(small, study, more, told):
    with pytest.raises(Refused) as said:
        study(small, **more)
    lines = str(said.value).splitlines()
    assert len(lines) == len(told)
    assert all(line.startswith(words) for line, words in zip(lines, told, strict=True))


def test_an_unknown_outcome_is_told_with_those_that_are_recorded(small):
    with pytest.raises(Refused, match="below_peak"):
        swept(small, outcomes=["below_peek"])
