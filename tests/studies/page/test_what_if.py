"""The what-if slider: its runs are those of the case with that value, and a move is free."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.main import main
from sim.report.page.curves import hourly_of
from sim.scenario.load import load
from sim.studies.page.study import NAME, page
from sim.studies.page.what_if import KEPT
from sim.studies.run.study import run
from sim.terms.errors import Interrupted, Refused
from sim.terms.words import words
from tests.browsers import violations
from tests.studies.page.test_page import data_of
from tests.studies.page.test_page_in_browser import opened

RESOLVE = "actors.council.posture.resolve"
VARY = (f"{RESOLVE}=0.1,0.6,1", "mechanisms.rumour=true,false")
SHORT = {"clock.days": 1}


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """Three runs of a day of the invented town."""
    out = tmp_path_factory.mktemp("short") / "out"
    run(load("scenarios/example_town.yaml", SHORT), runs=3, workers=1, out=out)
    return out


@pytest.fixture(scope="module")
def moved(short):
    """Its page, with two sliders, which is written."""
    result = page(short, vary=VARY, runs=2, workers=1)
    result.write()
    return result


def test_every_stop_is_the_same_runs_with_that_value(moved):
    found = moved.what_if[0]
    assert [stop.text for stop in found.stops] == ["0.1", "0.6", "1"]
    expected = run(load("scenarios/example_town.yaml", SHORT | {RESOLVE: 1}), runs=2, workers=1)
    expected_hourly = hourly_of(expected.ensemble)
    for ours, theirs in zip(found.stops[2].hourly, expected_hourly, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert found.base.rows == moved.ran.rows[:2]
    assert found.is_drawn


def test_it_says_what_is_believed_and_what_is_outside(moved):
    told, switch = data_of(moved.html)["what_if"]
    assert [stop["outside"] for stop in told["stops"]] == [True, False, True]
    assert told["stops"][0]["hint"].startswith("Outside the believed range, 0.4 – 0.8.")
    assert told["stops"][1]["hint"].startswith("Within the believed range")
    assert told["meaning"].startswith("Will to hold")
    assert [stop["text"] for stop in switch["stops"]] == ["on", "off"]
    assert switch["stops"][switch["start"]]["text"] == "on"
    levels = {len(stop["curves"]["barricades"]) for stop in told["stops"]}
    assert len(levels) == 1, "one scale"


def test_no_run_is_left_behind_and_the_same_bytes_come_again(short, moved):
    assert not (short / KEPT).exists()
    assert page(short, vary=VARY, runs=2, workers=1).html == moved.html
    assert len(moved.html) < 1.2 * len(page(short).html)


def test_the_slider_speaks_the_language_of_the_page(short):
    told = page(short, vary=VARY[1:], runs=1, workers=1, language="sr").html.decode()
    assert words("what_if", "sr") in told
    for key in ("what_if_help", "what_if_chance", "as_it_is", "pairs"):
        assert words(key, n=1) not in told


def test_stopped_runs_are_kept_and_taken_up(short, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(short, copy)
    done = []

    def after_two(n, _asked):
        done.append(n)

    with pytest.raises(Interrupted):
        page(copy, vary=VARY[1:], runs=2, workers=1, progress=after_two,
             stop=lambda: bool(done and done[-1] >= 2))  # fmt: skip
    assert (copy / KEPT).exists()
    noted = []
    page(copy, vary=VARY[1:], runs=2, workers=1, notice=noted.append)
    assert any("going on after" in sentence for sentence in noted)


def test_every_mistake_is_said_at_once(short):
    with pytest.raises(Refused) as refused:
        page(short, vary=[f"{RESOLVE}=0:3:4", "nothing=1:2:3", "x=3"], language="de")
    for said in ("--vary:1: actors", "[0, 1]", "--vary:2: nothing", "at least two values", "'de'"):
        assert said in str(refused.value)
    with pytest.raises(Refused, match="varied twice"):
        page(short, vary=[VARY[0], f"{RESOLVE}=0.2,0.3"])
    with pytest.raises(Refused, match="a page holds"):
        page(short, vary=[f"{RESOLVE}=0:1:100"])
    with pytest.raises(Refused, match="--vary makes"):
        page(short, runs=3)


def test_the_command_makes_it(short, tmp_path, capsys):
    copy = tmp_path / "copy"
    shutil.copytree(short, copy)
    asked = ["report", str(copy), "--vary", VARY[1], "--runs", "1", "--workers", "1"]
    assert main(asked) == 0
    assert "what_if" in data_of((copy / NAME).read_bytes())
    assert Path(capsys.readouterr().out.splitlines()[-1]) == copy / NAME


def test_a_move_changes_numbers_curves_and_words_at_once(browser, short, moved):
    page = opened(browser, short, viewport={"width": 390, "height": 800})
    told = data_of(moved.html)["what_if"][0]["stops"]
    slider, hint = page.locator("#what-if"), page.locator("#what-if-hint")
    assert page.locator("#what-if-value").inner_text() == "0.6"
    before = page.locator("#what-if-curves svg").all_inner_texts()
    slider.focus()
    page.keyboard.press("End")
    assert page.locator("#what-if-value").inner_text() == "1"
    assert hint.inner_text().startswith("Outside the believed range")
    assert hint.get_attribute("class") == "outside"
    cells = page.locator("#what-if-numbers td:nth-child(3)").all_inner_texts()
    assert cells == [cell for cell, _ in told[2]["cells"]]
    captions = page.locator("#what-if-curves figcaption").all_inner_texts()
    assert all(
        said in text for said, text in zip(told[2]["findings"].values(), captions, strict=True)
    )
    assert page.locator("#what-if-curves svg").all_inner_texts() == before, "one scale"
    page.select_option("#what-if-of", index=1)
    assert page.locator("#what-if-value").inner_text() == "on"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.said == []
    assert violations(page) == []
