"""A folder of runs with its page, and a browser where there is one."""

import os
import shutil
from pathlib import Path

import pytest

from sim.scenario.load import load
from sim.studies.page.study import page
from sim.studies.run.study import run

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HOSTILE = "</script><img src=x onerror=alert(1)> & \u202etown\u202c " + "long " * 12
"""A title that could be taken for the end of a script, for a tag, and for the other direction."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Six runs of the invented town, with names that could be taken for something else."""
    out = tmp_path_factory.mktemp("town") / "out"
    named = {"title": HOSTILE, "actors.club.name": "<b>Club</b> & 'friends'"}
    run(load("scenarios/example_town.yaml", named), runs=6, workers=1, out=out)
    return out


@pytest.fixture(scope="session")
def shown(folder):
    """What ``page`` gives for that folder; the page is written."""
    result = page(folder)
    result.write()
    return result


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, by its path in IBAR_BROWSER or on the search path."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    path = os.environ.get("IBAR_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None or not Path(path).exists():
        pytest.skip("needs Chromium: set IBAR_BROWSER to its path")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=path, args=options)
        yield opened
        opened.close()
