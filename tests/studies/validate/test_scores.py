import csv
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.studies.validate.scores import (
    brier,
    crps,
    daily_scores,
    ignorance,
    interval_score,
    rps,
    skill,
)

DATA = Path(__file__).parent / "data" / "scores.csv"
COUNTS = st.lists(st.integers(0, 2000), min_size=1, max_size=40)
LEVELS = st.lists(st.integers(0, 8), min_size=1, max_size=40)


def golden():
    lines = [line for line in DATA.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def drawn(words):
    """The sample that words such as "100 draws of each of 0..9" describe."""
    if each := re.fullmatch(r"(\d+) draws of each of (\d+)\.\.(\d+)", words):
        n, low, high = map(int, each.groups())
        return np.repeat(np.arange(low, high + 1), n)
    n, value = map(int, re.fullmatch(r"(\d+) draws of (\d+)", words).groups())
    return np.full(n, value)


@pytest.mark.parametrize("row", golden(), ids=lambda row: f"{row['sample']} at {row['observed']}")
def test_scores_agree_with_published_values(row):
    sample, observed = drawn(row["sample"]), float(row["observed"])
    assert crps(sample, observed) == pytest.approx(float(row["crps"]), abs=1e-9)
    assert ignorance(sample, observed) == pytest.approx(float(row["ign_bits"]), abs=5e-5)
    assert interval_score(sample, observed) == pytest.approx(float(row["mis90"]), abs=1e-9)


def test_all_golden_values_are_there():
    assert len(golden()) == 6


@given(COUNTS, st.integers(0, 2000))
def test_crps_is_the_mean_over_all_pairs(values, observed):
    x = np.array(values, float)
    pairs = np.abs(x[:, None] - x).mean() / 2
    assert crps(x, observed) == pytest.approx(np.abs(x - observed).mean() - pairs, abs=1e-6)


@given(LEVELS, st.integers(0, 8))
def test_rps_of_a_level_is_the_crps_of_the_number_over_the_steps(values, observed):
    assert rps(values, observed) == pytest.approx(crps(values, observed) / 8, abs=1e-9)


@given(COUNTS, st.integers(0, 2000))
def test_no_score_is_below_zero_and_a_sure_hit_is_the_best(values, observed):
    for score in (crps, ignorance, interval_score):
        assert score(values, observed) >= -1e-9
    assert crps([observed] * 7, observed) == pytest.approx(0, abs=1e-9)
    assert interval_score([observed] * 7, observed) == 0


@pytest.mark.parametrize("score", [rps, crps, brier, ignorance, interval_score])
def test_telling_the_truth_pays(score):
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 400) if score is brier else rng.binomial(8, 0.6, 400)
    wrong = np.zeros(400) if score is brier else rng.binomial(8, 0.2, 400)
    honest = np.mean([score(truth, float(y)) for y in truth])
    assert honest < np.mean([score(wrong, float(y)) for y in truth])


def test_days_without_an_observation_are_left_out():
    samples = np.array([[0.0, 5.0, 1.0], [0.0, 7.0, 1.0]])
    assert daily_scores(crps, samples, np.array([0, np.nan, 2])) == pytest.approx([0, 1])
    assert daily_scores(crps, samples, np.full(3, np.nan)) == []


def test_skill_is_one_for_the_perfect_and_below_zero_for_the_worse():
    assert skill(0, 2) == 1
    assert skill(2, 2) == 0
    assert skill(3, 2) == -0.5
    assert np.isnan(skill(1, 0))
