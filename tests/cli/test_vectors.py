import shutil
from pathlib import Path

import pytest

from sim.studies.validate import command as validate
from sim.studies.validate import legacy_contrasts as accept

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def test_validate_over_vectors_runs_the_contrasts_of_these_sets(monkeypatch):
    asked = []
    monkeypatch.setattr(accept, "command", lambda words: asked.append(list(words)) or 0)
    assert validate.command(["--vectors", "mine.csv", "--runs", "7"]) == 0
    assert asked == [["--contrasts", "--vectors", "mine.csv", "--runs", "7"]]
    assert validate.command(["--vectors", "mine.csv", "--workers", "1", "--quiet"]) == 0
    assert asked[1] == ["--contrasts", "--vectors", "mine.csv", "--quiet", "--workers", "1"]


def test_a_table_of_vectors_that_is_not_there_is_told(tmp_path, capsys):
    from sim.main import main

    assert main(["validate", "--vectors", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err


def table(path, cost):
    words = "id,seed,spread,met,of,parameters.mobilisation.cost_mean"
    path.write_text(f"{words}\n0,1,1,1,1,1.97\n1,1,1,1,1,{cost}\n")
    path.with_name(f"{path.stem}_tried.csv").write_text(
        "id,seed,spread,stage,patterns\n0,1,1.0,,\n1,1,1.0,,\n"
    )
    return path


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with two contrasts of cheap runs."""
    folder = tmp_path / "scenarios"
    shutil.copytree(SCENARIOS, folder, ignore=shutil.ignore_patterns("accepted"))
    contrasts = folder / "observed" / "contrasts.csv"
    lines = contrasts.read_text().splitlines()
    kept = [line for line in lines[1:] if line.split(",")[0] in {"C3a", "C6b"}]
    contrasts.write_text("\n".join([lines[0], *kept]) + "\n")
    (folder / "accepted").mkdir()
    (folder / "accepted" / "stages.csv").write_text(
        "stage,scenario,runs,settings\nall,mitrovica,2,ensemble.one_in=100 clock.days=2\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_contrasts_that_were_stopped_go_on_to_the_same_table(project, monkeypatch, capsys):
    from sim.experiment.interruption import Stop
    from sim.main import main

    vectors = str(table(project / "v.csv", 1.9))
    words = ["validate", "--vectors", vectors, "--runs", "2", "--workers", "1"]
    assert main(words) == 0
    undisturbed = capsys.readouterr().out
    assert "C3a" in undisturbed
    assert "1 sets beside the shipped one, 2 pairs" in undisturbed
    assert not list((project / "outputs").rglob("*.part"))

    def enough(_self):
        return any(path.stat().st_size > 3000 for path in project.rglob("runs.part"))

    with monkeypatch.context() as patch:
        patch.setattr(Stop, "__call__", enough)
        assert main(words) == 130
    out, err = capsys.readouterr()
    assert out == ""
    assert "of 12 runs, which are kept: the same command goes on" in err
    assert len(list((project / "outputs").rglob("runs.part"))) == 1
    assert main(words) == 0
    out, err = capsys.readouterr()
    assert out == undisturbed
    assert "going on after" in err
