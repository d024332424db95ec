"""What the page answers first."""

from types import SimpleNamespace

import pytest

from sim.analysis.outcomes import outcomes_of
from sim.report.page.in_short import in_short
from sim.terms.words import LANGUAGES
from tests.fakes import fake_ensemble


@pytest.fixture(scope="module")
def told():
    """Runs with violence in all, and their outcomes."""
    ensemble = fake_ensemble(8, seed=1, days=2)
    return ensemble, [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]


def slider(rows, **changed):
    """A value that is moved, with one stop in which some outcomes are others."""
    base, stop = SimpleNamespace(rows=rows), [{**row, **changed} for row in rows]
    return SimpleNamespace(
        label="Council", base=base, stops=[SimpleNamespace(text="0.3", rows=stop)]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_questions_are_answered_in_every_language(told, language):
    ensemble, rows = told
    answers = in_short(rows, ensemble, (None, ()), (), language)
    assert len(answers) == 4
    assert all(question and answer and "{" not in answer for question, answer in answers)


def test_the_value_that_clearly_leaves_fewest_of_the_worst_is_named(told):
    ensemble, rows = told
    worse = [{**row, "peak_rung": 6.0, "killed": 0.0} for row in rows]
    calmer = slider(worse, peak_rung=5.0)
    *_, (_, answer) = in_short(worse, ensemble, (None, ()), [calmer], "en")
    assert "Council at 0.3: somebody is badly hurt or killed in 0 of 8 runs instead of 8" in answer
    *_, (_, answer) = in_short(worse, ensemble, (None, ()), [slider(worse)], "en")
    assert "No value that was tried" in answer
