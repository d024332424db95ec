import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.appraisal import CEILING, Threat, felt, saturated

SHARE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ((0.4, 0.3, 0.0, 0.1, 0.05, 0.02), 0.87),
        ((0.1, 0.0, 0.0, 0.0, 0.0, -0.04), 0.06),
        ((0.1, 0.0, 0.0, 0.0, 0.0, -0.4), 0.0),
        ((0.0,) * 6, 0.0),
    ],
)
def test_threat_is_the_sum_of_its_parts_and_never_negative(parts, total):
    assert Threat(*parts).total == pytest.approx(total)


@pytest.mark.parametrize(
    ("goldstein", "regard", "heard", "weight", "threat"),
    [
        (-10.0, 1.0, 1.0, 0.5, 0.5),
        (-7.0, 0.8, 0.25, 0.6, 0.084),  # .6 * .25 * .8 * .7
        (-7.0, -0.8, 0.25, 0.6, 0.084),
        (4.0, 0.5, 0.4, 1.0, -0.08),
        (4.0, -0.5, 0.4, 1.0, 0.0),
        (-5.0, 0.0, 1.0, 1.0, 0.0),
        (0.0, 1.0, 1.0, 1.0, 0.0),
    ],
)
def test_words_frighten_or_calm_as_worked_by_hand(goldstein, regard, heard, weight, threat):
    assert felt(goldstein, regard, heard, weight) == pytest.approx(threat)


@given(st.floats(-10, 10), st.floats(-1, 1), SHARE, st.floats(0, 3))
def test_words_move_threat_by_their_weight_at_most(goldstein, regard, heard, weight):
    threat = felt(goldstein, regard, heard, weight)
    assert abs(threat) <= weight * (1 + 1e-12)
    assert threat <= 0 if goldstein > 0 else threat >= 0


@given(st.floats(-10, 0), st.floats(-1, 1), SHARE, SHARE)
def test_a_threat_frightens_more_the_more_people_hear_it(goldstein, regard, one, other):
    few, many = sorted((one, other))
    assert felt(goldstein, regard, few, 1.0) <= felt(goldstein, regard, many, 1.0)


@given(st.floats(0, 10), st.floats(-1, 0))
def test_soothing_words_of_somebody_disliked_do_nothing(goldstein, regard):
    assert felt(goldstein, regard, 1.0, 1.0) == 0.0


@pytest.mark.parametrize("fear", [CEILING, 11.0, 1e300, float("inf")])
def test_threat_is_at_most_its_ceiling(fear):
    assert saturated(fear) == CEILING
    assert Threat(0.5, 0.1, 0.2, fear, 0.3, 0.1).total == CEILING


def test_below_its_ceiling_threat_is_the_sum_of_its_parts():
    parts = Threat(0.5, 0.1, 0.2, 2.0, 0.3, -0.1)
    assert parts.total == sum(parts)
    assert Threat(0.1, 0.0, 0.0, 0.0, 0.0, -0.5).total == 0
