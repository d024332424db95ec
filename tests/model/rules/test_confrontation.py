import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules import appraisal, confrontation, endurance, triggers

PEOPLE = st.floats(0, 1e5)


def test_half_is_felt_of_so_many_and_a_third_of_it_so_far_away():
    assert confrontation.alarm(300.0, 0.0, 300.0, 20.0) == pytest.approx(0.5)
    assert confrontation.alarm(300.0, 20.0, 300.0, 20.0) == pytest.approx(0.5 / math.e)
    assert confrontation.nobody_alarmed(300.0, 0.0, 300.0, 20.0) == 0.0


@given(PEOPLE, PEOPLE, st.floats(0, 300))
def test_more_people_alarm_more_and_never_beyond_one(one, other, minutes):
    few, many = sorted((one, other))
    low, high = (confrontation.alarm(n, minutes, 300.0, 20.0) for n in (few, many))
    assert 0.0 <= low <= high <= 1.0


def test_a_force_tires_with_every_push_it_is_not_relieved_of():
    assert endurance.left(0.0, 12.0) == 1.0
    assert endurance.left(12.0, 12.0) == pytest.approx(1 / math.e)
    assert endurance.never_tires(12.0, 12.0) == 1.0
    assert endurance.wanted(100.0, 0.7) == pytest.approx(70.0)
    assert endurance.no_more(100.0, 0.7) == 0.0


def test_several_who_are_hurt_frighten_more_than_one_and_less_than_as_many_times():
    assert triggers.of_many(1.0) == 1.0
    assert triggers.of_many(7.0) == pytest.approx(3.0)


def test_what_has_happened_bends_toward_a_most():
    small, large = 0.01, 100.0
    assert small * appraisal.bends(small, 1.6) == pytest.approx(small, rel=1e-3)
    assert large * appraisal.bends(large, 1.6) == pytest.approx(1.6)
    assert appraisal.bends(0.0, 1.6) == pytest.approx(1.0)
