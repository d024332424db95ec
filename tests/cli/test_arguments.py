import os
import stat
from pathlib import Path

import pytest

from sim.cli.arguments import run_parser
from sim.cli.execution_options import execution
from sim.experiment.output_folder import working_folder
from sim.main import main
from sim.results.ownership import Study
from sim.terms.errors import Refused

ROOT = Path(__file__).resolve().parents[2]
VECTORS = "scenarios/accepted/vectors.csv"


def ended(arguments, capsys):
    """(Exit code, standard output, standard error) of a command line."""
    try:
        code = main(arguments)
    except SystemExit as exit_:
        code = exit_.code
    out, err = capsys.readouterr()
    return code, out, err


def test_help_names_every_command_and_option(capsys):
    code, out, _ = ended(["--help"], capsys)
    assert code == 0
    for word in (
        "check",
        "validate",
        "ablate",
        "why",
        "schema",
        "--runs",
        "--seed",
        "--set",
        "--workers",
        "--out",
    ):
        assert word in out
    from sim.main import COMMANDS

    assert all(f"run.py {command} " in out for command in COMMANDS)


@pytest.mark.parametrize("command", ["check", "validate", "ablate", "why", "schema"])
def test_every_command_has_help(command, capsys):
    code, out, _ = ended([command, "--help"], capsys)
    assert code == 0
    assert command in out


def test_nothing_at_all_shows_the_help(capsys):
    code, out, _ = ended([], capsys)
    assert code == 2
    assert "SCENARIO" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.yaml", "--rnus", "4"], "did you mean --runs?"),
        (["x.yaml", "--run", "4"], "did you mean --runs?"),
        (["--rnus", "4", "x.yaml"], "--rnus"),
        (["x.yaml", "--runs", "0"], "from 1"),
        (["x.yaml", "--runs", "-3"], "--runs"),
        (["x.yaml", "--runs", "1e3"], "not a whole number"),
        (["x.yaml", "--runs", "many"], "not a whole number"),
        (["x.yaml", "--seed", "-1"], "--seed"),
        (["x.yaml", "--seed", str(2**63)], "from 0"),
        (["x.yaml", "--workers", "0"], "from 1"),
        (["x.yaml", "y.yaml"], "y.yaml"),
        (["schema", "extra"], "extra"),
        (["check"], "SCENARIO"),
        (["chekc"], "did you mean check?"),
        (["validte"], "did you mean validate?"),
        (["chekc", "x.yaml"], "did you mean check?"),
        (["comapre", "a", "b"], "did you mean compare?"),
        (["Compare", "a.yaml", "b.yaml", "--runs", "3"], "did you mean compare?"),
        (["mitrovca"], "did you mean mitrovica?"),
        (["nothing_like_it", "x"], "see run.py --help"),
        (["nothing_like_it"], "the commands are run, check, compare, fork, sweep, sensitivity, "),
        (["x.yaml", "--out", ""], "--out: '' is not a path"),
        (["x.yaml", "--vectors", " "], "--vectors"),
        (["x.yaml", "--runs", "9" * 5000], "from 1"),
        (["calibrate", "x.yaml", "--fit", "a", "--spread", "2"], "at most 1"),
        (["calibrate", "--method", "sample", "--spread", "nan"], "above 0"),
        (["calibrate", "--method", "sample", "--out", "README.md"], "it is no folder"),
        (["accept", "--tried", "3"], "run.py accept is now run.py calibrate --method sample"),
        (["validate", "--vectors", VECTORS, "--write-docs", "README.md"], "no marked place"),
        (["validate", "--vectors", "no.csv"], "no.csv: the table is missing"),
        (
            ["validate", "--vectors", VECTORS, "--runs", "1"],
            "runs = 1: is not a whole number from 2",
        ),
        (
            ["validate", "x.yaml", "--vectors", "v.csv", "--set", "a=1"],
            "--set, SCENARIO: of no use",
        ),
        (["validate", "x.yaml", "--vectors", "v.csv"], "SCENARIO: of no use"),
    ],
)
def test_a_wrong_argument_ends_with_2_and_says_what_is_right(arguments, said, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    code, out, err = ended(arguments, capsys)
    assert code == 2
    assert said in err
    assert out == ""
    assert "Traceback" not in err


def test_seed_zero_is_a_seed():
    options = run_parser("run.py", about="").parse(["x.yaml", "--seed", "0"])
    assert options.seed == 0


def test_set_can_be_given_again():
    options = run_parser("run.py", about="").parse(["x.yaml", "--set", "a=1", "--set", "b=x=y"])
    assert options.sets == ["a=1", "b=x=y"]


@pytest.mark.skipif(os.name == "nt", reason="permissions differ")
def test_a_file_in_the_way_of_the_output_folder_is_said(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    for folder in (blocked, blocked / "inside"):
        with (
            pytest.raises(Refused, match="cannot write to"),
            working_folder(folder, Study("tiny", {})),
        ):
            pass
    assert stat.S_ISREG(blocked.stat().st_mode)


def test_all_wrong_values_are_said_at_once(capsys):
    wrong = ["--runs", "0", "--seed", "x", "--workers", "0", "--out", "", "--sed", "1"]
    code, _, err = ended(["compare", "a.yaml", *wrong], capsys)
    assert code == 2
    assert all(f"{name}: " in err for name in ("--runs", "--seed", "--workers", "--out"))
    assert "did you mean --seed?" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare", "scenarios/mitrovica.yaml", "--set", "mechanisms.rumour=false"],
        ["sweep", "scenarios/mitrovica.yaml", "--vary", "mechanisms.rumour=true,false"],
        ["ablate", "scenarios/mitrovica.yaml"],
        ["calibrate", "scenarios/mitrovica.yaml", "--fit", "parameters.mobilisation.cost_mean",
         "--generations", "1"],
        ["scenarios/mitrovica.yaml"],
    ],
)  # fmt: skip
def test_a_refused_study_writes_nothing_and_leaves_no_folder(
    arguments, capsys, monkeypatch, tmp_path
):
    pytest.importorskip("distributed")
    monkeypatch.chdir(ROOT)
    out = tmp_path / "a" / "b"
    code, told, err = ended([*arguments, "--cluster", "foo", "--out", str(out)], capsys)
    assert code == 2
    assert "missing port number" in err
    assert told == ""
    assert list(tmp_path.iterdir()) == []


def test_the_bar_counts_what_was_done_before_and_names_what_it_counts(monkeypatch):
    import io
    from argparse import Namespace

    screen = io.StringIO()
    screen.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", screen)
    options = Namespace(quiet=False, workers=1, cluster=None, words=[])
    with execution(options, "calibrate", {12: "set"}) as how:
        for done in (8, 9, 12):
            how["progress"](done, 12)
        for done in (0, 24):
            how["progress"](done, 24)
    told = screen.getvalue()
    assert "8/12" in told
    assert "set/s" in told
    assert "run/s" in told.partition("0/24")[2]
    assert "-" not in told, "a negative speed or time"
    assert told.rstrip(" ").endswith("\r"), "nothing is left on the line"
