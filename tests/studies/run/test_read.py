"""A finished run: read back, given more runs, drawn again, and left alone where it was changed."""

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.main import main
from sim.report.style import png_bytes
from sim.results.ownership import FolderError
from sim.results.study_output import STAGED, finish_staged
from sim.scenario.load import load
from sim.studies.run.inputs import carried
from sim.terms.errors import Damaged, Refused
from tests.studies.same_files import same_files

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")
SETS = {"clock.days": 2, "ensemble.one_in": 100}
WORDS = [word for path, value in SETS.items() for word in ("--set", f"{path}={value}")]


@pytest.fixture(scope="module")
def loaded():
    return sim.load(SCENARIOS / "mitrovica.yaml", SETS)


@pytest.fixture(scope="module")
def finished(loaded, tmp_path_factory):
    """Three runs with two parameter sets, and their folder."""
    folder = tmp_path_factory.mktemp("finished") / "out"
    sets = [{"parameters.mobilisation.cost_mean": value} for value in (1.9, 2.0)]
    return sim.run(loaded, runs=3, seed=3, vectors=sets, out=folder, workers=1), folder


@pytest.fixture
def folder(finished, tmp_path):
    return shutil.copytree(finished[1], tmp_path / "copy")


def test_what_run_returned_is_given_back(finished, tmp_path):
    ran, folder = finished
    again = sim.read(folder)
    assert again.table(inputs=True).equals(ran.table(inputs=True))
    assert again.summary == ran.summary
    assert again.sentences() == ran.sentences()
    assert again.vectors == ran.vectors
    for before, after in zip(ran.ensemble.runs, again.ensemble.runs, strict=True):
        np.testing.assert_array_equal(after.series, before.series)
        assert [e._replace(terms=()) for e in after.events] == [
            e._replace(terms=()) for e in before.events
        ]
    assert png_bytes(again.plot()) == (folder / "curves.png").read_bytes()
    again.write(tmp_path / "again")
    same_files(tmp_path / "again", folder)


def test_a_finished_run_is_given_more_and_ends_as_if_all_were_made_at_once(
    finished, folder, tmp_path
):
    ran, _ = finished
    told = []
    how = {"runs": 4, "seed": 3, "vectors": ran.vectors, "workers": 1}
    more = sim.run(ran.loaded, **how, out=folder, notice=told.append)
    assert told == ["going on after the 3 runs that are done"]
    assert (more.executed.resumed, more.executed.requested) == (3, 4)
    sim.run(ran.loaded, **how, out=tmp_path / "at_once")
    same_files(folder, tmp_path / "at_once")
    assert not list(folder.glob("*.part"))


def test_the_same_again_makes_no_run(finished, folder):
    ran, _ = finished
    before = sorted(folder.iterdir())
    how = {"runs": 3, "seed": 3, "vectors": ran.vectors, "workers": 1}
    assert sim.run(ran.loaded, **how, out=folder).executed.resumed == 3
    assert sorted(folder.iterdir()) == before
    same_files(folder, finished[1])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"runs": 2}, "holds 3 runs of this already, and 2 are asked for; ask for at least 3"),
        ({"seed": 4}, "holds another run \\(seed: 3 there, 4 asked for\\)"),
        ({"vectors": None}, "holds another run \\(other vectors\\)"),
        ({"scenario": "quiet"}, 'scenario: "mitrovica" there, "quiet" asked for'),
    ],
)
def test_another_run_is_refused_and_nothing_is_changed(finished, folder, changes, says):
    ran, _ = finished
    how = {"runs": 3, "seed": 3, "vectors": ran.vectors, "workers": 1, **changes}
    scenario = how.pop("scenario", ran.loaded)
    with pytest.raises(FolderError, match=says):
        sim.run(scenario, **how, out=folder)
    same_files(folder, finished[1], but=())


def test_a_table_that_was_changed_is_not_written_over(finished, folder):
    ran, _ = finished
    (folder / "runs.csv").write_text("my own notes\n")
    with pytest.raises(FolderError, match=r"runs\.csv: was changed since it was written"):
        sim.run(ran.loaded, runs=4, seed=3, vectors=ran.vectors, out=folder, workers=1)
    assert (folder / "runs.csv").read_text() == "my own notes\n"


def test_a_file_of_ones_own_in_the_folder_stays(finished, folder):
    ran, _ = finished
    (folder / "notes.txt").write_text("mine")
    sim.run(ran.loaded, runs=3, seed=3, vectors=ran.vectors, out=folder, workers=1)
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["runs.csv", "curves.png", "inputs"])
@links
def test_nothing_is_written_through_a_link_in_a_finished_folder(finished, folder, tmp_path, name):
    ran, _ = finished
    precious = tmp_path / "precious"
    if name == "inputs":
        precious.mkdir()
        record = json.loads((folder / "manifest.json").read_text())
        record["files"]["inputs/world/roads.csv"] = None
        (folder / "manifest.json").write_text(json.dumps(record))
    else:
        (folder / name).rename(precious)
    (folder / name).symlink_to(precious)
    before = None if precious.is_dir() else precious.read_bytes()
    with pytest.raises(FolderError, match=f"{name}: is a link"):
        sim.run(ran.loaded, runs=4, seed=3, vectors=ran.vectors, out=folder, workers=1)
    assert not list(precious.iterdir()) if precious.is_dir() else precious.read_bytes() == before


