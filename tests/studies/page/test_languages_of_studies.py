"""Pages of studies in other languages: no word is missing, and none is in English."""

import re
from dataclasses import replace

import pytest

from sim.report.page.study_page import StudyPage, study_html
from sim.scenario.load import load
from sim.studies.compare.page import comparison_page
from sim.studies.compare.study import CompareResult, compare
from sim.studies.fork.ensemble import forks
from sim.studies.fork.study import fork
from sim.studies.sensitivity.study import sensitivity
from sim.studies.sweep.study import sweep
from sim.studies.validate.page import missed_words, records_table
from sim.studies.validate.study import validate
from sim.studies.why.study import why
from sim.terms.errors import Refused
from sim.terms.words import LANGUAGES, TAGS, catalogue, words
from tests.browsers import violations
from tests.studies.page.test_page_in_browser import OVERLAPS, opened
from tests.studies.page.test_study_pages import RESOLVE

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
    assert "data:image/png" in text, "the picture is in that language, too"
    days = set(words("days", language).split())
    assert set(re.findall(r'type="button" [^>]*data-run="\d+">(\S+) ', text)) <= days
    written = (out / "why.txt").read_text(encoding="utf-8")
    assert result.sentences() == written.rstrip("\n").split("\n")
    assert result.sentences()[-1] == words("no_forecast", language)
    assert in_english(written, language) == []


def test_the_frame_of_every_study_page_is_in_its_language():
    for language in OTHERS:
        page = StudyPage("T", "l", ["s"], {"p": "f"}, text=("a",), language=language)
        assert in_english(study_html(page, {}).decode(), language) == []


def in_language(result, language):
    """The same result with its page in another language."""
    if hasattr(result, "language"):
        return replace(result, language=language)
    return replace(result, request=result.request._replace(language=language))


def page_of(result):
    """The page of a result, before it is a file."""
    is_compared = isinstance(result, CompareResult)
    return comparison_page(result, "comparison") if is_compared else result._page()


@pytest.fixture(scope="module")
def studied():
    """One result of each study of the invented town, by its name."""
    town = load("scenarios/example_town.yaml", {"clock.days": 1, "ensemble.one_in": 20})
    hour, sets = f"{town.scenario.clock.local(60):%Y-%m-%d %H:%M}", [f"{RESOLVE}=0.1"]
    small = {"runs": 2, "workers": 1}
    varied = {"samples": 4, "replicates": 2, "workers": 1}
    return {
        "compare": compare(town, sets=sets, **small),
        "fork": fork(town, run=1, at=hour, sets=[*sets, "mechanisms.rumour=false"]),
        "forks": forks(town, at=hour, sets=sets, **small),
        "sweep": sweep(town, [f"{RESOLVE}=0.1,0.7"], **small),
        "sensitivity": sensitivity(town, **varied),
    }


STUDIES = ("compare", "fork", "forks", "sweep", "sensitivity")


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", STUDIES)
def test_what_a_study_says_is_in_its_language(studied, name, language):
    spoken, english = in_language(studied[name], language).sentences(), studied[name].sentences()
    assert len(spoken) > 1
    assert {line for line in set(spoken) & set(english) if line.strip()} == set()


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", STUDIES)
def test_the_page_of_a_study_is_in_its_language(studied, name, language):
    page = page_of(in_language(studied[name], language))
    text = study_html(page, dict.fromkeys(page.pictures, b"png")).decode()
    assert f'<html lang="{TAGS[language]}">' in text
    assert in_english(text, language) == []
    assert "data:image/png" in text
    english = page_of(studied[name])
    assert len(page.sentences) == len(english.sentences)
    assert [a for a, b in zip(page.sentences, english.sentences, strict=True) if a == b] == []
    for ours, theirs in zip(page.tables, english.tables, strict=True):
        assert all(a != b or not a for a, b in zip(ours.heads, theirs.heads, strict=True))


@pytest.mark.parametrize("name", STUDIES)
def test_words_for_a_reader_hold_no_path_and_no_sign_of_statistics(studied, name):
    told = " ".join(page_of(studied[name]).sentences)
    assert not re.search(r"actors\.|posture|P\(|σ|µ|\bnan\b|->|True|False|_", told)


def test_the_page_of_a_validation_tells_its_misses_in_every_language():
    record = {
        "scenario": "town", "text": "a march", "observed": 3, "accept_low": 2, "accept_high": None,
        "model": 1.5, "met": False, "null_met": True,
    }  # fmt: skip
    for language in LANGUAGES:
        [told] = missed_words([record], {"town": "The town"}, language)
        at_least = words("at_least", language, value="2")
        assert "The town: a march" in told
        assert at_least in told
        table = records_table([record], {}, language)
        assert table.rows[0][-2:] == (words("no", language), words("yes", language))
        assert missed_words([], {}, language) == [words("missed_none", language)]


@pytest.mark.parametrize(
    ("study", "asked"),
    [
        (compare, {"sets": [f"{RESOLVE}=0.1"]}),
        (fork, {"run": 0, "at": "2030-05-04 18:00", "sets": [f"{RESOLVE}=0.1"]}),
        (sweep, {"vary": [f"{RESOLVE}=0.1,0.2"]}),
        (sensitivity, {}),
    ],
)
def test_every_study_refuses_a_language_that_it_does_not_speak(study, asked):
    with pytest.raises(Refused, match="en, sr, sq"):
        study("scenarios/example_town.yaml", language="de", **asked)


def test_one_scenario_beside_what_was_observed_has_the_page_of_its_runs():
    with pytest.raises(Refused, match="report FOLDER --language sr"):
        validate("scenarios/raid_2021.yaml", language="sr")


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
