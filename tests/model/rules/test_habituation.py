import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.habituation import (
    above,
    added,
    as_the_first,
    felt,
    lingering,
    never_usual,
    usual,
)

PRESENCE = st.floats(0, 3)
HOURS = st.floats(0, 5000)


@pytest.mark.parametrize(
    ("before", "presence", "hours", "used_to"),
    [
        (0.0, 0.6, 240 * math.log(2), 0.3),  # half of the way in 166 h
        (0.0, 0.6, 480 * math.log(2), 0.45),
        (0.6, 0.0, 240 * math.log(2), 0.3),  # as slowly out of it
        (0.2, 0.6, math.inf, 0.6),
        (0.2, 0.6, 0.0, 0.2),
    ],
)
def test_people_get_used_to_what_is_there(before, presence, hours, used_to):
    assert usual(before, presence, hours, 240.0) == pytest.approx(used_to)
    assert never_usual(before, presence, hours, 240.0) == 0.0


@given(PRESENCE, PRESENCE, HOURS, HOURS)
def test_it_is_the_same_in_one_step_or_in_two(before, presence, one, other):
    twice = usual(usual(before, presence, one, 240.0), presence, other, 240.0)
    assert twice == pytest.approx(usual(before, presence, one + other, 240.0), abs=1e-9)


@pytest.mark.parametrize(("there", "used_to", "felt"), [(0.6, 0.0, 0.6), (0.6, 0.45, 0.15),
                                                        (0.3, 0.6, 0.0)])  # fmt: skip
def test_only_what_lies_above_is_felt(there, used_to, felt):
    assert above(np.array(there), np.array(used_to)) == pytest.approx(felt)


@pytest.mark.parametrize(
    ("strength", "used_to", "more"),
    [
        (1.0, 0.0, 0.5),  # a hundred where nobody stood, half strength a hundred
        (0.4, math.log(2.2), 1.6 / 2.6 - 6 / 11),  # forty beside a garrison of 120
        (0.0, 0.4, 0.0),
        (1.0, math.log(100), 100 / 101 - 0.99),  # one beside 99
    ],
)
def test_a_raid_counts_as_far_as_it_adds(strength, used_to, more):
    assert added(np.array(strength), np.array(used_to)) == pytest.approx(more, abs=2e-4)


@given(st.floats(0, 20), PRESENCE, PRESENCE)
def test_the_more_people_are_used_to_the_less_it_adds(strength, one, other):
    few, many = sorted((one, other))
    assert added(strength, many) <= added(strength, few) + 1e-12
    assert added(strength, many) >= -1e-12


@pytest.mark.parametrize(
    ("now", "before", "hours", "left"),
    [
        (0.7, 0.2, 1.0, 0.7),
        (0.0, 0.8, 6.0 * math.log(2), 0.4),
        (0.5, 0.8, 6.0 * math.log(2), 0.5),
        (0.0, 0.0, 1.0, 0.0),
    ],
)
def test_what_is_felt_rises_at_once_and_fades_slowly(now, before, hours, left):
    assert lingering(now, before, hours, 6.0) == pytest.approx(left)


@pytest.mark.parametrize(
    ("times", "before", "moves"),
    [
        (1.0, 0.0, 1.0),  # the first of its kind
        (1.0, 1.0, math.log2(1.5)),  # the second: log2 3 are felt of both
        (1.0, math.log2(10), math.log2(1.1)),  # the tenth: an eighth of the first
        (2.0, 0.0, 2.0),  # three at once, log2 4
        (0.3, 0.0, 0.3),
        (0.0, 2.0, 0.0),
    ],
)
def test_what_happens_again_moves_less(times, before, moves):
    assert felt(np.array(times), np.array(before)) == pytest.approx(moves)
    assert as_the_first(np.array(times), np.array(before)) == pytest.approx(times)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_many_are_felt_alike_at_once_or_one_after_the_other(numbers):
    so_far = np.array(0.0)
    for number in numbers:
        so_far = so_far + felt(np.log2(1.0 + np.array(float(number))), so_far)
    assert so_far == pytest.approx(math.log2(1 + sum(numbers)))