def test_an_explanation_stays_as_long_as_the_runs_are_the_same(finished, folder):
    ran, _ = finished
    sim.why(folder, tries=0).write()
    how = {"seed": 3, "vectors": ran.vectors, "out": folder, "workers": 1}
    sim.run(ran.loaded, runs=3, **how)
    assert (folder / "why.txt").exists()
    sim.run(ran.loaded, runs=4, **how)
    assert not (folder / "why.txt").exists(), "it was of other runs"


def test_what_a_killed_process_had_written_whole_is_moved_to_its_place(finished, folder):
    staged = folder / STAGED
    staged.mkdir()
    for name in ("summary.json", "manifest.json"):  # the others were moved before it was killed
        shutil.move(folder / name, staged / name)
    finish_staged(folder)
    same_files(folder, finished[1], but=())


def test_what_is_no_folder_of_runs_is_said(tmp_path, folder):
    with pytest.raises(Refused, match="is no finished output folder"):
        sim.read(tmp_path / "nowhere")
    content = (folder / "series.npz").read_bytes()
    (folder / "series.npz").write_bytes(content[: len(content) // 2])
    with pytest.raises(Damaged, match=r"series\.npz"):
        sim.read(folder)


@pytest.mark.parametrize("name", ["events.csv", "scenario.yaml", "summary.json", "vectors.csv"])
def test_one_digit_that_was_changed_is_noticed(folder, name):
    path = folder / name
    others = {
        "events.csv": (",0,0,0,true", ",0,1,0,true"),
        "scenario.yaml": ("title: ", "title: A "),
    }
    before, after = others.get(name, ("2", "1"))
    text = path.read_text("utf-8")
    head, found, tail = text.rpartition(before)
    path.write_text(head + (after if found else "") + tail, "utf-8")
    assert path.read_text("utf-8") != text
    with pytest.raises(Damaged, match=rf"{name}.*is damaged"):
        sim.read(folder)
    assert name == "vectors.csv" or main(["why", str(folder), "--tries", "0"]) == 2


def test_a_folder_in_the_place_of_a_file_is_refused(folder, capsys):
    (folder / "curves.png").unlink()
    (folder / "curves.png").mkdir()
    assert main(["plot", str(folder)]) == 2
    assert "is a folder, in the place of a file" in capsys.readouterr().err


def test_the_picture_is_drawn_again(folder, capsys):
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    for form in ("png", "svg"):
        (folder / f"curves.{form}").unlink()
    assert main(["plot", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}\n"
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_a_picture_that_failed_is_drawn_by_plot(tmp_path, monkeypatch, capsys):
    vary = ["--vary", "mechanisms.rumour=true,false", "--runs", "1", "--workers", "1", *WORDS]
    out = tmp_path / "out"
    words = ["sweep", str(SCENARIOS / "mitrovica.yaml"), *vary, "--out", str(out)]
    with monkeypatch.context() as broken:
        broken.setattr("sim.report.style.png_bytes", lambda _: 1 / 0)
        assert main(words) == 0
        told = capsys.readouterr().err
        assert "sweep: the picture could not be made (division by zero)" in told
        assert f"run.py plot {out} tries again" in told
        assert (out / "sweep.csv").exists()
        assert main(["plot", str(out)]) == 0, "the same sentence, and nothing worse"
    assert sorted(p.name for p in out.glob("*.p*")) == ["runs.part"]
    monkeypatch.setattr("sim.experiment.runner.processes.completed_runs", None)
    assert main(["plot", str(out)]) == 0
    assert sorted(p.name for p in out.glob("*.p*")) == ["sweep.png"]
    capsys.readouterr()
    assert main(["plot", str(out)]) == 2
    assert "no run of it is kept to draw them again" in capsys.readouterr().err
    assert main(["plot", str(tmp_path)]) == 2


def test_a_scenario_of_every_kind_is_found_from_its_output_folder(tmp_path):
    """Of a project that is gone, and of what Ibar comes with."""
    project = tmp_path / "project"
    for part in ("common", "worlds", "observed", "variants"):
        shutil.copytree(SCENARIOS / part, project / part)
    for path in SCENARIOS.glob("*.yaml"):
        shutil.copy(path, project)
    names = [*SCENARIOS.glob("*.yaml"), SCENARIOS / "variants" / "no_rumour.yaml"]
    for path in names:
        for root in (SCENARIOS, project):
            one = load(root / path.relative_to(SCENARIOS))
            out = tmp_path / "outputs" / root.name / path.stem
            text, tables = carried(one, out)
            for name, content in (("scenario.yaml", text.encode()), *tables.items()):
                (out / name).parent.mkdir(parents=True, exist_ok=True)
                (out / name).write_bytes(content)
            assert bool(tables) == (root == project)
    shutil.rmtree(project)
    moved = shutil.move(tmp_path / "outputs", tmp_path / "elsewhere")
    for path in names:
        original = load(path)
        for root in ("scenarios", "project"):
            again = load(moved / root / path.stem / "scenario.yaml")
            assert again.digest == original.digest
            assert (again.places.observed is None) == (original.places.observed is None)
