import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.triggers import left, no_shock, of_arrest, shock

SHARE = st.floats(0, 1)


def test_a_shock_as_worked_by_hand():
    here_and_elsewhere = np.array([1.0, 0.3])
    assert shock(0.25, 0.8, here_and_elsewhere, 2.0) == pytest.approx([0.4, 0.12])
    assert not no_shock(0.25, 0.8, here_and_elsewhere, 2.0).any()


@pytest.mark.parametrize(("hours", "share"), [(0.0, 1.0), (8 * math.log(2), 0.5), (80.0, 4.54e-5)])
def test_what_is_left_of_it(hours, share):
    assert left(hours, 8.0) == pytest.approx(share, rel=1e-3)


@pytest.mark.parametrize(
    ("prominence", "salience", "size"),
    [
        (1.0, 1.0, 1.0),
        (0.0, 1.0, 0.6),  # anybody
        (1.0, 0.0, 0.7),  # for a crime
        (0.5, 0.5, 0.8 * 0.85),
        (0.0, 0.0, 0.42),
    ],
)
def test_an_arrest_counts_by_person_and_rule(prominence, salience, size):
    assert of_arrest(prominence, salience, 0.4, 0.3) == pytest.approx(size)


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_the_better_known_the_person_the_more(one, other, salience, person, rule):
    unknown, known = sorted((one, other))
    less, more = (of_arrest(p, salience, person, rule) for p in (unknown, known))
    assert 0.0 <= less <= more + 1e-12 <= 1.0 + 2e-12
