"""A case to begin with passes check, runs at once, and marks every number as assumed."""

import csv
from pathlib import Path

import pytest

from sim.cli.new_case import LIKE, words_of
from sim.main import main
from sim.scenario.load import load
from sim.scenario.quantity import quantities_in
from sim.scenario.world_columns import WORLD_COLUMNS


@pytest.fixture
def empty(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("like", LIKE)
def test_every_kind_of_case_is_right_at_once(empty, capsys, like):
    asked = ["--like", like, "--place", "Old Port", "--communities", "hill,harbour", "--no-run"]
    assert main(["new", "scenario", "port", *asked]) == 0
    out = capsys.readouterr().out
    assert out.endswith("port.yaml: ok\n")
    assert "assumed: " in out
    case = load(empty / "port.yaml")
    assert {"hill", "harbour"} <= case.scenario.actors.keys()
    assert case.places.world == empty / "worlds" / "port"
    own = {p: q for p, q, _ in quantities_in(case.scenario)
           if not p.startswith(("parameters.", "triggers.", "means."))}  # fmt: skip
    said = {path: one for path, one in own.items() if one.source is None and one.value != 1.0}
    assert said
    for path, one in said.items():
        assert one.assumed, path
        assert one.high - one.low >= 0.3, path
    assert all(entry.assumed for entry in case.scenario.timeline.values())
    assert all(actor.assumed for actor in case.scenario.actors.values())
    assert bool(case.scenario.timeline) == (like != "quiet")


def test_it_ends_with_ten_runs(empty, capsys):
    assert main(["new", "scenario", "port", "--like", "march"]) == 0
    out = capsys.readouterr().out
    assert "10 of 10 runs" in out
    assert list(empty.glob("outputs/**/curves.png"))


def test_tables_have_a_row_of_notes_that_is_no_row(empty, capsys):
    assert main(["new", "world", "port"]) == 0
    assert "every row is assumed" in capsys.readouterr().out
    for name, columns in WORLD_COLUMNS.items():
        with (empty / "worlds" / "port" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, notes, *rows = list(csv.reader(file))
        assert header == [*columns, "source"]
        assert notes[0].startswith("# ")
        assert all(one.meaning in note for one, note in zip(columns.values(), notes, strict=False))
        assert rows
        assert {row[-1] for row in rows} == {"assumed: change it"}
    assert not (empty / "port.yaml").exists()


def test_what_is_there_is_not_written_over(empty, capsys):
    (empty / "port.yaml").write_text("mine")
    assert main(["new", "scenario", "port", "--no-run"]) == 2
    assert "port.yaml is there already" in capsys.readouterr().err
    assert (empty / "port.yaml").read_text() == "mine"
    assert not (empty / "worlds").exists()


@pytest.mark.usefixtures("empty")
def test_all_mistakes_are_told_at_once(capsys):
    asked = ["--communities", "club", "--date", "soon", "--place", "a: b"]
    assert main(["new", "scenario", "My Town", *asked]) == 2
    err = capsys.readouterr().err
    for words in ("My Town: must be", "write two names", "club is the name of", "is not a day",
                  "--place: write"):  # fmt: skip
        assert words in err


def test_every_kind_says_what_it_is():
    assert all(len(words_of(like)) > 10 for like in LIKE)
