import numpy as np
import pytest

from tests.model.verification.laws import exponential, p_of_law, p_of_same_law


def test_a_law_is_kept_and_a_wrong_mean_is_noticed():
    sample = np.random.default_rng(1).exponential(2.0, 2000)
    assert p_of_law(sample, exponential(2.0)) > 0.05
    assert p_of_law(sample, exponential(2.2)) < 0.01


def test_p_values_of_true_laws_are_uniform():
    rng = np.random.default_rng(2)
    found = [p_of_law(rng.random(100), lambda x: x) for _ in range(1000)]
    assert np.mean(np.array(found) < 0.05) == pytest.approx(0.05, abs=0.02)
    assert np.mean(np.array(found) < 0.5) == pytest.approx(0.5, abs=0.05)


def test_two_samples_of_one_law_agree_and_of_two_laws_do_not():
    rng = np.random.default_rng(3)
    a, b = rng.normal(0, 1, 400), rng.normal(0, 1, 300)
    assert p_of_same_law(a, b) > 0.05
    assert p_of_same_law(a, b + 0.5) < 0.001
    assert p_of_same_law(a, a.copy()) == 1.0
