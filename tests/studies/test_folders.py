"""The folder of every study: whose it may be, and what a picture that fails costs."""

import os
import shutil
from pathlib import Path

import pytest

import sim
from sim.results.files import digest_of_file
from sim.results.ownership import FolderError, read_record
from sim.results.study_output import PictureWarning, missing_pictures
from tests.studies import known_model
from tests.studies.calibrate import toy
from tests.studies.validate.conftest import lessen

ROOT = Path(__file__).resolve().parents[2] / "scenarios"
SHORT = {"clock.days": 2, "ensemble.one_in": 100}
KNOWN = {"build": known_model.build, "workers": 1}
THREE = (known_model.STANCE, known_model.THRESHOLD, known_model.RESOLVE)
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


class Asked:
    """Every study, asked for something cheap; whatever else is given is handed on."""

    def __init__(self, folder):
        self.folder = folder
        self.loaded = sim.load(ROOT / "mitrovica.yaml", SHORT)

    def run(self, **more):
        return sim.run(self.loaded, **{"runs": 1, "seed": 1, "workers": 1, **more})

    def compare(self, **more):
        variants = [ROOT / "variants" / f"{name}.yaml" for name in ("no_rumour", "kfor_at_gates")]
        return sim.compare(
            ROOT / "mitrovica.yaml", *variants, sets=SHORT, runs=2, seed=1, workers=1, **more
        )

    def sweep(self, **more):
        vary = [f"{known_model.STANCE}=0,0.2"]
        return sim.sweep(self.loaded, vary, **{"runs": 2, "seed": 1, **KNOWN, **more})

    def sensitivity(self, **more):
        how = {"samples": 4, "replicates": 2, "seed": 1, **KNOWN}
        return sim.sensitivity(self.loaded, "morris", parameters=THREE, **how, **more)

    def discovery(self, **more):
        how = {"parameters": THREE, "samples": 60, "seed": 1, **KNOWN}
        return sim.discovery(self.loaded, "peak_rung>=6", **how, **more)

    def fork(self, **more):
        sets = {"mechanisms.rumour": False}
        return sim.fork(self.loaded, run=0, at="2022-07-31 18:00", sets=sets, **more)

    def forks(self, **more):
        sets = {"mechanisms.rumour": False}
        how = {"at": "2022-07-31 18:00", "sets": sets, "runs": 2, "workers": 1}
        return sim.forks(self.loaded, **how, **more)

    def ablate(self, **more):
        return sim.ablate(self.loaded, runs=2, seed=1, **KNOWN, **more)

    def calibrate(self, **more):
        pytest.importorskip("pyabc")
        path = self.folder / "toy"
        scenario = path / "toy.yaml"
        if not path.exists():
            path.mkdir()
            scenario = toy.toy_in(path)
        how = {"runs": 4, "particles": 4, "generations": 1, "check": 1, "tried": 60, "seed": 2}
        return sim.calibrate(scenario, [toy.COST], build=toy.build, workers=1, **how, **more)

    def validate(self, **more):
        how = {"runs": 1, "overrides": {"ensemble.one_in": 200}, "workers": 1}
        return sim.validate(self._project(), **how, **more)

    def crossvalidate(self, **more):
        folder = self.folder / "three"
        if not folder.exists():
            shutil.copytree(self._project(), folder)
            text = (folder / "mitrovica.yaml").read_text()
            for name in ("first", "second"):
                renamed = text.replace("name: mitrovica", f"name: {name}", 1)
                (folder / f"{name}.yaml").write_text(renamed)
        how = {"tried": 2, "runs": 1, "keep": 1, "fit": ["parameters.rumour.weight"], "workers": 1}
        how["sets"] = {"ensemble.one_in": 200}
        return sim.crossvalidate(folder, **{**how, **more})

    def agree(self, **more):
        table = self.folder / "v.csv"
        words = "id,seed,spread,met,of,parameters.mobilisation.cost_mean"
        table.write_text(f"{words}\n0,1,1,1,1,1.97\n1,1,1,1,1,1.9\n")
        table.with_name("v_tried.csv").write_text("id,seed,spread,stage,patterns\n1,1,1.0,,\n")
        return sim.agree(table, runs=2, scenarios=self._project(), **KNOWN, **more)

    def why(self, **more):
        explained = self.folder / "explained"
        if not explained.exists():
            self.run(out=explained)
        return sim.why(explained, tries=0, **more)

    def _project(self):
        """Few contrasts, and an episode that a table tells day by day."""
        project = self.folder / "project"
        if not project.exists():
            for part in ("common", "worlds", "observed", "variants"):
                shutil.copytree(ROOT / part, project / part)
            shutil.copy(ROOT / "mitrovica.yaml", project)
            lessen(project / "observed" / "contrasts.csv", {"C3a"})
            (project / "accepted").mkdir()
            stages = "stage,scenario,runs,settings\nall,mitrovica,2,ensemble.one_in=200\n"
            (project / "accepted" / "stages.csv").write_text(stages)
        return project


