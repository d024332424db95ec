import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = "scenarios/mitrovica.yaml"
SHORT = ("--set", "clock.days=4", "--set", "ensemble.one_in=20")
TINY = ("--set", "clock.days=2", "--set", "ensemble.one_in=100")
FILES = {
    "crises.csv",
    "hourly.csv",
    "curves.png",
    "curves.svg",
    "report.html",
    "curves.csv",
    "runs.csv",
    "inputs.csv",
    "events.csv",
    "series.npz",
    "summary.json",
    "scenario.yaml",
    "datapackage.json",
    "manifest.json",
    "command.json",
}


def run(*arguments, cwd=ROOT):
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *arguments],
        cwd=cwd, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def same_files(one, other):
    """Names of the files, but for the manifest, that are the same bytes in both folders."""
    names = FILES - {"manifest.json", "command.json"}
    return {name for name in names if (one / name).read_bytes() == (other / name).read_bytes()}


def rows(folder):
    return list(csv.DictReader((folder / "runs.csv").read_text().splitlines()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("outputs") / "three"
    done = run(SCENARIO, *SHORT, "--runs", "3", "--seed", "0", "--workers", "1", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(out)
    assert done.stderr == ""
    return out


def test_a_folder_has_every_file(folder):
    assert {path.name for path in folder.iterdir()} == FILES
    assert len(rows(folder)) == 3


def test_the_summary_says_what_has_no_effect(folder):
    unread = json.loads((folder / "summary.json").read_text())["read_by_nothing"]
    assert unread["trials"] == 7
    assert "actors.eu.guarantees" in unread["settings"]


def test_the_manifest_says_what_was_run(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["seed"] == 0
    assert manifest["runs_done"] == manifest["runs_requested"] == 3
    assert manifest["interrupted"] is False
    assert re.fullmatch("[0-9a-f]{64}", manifest["digest"])


def test_the_resolved_scenario_gives_the_same_bytes_from_elsewhere(folder, tmp_path):
    again = tmp_path / "again"
    done = run(str(folder / "scenario.yaml"), "--workers", "2", "--out", str(again), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert same_files(folder, again) == FILES - {"manifest.json", "command.json"}
    digests = [json.loads((f / "manifest.json").read_text())["digest"] for f in (folder, again)]
    assert digests[0] == digests[1]


def test_another_seed_gives_other_runs_in_another_folder(folder, tmp_path):
    done = run(f"{ROOT}/{SCENARIO}", *SHORT, "--runs", "1", "--seed", "1", "--quiet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    [line] = done.stdout.splitlines()
    assert re.fullmatch(r"outputs/mitrovica/[0-9a-f]{12}", line)
    assert (tmp_path / line / "series.npz").read_bytes() != (folder / "series.npz").read_bytes()


def test_a_mistake_is_said_with_file_line_and_key_and_nothing_is_run(tmp_path):
    done = run(SCENARIO, "--set", "clock.days=-1", "--out", str(tmp_path / "none"))
    assert done.returncode == 2
    assert "clock.days = -1" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "none").exists()


def test_a_missing_file_is_said():
    done = run("scenarios/mitrovicca.yaml")
    assert done.returncode == 2
    assert "no such file" in done.stderr


def test_check_tells_right_files_and_every_mistake(tmp_path):
    assert run("check", "--quick", SCENARIO).stdout == f"{SCENARIO}: ok\n"
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("extends: mitrovica.yaml\nname: Wrong Name\nclock: {days: 0}\n")
    done = run("check", str(wrong), SCENARIO, "--quick")
    assert done.returncode == 2
    assert "wrong.yaml:2: name" in done.stderr
    assert "wrong.yaml:3: clock.days" in done.stderr
    assert done.stdout == f"{SCENARIO}: ok\n"


def test_the_schema_is_json():
    assert json.loads(run("schema").stdout)["type"] == "object"


def test_the_schema_is_written_where_editors_look(tmp_path):
    assert run("schema", "--write", cwd=tmp_path).returncode == 2
    (tmp_path / "scenarios").mkdir()
    assert run("schema", "--write", cwd=tmp_path).returncode == 0
    assert json.loads((tmp_path / "scenarios" / "schema.json").read_text())


def test_validate_shows_the_patterns_and_stores_them(tmp_path):
    coarse = ("--set", "clock.tick_minutes=30", "--set", "ensemble.one_in=100")
    done = run("validate", SCENARIO, *coarse, "--runs", "2", "--out", str(tmp_path / "v"))
    assert done.returncode == 0, done.stderr
    assert "null model" in done.stdout
    content = json.loads((tmp_path / "v" / "validation.json").read_text())
    assert content["runs"] == 2
    assert {pattern["pattern"] for pattern in content["patterns"]} >= {"B1", "B3", "B11"}
    assert done.stdout.splitlines()[-1] == str(tmp_path / "v")


def test_validate_needs_something_observed(tmp_path):
    done = run("validate", SCENARIO, "--set", "observed=null", "--out", str(tmp_path / "v"))
    assert done.returncode == 2
    assert "observed" in done.stderr


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_run(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = run(SCENARIO, *SHORT, "--runs", "1000", "--out", str(blocked))
    assert done.returncode == 2
    assert "cannot write to" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
@pytest.mark.parametrize(
    ("number", "workers"), [(signal.SIGINT, "1"), (signal.SIGINT, "2"), (signal.SIGTERM, "2")]
)
def test_an_interruption_keeps_the_runs_that_are_done(number, workers, tmp_path):
    out = tmp_path / "out"
    arguments = [SCENARIO, *TINY, "--runs", "100000", "--workers", workers, "--out", str(out)]
    code, stdout, stderr = interrupted(out / "runs.part", number, arguments)
    assert code == 130, stderr
    assert "Traceback" not in stderr
    assert stdout.splitlines()[-1] == str(out)
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["interrupted"] is True
    assert 0 < manifest["runs_done"] < 100000
    assert len(rows(out)) == manifest["runs_done"]


def interrupted(part, number, arguments):
    """(Exit code, output, errors) of runs whose whole group is sent a signal once some are done."""
    process = subprocess.Popen(
        [sys.executable, "run.py", *arguments], cwd=ROOT, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        if part.exists() and part.stat().st_size > 10_000:  # more than what it begins with
            break
        time.sleep(0.05)
    os.killpg(process.pid, number)  # as a terminal does: to the workers as well
    stdout, stderr = process.communicate(timeout=100)
    return process.returncode, stdout, stderr
