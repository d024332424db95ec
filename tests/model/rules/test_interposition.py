import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.interposition import (
    calmed,
    clash_rate,
    deterred,
    everything_passes,
    outnumbering,
    passing_share,
    rules_of_engagement,
    undeterred,
)

SHARE, PEOPLE = st.floats(0, 1), st.floats(0, 5000)


@pytest.mark.parametrize(
    ("arguments", "share"),
    [
        ((40.0, 200.0, 400.0, 0.8, 0.4), 0.6),  # 40 of 80 needed: half of .8 prevented
        ((40.0, 400.0, 200.0, 0.8, 0.4), 0.6),
        ((80.0, 200.0, 400.0, 0.8, 0.4), 0.2),
        ((800.0, 200.0, 400.0, 0.8, 0.4), 0.2),
        ((0.0, 200.0, 400.0, 0.8, 0.4), 1.0),
        ((40.0, 0.0, 400.0, 0.8, 0.4), 1.0),
        ((0.04, 0.2, 400.0, 0.8, 0.4), 0.6),
    ],
)
def test_contacts_that_pass_as_worked_by_hand(arguments, share):
    assert passing_share(*arguments) == pytest.approx(share)
    assert everything_passes(*arguments) == 1.0


@given(PEOPLE, PEOPLE, PEOPLE, PEOPLE, SHARE, st.floats(0.001, 10))
def test_more_peacekeepers_let_less_pass_but_never_less_than_eta_leaves(
    one, other, side_a, side_b, eta, rho
):
    few, many = sorted((one, other))
    shares = [passing_share(n, side_a, side_b, eta, rho) for n in (few, many)]
    assert 1.0 - eta - 1e-12 <= shares[1] <= shares[0] <= 1.0


@pytest.mark.parametrize(
    ("side_a", "side_b", "rate"),
    [(0.0, 500.0, 0.0), (50.0, 500.0, 0.1), (500.0, 50.0, 0.1), (900.0, 200.0, 0.4)],
)
def test_clashes_follow_the_smaller_crowd(side_a, side_b, rate):
    assert clash_rate(side_a, side_b, 0.4, 200.0) == pytest.approx(rate)


@pytest.mark.parametrize(("peacekeepers", "share"), [(0, 1.0), (60, 0.7), (120, 0.4), (500, 0.4)])
def test_a_company_at_the_post_deters_fire(peacekeepers, share):
    assert deterred(peacekeepers, 120.0, 0.6) == pytest.approx(share)
    assert undeterred(peacekeepers, 120.0, 0.6) == 1.0


def test_local_police_calm_only_when_on_duty():
    assert calmed(0.7) == pytest.approx(0.3)
    assert calmed(0.0) == 1.0


@pytest.mark.parametrize(
    ("police", "crowd", "share"),
    [(0, 100, 1.0), (50, 100, 0.7), (100, 100, 0.4), (900, 100, 0.4), (50, 0, 1.0)],
)
def test_police_who_outnumber_a_crowd_deter_it(police, crowd, share):
    assert outnumbering(police, crowd, 0.6) == pytest.approx(share)


@pytest.mark.parametrize(("restraint", "force"), [(0.0, 2.0), (0.5, 1.0), (0.8, 0.4), (1.0, 0.0)])
def test_restrained_police_do_less_harm(restraint, force):
    assert rules_of_engagement(restraint) == pytest.approx(force)


@given(PEOPLE, PEOPLE, SHARE)
def test_shares_left_are_shares(n, crowd, share):
    for left in (deterred(n, 120.0, share), outnumbering(n, crowd, share), calmed(share)):
        assert 1.0 - share - 1e-12 <= left <= 1.0
