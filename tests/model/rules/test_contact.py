import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules import contact

SHARE, PEOPLE = st.floats(0, 1), st.floats(0, 5000)


@pytest.mark.parametrize(("threat", "heat"), [(-1.0, 0.0), (0.3, 0.5), (0.6, 1.0), (9.0, 2.5)])
def test_heat_follows_threat_up_to_a_ceiling(threat, heat):
    assert contact.heat(threat, 0.6, 2.5) == pytest.approx(heat)


@pytest.mark.parametrize(
    ("arguments", "people"),
    [
        ((1000.0, 1.0, 0.0, 0.1, 0.3), 100.0),
        ((1000.0, 2.0, 0.5, 0.1, 0.3), 100.0),
        ((1000.0, 9.0, 0.0, 0.1, 0.3), 300.0),
        ((1000.0, 1.0, 1.0, 0.1, 0.3), 0.0),
    ],
)
def test_few_of_a_crowd_are_active(arguments, people):
    assert contact.active(*arguments) == pytest.approx(people)


def test_those_in_touch_are_bounded_by_the_room_there_is():
    assert contact.in_touch(10.0, 100.0) == pytest.approx(9.516, abs=1e-3)
    assert contact.in_touch(100.0, 100.0) == pytest.approx(63.21, abs=1e-2)
    assert contact.in_touch(1e6, 100.0) == pytest.approx(100.0)
    assert contact.in_touch(10.0, 0.0) == 0.0


def test_a_crowd_dares_less_against_a_force_that_outnumbers_it():
    assert contact.odds(100.0, 100.0, 1.4) == pytest.approx(math.exp(-1.4))
    assert contact.odds(50.0, 100.0, 1.4) == pytest.approx(math.exp(-0.7))
    assert contact.odds(50.0, 0.0, 1.4) == 0.0


def test_more_press_the_more_they_fear():
    shares = [contact.presses(threat, 1.6, 0.15) for threat in (0.0, 1.3, 1.6, 3.0)]
    assert shares == pytest.approx([0.0, 0.1192, 0.5, 1.0], abs=1e-4)


def test_a_crowd_presses_as_enough_of_it_would():
    assert [contact.urge(0.002, 0.35, b) for b in (0.0, 0.5, 1.0)] == pytest.approx(
        [0.002, 0.176, 0.35]
    )


def test_the_first_push_is_the_hardest():
    assert [contact.first_or_next(k, 0.1) for k in (0.0, 0.5, 1.0, 3.0)] == pytest.approx(
        [0.1, 0.6, 1.0, 1.0]
    )


@pytest.mark.parametrize(
    ("close", "afar", "left"), [(0.0, 0.15, 0.15), (1.0, 0.15, 1.0), (0.5, 0.2, 0.6), (0.3, 0, 0.3)]
)
def test_what_is_thrown_comes_where_nobody_dares_to_come_close(close, afar, left):
    assert contact.close_or_afar(close, afar) == pytest.approx(left)


def test_who_has_stopped_for_hours_has_to_begin_anew():
    assert contact.momentum(0.0, 2.0) == 1.0
    assert contact.momentum(2.0, 2.0) == pytest.approx(math.exp(-1))
    assert contact.momentum(math.inf, 2.0) == 0.0


def test_those_who_press_count_with_those_behind_them():
    assert contact.backed(30.0, 400.0) == pytest.approx(math.sqrt(12000))
    assert contact.backed(400.0, 400.0) == 400.0
    assert contact.odds(100.0, contact.backed(0.0, 400.0), 0.8) == 0.0


def test_pauses_lengthen_with_each_push():
    rates = [contact.push_rate(3.0, 0.5, 2.0, 0.5, k) for k in (0.0, 1.0, 2.0)]
    assert rates == pytest.approx([1.5, 0.75, 0.5])
    assert contact.nobody_pushes(3.0, 0.5, 2.0, 0.5, 0.0) == 0.0


def test_pushes_grow_with_the_square_root_of_the_hours():
    pushes, found = 0.0, {}
    for step in range(1, 16001):
        pushes += contact.push_rate(30.0, 1.0, 1.0, 1.0, pushes) * 0.001
        found[step] = pushes
    assert found[16000] / found[4000] == pytest.approx(2.0, rel=0.05)


@given(PEOPLE, PEOPLE, SHARE)
def test_the_chance_that_a_crowd_runs_is_a_share(against, crowd, share):
    assert 0.0 <= contact.crowd_runs(share, against, crowd) <= share * (1.0 + 1e-9)


@pytest.mark.parametrize(("people", "crowd", "normal", "bears"), [
    (200.0, 500.0, 0.0, 20.0), (100.0, 800.0, 0.0, 5.0), (200.0, 500.0, 1.0, 20.0 * math.e**0.5),
    (200.0, 0.0, 0.0, 20.0),
])  # fmt: skip
def test_what_a_force_bears(people, crowd, normal, bears):
    assert contact.force_bears(people, crowd, 0.1, 4.0, 0.5 * normal) == pytest.approx(bears)


@pytest.mark.parametrize(("word", "left"), [(-1.0, 0.3), (-0.5, 0.4), (0.0, 0.5), (1.0, 0.5)])
def test_a_word_to_stand_down_holds_a_force_back_as_far_as_it_heeds(word, left):
    """Restraint .5, heeds .4: .5 (1 - .4) = .3 at -1."""
    assert contact.unheld(0.5, 0.4, word) == pytest.approx(left)


@pytest.mark.parametrize(("restraint", "harm"), [(0.5, 1.0), (0.75, 0.5), (1.0, 0.0)])
def test_restraint_scales_the_harm_that_a_force_does(restraint, harm):
    assert contact.rules_of_engagement(restraint) == pytest.approx(harm)
    assert contact.calmed(restraint) == pytest.approx(1.0 - restraint)


def test_both_sides_rest():
    assert contact.rested(4.0, 8.0, 8.0) == pytest.approx(4.0 / math.e)
    assert contact.enough(5.0, 20.0) == 0.25
    assert contact.enough(50.0, 20.0) == 1.0
