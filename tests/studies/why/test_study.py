import shutil
from pathlib import Path

import pytest

from sim import load, run, why
from sim.main import main
from sim.studies.why import command
from sim.studies.why.smallest_change import BUDGET
from sim.terms.errors import Interrupted, Refused
from tests.studies.known_model import build
from tests.studies.same_files import same_files

SCENARIO = Path(__file__).resolve().parents[3] / "scenarios" / "mitrovica.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An output folder of three short runs with few residents."""
    out = tmp_path_factory.mktemp("why") / "runs"
    run(load(SCENARIO, {"clock.days": 2, "ensemble.one_in": 50}), runs=3, out=out, workers=1)
    return out


def test_python_and_shell_give_the_same_files_and_words(folder, tmp_path, capsys):
    for side in ("shell", "python"):
        shutil.copytree(folder, tmp_path / side)
    assert main(["why", str(tmp_path / "shell"), "--run", "1", "--tries", "3"]) == 0
    told = capsys.readouterr().out
    result = why(tmp_path / "python", run=1, tries=3, out=tmp_path / "python")
    assert {"why.txt", "why.png", "why.svg"} <= same_files(tmp_path / "shell", tmp_path / "python")
    assert told == "\n".join([*result.sentences(), str(tmp_path / "shell"), ""])


def test_an_explanation_is_written_only_where_it_is_asked_for(folder, tmp_path):
    before = {path.name for path in folder.iterdir()}
    result = why(folder, tries=2)
    assert {path.name for path in folder.iterdir()} == before
    result.write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "why.txt", "why.html", "why.png", "why.svg", "manifest.json", "datapackage.json",
    }  # fmt: skip
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    why(copy, tries=2).write()
    assert (copy / "why.txt").read_text() == (tmp_path / "why.txt").read_text()


def test_the_chain_is_a_table_with_the_event_to_explain_last(folder):
    result = why(folder, tries=0)
    table = result.table()
    assert len(table) == len(result.chain)
    assert table["event"].iloc[-1] == result.chain[0].told.event.id
    assert list(table["tick"]) == sorted(table["tick"])
    assert table["rung"].iloc[-1] == max(e.rung for e in result.request.run.events if not e.given)
    assert result.search is None
    assert result.plot().axes


def test_progress_is_told_of_the_runs_that_may_be_made(folder):
    told = []
    result = why(folder, tries=3, progress=lambda done, asked: told.append((done, asked)))
    assert result.search is not None
    assert told[0] == (1, 3)
    assert len(told) == 1 + len(result.search.trials) <= 3


def test_a_stop_ends_the_search_and_writes_nothing(folder, tmp_path):
    with pytest.raises(Interrupted):
        why(folder, stop=lambda: True, out=tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_another_model_in_its_place_does_not_make_the_same_run(folder):
    result = why(folder, tries=2, build=build)
    assert result.search is not None
    assert not result.search.reproduced


def build_silence(loaded, number, seed):
    """A model in which nothing happens at all."""
    model = build(loaded, number, seed)
    model.n_ticks = loaded.scenario.clock.n_ticks
    model._row = [0.0] * len(model._row)
    return model


def test_a_run_in_which_nothing_emerged_is_told_and_not_drawn(tmp_path):
    run(load(SCENARIO, {"clock.days": 2}), runs=2, out=tmp_path, workers=1, build=build_silence)
    result = why(tmp_path, out=tmp_path)
    assert "nothing happened but what was given" in result.sentences()[0]
    assert (tmp_path / "why.txt").read_text() == "\n".join([*result.sentences(), ""])
    assert not (tmp_path / "why.png").exists()
    assert result.table().empty
    assert "margin" in result.table().columns
    with pytest.raises(Refused, match="nothing happened but what was given"):
        result.plot()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"run": 9, "tries": -1}, ("it has no run 9; its runs are 0 to 2", "tries = -1")),
        ({"run": 0, "event": 99_999}, ("run 0: event 99999: the run has events 0 to ",)),
        ({"run": "x", "event": -1, "tires": 3},
         ("run = x", "event = -1", 'tires: is no argument of why; did you mean "tries"?')),
        ({"run": 1.5, "tries": 1001, "workers": 0},
         ("run = 1.5", "tries = 1001: is not a whole number from 0 to 1000", "workers = 0")),
    ],
)  # fmt: skip
def test_every_mistake_is_said_at_once(folder, asked, said):
    with pytest.raises(Refused) as refused:
        why(folder, **asked)
    lines = str(refused.value).splitlines()
    assert len(lines) == len(said)
    for part in said:
        assert sum(part in line for line in lines) == 1, part


def test_what_is_no_output_folder_is_refused_with_all_else(tmp_path):
    with pytest.raises(Refused) as refused:
        why(tmp_path / "nowhere", tries=5000, out=tmp_path / "out")
    assert "no output folder: it holds no scenario.yaml" in str(refused.value)
    assert "tries = 5000" in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_shell_and_python_try_as_often_unless_told_otherwise():
    assert command.TRIES == BUDGET
