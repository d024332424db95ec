import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.belief import share_of
from sim.model.rules.rumour import (
    Hearing,
    ambiguity,
    birth_rate,
    fade,
    no_birth,
    noise,
    spread,
    told_odds,
)

SHARE = st.floats(0, 1)


def one_town(x: float, y: float, b: float) -> Hearing:
    return Hearing(np.array([x]), np.array([y]), np.array([b]))


def test_a_step_as_worked_by_hand():
    # to half time: half of .8 have heard, .3 of them spread; .2 stop at rate 2 * .2 / 2 = .2
    # from there: exp(-2 * 5 ln 2 * y) = 2 ** (-10 y) stay ignorant; stop at rate 2 * .6 / 2 = .6
    after = spread(one_town(0.8, 0.2, 0.1), np.array([[2.0]]), 2.0, 0.25, 5.0 * math.log(2))
    halfway = 0.2 * 2**-0.5 + 0.3 * 2**-0.25
    ignorant = 0.8 * 2 ** (-10 * halfway)
    new = 0.75 * (0.8 - ignorant)  # who hear it and pass it on
    assert after.ignorant[0] == pytest.approx(ignorant)
    assert after.spreading[0] == pytest.approx(0.2 / 8 + new * 8**-0.5)
    assert after.heard[0] == pytest.approx(0.1 + 0.8 - ignorant)
    found = [shares[0] for shares in after]
    assert found == pytest.approx([0.05224, 0.22328, 0.84776], abs=1e-5)


def test_two_towns_as_worked_by_hand():
    # half time is ln 2: half of the second's .5 have heard, its spreaders stop at 2 * .5 / 2 = .5
    # all disbelieve: whoever hears does not spread it, so that the first never spreads
    state = Hearing(np.array([1.0, 0.5]), np.array([0.0, 0.5]), np.array([0.0, 0.5]))
    after = spread(state, np.array([[2.0, 1.0], [0.5, 2.0]]), 2.0, 1.0, 2.0 * math.log(2))
    halfway = 0.5 * 2**-0.5
    knowing = 0.75
    assert after.ignorant[0] == pytest.approx(2 ** (-2 * halfway))
    assert after.ignorant[1] == pytest.approx(0.5 * 2 ** (-4 * halfway))
    assert after.spreading[0] == 0.0
    assert after.spreading[1] == pytest.approx(0.5 * 2 ** (-2 * knowing))
    assert after.heard == pytest.approx(0.5 * np.array([0, 1]) + state.ignorant - after.ignorant)


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
    assert after.heard[0] == pytest.approx(1.0 - after.ignorant[0])


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
    assert (after.ignorant + after.heard <= 1 + 1e-9).all()


def test_attention_halves_in_its_half_life():
    assert fade(np.array([0.8, 0.0]), 5 * math.log(2), 5.0) == pytest.approx([0.4, 0.0])


@pytest.mark.parametrize(
    ("threat", "unclear", "distorted", "rate"),
    [
        (0.5, 0.4, 1.0, 0.06),
        (0.5, 0.4, 0.25, 0.015),
        (-1.0, 1.0, 1.0, 0.0),
        (2.0, 0.0, 1.0, 0.0),
        (2.0, 1.0, 0.0, 0.0),
    ],
)
def test_rumours_are_born_of_importance_times_ambiguity(threat, unclear, distorted, rate):
    assert birth_rate(threat, unclear, distorted, 0.3) == pytest.approx(rate)
    assert no_birth(threat, unclear, distorted, 0.3) == 0.0


@pytest.mark.parametrize(
    ("word_of_mouth", "channels", "distorted"),
    [
        (0.3, (), 0.3),
        (0.0, (), 0.0),
        (0.0, ((0.5, 0.4),), 0.2),
        (0.5, ((0.5, 0.4), (1.0, 0.5)), 0.8),  # 1 - .5 * .8 * .5
        (0.0, ((1.0, 1.0), (0.0, 1.0)), 1.0),
    ],
)
def test_noise_as_worked_by_hand(word_of_mouth, channels, distorted):
    assert noise(word_of_mouth, channels) == pytest.approx(distorted)


@given(SHARE, st.lists(st.tuples(SHARE, SHARE), max_size=5), st.tuples(SHARE, SHARE))
def test_one_more_channel_never_makes_news_cleaner(word_of_mouth, channels, another):
    before = noise(word_of_mouth, tuple(channels))
    after = noise(word_of_mouth, (*channels, another))
    assert 0.0 <= before <= after + 1e-12
    assert after <= 1.0
    assert noise(word_of_mouth, (another, *channels)) == pytest.approx(after, abs=1e-12)


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


@pytest.mark.parametrize("disbelief", [0.1, 0.2, 0.5])
def test_who_hears_a_rumour_believes_it_but_for_a_share(disbelief):
    doubt = -3.0
    assert share_of(doubt + told_odds(doubt, disbelief)) == pytest.approx(1.0 - disbelief)
