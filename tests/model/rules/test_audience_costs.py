import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.audience_costs import free_step_down, step_down_factor

SHARE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("arguments", "factor"),
    [
        ((1.0, 0.0, 1.0, 2.0), math.exp(-2.0)),
        ((1.0, 0.5, 0.6, 5.0), math.exp(-1.5)),
        ((2.0, 0.75, 0.5, 4.0), math.exp(-1.0)),
        ((1.0, 1.0, 1.0, 50.0), 1.0),
        ((0.0, 0.0, 1.0, 50.0), 1.0),
        ((1.0, 0.0, 0.0, 50.0), 1.0),
    ],
)
def test_the_cost_of_stepping_down_as_worked_by_hand(arguments, factor):
    assert step_down_factor(*arguments) == pytest.approx(factor)


@given(st.floats(0, 5), SHARE, SHARE, st.floats(0, 50))
def test_stepping_down_is_never_easier_than_free(commitment, cover, audience, weight):
    arguments = (commitment, cover, audience, weight)
    assert 0.0 <= step_down_factor(*arguments) <= free_step_down(*arguments) == 1.0


@given(SHARE, SHARE)
def test_more_cover_makes_it_easier(one, other):
    little, much = sorted((one, other))
    assert step_down_factor(1, little, 1, 3) <= step_down_factor(1, much, 1, 3)


@given(st.floats(0, 5), st.floats(0, 5))
def test_more_commitment_makes_it_harder(one, other):
    little, much = sorted((one, other))
    assert step_down_factor(much, 0.2, 1, 3) <= step_down_factor(little, 0.2, 1, 3)
