"""What made an output folder: versions, machine, seed, digest, commit and time taken."""

import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim import __version__
from sim.experiment.runner import Executed
from sim.scenario.loaded import Loaded

PACKAGES = ("numpy", "mesa", "matplotlib", "pydantic", "pyyaml", "networkx")


def manifest(loaded: Loaded, executed: Executed[Any], *, seed: int) -> dict[str, Any]:
    """The record that goes into ``manifest.json``.

    Its times and number of workers are the only things in an output folder that may differ
    between two executions of the same input with the same versions.
    """
    return {
        "scenario": loaded.scenario.name,
        "digest": loaded.digest,
        "seed": seed,
        "runs_asked": executed.asked,
        "runs_done": len(executed.results),
        "interrupted": executed.interrupted,
        "workers": executed.workers,
        "seconds": round(executed.seconds, 3),
        "versions": versions(),
        "machine": {"system": platform.system(), "architecture": platform.machine()},
        "commit": commit(),
    }


def versions() -> dict[str, str]:
    """Version of Ibar, of Python and of each package the numbers depend on."""
    found = {"ibar": __version__, "python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "unknown"
    return found


def commit() -> str | None:
    """Git commit of the code, with ``+changes`` when files differ; None outside a checkout."""
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return None
    head = _git(root, "rev-parse", "HEAD")
    if head is None:
        return None
    return f"{head}+changes" if _git(root, "status", "--porcelain", "-uno") else head


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
