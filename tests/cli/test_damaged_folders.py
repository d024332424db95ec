"""Every command that reads a folder, against every kind of damage to every file of it."""

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from sim.main import main
from sim.results import events_parquet
from sim.results.folder import read_folder, read_runs, write_events
from sim.scenario.load import load
from sim.terms.errors import Damaged, Refused

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "mitrovica.yaml"
SMALL = ("clock.days=2", "clock.tick_minutes=30", "ensemble.one_in=100")
TABLES = ("runs.csv", "events.csv", "series.npz", "summary.json", "manifest.json", "scenario.yaml")
READ_BY_WHY = ("events.csv", "series.npz", "summary.json", "scenario.yaml")


def cut(content: bytes, _: Path) -> bytes:
    return content[: len(content) // 2]


def emptied(_: bytes, __: Path) -> bytes:
    return b""


def garbage(content: bytes, _: Path) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(range(256)) + content[middle:]


def swapped(_: bytes, path: Path) -> bytes:
    other = {"runs.csv": "events.csv", "summary.json": "runs.csv"}.get(path.name, "summary.json")
    return path.with_name(other).read_bytes()


def row_cut(content: bytes, _: Path) -> bytes:
    """The second half of the third line is gone; of one line, that of the file."""
    lines = content.split(b"\n")
    place = min(2, len(lines) - 1)
    lines[place] = lines[place][: len(lines[place]) // 2]
    return b"\n".join(lines)


def row_out(content: bytes, _: Path) -> bytes:
    lines = content.split(b"\n")
    return b"\n".join(lines[:2] + lines[3:])


def words_for_numbers(content: bytes, _: Path) -> bytes:
    return content.replace(b"0", b"many")


def other_list(_: bytes, __: Path) -> bytes:
    return b"[[], {}]"


DAMAGES = {f.__name__: f for f in (
    cut, emptied, garbage, swapped, row_cut, row_out, words_for_numbers, other_list,
)}  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A small folder."""
    folder = tmp_path_factory.mktemp("damaged") / "whole"
    sets = [word for text in SMALL for word in ("--set", text)]
    words = [str(SCENARIO), "--runs", "3", "--workers", "1", "--quiet", *sets]
    assert main([*words, "--out", str(folder)]) == 0
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def spoil(path, damage):
    path.write_bytes(DAMAGES[damage](path.read_bytes(), path))


def damage_of(folder, scenario):
    """What is said of a folder that is damaged; nothing when it can be read."""
    try:
        read_folder(folder, scenario)
    except Damaged as damaged:
        return str(damaged)
    return ""


def refused(*words, capsys):
    """What a command that must not end in a traceback says; nothing when it works all the same."""
    capsys.readouterr()
    code = main([*words])
    said = capsys.readouterr().err.strip()
    assert code in (0, 2), said
    assert bool(said) == (code == 2)
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("damage", ["cut", "swapped", "row_cut", "words_for_numbers"])
@pytest.mark.parametrize("file", READ_BY_WHY)
def test_why_names_the_file_that_is_damaged(file, damage, folder, capsys):
    spoil(folder / file, damage)
    said = refused("why", str(folder), "--tries", "0", capsys=capsys)
    if damage in {"cut", "swapped"}:
        assert f"{folder / file}" in said


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("file", TABLES[:-1])
def test_what_reads_a_folder_back_names_the_file_that_is_damaged(file, damage, folder):
    scenario = load(folder / "scenario.yaml").scenario
    before = (folder / file).read_bytes()
    spoil(folder / file, damage)
    said = damage_of(folder, scenario)
    if said:
        assert said.startswith(f"{folder / file}: ")
        assert len(said.splitlines()) == 1
    else:
        # what is left is whole in itself: JSON with one value of no account, or a run less
        assert damage in {"row_cut", "row_out", "words_for_numbers"} or file == "manifest.json"
        assert file in {"manifest.json", "summary.json"} or (folder / file).read_bytes() == before


@pytest.mark.parametrize("file", TABLES[:-1])
def test_a_missing_file_is_named(file, folder, capsys):
    scenario = load(folder / "scenario.yaml").scenario
    (folder / file).unlink()
    with pytest.raises(Damaged, match=f"{file}: is missing"):
        read_folder(folder, scenario)
    assert f"{file}: is missing" in refused("why", str(folder), capsys=capsys)


@pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is an extra")
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("file", ["events.parquet", "series.npz"])
def test_a_large_folder_names_the_file_that_is_damaged(file, damage, folder, monkeypatch):
    scenario = load(folder / "scenario.yaml").scenario
    monkeypatch.setattr(events_parquet, "LARGE_RUNS", 1)
    write_events(folder, read_runs(folder, scenario), 3, scenario.clock)
    before = (folder / file).read_bytes()
    spoil(folder / file, damage)
    if (folder / file).read_bytes() == before:
        return
    with pytest.raises(Damaged, match=file):
        list(read_folder(folder, scenario).ensemble.runs)


@pytest.mark.parametrize("damage", ["cut", "emptied", "swapped", "garbage", "other_list"])
@pytest.mark.parametrize("file", ["command.json", "manifest.json", "scenario.yaml"])
def test_verify_names_the_file_that_is_damaged(file, damage, folder, capsys):
    spoil(folder / file, damage)
    assert main(["verify", str(folder)]) == 2
    assert file in capsys.readouterr().err


EVENTS = {
    "a gap": lambda rows: rows[:1] + rows[2:],
    "twice": lambda rows: [*rows[:1], *rows],
    "a cause after it": lambda rows: [{**rows[0], "causes": "0"}, *rows[1:]],
    "another year": lambda rows: [{**rows[0], "time": "2031-01-01T00:00"}, *rows[1:]],
    "no such kind": lambda rows: [{**rows[0], "kind": "nonsense"}, *rows[1:]],
    "no such rung": lambda rows: [{**rows[0], "rung": "99"}, *rows[1:]],
    "fewer than none": lambda rows: [{**rows[0], "people": "-1"}, *rows[1:]],
    "no such run": lambda rows: [{**rows[0], "run": "77"}, *rows[1:]],
    "a number of 5,000 digits": lambda rows: [{**rows[0], "id": "9" * 5000}, *rows[1:]],
    "a cell of 200,000 letters": lambda rows: [{**rows[0], "says": "a" * 200_000}, *rows[1:]],
}


@pytest.mark.parametrize("change", EVENTS)
def test_events_that_no_run_can_have_logged_are_damage(change, folder):
    import csv

    scenario = load(folder / "scenario.yaml").scenario
    path = folder / "events.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(EVENTS[change](rows))
    with pytest.raises(Damaged, match=r"events\.csv"):
        read_runs(folder, scenario)


def test_damage_is_a_refusal(folder):
    (folder / "summary.json").write_text(json.dumps({"seed": "one"}))
    with pytest.raises(Refused, match="it tells no seed"):
        read_folder(folder, load(folder / "scenario.yaml").scenario)
