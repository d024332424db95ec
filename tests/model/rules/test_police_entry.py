import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.police_entry import (
    adds,
    entry_threat,
    levels_off,
    no_presence,
    no_raid,
    presence,
    raid_threat,
)

SHARE = st.floats(0, 1)
OFFICERS, MINUTES = st.floats(0, 5000), st.floats(0, 500)


@pytest.mark.parametrize(
    ("arguments", "felt"),
    [
        ((60.0, 0.0, 60.0, 30.0), 0.5),
        ((180.0, 0.0, 60.0, 30.0), 0.75),
        ((60.0, 30.0, 60.0, 30.0), 0.5 / math.e),
        ((0.0, 0.0, 60.0, 30.0), 0.0),
        ((60.0, math.inf, 60.0, 30.0), 0.0),
    ],
)
def test_presence_as_worked_by_hand(arguments, felt):
    assert presence(*arguments) == pytest.approx(felt)
    assert no_presence(*arguments) == 0.0


@given(st.lists(st.floats(0, 0.99), min_size=1, max_size=6))
def test_posts_together_are_felt_as_any_of_them_or_more_and_never_more_than_all(posts):
    together = float(levels_off(np.array(sum(map(adds, posts)))))
    assert together == pytest.approx(1.0 - math.prod(1.0 - one for one in posts))
    assert max(posts) - 1e-12 <= together <= min(1.0, sum(posts)) + 1e-12


def test_two_posts_of_half_are_three_quarters_and_one_alone_is_itself():
    assert levels_off(np.array([adds(0.5), 2.0 * adds(0.5)])) == pytest.approx([0.5, 0.75])
    assert adds(0.0) == 0.0


@given(OFFICERS, OFFICERS, MINUTES, MINUTES, st.floats(1, 5000), st.floats(1, 500))
def test_more_officers_are_felt_more_and_distance_less(n1, n2, d1, d2, half, reach):
    (few, many), (near, far) = sorted((n1, n2)), sorted((d1, d2))
    assert 0.0 <= presence(few, near, half, reach) <= presence(many, near, half, reach) < 1.0
    assert presence(many, far, half, reach) <= presence(many, near, half, reach)


@pytest.mark.parametrize(
    ("entry", "salience", "threat"),
    [
        (0.5, 0.0, 0.08),  # .8 * .5 * .2
        (0.5, 0.2, 0.24),  # half salient: .2 + .8 / 2
        (0.5, 0.4, 0.4),
        (0.5, 1.0, 0.4),
        (0.0, 1.0, 0.0),
    ],
)
def test_entry_is_multiplied_with_salience(entry, salience, threat):
    assert entry_threat(entry, salience, 0.8, 0.2, 0.4) == pytest.approx(threat)


@given(SHARE, SHARE, SHARE, SHARE, st.floats(0.01, 1))
def test_entry_threatens_more_when_the_issue_is_salient(entry, one, other, base, full):
    low, high = sorted((one, other))
    quiet, loud = (entry_threat(entry, s, 1.0, base, full) for s in (low, high))
    assert base * entry - 1e-12 <= quiet <= loud + 1e-12 <= entry + 2e-12


@pytest.mark.parametrize(("added", "threat"), [(0.0, 0.0), (0.5, 0.45), (0.75, 0.675)])
def test_a_raid_as_worked_by_hand(added, threat):
    assert raid_threat(added, 0.9) == pytest.approx(threat)
    assert no_raid(added, 0.9) == 0.0
