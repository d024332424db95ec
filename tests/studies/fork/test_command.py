from pathlib import Path

import pytest

from sim.main import COMMANDS
from sim.studies.fork import command as fork
from sim.terms.errors import Refused

SCENARIO = """\
extends: mitrovica.yaml
name: small
title: Small
observed: null
clock: {days: 2}
ensemble: {one_in: 40, runs: 3}
"""
AT = ("--at", "2022-07-31 18:00")
SILENT = ("--set", "mechanisms.armed_cells=false")


@pytest.fixture
def scenario(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return str(path)


def refused(*arguments):
    with pytest.raises(Refused) as error:
        fork.command(arguments)
    return str(error.value)


def test_it_says_what_differs_and_ends_with_the_folder(scenario, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert fork.command([scenario, "--run", "0", *AT, *SILENT]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("decided otherwise from Sun 2022-07-31 18:00 on: mechanisms.armed")
    assert len(lines) <= 18
    folder = Path(lines[-1])
    assert folder.parts[:3] == ("outputs", "fork", "small")
    assert len(folder.name) == 12
    assert (folder / "fork.png").stat().st_size > 10_000
    assert fork.command([scenario, "--run", "1", *AT, *SILENT, "--quiet"]) == 0
    other = capsys.readouterr().out.splitlines()
    assert len(other) == 1
    assert other != [str(folder)]


def test_many_runs_are_compared(scenario, capsys, tmp_path):
    out = tmp_path / "many"
    arguments = [scenario, "--runs", "2", *AT, *SILENT, "--out", str(out), "--workers", "1"]
    assert fork.command(arguments) == 0
    assert "2 runs with two futures each" in capsys.readouterr().out
    assert (out / "runs_otherwise.csv").read_text("utf-8").count("\n") == 3


def test_what_is_missing_is_said_at_once(scenario):
    lines = refused(scenario).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["--run", "--set", "--at"]
    assert "0 to 2" in lines[0]


def test_what_is_wrong_is_said_at_once(scenario):
    message = refused(scenario, "--run", "3", "--at", "31 July", "--set", "mechanisms.rumor=false")
    assert "--run 3: small has runs 0 to 2" in message
    assert '--at "31 July": is not a local time' in message
    assert 'did you mean "rumour"?' in message
    both = refused(scenario, "--run", "0", "--runs", "2", *AT, *SILENT)
    assert both == "--run and --runs: give one of them, one run or how many"


def test_a_change_of_the_past_is_refused_with_what_can_be_changed(scenario):
    message = refused(scenario, "--run", "0", *AT, "--set", "initial.network=0")
    assert "would need another past" in message
    assert "postures" in message


def test_an_option_that_is_none_ends_with_two(scenario, capsys):
    with pytest.raises(SystemExit) as ended:
        fork.command([scenario, "--runn", "0"])
    assert ended.value.code == 2
    assert "did you mean --run" in capsys.readouterr().err


@pytest.mark.skipif("fork" not in COMMANDS, reason="not yet a command")
def test_it_is_a_command(scenario, capsys):
    from sim.main import main

    assert main(["fork", scenario, "--run", "9", *AT, *SILENT]) == 2
    assert "--run 9" in capsys.readouterr().err
