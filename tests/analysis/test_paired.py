import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.paired import (
    PAIRED,
    Ablated,
    PairedEffect,
    column_of,
    judge_effect,
    paired_effect,
)

TIMES = st.lists(st.none() | st.floats(0, 200), min_size=1, max_size=12)


def rows(values, column="x"):
    return [{"run": number, column: value} for number, value in enumerate(values)]


@pytest.mark.parametrize(
    ("statistic", "base", "variant", "value"),
    [
        ("share_difference", [1, 2, None, None], [1, None, None, None], -0.25),
        ("share_difference", [1, 2, 0, 0], [1, 0, 0, 0], -0.25),
        ("share_in_variant", [1, 1, 1, 1], [3, None, 0, 2], 0.5),
        ("mean_difference", [1, 2, 3, None], [2, 4, None, 9], 1.5),
        ("median_difference", [1, 2, 3, None], [2, 4, 6, 9], 2),
        ("difference_of_medians", [1, 2, 3, None], [2, 4, 6, 9], 2),
        ("ratio_of_means", [1, 3], [4, 8], 3),
        ("relative_difference", [10, 10], [2, 4], -0.7),
        ("ratio_of_spreads", [0, 1, 2, 3, 4], [0, 3, 6, 9, 12], 3),
    ],
)
def test_statistics_of_pairs_by_hand(statistic, base, variant, value):
    effect = paired_effect(rows(base), rows(variant), statistic, "x")
    assert effect.value == pytest.approx(value)
    assert effect.low - 1e-9 <= effect.value <= effect.high + 1e-9


def test_every_statistic_is_tested_by_hand():
    cases = test_statistics_of_pairs_by_hand.pytestmark[0].args[1]
    assert {case[0] for case in cases} == set(PAIRED)


def test_a_column_can_be_asked_for_a_level():
    assert column_of(rows([5, 6, None]), "x>=6").tolist() == [0, 1, 0]
    effect = paired_effect(rows([5, 6, 4, 5]), rows([6, 6, 6, 5]), "share_difference", "x>=6")
    assert effect.value == 0.5


def test_what_the_arms_share_cancels():
    rng = np.random.default_rng(2)
    base = rng.normal(0, 100, 200)
    variant = base + rng.normal(1, 0.5, 200)
    paired = paired_effect(rows(base), rows(variant), "mean_difference", "x")
    apart = paired_effect(rows(base), rows(rng.permutation(variant)), "mean_difference", "x")
    assert paired.value == pytest.approx(apart.value)
    assert paired.low > 0.8
    assert paired.high < 1.2
    assert apart.error > 50 * paired.error


def test_intervals_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(4)
    hits = 0
    for _ in range(200):
        base = rng.exponential(5, 40)
        effect = paired_effect(
            rows(base), rows(base + rng.normal(1, 3, 40)), "mean_difference", "x"
        )
        hits += effect.low <= 1 <= effect.high
    assert 0.88 < hits / 200 < 0.99


@settings(max_examples=30)
@given(TIMES, st.sampled_from(sorted(PAIRED)))
def test_an_arm_does_not_differ_from_itself(values, statistic):
    effect = paired_effect(rows(values), rows(values), statistic, "x")
    neutral = 1 if statistic.startswith("ratio") else 0
    if statistic != "share_in_variant" and not np.isnan(effect.value):
        assert effect.value == pytest.approx(neutral)


@pytest.mark.parametrize(
    ("statistic", "column", "variant", "said"),
    [
        ("mean_differense", "x", [1, 2], "write one of"),
        ("mean_difference", "y", [1, 2], "no such column"),
        ("mean_difference", "x>=high", [1, 2], "no such column"),
        ("mean_difference", "x", ["postpone", None], "not a number"),
        ("mean_difference", "x", [1], "same runs"),
    ],
)
def test_what_makes_no_sense_is_refused(statistic, column, variant, said):
    with pytest.raises(ValueError, match=said):
        paired_effect(rows([1, 2]), rows(variant), statistic, column)


def test_nothing_to_subtract_is_no_effect():
    effect = paired_effect(rows([1, None]), rows([None, 1]), "mean_difference", "x")
    assert np.isnan(effect.value)
    assert effect.n == 0


@pytest.mark.parametrize(
    ("value", "low", "high", "n", "least", "said"),
    [
        (-5, -6, -4, 50, -3, "needed"),
        (-5, -6, -4, 50, -8, "smaller than required"),
        (-5, -9, 1, 50, -3, "not clear"),
        (5, 4, 6, 50, -3, "wrong way"),
        (5, 4, 6, 50, 3, "needed"),
        (5, 5, 5, 1, 3, "not clear"),
        (float("nan"),) * 3 + (0, 3, "nothing to compare"),
    ],
)
def test_an_effect_is_judged_by_sign_interval_and_size(value, low, high, n, least, said):
    effect = PairedEffect(value, 0.5, low, high, n)
    assert judge_effect(effect, least) == said
    assert Ablated("m", "", "", "", least, 0.0, effect, 50).verdict == said


def test_a_ratio_is_judged_from_one():
    assert judge_effect(PairedEffect(4, 0.5, 3, 5, 50), 3, 1) == "needed"
    assert judge_effect(PairedEffect(2, 0.3, 1.5, 2.5, 50), 3, 1) == "smaller than required"
    assert judge_effect(PairedEffect(0.5, 0.1, 0.3, 0.7, 50), 3, 1) == "wrong way"
    one = Ablated("m", "", "", "", 3.0, 1.0, PairedEffect(4, 0.5, 3, 5, 50), 50)
    assert one.relative(3) == 1
    assert one.relative(1) == 0
