from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from sim.results.run import Ensemble
from sim.scenario.load import load
from sim.scenario.observed import read_observed
from sim.studies.validate.baselines import persistence_forecast
from sim.studies.validate.days import DAILY, Days, bounds_of, daily, read_days, within
from sim.studies.validate.forecasts import FORECASTS, SCORES, scores_of
from sim.studies.validate.null_model import Script, null_daily, null_rows
from sim.studies.validate.picture_data import overlay_by_day, overlay_by_hour
from sim.terms.measures import INDEX
from tests.fakes import fake_ensemble, fake_scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"
OBSERVED = SCENARIOS / "observed"
CLOCK = fake_scenario().clock
DATES = (date(2022, 7, 31), date(2022, 8, 1), date(2022, 8, 2))
NAN = float("nan")


def days(**values):
    unknown = {name: np.full(len(DATES), NAN) for name in DAILY}
    return Days(DATES, unknown | {name: np.array(v, float) for name, v in values.items()})


def ensemble_with(**curves):
    """Fake runs in which some measures are set by hand."""
    ensemble = fake_ensemble(4, 1)
    for run in ensemble.runs:
        for name, curve in curves.items():
            run.series[INDEX[name]] = curve
    return ensemble


@pytest.mark.parametrize(
    ("name", "highest"),
    [
        ("mitrovica", 5),
        ("licence_plates_2021", 5),
        ("gates_2011", 7),
        ("blockade_2011", 6),
        ("march_2004", 8),
        ("tallinn_2007", 7),
        ("water_intake_2021", 6),
        ("gostivar_1997", 7),
        ("adaisseh_2010", 7),
        ("crown_heights_1991", 7),
        ("narva_2022", 2),
        ("cronulla_2005", 6),
        ("ceasefire_line_2011", 7),
        ("charlottesville_2017", 7),
    ],
)
def test_shipped_days_lie_within_the_clock_of_their_scenario(name, highest):
    table = read_days(OBSERVED / f"{name}_daily.csv")
    bounds = bounds_of(table.dates, load(SCENARIOS / f"{name}.yaml").scenario.clock)
    assert len(bounds) == len(table.dates)
    assert all(first < after for first, after in bounds)
    rungs = table.values["rung"]
    assert np.nanmax(rungs) == highest
    assert np.nanmin(rungs) >= 0


def test_a_day_outside_the_clock_is_refused():
    with pytest.raises(ValueError, match="outside"):
        bounds_of([date(2022, 9, 1)], CLOCK)
    with pytest.raises(ValueError, match="outside"):
        bounds_of([date(2022, 7, 30)], CLOCK)


def test_a_day_is_told_by_its_end_its_peak_or_its_increase():
    ticks = np.arange(CLOCK.n_ticks)
    ensemble = ensemble_with(barricades=ticks, people_out=-np.abs(ticks - 100.0), shots=ticks)
    assert daily(ensemble, DATES, "barricades")[0].tolist() == [71, 167, 263]
    assert daily(ensemble, DATES, "people_out")[0].tolist() == [-29, 0, -68]
    assert daily(ensemble, DATES, "shots")[0].tolist() == [71, 96, 96]


def test_days_outside_the_clock_are_counted_and_left_out():
    dates = (date(2022, 7, 29), *DATES, date(2022, 9, 1))
    values = {name: np.arange(5.0) for name in DAILY}
    found = within(Days(dates, values), CLOCK)
    assert (found.dates, found.outside) == (DATES, 2)
    assert found.values["killed"].tolist() == [1, 2, 3]
    assert within(Days((date(2022, 9, 1),), {name: np.zeros(1) for name in DAILY}), CLOCK) is None


def test_deaths_of_a_day_and_the_readiness_at_its_end_are_told():
    ticks = np.arange(CLOCK.n_ticks)
    up = np.where((ticks > 80) & (ticks < 200), 2.0, 0.0)
    ensemble = ensemble_with(killed=np.where(ticks < 100, 0.0, 3.0), readiness=up)
    assert daily(ensemble, DATES, "killed")[0].tolist() == [0, 3, 0]
    assert daily(ensemble, DATES, "readiness")[0].tolist() == [0, 2, 0]


@pytest.mark.parametrize(
    ("column", "curve", "seen", "scores"),
    [
        ("killed", 3.0, [0, 3, 0], {"CRPS", "IGN", "MIS", "Brier, yes or no"}),
        ("readiness", 1.0, [0, 1, 0], {"RPS"}),
    ],
)
def test_deaths_and_readiness_are_scored_beside_the_simpler_forecasts(column, curve, seen, scores):
    ticks = np.arange(CLOCK.n_ticks)
    during = (ticks >= 100) & ((ticks < 200) | (column == "killed"))
    null = null_rows(Script({"first_barricade_time": 30.0}, {}, 5), n_runs=20, seed=1)
    right = scores_of(ensemble_with(**{column: during * curve}), days(**{column: seen}), null)
    assert {score.score for score in right} == scores
    for score in right:
        assert (score.column, score.better) == (column, [])
        assert (score.means["model"] == 0.0) == (score.score != "IGN"), "no bin is impossible"
        assert score.means["calm"] > 0.0
        assert score.means["yesterday"] > score.means["calm"]
    wrong = scores_of(ensemble_with(**{column: np.full(ticks.size, 0.0)}),
                      days(**{column: seen}), null)  # fmt: skip
    assert all(score.means["model"] > 0.0 for score in wrong)


