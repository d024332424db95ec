import json
from pathlib import Path

import pytest

from sim.main import main

ROOT = Path(__file__).resolve().parents[2]
BASE = str(ROOT / "scenarios" / "mitrovica.yaml")
SMALL = ("--set", "ensemble.one_in=100", "--set", "clock.days=2", "--workers", "1")
RESOLVE = "actors.pristina.posture.resolve"
STANCE = "actors.belgrade.posture.stance"


def call(capsys, *arguments):
    """(Exit code, standard output, standard error) of a command line."""
    try:
        code = main([str(word) for word in arguments])
    except SystemExit as end:
        code = end.code
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_sweep_from_the_shell_tells_a_table_and_the_folder_last(capsys, tmp_path):
    code, out, err = call(
        capsys, "sweep", BASE, "--vary", f"{STANCE}=-0.3:0.3:2", "--runs", 2, *SMALL,
        "--outcome", "barricades_peak", "--outcome", "peak_rung>=3", "--out", tmp_path / "s",
    )  # fmt: skip
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split() == ["stance", "barricades_peak", "peak_rung>=3"]
    assert lines[-1] == str(tmp_path / "s")
    content = json.loads((tmp_path / "s" / "sweep.json").read_text())
    assert content["runs"] == 2
    assert content["shown"] == ["barricades_peak", "peak_rung>=3"]


def test_without_out_the_folder_is_named_after_what_was_asked(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    arguments = ["sweep", BASE, "--vary", "mechanisms.rumour=true,false", "--runs", 1, *SMALL]
    code, out, _ = call(capsys, *arguments, "--quiet")
    assert code == 0
    assert len(out.splitlines()) == 1
    assert Path(out.strip()).parent == Path("outputs/sweep/mitrovica")
    assert (tmp_path / out.strip() / "sweep.png").exists()
    assert call(capsys, *arguments, "--quiet")[1] == out
    assert call(capsys, *arguments, "--quiet", "--outcome", "injured")[1] != out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sweep", BASE], "--vary"),
        (["sweep", BASE, "--vary", f"{RESOLVE}=1:0:5"], "must be less than high"),
        (["sweep", BASE, "--vary", f"{RESOLVE}=0:1:1"], "whole number from 2"),
        (["sweep", BASE, "--vary", f"{RESOLVE}=0:2:3"], "must lie in [0, 1]"),
        (["sweep", BASE, "--vary", "actors.pristna.posture.resolve=0:1:3"], "pristina"),
        (["sweep", BASE, "--vary", f"{RESOLVE}=0:1:2", "--outcome", "barricade_peak"],
         'did you mean "barricades_peak"?'),
        (["sensitivity", BASE, "--method", "morriss"], "morris"),
        (["sensitivity", BASE, "--method", "sobol", "--samples", "6"], "power of two"),
        (["sensitivity", BASE, "--parameters", "parameters.rumor.*"], "no quantity with a range"),
        (["sensitivity", BASE, "--replicates", "1"], "at least 2"),
        (["sensitivity", BASE, "--runs", "5"], "--replicates"),
        (["discovery", BASE, "peak_rung"], "write a condition"),
        (["discovery", BASE, "peak_rungs>=6"], 'did you mean "peak_rung"?'),
        (["discovery", BASE], "CONDITION"),
        (["discovery", BASE, "peak_rung>=6", "--runs", "3"], "--samples"),
        (["discovery", BASE, "peak_rung>=6", "--samples", "59"], "at least 60 points"),
    ],
)  # fmt: skip
def test_wrong_input_ends_with_code_two_and_one_clear_message(capsys, arguments, told):
    code, out, err = call(capsys, *arguments)
    assert code == 2
    assert told in err
    assert out == ""
    assert "Traceback" not in err


def test_morris_from_the_shell(capsys, tmp_path):
    code, out, err = call(
        capsys, "sensitivity", BASE, "--parameters", STANCE, RESOLVE, "--samples", 4,
        "--replicates", 2, *SMALL, "--out", tmp_path,
    )  # fmt: skip
    assert code == 0
    assert "2 quantities, 12 points of 2 runs: 24 runs" in err, "the cost is said before"
    assert out.splitlines()[-1] == str(tmp_path)
    assert "chance:" in out
    assert (tmp_path / "sensitivity.png").exists()
    assert json.loads((tmp_path / "sensitivity.json").read_text())["method"] == "morris"


def test_discovery_from_the_shell(capsys, tmp_path):
    code, out, err = call(
        capsys, "discovery", BASE, "peak_rung>=9", "--parameters", STANCE, RESOLVE,
        "--samples", 60, *SMALL, "--out", tmp_path,
    )  # fmt: skip
    assert code == 0
    assert "90 points of one run: 60 to find a box and 30 to try it" in err
    assert "it holds at no point" in out
    assert (tmp_path / "discovery.png").exists()
