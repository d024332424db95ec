import importlib
import json
import os
import subprocess
import sys
import textwrap
from functools import partial, wraps
from pathlib import Path

import pytest

import sim
from sim.experiment.build_identity import build_identity
from sim.experiment.simulate import escalation_model
from sim.experiment.workers import CannotSend
from sim.terms.errors import Refused
from tests.studies import known_model

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios" / "mitrovica.yaml"
MODEL = """
    from {package}.parts import LEVEL
    from tests.studies.known_model import Known

    def build(loaded, number, seed, noise=1.0):
        return Known(loaded, number, seed, noise={level})

    class Builder:
        def __init__(self, noise):
            self.noise = noise

        def __call__(self, loaded, number, seed):
            return Known(loaded, number, seed, noise=self.noise)
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Writes a user's package and imports it anew; returns its module."""
    monkeypatch.syspath_prepend(tmp_path)

    def written(level="LEVEL", parts="LEVEL = 1.0\n"):
        folder = tmp_path / "ours"
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").write_text("")
        (folder / "parts.py").write_text(parts)
        (folder / "models.py").write_text(
            textwrap.dedent(MODEL.format(package="ours", level=level))
        )
        for name in [name for name in sys.modules if name.split(".")[0] == "ours"]:
            del sys.modules[name]
        importlib.invalidate_caches()
        return importlib.import_module("ours.models")

    yield written
    for name in [name for name in sys.modules if name.split(".")[0] == "ours"]:
        del sys.modules[name]


def code(build):
    return build_identity(build).code


def test_ibars_own_model_has_none_and_another_is_known_by_its_name():
    assert build_identity(escalation_model) is None
    assert build_identity(known_model.build).name == "tests.studies.known_model.build"

    @wraps(escalation_model)
    def disguised(loaded, number, seed):
        return escalation_model(loaded, number, seed + 1)

    assert build_identity(disguised) is not None


def test_what_a_model_is_made_of_changes_what_it_is_known_by(package):
    first = package()
    known = {
        "function": code(first.build),
        "partial": code(partial(first.build, noise=2.0)),
        "other partial": code(partial(first.build, noise=3.0)),
        "object": code(first.Builder(1.0)),
        "other object": code(first.Builder(2.0)),
        "in place": code(lambda loaded, number, seed: first.build(loaded, number, seed)),
        "other in place": code(lambda loaded, number, seed: first.build(loaded, number, seed + 1)),
    }
    assert len(set(known.values())) == len(known)
    assert code(package().build) == known["function"]
    assert code(package(level="2 * LEVEL").build) != known["function"]
    changed = package(parts="LEVEL = 4.0\n")
    assert code(changed.build) != known["function"], "a module that it imports"
    assert code(changed.Builder(1.0)) != known["object"]


def test_a_library_in_a_place_that_several_share_is_no_code_of_the_user(
    package, tmp_path, monkeypatch
):
    place = tmp_path / "shared" / "site-packages"
    place.mkdir(parents=True)
    monkeypatch.syspath_prepend(place)
    known = set()
    for text in ("A = 1", "A = 2"):
        (place / "lent.py").write_text(text)
        known.add(code(package(parts="import lent\nLEVEL = 1.0\n").build))
    assert len(known) == 1


def test_it_is_the_same_in_every_process(package, tmp_path):
    package()
    source = (
        "from sim.experiment.build_identity import build_identity\n"
        "from ours.models import build\nprint(build_identity(build).code)"
    )
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    told = {
        subprocess.run(
            [sys.executable, "-c", source], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert told == {code(sys.modules["ours.models"].build)}


@pytest.fixture(scope="module")
def small():
    return sim.load(SCENARIO, {"clock.days": 2, "ensemble.one_in": 100})


def half(loaded, build, folder, told):
    """Stops after two runs, and says what a later process finds."""
    done = []
    with pytest.raises(sim.Interrupted):
        sim.compare(
            loaded, sets={"mechanisms.rumour": False}, runs=4, seed=1, workers=1, build=build,
            out=folder, progress=lambda n, _: done.append(n), stop=lambda: done[-1] >= 2,
            notice=told.append,
        )  # fmt: skip


def test_runs_of_another_model_are_not_taken_over(package, small, tmp_path):
    told = []
    half(small, package().build, tmp_path / "out", told)
    half(small, package().build, tmp_path / "out", told)
    assert told == ["going on after the 2 runs that are done"], "the same code goes on"
    told.clear()
    half(small, package(parts="LEVEL = 9.0\n").build, tmp_path / "out", told)
    assert "another study or version" in told[0]


def test_the_manifest_says_which_model_it_was(package, small, tmp_path):
    model = package()
    vary = ["mechanisms.rumour=true,false"]
    sim.sweep(small, vary, runs=1, build=model.build, out=tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["build"] == build_identity(model.build)._asdict()


def test_a_model_that_a_worker_cannot_import_is_named(package, small, tmp_path):
    model = package()
    for path in (tmp_path / "ours").glob("*.py"):
        path.unlink()
    with pytest.raises(CannotSend, match=r"module ours.* cannot be imported in a worker process"):
        sim.run(small, runs=4, workers=2, build=model.build)


def test_a_model_that_cannot_be_handed_over_is_run_here_unless_workers_are_asked_for(small):
    def build(loaded, number, seed):
        return known_model.build(loaded, number, seed)

    told = []
    ran = sim.run(small, runs=3, build=build, notice=told.append)
    assert ran.executed.workers == 1
    assert len(told) == 1
    assert told[0].startswith("one process: ")
    with pytest.raises(CannotSend, match="cannot be handed to worker processes"):
        sim.run(small, runs=3, build=build, workers=2)


@pytest.mark.parametrize(("study", "more"), [("fork", {"run": 0}), ("forks", {"runs": 2})])
def test_a_fork_takes_no_other_model(study, more, small):
    with pytest.raises(Refused, match="build: a fork replays"):
        getattr(sim, study)(small, at="2022-08-01 00:00", build=known_model.build, **more)
