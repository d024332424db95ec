"""A project of one's own: its root, what its scenarios can use, and what they cannot."""

import os
import shutil
from pathlib import Path

import pytest

from sim.results.observed_case import load_observed
from sim.scenario.load import check, load
from sim.scenario.lookup import name_of, reach_of
from sim.scenario.shipped import shipped, usual_scenarios
from sim.terms.errors import Refused

SHIPPED = Path(__file__).parents[2] / "scenarios"
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


@pytest.fixture
def mine(tmp_path, monkeypatch) -> Path:
    """A copy of scenarios/ with facts of its own, seen from a working folder elsewhere."""
    folder = tmp_path / "deep" / "mine"
    shutil.copytree(SHIPPED, folder)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_copy_of_the_scenarios_works_anywhere(mine):
    for path in sorted(mine.rglob("*.yaml")):
        if path.parent.name != "common":
            assert load(path).digest == load(SHIPPED / path.relative_to(mine)).digest


def test_a_copy_uses_its_own_files_and_not_the_shipped_ones(mine):
    change(mine / "common" / "parameters.yaml", "cost_mean: {value: 1.97", "cost_mean: {value: 2.0")
    tables = mine / "worlds" / "north_kosovo" / "municipalities.csv"
    tables.write_text(tables.read_text("utf-8") + "\n", encoding="utf-8")
    own, original = (load(root / "variants" / "no_rumour.yaml") for root in (mine, SHIPPED))
    assert own.scenario.parameters.mobilisation.cost_mean.value == 2.0
    assert own.world.digest != original.world.digest
    assert own.places.world == mine / "worlds" / "north_kosovo"
    assert own.places.observed == mine / "observed" / "mitrovica.csv"


def test_what_is_shipped_can_be_extended_and_is_not_changed_by_a_project(mine):
    (mine / "mitrovica.yaml").unlink()
    (mine / "observed" / "mitrovica.csv").unlink()
    tables = mine / "worlds" / "north_kosovo" / "municipalities.csv"
    tables.write_text(tables.read_text("utf-8") + "\n", encoding="utf-8")
    loaded = load(write(mine / "own.yaml", "extends: mitrovica.yaml\nname: own\n"))
    assert loaded.places == (
        SHIPPED / "worlds" / "north_kosovo", SHIPPED / "observed" / "mitrovica.csv",
    )  # fmt: skip


@pytest.mark.parametrize("marker", ["ibar.yaml", "worlds/"])
def test_the_root_is_the_nearest_folder_above_with_a_marker(tmp_path, marker):
    file = tmp_path / "a" / "b" / "c" / "x.yaml"
    file.parent.mkdir(parents=True)
    assert reach_of(file) == (file.parent, shipped())
    for root in (tmp_path, tmp_path / "a" / "b"):  # the nearer one wins
        (root / "worlds").mkdir() if marker == "worlds/" else (root / marker).touch()
        assert reach_of(file).project == root


def test_a_name_that_leads_upwards_means_the_same_in_the_whole_project(mine):
    text = "extends: ../mitrovica.yaml\nname: up\nworld: ../worlds/north_kosovo\n"
    text += "observed: ../observed/mitrovica.csv\n"
    loaded = load(write(mine / "variants" / "up.yaml", text))
    assert loaded.scenario.world == "worlds/north_kosovo"
    assert loaded.scenario.observed == "observed/mitrovica.csv"
    assert loaded.places.observed == mine / "observed" / "mitrovica.csv"
    assert load_observed(loaded).events


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("extends", "../../outside.yaml"),
        ("extends", "../linked.yaml"),
        ("extends", "../folder/outside.yaml"),
        ("world", "../../outside"),
        ("world", "../worlds/linked"),
        ("observed", "../../outside.csv"),
        ("observed", "linked.csv"),
    ],
)
@links
def test_nothing_outside_the_project_is_read(mine, key, name):
    outside = mine.parent
    write(outside / "outside.yaml", "title: Secret\n")
    shutil.copytree(mine / "worlds" / "north_kosovo", outside / "outside")
    shutil.copy(mine / "observed" / "mitrovica.csv", outside / "outside.csv")
    (mine / "linked.yaml").symlink_to(outside / "outside.yaml")
    (mine / "folder").symlink_to(outside, target_is_directory=True)
    (mine / "worlds" / "linked").symlink_to(outside / "outside", target_is_directory=True)
    (mine / "observed" / "linked.csv").symlink_to(outside / "outside.csv")
    text = "name: v\n" + ("" if key == "extends" else "extends: ../mitrovica.yaml\n")
    (wrong,) = check([write(mine / "variants" / "v.yaml", f"{text}{key}: {name}\n")])
    assert wrong.key == key
    assert wrong.message.startswith("lies outside the scenario's project")


