import shutil
from pathlib import Path

import pytest

from sim import load, run

ROOT = Path(__file__).resolve().parents[3]
SCENARIOS = ROOT / "scenarios"
OWN = """\
extends: mitrovica.yaml
name: own
world: worlds/mine
observed: own.csv
clock: {days: 2}
ensemble: {one_in: 100}
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A scenario outside scenarios/, with a world of its own beside it."""
    home = tmp_path / "home"
    shutil.copytree(SCENARIOS / "worlds" / "north_kosovo", home / "worlds" / "mine")
    (home / "observed").mkdir()
    shutil.copy(SCENARIOS / "observed" / "mitrovica.csv", home / "observed" / "own.csv")
    (home / "own.yaml").write_text(OWN)
    monkeypatch.chdir(tmp_path)
    return home / "own.yaml"


def test_a_run_of_a_scenario_of_ones_own_can_be_repeated_from_its_folder(own, tmp_path):
    out = tmp_path / "out"
    first = run(own, runs=1, out=out, workers=1)
    shutil.rmtree(own.parent)
    again = load(out / "scenario.yaml")
    assert again.digest == first.loaded.digest
    run(again, runs=1, out=tmp_path / "again", workers=1)
    for path in sorted(p for p in out.rglob("*") if p.is_file() and p.name != "manifest.json"):
        assert (tmp_path / "again" / path.relative_to(out)).read_bytes() == path.read_bytes()


def test_what_is_found_in_scenarios_is_not_copied(tmp_path):
    out = tmp_path / "out"
    run(load(SCENARIOS / "quiet.yaml", {"clock.days": 2, "ensemble.one_in": 100}),
        runs=1, out=out, workers=1)  # fmt: skip
    assert not [path for path in out.iterdir() if path.is_dir()]
    assert load(out / "scenario.yaml").world.digest == load(SCENARIOS / "quiet.yaml").world.digest
