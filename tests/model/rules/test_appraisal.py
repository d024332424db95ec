import numpy as np
import pytest

from sim.model.rules.appraisal import CEILING, means_threat, saturated


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


@pytest.mark.parametrize("fear", [CEILING, 11.0, 1e300, float("inf")])
def test_threat_is_at_most_its_ceiling(fear):
    assert saturated(np.array([fear, 0.5])) == pytest.approx([CEILING, 0.5])
