import math

import numpy as np
import pytest

from sim.model.rules.rumour import Hearing, spread

SEED = 1e-5
NEVER_REACHED = {1.0: 0.2032, 2.0: 0.0595, 3.0: 0.0198}


def never_reached(law, k: float, contacts_per_step: float) -> float:
    state = Hearing(np.array([1.0 - SEED]), np.array([SEED]), np.array([SEED]))
    for _ in range(200_000):
        state = law(state, np.array([[1.0]]), k, 0.0, contacts_per_step)
        if state.spreading[0] < 1e-9:
            break
    return float(state.ignorant[0])


def both_stop(state: Hearing, contact: np.ndarray, k: float, _: float, hours: float) -> Hearing:
    """A tempting wrong scheme: two spreaders who meet both stop, at every directed contact."""
    x, y, b = state
    heard = x * (1.0 - np.exp(-contact[0, 0] * y * hours))
    stopping = contact[0, 0] * ((1.0 - x) + y) / k
    return Hearing(x - heard, y * np.exp(-stopping * hours) + heard, b + heard)


@pytest.mark.parametrize(("k", "share"), NEVER_REACHED.items())
def test_the_known_shares_solve_the_equation_of_the_docstring(k, share):
    assert share == pytest.approx(math.exp(-(1 + k) * (1 - share)), abs=1e-4)


@pytest.mark.parametrize(("k", "share"), NEVER_REACHED.items())
def test_a_rumour_never_reaches_the_known_share_of_a_town(k, share):
    assert never_reached(spread, k, 0.02) == pytest.approx(share, abs=0.0002)


@pytest.mark.parametrize(("k", "share"), NEVER_REACHED.items())
def test_half_a_contact_a_step_is_off_by_a_few_thousandths_at_most(k, share):
    assert never_reached(spread, k, 0.5) == pytest.approx(share, abs=0.003)


def first_order(state: Hearing, contact: np.ndarray, k: float, _: float, hours: float) -> Hearing:
    """A coarser scheme: spreaders as many throughout a step as at its start."""
    x, y, b = state
    heard = x * (1.0 - np.exp(-contact[0, 0] * y * hours))
    keep = np.exp(-contact[0, 0] * (1.0 - x) / k * hours)
    return Hearing(x - heard, y * keep + heard, b + heard)


def test_spreading_at_the_start_of_a_step_only_is_noticed():
    share = NEVER_REACHED[1.0]
    assert never_reached(first_order, 1.0, 0.01) == pytest.approx(share, abs=0.002)
    assert abs(never_reached(first_order, 1.0, 0.5) - share) > 0.006


def test_stopping_both_spreaders_is_noticed():
    wrong = never_reached(both_stop, 1.0, 0.005)
    assert wrong == pytest.approx(0.2847, abs=0.003)
    assert abs(wrong - NEVER_REACHED[1.0]) > 0.05


def order_of(law) -> float:
    """Order of a scheme in its step, from three steps."""
    coarse, fine, finer = (never_reached(law, 1.0, step) for step in (0.4, 0.2, 0.1))
    return math.log2(abs(fine - coarse) / abs(finer - fine))


def test_halving_the_step_quarters_the_error():
    assert order_of(spread) == pytest.approx(2.0, abs=0.2)
    assert order_of(first_order) == pytest.approx(1.0, abs=0.3)


def test_without_coupling_a_rumour_stays_in_its_town():
    state = Hearing(np.array([0.9, 1.0, 1.0]), np.array([0.1, 0.0, 0.0]), np.array([0.1, 0, 0]))
    for _ in range(500):
        state = spread(state, 6.0 * np.eye(3), 1.0, 0.2, 0.05)
    assert state.ignorant[0] < 0.6
    assert np.array_equal(state.ignorant[1:], [1.0, 1.0])
    assert not state.spreading[1:].any()
    assert not state.heard[1:].any()


def test_the_least_coupling_carries_it_everywhere():
    state = Hearing(np.array([0.9, 1.0, 1.0]), np.array([0.1, 0.0, 0.0]), np.array([0.1, 0, 0]))
    contact = 6.0 * (0.98 * np.eye(3) + 0.01 * (1 - np.eye(3)))
    for _ in range(500):
        state = spread(state, contact, 1.0, 0.2, 0.05)
    assert (state.ignorant < 0.6).all()
