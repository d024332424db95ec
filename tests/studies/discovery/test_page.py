"""The page of a discovery: counts of runs in and outside of the region, in every language."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sim.report.page.study_page import study_html
from sim.studies.discovery.study import discovery
from sim.terms.errors import Refused
from sim.terms.words import LANGUAGES, TAGS, words
from tests.studies.known_model import STANCE, THRESHOLD, build, build_with_luck

pytest.importorskip("ema_workbench")
BASE = Path(__file__).resolve().parents[3] / "scenarios" / "mitrovica.yaml"
ASKED = {"condition": "peak_rung>=6", "parameters": [STANCE, THRESHOLD], "samples": 120}


@pytest.fixture(scope="module")
def found():
    return discovery(BASE, **ASKED, build=build, workers=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_counts_runs_in_and_outside_of_the_region(found, language):
    page = replace(found, language=language)._page()
    fit = found.found.test
    counts = page.tables[1].rows
    inside = words("of_runs", language, count=fit.hits, n=fit.inside)
    assert counts[0][1] == inside
    assert inside in page.sentences[0] or language != "en"
    assert str(fit.hits) in page.sentences[0]
    told = " ".join([page.title, *page.sentences])
    assert not re.search(r"actors\.|posture|P\(|\bp =|qp|%|_", told)
    html = study_html(page, {"discovery": b"png"}).decode()
    assert f'<html lang="{TAGS[language]}">' in html
    assert "data:image/png" in html, "its picture speaks the language as well"


def test_where_it_is_luck_no_region_is_claimed():
    page = discovery(BASE, **ASKED, build=build_with_luck, workers=1)._page()
    assert page.sentences[0].startswith("No region is found")


def test_a_language_that_it_does_not_speak_is_refused():
    with pytest.raises(Refused, match="en, sr, sq"):
        discovery(BASE, **ASKED, language="de")
