import numpy as np
import pytest

from sim.model.rules.plan import all_at_once, bites, raise_rate, reserve


@pytest.mark.parametrize(
    ("hours", "stance", "rate"),
    [(0.0, 0.0, 0.005), (24.0, 0.0, 0.01), (72.0, 0.0, 0.02), (900.0, 0.0, 0.02),
     (24.0, 1.0, 0.02), (24.0, -1.0, 0.0)],
)  # fmt: skip
def test_a_deadlock_raises_the_level_as_worked_by_hand(hours, stance, rate):
    assert raise_rate(hours, stance, (0.01, 48.0, 0.5, 1.5)) == pytest.approx(rate)


def test_a_level_counts_where_blocks_bite():
    level, denied = (
        np.array([1.0, 2.0, 2.0, 3.0, 3.0, 0.0]),
        np.array([0.8, 0.7, 0.6, 0.6, 0.2, 0.9]),
    )
    assert bites(level, denied, 0.7, 0.35).tolist() == [1.0, 2.0, 1.0, 3.0, 0.0, 0.0]


def test_shares_of_the_levels():
    shares = np.array([0.0, 0.4, 1.0, 1.5])
    assert reserve(np.array([0.0, 1.0, 2.0, 3.0]), shares).tolist() == [0.0, 0.4, 1.0, 1.5]
    assert all_at_once(np.array([0.0, 3.0]), shares).tolist() == [1.0, 1.0]
