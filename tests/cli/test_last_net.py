"""What is said of an error that nothing else has caught, and of an output that takes nothing."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim import main as entry
from sim.cli.exit_codes import DONE, FAULT, INTERRUPTED, MACHINE, MEANINGS, WRONG_INPUT
from sim.main import main
from sim.terms.errors import Refused

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = "scenarios/mitrovica.yaml"
SMALL = [
    *("--runs", "2", "--workers", "1", "--set", "clock.days=2"),
    *("--set", "clock.tick_minutes=30", "--set", "ensemble.one_in=100"),
]


@pytest.fixture
def failing(monkeypatch, tmp_path):
    """A command that raises what it is given; files go into an empty folder."""
    monkeypatch.chdir(tmp_path)

    def made(error):
        def command(_):
            raise error

        monkeypatch.setitem(entry.COMMANDS, "check", command)

    return made


FAULTS = [RuntimeError("boom\x1b[2J\nand more"), KeyError("key"), RecursionError("deep"),
          ValueError(), UnicodeEncodeError("ascii", "ć", 0, 1, "no"), AssertionError("found"),
          OSError("without a number")]  # fmt: skip


def test_a_python_without_the_libraries_is_no_fault_and_a_lost_module_of_ibar_is(
    failing, capsys, tmp_path
):
    failing(ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib"))
    assert main(["check"]) == MACHINE
    assert "has no library matplotlib, which comes with Ibar" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    failing(ModuleNotFoundError("No module named 'sim.lost'", name="sim.lost"))
    assert main(["check"]) == FAULT


@pytest.mark.parametrize("error", FAULTS, ids=lambda error: type(error).__name__)
def test_a_fault_is_one_sentence_and_its_details_are_kept(error, failing, capsys):
    failing(error)
    assert main(["check", "a b.yaml"]) == FAULT
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "a fault of Ibar" in said[0]
    assert "\x1b" not in said[0]
    details = Path("ibar-fault-1.txt").read_text(encoding="utf-8")
    assert str(Path.cwd() / "ibar-fault-1.txt") in said[0]
    assert "Traceback" in details
    assert "'a b.yaml'" in details


def test_details_never_replace_a_file(failing, capsys, tmp_path):
    failing(RuntimeError("boom"))
    (tmp_path / "ibar-fault-1.txt").write_text("mine")
    (tmp_path / "ibar-fault-2.txt").symlink_to(tmp_path / "elsewhere")
    assert main(["check"]) == FAULT
    assert "ibar-fault-3.txt" in capsys.readouterr().err
    assert (tmp_path / "ibar-fault-1.txt").read_text() == "mine"
    assert not (tmp_path / "elsewhere").exists()


def test_details_go_to_the_temporary_folder_or_are_printed(failing, capsys, tmp_path, monkeypatch):
    failing(RuntimeError("boom"))
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr("sim.cli.fault.Path.cwd", lambda: tmp_path / "gone")
    monkeypatch.setattr("tempfile.tempdir", str(other))
    assert main(["check"]) == FAULT
    assert str(other / "ibar-fault-1.txt") in capsys.readouterr().err
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert main(["check"]) == FAULT
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "said"),
    [(MemoryError("Unable to allocate 8 GiB"), "memory of this machine does not suffice"),
     (OSError(errno.ENOSPC, "No space left on device"), "No space left on device; make room"),
     (PermissionError(errno.EACCES, "Permission denied", "a\x1bb"), "a?b: Permission denied"),
     (OSError(errno.EMFILE, "Too many open files"), "ask for fewer --workers"),
     (OSError(errno.EIO, "Input/output error", b"\xff"), "Input/output error")],
)  # fmt: skip
def test_what_the_machine_refuses_is_no_fault(error, said, failing, capsys, tmp_path):
    failing(error)
    assert main(["check"]) == MACHINE
    [line] = capsys.readouterr().err.splitlines()
    assert said in line
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("error", "code"),
    [(Refused("wrong\x1b[2J"), WRONG_INPUT), (KeyboardInterrupt(), INTERRUPTED),
     (BrokenPipeError(errno.EPIPE, "Broken pipe"), DONE)],
)  # fmt: skip
def test_what_is_no_failure_ends_as_ever(error, code, failing, capsys, tmp_path):
    failing(error)
    assert main(["check"]) == code
    assert "\x1b" not in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_help_says_what_exit_codes_mean(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert all(f"{code}  {words}" in said for code, words in MEANINGS.items())


full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")


@full
@pytest.mark.parametrize("words", [["check", "--quick", SCENARIO], ["--help"], ["schema"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_takes_nothing_is_said(words, unbuffered):
    with Path("/dev/full").open("w") as out:
        done = subprocess.run(
            [sys.executable, "run.py", *words], cwd=ROOT, stdout=out, stderr=subprocess.PIPE,
            text=True, check=False, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert done.returncode == MACHINE
    assert done.stderr.startswith("nothing can be printed: No space left on device")
    assert len(done.stderr.splitlines()) == 1


class Full(io.StringIO):
    def write(self, _):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_runs_are_made_and_kept_when_nothing_can_be_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdout", Full())
    assert main([SCENARIO, *SMALL, "--out", str(tmp_path)]) == MACHINE
    assert "nothing can be printed" in capsys.readouterr().err
    assert (tmp_path / "manifest.json").exists()
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("encoding", ["cp1252", "cp1250", "cp437", "ascii", "utf-8"])
def test_what_is_printed_passes_through_any_encoding(encoding, tmp_path, monkeypatch, capsys):
    out = io.TextIOWrapper(io.BytesIO(), encoding)
    title = "Đeravica – Ђ 北 😀 $x$ ± Gjakovë…"
    folder = tmp_path / "Ђ"
    monkeypatch.setattr("sys.stdout", out)
    sets = ["--set", f"title={title}", "--out", str(folder)]
    assert main([SCENARIO, *SMALL, *sets]) == DONE, capsys.readouterr().err
    out.flush()
    said = out.buffer.getvalue().decode(encoding)
    assert "$x$" in said
    assert "Gjakov" in said
    assert (title in said) == (encoding == "utf-8")
    assert (folder / "manifest.json").exists()


@pytest.mark.parametrize("name", ["nonsense", "", "svg", "module://nonsense"])
def test_any_name_of_a_backend_will_do(name):
    code = (
        "import sim; sim.run\n"
        "import matplotlib.pyplot as plt; print(plt.rcParams._get('backend'))\n"
        "import os; print(os.environ['MPLBACKEND'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "MPLBACKEND": name},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[1] == name
    if name == "svg":
        assert done.stdout.split("\n")[0] == name


def test_the_command_line_draws_whatever_the_backend_is(tmp_path):
    done = subprocess.run(
        [sys.executable, "run.py", SCENARIO, *SMALL, "--out", str(tmp_path)], cwd=ROOT,
        capture_output=True, text=True, check=False, env={**os.environ, "MPLBACKEND": "nonsense"},
    )  # fmt: skip
    assert done.returncode == DONE, done.stderr
    assert (tmp_path / "curves.png").exists()
