"""One program with three names: run.py in a checkout, ibar, and python -m sim."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim import __version__
from sim.cli.program import as_called, program
from sim.main import COMMANDS, main
from sim.terms.errors import Refused

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    "run.py": "run.py",
    "/somewhere/bin/ibar": "ibar",
    "ibar.exe": "ibar",
    str(ROOT / "sim" / "__main__.py"): "python -m sim",
    "/elsewhere/pytest/__main__.py": "run.py",
    "": "run.py",
}


@pytest.fixture(params=["ibar", str(ROOT / "sim" / "__main__.py")], ids=["ibar", "module"])
def name(request, monkeypatch):
    monkeypatch.setattr(sys, "argv", [request.param])
    return NAMES.get(request.param, "ibar")


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ended(arguments, capsys):
    """(Exit code, standard output, standard error) of a command line."""
    try:
        code = main(arguments)
    except SystemExit as exit_:
        code = exit_.code
    return code, *capsys.readouterr()


@pytest.mark.parametrize(("called", "name"), NAMES.items())
def test_the_program_is_known_by_what_was_called(called, name, monkeypatch):
    monkeypatch.setattr(sys, "argv", [called, "check"])
    assert program() == name


def test_only_the_programs_name_is_changed_in_a_text(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["ibar"])
    assert as_called("python run.py why FOLDER, see run.py --help") == (
        "ibar why FOLDER, see ibar --help"
    )
    for text in ("x/run.py:1: wrong", "rerun.py", "run.pyc"):
        assert as_called(text) == text


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_names_the_program_as_it_was_called(command, name, capsys):
    code, out, _ = ended([command, "--help"] if command else ["--help"], capsys)
    assert code == 0
    assert out.startswith(f"usage: {name} {command or ''}".rstrip())
    assert "run.py" not in out
    assert "scenarios/mitrovica.yaml" not in out


@pytest.mark.parametrize(
    "arguments", [["--rnus", "3"], ["nothing_like_it"], ["check"], ["compare", "x", "--runs", "0"]]
)
@pytest.mark.usefixtures("empty")
def test_messages_name_the_program_as_it_was_called(arguments, name, capsys):
    code, out, err = ended(arguments, capsys)
    assert code == 2
    assert name in err
    assert "run.py" not in err + out


@pytest.mark.usefixtures("empty")
def test_examples_of_the_help_can_be_typed_in_an_empty_folder(name, capsys):
    _, out, _ = ended(["--help"], capsys)
    examples = [
        line.removeprefix(f"  {name} ").split()
        for line in out.partition("examples:")[2].splitlines() if line.strip()
    ]  # fmt: skip
    assert len(examples) == 2
    for words in examples:
        assert ended(["check", "--quick", words[0]], capsys) == (0, f"{words[0]}: ok\n", "")


@pytest.mark.parametrize("words", [[], ["run"]])
def test_a_named_scenario_is_run_with_and_without_the_word(words, empty, capsys):
    small = ["--set", "clock.days=2", "--set", "ensemble.one_in=100", "--runs", "1"]
    code, out, err = ended([*words, "mitrovica", *small, "--workers", "1", "--quiet"], capsys)
    assert (code, err) == (0, "")
    assert (empty / out.strip() / "curves.png").is_file()


@pytest.mark.usefixtures("empty")
def test_a_mistyped_name_suggests_command_or_scenario(capsys):
    assert "did you mean mitrovica?" in ended(["mitrovca"], capsys)[2]
    assert "did you mean run?" in ended(["rnu", "mitrovica"], capsys)[2]
    assert 'did you mean "mitrovica"?' in ended(["run", "mitrovca"], capsys)[2]


def test_what_is_shipped_is_not_written_to(empty, capsys, monkeypatch):
    from sim.studies.calibrate import study

    folders = []

    def execute(_request, *, out, **_):
        folders.append(out)
        raise Refused("seen")

    monkeypatch.setattr(study, "execute_calibrate", execute)
    assert main(["calibrate", "--method", "sample", "--tried", "1"]) == 2
    assert folders == [Path("outputs", "accepted")]
    code, _, err = ended(["schema", "--write"], capsys)
    assert code == 2
    assert "no folder scenarios" in err
    assert list(empty.iterdir()) == []


def test_the_schema_is_written_into_a_project_of_ones_own(empty, capsys):
    (empty / "ibar.yaml").touch()
    assert ended(["schema", "--write"], capsys)[:2] == (0, "schema.json\ntable_schemas\n")
    assert json.loads((empty / "schema.json").read_text("utf-8"))


@pytest.mark.usefixtures("empty")
def test_validate_without_a_scenario_takes_the_shipped_ones(monkeypatch):
    from sim.studies.validate import study

    asked = []

    def execute(request, **_):
        asked.append(request)
        raise Refused("seen")

    monkeypatch.setattr(study, "execute_validate", execute)
    assert main(["validate"]) == 2
    assert {case.loaded.path.parent for case in asked[0].cases} == {ROOT / "scenarios"}


def test_the_package_is_a_program(tmp_path):
    def module(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "sim", *arguments], capture_output=True, text=True, check=False,
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    assert module("--version").stdout == f"ibar {__version__}\n"
    assert module("--help").stdout.startswith("usage: python -m sim ")
    assert "see python -m sim --help" in module("--rnus", "4").stderr


@pytest.mark.parametrize("content", ["{}", "my own notes", '{"title": "mine"}'])
def test_a_schema_of_ones_own_is_not_written_over(tmp_path, monkeypatch, capsys, content):
    (tmp_path / "scenarios").mkdir()
    file = tmp_path / "scenarios" / "schema.json"
    monkeypatch.chdir(tmp_path)
    assert main(["schema", "--write"]) == 0
    written = file.read_text("utf-8")
    assert main(["schema", "--write"]) == 0
    file.write_text(content)
    assert main(["schema", "--write"]) == 2
    assert "is no schema of Ibar, and is left as it is" in capsys.readouterr().err
    assert file.read_text() == content != written
