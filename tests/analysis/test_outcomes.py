import numpy as np
import pytest

from sim.analysis.outcomes import TIME_COLUMNS, outcomes_of, time_status
from sim.analysis.recorded_outcomes import outcomes_with, own_outcomes
from sim.results.tables import RUN_COLUMNS
from tests.fakes import event, fake_ensemble, fake_scenario, run_of

SCENARIO = fake_scenario(days=4)
N = SCENARIO.clock.n_ticks
HOUR = 4


def curve(**spans):
    """A curve of N ticks from ``value=(from_hour, to_hour)`` written as v3=(1, 2)."""
    values = np.zeros(N)
    for value, (start, stop) in spans.items():
        values[start * HOUR : stop * HOUR] = float(value[1:])
    return values


def outcomes(events=(), **curves):
    return outcomes_of(run_of(n_ticks=N, events=events, **curves), SCENARIO)


def test_a_row_has_every_column_in_order():
    for run in fake_ensemble(5, seed=1).runs:
        assert tuple(outcomes_of(run, fake_scenario())) == RUN_COLUMNS


def test_nothing_happens_in_a_quiet_run():
    row = outcomes()
    assert {name: row[name] for name in TIME_COLUMNS} == dict.fromkeys(TIME_COLUMNS)
    assert row["peak_rung"] == 0
    assert row["blocked_hours"] == 0
    assert set(time_status(row).values()) == {"never"}


def test_the_peak_is_the_first_time_on_the_highest_rung():
    row = outcomes(rung=curve(v3=(10, 20), v5=(12, 14)), rung_with_given=curve(v6=(1, 2)))
    assert row["peak_rung"] == 5
    assert row["peak_rung_with_given"] == 6
    assert row["peak_time"] == 12
    assert row["hours_at_rung_3_or_more"] == 10


def test_a_given_barricade_is_not_the_first_barricade():
    events = [event(0, 4, "barricade_built", given=True), event(1, 40, "barricade_built")]
    assert outcomes(events)["first_barricade_time"] == 10


def test_roads_are_blocked_while_any_barricade_stands():
    row = outcomes(barricades=curve(v2=(10, 14), v1=(20, 21)))
    assert row["barricades_peak"] == 2
    assert row["blocked_hours"] == 5
    assert row["barricades_gone_time"] == 21
    assert time_status(row)["barricades_gone_time"] == "happened"


def test_barricades_that_stand_at_the_end_are_censored():
    row = outcomes(barricades=curve(v1=(90, 96)))
    assert row["barricades_gone_time"] is None
    status = time_status(row)
    assert status["barricades_gone_time"] == "censored"
    assert status["crisis_end_time"] == "censored"
    assert status["concession_time"] == "censored"


def test_a_crisis_without_barricades_leaves_none_to_remove():
    row = outcomes(rung=curve(v5=(90, 96)))
    assert time_status(row)["barricades_gone_time"] == "never"
    assert time_status(row)["crisis_end_time"] == "censored"


def test_crossings_count_one_by_one():
    row = outcomes(crossings_closed=curve(v1=(10, 12), v2=(12, 20)))
    assert row["crossings_closed_peak"] == 2
    assert row["first_crossing_closed_time"] == 10


def test_gunfire_hits_are_told_from_other_harm():
    events = [
        event(0, 1, "shots", target="special_police", injured=2, killed=1),
        event(1, 2, "scuffle", target="kfor", injured=3),
        event(2, 3, "scuffle", target="serbs", injured=4),
        event(3, 4, "motorists_attacked", target="somebody", injured=5),
    ]
    row = outcomes(events, injured=14, killed=1, shots=1)
    assert row["hit_by_gunfire"] == 3
    hurt = [row[f"injured_{party}"] for party in ("police", "peacekeepers", "civilians")]
    assert hurt == [2, 3, 9]
    killed = [row[f"killed_{party}"] for party in ("police", "peacekeepers", "civilians")]
    assert killed == [1, 0, 0]
    assert (row["injured"], row["killed"], row["shot_incidents"]) == (14, 1, 1)


@pytest.mark.parametrize(("says", "kind"), [("swap", "swap"), ("", "postpone")])
def test_the_kind_of_concession_is_said_or_declared(says, kind):
    row = outcomes([event(0, 71, "concession", says=says), event(1, 80, "concession")])
    assert row["concession_time"] == 17.75
    assert row["concession_kind"] == kind


def test_a_crisis_ends_when_a_calm_day_begins():
    # the rung remembers 24 h, so it is high until hour 40 although the last event was at 16
    row = outcomes(
        rung=curve(v4=(10, 40)), barricades=curve(v1=(10, 20)), crossings_closed=curve(v1=(12, 22))
    )
    assert row["crisis_end_time"] == 22
    assert time_status(row)["crisis_end_time"] == "happened"


def test_a_calm_day_before_the_crisis_does_not_end_it():
    row = outcomes(rung=curve(v3=(60, 96)), barricades=curve(v1=(60, 61)))
    assert row["crisis_end_time"] is None


def test_less_than_a_day_of_calm_ends_nothing():
    row = outcomes(rung=curve(v3=(10, 96)), barricades=curve(v1=(10, 20), v2=(43, 73)))
    assert row["crisis_end_time"] is None


def test_conflict_that_starts_anew_each_midnight_adds_up_over_days():
    today = curve(v7=(10, 12), v9=(12, 18), v0=(18, 30), v4=(30, 42))
    assert outcomes(conflict_goldstein=today)["conflict_goldstein"] == pytest.approx(13)


def test_of_a_measure_of_ones_own_the_peak_the_last_value_and_the_mean_are_told():
    out = curve(v8=(0, 48), v2=(72, 96))
    run, quiet = run_of(n_ticks=N, rung=out), run_of(n_ticks=N)
    told = {"rung_peak": 8.0, "rung_last": 2.0, "rung_mean": 4.5}
    row = outcomes_with(run, SCENARIO, ["rung"])
    assert row == outcomes_of(run, SCENARIO) | told
    assert tuple(row)[-3:] == tuple(told)
    assert own_outcomes([run, quiet], ["rung"]) == {n: [v, 0.0] for n, v in told.items()}
