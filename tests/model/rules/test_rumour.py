import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.rumour import Hearing, ambiguity, birth_rate, fade, no_birth, spread

SHARE = st.floats(0, 1)


def one_town(x: float, y: float, b: float) -> Hearing:
    return Hearing(np.array([x]), np.array([y]), np.array([b]))


def test_a_step_as_worked_by_hand():
    # heard: half of .8; known on average .4; keep exp(-.4 * 2 ln 2 / 2) = 2 ** -.4
    contact = np.array([[2.0]])
    hours = 0.5 * math.log(2) / 0.2
    after = spread(one_town(0.8, 0.2, 0.1), contact, 2.0, 0.25, hours)
    stopping = 2.0 * (1 - 0.5 * (0.8 + 0.4)) / 2.0
    assert after.ignorant[0] == pytest.approx(0.4)
    assert after.spreading[0] == pytest.approx(0.2 * math.exp(-stopping * hours) + 0.75 * 0.4)
    assert after.believing[0] == pytest.approx(0.1 + 0.75 * 0.4)


def test_without_time_nothing_happens():
    state = one_town(0.7, 0.2, 0.1)
    assert all(
        np.array_equal(a, b)
        for a, b in zip(spread(state, np.eye(1), 1.0, 0.0, 0.0), state, strict=True)
    )


def test_disbelievers_hear_and_do_not_pass_on():
    after = spread(one_town(0.5, 0.5, 0.5), np.eye(1), 1.0, 1.0, 1.0)
    assert after.ignorant[0] < 0.5
    assert after.spreading[0] < 0.5
    assert after.believing[0] == 0.5


@given(
    st.lists(st.tuples(SHARE, SHARE, SHARE), min_size=1, max_size=5),
    st.floats(0, 50),
    SHARE,
    st.floats(0.1, 20),
    SHARE,
    st.floats(0, 1),
)
def test_shares_stay_shares(towns, rate, leak, k, disbelief, hours):
    x = np.array([town[0] for town in towns])
    y = (1 - x) * [town[1] for town in towns]
    b = (1 - x) * [town[2] for town in towns]
    n = len(towns)
    contact = rate * ((1 - leak) * np.eye(n) + leak / n)
    after = spread(Hearing(x, y, b), contact, k, disbelief, hours)
    for shares in after:
        assert np.isfinite(shares).all()
        assert (shares >= 0).all()
    assert (after.ignorant <= x).all()
    assert (after.ignorant + after.spreading <= 1 + 1e-9).all()
    assert (after.ignorant + after.believing <= 1 + 1e-9).all()


def test_belief_halves_in_its_half_life():
    assert fade(np.array([0.8, 0.0]), 5 * math.log(2), 5.0) == pytest.approx([0.4, 0.0])


@pytest.mark.parametrize(
    ("threat", "unclear", "rate"), [(0.5, 0.4, 0.06), (-1.0, 1.0, 0.0), (2.0, 0.0, 0.0)]
)
def test_rumours_are_born_of_importance_times_ambiguity(threat, unclear, rate):
    assert birth_rate(threat, unclear, 0.3) == pytest.approx(rate)
    assert no_birth(threat, unclear, 0.3) == 0.0


@pytest.mark.parametrize(
    ("entry", "trouble", "unclear"),
    [
        (0.0, 0.0, 1.0),
        (0.0, math.inf, 0.5),
        (math.inf, 0.0, 0.5),
        (math.inf, math.inf, 0.0),
        (8 * math.log(2), math.inf, 0.25),
    ],
)
def test_ambiguity_as_worked_by_hand(entry, trouble, unclear):
    assert ambiguity(entry, trouble, 8.0) == pytest.approx(unclear)


@given(st.floats(0, 1000), st.floats(0, 1000), st.floats(0, 1000), st.floats(0.5, 500))
def test_news_makes_things_clearer(one, other, trouble, clear):
    soon, late = sorted((one, other))
    assert 0 <= ambiguity(late, trouble, clear) <= ambiguity(soon, trouble, clear) <= 1
