"""A planner's journey through the app in a real browser."""

import pytest

from sim.app.speech import speech
from sim.terms.words import LANGUAGES, words
from tests.browsers import violations

pytest.importorskip("playwright.sync_api", reason="needs playwright")


def opened(browser, address, **more):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **more)
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(address)
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    page.select_option("#case", "example_town")
    page.wait_for_selector("text=Town council", timeout=20_000)
    return page


def tab_to(page, wanted):
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == wanted:
            return
    raise AssertionError(f"{wanted} is not reached by the keyboard")


def test_a_planner_asks_what_if_by_keyboard_alone(browser, address):
    page = opened(browser, address)
    tab_to(page, "runs")
    page.keyboard.press("Control+A")
    page.keyboard.type("3")
    tab_to(page, "find")
    page.keyboard.type("resolve")
    tab_to(page, "set-actors.council.posture.resolve")
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    assert page.locator("#changes").inner_text() == "1 changed."
    assert "Outside the believed range" in page.locator(".control.changed").inner_text()
    page.keyboard.press("Enter")  # a form is sent by it
    page.wait_for_selector("html[data-state=done]", timeout=120_000)
    assert page.locator("#told li").first.inner_text().startswith("Changed: over 3 pairs")
    assert page.locator("iframe").count() == 2
    inside = page.frame_locator("iframe >> nth=1")
    inside.locator("#play").wait_for(timeout=20_000)
    page.locator("#ask-why button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#why iframe, #why-told:has-text('nothing happened')", timeout=60_000)
    assert "why did run" in page.locator("#why-told").inner_text()
    assert page.said == []
    assert violations(page) == []


def test_a_run_is_forked_on_the_slider_of_its_map_by_keyboard_alone(browser, address):
    page = opened(browser, address)
    page.fill("#runs", "2")
    page.click("#go")
    page.wait_for_selector("html[data-state=done]", timeout=120_000)
    page.fill("#find", "resolve")
    page.locator("[id='set-actors.council.posture.resolve']").focus()
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    inside = page.frame_locator("iframe[title='Report of the base']")
    inside.locator("html[data-ready]").wait_for(timeout=20_000)
    inside.locator("#run").select_option(index=2)
    slider = inside.locator("#time")
    slider.focus()
    page.keyboard.press("Home")
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    hour = inside.locator("#clock").inner_text()
    assert page.locator("#fork-at").inner_text() == hour
    number = inside.locator("#run option:checked").get_attribute("data-run")
    assert page.locator("#fork-run").input_value() == number
    page.keyboard.press("Enter")
    page.wait_for_selector("#fork iframe", timeout=60_000)
    told = page.locator("#fork-told").inner_text()
    assert told.startswith(f"Run {number} of the base. From")
    assert hour[-5:] in told
    assert "Town council · resolve" in told
    page.frame_locator("#fork iframe").locator("#map-1").wait_for(timeout=20_000)
    assert page.said == []
    assert violations(page) == []


def test_a_page_that_is_opened_again_finds_its_runs(browser, address):
    page = opened(browser, address)
    page.fill("#runs", "8")
    page.click("#go")
    page.wait_for_selector("html[data-state=running]", timeout=20_000)
    page.reload()
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("html[data-state]", timeout=60_000)
    page.wait_for_selector("html[data-state=done]", timeout=120_000)
    assert page.locator("iframe").count() == 1
    assert "8 pairs" in page.locator("#state").inner_text()


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_another_language_is_chosen_in_the_app_and_nothing_is_lost(browser, address, language):
    page = opened(browser, address)
    page.fill("#runs", "1")
    page.fill("#find", "resolve")
    page.locator("[id='set-actors.council.posture.resolve']").focus()
    page.keyboard.press("ArrowLeft")
    page.fill("#find", "")
    page.click("#go")
    page.wait_for_selector("html[data-state=done]", timeout=120_000)
    page.select_option("#language", language)
    page.wait_for_selector(f"html[lang={speech(language)['tag']}]")
    page.locator(f"#told li >> text={words('changed', language)}").first.wait_for(timeout=60_000)
    assert page.locator("#changes").inner_text() == words("app_changes", language, n=1)
    assert page.locator("#runs").input_value() == "1"
    title = words("app_report", language, side=words("app_base", language))
    frame = page.frame_locator(f"iframe[title='{title}']")
    frame.locator(f"text={words('map', language)}").first.wait_for(timeout=30_000)
    shown = page.locator("body").inner_text()
    english = {text for text in speech("en")["words"].values() if "{" not in text}
    spoken = set(speech(language)["words"].values())
    assert {text for text in english - spoken if text in shown and len(text) > 4} == set()
    page.reload()
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    assert page.locator("#language").input_value() == language
    assert page.title() == words("app_name", language)
    assert page.said == []
    assert violations(page) == []


def test_a_mistake_is_told_beside_the_button(browser, address):
    page = opened(browser, address)
    page.evaluate("document.getElementById('runs').removeAttribute('max')")
    page.fill("#runs", "100000")
    page.click("#go")
    page.wait_for_selector("#wrong li")
    assert "whole number" in page.locator("#wrong").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(browser, address, scheme):
    page = opened(browser, address, color_scheme=scheme)
    page.fill("#find", "police")
    assert violations(page) == []
