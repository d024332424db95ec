"""What is too large is refused in a sentence, before any memory is asked for."""

import csv

import pytest

from sim.main import main
from sim.scenario import check_size
from sim.scenario.csv_reader import MOST_LINES
from tests.scenario.small import Case

CELLS = [
    ("population.csv", "kin,2000", f"{'k' * 140_000},2000", "more than 131,072 characters"),
    ("places.csv", "North Town", f'"{"n" * 140_000}"', "more than 131,072 characters"),
    ("population.csv", "kin,2000", f"kin,{'9' * 5000}", "is not a whole number"),
    ("population.csv", "kin,2000", f"kin{'x' * 300},2000", None),
]


@pytest.mark.parametrize(("table", "old", "new", "said"), CELLS)
def test_a_cell_of_any_length_is_said(table, old, new, said, case: Case):
    case.replace(f"world/{table}", old, new)
    found = [str(mistake) for mistake in case.mistakes()]
    assert all(len(line) < 1000 for line in found)
    if said is not None:
        assert any(f"{table}:2" in line and said in line for line in found)


def test_a_table_of_too_many_lines_is_said(case: Case):
    rows = [f"north,g{number},1" for number in range(MOST_LINES + 5)]
    case.write("world/population.csv", "\n".join(["place,community,people", *rows]))
    [said] = [m for m in case.mistakes() if "population.csv" in str(m)]
    assert "has more than 32,767 lines" in said.message


@pytest.mark.parametrize("one_in", ["", "ensemble: {runs: 5, seed: 1, one_in: 2}"])
def test_people_who_do_not_fit_the_memory_are_said(one_in, case: Case, monkeypatch):
    monkeypatch.setattr(check_size, "memory_bytes", lambda: 100_000)
    if one_in:
        case.replace("base.yaml", "ensemble: {runs: 5, seed: 1}", one_in)
    [said] = case.mistakes()
    assert said.key == "ensemble.one_in"
    assert "at most 1,000 fit here" in said.message
    assert "ensemble.one_in=6" in said.message


def test_the_sum_of_cells_counts_not_each(case: Case):
    rows = [f"north,g{number},100000000" for number in range(300)]
    case.write("world/population.csv", "\n".join(["place,community,people", *rows]))
    [said] = [str(m) for m in case.mistakes() if "memory" in str(m)]
    assert "30,000,000,000 simulated people" in said


def test_the_limit_of_a_cell_is_the_one_that_is_said():
    assert csv.field_size_limit() == 131_072


SETS = {
    "many keys": ".".join(["actors"] * 5000) + "=1",
    "a key of many letters": "a" * 5000 + "=1",
    "a position of many digits": f"actors.list.municipalities.{'9' * 5000}=north",
    "a number of many digits": f"ensemble.runs={'9' * 5000}",
    "a fraction of many digits": f"initial.network=0.{'9' * 5000}",
    "a title of many letters": "title=" + "t" * 100_000,
    "deep lists": "about=" + "[" * 2000,
    "deep mappings": "about=" + "{a: " * 2000,
    "a name of many letters": "name=" + "n" * 300,
    "a world of many letters": "world=" + "w" * 5000,
    "a table of many letters": "observed=" + "o" * 5000 + ".csv",
    "other digits": "actors.list.municipalities.٣=north",
}


@pytest.mark.parametrize("text", SETS.values(), ids=SETS)
def test_any_length_of_what_is_set_is_answered_in_words(text, case: Case, capsys, tmp_path):
    out = tmp_path / "out"
    code = main([str(case.path), "--runs", "1", "--quiet", "--set", "clock.days=0",
                 "--set", text, "--out", str(out)])  # fmt: skip
    said = capsys.readouterr().err
    assert code == 2
    assert "clock.days = 0" in said
    assert all(len(line) < 800 for line in said.splitlines())


PATHS = [
    ["n" * 300],
    ["run", "n" * 300 + ".yaml"],
    ["check", "a/" * 3000 + "b.yaml"],
    ["run", "{case}", "--out", "n" * 300],
    ["run", "{case}", "--out", "/".join(["n" * 200] * 50)],
    ["run", "{case}", "--vectors", "v" * 300],
    ["why", "f" * 300],
    ["verify", "f" * 300],
    ["validate", "f" * 300],
    ["run", "{case}", "--out", "a\x1bb"],
    ["run", "a\nb.yaml"],
]


@pytest.mark.parametrize("words", PATHS, ids=map(str, range(len(PATHS))))
def test_paths_of_any_length_are_answered_in_words(
    words, case: Case, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    words = [word.replace("{case}", str(case.path)) for word in words]
    try:
        code = main(words)
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr().err
    assert code == 2, said
    assert said
    assert "\x1b" not in said
    assert not list(tmp_path.glob("ibar-fault*"))
