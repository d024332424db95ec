import numpy as np
import pytest

from sim.model.rules.belief import heard_of, known_to_all

FULL = np.array([2.0])


def hear(known: float, awake: float, told: float, share: float) -> float:
    numbers = (np.array([one]) for one in (known, awake, told))
    known, awake, told = numbers
    return float(heard_of(known, FULL, awake, told, share)[0])


@pytest.mark.parametrize(
    ("known", "awake", "told", "share", "after"),
    [
        (0.0, 1.0, 0.0, 0.3, 0.6),  # a third of an hour or so by day
        (0.6, 1.0, 0.0, 0.3, 1.02),
        (0.0, 0.1, 0.0, 0.3, 0.06),  # by night only those who are awake
        (0.2, 0.1, 0.0, 0.3, 0.2),  # all who are awake know, and nobody else does
        (0.6, 0.1, 0.0, 0.3, 0.6),  # who has gone to bed has not forgotten it
        (0.0, 0.1, 1.0, 0.0, 2.0),  # sirens tell at once
        (0.0, 1.0, 0.05, 0.0, 0.1),  # who is out sees it
        (3.0, 1.0, 0.0, 0.3, 2.0),  # police who have left are felt by nobody
    ],
)  # fmt: skip
def test_word_spreads_among_who_is_awake_as_worked_by_hand(known, awake, told, share, after):
    assert hear(known, awake, told, share) == pytest.approx(after)


def test_half_of_a_town_knows_within_an_hour_or_so_by_day():
    known, share = 0.0, 1 - np.exp(-0.25 / 0.7)
    shares = []
    for _ in range(8):
        known = hear(known, 1.0, 0.0, share)
        shares.append(known / 2.0)
    assert shares[1] == pytest.approx(1 - np.exp(-0.5 / 0.7))
    assert shares[3] > 0.7
    assert shares[7] > 0.9


def test_without_the_rule_everybody_knows_at_once():
    nobody = np.zeros(1)
    assert known_to_all(nobody, FULL, nobody, nobody, 0.0) == FULL
