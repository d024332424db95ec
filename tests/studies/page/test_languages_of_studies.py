"""Pages of studies in other languages: no word is missing, and none is in English."""

import re

import pytest

from sim.report.page.study_page import StudyPage, study_html
from sim.studies.why.study import why
from sim.terms.errors import Refused
from sim.terms.words import LANGUAGES, TAGS, catalogue, words
from tests.browsers import violations
from tests.studies.page.test_page_in_browser import OVERLAPS, opened

OTHERS = LANGUAGES[1:]


@pytest.fixture(scope="module", params=OTHERS)
def explained(request, folder, tmp_path_factory):
    """A language, and the folder of an explanation in it."""
    out = tmp_path_factory.mktemp(request.param) / "why"
    return request.param, out, why(folder, tries=0, out=out, language=request.param)


def in_english(text, language):
    """Words of the catalogue that stand in a text in English, of those that differ."""
    other = catalogue(language)
    told = {key: text for key, text in catalogue().items() if len(text) > 20 and "{" not in text}
    return [key for key, said in told.items() if said in text and other[key] != said]


def test_the_page_of_why_is_in_its_language(explained):
    language, out, result = explained
    text = (out / "why.html").read_text(encoding="utf-8").replace("&amp;", "&")
    assert f'<html lang="{TAGS[language]}">' in text
    assert in_english(text, language) == []
    assert "data:image/png" not in text, "the picture is in English"
    assert words("whole_why", language, file="why.txt") in text
    days = set(words("days", language).split())
    assert set(re.findall(r'type="button" [^>]*data-run="\d+">(\S+) ', text)) <= days
    assert result.sentences()[0].isascii(), "the text beside it is in English"


def test_the_frame_of_every_study_page_is_in_its_language():
    for language in OTHERS:
        page = StudyPage("T", "l", ["s"], {}, text=("a",), language=language)
        assert in_english(study_html(page, {}).decode(), language) == []


def test_a_language_that_it_does_not_speak_is_refused(folder):
    with pytest.raises(Refused, match="en, sr, sq"):
        why(folder, tries=0, language="de")


def test_it_opens_and_its_steps_move_the_map(browser, explained):
    language, out, _ = explained
    page = opened(browser, out, "why.html", viewport={"width": 390, "height": 800})
    step = page.locator("ol.why button").last
    step.click()
    assert page.evaluate("document.documentElement.dataset.frame") == step.get_attribute(
        "data-moment"
    )
    assert page.locator("#play").inner_text() == words("play", language)
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.said == []
    assert violations(page) == []
