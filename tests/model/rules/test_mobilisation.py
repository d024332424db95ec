import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.mobilisation import benefit, leave_rate, nobody_leaves, stays, with_the_way

SHARE, THREAT = st.floats(0, 1), st.floats(0, 10)
SOCIAL = (0.2, 0.01)


def f32(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        ((0.0, False, 0.0, 0.25, SOCIAL), 0.0),
        ((0.0, True, 0.0, 0.25, SOCIAL), 0.25),
        ((0.0, False, 0.01, 0.25, SOCIAL), 0.1),
        ((0.0, False, 0.03, 0.25, SOCIAL), 0.15),
        ((math.atanh(0.6), True, 0.01, 0.25, SOCIAL), 0.95),
    ],
)
def test_the_benefit_of_coming_out_as_worked_by_hand(arguments, value):
    assert benefit(*arguments) == pytest.approx(value)


@given(THREAT, THREAT, st.booleans(), SHARE, st.floats(0.0001, 1))
def test_benefit_rises_with_threat_to_a_ceiling(one, other, called, out, half):
    low, high = sorted((one, other))
    values = [benefit(threat, called, out, 0.25, (0.2, half)) for threat in (low, high)]
    assert 0.0 <= values[0] <= values[1] <= 1.0 + 0.25 + 0.2


@given(SHARE, SHARE, THREAT)
def test_others_in_the_street_bring_more_out(one, other, threat):
    few, many = sorted((one, other))
    assert benefit(threat, False, few, 0, SOCIAL) <= benefit(threat, False, many, 0, SOCIAL)


def test_the_benefit_of_many_quarters_is_that_of_each():
    threat, called, out = np.array([0.0, 0.5]), np.array([1.0, 0.0]), np.array([0.01, 0.03])
    alone = [benefit(*row, 0.25, SOCIAL) for row in zip(threat, called, out, strict=True)]
    assert benefit(threat, called, out, 0.25, SOCIAL) == pytest.approx(alone)


def test_half_leave_in_an_hour_where_benefit_equals_cost():
    rate = leave_rate(f32(1.0, 1.0, 1.0), f32(1.0, 1.08, 0.92), 0.08)
    assert rate == pytest.approx([0.5, 1 / (1 + math.e), math.e / (1 + math.e)], rel=1e-5)
    assert rate.dtype == np.float32


def test_those_too_young_and_those_who_never_would_stay():
    rate = leave_rate(f32(1.0, -np.inf, -np.inf), f32(np.inf, 1.0, np.inf), 0.08)
    assert rate.dtype == np.float32
    assert (rate >= 0.0).all()
    assert (rate < 1e-30).all()


@given(st.floats(-2, 3), st.floats(0, 6), st.floats(0, 6), st.floats(0.08, 2))
def test_a_dearer_hour_keeps_people_home(value, one, other, width):
    cheap, dear = sorted((one, other))
    rate = leave_rate(f32(value, value), f32(cheap, dear), width)
    assert 0.0 <= rate[1] <= rate[0] <= 1.0


@pytest.mark.parametrize("width", [0.001, 0.01, 0.0125])
def test_a_narrow_choice_and_a_dear_hour_do_not_overflow(width):
    rate = leave_rate(f32(0.0, 1.0), f32(1.0, 0.0), width)
    assert 0.0 <= rate[0] < 1e-30
    assert rate[1] == 1.0


def test_the_exponent_is_cut_only_where_nobody_would_leave_anyway():
    # between exp(-79) and exp(-80), so that a lower cut would be seen
    rate = leave_rate(f32(0.0, 0.0), f32(7.9, 8.0), 0.1)
    assert rate == pytest.approx([math.exp(-79), math.exp(-80)], rel=1e-4)


def test_the_neutral_form_keeps_everybody_home():
    still = nobody_leaves(f32(9.0, 9.0), f32(0.0, 1.0), 0.08)
    assert still.tolist() == [0.0, 0.0]


def test_the_way_costs_time_as_being_there_does():
    """An hour there and back for five hours there: a sixth of it; nobody comes without a way."""
    minutes = np.array([0.0, 30.0, np.inf])
    assert with_the_way(np.full(3, 1.2), minutes, 5.0) == pytest.approx([1.2, 1.0, 0.0])


def test_of_what_has_an_end_they_leave_together():
    draws = np.random.default_rng(1).standard_exponential(20_000).astype(np.float32)
    alone, together = stays(draws, 4.0, 1.0), stays(draws, 4.0, 3.0)
    assert alone == pytest.approx(4.0 * draws, rel=1e-6)
    assert together.mean() == pytest.approx(4.0, rel=0.02)
    assert (alone > 8.0).mean() == pytest.approx(math.exp(-2), abs=0.01)
    # exp(-(2 gamma(4/3))^3): one in three hundred stays for twice as long
    assert (together > 8.0).mean() == pytest.approx(0.0034, abs=0.001)
