import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.armed_fire import (
    fire_rate,
    force_fires,
    hits,
    loose,
    moving_mean,
    opens_fire,
    saves_itself,
    silence,
)

SHARE, POSITIVE = st.floats(0, 1), st.floats(0, 100)


@pytest.mark.parametrize(
    ("arguments", "rate"),
    [
        ((0.5, math.log(2), 1.0, 1.0, 0.4), 0.1),  # .4 * .5 * (1 - 1/2)
        ((0.5, math.log(2), 0.3, 0.5, 0.4), 0.015),
        ((0.2, 100.0, 1.0, 1.0, 2.0), 0.4),
        ((-0.3, 5.0, 1.0, 1.0, 2.0), 0.0),
        ((0.5, 0.0, 1.0, 1.0, 2.0), 0.0),
        ((0.5, 5.0, 1.0, 0.0, 2.0), 0.0),
    ],
)
def test_fire_as_worked_by_hand(arguments, rate):
    assert fire_rate(*arguments) == pytest.approx(rate)


def test_hits_follow_one_law_as_worked_by_hand():
    assert hits(2.0, 1.0, 0.32, 1.5, 0.5) == pytest.approx(0.32 * math.exp(-1.5))
    assert hits(10.0, 2.0, 0.32, 0.0, 0.75) == pytest.approx(4.8)
    assert hits(0.0, 2.0, 0.32, 0.0, 0.75) == 0.0


def test_more_arms_heat_and_less_discipline_open_fire_sooner():
    assert opens_fire(5.0, 1.0, 0.0, 0.04) == pytest.approx(1.0 - math.exp(-0.2))
    assert opens_fire(5.0, 2.0, 0.0, 0.04) == pytest.approx(1.0 - math.exp(-0.8))
    assert opens_fire(5.0, 2.0, 1.0, 0.04) == 0.0


@pytest.mark.parametrize(
    ("order", "fired_at", "crossed", "chance"),
    [
        ("never", True, True, 0.0),
        ("if_fired_at", False, True, 0.0),
        ("if_fired_at", True, False, 0.35),
        ("line", False, True, 0.5),
        ("line", False, False, 0.0),
        ("free", False, False, 0.05),
        ("free", True, False, 0.35),
    ],
)
def test_a_force_shoots_by_its_order(order, fired_at, crossed, chance):
    assert force_fires(order, 0.5, fired_at, crossed, (0.35, 0.1)) == pytest.approx(chance)
    assert force_fires(order, 1.0, fired_at, crossed, (0.35, 0.1)) == 0.0
    assert loose(0.75) == pytest.approx(0.5)


@given(st.floats(-3, 3), POSITIVE, SHARE, SHARE, st.floats(0, 50))
def test_fire_is_bounded_by_the_rise_and_silence_by_nothing(novelty, reach, night, will, rate):
    assert 0.0 <= fire_rate(novelty, reach, night, will, rate) <= rate * max(0.0, novelty)
    assert silence(novelty, reach, night, will, rate) == 0.0


@given(st.floats(0, 3), POSITIVE, POSITIVE)
def test_more_police_in_reach_draw_more_fire(novelty, one, other):
    few, many = sorted((one, other))
    assert fire_rate(novelty, few, 1.0, 1.0, 1.0) <= fire_rate(novelty, many, 1.0, 1.0, 1.0)


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_a_steeper_rise_draws_more_fire(one, other):
    low, high = sorted((one, other))
    assert fire_rate(low, 1.0, 1.0, 1.0, 1.0) <= fire_rate(high, 1.0, 1.0, 1.0, 1.0)


def test_the_moving_mean_covers_half_the_way_in_its_half_life():
    assert moving_mean(1.0, 3.0, 24 * math.log(2), 24.0) == pytest.approx(2.0)
    assert moving_mean(1.0, 3.0, 0.0, 24.0) == 1.0


@given(st.floats(0, 5), st.floats(0, 5), st.floats(0.01, 4), st.floats(1, 500))
def test_the_moving_mean_is_the_same_in_two_half_steps(mean, value, hours, tau):
    halves = moving_mean(moving_mean(mean, value, hours / 2, tau), value, hours / 2, tau)
    assert moving_mean(mean, value, hours, tau) == pytest.approx(halves, abs=1e-12)


@pytest.mark.parametrize(
    ("restraint", "force", "crowd", "chance"),
    [(0.5, 100, 400, 0.0), (0.5, 100, 800, 0.075), (0.0, 100, 1600, 0.225), (1.0, 1, 1600, 0.0)],
)
def test_a_force_that_is_overrun_and_far_outnumbered_may_save_itself(
    restraint, force, crowd, chance
):
    assert saves_itself(restraint, force, crowd, 4.0, 0.3) == pytest.approx(chance)
