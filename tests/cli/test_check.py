"""``run.py check``: mistakes, and what has no effect, for a reader and for another program."""

import json

import pytest

from sim.cli.check import command
from sim.experiment.case_account import ABOUT
from sim.scenario.case import KIND_WORDS
from sim.scenario.types import Mechanisms

SHORT = """\
extends: mitrovica.yaml
name: short
clock: {days: 2}
ensemble: {one_in: 400}
"""


@pytest.fixture
def short(tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text(SHORT, encoding="utf-8")
    return str(path)


def test_check_says_below_ok_what_has_no_effect(short, capsys):
    assert command([short]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{short}: ok"
    assert "without effect in 7 trial runs" in lines[1]
    assert any("guarantees of eu: only check reads it" in line for line in lines)
    assert any(line.startswith("  - columns of the world") for line in lines)


def test_quick_makes_no_trial_run(short, capsys, monkeypatch):
    monkeypatch.setattr("sim.experiment.no_effect.trials_of", None)
    assert command([short, "--quick"]) == 0
    assert capsys.readouterr().out == f"{short}: ok\n"


def test_strict_is_wrong_input_where_nothing_reads_a_setting(short):
    assert command([short, "--strict"]) == 2
    assert command([short, "--strict", "--quick"]) == 0


def test_an_outcome_that_a_case_cannot_bring_about_has_its_reason(capsys):
    assert command(["example_town", "--set", "actors.guard=null", "--set", "clock.days=1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  - cannot come about, as there is no patron: highest readiness" in lines
    fire = "there are no armed cells, and no two forces of unlike sides"
    assert any(line.startswith(f"  - cannot come about, as {fire}: shooting") for line in lines)


def test_a_value_that_is_set_is_checked_like_one_that_is_written(short, capsys):
    assert command([short, "--quick", "--set", "actors.pristina.posture.resolve=0.9"]) == 0
    assert command([short, "--quick", "--set", "clock.days=0", "--set", "actors.nobody.x=1"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in told] == ["--set:1", "--set:2"]
    assert command([short, "--quick", "--set", "actors.us_embassy=null"]) == 0
    assert "us_embassy" in capsys.readouterr().out


def test_json_is_a_line_for_each_scenario(short, tmp_path, capsys):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(SHORT.replace("days: 2", "days: 0"), encoding="utf-8")
    assert command([short, str(wrong), "--json"]) == 2
    right, bad = map(json.loads, capsys.readouterr().out.splitlines())
    assert right["scenario"] == short
    assert right["mistakes"] == []
    assert "actors.eu.guarantees" in right["read_by_nothing"]["settings"]
    assert [mistake["key"] for mistake in bad["mistakes"]] == ["clock.days"]
    assert bad["read_by_nothing"] is None


def test_a_gathering_elsewhere_than_where_its_group_is_met_is_told(capsys):
    assert command(["--quick", "scenarios/situations/march_stopped.yaml"]) == 0
    assert (
        "to old_square; hill gathers at long_bridge, and others meet them"
        in capsys.readouterr().out
    )


TOWN = """\
extends: example_town.yaml
name: lines
clock: {days: 1}
ensemble: {one_in: 100}
actors:
  guard: null
  deaf: {kind: patron, name: Deaf, protects: [blue],
         posture: {stance: 0, discipline: 0.5, reciprocity: 0.5, audience: 0.5, restraint: 0.7}}
timeline:
  never: {when: killed >= 100000, after: {median: 1 h}, who: amber, does: rally, where: mill, n: 9}
"""


def test_explain_names_the_lines_of_the_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.experiment.screening.screened", lambda *_: [])
    (tmp_path / "lines.yaml").write_text(TOWN, encoding="utf-8")
    assert command(["lines.yaml", "--explain"]) == 0
    told = capsys.readouterr().out
    assert "never (when killed >= 100000) [lines.yaml:10]" in told
    assert "  - deaf (a patron) [lines.yaml:7]: " in told
    assert "posture.discipline of deaf [lines.yaml:8]" in told
    assert "- interposition: there are no peacekeepers; it takes" in told
    control = next(line for line in told.splitlines() if line.startswith("  - patron_control: "))
    assert "(answers_to); it takes" in control
    assert "deaf [lines.yaml:7]" in control
    assert "example_town.yaml:" in control  # the organisers, who are inherited
    waited = told.partition("a condition can wait:\n")[2].splitlines()[0]
    assert "march" in waited


def test_every_mechanism_of_which_lines_are_named_is_one():
    assert {*ABOUT} <= {*Mechanisms.model_fields}
    kinds = {kind for of in ABOUT.values() for kind in of} - {"issues"}
    assert kinds <= {*KIND_WORDS}