@links
def test_a_link_does_not_give_way_to_a_shipped_file_of_its_name(mine):
    own = write(mine.parent / "own.yaml", (mine / "mitrovica.yaml").read_text("utf-8"))
    (mine / "mitrovica.yaml").unlink()
    (mine / "mitrovica.yaml").symlink_to(own)
    (wrong,) = check([mine / "variants" / "no_rumour.yaml"])
    assert wrong.message.startswith("lies outside")


@links
def test_a_table_that_is_a_link_to_outside_is_not_read(mine):
    table = mine / "worlds" / "north_kosovo" / "roads.csv"
    shutil.move(table, mine.parent / "roads.csv")
    table.symlink_to(mine.parent / "roads.csv")
    (wrong,) = check([mine / "quiet.yaml"])
    assert wrong.file.endswith("roads.csv")
    assert wrong.message.startswith("lies outside")


@links
def test_a_table_that_is_a_circle_of_links_is_told(mine):
    table = mine / "worlds" / "north_kosovo" / "roads.csv"
    table.unlink()
    table.symlink_to(table.name)
    (wrong,) = check([mine / "quiet.yaml"])
    assert wrong.file.endswith("roads.csv")
    assert wrong.message.startswith("the table cannot be read")


@pytest.mark.parametrize("what", ["events", "daily"])
@links
def test_observed_events_and_days_that_are_links_to_outside_are_not_read(mine, what):
    table = mine / "observed" / f"mitrovica_{what}.csv"
    shutil.move(table, mine.parent / "moved.csv")
    table.symlink_to(mine.parent / "moved.csv")
    with pytest.raises(Refused, match="lies outside"):
        load_observed(load(mine / "mitrovica.yaml"))


@links
def test_links_within_a_project_are_followed(mine):
    (mine / "worlds" / "linked").symlink_to(mine / "worlds" / "north_kosovo")
    (mine / "base.yaml").symlink_to(mine / "mitrovica.yaml")
    text = "extends: ../base.yaml\nname: v\nworld: worlds/linked\n"
    loaded = load(write(mine / "variants" / "v.yaml", text))
    assert loaded.places.world == mine / "worlds" / "north_kosovo"


def test_scenarios_of_the_working_folder_are_no_part_of_another_project(mine, monkeypatch):
    mine.rename(mine.parent / "scenarios")
    write(mine.parent / "scenarios" / "unlike.yaml", "extends: mitrovica.yaml\nname: unlike\n")
    own = write(mine.parent / "own" / "own.yaml", "extends: unlike.yaml\nname: own\n")
    monkeypatch.chdir(mine.parent)
    (wrong,) = check([own])
    assert wrong.message.startswith("is not found beside the scenario")


def test_a_file_is_named_from_an_output_folder_as_it_is_found_there(mine):
    out = mine / "outputs" / "calibrate" / "x"
    assert name_of(mine / "variants" / "no_rumour.yaml", out) == "variants/no_rumour.yaml"
    assert name_of(SHIPPED / "quiet.yaml", mine.parent / "out") == "quiet.yaml"
    assert name_of(mine / "quiet.yaml", mine.parent / "out") is None
    assert name_of(SHIPPED / "quiet.yaml", out) is None, "the project has one of its own"


def test_where_no_folder_is_named_ones_own_scenarios_come_before_the_shipped_ones(
    mine, monkeypatch
):
    assert usual_scenarios() == shipped()
    monkeypatch.chdir(mine)
    assert usual_scenarios().resolve() == mine
    mine.rename(mine.parent / "scenarios")
    monkeypatch.chdir(mine.parent)
    assert usual_scenarios() == Path("scenarios")