NAMES = [name for name in vars(Asked) if not name.startswith("_")]
LONG = {"compare", "discovery", "calibrate", "validate", "agree", "crossvalidate"}
STUDIES = [pytest.param(n, marks=[pytest.mark.slow] if n in LONG else []) for n in NAMES]


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    return Asked(tmp_path_factory.mktemp("asked"))


@pytest.fixture(scope="module")
def results():
    return {}


def made(study, asked, results):
    """The result of a study, made once."""
    if study not in results:
        results[study] = getattr(asked, study)()
    return results[study]


def content(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name != ".lock"}


def test_every_study_is_asked_here():
    functions = {name for name in dir(sim) if name.islower() and not name.startswith("_")}
    assert set(NAMES) == functions - {"load", "read", "export", "page", "stills"}


@pytest.mark.parametrize("study", STUDIES)
def test_a_picture_that_fails_costs_no_table_and_no_run(
    study, asked, results, tmp_path, monkeypatch
):
    result, folder = made(study, asked, results), tmp_path / "out"
    with monkeypatch.context() as broken:
        broken.setattr("sim.report.style.png_bytes", lambda _: 1 / 0)
        broken.setattr("sim.studies.run.write.page_html", lambda _: 1 / 0)
        with pytest.warns(PictureWarning, match=r"\(division by zero\).*run.py plot .* again"):
            result.write(folder)
    record = read_record(folder / "manifest.json")
    tables = {name for name, digest in record.files.items() if digest is not None}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert there == tables | {"manifest.json", "datapackage.json"}
    assert all(digest_of_file(folder / name) == record.files[name] for name in tables)
    assert missing_pictures(folder)
    for form in ("png", "svg"):  # how they look is told elsewhere
        monkeypatch.setattr(f"sim.report.style.{form}_bytes", lambda _: b"drawn")
    result.write(folder)
    assert not missing_pictures(folder)
    assert all(digest_of_file(folder / name) == record.files[name] for name in tables)
    assert not [p for p in folder.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize("name", ["scenario.yaml", "summary.json", "manifest.json", "runs.part"])
@pytest.mark.parametrize("study", STUDIES)
def test_no_study_writes_into_a_folder_of_others(study, name, asked, results, tmp_path):
    result = made(study, asked, results)
    (tmp_path / name).write_text('{"study": "mine"}')
    (tmp_path / ".gitignore").write_text("*")
    before = content(tmp_path)
    with pytest.raises(FolderError, match=f"holds {name}.*left as they are"):
        result.write(tmp_path)
    if name == "scenario.yaml":
        with pytest.raises(FolderError, match=f"holds {name}.*left as they are"):
            getattr(asked, study)(out=tmp_path)
    assert content(tmp_path) == before


@pytest.mark.parametrize("study", STUDIES)
def test_no_study_writes_over_another(study, asked, results, tmp_path):
    other = "sweep" if study != "sweep" else "ablate"
    made(other, asked, results).write(tmp_path / "out")
    before = content(tmp_path / "out")
    with pytest.raises(FolderError, match=f"holds what {other} made of mitrovica, not {study[:4]}"):
        made(study, asked, results).write(tmp_path / "out")
    assert content(tmp_path / "out") == before
