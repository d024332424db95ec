import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.patron_control import (
    free_fire,
    free_lorries,
    held_fire,
    lorries,
    never_obeys,
    no_shift,
    obeys,
    threshold_shift,
)

SHARE, STANCE = st.floats(0, 1), st.floats(-1, 1)


@pytest.mark.parametrize(
    ("stance", "weight", "shift"), [(1.0, 0.2, -0.2), (0.0, 0.2, 0.0), (-0.5, 0.4, 0.2)]
)
def test_the_patrons_word_moves_the_threshold(stance, weight, shift):
    assert threshold_shift(stance, weight) == pytest.approx(shift)
    assert no_shift(stance, weight) == 0.0


@pytest.mark.parametrize(
    ("arguments", "groups"),
    [
        ((4.0, 0.5, 0.0, 0.9), 2.0),
        ((4.0, 0.5, 1.0, 0.9), 2.0),
        ((4.0, 0.5, -1.0, 0.9), 0.2),
        ((4.0, 0.5, -0.5, 1.0), 1.0),
        ((4.0, 1.0, -1.0, 1.0), 0.0),
    ],
)
def test_lorries_as_worked_by_hand(arguments, groups):
    assert lorries(*arguments) == pytest.approx(groups)


@given(st.floats(0, 40), SHARE, STANCE, STANCE, SHARE)
def test_a_go_ahead_never_takes_lorries_away(groups, material, one, other, discipline):
    against, for_it = sorted((one, other))
    held, sent = (lorries(groups, material, s, discipline) for s in (against, for_it))
    assert 0.0 <= held <= sent <= free_lorries(groups, material, for_it, discipline)
    assert threshold_shift(for_it, 0.3) <= threshold_shift(against, 0.3)


@pytest.mark.parametrize(
    ("stance", "discipline", "share"),
    [(0.0, 0.9, 1.0), (1.0, 0.9, 1.0), (-1.0, 0.9, 0.1), (-0.5, 0.6, 0.7), (-1.0, 0.0, 1.0)],
)
def test_clients_hold_their_fire_as_worked_by_hand(stance, discipline, share):
    assert held_fire(stance, discipline) == pytest.approx(share)
    assert free_fire(stance, discipline) == 1.0


@given(STANCE, STANCE, SHARE, SHARE)
def test_a_sterner_word_and_more_discipline_hold_more_fire(one, other, loose, tight):
    against, for_it = sorted((one, other))
    loose, tight = sorted((loose, tight))
    assert 0.0 <= held_fire(against, tight) <= held_fire(for_it, tight) <= 1.0
    assert held_fire(against, tight) <= held_fire(against, loose)


@given(st.floats(0, 1, exclude_max=True), SHARE)
def test_obedience_is_the_share_of_draws_that_obey(draw, obedience):
    assert obeys(draw, obedience) == (draw < obedience)
    assert obeys(draw, 1.0)
    assert not obeys(draw, 0.0)
    assert not never_obeys(draw, obedience)
