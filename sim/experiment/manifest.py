"""What made an output folder: versions, machine, seed, digest, commit and time taken."""

import hashlib
import platform
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim import __version__
from sim.experiment.runner import Executed
from sim.scenario.loaded import Loaded

PACKAGES = ("numpy", "mesa", "matplotlib", "pydantic", "pyyaml", "networkx")


def manifest(loaded: Loaded, executed: Executed[Any], *, seed: int, **more: Any) -> dict[str, Any]:
    """The record that goes into ``manifest.json``.

    Args:
        loaded: the scenario, of a study its base.
        executed: what came of the runs.
        seed: seed of all runs.
        more: what else the study was asked.

    Its times and number of workers are the only things in an output folder that may differ
    between two executions of the same input with the same versions.
    """
    return {
        "scenario": loaded.scenario.name,
        "digest": loaded.digest,
        "seed": seed,
        **more,
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


@cache
def code_digest() -> str:
    """SHA-256, hexadecimal, of the source of this package, whatever its version is called."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


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
