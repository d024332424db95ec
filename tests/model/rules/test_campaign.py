import math

import pytest

from sim.model.rules.campaign import complaint, fresh, nobody_rallies, organised, pull, rally_rate

LAW, SHIFT = (0.08, 0.26, 0.05, 2.0), (0.25, 0.15)


def test_what_a_rally_is_about():
    assert complaint(0.5, 0.2, 0.0, (0.8, 0.45)) == pytest.approx(0.4)
    assert complaint(0.1, 0.2, 0.6, (0.8, 0.45)) == pytest.approx(0.27)
    assert complaint(0.1, 0.8, 0.6, (0.8, 0.45)) == pytest.approx(0.36)


@pytest.mark.parametrize(
    ("about", "denied", "stance", "rate"),
    [(0.26, 0.0, 0.0, 0.08), (0.31, 0.0, 0.0, 0.08 * math.e), (9.0, 0.0, 0.0, 0.08 * math.exp(2)),
     (0.31, 0.4, 0.0, 0.08 * math.exp(-1)), (0.26, 0.0, -1.0, 0.08 * math.exp(-3)),
     (0.0, 0.0, 1.0, 0.0)],
)  # fmt: skip
def test_a_rally_is_called_as_worked_by_hand(about, denied, stance, rate):
    assert rally_rate(about, denied, stance, LAW, SHIFT) == pytest.approx(rate)
    assert nobody_rallies(about, denied, stance, LAW, SHIFT) == 0.0


def test_fewer_come_from_afar_and_more_for_more_at_stake():
    assert pull(0.8, 0.6, 0.0, (0.7, 0.5, 60.0)) == pytest.approx(0.8)
    assert pull(0.8, 0.0, 60.0, (0.7, 0.5, 60.0)) == pytest.approx(0.8 * 0.7 / math.e)


def test_a_call_pulls_by_the_network_behind_it():
    assert [organised(m, 0.4) for m in (0.0, 0.5, 1.0)] == pytest.approx([0.4, 0.7, 1.0])


def test_the_urge_comes_back():
    assert fresh(0.0, 168.0) == 0.0
    assert fresh(168.0, 168.0) == pytest.approx(1 - 1 / math.e)
