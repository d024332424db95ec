import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.issue_clock import after_concession, flat_salience, salience

TIMES = (12.0, 36.0, 504.0)
SHARE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("hours_left", "enforced", "value"),
    [
        (12.0, True, 0.8 / math.e),
        (12.0 * math.log(2), True, 0.4),
        (12.0 * math.log(2), False, 0.4),
        (0.12, True, 0.8 * math.exp(-0.01)),
        (0.0, True, 0.8),
        (-504.0, True, 0.8 * (0.5 + 0.5 / math.e)),
        (-504.0 * math.log(2), True, 0.6),
        (-math.inf, True, 0.4),
        (-36.0, False, 0.8 / math.e),
        (-36.0 * math.log(4), False, 0.2),
        (math.inf, True, 0.0),
    ],
)
def test_salience_as_worked_by_hand(hours_left, enforced, value):
    assert salience(0.8, hours_left, enforced, TIMES, 0.5) == pytest.approx(value)


@given(SHARE, st.floats(-2000, 2000), st.booleans(), st.floats(0.5, 500), st.floats(0.5, 2000))
def test_salience_lies_between_nothing_and_its_peak(peak, hours_left, enforced, lead, fade):
    assert 0.0 <= salience(peak, hours_left, enforced, (lead, fade, 504.0), 0.5) <= peak
    assert flat_salience(peak, hours_left, enforced, (lead, fade, 504.0), 0.5) == 0.5 * peak


@given(st.floats(0, 500), st.floats(0, 500))
def test_salience_rises_to_the_deadline_and_never_after_it(one, other):
    near, far = sorted((one, other))
    assert salience(1, far, True, TIMES, 0.5) <= salience(1, near, True, TIMES, 0.5)
    for enforced in (True, False):
        late, soon = (salience(1, -h, enforced, TIMES, 0.5) for h in (far, near))
        assert late <= soon


@pytest.mark.parametrize(("hours", "left"), [(0.0, 1.0), (3 * math.log(2), 0.65), (1e4, 0.3)])
def test_a_concession_takes_salience_away_slowly(hours, left):
    assert after_concession(0.3, hours, 3.0) == pytest.approx(left)
