import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules.appraisal import CEILING, felt, means_threat, saturated

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
    assert saturated(np.array(parts).sum()) == pytest.approx(total)


@pytest.mark.parametrize(
    ("network", "weight", "threat"),
    [(0.0, 0.7, 0.0), (0.5, 0.7, 0.35), (1.0, 0.7, 0.7), (3.0, 0.7, 0.7), (0.5, 0.0, 0.0)],
)
def test_the_means_of_others_frighten_up_to_a_full_network(network, weight, threat):
    assert means_threat(np.array([network, 0.0]), weight) == pytest.approx([threat, 0.0])


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
    assert saturated(np.array([fear, 0.5])) == pytest.approx([CEILING, 0.5])
