from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim import ablate, load
from sim.main import main
from sim.report.page.study_page import study_html
from sim.scenario.mistakes import ScenarioError
from sim.studies.ablate import request as requests
from sim.studies.ablate.claims import CLAIMS
from sim.studies.ablate.request import RUNS, ablate_request
from sim.terms.errors import Interrupted, Refused
from sim.terms.words import LANGUAGES, words
from tests.studies.same_files import same_files

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"
BASE = SCENARIOS / "mitrovica.yaml"
SHORT = {"ensemble.one_in": 100, "clock.days": 2, "clock.tick_minutes": 30}
TOWN = SCENARIOS / "example_town.yaml"
SMALL = {"ensemble.one_in": 100, "clock.days": 2, "clock.tick_minutes": 30}
SAMPLE = tuple({(c.statistic, bool(c.condition)): c for c in CLAIMS}.values())
"""A claim of each statistic, with a condition and without: how a study is made is the same of all.

All claims are tried in one study by ``tests/cli/test_studies.py``."""


@pytest.fixture
def few_claims(monkeypatch):
    monkeypatch.setattr(requests, "CLAIMS", SAMPLE)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """(An ablation from Python of a few claims, the folder it wrote)."""
    out = tmp_path_factory.mktemp("python")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests, "CLAIMS", SAMPLE)
        return ablate(TOWN, runs=2, seed=7, overrides=SMALL, out=out, workers=1), out


@pytest.mark.usefixtures("few_claims")
def test_python_and_shell_give_the_same_files_and_words(written, tmp_path, capsys):
    result, folder = written
    sets = [word for path, value in SMALL.items() for word in ("--set", f"{path}={value}")]
    words = ["--runs", "2", "--seed", "7", "--workers", "1", "--out", str(tmp_path)]
    assert main(["ablate", str(TOWN), *sets, *words]) == 0
    told = capsys.readouterr().out
    names = same_files(tmp_path, folder)
    pictures = {"ablation.png", "ablation.svg", "report.html"}
    assert names == {"ablation.json", *pictures, "datapackage.json"}
    assert told == "\n".join([*result.sentences(), str(tmp_path), ""])
    assert result.effects


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_page_tells_first_what_is_not_as_it_must_be(written, language):
    result, folder = written
    request = result.request._replace(language=language)
    page = replace(result, request=request)._page()
    n = len(result.effects)
    assert page.sentences[0].startswith(
        words("needed_not", language, all=n, count=n, names="")[:20]
    )
    assert len(page.tables[0].rows) == n
    assert not any("P(" in cell or "nan" in cell for row in page.tables[0].rows for cell in row)
    assert language != "en" or study_html(page, {}).decode()[:200] in (
        folder / "report.html"
    ).read_text(encoding="utf-8")


def test_a_language_that_it_does_not_speak_is_refused():
    with pytest.raises(Refused, match="en, sr, sq"):
        ablate(TOWN, language="de")


@pytest.mark.usefixtures("few_claims")
def test_a_loaded_scenario_is_ablated_in_memory_and_written_later(written, tmp_path):
    result = ablate(load(TOWN, SMALL), runs=2, seed=7, workers=1)
    table = result.table()
    assert list(table["mechanism"]) == [claim.mechanism for claim in result.request.claims]
    known = table[np.isfinite(table["effect"])]
    assert len(known)
    assert (known["low"] <= known["high"]).all()
    assert set(table["pairs"]) == {2}
    assert set(table["verdict"]) <= {"not clear", "nothing to compare"}, "two pairs are few"
    assert result.plot().axes
    result.write(tmp_path)
    same_files(tmp_path, written[1])


@pytest.mark.usefixtures("few_claims")
def test_an_ablation_that_was_stopped_goes_on_to_the_same_bytes(written, tmp_path):
    how = {"runs": 2, "seed": 7, "overrides": SMALL, "workers": 1, "out": tmp_path}
    done = []
    with pytest.raises(Interrupted) as stopped:
        ablate(TOWN, **how, progress=lambda n, _: done.append(n), stop=lambda: len(done) > 5)
    assert 0 < stopped.value.done < stopped.value.requested
    told = []
    ablate(TOWN, **how, notice=told.append)
    assert told == [f"going on after the {stopped.value.done} runs that are done"]
    same_files(tmp_path, written[1])


def test_what_a_scenario_cannot_show_is_left_out_and_said():
    request = ablate_request(SCENARIOS / "raid_2021.yaml", overrides=SHORT)
    shown = {claim.mechanism for claim in request.claims}
    assert "issue_clock" not in {c.mechanism for c in request.claims if c.condition}
    assert "mobilisation" in shown
    assert any(words.startswith("left out: issue_clock") for words in request.left_out)
    assert request.runs == RUNS


def test_every_mistake_is_said_at_once(tmp_path):
    with pytest.raises(Refused) as refused:
        ablate(
            BASE, runs=0, seed=2**63, vectors=tmp_path / "no.csv", worker=2, workers=0, run=3,
            overrides={"mechanisms.rumor": False, "clock.days": -1},
        )  # fmt: skip
    said = str(refused.value)
    for part in (
        "runs = 0: is not a whole number from 1",
        "seed = 9223372036854775808",
        "no.csv: the table is missing",
        'worker: is no argument of ablate; did you mean "workers"?',
        "workers = 0",
        'run: is no argument of ablate; did you mean "runs"?',
        "--set:1: mechanisms.rumor",
        "--set:2: clock.days",
    ):
        assert said.count(part) == 1, part


def test_mistakes_of_the_scenario_alone_keep_their_places():
    with pytest.raises(ScenarioError) as refused:
        ablate(BASE, overrides={"mechanisms.rumor": False, "clock.days": -1})
    assert [mistake.line for mistake in refused.value.mistakes] == [1, 2]


def test_a_parameter_set_that_the_scenario_refuses_leaves_no_folder(tmp_path):
    vectors = [{"parameters.mobilisation.cost_mean": -5.0}]
    with pytest.raises(ScenarioError, match="cost_mean"):
        ablate(BASE, vectors=vectors, overrides=SHORT, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("few_claims")
def test_parameter_sets_are_taken_in_turn_in_every_arm():
    path = "parameters.mobilisation.cost_mean"
    request = ablate_request(BASE, vectors=[{path: 1.9}, {path: 2.0}], overrides=SHORT)
    arms = request.arms()
    assert len(arms) == len(request.changes)
    assert all(len(arm.loaded) == 2 for arm in arms)
    scenarios = [arm.of(k).scenario for arm in arms for k in (1, 3)]
    costs = {scenario.parameters.mobilisation.cost_mean.value for scenario in scenarios}
    assert costs == {2.0}


ALL_SENT = ("licence_plates_2021", "gostivar_1997", "water_intake_2021")
"""Cases in which no police are free for what a condition asks."""


@pytest.mark.parametrize("name", sorted(path.stem for path in SCENARIOS.glob("*.yaml")))
def test_of_every_shipped_scenario_what_can_be_shown_is_and_the_rest_is_said(name):
    request = ablate_request(SCENARIOS / f"{name}.yaml", overrides={"ensemble.one_in": 100})
    assert len(request.claims) > 20
    assert len(request.changes) > len(request.claims) / 2
    for text in request.left_out:
        assert text.startswith("left out: ")
        assert "cannot be" not in text or name in ALL_SENT, text
        assert text.count("(") == text.count(")") > 0
