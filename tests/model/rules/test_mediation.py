import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.mediation import (
    concede_rate,
    deadline_factor,
    no_concession,
    no_offer,
    offer_rate,
    stakes,
)

RATES = (0.1, 0.2, 0.4, 0.8)
LEVELS = (0.3, 1.0, 2.0)
SHARE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("rung", "rate"),
    [(0, 0.05), (1, 0.05), (2, 0.05), (3, 0.2), (4, 0.2), (5, 0.4), (6, 0.8), (7, 0.8), (8, 0.8)],
)
def test_trouble_brings_mediators(rung, rate):
    assert offer_rate(rung, 0.5, RATES) == pytest.approx(rate)
    assert no_offer(rung, 0.5, RATES) == 0.0


@pytest.mark.parametrize("rung", range(3))
def test_without_trouble_and_without_a_salient_issue_nobody_offers(rung):
    assert offer_rate(rung, 0.0, RATES) == 0.0


@pytest.mark.parametrize(
    ("hours_left", "factor"),
    [
        (6.0, 1.0 + 9.0 / math.e),
        (6.0 * math.log(9), 2.0),
        (0.0, 10.0),
        (-2.0, 9.9 / math.e + 0.1),
        (-2.0 * math.log(10), 1.09),
        (1e6, 1.0),
        (-1e6, 0.1),
    ],
)
def test_the_pressure_of_a_deadline_as_worked_by_hand(hours_left, factor):
    assert deadline_factor(hours_left, 9.0, 6.0, 2.0, 0.1) == pytest.approx(factor)


@given(st.floats(0.001, 500), st.floats(0.001, 500), st.floats(0, 100))
def test_pressure_rises_to_a_deadline_and_falls_after_it(one, other, boost):
    near, far = sorted((one, other))
    law = (boost, 6.0, 2.0, 0.1)
    assert 1.0 <= deadline_factor(far, *law) <= deadline_factor(near, *law) <= 1.0 + boost
    assert 0.1 <= deadline_factor(-far, *law) <= deadline_factor(-near, *law) <= 1.0 + boost


@given(st.floats(0, 100), st.floats(0.1, 200), st.floats(0.1, 200), SHARE)
def test_pressure_does_not_jump_at_a_deadline(boost, lead, after, floor):
    sides = [deadline_factor(hours, boost, lead, after, floor) for hours in (1e-9, 0.0, -1e-9)]
    assert sides == pytest.approx([1.0 + boost] * 3, rel=1e-7)


@pytest.mark.parametrize(
    ("arguments", "rate"),
    [
        ((1.0, 0.65, 1.0, 1.0, (1.2, 5.0, 0.65)), 1.2),
        ((3.0, 0.65, 0.5, 0.2, (1.2, 5.0, 0.65)), 0.36),
        ((1.0, 0.85, 1.0, 1.0, (1.2, 5.0, 0.65)), 1.2 / math.e),
        ((1.0, 0.45, 1.0, 1.0, (1.2, 5.0, 0.65)), 1.2 * math.e),
        ((9.0, 0.65, 2.0, 0.0, (1.2, 5.0, 0.65)), 0.0),
    ],
)
def test_concessions_as_worked_by_hand(arguments, rate):
    assert concede_rate(*arguments) == pytest.approx(rate)
    assert no_concession(*arguments) == 0.0


@given(SHARE, SHARE, st.floats(0, 100), SHARE)
def test_more_resolve_never_concedes_sooner(one, other, pressure, cost):
    soft, hard = sorted((one, other))
    law = (1.2, 5.0, 0.65)
    assert (
        0
        <= concede_rate(pressure, hard, 1, cost, law)
        <= concede_rate(pressure, soft, 1, cost, law)
    )


@pytest.mark.parametrize(
    ("rung", "barricades", "level"),
    [(0, 0, 0.3), (4, 0, 0.3), (3, 1, 1.0), (4, 9, 1.0), (5, 0, 2.0), (5, 9, 2.0), (8, 0, 2.0)],
)
def test_what_is_at_stake_follows_barricades_and_violence(rung, barricades, level):
    assert stakes(rung, barricades, LEVELS) == level
