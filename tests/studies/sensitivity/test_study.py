import csv
import json
from pathlib import Path

import pytest

from sim.scenario.load import load
from sim.studies.discovery.study import discovery
from sim.studies.sensitivity.study import sensitivity
from sim.terms.errors import Refused
from tests.studies.known_model import RESOLVE, STANCE, THRESHOLD, build, build_with_luck

ROOT = Path(__file__).resolve().parents[3]
THREE = (STANCE, THRESHOLD, RESOLVE)
HOW = {"seed": 1, "workers": 1, "build": build}


@pytest.fixture(scope="module")
def loaded():
    return load(ROOT / "scenarios" / "mitrovica.yaml", ["clock.days=2", "ensemble.one_in=50"])


def effects(result, outcome="barricades_peak"):
    told = next(one for one in result.told if one.outcome.text == outcome)
    return {one.name: one for one in told.found}, told.noise


def test_morris_of_a_known_model_finds_its_slopes_over_the_ranges(loaded, tmp_path):
    notes = []
    result = sensitivity(
        loaded, "morris", parameters=THREE, samples=5, replicates=3, out=tmp_path,
        outcomes=["barricades_peak", "killed"], notice=notes.append, **HOW,
    )  # fmt: skip
    found, noise = effects(result)
    assert found[STANCE].mu == pytest.approx(20 * 0.74, rel=1e-3)
    assert found[THRESHOLD].mu == pytest.approx(10 * 0.24, rel=1e-2)
    assert found[RESOLVE].mu_star == pytest.approx(0, abs=1e-6)
    assert found[STANCE].is_clear
    assert noise.left == pytest.approx(0, abs=1e-6), "chance that all points share cancels"
    assert 0 < noise.share < 0.2
    assert "3 quantities, 20 points of 3 runs: 60 runs" in notes
    told = "\n".join(result.sentences())
    assert "is 0 at every point: nothing moves it" in told
    assert "Private postures drawn in every run, and part of chance: 8." in told
    assert {path.name for path in tmp_path.iterdir()} == {
        "sensitivity.png", "sensitivity.svg", "sensitivity.csv", "points.csv", "runs.csv",
        "sensitivity.json", "datapackage.json", "manifest.json", "report.html",
    }  # fmt: skip
    content = json.loads((tmp_path / "sensitivity.json").read_text())
    assert content["nothing_moves"]["killed"] == "is 0 at every point: nothing moves it"
    assert (content["points"], content["replicates"]) == (20, 3)
    assert len(list(csv.DictReader((tmp_path / "points.csv").read_text().splitlines()))) == 20
    lines = list(csv.DictReader((tmp_path / "sensitivity.csv").read_text().splitlines()))
    assert {line["parameter"] for line in lines} == set(THREE)
    assert len(result.table()) == len(lines)


def test_sobol_of_a_known_model_shares_its_variance_out(loaded):
    result = sensitivity(loaded, "sobol", parameters=THREE, samples=16, replicates=2, **HOW)
    found, _ = effects(result)
    whole = (20 * 0.74) ** 2 + (10 * 0.24) ** 2
    assert found[STANCE].total == pytest.approx((20 * 0.74) ** 2 / whole, abs=0.15)
    assert found[RESOLVE].total == pytest.approx(0, abs=1e-6)
    assert "alone" in "\n".join(result.sentences())


def test_what_is_not_varied_of_private_postures_is_said(loaded):
    fixed = load(loaded.path, [*loaded.overrides, "ensemble.posture=fixed"])
    result = sensitivity(fixed, parameters=THREE, samples=4, replicates=2, **HOW)
    assert "No posture is drawn" in result.sentences()[-1]


@pytest.mark.parametrize(
    ("method", "more", "told"),
    [
        ("sobol", {"samples": 12}, "power of two, such as 8 or 16"),
        ("morris", {"samples": 1}, "at least 4 trajectories"),
        ("morris", {"replicates": 1}, "chance cannot be told from effects"),
        ("morris", {"parameters": ["actors.pristina.posture.resolv"]}, "did you mean"),
        ("morris", {"parameters": [RESOLVE]}, "at least two"),
        ("morris", {"outcomes": ["injurd"]}, 'did you mean "injured"'),
    ],
)
def test_what_cannot_be_asked_is_refused_before_any_run(loaded, method, more, told):
    with pytest.raises(Refused, match=told):
        sensitivity(loaded, method, **more)


def test_all_mistakes_are_told_at_once(loaded):
    with pytest.raises(Refused) as refused:
        sensitivity(loaded, "sobol", samples=3, replicates=1, parameters=["x"], outcomes=["y"])
    assert len(str(refused.value).splitlines()) == 4


def test_discovery_finds_the_corner_of_a_known_model(loaded, tmp_path):
    result = discovery(loaded, "peak_rung>=6", parameters=THREE, samples=160, out=tmp_path, **HOW)
    assert result.found.is_found
    sides = {side.name: side for side in result.found.sides}
    assert {STANCE, THRESHOLD} <= set(sides)
    assert sides[STANCE].low == pytest.approx(0.1, abs=0.1)
    assert sides[THRESHOLD].high == pytest.approx(0.6, abs=0.04)
    assert result.found.test.points == 80
    assert len({row["run"] for row in result.rows}) == 240, "each point has chance of its own"
    content = json.loads((tmp_path / "discovery.json").read_text())
    assert content["is_found"]
    assert content["test"]["density"] > 0.6
    assert {path.name for path in tmp_path.iterdir()} == {
        "discovery.png", "discovery.svg", "box.csv", "boxes.csv", "runs.csv", "discovery.json",
        "datapackage.json", "manifest.json", "report.html",
    }  # fmt: skip
    assert "unseen points confirm it" in "\n".join(result.sentences())


def test_discovery_finds_nothing_where_there_is_only_luck(loaded):
    result = discovery(
        loaded, "peak_rung>=6", parameters=THREE, samples=80, **(HOW | {"build": build_with_luck})
    )
    assert not result.found.is_found
    assert "Nothing is found" in "\n".join(result.sentences())


@pytest.mark.parametrize(
    ("condition", "samples", "told"),
    [
        ("peak_rung", 100, "write a condition, such as peak_rung>=6"),
        ("peak_rung>=6", 10, "at least 60 points"),
        ("peak_rungg>=6", 100, "did you mean"),
        ("peak_rung>=high", 100, "high is not a number"),
    ],
)
def test_what_cannot_be_discovered_is_refused(loaded, condition, samples, told):
    with pytest.raises(Refused, match=told):
        discovery(loaded, condition, samples=samples)
