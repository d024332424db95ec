import json
import sys
from importlib.util import find_spec

import numpy as np
import pytest

from benchmarks.processes import peak_mb
from sim.analysis.bands import bands_by_measure
from sim.analysis.causes import most_escalated
from sim.analysis.outcomes import outcomes_of
from sim.results import events_parquet, folder
from sim.results.events_parquet import (
    LARGE_RUNS,
    ParquetEvents,
    check_large,
    needs_parquet,
    write_events_parquet,
)
from sim.results.files import write_file
from sim.results.folder import Tables, check_complete, read_folder, read_runs, write_folder
from sim.results.ownership import MANIFEST, Study
from sim.results.plain_text import json_text
from sim.results.run import Ensemble, Run
from sim.results.stored_runs import StoredRuns
from sim.studies.run.write import write_outputs
from sim.terms.errors import Damaged, Refused
from tests.fakes import event, fake_ensemble, fake_scenario, run_of
from tests.results.many_runs import Made, made_ensemble

needs_pyarrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is an extra")


@pytest.fixture
def few(monkeypatch):
    """Nine runs count as many, and four are a row group; two runs have no events."""
    monkeypatch.setattr(events_parquet, "LARGE_RUNS", 8)
    monkeypatch.setattr(events_parquet, "GROUP_RUNS", 4)
    ensemble = fake_ensemble(11, seed=4, days=2)
    silent = {3, 10}
    runs = tuple(
        Run(r.number, r.series, () if r.number in silent else r.events) for r in ensemble.runs
    )
    return Ensemble(ensemble.scenario, ensemble.seed, runs)


def write(path, ensemble):
    """Write all but the picture."""
    rows = [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]
    summary = {"seed": ensemble.seed}
    tables = Tables(rows, bands_by_measure(ensemble), summary, "name: fake\n")
    write_folder(path, ensemble, tables)
    write_file(path / MANIFEST, json_text({"a": 1}))


def write_all(path, ensemble):
    return write_outputs(path, (Study("run", {}), {"a": 1}), ensemble, scenario_text="name: fake\n")


def same(run, other):
    return (
        run.number == other.number
        and run.events == other.events
        and np.array_equal(run.series, other.series)
    )


@needs_pyarrow
def test_many_runs_are_written_as_parquet_and_read_back_as_they_were(few, tmp_path):
    write(tmp_path, few)
    assert not (tmp_path / "events.csv").exists()
    stored = read_folder(tmp_path, few.scenario)
    runs = stored.ensemble.runs
    assert isinstance(runs, StoredRuns)
    assert len(runs) == len(stored.rows) == 11
    assert all(map(same, runs, few.runs))
    assert all(same(runs[k], few.runs[k]) for k in (0, 3, 7, 10, -1))
    assert [run.number for run in runs[2:9:3]] == [2, 5, 8]
    assert all(map(same, runs[2:9:3], few.runs[2:9:3]))
    assert same(runs[2:9][-1], few.runs[8])
    assert len(list(runs[5:5])) == 0
    assert np.array_equal(runs.measure("rung"), few.measure("rung"))
    assert np.array_equal(runs[2:9:3].measure("rung"), few.measure("rung")[2:9:3])
    assert [outcomes_of(run, few.scenario)["injured"] for run in runs] == [
        row["injured"] for row in stored.rows
    ]


@needs_pyarrow
def test_parquet_keeps_every_digit_and_every_word(tmp_path):
    told = [
        event(0, 5, "statement", says='He said "no", twice\nor so; ž', terms=(("threat", 1 / 3),)),
        event(1, 5, "shots", injured=2, causes=(0,), goldstein=-9.87654321, people=70_000),
        event(2, 95, "crowd", given=True, causes=(0, 1), terms=(("a", -1e-9), ("b", 2.5e8))),
    ]
    path = tmp_path / "events.parquet"
    clock = fake_scenario(days=1).clock
    with path.open("wb") as out:
        write_events_parquet(out, [run_of(7, 96, told)], clock)
    assert dict(ParquetEvents(path, clock).by_run()) == {7: tuple(told)}


@needs_pyarrow
def test_the_columns_are_those_of_the_text_with_their_types(few, tmp_path):
    import pandas as pd

    from sim.results.tables import EVENT_COLUMNS

    write(tmp_path, few)
    table = pd.read_parquet(tmp_path / "events.parquet")
    assert tuple(table.columns) == EVENT_COLUMNS
    first = few.runs[0].events[0]
    assert table["time"][0] == few.scenario.clock.instant(first.tick)
    assert table["tick"][0] == first.tick
    assert (table["kind"][0], table["rung"][0]) == (first.kind, first.rung)
    assert len(table) == sum(len(run.events) for run in few.runs)


