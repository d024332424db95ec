"""Forecasts without mechanisms: each is what it says, and has not seen what it forecasts."""

from datetime import date, timedelta

import numpy as np
import pytest

from sim.studies.validate.baselines import climatology, nearest
from sim.studies.validate.cases import other_days, told_days
from sim.studies.validate.days import DAILY, Days
from sim.studies.validate.forecasts import scores_of
from sim.studies.validate.null_model import Script, null_rows
from sim.studies.validate.request import validate_request
from sim.studies.validate.self_exciting import SelfExciting, fit, paths, self_exciting
from tests.studies.validate.test_days import days, ensemble_with

NAN = np.nan


def episode(n, **columns):
    """An episode of n days, of which some columns are known."""
    dates = tuple(date(2020, 1, 1) + timedelta(k) for k in range(n))
    known = {name: np.full(n, NAN) for name in DAILY}
    return Days(dates, known | {name: np.array(v, np.float64) for name, v in columns.items()})


def test_climatology_is_the_law_of_a_day_elsewhere_and_each_episode_weighs_the_same():
    others = [episode(2, shots=[0, 0]), episode(4, shots=[8, 8, 8, NAN]), episode(3)]
    found = climatology(others, "shots", 5)
    assert found.shape == (200, 5)
    assert np.unique(found).tolist() == [0, 8]
    assert (found == 8).mean(axis=0).tolist() == [0.5] * 5
    assert climatology(others, "killed", 5) is None


def test_the_nearest_episode_is_that_with_the_most_alike_first_day():
    mine = episode(4, rung=[4, 5, 5, 1], barricades=[2, 0, 0, 0])
    others = {
        "calm": episode(4, rung=[0, 0, 0, 0], barricades=[0, 0, 0, 0]),
        "like": episode(3, rung=[4, 7, NAN], barricades=[3, 9, 1]),
        "unknown": episode(4, rung=[4, 4, 4, 4]),
    }
    assert nearest(mine, others, "barricades").tolist() == [[3, 9, 1, 1]]
    assert nearest(mine, others, "rung").tolist() == [[4, 4, 4, 4]]  # its first day is the same
    assert nearest(mine, others, "killed") is None


def test_a_process_that_excites_itself_is_found_again():
    true = SelfExciting(base=0.3, excited=0.5, kept=0.2, size=2.0)
    found = fit(list(paths(true, 300, None)[:30]))
    for name, least, most in (("base", 0.2, 0.45), ("excited", 0.4, 0.6), ("kept", 0.05, 0.35),
                              ("size", 1.5, 2.7)):  # fmt: skip
        assert least < getattr(found, name) < most, name


def test_what_excites_itself_brings_more_after_much_and_a_level_has_a_top():
    law = SelfExciting(base=0.3, excited=0.8, kept=0.1, size=1.0)
    drawn = paths(law, 60, None)
    after = drawn[:, 1:][drawn[:, :-1] >= 5].mean()
    assert after > 3 * drawn[:, 1:][drawn[:, :-1] == 0].mean()
    assert paths(law, 60, 8).max() == 8


def test_days_that_nobody_knows_do_not_stop_a_fit():
    found = fit([np.array([NAN, 1, NAN, NAN, 2, 0, 1, 1, 0, 2])])
    assert 0.2 < found.base / (1 - found.kept - found.excited) < 3
    assert self_exciting([episode(3)], "shots", 4, None) is None


@pytest.mark.parametrize("name", ["mitrovica", "blockade_2011"])
def test_the_episode_that_is_forecast_is_not_among_the_others(name):
    asked = validate_request(name)
    assert len(asked.others) >= 3
    assert name not in asked.others
    mine = asked.days
    assert not any(days.dates[:1] == mine.dates[:1] for days in asked.others.values())


def test_others_of_an_episode_without_days_are_all_that_are_shipped():
    assert {"mitrovica", "blockade_2011"} <= set(
        other_days(validate_request("quiet").loaded, told_days())
    )


def test_scores_are_of_forecasts_from_elsewhere_too(tmp_path):
    from sim import validate

    tested = validate("licence_plates_2021", runs=2, overrides=["ensemble.one_in=100"])
    tested.write(tmp_path / "out")
    header = (tmp_path / "out" / "scores.csv").read_text("utf-8").splitlines()[0]
    assert header.startswith("episode,measure,score,days,model,calm,yesterday,climatology,nearest")
    rung = next(one for one in tested.episode.scores if one.column == "rung")
    assert rung.days == 16
    assert all(np.isfinite(value) for value in rung.means.values())
    low, high = rung.interval("climatology")
    assert low <= rung.skills["climatology"] <= high


def test_scores_of_returns_the_same_however_the_others_are_ordered():
    seen, stands = days(barricades=[9, 9, 0]), np.full(960, 3.0)
    others = {"b": episode(3, barricades=[1, 2, 3]), "a": episode(3, barricades=[9, 8, 0])}
    null = null_rows(Script({}, {}, 5), n_runs=5, seed=1)
    made = [scores_of(ensemble_with(barricades=stands), seen, null, dict(order))
            for order in (others.items(), reversed(others.items()))]  # fmt: skip
    assert [one.means for one in made[0]] == [one.means for one in made[1]]
