import shutil
from pathlib import Path

import pytest

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of cheap runs."""
    folder = tmp_path / "scenarios"
    shutil.copytree(SCENARIOS, folder, ignore=shutil.ignore_patterns("accepted"))
    (folder / "accepted").mkdir()
    (folder / "accepted" / "stages.csv").write_text(
        "stage,scenario,runs,settings\nall,mitrovica,2,ensemble.one_in=100 clock.days=2\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_two_searches_do_not_write_to_one_table(project, capsys):
    from sim.experiment.output_folder import alone
    from sim.main import main

    with alone(project, ".v.csv.lock"):
        assert main(["accept", "--out", str(project / "v.csv"), "--tried", "1"]) == 2
    assert "another process" in capsys.readouterr().err
    assert not (project / "v.csv").exists()
