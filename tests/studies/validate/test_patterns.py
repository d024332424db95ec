from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from sim.analysis.event_times import EventTimes
from sim.analysis.outcomes import outcomes_of
from sim.results.observed_case import load_observed
from sim.results.tables import RUN_COLUMNS
from sim.scenario.load import load
from sim.scenario.observed import Pattern
from sim.studies.validate.estimates import quantile, ratio
from sim.studies.validate.patterns import evaluate
from sim.studies.validate.statistics import (
    STATISTICS,
    Evidence,
    evidence_of,
    local_hours,
)
from tests.fakes import event, fake_scenario, run_of

CLOCK = fake_scenario(days=3).clock
N = CLOCK.n_ticks


def pattern(statistic, column, start="", stop="", low=None, high=None):
    return Pattern("B", "", "", statistic, column, start, stop, low, high, "", "case.csv:7")


def row(**changes):
    empty = dict.fromkeys(RUN_COLUMNS, 0.0)
    return empty | {name: None for name in RUN_COLUMNS if name.endswith("_time")} | changes


def value(asked, *rows, runs=()):
    (finding,) = evaluate([asked], Evidence(rows, CLOCK, runs))
    return finding.value


def hours(*values):
    return [row(concession_time=v) for v in values]


def test_a_time_lies_between_local_times_with_the_last_left_out():
    asked = pattern("share_between", "concession_time", "2022-07-31 06:00", "2022-08-01 00:00")
    assert value(asked, *hours(0.0, 17.75, 18.0, None)) == 0.5


def test_a_count_lies_between_numbers_with_both_ends():
    asked = pattern("share_between", "peak_rung", "5", "6")
    assert value(asked, *(row(peak_rung=r) for r in (4.0, 5.0, 6.0, 7.0))) == 0.5


def test_shares_of_those_that_happened_leave_out_the_others():
    span = ("2022-07-31 06:00", "2022-08-01 00:00")
    asked = pattern("share_of_happened_between", "concession_time", *span)
    assert value(asked, *hours(17.0, 19.0, None, None)) == 0.5
    assert np.isnan(value(asked, *hours(None)))


def test_shares_at_least_and_never():
    rows = [row(shot_incidents=n) for n in (0.0, 1.0, 3.0, 0.0)]
    assert value(pattern("share_at_least", "shot_incidents", "1"), *rows) == 0.5
    assert value(pattern("share_never", "concession_time"), *hours(1.0, None, None, None)) == 0.75


def test_hours_between_two_times_need_both():
    rows = [
        row(first_barricade_time=10.0, barricades_gone_time=20.0),
        row(first_barricade_time=10.0, barricades_gone_time=40.0),
        row(first_barricade_time=10.0),
        row(),
    ]
    columns = ("barricades_gone_time", "first_barricade_time")
    assert value(pattern("median_hours_between", *columns), *rows) == 30
    assert np.isnan(value(pattern("median_hours_between", *columns), *rows[2:]))
    assert value(pattern("share_within_hours", *columns, "24"), *rows) == 0.25


def test_hours_can_count_from_a_local_time():
    asked = pattern("share_within_hours", "concession_time", "2022-07-31 08:00", "10")
    assert value(asked, *hours(11.0, 12.0, 13.0, None)) == 0.5


def test_quantiles_are_those_of_numpy():
    rows = [row(people_out_peak=float(n)) for n in range(101)]
    assert value(pattern("median", "people_out_peak"), *rows) == 50
    assert value(pattern("quantile_05", "people_out_peak"), *rows) == 5
    assert value(pattern("quantile_95", "people_out_peak"), *rows) == 95


def test_events_are_counted_by_local_hour():
    def removed(*at):
        return run_of(0, N, [event(i, h * 4, "barricade_removed") for i, h in enumerate(at)])

    asked = pattern("share_of_events_between_hours", "barricade_removed", "00:00", "06:00")
    # ticks start at 06:00, so hour 20 is two in the morning
    assert value(asked, row(), runs=[removed(20, 30), removed(12, 31)]) == 0.25
    late = pattern("share_of_events_between_hours", "barricade_removed", "22:00", "03:00")
    assert value(late, row(), runs=[removed(20, 30), removed(12, 31)]) == 0.25
    assert np.isnan(value(asked, row(), runs=[run_of(0, N)]))


