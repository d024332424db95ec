"""Arrests, as worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.arrests import (
    cost,
    dares,
    dares_all,
    nobody_taken,
    seen,
    taken,
    undaunted,
)
from sim.model.rules.contact import one_sided
from sim.model.rules.endurance import fill, never_full


@pytest.mark.parametrize(
    ("officers", "in_touch", "restraint", "people"),
    [(100, 60, 0.5, 2.0), (100, 60, 1.0, 0.0), (100, 1, 0.5, 1.0), (0, 60, 0.5, 0.0)],
)
def test_people_taken_in_a_push(officers, in_touch, restraint, people):
    assert taken(officers, in_touch, restraint, 0.02) == pytest.approx(people)
    assert nobody_taken(officers, in_touch, restraint, 0.02) == 0.0


@pytest.mark.parametrize(
    ("police", "crowd", "hours", "risk"),
    [(100, 100, 0, 0.9), (0, 100, 0, 0.0), (100, 1000, 0, 0.2055), (100, 100, 72, 0.3311)],
)
def test_the_risk_is_epsteins_and_is_forgotten(police, crowd, hours, risk):
    assert seen(police, crowd, 2.3, hours, 72.0) == pytest.approx(risk, abs=1e-3)


@given(st.floats(0, 5000), st.floats(1, 5000), st.floats(0, 500))
def test_more_police_are_never_a_smaller_risk_and_a_larger_crowd_never_a_larger_one(c, a, t):
    risk = seen(c, a, 2.3, t, 72.0)
    assert 0.0 <= risk <= seen(c + 1, a, 2.3, t, 72.0) <= 1.0
    assert seen(c, a + 1, 2.3, t, 72.0) <= risk


def test_who_expects_to_be_taken_pays_and_dares_less():
    risk = np.array([0.0, 0.5, 1.0])
    assert cost(risk, 0.4).tolist() == [0.0, 0.2, 0.4]
    assert undaunted(risk, 0.4).tolist() == [0.0, 0.0, 0.0]
    assert (dares(0.75), dares_all(0.75)) == (0.25, 1.0)


@pytest.mark.parametrize(
    ("charges", "runs", "factor"),
    [(False, False, 1.0), (True, False, 3.0), (False, True, 0.25), (True, True, 0.75)],
)
def test_who_charges_hurts_more_and_who_runs_less(charges, runs, factor):
    assert one_sided(charges, runs, 3.0, 0.25) == factor


def test_who_fought_stays_at_home_for_as_long_as_drawn():
    draws = np.array([0.0, 0.5, 2.0], dtype=np.float32)
    assert fill(draws, 72.0).tolist() == [0.0, 36.0, 144.0]
    assert never_full(draws, 72.0).tolist() == [0.0, 0.0, 0.0]
