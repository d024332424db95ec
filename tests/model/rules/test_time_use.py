import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.time_use import asleep, at_leisure, at_work, awake

NIGHT, OFFICE = (23.0, 6.0), (8.0, 16.0)


@pytest.mark.parametrize(
    ("hour", "share"),
    [(23.0, 0.5), (6.0, 0.5), (2.5, 1 / (1 + math.exp(-3.5)) ** 2), (3.0, 0.94), (14.5, 0.0)],
)
def test_share_asleep_as_worked_by_hand_and_as_surveyed(hour, share):
    assert asleep(hour, NIGHT, 1.0) == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize("hour", [7.0, 22.0])
def test_the_more_alike_people_are_the_fewer_sleep_an_hour_off(hour):
    assert asleep(hour, NIGHT, 0.5) == pytest.approx(1 / (1 + math.exp(2)), abs=1e-6)


@pytest.mark.parametrize(
    ("hour", "share"), [(12.0, 0.434), (8.0, 0.225), (3.0, 0.003), (20.0, 0.008)]
)
def test_share_at_work_as_worked_by_hand(hour, share):
    assert at_work(hour, OFFICE, 1.0, 0.45) == pytest.approx(share, abs=0.001)


def test_without_the_rule_nobody_sleeps_or_works():
    assert awake(3.0, NIGHT, 1.0) == at_leisure(12.0, OFFICE, 1.0, 0.45) == 0.0


@given(st.floats(0, 23.99), st.floats(0, 23.99), st.floats(0.1, 23.9), st.floats(0.1, 4))
def test_a_share_is_one_and_the_same_for_hours_moved_together(hour, start, length, spread):
    span = (start, (start + length) % 24)
    share = asleep(hour, span, spread)
    later = (span[0] + 5) % 24, (span[1] + 5) % 24
    assert 0.0 <= share <= 1.0
    assert asleep((hour + 5) % 24, later, spread) == pytest.approx(share, rel=1e-6, abs=1e-9)
