import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.kin_readiness import (
    Alarm,
    Weights,
    alarm,
    hawkishness,
    never_raised,
    raise_rate,
    warning,
)

SHARE = st.floats(0, 1)
W = Weights(0.4, 0.8, 0.25, 0.1, 0.3, 96.0, 0.6, 1.2)
LAW = (0.1, 4.0, 0.2, 0.15, 0.5)


@pytest.mark.parametrize(
    ("seen", "hawkish", "level"),
    [
        (Alarm(), 1.0, 0.0),
        (Alarm(deadlock=96.0), 1.0, 0.4 * (1.0 - 1.0 / math.e)),
        (Alarm(deadlock=96.0 * math.log(2)), 2.0, 0.4),
        (Alarm(harm=0.5), 1.0, 0.4),
        (Alarm(harm=5.0), 1.0, 0.96),
        (Alarm(threat=1.0), 1.0, 0.1),
        (Alarm(threat=0.5), 1.0, 0.0),
        (Alarm(contested=True), 0.5, 0.05),
        (Alarm(harm=1.0, settled=True), 1.0, 0.5),
        (Alarm(harm=1.0, warning=0.35), 1.0, 0.45),
    ],
)
def test_alarm_as_worked_by_hand(seen, hawkish, level):
    assert alarm(seen, hawkish, W) == pytest.approx(level)


@pytest.mark.parametrize(
    ("level", "rate"),
    [(0.5, 0.1), (0.7, 0.1 * math.e), (5.0, 0.4), (0.4, 0.1 * math.exp(-0.5)), (0.35, 0.0)],
)
def test_a_step_comes_as_alarm_nears_it(level, rate):
    assert raise_rate(level, 0.5, LAW) == pytest.approx(rate)
    assert raise_rate(0.1, 0.2, LAW) == 0.0
    assert never_raised(level, 0.5, LAW) == 0.0


def test_the_more_restrained_the_less_alarm():
    assert hawkishness(0.8, 2.0, 0.8) == 1.0
    assert hawkishness(0.3, 2.0, 0.8) == pytest.approx(math.e)


def test_a_warning_is_forgotten():
    assert warning(0.8, 0.0, 0.5, 48.0) == pytest.approx(0.4)
    assert warning(0.8, 48.0, 0.5, 48.0) == pytest.approx(0.4 / math.e)


@given(SHARE, SHARE, SHARE)
def test_a_stronger_warning_never_raises_readiness(harm, one, other):
    weak, strong = (alarm(Alarm(harm=harm, warning=w), 1.0, W) for w in sorted((one, other)))
    assert strong <= weak
    assert raise_rate(strong, 0.3, LAW) <= raise_rate(weak, 0.3, LAW)
