import shutil
from pathlib import Path

import pytest

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"
PARTS = ("common", "worlds", "observed", "variants")


def lessen(table, kept):
    """Keep only some contrasts of a table."""
    head, *lines = table.read_text().splitlines()
    lines = [line for line in lines if line.split(",")[0] in kept]
    table.write_text("\n".join([head, *lines]) + "\n")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with two episodes, two contrasts, and cheap runs of them; we work in it."""
    folder = tmp_path / "scenarios"
    for part in PARTS:
        shutil.copytree(SCENARIOS / part, folder / part)
    for name in ("mitrovica", "september_2022"):
        shutil.copy(SCENARIOS / f"{name}.yaml", folder)
    lessen(folder / "observed" / "contrasts.csv", {"C3a", "C6b"})
    (folder / "accepted").mkdir()
    (folder / "accepted" / "stages.csv").write_text(
        "stage,scenario,runs,settings\nall,mitrovica,2,ensemble.one_in=100 clock.days=2\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path
