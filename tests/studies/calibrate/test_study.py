import csv
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sim.experiment.parameter_sets import count_search, read_vectors
from sim.scenario.load import load
from sim.scenario.lookup import name_of
from sim.studies.calibrate.kept_search import JOURNAL
from sim.studies.calibrate.request import calibrate_request
from sim.studies.calibrate.study import calibrate
from sim.studies.calibrate.vector_files import write_vector_files
from sim.terms.errors import Interrupted, Refused
from sim.terms.words import LANGUAGES, words
from tests.studies.calibrate.toy import COST, LEAK, PLANTED, build, toy_in

pytest.importorskip("pyabc")

ROOT = Path(__file__).resolve().parents[3] / "scenarios"


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    return toy_in(tmp_path_factory.mktemp("toy"))


# One seed in forty calls a value identified that does nothing; this one does not.
ASKED = {"fit": [COST, LEAK], "runs": 6, "particles": 12, "generations": 5, "check": 2, "seed": 2}
HOW = {"build": build, "workers": 1}


@pytest.fixture(scope="module")
def done(toy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("done")
    return calibrate(toy, out=folder, **ASKED, **HOW), folder


def test_a_planted_value_is_found_and_what_does_nothing_is_not_identified(done):
    result, _ = done
    cost, leak = result.marginals
    assert cost.after[2] == pytest.approx(PLANTED, abs=0.05)
    assert cost.verdict != "not identified"
    assert leak.verdict == "not identified"
    assert any(line.startswith("Not identified: leak (rumour)") for line in result.sentences())
    assert result.n_accepted == len(result.vectors) == 12


def test_fresh_runs_meet_the_pattern_with_the_posterior_and_miss_it_with_the_shipped(done):
    result, _ = done
    by_arm = {one.arm: one for one in result.predictions["toy"]}
    assert by_arm["shipped"].compatible == 0  # the shipped value is far from the planted one
    assert by_arm["posterior"].compatible > 0
    assert by_arm["posterior"].far < min(by_arm["prior"].far, by_arm["shipped"].far)
    assert len(result.predictive_table()) == 3
    assert list(result.table()["parameter"]) == [COST, LEAK]


def test_the_table_of_vectors_is_read_by_other_commands(done):
    result, folder = done
    kept = read_vectors(folder / "vectors.csv")
    assert [one.vector for one in kept[1:]] == result.vectors
    assert kept[0].id == 0
    assert kept[0].weight == 0
    assert sum(one.weight for one in kept) == pytest.approx(1, abs=1e-4)
    assert count_search(folder / "vectors.csv").tried == len(result.found.steps)
    with (folder / "vectors_tried.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {row["generation"] for row in rows} == {
        str(i) for i in range(len(result.found.generations))
    }


def test_every_vector_is_a_file_that_a_scenario_can_extend(done):
    result, folder = done
    particle = result.found.posterior.particles[0].tried.candidate
    variant = folder / "variant.yaml"
    variant.write_text(f"extends: [mitrovica.yaml, vectors/{particle.id:03d}.yaml]\nname: mine\n")
    parameters = load(variant).scenario.parameters
    variant.unlink()
    assert parameters.mobilisation.cost_mean.value == particle.vector[COST]
    assert parameters.rumour.leak.value == particle.vector[LEAK]
    assert (
        parameters.rumour.weight == load(ROOT / "mitrovica.yaml").scenario.parameters.rumour.weight
    )


def test_a_scenario_with_the_typical_vector_can_be_run_as_it_is(done, tmp_path):
    result, _ = done
    shipped = load(ROOT / "mitrovica.yaml")
    scenarios = {"mitrovica": name_of(shipped.path, tmp_path)}
    write_vector_files(tmp_path, result.found.posterior.particles, result.typical, scenarios)
    scenario = load(tmp_path / "mitrovica_calibrated.yaml").scenario
    assert scenario.parameters.mobilisation.cost_mean.value == result.typical[COST]
    assert scenario.title == shipped.scenario.title


def test_a_search_that_accepts_nothing_writes_what_was_tried(toy, tmp_path):
    few = {"fit": [LEAK], "generations": 1, "tried": 4, "particles": 2, "runs": 6}
    result = calibrate(toy, out=tmp_path, **few, **HOW)
    assert result.vectors == []
    assert any("rejected most: T1 (4)" in line for line in result.sentences())
    assert [one.id for one in read_vectors(tmp_path / "vectors.csv")] == [0]
    assert not (tmp_path / "posterior.png").exists()
    with pytest.raises(ValueError, match="no posterior"):
        result.plot()


def bytes_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


@pytest.mark.parametrize("after", [1, 28])
def test_a_calibration_that_was_stopped_goes_on_and_ends_with_the_same_bytes(
    toy, done, tmp_path, after
):
    asked = []

    def stop():
        asked.append(1)
        return len(asked) > 25 * after

    with pytest.raises(Interrupted, match="interrupted after"):
        calibrate(toy, out=tmp_path, stop=stop, **ASKED, **HOW)
    assert (tmp_path / JOURNAL).stat().st_size
    journal = (tmp_path / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(journal[:-3])  # and the machine went down while it wrote
    calibrate(toy, out=tmp_path, **ASKED, **HOW)
    assert bytes_of(tmp_path) == bytes_of(done[1])


def test_a_finished_search_goes_on_with_more_generations_and_refuses_another(toy, tmp_path):
    few = ASKED | {"particles": 5, "check": 0, "generations": 2}
    first = calibrate(toy, out=tmp_path, **few, **HOW)
    told = []
    more = calibrate(toy, out=tmp_path, **few | {"generations": 3}, **HOW, notice=told.append)
    assert more.found.steps[: len(first.found.steps)] == first.found.steps
    with pytest.raises(Refused, match=r"another calibrate .*particles"):
        calibrate(toy, out=tmp_path, **few | {"particles": 6}, **HOW)


def test_workers_do_not_change_the_result(toy, tmp_path):
    if os.cpu_count() == 1:
        pytest.skip("one core")
    few = ASKED | {"particles": 1, "generations": 1, "tried": 8, "runs": 4}
    one, two = (
        calibrate(toy, out=tmp_path / str(n), **few, build=build, workers=n) for n in (1, 2)
    )
    assert one.found == two.found
    assert bytes_of(tmp_path / "1") == bytes_of(tmp_path / "2")


def test_the_folder_tells_everything(done):
    result, folder = done
    content = json.loads((folder / "calibration.json").read_text())
    assert content["accepted"] == 12
    assert content["runs"] == 6
    assert content["seed"] == result.search.seed
    assert len(content["generations"]) == len(result.found.generations)
    assert content["fresh_seed"] != content["seed"]
    names = {path.name for path in folder.iterdir()}
    assert {"posterior.png", "posterior.svg", "posterior.csv", "predictive.csv"} <= names
    assert "toy_calibrated.yaml" not in names  # the toy lies outside scenarios/
    assert not any(name.endswith(".part") for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_page_tells_first_what_is_kept_and_what_is_still_missed(done, language):
    result, folder = done
    page = replace(result, request=replace(result.request, language=language))._page()
    assert page.sentences[0] == words("fitted_kept", language, n=12, missing=0)
    shipped = len(result.found.shipped.patterns)
    assert page.sentences[1] == words("fitted_own", language, missed=shipped)
    values, patterns = page.tables
    assert [row[-1] for row in values.rows][1] == words("no", language), "leak is not told"
    assert patterns.rows[0][-1] == words("no", language), "the shipped value misses it"
    assert not re.search(r"parameters\.|_|\bnan\b", " ".join(page.sentences))
    assert (folder / "report.html").exists()


def test_a_language_that_it_does_not_speak_is_refused(toy):
    with pytest.raises(Refused, match="en, sr, sq"):
        calibrate_request([toy], fit=[COST], language="de")


def test_what_cannot_be_calibrated_is_told_all_at_once(toy, tmp_path):
    path = tmp_path / "unseen.yaml"
    path.write_text("extends: mitrovica.yaml\nname: unseen\nobserved: null\n")
    with pytest.raises(Refused) as told:
        calibrate_request([toy, toy, path], fit=[COST[:-1]], particles=10, tried=5)
    text = str(told.value)
    assert "named twice" in text
    assert "no table of what was observed" in text
    assert "did you mean" in text
    assert "fewer than the 10 particles" in text


def test_an_unknown_option_is_refused(toy):
    with pytest.raises(Refused, match="population: is no argument"):
        calibrate(toy, fit=[COST], population=3)
