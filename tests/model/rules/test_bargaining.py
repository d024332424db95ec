import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.bargaining import (
    contester_cost,
    dated,
    deal_rate,
    decider_cost,
    exposed,
    leverage,
    no_deal,
    own_stake,
    severity,
)

COST = st.floats(0, 10)


@pytest.mark.parametrize(
    ("people", "keepers", "share"),
    [(0, 0, 0.0), (50, 0, 0.5), (300, 0, 1.0), (50, 25, 0.25), (60, 60, 0.0), (60, 300, 0.0)],
)
def test_a_force_is_exposed_unless_somebody_rings_it(people, keepers, share):
    assert exposed(people, 100.0, keepers) == pytest.approx(share)


@pytest.mark.parametrize(
    ("exposure", "blocked", "cost"),
    [
        (0.0, 0.0, 0.0),
        (1.0, 0.0, 0.06),
        (0.0, 1.0, 0.4 * 0.02),
        (1.0, 1.0, 0.06 + 0.02),
        (0.5, 3.0, 0.03 + 0.02 * 2.0 * 0.7),
    ],
)
def test_two_days_cost_who_decides(exposure, blocked, cost):
    assert decider_cost(exposure, blocked, (0.03, 0.01, 0.4), 2.0) == pytest.approx(cost)


@pytest.mark.parametrize(
    ("blocked", "readiness", "cost"),
    [(0.0, 0, 0.01), (1.0, 0, 0.015), (5.0, 0, 0.02), (0.0, 1, 0.03), (1.0, 2, 0.055)],
)
def test_two_days_cost_those_who_contest(blocked, readiness, cost):
    assert contester_cost(blocked, readiness, (0.005, 0.01), 2.0) == pytest.approx(cost)


@pytest.mark.parametrize(
    ("blocked", "violent", "value"),
    [(0.0, False, 0.35), (1.0, False, 0.7), (2.0, False, 0.7), (0.0, True, 0.65), (1.0, True, 1.0)],
)
def test_severity(blocked, violent, value):
    assert severity(blocked, violent) == pytest.approx(value)


def test_mediators_get_serious_with_time():
    assert leverage(0.8, 0.0, 0.5, 0.3, 480.0) == 0.0
    assert leverage(0.8, 480.0, 0.5, 0.3, 480.0) == pytest.approx(0.24 * (1.0 - 1.0 / math.e))
    assert leverage(0.0, 480.0, 1.0, 0.3, 480.0) == 0.0


@pytest.mark.parametrize(
    ("hours_left", "adds"),
    [(240.0, 1.2 / math.e), (0.0, 1.2), (-48.0, 1.2), (-48.1, 0.0), (math.inf, 0.0)],
)
def test_a_date_presses_until_it_is_over(hours_left, adds):
    assert dated(hours_left, 1.2, 240.0, 48.0) == pytest.approx(adds)


@pytest.mark.parametrize(
    ("resolve", "losses", "stake"),
    [(0.6, 0.0, 0.5), (0.8, 0.0, 0.5 * math.exp(0.5)), (0.6, math.log(2), 0.625)],
)
def test_stakes_rise_with_resolve_and_losses(resolve, losses, stake):
    assert own_stake(0.5, resolve, losses, (2.5, 0.6, 0.5)) == pytest.approx(stake)


def test_a_deal_comes_when_nothing_is_left_between_the_sides():
    assert deal_rate(-1.0, 0.0125, 0.16) == deal_rate(0.0, 0.0125, 0.16) == 0.0125
    assert deal_rate(0.16, 0.0125, 0.16) == pytest.approx(0.0125 / math.e)
    assert no_deal(-1.0, 0.0125, 0.16) == 0.0


@given(COST, COST)
def test_the_longer_and_the_more_is_blocked_the_more_it_costs(one, other):
    less, more = sorted((one, other))
    law = ((0.03, 0.01, 0.4), 1.0)
    assert decider_cost(1.0, less, *law) <= decider_cost(1.0, more, *law)
    assert contester_cost(less, 1, (0.03, 0.01), 1.0) <= contester_cost(more, 1, (0.03, 0.01), 1.0)
    assert deal_rate(more, 0.01, 0.2) <= deal_rate(less, 0.01, 0.2)
