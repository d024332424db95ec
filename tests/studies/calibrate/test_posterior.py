import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.streams import triangular
from sim.studies.calibrate.posterior import (
    central_set,
    correlated_pairs,
    effective_sample_size,
    marginals,
    pairs,
    resampled,
)
from sim.studies.calibrate.priors import Prior

FLAT = Prior("a", 0.0, 0.3, 1.0, "uniform")
PEAKED = Prior("b", 0.0, 0.3, 1.0)
RNG = np.random.default_rng(1)


def even(n):
    return np.full(n, 1 / n)


def test_weights_alike_are_worth_their_number_and_one_heavy_one_is_worth_one():
    assert effective_sample_size(even(20)) == pytest.approx(20)
    assert effective_sample_size(np.array([1.0, 1e-9, 1e-9])) == pytest.approx(1)


def test_a_posterior_that_is_the_prior_is_not_identified():
    u = RNG.random((200, 2))
    peaked = [triangular(x, 0.0, 0.3, 1.0) for x in u[:, 1]]
    found = marginals([FLAT, PEAKED], np.column_stack([u[:, 0], peaked]), even(200))
    assert [one.verdict for one in found] == ["not identified"] * 2
    assert [one.width for one in found] == pytest.approx([1, 1], abs=0.2)
    assert found[0].before == pytest.approx((0.05, 0.25, 0.5, 0.75, 0.95), abs=1e-3)


def test_a_narrow_posterior_is_identified_and_a_shifted_one_weakly():
    narrow = RNG.normal(0.5, 0.03, 100)
    shifted = np.sqrt(RNG.random(400))
    assert marginals([FLAT], narrow[:, None], even(100))[0].verdict == "identified"
    assert marginals([FLAT], shifted[:, None], even(400))[0].verdict == "weakly identified"


def test_few_vectors_identify_nothing():
    narrow = np.array([[0.30], [0.31], [0.32]])
    assert marginals([FLAT], narrow, even(3))[0].verdict == "not identified"


def test_priors_are_called_identified_by_chance_in_few_calibrations():
    rng = np.random.default_rng(4)
    false = 0
    for _ in range(300):
        found = marginals([FLAT, FLAT, FLAT], rng.random((30, 3)), even(30))
        false += any(one.verdict != "not identified" for one in found)
    assert false / 300 < 0.08


def test_parameters_that_are_known_only_together_are_told():
    x = RNG.random(60)
    values = np.column_stack([x, 1 - x + RNG.normal(0, 0.02, 60), RNG.random(60)])
    priors = [FLAT._replace(path=name) for name in "abc"]
    found = pairs(priors, values, even(60))
    assert [(p.first, p.second) for p in found] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert found[0].correlation < -0.95
    assert correlated_pairs(found, 60) == found[:1]
    assert correlated_pairs(found, 3) == []


def test_among_many_pairs_none_is_told_to_be_related_by_chance():
    rng = np.random.default_rng(6)
    priors = [FLAT._replace(path=str(index)) for index in range(16)]
    told = beyond = 0
    for _ in range(40):
        found = pairs(priors, rng.random((20, 16)), even(20))
        told += bool(correlated_pairs(found, 20))
        beyond += any(abs(pair.correlation) > 0.5 for pair in found)
    assert told <= 5
    assert beyond > 30  # the control: one of 120 pairs lies that far nearly always


def test_the_typical_vector_is_nearest_to_the_medians():
    values = np.array([[0.1, 0.9], [0.5, 0.4], [0.9, 0.5]])
    assert central_set([FLAT, FLAT], values, even(3)) == 1


@given(weights=st.lists(st.floats(0.01, 1), min_size=1, max_size=20), n=st.integers(1, 40))
def test_vectors_are_taken_in_proportion_to_their_weights(weights, n):
    share = np.array(weights)
    counts = np.bincount(resampled(share, n), minlength=share.size)
    assert counts.sum() == n
    assert np.abs(counts - n * share / share.sum()).max() <= 1 + 1e-9
