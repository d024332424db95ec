import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.kin_readiness import never_raised, raise_rate

SHARE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("arguments", "rate"),
    [
        ((0.9, 0.5, 0.0, 0.4, 0.02), 0.01),
        ((0.9, 0.0, 0.0, 0.4, 0.02), 0.02),
        ((0.9, 0.5, 0.6, 0.4, 0.02), 0.004),
        ((0.4, 0.5, 0.0, 0.4, 0.02), 0.0),
        ((0.1, 0.5, 0.0, 0.4, 0.02), 0.0),
        ((0.9, 1.0, 0.0, 0.4, 0.02), 0.0),
        ((0.9, 0.5, 1.0, 0.4, 0.02), 0.0),
    ],
)
def test_readiness_is_raised_as_worked_by_hand(arguments, rate):
    assert raise_rate(*arguments) == pytest.approx(rate)
    assert never_raised(*arguments) == 0.0


@given(st.floats(0, 5), SHARE, SHARE, SHARE)
def test_a_stronger_warning_never_raises_readiness(threat, restraint, one, other):
    weak, strong = sorted((one, other))
    rates = [raise_rate(threat, restraint, w, 0.4, 1.0) for w in (weak, strong)]
    assert 0.0 <= rates[1] <= rates[0] <= 2.0 * max(0.0, threat - 0.4) * (1 + 1e-12)


@given(st.floats(0, 5), st.floats(0, 5), SHARE, SHARE)
def test_more_threat_to_kin_never_lowers_it(one, other, restraint, warning):
    low, high = sorted((one, other))
    assert raise_rate(low, restraint, warning, 0.4, 1) <= raise_rate(
        high, restraint, warning, 0.4, 1
    )
