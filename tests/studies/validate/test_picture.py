"""The picture of a validation: no words on each other, and none beyond the page."""

from dataclasses import replace
from math import ceil
from pathlib import Path

import pytest

from sim.report.style import pinned_settings
from sim.results.observed_case import load_observed
from sim.scenario.load import load
from sim.studies.validate.days import read_days
from sim.studies.validate.picture import draw_validation
from sim.studies.validate.picture_data import row_of
from sim.terms.words import LANGUAGES
from tests.fakes import fake_ensemble
from tests.report.words import all_words, assert_apart

SCENARIOS = Path(__file__).parents[3] / "scenarios"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_overlap_or_leave_the_page(language):
    days = {path.stem.removesuffix("_daily"): read_days(path)
            for path in sorted((SCENARIOS / "observed").glob("*_daily.csv"))}  # fmt: skip
    rows, most = [], None if language == "en" else 4
    named = [name for name in days if (SCENARIOS / f"{name}.yaml").is_file()]
    for name in named[:most]:
        loaded = load(SCENARIOS / f"{name}.yaml")
        n_ticks = loaded.scenario.clock.n_ticks
        fake = fake_ensemble(4, seed=1, days=ceil(n_ticks / 96))
        cut = [replace(run, series=run.series[:, :n_ticks]) for run in fake.runs]
        runs = type(fake)(loaded.scenario, fake.seed, cut)
        rows.append(row_of(runs, load_observed(loaded), days[name], language))
    assert len(rows) > 2
    with pinned_settings():
        met = "57 of 167 observed patterns are met beyond chance. " * 4
        assert_apart(draw_validation(rows, met), all_words, slack=1.0)
