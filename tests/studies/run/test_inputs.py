import os
import shutil
from pathlib import Path

import pytest

from sim import load, run
from sim.scenario.tables import COLUMNS
from sim.studies.run.inputs import carried
from sim.terms.errors import Refused

ROOT = Path(__file__).resolve().parents[3]
SCENARIOS = ROOT / "scenarios"
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")
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
    for table in ("mitrovica", "mitrovica_events", "mitrovica_daily"):
        own = table.replace("mitrovica", "own")
        shutil.copy(SCENARIOS / "observed" / f"{table}.csv", home / "observed" / f"{own}.csv")
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


@pytest.mark.parametrize("name", ["worlds/north_kosovo", "../worlds/north_kosovo"])
def test_a_run_of_a_project_can_be_repeated_when_the_project_is_gone(name, tmp_path, monkeypatch):
    project = tmp_path / "scenarios"
    shutil.copytree(SCENARIOS, project)
    table = project / "worlds" / "north_kosovo" / "population.csv"
    table.write_text(table.read_text("utf-8") + "\n", encoding="utf-8")
    text = f"extends: ../quiet.yaml\nname: mine\nworld: {name}\nclock: {{days: 2}}\n"
    (project / "variants" / "mine.yaml").write_text(f"{text}ensemble: {{one_in: 100}}\n")
    monkeypatch.chdir(tmp_path)
    first = run("variants/mine", runs=1, out="out", workers=1)
    assert first.loaded.path == project / "variants" / "mine.yaml"
    shutil.rmtree(project)
    (tmp_path / "elsewhere").mkdir()
    again = load(shutil.move(tmp_path / "out", tmp_path / "elsewhere" / "moved") / "scenario.yaml")
    assert again.digest == first.loaded.digest
    assert again.world.digest != load("quiet").world.digest


def test_only_the_known_tables_are_carried(own, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    world = own.parent / "worlds" / "mine"
    (world / "linked.txt").symlink_to(secret)
    (world / "film.mkv").write_bytes(bytes(100))
    (own.parent / "observed" / "own_notes.csv").write_text("mine")
    run(own, runs=1, out=tmp_path / "out", workers=1)
    inputs = tmp_path / "out" / "inputs"
    assert {path.stem for path in (inputs / "world").iterdir()} == set(COLUMNS)
    assert {path.name for path in (inputs / "observed").iterdir()} == {
        "own.csv", "own_events.csv", "own_daily.csv",
    }  # fmt: skip
    assert not (tmp_path / "out" / "worlds").exists()


@links
def test_a_table_that_became_a_link_to_outside_after_it_was_read_is_not_carried(own, tmp_path):
    loaded = load(own)
    table = own.parent / "worlds" / "mine" / "roads.csv"
    shutil.move(table, tmp_path / "roads.csv")
    table.symlink_to(tmp_path / "roads.csv")
    with pytest.raises(Refused, match=r"roads\.csv: leads out of what the scenario can use"):
        carried(loaded, tmp_path / "out")


def test_what_is_found_in_scenarios_is_not_copied(tmp_path):
    out = tmp_path / "out"
    run(load(SCENARIOS / "quiet.yaml", {"clock.days": 2, "ensemble.one_in": 100}),
        runs=1, out=out, workers=1)  # fmt: skip
    assert not [path for path in out.iterdir() if path.is_dir()]
    assert load(out / "scenario.yaml").world.digest == load(SCENARIOS / "quiet.yaml").world.digest
