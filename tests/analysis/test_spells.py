import numpy as np
import pytest

from sim.analysis.outcomes import outcomes_of
from sim.analysis.spells import Spell, spells_of
from tests.fakes import fake_scenario, run_of

SCENARIO = fake_scenario(days=10, tick_minutes=30)
N = 240  # hours


def curve(*parts):
    values = np.zeros(N)
    for level, first, after in parts:
        values[first:after] = level
    return np.repeat(values, 2)


def spells(**curves):
    return spells_of(run_of(3, 2 * N, **curves), 0.5)


def test_a_crisis_that_begins_again_is_two():
    barricades = curve((4, 10, 20), (9, 60, 70))
    first, second = spells(barricades=barricades, rung=curve((3, 10, 43), (5, 60, 93)))
    assert first == Spell(3, 1, 10, 20, 3, 4)
    assert second == Spell(3, 2, 60, 70, 5, 9)
    row = outcomes_of(run_of(3, 2 * N, barricades=barricades), SCENARIO)
    assert (row["crisis_start_time"], row["first_calm_time"]) == (10, 20)
    assert (row["crisis_end_time"], row["crisis_spells"]) == (70, 2)


def test_a_crisis_within_a_day_of_the_last_is_the_same():
    (one,) = spells(barricades=curve((4, 10, 20), (2, 40, 50)))
    assert (one.start, one.end) == (10, 50)


def test_a_crisis_in_the_midst_of_which_the_run_ends_is_censored():
    first, last = spells(barricades=curve((1, 10, 20), (2, 200, N)))
    assert (first.end, last.end) == (20, None)
    assert [one.is_censored for one in (first, last)] == [False, True]
    row = outcomes_of(run_of(0, 2 * N, barricades=curve((1, 10, 20), (2, 200, N))), SCENARIO)
    assert row["first_calm_time"] == 20
    assert row["crisis_end_time"] is None


@pytest.mark.parametrize("end", [N - 23, N - 1, N])
def test_less_than_a_day_before_the_end_tells_of_no_calm(end):
    assert spells(barricades=curve((1, 10, end)))[-1].is_censored
    assert spells(barricades=curve((1, 10, N - 24)))[-1].end == N - 24


def test_a_quiet_run_has_none():
    assert spells(rung=curve((2, 5, 90))) == ()
    row = outcomes_of(run_of(0, 2 * N), SCENARIO)
    assert row["crisis_start_time"] is None
    assert row["crisis_spells"] == 0


def test_violence_without_barricades_is_a_crisis_too():
    # the rung remembers 24 h: the event was in the half hour from 10
    (one,) = spells(rung=curve((5, 10, 34)))
    assert (one.start, one.end, one.peak_rung, one.barricades_peak) == (10, 10.5, 5, 0)
