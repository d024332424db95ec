"""The system's Chromium, where there is one, for tests of pages; else they say so and skip."""

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@pytest.fixture(scope="session")
def browser():
    """Chromium, by its path in IBAR_BROWSER or on the search path."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    path = os.environ.get("IBAR_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None or not Path(path).exists():
        pytest.skip("needs Chromium: set IBAR_BROWSER to its path")
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield opened
        opened.close()


def violations(page):
    """What axe finds on a page against WCAG 2.2 AA: rule and where."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    levels = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
    found = axe.Axe().run(page, options={"runOnly": levels}).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
