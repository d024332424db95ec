import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.availability import allowed, always_allowed, instant, ready_hours

HOURS = st.floats(0, 1000)


def test_notice_approval_and_road_add_up():
    assert ready_hours(2.0, 6.0, 0.75) == 8.75


@given(HOURS, HOURS, HOURS)
def test_no_unit_is_there_before_its_notice(notice, approval, travel):
    assert ready_hours(notice, approval, travel) >= max(notice, approval, travel)
    assert instant(notice, approval, travel) == 0.0


@pytest.mark.parametrize(("crowd_control", "may"), [("yes", 1), ("approval", 1), ("no", 0)])
def test_only_a_flat_no_keeps_a_unit_from_crowds(crowd_control, may):
    assert allowed(crowd_control) == bool(may)
    assert always_allowed(crowd_control)
