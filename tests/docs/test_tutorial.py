import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "python.md"


def blocks():
    return re.findall(
        r"^```python\n(.*?)^```", TUTORIAL.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


def test_every_example_of_the_tutorial_runs(tmp_path):
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    (tmp_path / "tutorial.py").write_text("\n".join(blocks()), "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "tutorial.py"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "resolv" in done.stdout  # the mistake that is shown
    assert "did you mean" in done.stdout
    assert (tmp_path / "escalation.png").stat().st_size > 10_000
    assert (tmp_path / "outputs" / "tutorial" / "runs.csv").exists()
    assert (tmp_path / "outputs" / "tutorial" / "why.txt").read_text("utf-8") in done.stdout
    assert 'did you mean "workers"?' in done.stdout


def test_the_tutorial_shows_every_study_that_needs_no_extra():
    text = "\n".join(blocks())
    for name in (
        "load",
        "run",
        "compare",
        "sweep",
        "fork",
        "why",
        "validate",
        "agree",
        "ablate",
        "read",
        "export",
    ):
        assert f"import {name}" in text or f"import load, {name}" in text
