import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.model.rules.barricades import (
    build_rate,
    call_rate,
    drift_rate,
    no_building,
    no_calling,
)
from sim.scenario.parameters import Barricades

MARGIN = st.floats(-5, 5)


@pytest.mark.parametrize(
    ("arguments", "rate"),
    [
        ((0.0, 0.45, 0.05, 3.0, 1.0), 0.45),
        ((0.05, 0.45, 0.05, 3.0, 1.0), 0.45 * math.e),
        ((-0.10, 0.45, 0.05, 3.0, 2.0), 0.9 * math.exp(-2.0)),
        ((1.0, 0.45, 0.05, 3.0, 1.0), 0.45 * math.exp(3.0)),
        ((0.0, 0.45, 0.05, 3.0, 0.0), 0.0),
    ],
)
def test_calls_as_worked_by_hand(arguments, rate):
    assert call_rate(*arguments) == pytest.approx(rate)


@given(MARGIN, MARGIN, st.floats(0, 20), st.floats(0.001, 2), st.floats(0, 10))
def test_calls_rise_with_threat_up_to_the_cap(one, other, rate, width, cap):
    low, high = sorted((one, other))
    calls = call_rate(low, rate, width, cap, 1.0), call_rate(high, rate, width, cap, 1.0)
    assert 0.0 <= calls[0] <= calls[1] <= rate * math.exp(cap) * (1 + 1e-12)
    assert no_calling(high, rate, width, cap, 1.0) == 0.0


@pytest.mark.parametrize(("people", "rate"), [(0.0, 0.0), (25.0, 0.2), (50.0, 0.4), (5000.0, 0.4)])
def test_building_needs_people_up_to_a_full_crew(people, rate):
    assert build_rate(people, 0.4, 50.0) == pytest.approx(rate)
    assert no_building(people, 0.4, 50.0) == 0.0


@pytest.mark.parametrize(("threat", "rate"), [(0.0, 0.6), (0.1, 0.3), (0.2, 0.0), (3.0, 0.0)])
def test_an_unwanted_barricade_goes_as_threat_vanishes(threat, rate):
    assert drift_rate(threat, 0.2, 0.6) == pytest.approx(rate)


@pytest.mark.parametrize("number", [0.0, 0.009])
def test_having_no_least_threat_is_refused(number):
    with pytest.raises(ValidationError, match="out of bounds") as refused:
        Barricades.model_validate({"threat_least": number})
    assert ("threat_least",) in {mistake["loc"] for mistake in refused.value.errors()}


def test_with_the_lowest_least_threat_allowed_a_barricade_stays_at_any_other_threat():
    assert drift_rate(0.1, 0.01, 0.6) == 0.0
    assert drift_rate(0.0, 0.01, 0.6) == 0.6
