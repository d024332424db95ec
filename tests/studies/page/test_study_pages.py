"""Pages of other studies: the guards of the page of runs, and what their maps show."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from sim.results.plain_tracks import plain_tracks, tracks_from
from sim.scenario.load import load
from sim.studies.compare.study import compare
from sim.studies.fork.study import fork
from sim.studies.sweep.study import sweep
from sim.studies.why.study import why
from tests.browsers import violations
from tests.studies.page.conftest import HOSTILE
from tests.studies.page.test_page import data_of
from tests.studies.page.test_page_in_browser import OVERLAPS, assert_on_paper, opened

RESOLVE = "actors.council.posture.resolve"


@pytest.fixture(scope="session")
def pages(tmp_path_factory, folder):
    """Folder of each study of the invented town, with its page."""
    at = tmp_path_factory.mktemp("studies")
    town = load("scenarios/example_town.yaml", {"title": HOSTILE})
    hour = f"{town.scenario.clock.local(60):%Y-%m-%d %H:%M}"
    made = {
        "compare": compare(town, sets=[f"{RESOLVE}=0.1"], runs=3, workers=1, out=at / "compare"),
        "fork": fork(town, run=1, at=hour, sets=["mechanisms.rumour=false"], out=at / "fork"),
        "sweep": sweep(town, [f"{RESOLVE}=0.2,0.8"], runs=1, workers=1, out=at / "sweep"),
    }
    why(folder, tries=0, out=at / "why")
    return at, made


class Tags(HTMLParser):
    """Sources of pictures, and names of all attributes."""

    def __init__(self):
        super().__init__()
        self.pictures, self.attributes = [], set()

    def handle_starttag(self, tag, attrs):
        self.attributes |= {name for name, _ in attrs}
        self.pictures += [value for name, value in attrs if tag == "img" and name == "src"]


NAMES = {name: "why.html" if name == "why" else "report.html" for name in
         ("compare", "fork", "sweep", "why")}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_loaded_and_names_are_text(pages, name):
    text = (pages[0] / name / NAMES[name]).read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    tags = Tags()
    tags.feed(text)
    assert all(source.startswith("data:image/png;base64,") for source in tags.pictures)
    assert not tags.attributes & {"onerror", "onload", "style"}
    assert not re.search(r"<(?:link|iframe|object|base)\b", text)


def test_a_page_is_the_same_bytes_each_time(pages, tmp_path):
    at, made = pages
    made["compare"].write(tmp_path / "again")
    again = (tmp_path / "again" / "report.html").read_bytes()
    assert again == (at / "compare" / "report.html").read_bytes()


def test_tracks_come_back_from_plain_values_at_the_end_of_each_step(pages):
    tracks = pages[1]["fork"].base.tracks
    back = tracks_from(plain_tracks(tracks, 4))
    np.testing.assert_array_equal(back.people[:, 3::4], tracks.people[:, 3::4])
    assert back.people.any()
    for name in ("posts", "sites"):
        np.testing.assert_array_equal(getattr(back, name), getattr(tracks, name))
    assert (back.quarters, back.forces, back.places) == tracks[3:]


def test_both_sides_of_a_comparison_are_those_of_its_runs(pages):
    at, made = pages
    data = data_of((at / "compare" / "report.html").read_bytes())
    base, other = made["compare"].tracks.values()
    for arm, side in ((base, data), (other, data["other"])):
        for told in side["runs"]:
            people = np.cumsum(told["people"], axis=1)[:, -1]
            assert people.sum() == arm[told["number"]].people[:, -1].sum()
    assert any(not np.array_equal(a.people, b.people) for a, b in zip(base, other, strict=True))


def test_a_fork_shows_the_same_past_on_both_sides(pages):
    at, made = pages
    data = data_of((at / "fork" / "report.html").read_bytes())
    fork_at = made["fork"].request.tick
    ours, others = data["runs"][0]["people"], data["other"]["runs"][0]["people"]
    assert [row[:fork_at] for row in ours] == [row[:fork_at] for row in others]


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_without_complaint_and_stands_in_nobodys_way(browser, pages, name):
    scheme = "dark" if name == "fork" else "light"
    page = opened(
        browser, pages[0] / name, NAMES[name], viewport={"width": 390, "height": 800},
        color_scheme=scheme,
    )  # fmt: skip
    assert page.said == []
    assert len([url for url in page.asked if not url.startswith("data:")]) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    if page.locator("#map").count():
        assert page.evaluate(OVERLAPS) == []


BEYOND = """() => [...document.querySelectorAll('img, td, pre')]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.tagName)"""


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_off_on_paper(browser, pages, name):
    page = opened(browser, pages[0] / name, NAMES[name], viewport={"width": 794, "height": 1123})
    assert_on_paper(page)
    assert page.evaluate(BEYOND) == []


def test_one_slider_moves_both_maps(browser, pages):
    page = opened(browser, pages[0] / "compare", "report.html")
    page.select_option("#run", index=1)
    page.locator("#time").fill("20")
    text = page.locator("#clock").inner_text()
    assert page.locator("#words").inner_text().startswith(text)
    assert page.locator("#words-1").inner_text().startswith(text)
