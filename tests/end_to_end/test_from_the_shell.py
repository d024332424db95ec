"""The main command from scenario file to output folder, as a user runs it."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = {
    "curves.png", "curves.svg", "curves.csv", "runs.csv", "inputs.csv", "events.csv", "series.npz",
    "crises.csv", "hourly.csv", "report.html",
    "summary.json", "scenario.yaml", "datapackage.json", "manifest.json", "command.json",
}  # fmt: skip
QUICK = ("--workers", "1", "--quiet")
SMALL = ("--set", "clock.days=3", "--set", "ensemble.one_in=10")


def ibar(*arguments, cwd=ROOT):
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("shell") / "out"
    done = ibar("scenarios/mitrovica.yaml", *SMALL, "--runs", 2, *QUICK, "--out", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(out)
    return out


def test_the_main_command_writes_every_file(folder):
    assert {path.name for path in folder.iterdir()} == FILES
    assert all(path.stat().st_size > 100 for path in folder.iterdir())


def test_the_files_tell_of_the_same_runs(folder):
    runs, events = table(folder / "runs.csv"), table(folder / "events.csv")
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert [row["run"] for row in runs] == ["0", "1"]
    assert {row["run"] for row in events} == {"0", "1"}
    assert summary["runs"] == 2
    for row in runs:
        mine = [event for event in events if event["run"] == row["run"]]
        built = [event for event in mine if event["kind"] == "barricade_built"]
        assert bool(row["first_barricade_time"]) == bool(built)
        assert int(float(row["shot_incidents"])) == sum(e["kind"] == "shots" for e in mine)
        assert int(float(row["injured"])) == sum(int(e["injured"]) for e in mine)
    reached = sum(int(float(row["peak_rung"])) >= 5 for row in runs) / 2
    assert summary["p_rung_at_least"]["5"] == pytest.approx(reached)


def test_a_rerun_from_the_folder_gives_the_same_bytes(folder, tmp_path):
    again = tmp_path / "again"
    done = ibar(folder / "scenario.yaml", *QUICK, "--out", again, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for name in FILES - {"manifest.json", "command.json"}:
        assert (again / name).read_bytes() == (folder / name).read_bytes(), name


def test_another_seed_gives_other_runs(folder, tmp_path):
    other = tmp_path / "other"
    done = ibar(folder / "scenario.yaml", "--seed", 7, *QUICK, "--out", other)
    assert done.returncode == 0, done.stderr
    assert (other / "runs.csv").read_bytes() != (folder / "runs.csv").read_bytes()
    assert json.loads((other / "manifest.json").read_text())["seed"] == 7


MISTAKES = (
    ("name: mitrovica", "name: Mitrovica!", "name"),
    ("  days: 10\n", "  days: 0\n", "clock.days"),
    ("  tick_minutes: 15", "  tick_minutes: 7", "clock.tick_minutes"),
    ("  seed: 20220731", "  seed: many", "ensemble.seed"),
    ("    decided_by: pristina", "    decided_by: prishtina", "decided_by"),
    ("    minds: {entry_of:", "    minds: {entri_of:", "minds"),
    ("    calls: [serbs_north]", "    calls: [serbs_nort]", "calls"),
    ('    at: "2022-07-31 14:00"', '    at: "2022-07-31 25:00"', "petkovic_meets_serbian_list.at"),
    ("    does: apologise", "    does: apologize", "post_apology.does"),
    ('        when: "offer"', '        when: "ofer"', "when"),
)
"""A piece of the base case, what a slip makes of it, and the key that must be named."""


def test_ten_mistakes_are_said_in_ten_lines_and_nothing_is_written(tmp_path):
    text = (ROOT / "scenarios" / "mitrovica.yaml").read_text(encoding="utf-8")
    lines = []
    for right, wrong, _ in MISTAKES:
        assert text.count(right) >= 1, right
        lines.append(text[: text.index(right)].count("\n") + 1)
        text = text.replace(right, wrong, 1)
    shutil.copytree(ROOT / "scenarios" / "common", tmp_path / "common")
    broken = tmp_path / "broken.yaml"
    broken.write_text(text, encoding="utf-8")
    done = ibar(broken, "--runs", 1, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()
    said = done.stderr.splitlines()
    assert len(said) == len(MISTAKES), done.stderr
    for line, (_, _, key) in zip(lines, MISTAKES, strict=True):
        [mistake] = [one for one in said if f"broken.yaml:{line}:" in one]
        assert key in mistake
    assert "Traceback" not in done.stderr
