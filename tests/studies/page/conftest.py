"""A folder of runs with its page, and a browser where there is one."""

import pytest

from sim.scenario.load import load
from sim.studies.page.study import page
from sim.studies.run.study import run

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
