import json
from types import SimpleNamespace

from sim import __version__
from sim.experiment import manifest as manifests
from sim.experiment.runner import ExecutionResult


def test_a_manifest_says_what_made_the_folder():
    loaded = SimpleNamespace(scenario=SimpleNamespace(name="tiny"), digest="ab12")
    executed = ExecutionResult((1, 2), 5, True, 2, 1.23456)
    found = manifests.manifest(loaded, executed, seed=9)
    assert found["runs_requested"] == 5
    assert found["runs_done"] == 2
    assert found["interrupted"] is True
    assert found["digest"] == "ab12"
    assert found["seed"] == 9
    assert found["versions"]["ibar"] == __version__
    assert found["versions"]["numpy"] != "unknown"
    assert json.loads(json.dumps(found)) == found


def test_no_git_is_no_error(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert manifests.commit() is None
