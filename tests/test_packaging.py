"""What goes with a release: how to cite it, versions to reproduce with, and what is shipped."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sim import __version__

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT, TOOL = PYPROJECT["project"], PYPROJECT["tool"]


def test_what_is_cited_is_this_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "software"
    assert cited["version"] == __version__
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", cited["date-released"])
    for key in ("license", "authors", "keywords"):
        assert cited[key] == PROJECT[key]
    assert all(len(cited[key]) > 30 for key in ("message", "title", "abstract"))


def test_every_dependency_is_pinned_within_its_bounds():
    comment, *lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()[1:]
    assert comment.endswith("with Python 3.11")
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    pinned = {canonicalize_name(name): version for name, version in pins}
    extras = PROJECT["optional-dependencies"].values()
    texts = [*PROJECT["dependencies"], *(text for extra in extras for text in extra)]
    others = [one for one in map(Requirement, texts) if one.name != PROJECT["name"]]
    assert len(others) > 15
    for one in others:
        assert pinned[canonicalize_name(one.name)] in one.specifier, one


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """What a wheel puts into site-packages, and beside it a folder that belongs to others."""
    site = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "sim", site / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    carried = TOOL["hatch"]["build"]["targets"]["wheel"]["sources"]["scenarios"]
    shutil.copytree(ROOT / "scenarios", site / carried)
    (site / "scenarios").mkdir()
    (site / "scenarios" / "mitrovica.yaml").write_text("name: of others\n")
    return site


def test_an_installed_package_runs_what_it_carries_and_writes_only_where_one_works(
    installed, tmp_path
):
    before = sorted(installed.rglob("*"))
    small = ["--set", "clock.days=2", "--set", "ensemble.one_in=100", "--runs", "1", "--quiet"]
    env = {**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    for scenario in ("mitrovica", "out/scenario.yaml"):
        out = "again" if scenario.endswith(".yaml") else "out"
        done = subprocess.run(
            [sys.executable, "-m", "sim", "run", scenario, *small, "--out", out],
            cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{out}\n", "")
    made_with = {"manifest.json", "command.json"}
    files = [path.name for path in (tmp_path / "out").iterdir() if path.name not in made_with]
    assert "curves.png" in files
    for name in files:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert sorted(installed.rglob("*")) == before