def test_night_is_compared_with_the_peak_by_day():
    at = local_hours(CLOCK)
    people = np.where(at < 6, 100.0, 0.0)
    people[20] = 100.0
    people[24 * 4 + 48] = 400.0  # in the evening of the second day
    asked = pattern("night_to_day_ratio", "people_out")
    assert value(asked, row(), runs=[run_of(0, N, people_out=people)]) == pytest.approx(0.25)
    assert np.isnan(value(asked, row(), runs=[run_of(0, N)]))


def test_a_pattern_is_met_within_its_bounds_only():
    rows = [row(peak_rung=5.0)] * 3 + [row(peak_rung=4.0)]
    bounds = {(0.7, 0.8): True, (0.75, None): True, (None, 0.75): True, (0.76, 1): False}
    for (low, high), met in bounds.items():
        asked = pattern("share_between", "peak_rung", "5", "5", low, high)
        (finding,) = evaluate([asked], Evidence(rows, CLOCK, ()))
        assert finding.is_met is met
        assert finding.error == pytest.approx(np.sqrt(0.75 * 0.25 / 4))


def test_what_cannot_be_said_is_not_met():
    asked = pattern("median_hours_between", "barricades_gone_time", "concession_time")
    (finding,) = evaluate([asked], Evidence([row()], CLOCK, ()))
    assert not finding.is_met


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (pattern("average", "peak_rung"), "case.csv:7: statistic = 'average': write one of share"),
        (pattern("median", "peak"), "case.csv:7: column = 'peak': no such column"),
        (pattern("median", "concession_kind"), "case.csv:7: column = 'concession_kind'"),
        (pattern("share_at_least", "peak_rung", "five"), "case.csv:7: 'five' is not a number"),
        (pattern("share_between", "peak_time", "1", "2"), "case.csv:7: '1' is not a local time"),
        (pattern("night_to_day_ratio", "people"), "case.csv:7: column = 'people': no such measure"),
        (
            pattern("share_of_events_between_hours", "shots", "0", "6"),
            "case.csv:7: '0' is not an hour of the day",
        ),
    ],
)
def test_a_pattern_without_sense_is_named_with_file_and_line(asked, message):
    with pytest.raises(ValueError, match=message):
        evaluate([asked], Evidence([row()], CLOCK, ()))


def test_a_median_of_times_counts_the_runs_in_which_it_has_not_come():
    came = [row(concession_time=hours) for hours in (10.0, 12.0)]
    asked = pattern("median", "concession_time")
    assert value(asked, *came) == 10
    assert value(asked, *came, row()) == 12
    assert np.isnan(value(asked, *came, row(), row(), row()))


def test_the_error_of_a_median_is_its_spread_over_ensembles():
    rng = np.random.default_rng(2)
    samples = rng.normal(0, 1, (2000, 200))
    errors = [
        quantile(EventTimes(tuple(sample.tolist()), ()), 0.5).error for sample in samples[:200]
    ]
    assert np.mean(errors) == pytest.approx(np.median(samples, axis=1).std(), rel=0.1)


def test_the_error_of_a_share_of_events_knows_that_runs_differ():
    # all events of a run alike: forty runs tell no more than forty coins
    parts = [10, 0] * 20
    assert ratio(parts, [10] * 40).error == pytest.approx(0.5 / np.sqrt(40))


def test_every_shipped_pattern_can_be_evaluated():
    used = set()
    folder = Path(__file__).parents[3] / "scenarios"
    for path in (*folder.glob("*.yaml"), *folder.glob("controls/*.yaml")):
        case = load(path)
        observed, scenario = load_observed(case), case.scenario
        if observed is None:  # an invented case, or a cast
            continue
        run = run_of(0, scenario.clock.n_ticks)
        used |= {p.statistic for p in observed.patterns}
        evidence = evidence_of([outcomes_of(run, scenario)], scenario, [run])
        assert len(evaluate(observed.patterns, evidence)) == len(observed.patterns) > 0
    assert used <= set(STATISTICS)


def test_local_hours_follow_the_clock():
    assert local_hours(CLOCK)[:5].tolist() == [6, 6.25, 6.5, 6.75, 7]
    assert CLOCK.start == datetime(2022, 7, 31, 6)
