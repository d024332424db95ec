import math
from statistics import NormalDist

import pytest

from sim.model.rules.clearance import (
    Mood,
    Weighing,
    alarmed,
    always_clears,
    choices,
    clear_chance,
    mandate,
    wanted,
    withdraws,
    worth,
)

LAW = Weighing(0.22, 0.35, 0.25, 0.75, 0.255, 0.5, 1.035, 1.15, 0.85, 1.5, 0.45, 0.3, 0.3)


@pytest.mark.parametrize(
    ("mood", "talk", "warn", "clear"),
    [
        (Mood(0.0, 0.0, 0.7, 1.0), -0.25, -1.29, -0.45 - 0.595),
        (Mood(2.0, 0.0, 0.7, 1.0), 0.45, 0.21, 2.3 - 0.595 - 0.45),
        (Mood(2.0, 0.8, 1.0, 1.0), 0.45, 1.5 - 0.255 * 1.4 - 1.035, 2.3 - 0.85 * 1.8 - 0.45),
        (Mood(2.0, 0.0, 9.0, 0.0), 0.45, 0.21, 2.3 - 0.85 * 1.5 - 0.75),
    ],
)
def test_worth_as_worked_by_hand(mood, talk, warn, clear):
    assert worth(mood, LAW) == pytest.approx({"talk": talk, "warn": warn, "clear": clear})


def test_choices_are_a_logit_with_waiting():
    mood = Mood(0.0, 0.0, 0.7, 1.0)
    powers = [math.exp(value / 0.22) for value in worth(mood, LAW).values()]
    found = choices(mood, LAW)
    assert list(found.values()) == pytest.approx([p / (1 + sum(powers)) for p in powers])
    assert clear_chance(mood, LAW) == found["clear"]
    assert always_clears(mood, LAW) == 1.0


def test_more_resistance_and_more_care_mean_less_clearing():
    moods = [Mood(2.0, 0.0, 0.2, 1.0), Mood(2.0, 0.0, 1.0, 1.0), Mood(2.0, 1.0, 1.0, 1.0)]
    chances = [clear_chance(mood, LAW) for mood in moods]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 2 * chances[2]


def test_a_force_steps_back_first_and_pushes_later():
    law = (3.0, 0.5, 0.5)
    assert withdraws(150.0, 100.0, 0.0, law) == pytest.approx(0.5)
    assert withdraws(300.0, 100.0, 1.0, law) == pytest.approx(0.5)
    assert withdraws(150.0, 100.0, 2.0, law) == pytest.approx(1 / (1 + math.exp(3.0)))


def test_who_comes_at_an_alarm():
    come = alarmed(0.5, (0.85, 1.6, 0.5), 1000.0)
    assert come == pytest.approx(1000 * NormalDist().cdf((math.tanh(1.35) - 1.6) / 0.5))


@pytest.mark.parametrize(
    ("resolve", "restraint", "counts"),
    [
        (0.65, 0.5, 0.25), (0.65, 0.0, 0.5), (0.65, 1.0, 0.0), (0.9, 0.5, 0.25 * math.e),
    ],
)  # fmt: skip
def test_how_much_the_need_of_police_counts(resolve, restraint, counts):
    assert mandate(resolve, restraint, (0.25, 4.0, 0.65)) == pytest.approx(counts)


def test_as_many_are_wanted_as_resistance_asks_for():
    """A company of 100 for what was reckoned with at first (.7) or less, 200 for twice of it."""
    assert [wanted(rho, 0.7, 100.0) for rho in (0.2, 0.7, 1.4)] == [100.0, 100.0, 200.0]
