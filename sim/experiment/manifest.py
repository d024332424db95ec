"""What made an output folder: versions, machine, seed, digest, commit and time taken."""

import platform
import subprocess
from pathlib import Path
from typing import Any

from sim.experiment.runner import ExecutionResult
from sim.experiment.versions import versions
from sim.scenario.loaded import Loaded


def manifest(
    loaded: Loaded, executed: ExecutionResult[Any], *, seed: int, **more: Any
) -> dict[str, Any]:
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
        **({} if executed.build is None else {"build": executed.build._asdict()}),
        "runs_requested": executed.requested,
        "runs_done": len(executed.results),
        "interrupted": executed.interrupted,
        "workers": executed.workers,
        "seconds": round(executed.seconds, 3),
        **({"key": executed.key} if executed.key else {}),
        "versions": versions(),
        "machine": {"system": platform.system(), "architecture": platform.machine()},
        "commit": commit(),
    }


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
