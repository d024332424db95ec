"""Statistics of our own beside those of SciPy, where it has them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.analysis.bootstrap import RESAMPLES, bootstrap_counts, bootstrap_places
from sim.analysis.intervals import (
    bootstrap_half_width,
    newcombe_interval,
    percentile_levels,
    student_quantile,
    wilson_interval,
)
from sim.analysis.paired import paired_effect
from sim.analysis.resampling import effective_sample_size, mean_effects, sign_flip_test


def rng():
    return np.random.default_rng(3)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_is_that_of_scipy(case):
    usual = stats.binomtest(*case).proportion_ci(method="wilson")
    assert wilson_interval(*case) == pytest.approx((usual.low, usual.high), abs=1e-12)


def test_of_nothing_asked_nothing_is_known():
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_newcombes_interval_is_the_published_one():
    found = newcombe_interval((56 / 70, 70), (48 / 80, 80))  # Newcombe 1998, table II, (a)
    assert found == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_students_quantile_is_exact():
    for freedom in (1, 2, 3, 10, 100):
        assert student_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-12)
    assert np.isnan(student_quantile(0))


def test_percentile_levels_are_wider_where_groups_are_few():
    assert percentile_levels(5)[0] == pytest.approx(
        stats.norm.cdf(-stats.t.ppf(0.975, 4) * np.sqrt(5 / 4))
    )
    assert bootstrap_half_width(10_000) == pytest.approx(stats.norm.ppf(0.975), abs=1e-3)
    with pytest.raises(ValueError, match="at least two"):
        percentile_levels(1)


def test_the_bootstrap_of_a_mean_is_that_of_scipy():
    values = rng().gamma(1.0, 2.0, 40)
    usual = stats.bootstrap((values,), np.mean, n_resamples=4000, rng=5, method="percentile")
    ours = mean_effects(values[:, None], np.arange(40))[0]
    assert ours.value == pytest.approx(values.mean())
    assert ours.error == pytest.approx(float(usual.standard_error), rel=0.05)
    # ours holds the percentiles and allows for few, so that it is a little wider
    width = usual.confidence_interval.high - usual.confidence_interval.low
    assert 0.98 < (ours.high - ours.low) / width < 1.25


def test_the_bootstrap_of_pairs_is_that_of_scipy():
    base, variant = rng().poisson(((4.0,), (5.0,)), (2, 60))
    usual = stats.bootstrap(
        (base, variant),
        lambda one, other, axis: other.mean(axis) / one.mean(axis),
        paired=True,
        n_resamples=4000,
        method="percentile",
        rng=5,
    )
    arms = [[{"run": n, "x": float(x)} for n, x in enumerate(values)] for values in (base, variant)]
    ours = paired_effect(*arms, "ratio_of_means", "x")
    ends = (usual.confidence_interval.low, usual.confidence_interval.high)
    assert (ours.low, ours.high) == pytest.approx(ends, abs=0.02)


def test_a_test_of_flipped_signs_is_that_of_scipy():
    moved = rng().normal(0.5, 1.0, 12)
    usual = stats.permutation_test((moved,), np.mean, permutation_type="samples", n_resamples=5000)
    found = sign_flip_test(moved[:, None], np.arange(12))
    assert found.unadjusted[0] == pytest.approx(usual.pvalue, abs=0.01)


def test_counts_are_those_of_the_places_and_blocks_go_round():
    counts, places = bootstrap_counts(7), bootstrap_places(7)
    assert (counts.sum(axis=1) == 7).all()
    assert counts.shape == (RESAMPLES, 7)
    assert [np.count_nonzero(places[3] == n) for n in range(7)] == counts[3].tolist()
    blocks = bootstrap_places(10, 4)
    assert blocks.shape == (RESAMPLES, 10)
    assert ((blocks[:, 1:4] - blocks[:, :3]) % 10 == 1).all()
    assert ((blocks[:, 5:8] - blocks[:, 4:7]) % 10 == 1).all()


def test_pairs_of_one_group_are_worth_as_much_as_their_groups():
    groups, alike = np.repeat(np.arange(4), 3), np.repeat([0.0, 1.0, 2.0, 3.0], 3)
    assert effective_sample_size(np.ones(12), groups) == 4.0
    assert effective_sample_size(alike, np.arange(12)) == 12.0
    assert 2.0 < effective_sample_size(alike, groups) < 5.0
    assert effective_sample_size(alike[[0, 3, 6, 9]], np.array([0, 0, 1, 1])) < 4.0
