import csv
import json
import time
import zipfile
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.bands import bands_by_measure
from sim.analysis.outcomes import outcomes_of
from sim.results.arrays import npz_bytes, read_npz
from sim.results.files import write_file
from sim.results.folder import MANIFEST, Tables, read_folder, write_folder
from sim.results.plain_text import json_text, number_text, rounded, time_hours, time_text
from sim.results.run import Ensemble
from sim.results.tables import (
    RUN_COLUMNS,
    events_csv,
    read_events_csv,
    read_runs_csv,
    runs_csv,
)
from sim.scenario.clock import Clock
from sim.terms.outcomes import OUTCOMES
from tests.fakes import event, fake_ensemble, fake_scenario, run_of

CLOCK = fake_scenario().clock


def write(folder, ensemble):
    rows = [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]
    summary = {"seed": ensemble.seed, "runs": len(rows)}
    tables = Tables(rows, bands_by_measure(ensemble), summary, "name: fake\n")
    write_folder(folder, ensemble, tables)
    write_file(folder / MANIFEST, json_text({"version": "1"}))
    return rows


def test_what_is_written_is_read_back(tmp_path):
    ensemble = fake_ensemble(6, seed=3, days=3)
    rows = write(tmp_path, ensemble)
    stored = read_folder(tmp_path, ensemble.scenario)
    assert stored.ensemble.seed == 3
    assert stored.manifest == {"version": "1"}
    for before, after in zip(ensemble.runs, stored.ensemble.runs, strict=True):
        assert after.number == before.number
        assert after.events == before.events
        np.testing.assert_array_equal(after.series, before.series)
    for before, after in zip(rows, stored.rows, strict=True):
        assert after.pop("concession_kind") == before.pop("concession_kind")
        assert after == pytest.approx(before, rel=1e-5)


def test_the_same_ensemble_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, fake_ensemble(4, seed=1, days=2))
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == [
        "curves.csv",
        "datapackage.json",
        "events.csv",
        "manifest.json",
        "runs.csv",
        "scenario.yaml",
        "series.npz",
        "summary.json",
    ]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_tables_end_lines_the_same_way_everywhere(tmp_path):
    write(tmp_path, fake_ensemble(2, seed=1, days=2))
    for path in tmp_path.glob("*.csv"):
        content = path.read_bytes()
        assert b"\r" not in content
        assert content.endswith(b"\n")


def test_runs_csv_has_the_columns_of_the_contract():
    assert RUN_COLUMNS[0] == "run"
    assert RUN_COLUMNS[1:] == tuple(outcome.name for outcome in OUTCOMES)
    header = runs_csv([], CLOCK).splitlines()[0]
    assert header.startswith("run,peak_rung,peak_rung_with_given,peak_time,peak_readiness,")
    assert header.endswith(
        "first_calm_time,crisis_end_time,crisis_spells,crisis_hours,conflict_goldstein"
    )


def test_times_are_local_iso_and_empty_when_they_never_came():
    row = dict.fromkeys(RUN_COLUMNS, 0.0) | {"first_barricade_time": 11.75, "peak_time": None}
    row["concession_kind"] = None
    cells = dict(zip(RUN_COLUMNS, runs_csv([row], CLOCK).splitlines()[1].split(","), strict=True))
    assert cells["first_barricade_time"] == "2022-07-31T17:45+02:00"
    assert cells["peak_time"] == ""
    assert cells["concession_kind"] == ""


def test_tables_with_other_columns_are_refused():
    with pytest.raises(ValueError, match=r"runs\.csv has the columns a, b"):
        read_runs_csv("a,b\n1,2\n", CLOCK)


def test_an_event_is_written_as_the_contract_says():
    told = event(
        4, 7, "barricade_built", place="rudare", causes=(3, 17), says='He said "no", twice\nor so',
        terms=(("threat", 0.61), ("threshold", 0.57)),
    )  # fmt: skip
    text = events_csv([run_of(2, events=[told])], CLOCK)
    start = "2,4,7,2022-07-31T07:45+02:00,barricade_built,rudare,,"
    assert f"{start},CAMEO:144,-7.5,3,0,0,0,false," in text
    assert ",3;17,threat=0.61;threshold=0.57," in text
    assert read_events_csv(text, CLOCK) == {2: (told,)}


