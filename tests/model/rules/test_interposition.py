import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.interposition import (
    deterred,
    everything_passes,
    passing_share,
    undeterred,
)

SHARE, PEOPLE = st.floats(0, 1), st.floats(0, 5000)


@pytest.mark.parametrize(
    ("arguments", "share"),
    [
        ((80.0, 200.0, 100.0, 0.8, 0.4), 1.0 - 0.8 * (1.0 - math.exp(-1.0))),
        ((80.0, 100.0, 200.0, 0.8, 0.4), 1.0 - 0.8 * (1.0 - math.exp(-1.0))),
        ((8000.0, 100.0, 200.0, 0.8, 0.4), 0.2),
        ((0.0, 200.0, 400.0, 0.8, 0.4), 1.0),
        ((40.0, 0.0, 0.0, 0.8, 0.4), 1.0),
    ],
)
def test_pushes_that_pass_as_worked_by_hand(arguments, share):
    assert passing_share(*arguments) == pytest.approx(share)
    assert everything_passes(*arguments) == 1.0


@given(PEOPLE, PEOPLE, PEOPLE, PEOPLE, SHARE, st.floats(0.01, 10))
def test_more_peacekeepers_let_less_pass_but_never_less_than_eta_leaves(
    one, other, side_a, side_b, eta, rho
):
    few, many = sorted((one, other))
    shares = [passing_share(n, side_a, side_b, eta, rho) for n in (few, many)]
    assert 1.0 - eta - 1e-12 <= shares[1] <= shares[0] <= 1.0


@pytest.mark.parametrize(("peacekeepers", "share"), [(0, 1.0), (60, 0.7), (120, 0.4), (500, 0.4)])
def test_a_company_at_the_post_deters_fire(peacekeepers, share):
    assert deterred(peacekeepers, 120.0, 0.6) == pytest.approx(share)
    assert undeterred(peacekeepers, 120.0, 0.6) == 1.0
