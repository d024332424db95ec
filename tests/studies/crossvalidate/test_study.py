"""An episode is predicted by sets that never saw it: with a model whose answer is known."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from sim import crossvalidate
from sim.main import main
from sim.studies.crossvalidate import study
from sim.studies.crossvalidate.request import crossvalidate_request
from sim.studies.crossvalidate.tables import skill_of
from sim.terms.errors import Refused
from tests.studies import known_model

ROOT = Path(__file__).resolve().parents[3] / "scenarios"
HOW = {"tried": 4, "runs": 2, "keep": 2, "workers": 1, "build": known_model.build}
COST = "parameters.mobilisation.cost_mean"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Three episodes: the base, and two that are the same but for the peak that was observed."""
    folder = tmp_path_factory.mktemp("episodes")
    for part in ("common", "worlds", "observed"):
        shutil.copytree(ROOT / part, folder / part)
    text = (ROOT / "mitrovica.yaml").read_text()
    head = (ROOT / "observed" / "mitrovica.csv").read_text().splitlines()[0]
    for name, low in (("low", 0), ("high", 30), ("none", 0)):
        renamed = text.replace("name: mitrovica", f"name: {name}", 1)
        (folder / f"{name}.yaml").write_text(
            renamed.replace("observed: mitrovica.csv", f"observed: {name}.csv")
        )
        row = f"P,peak,{low},median,barricades_peak,,,{low},{low + 40},made up"
        (folder / "observed" / f"{name}.csv").write_text(f"{head}\n{row}\n")
    return folder


@pytest.fixture(scope="module")
def result(folder):
    return crossvalidate(folder, [COST], **HOW)


def test_sets_that_predict_an_episode_are_nearest_to_the_others(result):
    names = [one.test.name for one in result.predicted]
    assert sorted(names) == ["high", "low", "none"]
    for number, one in enumerate(result.predicted):
        others = [n for n in range(3) if n != number]
        means = result.misfits[:, others].mean(axis=1)
        kept = means[list(one.kept)]
        left = [m for n, m in enumerate(means) if n and n not in one.kept]
        assert 0 not in one.kept, "the shipped set was set with every episode in sight"
        assert max(kept) <= min(left)
        assert one.test.runs == HOW["keep"] * HOW["runs"]


def test_the_same_bytes_whoever_makes_them(folder, result, tmp_path):
    crossvalidate(folder, [COST], out=tmp_path / "a", **{**HOW, "workers": 2})
    result.write(tmp_path / "b")
    names = {p.name for p in (tmp_path / "b").iterdir()} - {"manifest.json", "command.json"}
    assert {"held_out_patterns.csv", "sets.csv", "identified.csv", "crossvalidation.json"} <= names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_what_is_written_names_the_sets(result, tmp_path):
    result.write(tmp_path)
    told = json.loads((tmp_path / "crossvalidation.json").read_text())
    assert [e["scenario"] for e in told["episodes"]] == [p.test.name for p in result.predicted]
    assert all(len(e["kept"]) == 2 and 0 not in e["kept"] for e in told["episodes"])
    rows = (tmp_path / "sets.csv").read_text().splitlines()
    assert len(rows) == 1 + 5
    assert COST in rows[0]


def test_no_days_no_skill(result):
    assert skill_of(result.predicted[0].test, ("rung", "RPS")) != skill_of(
        result.predicted[0].test, ("rung", "RPS")
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"tried": 1}, "tried"), ({"keep": 5}, "keep"), ({"runs": 0}, "runs"),
        ({"fit": ["parameters.mobilisation.cost_means"]}, "cost_mean"),
        ({"document": "nowhere.md"}, "nowhere.md"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(folder, more, words):
    with pytest.raises(Refused, match=words):
        crossvalidate_request(folder, **{"fit": [COST], "tried": 4, "keep": 2, **more})


def test_two_episodes_are_too_few(folder, tmp_path):
    few = tmp_path / "few"
    shutil.copytree(folder, few)
    (few / "none.yaml").unlink()
    with pytest.raises(Refused, match=r"2 of its scenarios name patterns.*at least 3"):
        crossvalidate_request(few, [COST])
    with pytest.raises(Refused, match=r"low\.yaml: write a folder"):
        crossvalidate_request(folder / "low.yaml", [COST])


def test_from_the_shell_sets_are_drawn_and_not_taken(capsys):
    assert main(["crossvalidate", "--vectors", "v.csv"]) == 2
    assert "leave out --vectors" in capsys.readouterr().err


def test_a_finished_folder_is_read_and_only_made_again_where_it_could_be_otherwise(
    folder, tmp_path, capsys, monkeypatch
):
    asked = ["crossvalidate", str(folder), "--fit", COST, "--tried", "2", "--keep", "1"]
    asked += ["--runs", "1", "--set", "clock.days=2", "--set", "ensemble.one_in=400"]
    asked += ["--workers", "1", "--out", str(tmp_path)]
    made = []
    execute = study.execute_arms

    def known(arms, **how):
        """The known model, which is quick, as if it were Ibar's own."""
        made.append(how["journal"])
        return replace(execute(arms, **{**how, "build": known_model.build}), build=None)

    monkeypatch.setattr(study, "execute_arms", known)

    def told(*more):
        made.clear()
        assert main([*asked, *more]) == 0
        return capsys.readouterr().out, len(made)

    first, n = told()
    assert n == 3
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert told() == (first, 0)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    spoken, n = told("--language", "sr")
    assert (spoken != first, n) == (True, 3)
    assert told("--language", "sr") == (spoken, 0)
    (tmp_path / "crossvalidation.png").unlink()
    assert told("--language", "sr") == (spoken, 3)
    monkeypatch.setattr("sim.experiment.told_before.code_digest", lambda: "of another day")
    assert told("--language", "sr") == (spoken, 3)
