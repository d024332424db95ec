"""The page in a real browser, from the disk and with the net off."""

import re
import time

import pytest

from sim.studies.page.study import NAME
from tests.browsers import violations
from tests.studies.page.conftest import HOSTILE

OVERLAPS = """() => {
  const texts = [...document.querySelectorAll("#map text.halo")];
  const boxes = texts.map((t) => [t.textContent, t.getBoundingClientRect()]);
  const found = [];
  for (const [a, p] of boxes) for (const [b, q] of boxes)
    if (a < b && p.left + 1 < q.right && q.left + 1 < p.right
        && p.top + 2 < q.bottom && q.top + 2 < p.bottom)
      found.push(a + " / " + b);
  return found;
}"""


@pytest.fixture(scope="module", autouse=True)
def _written(shown):
    assert shown.html


HANDLING = re.compile(r"\b(press|click|move the slider)\b|\bPlay\b", re.IGNORECASE)
"""What a reader of paper cannot do."""


def assert_on_paper(page):
    """What is printed is all that a reader needs, and nothing that asks for a hand."""
    page.emulate_media(media="print")
    assert HANDLING.findall(page.locator("body").inner_text()) == []
    assert page.get_by_role("slider").filter(visible=True).count() == 0


def opened(browser, folder, name=NAME, **more):
    context = browser.new_context(offline=True, **more)
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(f"file://{folder / name}")
    if page.locator("#data").count():
        page.wait_for_selector("html[data-ready]")
    return page


@pytest.fixture(scope="module")
def page(browser, folder):
    return opened(browser, folder, viewport={"width": 1200, "height": 900})


def test_it_opens_from_disk_without_a_word_of_complaint(page):
    assert page.said == []
    assert len(page.asked) == 1
    title = HOSTILE.replace("\u202e", "").replace("\u202c", "")  # the scenario drops directions
    assert page.locator("h1").inner_text().split() == title.split()


def test_what_it_shows_at_a_moment_is_what_the_model_had(page, shown):
    runs = shown.ran.ensemble.runs
    options = page.locator("#run option").all_inner_texts()
    n_ticks = runs[0].series.shape[1]
    for index, option in enumerate(options[1:], start=1):
        number = int(option.split()[1].rstrip(":"))
        page.select_option("#run", index=index)
        run = next(r for r in runs if r.number == number)
        for tick in range(5, n_ticks, n_ticks // 4):
            page.locator("#time").fill(str(tick))
            text = page.locator("#words").inner_text()
            people = int(run.tracks.people[:, tick].sum())
            assert text.endswith(f"people out: {people:,}."), (number, tick)


def test_paper_is_not_to_be_pressed(browser, folder):
    page = opened(browser, folder)
    assert len(HANDLING.findall(page.locator("body").inner_text())) >= 2
    assert_on_paper(page)


def test_labels_of_the_map_do_not_overlap(page):
    for index in range(3):
        page.select_option("#run", index=index)
        for tick in range(0, 280, 40):
            page.locator("#time").fill(str(tick))
            assert page.evaluate(OVERLAPS) == []


def test_a_journey_by_keyboard_alone(browser, folder):
    page = opened(browser, folder, viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "play"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "time"
    before = page.evaluate("Number(document.getElementById('time').value)")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Number(document.documentElement.dataset.frame)") == before + 1
    page.keyboard.press("Home")
    assert page.evaluate("Number(document.documentElement.dataset.frame)") == 0
    assert "blocked" in page.locator("#words").inner_text()


def test_play_moves_on_and_stops(browser, folder):
    page = opened(browser, folder)
    page.locator("#time").fill("3")
    page.locator("#play").click()
    deadline = time.monotonic() + 20  # the policy of the page forbids to wait by eval
    while page.locator("html").get_attribute("data-frame") == "3" and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert int(page.locator("html").get_attribute("data-frame")) > 3
    page.locator("#play").click()
    assert page.locator("#play").inner_text() == "Play"


def test_a_step_of_why_moves_the_map(page):
    step = page.locator("ol.why button").last
    moment = step.get_attribute("data-moment")
    step.click()
    assert page.evaluate("document.documentElement.dataset.frame") == moment
    number = step.get_attribute("data-run")
    assert f"Run {number}:" in page.locator("#run option:checked").inner_text()


@pytest.mark.parametrize("width", [390, 600, 1200])
def test_no_width_scrolls_sideways(browser, folder, width):
    page = opened(browser, folder, viewport={"width": width, "height": 800})
    for index in (0, 1):
        page.select_option("#run", index=index)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(browser, folder, scheme):
    page = opened(browser, folder, color_scheme=scheme)
    page.select_option("#run", index=1)
    assert violations(page) == []


STEP = """(moves) => {
  const time = document.querySelector("#time"), n = Number(time.max);
  const begin = performance.now();
  for (let move = 0; move < moves; move++) {
    time.value = Math.round((move / moves) * n);
    time.dispatchEvent(new Event("input"));
    document.querySelector("#map").getBoundingClientRect();
  }
  return (performance.now() - begin) / moves;
}"""


def test_a_step_over_all_runs_costs_no_more_than_a_few_of_one_run(page):
    page.evaluate(STEP, 20)
    page.select_option("#run", index=0)
    every = page.evaluate(STEP, 60)
    page.select_option("#run", index=1)
    one = page.evaluate(STEP, 60)
    opening = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert every < 10 * one
    assert every < opening, "a move of the slider is less than the page anew"