@given(
    st.lists(
        st.builds(
            event,
            st.integers(0, 10**6),
            st.integers(0, CLOCK.n_ticks - 1),
            st.just("statement"),
            says=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
            people=st.integers(0, 10**6),
            given=st.booleans(),
            causes=st.lists(st.integers(0, 999), max_size=4).map(tuple),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_events_survive_writing_and_reading(events):
    assert read_events_csv(events_csv([run_of(0, events=events)], CLOCK), CLOCK) == {
        0: tuple(events)
    }


def test_numbers_keep_six_digits():
    assert number_text(1234567.0) == "1.23457e+06"
    assert number_text(-0.0) == "0"
    assert number_text(float("nan")) == ""
    assert rounded(2 / 3) == 0.666667
    assert rounded(3.0) == 3
    assert rounded(float("inf")) is None
    assert json_text({"a": float("nan"), "b": [0.1 + 0.2]}) == (
        '{\n  "a": null,\n  "b": [\n    0.3\n  ]\n}\n'
    )


@given(st.integers(0, 24 * 60 * 20))
def test_times_survive_writing_and_reading(minutes):
    assert time_hours(CLOCK, time_text(CLOCK, minutes / 60)) == pytest.approx(minutes / 60)


def test_time_jumps_where_the_clocks_change():
    clock = Clock(start=datetime(2022, 3, 27, 0), days=1, timezone="Europe/Belgrade")
    assert time_text(clock, 1.75) == "2022-03-27T01:45+01:00"
    assert time_text(clock, 2.0) == "2022-03-27T03:00+02:00"


def test_no_instant_is_written_twice_where_an_hour_comes_twice(tmp_path):
    scenario = fake_scenario(1)
    clock = Clock(start=datetime(2022, 10, 30, 0), days=1, timezone="Europe/Belgrade")
    scenario = scenario.model_copy(update={"clock": clock})
    events = [event(tick, tick, "shots") for tick in range(clock.n_ticks)]
    write(tmp_path, Ensemble(scenario, 1, (run_of(n_ticks=clock.n_ticks, events=events),)))
    for name in ("events.csv", "curves.csv"):
        with (tmp_path / name).open(newline="") as file:
            rows = [row for row in csv.DictReader(file) if row.get("measure", "rung") == "rung"]
        assert [int(row["tick"]) for row in rows] == list(range(clock.n_ticks))
        times = [datetime.fromisoformat(row["time"]) for row in rows]
        assert {b - a for a, b in pairwise(times)} == {timedelta(minutes=15)}
        assert len({row["time"] for row in rows}) == clock.n_ticks
        assert [time_hours(clock, row["time"]) for row in rows] == [k / 4 for k in range(96)]
    with np.load(tmp_path / "series.npz") as series:
        assert series["time"][0] == np.datetime64("2022-10-29T22:00:00")
        assert set(np.diff(series["time"])) == {np.timedelta64(15, "m")}
        assert sorted(set(series["utc_offset"])) == [60, 120]
        assert series["timezone"].tolist() == ["Europe/Belgrade"]
        np.testing.assert_array_equal(series["hours"], np.arange(96) / 4)
        assert series["tick"].shape == series["rung"].shape[1:]


def test_a_time_that_is_not_that_of_its_tick_is_damage():
    text = events_csv([run_of(0, events=[event(0, 7, "shots")])], CLOCK)
    with pytest.raises(ValueError, match=r"line 2: time .* is not that of tick 8"):
        read_events_csv(text.replace(",7,", ",8,"), CLOCK)


def test_arrays_carry_no_hour_of_writing(monkeypatch):
    arrays = {"a": np.arange(5.0), "b": np.ones((2, 3), np.float32)}
    before = npz_bytes(arrays)
    monkeypatch.setattr(
        time, "localtime", lambda *_: time.struct_time((2031, 1, 1, 1, 1, 1, 0, 1, 0))
    )
    assert npz_bytes(arrays) == before
    assert read_npz(before).keys() == arrays.keys()


def test_series_hold_each_measure_by_run_and_tick(tmp_path):
    ensemble = fake_ensemble(3, seed=1, days=2)
    write(tmp_path, ensemble)
    with np.load(tmp_path / "series.npz") as series:
        assert series["barricades"].shape == (3, 192)
        np.testing.assert_array_equal(series["rung"], ensemble.measure("rung"))
    with zipfile.ZipFile(tmp_path / "series.npz") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_curves_say_time_measure_and_quantiles(tmp_path):
    write(tmp_path, Ensemble(fake_scenario(1), 1, (run_of(n_ticks=96, barricades=2),)))
    lines = (tmp_path / "curves.csv").read_text().splitlines()
    assert lines[0] == "tick,time,measure,mean,q05,q25,q50,q75,q95"
    assert "1,2022-07-31T06:15+02:00,barricades,2,2,2,2,2,2" in lines


def test_a_failed_write_leaves_what_was_there(tmp_path):
    path = tmp_path / "summary.json"
    write_file(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_file(path, "new \ud800")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["summary.json"]


def test_summary_is_valid_json(tmp_path):
    write(tmp_path, fake_ensemble(2, seed=1, days=2))
    assert json.loads((tmp_path / "summary.json").read_text())["seed"] == 1


def test_a_table_that_is_cut_in_its_last_cell_is_refused():
    outcomes = dict.fromkeys(RUN_COLUMNS, 1.0) | {"concession_kind": "suspend"}
    runs = runs_csv([outcomes | {"conflict_goldstein": 12.5}], CLOCK)
    events = events_csv([run_of(0, events=[event(0, 1, "statement", says="words")])], CLOCK)
    for read, text in ((read_runs_csv, runs), (read_events_csv, events)):
        assert read(text, CLOCK)
        for cut in (1, 3):
            with pytest.raises(ValueError, match="has no end"):
                read(text[:-cut], CLOCK)
