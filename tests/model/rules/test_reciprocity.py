import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.model.rules.reciprocity import fixed_point, indifferent, step
from sim.scenario.parameters import Reciprocity

RATES = (0.2, 0.4, 0.1)
HOSTILITY = st.floats(0, 10)


@pytest.mark.parametrize(
    ("own", "other", "hours", "after"),
    [
        (0.0, 0.0, 1e6, 0.25),  # g / m
        (1.0, 0.0, math.log(2) / 0.4, 0.625),  # half of the way from 1 to .25
        (0.25, 0.0, 3.0, 0.25),
        (0.7, 0.9, 0.0, 0.7),
        (0.0, 1e9, 1e6, 1.25),  # (.2 * 2 + .1) / .4: fully saturated at 2
    ],
)
def test_a_step_as_worked_by_hand(own, other, hours, after):
    assert step(own, other, RATES, 2.0, hours) == pytest.approx(after)


@pytest.mark.parametrize("number", [0.0, 0.0009])
def test_a_side_without_fatigue_is_refused(number):
    with pytest.raises(ValidationError, match="out of bounds") as refused:
        Reciprocity.model_validate({"fatigue": number})
    assert ("fatigue",) in {mistake["loc"] for mistake in refused.value.errors()}


def test_with_the_least_fatigue_allowed_hostility_nearly_adds_up():
    # .5 + .1 * 3 h, less what fades: at most .8 * .001 * 3
    after = step(0.5, 0.0, (0.2, 0.001, 0.1), 2.0, 3.0)
    assert 0.8 * (1 - 0.003) < after < 0.8


def test_large_saturation_is_richardsons_law():
    # rest = (.2 * .5 + .1) / .4 = .5
    assert step(0.3, 0.5, RATES, 1e9, 1e6) == pytest.approx(0.5)


@given(HOSTILITY, HOSTILITY, HOSTILITY, st.floats(0.01, 10), st.floats(0, 48))
def test_hostility_answers_hostility_and_never_turns_negative(own, one, other, saturation, hours):
    mild, fierce = sorted((one, other))
    after = [step(own, y, RATES, saturation, hours) for y in (mild, fierce)]
    assert 0.0 <= after[0] <= after[1] + 1e-12
    assert after[1] <= max(own, (RATES[0] * saturation + RATES[2]) / RATES[1]) + 1e-12
    assert indifferent(own, fierce, RATES, saturation, hours) == own


@given(HOSTILITY, HOSTILITY, st.floats(0.01, 24))
def test_two_half_steps_make_one(own, other, hours):
    half = step(own, other, RATES, 2.0, hours / 2)
    assert step(half, other, RATES, 2.0, hours / 2) == pytest.approx(
        step(own, other, RATES, 2.0, hours), abs=1e-12
    )


@given(st.floats(0.01, 0.3), st.floats(0.01, 0.3), st.floats(0, 1), st.floats(0, 1))
def test_nothing_moves_at_the_fixed_point(a_x, a_y, g_x, g_y):
    x, y = fixed_point((a_x, a_y), (0.4, 0.5), (g_x, g_y))
    assert a_x * y - 0.4 * x + g_x == pytest.approx(0.0, abs=1e-9)
    assert a_y * x - 0.5 * y + g_y == pytest.approx(0.0, abs=1e-9)


def test_without_reaction_each_side_rests_at_its_own_grievance():
    assert fixed_point((0.0, 0.0), (0.4, 0.5), (0.2, 0.1)) == pytest.approx((0.5, 0.2))
