"""No words overlap in pictures of any shipped scenario or variant, in any language.

Pictures of sweeps, sensitivity, discovery, ablation and posteriors are drawn of made-up numbers in
their own tests; these are drawn of a few runs of each case.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from sim.report.style import pinned_settings
from sim.scenario.load import load
from sim.studies.compare.study import compare
from sim.studies.run.study import run
from sim.terms.words import LANGUAGES
from tests.report.words import all_words, assert_apart

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SMALL = {"ensemble.one_in": 100}
TOWN = SCENARIOS / "example_town.yaml"
EVERY = sorted([*SCENARIOS.glob("*.yaml"), *SCENARIOS.glob("variants/*.yaml")])


def assert_pictures_apart(ran):
    for language in LANGUAGES:
        with pinned_settings():
            assert_apart(replace(ran, language=language).plot(), all_words, slack=1.0)


def test_a_short_run_of_the_town():
    town = load(TOWN, {"clock.days": 1, "ensemble.one_in": 20})
    assert_pictures_apart(run(town, runs=2, workers=1))


@pytest.mark.slow
@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_runs_of_every_scenario(path):
    assert_pictures_apart(run(load(path, SMALL), runs=2, workers=1))


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("variants/*.yaml")), ids=lambda p: p.stem)
def test_comparisons_of_every_variant(path):
    made = compare(SCENARIOS / "mitrovica.yaml", path, sets=SMALL, runs=3, workers=1)
    for language in LANGUAGES:
        spoken = replace(made, request=made.request._replace(language=language))
        with pinned_settings():
            assert_apart(spoken.plot(), all_words, slack=1.0)
