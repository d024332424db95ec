"""The app for the documents: a value is changed, a run forked at an hour of its map; a photo."""

import subprocess
import sys
from pathlib import Path
from typing import Any, Final

TOWN: Final = "example_town"
SETTING: Final = "actors.council.posture.resolve"
STEPS, HOURS = 30, 31
"""Presses of the arrow keys: on the setting, and on the slider of the map."""
SIZE: Final = {"width": 1280, "height": 1010}
PATIENCE: Final = 600_000
"""Milliseconds that runs may take."""


def photograph_app(browser: Any, home: Path, docs: Path) -> None:
    """Start the app, go through the journey of a planner, and photograph what is found.

    Args:
        browser: a Chromium.
        home: folder that runs are kept in.
        docs: where ``app.png`` is written.
    """
    command = [sys.executable, "run.py", "serve", "--out", str(home / "app")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        try:
            page = browser.new_page(viewport=SIZE)
            page.goto(served.stdout.readline().strip())
            _journey(page)
            page.screenshot(path=docs / "app.png")
            page.close()
        finally:
            served.terminate()


def _journey(page: Any) -> None:
    page.wait_for_selector("html[data-ready]", timeout=PATIENCE)
    page.select_option("#case", TOWN)
    setting = page.locator(f"[id='set-{SETTING}']")
    setting.wait_for(state="attached")
    page.fill("#runs", "4")
    page.fill("#find", "resolve")
    for _ in range(STEPS):
        setting.press("ArrowLeft")
    page.click("#go")
    page.wait_for_selector("html[data-state=done]", timeout=PATIENCE)
    inside = page.frame_locator("iframe >> nth=0")
    inside.locator("html[data-ready]").wait_for(timeout=PATIENCE)
    inside.locator("#run").select_option(index=2)
    slider = inside.locator("#time")
    slider.press("Home")
    for _ in range(HOURS):
        slider.press("ArrowRight")
    slider.press("Enter")
    page.wait_for_selector("#fork iframe", timeout=PATIENCE)
    page.frame_locator("#fork iframe").locator("#map-1").wait_for(timeout=PATIENCE)
    page.locator("#fork-told").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.getElementById('fork-told').offsetTop - 12)")
