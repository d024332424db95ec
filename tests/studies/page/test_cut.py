"""Curves end where nothing changes any more, and say so."""

from dataclasses import replace

import numpy as np
import pytest

from sim.report.page.content import page_of
from sim.report.page.curves import MARGIN_HOURS, Hourly, busy_hours
from sim.report.page.page import page_html
from sim.results.run import Ensemble
from tests.studies.page.test_page import data_of
from tests.studies.page.test_page_in_browser import opened

HOURS = 100


def quiet(people=0.0):
    flat = np.zeros((3, HOURS), np.float32)
    return Hourly(flat.astype(np.int8), flat.copy(), np.full((3, HOURS), people, np.float32))


def test_they_end_when_nothing_changes_any_more_in_any():
    one, other = quiet(), quiet()
    one.rungs[0, :20] = 3
    other.rungs[2, 30] = 5
    assert busy_hours([one]) == 20 + MARGIN_HOURS
    assert busy_hours([one, other]) == 31 + MARGIN_HOURS
    other.rungs[1, -1] = 3
    assert busy_hours([one, other]) == HOURS


def test_a_crowd_is_busy_and_a_few_people_are_not():
    assert busy_hours([quiet(people=500.0)]) == HOURS
    crowd = quiet(people=11.0)
    crowd.people[:, :40] = 500.0
    assert busy_hours([crowd]) == 40 + MARGIN_HOURS


def test_a_barricade_that_stays_to_the_end_is_no_change():
    stays = quiet()
    stays.rungs[0, 10:] = 3
    stays.barricades[0, 15:] = 2.0
    assert busy_hours([stays]) == 15 + MARGIN_HOURS


def test_where_nothing_ever_happens_all_of_it_is_shown():
    assert busy_hours([quiet()]) == HOURS


@pytest.fixture(scope="module")
def cut(shown):
    """The page of runs that are quiet from tick 80 on."""
    ran = shown.ran
    runs = []
    for run in ran.ensemble.runs:
        series = run.series.copy()
        series[:, 80:] = 0.0
        runs.append(replace(run, series=series, events=tuple(e for e in run.events if e.tick < 80)))
    ensemble = Ensemble(ran.ensemble.scenario, ran.ensemble.seed, runs)
    return page_of(ran.loaded, ensemble, ran.rows, shown.summary, None)


def test_the_page_says_where_they_end(cut, shown):
    clock = shown.ran.loaded.scenario.clock
    assert cut.data["curves"]["hours"][-1] < clock.days * 24
    assert {len(row) for row in cut.data["curves"]["in_hour"]} == {len(cut.data["curves"]["hours"])}
    assert cut.cut.startswith("The curves end at ")
    assert f"of {clock.days} days" in cut.cut
    assert "in 0 of 6 runs a road or crossing stays blocked" in cut.cut
    assert cut.cut in page_html(cut).decode()


def test_curves_in_a_browser_fill_their_width_and_mark_no_later_day(browser, cut, tmp_path):
    (tmp_path / "report.html").write_bytes(page_html(cut))
    page = opened(browser, tmp_path, viewport={"width": 1200, "height": 900})
    data = data_of(page_html(cut))
    end = data["curves"]["hours"][-1]
    later = [text for hour, text in data["days"] if hour > end and ":" not in text]
    marks = page.locator("#curves figure >> nth=0").locator("text").all_inner_texts()
    assert later
    assert not set(later) & set(marks)
    page.locator("#curves svg").first.click(position={"x": 470, "y": 50})
    hours = data["frame_hours"][int(page.locator("html").get_attribute("data-frame"))]
    assert 0.8 * end < hours <= end
    assert page.said == []
