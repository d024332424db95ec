import json
import shutil
from pathlib import Path

import pytest

from sim.main import main
from sim.scenario.types import Mechanisms
from sim.studies.ablate import request as requests
from sim.studies.ablate.claims import CLAIMS
from sim.studies.validate.forecasts import FORECASTS

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios"
SMALL = ("--set", "ensemble.one_in=100", "--workers", "1")
DOCUMENT = "".join(
    f"<!-- begin: {name} -->\nold\n<!-- end -->\nkept\n"
    for name in ("patterns", "scores", "probabilities")
)


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory):
    """A folder of scenarios with the base, one more episode, and two of the contrasts."""
    folder = tmp_path_factory.mktemp("project") / "scenarios"
    for part in ("common", "worlds", "observed", "variants"):
        shutil.copytree(SCENARIOS / part, folder / part)
    for name in ("mitrovica", "september_2022"):
        shutil.copy(SCENARIOS / f"{name}.yaml", folder)
    table = folder / "observed" / "contrasts.csv"
    lines = table.read_text().splitlines()
    kept = [line for line in lines[1:] if line.split(",")[0] in {"C3a", "C6b"}]
    table.write_text("\n".join([lines[0], *kept]) + "\n")
    return folder


@pytest.fixture(scope="module")
def validated(scenarios, tmp_path_factory):
    """(Folder, text on standard output, document) of a validation of everything."""
    home = tmp_path_factory.mktemp("outputs")
    out, document = home / "out", home / "document.md"
    document.write_text(DOCUMENT)
    coarse = ("--set", "clock.tick_minutes=30")
    arguments = ["validate", str(scenarios), "--runs", "2", *SMALL, *coarse, "--out", str(out)]
    with pytest.MonkeyPatch.context() as patch:
        told = []
        patch.chdir(scenarios.parent)
        patch.setattr("builtins.print", lambda *words, **_: told.append(" ".join(map(str, words))))
        assert main([*arguments, "--write-docs", str(document)]) == 0
    return out, "\n".join(told), document.read_text()


def test_validation_tests_every_episode_and_contrast(validated):
    out, told, _ = validated
    content = json.loads((out / "validation.json").read_text())
    assert [e["scenario"] for e in content["episodes"]] == ["mitrovica", "september_2022"]
    assert [c["contrast"] for c in content["contrasts"]] == ["C3a", "C6b"]
    assert content["pairs"] == 2
    freedom = content["degrees_of_freedom"]
    assert 0 < freedom["fitted_parameters"] <= freedom["parameters"]
    assert freedom["assumed_facts"]["mitrovica"] > 50
    for episode in content["episodes"]:
        for probability in episode["probabilities"].values():
            assert probability["interior"] == (0 < probability["p"] < 1)
    for word in (
        "B1 ",
        "S1 ",
        "C3a",
        "RPS",
        "over climatology",
        "degrees of freedom",
        "null model",
    ):
        assert word in told
    assert told.splitlines()[-1] == str(out)


def test_validation_draws_what_was_observed(validated):
    out, _, _ = validated
    assert (out / "validation.png").stat().st_size > 10_000
    assert (out / "validation.svg").read_text().startswith("<?xml")


def test_scores_are_those_of_the_days_that_were_observed(validated):
    out, _, _ = validated
    base, other = json.loads((out / "validation.json").read_text())["episodes"]
    assert {s["column"] for s in base["scores"]} >= {"rung", "barricades"}
    assert [s["days"] for s in other["scores"] if s["column"] == "rung"] == [2]
    for score in base["scores"]:
        assert set(score["mean"]) == set(FORECASTS)
        assert set(score["skill_over"]) == set(FORECASTS[1:])