@needs_pyarrow
@pytest.mark.usefixtures("few")
def test_the_same_runs_give_the_same_bytes_whether_held_or_made_when_asked_for(tmp_path):
    for how in ("held", "lazy"):
        write_all(tmp_path / how, made_ensemble(50, held=how == "held"))
    names = sorted(path.name for path in (tmp_path / "held").iterdir())
    assert "events.parquet" in names
    for name in names:
        assert (tmp_path / "held" / name).read_bytes() == (tmp_path / "lazy" / name).read_bytes()


@needs_pyarrow
def test_a_folder_never_holds_both_forms_of_events(few, tmp_path):
    write(tmp_path, few)
    fewer = Ensemble(few.scenario, few.seed, few.runs[:4])
    write(tmp_path, fewer)
    assert not (tmp_path / "events.parquet").exists()
    assert all(map(same, read_runs(tmp_path, few.scenario), fewer.runs))
    write(tmp_path, few)
    assert not (tmp_path / "events.csv").exists()


@needs_pyarrow
def test_one_run_and_the_most_escalated_are_found_without_making_all(few, tmp_path, monkeypatch):
    write(tmp_path, few)
    made: list[int] = []
    events = ParquetEvents._events
    monkeypatch.setattr(
        ParquetEvents, "_events", lambda *a: (made.append(a[1].num_rows), events(*a))[1]
    )
    runs = read_runs(tmp_path, few.scenario, curves=False)
    assert runs.most_escalated() == most_escalated(few.runs).number
    assert made == []
    assert runs.run(6).events == few.runs[6].events
    assert made == [len(few.runs[6].events)]
    assert runs.run(6).series.shape[1] == 0
    assert runs.run(99) is None
    assert runs.run(3).events == ()


@needs_pyarrow
def test_events_of_another_form_are_refused(tmp_path):
    import pandas as pd

    path = tmp_path / "events.parquet"
    pd.DataFrame({"run": [1]}).to_parquet(path)
    with pytest.raises(Damaged, match=r"it has the columns run; expected run, id"):
        ParquetEvents(path, fake_scenario().clock)


@needs_pyarrow
def test_a_folder_of_many_runs_that_lacks_a_file_is_noticed(few, tmp_path):
    write(tmp_path, few)
    check_complete(tmp_path, few.scenario)
    (tmp_path / "series.npz").unlink()
    with pytest.raises(Damaged, match="is missing"):
        check_complete(tmp_path, few.scenario)


def test_what_is_missing_for_many_runs_is_said_before_they_are_made(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr(events_parquet, "find_spec", lambda _name: None)
    assert not needs_parquet(LARGE_RUNS)
    check_large(LARGE_RUNS)
    with pytest.raises(Refused, match=r"100,000 runs .* pip install -e '\.\[large\]'"):
        check_large(100_000)
    ensemble = Ensemble(fake_scenario(1), 1, Made([run_of(n_ticks=96)], LARGE_RUNS + 1))
    with pytest.raises(Refused):
        write_all(tmp_path, ensemble)
    assert list(tmp_path.iterdir()) == []


def test_runs_that_are_made_when_asked_for_are_made_once(tmp_path):
    asked: list[int] = []

    class Counted(Made):
        def __getitem__(self, index):
            asked.append(index)
            return super().__getitem__(index)

    few = fake_ensemble(3, seed=1, days=1)
    summary = write_all(tmp_path, Ensemble(few.scenario, 1, Counted(few.runs, 30)))
    assert sorted(asked) == list(range(30))
    assert json.loads((tmp_path / "summary.json").read_text())["runs"] == summary["runs"] == 30


def test_only_what_is_asked_for_is_read_of_a_small_folder(tmp_path):
    few = fake_ensemble(4, seed=1, days=1)
    write(tmp_path, few)
    runs = read_runs(tmp_path, few.scenario, curves=False)
    assert [run.events for run in runs] == [run.events for run in few.runs]
    assert {run.series.shape[1] for run in runs} == {0}


def test_an_interrupted_stream_leaves_what_was_there(tmp_path):
    path = tmp_path / "events.csv"
    folder.write_file(path, ["a", "b"])
    assert path.read_text() == "ab"

    def torn():
        yield "c"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        folder.write_file(path, torn())
    assert path.read_text() == "ab"
    assert [p.name for p in tmp_path.iterdir()] == ["events.csv"]


@pytest.mark.slow
@needs_pyarrow
@pytest.mark.skipif(sys.platform == "win32", reason="this system does not tell the peak")
def test_many_runs_are_written_in_bounded_memory(tmp_path):
    def peak(n_runs, how):
        command = ("-m", "tests.results.many_runs", str(n_runs), how, str(tmp_path / how))
        return peak_mb(command)

    fewest = peak(LARGE_RUNS + 1, "lazy")
    budget = fewest + 75
    assert peak(20_000, "lazy") < budget
    assert peak(20_000, "held") > budget  # the same content held in memory
