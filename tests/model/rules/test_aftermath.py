import math

import pytest

from sim.model.rules import aftermath


def test_anger_is_one_at_one_dead_and_saturates():
    assert aftermath.anger(0.0, 3.5) == 0.0
    assert aftermath.anger(1.0, 3.5) == pytest.approx(3.5 * math.tanh(1.0 / 3.5))
    assert aftermath.anger(1e9, 3.5) == pytest.approx(3.5, rel=1e-3)


def test_revenge_as_worked_by_hand():
    assert aftermath.revenge_rate(0.004, 1.0, 0.0, 1.0, 5.0) == pytest.approx(0.004)
    assert aftermath.revenge_rate(0.004, 2.0, 0.5, 0.25, 0.5) == pytest.approx(0.0005)
    assert aftermath.nobody_avenges(0.004, 2.0, 0.5, 0.25, 0.5) == 0.0


def test_restraint_grows_with_the_dead_up_to_its_most():
    found = [aftermath.restraint(killed, 0.65, 2.0) for killed in (0.0, 2.0, 1e9)]
    assert found == pytest.approx([0.0, 0.325, 0.65])
    assert aftermath.unrestrained(2.0, 0.65, 2.0) == 0.0


def test_mourners_grow_with_the_root_of_the_dead():
    assert aftermath.mourners(4.0, 1200.0) == pytest.approx(2400.0)
    assert aftermath.nobody_mourns(4.0, 1200.0) == 0.0