def test_each_count_is_scored_in_three_ways_and_each_yes_or_no_in_one():
    asked = {(column, name) for column, name, _, _ in SCORES}
    counts = ("barricades", "people_out", "shots", "injured", "killed")
    assert asked >= {(column, name) for column in counts for name in ("CRPS", "IGN", "MIS")}
    assert asked >= {(column, "RPS") for column in ("rung", "readiness")}
    yes_or_no = ("barricades", "crossings_closed", "shots", "injured", "killed")
    assert asked >= {(column, "Brier") for column in yes_or_no}
    assert {column for column, _ in asked} == set(DAILY)


def test_a_perfect_model_beats_everything_and_a_wrong_one_loses():
    ticks = np.arange(CLOCK.n_ticks)
    stands = np.where(ticks < 168, 9.0, 0.0)
    null = null_rows(Script({"first_barricade_time": 30.0}, {"barricades_peak": 3.0}, 5), n_runs=50,
                     seed=1)  # fmt: skip
    seen = days(barricades=[9, 9, 0])
    perfect = scores_of(ensemble_with(barricades=stands), seen, null)
    wrong = scores_of(ensemble_with(barricades=40 - stands), seen, null)
    assert {s.column for s in perfect} == {"barricades"}
    for score in perfect:
        assert set(score.means) == set(FORECASTS)
        assert score.days == 3
        assert score.better == []
    crps = next(s for s in perfect if s.score == "CRPS")
    assert crps.means["model"] == 0
    made = {"calm", "yesterday", "null"}  # no other episode is told
    assert {name for name, value in crps.skills.items() if value == 1} == made
    assert set(next(s for s in wrong if s.score == "CRPS").better) == made


def test_yesterday_is_the_last_value_known():
    assert persistence_forecast(np.array([2, NAN, 7, 0])).tolist() == [0, 2, 2, 7]


def test_the_null_model_stands_from_its_first_barricade_to_its_last():
    row = null_rows(Script({}, {}, None), n_runs=1, seed=1)[0]
    row |= {
        "first_barricade_time": 12.0, "barricades_gone_time": 34.0, "peak_time": 14.0,
        "peak_rung": 5.0, "barricades_peak": 9.0, "people_out_peak": 500.0, "shot_incidents": 3.0,
        "killed": 2.0, "peak_readiness": 1.0,
    }  # fmt: skip
    bounds = np.array([[0, 18], [18, 42], [42, 66]], float)
    found = {name: values[0].tolist() for name, values in null_daily([row], bounds).items()}
    assert set(found) == set(DAILY)
    assert found["barricades"] == [9, 0, 0]
    assert found["people_out"] == [500, 500, 0]
    assert found["rung"] == [5, 4, 0]
    assert found["shots"] == [3, 0, 0]
    assert found["killed"] == [2, 0, 0]
    assert found["readiness"] == [1, 0, 0]
    row["barricades_gone_time"] = None
    assert null_daily([row], bounds)["barricades"][0].tolist() == [9, 9, 9]
    row["first_barricade_time"] = None
    assert null_daily([row], bounds)["barricades"][0].tolist() == [0, 0, 0]


def test_the_observed_course_counts_barricades_up_and_down():
    observed = read_observed(OBSERVED / "mitrovica.csv")
    ensemble = fake_ensemble(4, 1)
    table = read_days(OBSERVED / "mitrovica_daily.csv")
    laid = overlay_by_hour(ensemble, observed.events, table, "barricades", 72.0)
    assert laid.observed.tolist() == [1, 2, 3, 9, 8, 0, 0, 0]
    assert laid.at[0] == CLOCK.hours(datetime(2022, 7, 31, 17, 45))
    assert (np.diff(laid.at) >= 0).all()
    assert laid.bands.q50.shape == laid.hours.shape
    shut = overlay_by_hour(ensemble, observed.events, table, "crossings_closed", 72.0)
    assert shut.observed.tolist() == [1, 2, 2, 1, 0, 0, 0]


def test_days_are_laid_at_noon_where_something_is_known():
    laid = overlay_by_day(ensemble_with(barricades=2.0), days(barricades=[9, NAN, 0]), "barricades")
    assert laid.hours.tolist() == [6, 30, 54]
    assert laid.at.tolist() == [6, 54]
    assert laid.observed.tolist() == [9, 0]
    assert laid.bands.q50.tolist() == [2, 2, 2]
    assert isinstance(ensemble_with(), Ensemble)
