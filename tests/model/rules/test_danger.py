import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.danger import cost, fearless, forgotten, seen


@pytest.mark.parametrize(
    ("injured", "killed", "reliability", "danger"),
    [(20, 0, 1.0, 1.0), (0, 3, 1.0, 3.0), (10, 1, 0.8, 1.2), (5, 5, 0.0, 0.0)],
)
def test_danger_counts_deaths_and_a_share_of_those_hurt_as_far_as_it_is_believed(
    injured, killed, reliability, danger
):
    assert seen(injured, killed, 0.05, reliability) == pytest.approx(danger)


def test_danger_is_forgotten():
    assert forgotten(np.array([2.0]), 24.0 * math.log(2), 24.0) == pytest.approx([1.0])


@pytest.mark.parametrize(
    ("deaths", "added"), [(0.0, 0.0), (2 * math.log(2), 0.2), (2 * math.log(4), 0.3)]
)
def test_what_danger_adds_to_the_cost_as_worked_by_hand(deaths, added):
    assert cost(np.array([deaths]), 0.4, 2.0) == pytest.approx([added])
    assert fearless(np.array([deaths]), 0.4, 2.0) == [0.0]


@given(st.floats(0, 1000), st.floats(0, 1000), st.floats(0, 3), st.floats(0.1, 50))
def test_more_danger_never_costs_less_and_never_more_than_certain_death(low, high, most, scale):
    few, many = sorted((low, high))
    costs = cost(np.array([few, many]), most, scale)
    assert costs[0] <= costs[1] <= most
