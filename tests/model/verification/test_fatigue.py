import numpy as np
import pytest

from tests.model.verification.people import choice, residents


def leaving_by_day(fatigue: float) -> list[int]:
    """How many leave on each of three days with one decision a day, of 4000 adults."""
    them = residents((4000,), adult_share=1.0, n_blocks=1)
    felt, left = np.array([2.0], dtype=np.float32), []
    for day in range(3):
        them.new_day(day)
        how = choice(them, stay=0.01, hours=24.0, fatigue=fatigue)
        left.append(them.leave_home(0, felt, how, 24.0 * day))
        for _ in ("home", "rested"):
            them.go_home(24.0 * day + 12.0, 0.0)
    return left


def expected_by_day(fatigue: float) -> list[float]:
    """The same from the law: chances of leaving by cost and number of times out."""
    cost = residents((4000,), adult_share=1.0, n_blocks=1).cost.astype(np.float64)
    times = np.zeros((4, cost.size))
    times[0], expected = 1.0, []
    dearer = cost + fatigue * np.arange(4)[:, None]
    leaves = 1.0 - np.exp(-24.0 / (1.0 + np.exp((dearer - 2.0) / 0.08)))
    for _ in range(3):
        leaving = times * leaves
        expected.append(leaving.sum())
        times = times - leaving + np.vstack((np.zeros(cost.size), leaving[:-1]))
    return expected


@pytest.mark.parametrize("fatigue", [0.0, 0.2, 0.5])
def test_each_time_out_makes_the_next_dearer_by_the_fatigue(fatigue):
    # at most 16 persons of standard error
    assert leaving_by_day(fatigue) == pytest.approx(expected_by_day(fatigue), abs=64)


def test_another_fatigue_would_be_noticed():
    assert leaving_by_day(0.5)[1:] != pytest.approx(expected_by_day(0.4)[1:], abs=64)
