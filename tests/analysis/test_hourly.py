import numpy as np

from sim.analysis.hourly import (
    at_hours,
    busiest_hour,
    hour_counts,
    hourly_rungs,
    rung_of_last_hour,
    runs_at_levels,
    share_by_then,
    share_in_hour,
    ticks_of_hour,
    with_standing,
)
from sim.results.run import Ensemble
from tests.fakes import event, fake_scenario, run_of

SCENARIO = fake_scenario(days=1)
CLOCK = SCENARIO.clock
N = CLOCK.n_ticks


def test_each_hour_has_the_highest_rung_of_its_events():
    events = [event(0, 3, "shots"), event(1, 4, "crowd"), event(2, 5, "barricade_built")]
    given = event(3, 8, "attack", given=True)
    runs = [run_of(0, N, [*events, given]), run_of(1, N)]
    rungs = hourly_rungs(runs, CLOCK).rungs
    assert rungs.shape == (2, 24)
    assert rungs[0, :3].tolist() == [5, 3, 0]
    assert not rungs[1].any()
    assert share_in_hour(rungs)[:, 0].tolist() == [0.5, 0, 0, 0, 0, 0.5, 0, 0, 0]
    assert (share_by_then(rungs)[5] == 0.5).all()
    assert busiest_hour(rungs, 5) == (0, 1)
    assert busiest_hour(rungs, 6) == (0, 0)


def test_what_stands_counts_in_its_hours():
    none = np.zeros((1, 3), np.int8)
    seen = with_standing(none, np.array([[0, 2, 2]]), np.array([[0, 0, 1]]))
    assert seen.tolist() == [[0, 3, 4]]
    assert with_standing(none + 5, np.array([[0, 2, 2]]), np.array([[0, 0, 1]])).tolist() == [
        [5] * 3
    ]


def test_an_hour_is_told_at_its_end():
    values = np.arange(N)[None, :]
    assert at_hours(values, CLOCK)[0, :3].tolist() == [3, 7, 11]
    assert at_hours(values, CLOCK).shape == (1, 24)


def test_runs_are_counted_on_each_level():
    counts = runs_at_levels(np.array([[0, 9], [0, 9], [2, 0]]))
    assert counts.shape == (10, 2)
    assert counts[:, 0].tolist() == [2, 0, 1, *[0] * 7]
    assert counts[:, 1].tolist() == [1, *[0] * 8, 2]


def test_the_table_counts_every_run_once():
    barricades = np.where(np.arange(N) >= 8, 2, 0)
    shots = [event(0, 0, "shots")]
    ensemble = Ensemble(SCENARIO, 1, (run_of(0, N, shots, barricades=barricades), run_of(1, N)))
    rows = list(hour_counts(ensemble, hourly_rungs(ensemble.runs, CLOCK).rungs))
    told = {(row.hour, row.what, row.level): row.runs for row in rows}
    assert {row.of for row in rows} == {2}
    assert [told[0, what, 5] for what in ("in_hour", "by_then")] == [1, 1]
    assert [told[2, what, 5] for what in ("in_hour", "by_then")] == [0, 1]
    assert [told[2, what, 3] for what in ("in_hour", "by_then")] == [1, 1]
    for hour in range(24):
        assert sum(row.runs for row in rows if (row.hour, row.what) == (hour, "barricades")) == 2
    assert told[23, "barricades", 2] == 1
    assert (23, "barricades", 1) not in told


def test_the_last_hour_knows_nothing_of_what_follows():
    barricades = np.where(np.arange(N) >= 50, 1, 0)
    quiet = run_of(0, N, barricades=barricades)
    shots = run_of(0, N, [event(0, 9, "shots")], barricades=barricades)
    given = run_of(0, N, [event(0, 9, "shots", given=True)], barricades=barricades)
    rungs = rung_of_last_hour(shots, CLOCK)
    assert rungs.shape == (N,)
    assert rungs.nonzero()[0].tolist() == [9, 10, 11, 12, *range(50, N)]
    assert (rungs[:9] == rung_of_last_hour(quiet, CLOCK)[:9]).all()
    assert (rung_of_last_hour(given, CLOCK) == rung_of_last_hour(quiet, CLOCK)).all()


def test_an_hour_has_as_many_ticks_as_fit_in_it():
    minutes = {1: 60, 5: 12, 15: 4, 30: 2}
    for one, ticks in minutes.items():
        assert ticks_of_hour(fake_scenario(days=1, tick_minutes=one).clock) == ticks