def test_the_tables_go_into_the_marked_places_of_a_document(validated):
    _, _, document = validated
    assert "\nold\n" not in document
    assert document.count("kept") == 3
    for word in ("| B1 |", "| C3a |", "RPS", "rung 6 or more", "Degrees of freedom"):
        assert word in document


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda f: (f / "observed/contrasts.csv").write_text("contrast\n"),
            'has no column "variant"',
        ),
        (lambda f: (f / "variants/patron_restraint.yaml").unlink(), "patron_restraint.yaml"),
        (lambda f: [p.unlink() for p in f.glob("*.yaml")], "no scenario"),
        (lambda f: (f / "observed/mitrovica_daily.csv").write_text("date\n1\n"), "daily.csv"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_run(
    change, said, scenarios, tmp_path, monkeypatch, capsys
):
    folder = tmp_path / "scenarios"
    monkeypatch.chdir(tmp_path)
    shutil.copytree(scenarios, folder)
    change(folder)
    code = main(["validate", str(folder), "--runs", "100000", "--out", str(tmp_path / "out")])
    assert code == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_validation_needs_a_document_with_places(scenarios, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.md").write_text("nothing")
    assert main(["validate", str(scenarios), "--write-docs", "d.md"]) == 2
    assert "no marked place for patterns" in capsys.readouterr().err
    assert main(["validate", "x.yaml", "--write-docs", "d.md"]) == 2
    assert "leave out SCENARIO" in capsys.readouterr().err


def test_ablation_tells_and_writes_the_effect_of_every_mechanism(tmp_path, capsys):
    out = tmp_path / "out"
    short = ("--set", "clock.days=2", "--set", "clock.tick_minutes=30", "--runs", "1")
    assert (
        main(["ablate", str(SCENARIOS / "mitrovica.yaml"), *SMALL, *short, "--out", str(out)]) == 0
    )
    content = json.loads((out / "ablation.json").read_text())
    told = capsys.readouterr().out
    assert {effect["mechanism"] for effect in content["effects"]} == set(Mechanisms.model_fields)
    assert all(effect["mechanism"] in told for effect in content["effects"])
    assert (out / "ablation.png").stat().st_size > 10_000
    assert told.splitlines()[-1] == str(out)


def test_ablation_leaves_out_what_a_scenario_cannot_show(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(requests, "CLAIMS", CLAIMS[:2])
    raid = str(SCENARIOS / "raid_2021.yaml")
    short = ("--set", "clock.days=1", "--set", "clock.tick_minutes=30", "--runs", "1")
    assert main(["ablate", raid, *SMALL, *short, "--out", str(tmp_path)]) == 0
    assert CLAIMS[0].mechanism != CLAIMS[1].mechanism == "issue_clock"
    assert "left out: issue_clock" in capsys.readouterr().out


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("why") / "runs"
    short = ("--set", "clock.days=2", "--set", "ensemble.one_in=10", "--runs", "3", "--quiet")
    scenario = str(SCENARIOS / "mitrovica.yaml")
    assert main([scenario, "--workers", "1", *short, "--out", str(out)]) == 0
    return out


def test_why_explains_a_run_in_words_and_as_a_picture(folder, capsys):
    capsys.readouterr()
    assert main(["why", str(folder), "--run", "1", "--tries", "2"]) == 0
    told = capsys.readouterr().out
    assert "why did run 1 reach rung" in told
    assert told.splitlines()[-1] == str(folder)
    assert (folder / "why.txt").read_text() in told
    assert (folder / "why.png").stat().st_size > 10_000
    assert (folder / "why.svg").exists()


def test_why_explains_an_event_that_is_asked_for(folder, capsys):
    assert main(["why", str(folder), "--run", "0", "--event", "0", "--tries", "0"]) == 0
    assert "Smallest" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--run", "9"), "its runs are 0 to 2"),
        (("--event", "99999"), "the run has events 0 to"),
        (("--run", "x"), "not a whole number"),
    ],
)
def test_why_says_what_there_is(arguments, said, folder, capsys):
    try:
        code = main(["why", str(folder), *arguments, "--tries", "0"])
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert said in capsys.readouterr().err


def test_why_refuses_what_is_no_output_folder(folder, tmp_path, capsys):
    assert main(["why", str(tmp_path)]) == 2
    assert "no output folder" in capsys.readouterr().err
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    (broken / "series.npz").unlink()
    assert main(["why", str(broken)]) == 2
    assert "series.npz" in capsys.readouterr().err
    shutil.copy(folder / "series.npz", broken)
    (broken / "runs.csv").write_text("run\n0\n")
    assert main(["why", str(broken)]) == 2
    assert "runs.csv has the columns" in capsys.readouterr().err
