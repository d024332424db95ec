import os
import stat

import pytest

from sim import cli
from sim.cli.arguments import run_parser
from sim.studies.working import working_folder
from sim.terms.errors import Refused


def ended(arguments, capsys):
    """(Exit code, standard output, standard error) of a command line."""
    try:
        code = cli.main(arguments)
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
    from sim.cli.main import COMMANDS

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
    ],
)
def test_a_wrong_argument_ends_with_2_and_says_what_is_right(arguments, said, capsys):
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
        with pytest.raises(Refused, match="cannot write to"), working_folder(folder):
            pass
    assert stat.S_ISREG(blocked.stat().st_mode)
