import numpy as np
import pytest

from sim.report.style import pinned_settings, png_bytes
from sim.scenario.observed import Pattern
from sim.studies.calibrate.posterior import marginals, pairs
from sim.studies.calibrate.posterior_picture import LETTERS, MOST_SHOWN, Posterior, draw_posterior
from sim.studies.calibrate.predictive_check import predict_patterns
from sim.studies.calibrate.predictive_picture import Check, draw_predictive
from sim.studies.calibrate.priors import Prior
from sim.studies.calibrate.tables import parameter_rows, parameter_table, pattern_rows
from sim.studies.calibrate.words import fresh_sentences, parameter_sentences
from tests.fakes import fake_ensemble
from tests.report.words import all_words, assert_apart

ENSEMBLE = fake_ensemble(12, 3)
PATTERNS = [
    Pattern("B2", "barricades " * 9, "9", "median", "barricades_peak", "", "", 6.0, None, "", ""),
    Pattern("B4", "killed", "", "share_between", "killed", "0", "0", 1.0, 1.0, "", ""),
    Pattern("B5", "unknown", "", "median", "crisis_end_time", "", "", None, None, "", ""),
]


def picture(n, *, vectors=30, language="en"):
    rng = np.random.default_rng(1)
    priors = [
        Prior(f"parameters.a.p{i}", 0.0, 0.3, 1.0, "triangular" if i % 2 else "uniform", "h")
        for i in range(n)
    ]
    values = rng.random((vectors, n))
    values[:, 0] = 0.5 + values[:, 0] / 50
    weights = rng.random(vectors) / vectors
    found = marginals(priors, values, weights)
    both = pairs(priors, values, weights)
    labels = [f"An organisation of a long name · offer rate {i}" for i in range(n)]
    return Posterior("Fitted", found, both, values, weights, "500. " * 90, labels, language)


def words(figure):
    inside = [text.get_text() for axes in figure.axes for text in axes.texts]
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    return [text.get_text() for text in figure.texts] + titles + inside


@pytest.mark.parametrize("n", [1, 2, 6, 7, MOST_SHOWN + 3])
def test_every_parameter_is_drawn_and_nothing_leaves_the_page(n):
    figure = draw_posterior(picture(n))
    assert len(figure.axes) >= min(n, MOST_SHOWN)
    assert figure.get_figwidth() == pytest.approx(8.27)
    caption = figure.texts[-1].get_text()
    assert all(len(line) <= LETTERS for line in caption.splitlines())
    assert ("3 more" in caption) is (n > MOST_SHOWN)


@pytest.mark.parametrize("n", [2, MOST_SHOWN + 3])
def test_no_words_overlap_or_leave_the_page(n):
    with pinned_settings():
        assert_apart(draw_posterior(picture(n)), all_words, slack=1.0)


def test_the_panels_say_what_is_identified():
    found = words(draw_posterior(picture(3)))
    assert found.count("not told") == 2
    assert found.count("told") == 1


def test_the_same_numbers_give_the_same_bytes():
    assert png_bytes(draw_posterior(picture(2))) == png_bytes(draw_posterior(picture(2)))


def test_one_vector_is_enough_for_a_picture():
    assert draw_posterior(picture(2, vectors=1))


def test_rows_and_sentences_tell_what_is_not_known():
    told = picture(3)
    row = parameter_rows(told.marginals)[0]
    assert (row["verdict"], row["unit"], row["shipped"]) == ("identified", "h", 0.3)
    assert row["prior_q05"] < row["prior_q50"] < row["prior_q95"]
    first, second = parameter_sentences(told.marginals, [])
    assert first == "Identified: p0 (a)."
    assert second.startswith("Not identified: p1 (a), p2 (a).")
    assert len(parameter_table(told.marginals).splitlines()) == 5


def check():
    return {
        "fake": [
            one
            for arm in ("shipped", "prior", "posterior")
            for one in predict_patterns(PATTERNS, arm, ENSEMBLE.scenario, ENSEMBLE.runs, 4)
        ]
    }


def test_every_pattern_has_a_lane_with_what_is_accepted_and_what_came():
    found = words(draw_predictive(Check("Check", {"An evening": check()["fake"]}, "12 runs.")))
    assert "An evening" in found
    assert "at least 6" in found
    assert "anything" in found
    assert sum(text.startswith(("barricades", "killed", "unknown")) for text in found) == 3
    assert not any("B2" in text for text in found)


def test_pattern_rows_are_tidy():
    rows = pattern_rows(check())
    assert len(rows) == 9
    assert {row["parameters"] for row in rows} == {"shipped", "prior", "posterior"}
    assert all(set(row) == set(rows[0]) for row in rows)
    assert fresh_sentences([]) == []
