import csv
import json
from pathlib import Path

import pytest

from sim.scenario.load import load
from sim.studies.sweep.request import sweep_request
from sim.studies.sweep.study import sweep
from sim.terms.errors import Interrupted, Refused
from tests.studies.known_model import RESOLVE, STANCE, THRESHOLD, build

ROOT = Path(__file__).resolve().parents[3]
BARRICADES = ("barricades_peak", "peak_rung>=6")


@pytest.fixture(scope="module")
def loaded():
    return load(ROOT / "scenarios" / "mitrovica.yaml", ["clock.days=2", "ensemble.one_in=50"])


def known(loaded, vary, **more):
    settings = {"outcomes": BARRICADES, "runs": 6, "seed": 1, "workers": 1, "build": build}
    return sweep(loaded, vary, **(settings | more))


def test_a_sweep_of_a_known_model_finds_its_slope_and_points_share_their_chance(loaded):
    result = known(loaded, [f"{STANCE}=-0.2:0.2:3"])
    low, middle, high = result.shown_points[0]
    assert result.reference == 1, "the scenario's own value"
    assert middle.change.mean == 0
    assert high.change.mean == pytest.approx(4, abs=1e-4)
    assert high.change.low == pytest.approx(4, abs=1e-4)
    assert low.change.mean == pytest.approx(-4, abs=1e-4)
    assert middle.here.error > 0.1


def test_two_things_make_a_grid_and_categories_a_row(loaded):
    grid = known(loaded, [f"{STANCE}=0,0.3", f"{THRESHOLD}=0.5:0.7:2"], runs=2)
    means = [point.here.mean for point in grid.shown_points[0]]
    assert [m - means[0] for m in means] == pytest.approx([0, 2, 6, 8], abs=1e-4)
    (down, across) = grid.axes
    assert down.is_drawn
    assert across.declared == (0.5, 0.74)
    row = known(loaded, ["mechanisms.rumour=true,false"], runs=2)
    assert row.axes[0].own == "true"
    assert row.shown_points[0][1].change.mean == 0, "our model knows no rumour"


def test_a_pattern_varies_everything_that_it_means_together(loaded):
    one = known(loaded, [f"{STANCE}=-0.2:0.2:3"])
    every = known(loaded, ["actors.*.posture.stance=-0.2:0.2:3"])
    assert [point.here.mean for point in every.shown_points[0]] == [
        point.here.mean for point in one.shown_points[0]
    ], "there is one patron"
    assert every.axes[0].path == "actors.*.posture.stance"


def test_a_folder_holds_picture_tables_and_what_was_asked(loaded, tmp_path):
    result = known(loaded, [f"{STANCE}=-0.2:0.2:3"], out=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "report.html", "sweep.png", "sweep.svg", "sweep.csv", "runs.csv", "sweep.json",
        "datapackage.json", "manifest.json",
    }  # fmt: skip
    lines = list(csv.DictReader((tmp_path / "sweep.csv").read_text().splitlines()))
    outcomes = {line["outcome"] for line in lines}
    assert {"killed", "crisis_end_time", "peak_rung>=6"} <= outcomes, "all, not only those shown"
    assert len(lines) == 3 * len(outcomes)
    assert {line[STANCE] for line in lines} == {"-0.2", "0", "0.2"}
    assert len(list(csv.DictReader((tmp_path / "runs.csv").read_text().splitlines()))) == 3 * 6
    content = json.loads((tmp_path / "sweep.json").read_text())
    assert (content["runs"], content["seed"], content["reference"]) == (6, 1, 1)
    assert content["vary"][0]["own"] == "0"
    assert len(result.table()) == len(lines)
    told = "\n".join(result.sentences())
    assert "barricades_peak" in told
    assert "±" in told
    assert f"runs of the scenario draw {STANCE}" in told


def test_a_sweep_that_was_stopped_goes_on_and_ends_with_the_same_bytes(loaded, tmp_path):
    asked = iter([False] * 9 + [True] * 1000)
    vary = [f"{STANCE}=-0.2:0.2:3"]
    with pytest.raises(Interrupted) as stopped:
        known(loaded, vary, out=tmp_path / "a", stop=lambda: next(asked))
    assert 0 < stopped.value.done < 18
    known(loaded, vary, out=tmp_path / "a")
    known(loaded, vary, out=tmp_path / "b")
    names = {p.name for p in (tmp_path / "a").iterdir()}
    assert names == {p.name for p in (tmp_path / "b").iterdir()}
    for name in names - {"manifest.json"}:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_every_mistake_of_a_sweep_is_told_at_once(loaded):
    with pytest.raises(Refused) as refused:
        sweep(
            loaded,
            ["actors.pristina.posture.resolv=0:1:3", "actors.kfor.posture.neutrality=0.5:1.5:3"],
            outcomes=["injurd"],
        )
    told = str(refused.value)
    with pytest.raises(Refused) as mixed:
        sweep(loaded, ["actors.pristina.posture.resolv=0:1:3", f"{STANCE}=1:0:3"])
    assert "resolve" in str(mixed.value)
    assert "less than high" in str(mixed.value)
    assert 'did you mean "resolve"?' in told
    assert "--vary:2: actors.kfor.posture.neutrality = 1.5" in told
    assert "must lie in [0, 1]" in told
    assert 'did you mean "injured"?' in told


@pytest.mark.parametrize(
    ("vary", "told"),
    [
        (["actors.pristinna.posture.resolve=0:1:3"], "pristina"),
        (["mechanisms.rumour=true,maybe"], "maybe"),
        ([f"{RESOLVE}=0.9:0.4:3"], "must be less than"),
        ([f"{RESOLVE}=0:1:2", f"{STANCE}=0:1:2", f"{THRESHOLD}=0:1:2"], "3 times"),
    ],
)
def test_what_cannot_be_varied_is_refused_before_any_run(loaded, vary, told, tmp_path):
    with pytest.raises(Refused, match=told):
        known(loaded, vary, out=tmp_path / "not")
    assert not (tmp_path / "not").exists()


def test_beyond_the_declared_range_is_allowed_and_said(loaded):
    result = known(loaded, [f"{RESOLVE}=0:1:2"], runs=2)
    assert "beyond its declared range [0.36, 0.94]" in "\n".join(result.sentences())


def test_the_name_of_the_folder_depends_on_all_that_is_asked(loaded):
    one = sweep_request(loaded, [f"{STANCE}=0:1:2"]).digest
    assert one == sweep_request(loaded, [f"{STANCE}=0:1:2"]).digest
    assert one != sweep_request(loaded, [f"{STANCE}=0:1:3"]).digest
    assert one != sweep_request(loaded, [f"{STANCE}=0:1:2"], outcomes=["injured"]).digest
