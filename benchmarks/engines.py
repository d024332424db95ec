"""How well runs spread: worker processes, and the workers of a cluster on this machine."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks.table import Cell, Table
from benchmarks.timing import in_rounds, spread, wall_seconds
from sim.experiment.arms import arm_of
from sim.experiment.engines import open_engine
from sim.experiment.runner import full_run, run_arms
from sim.experiment.simulate import escalation_model
from sim.experiment.workers import Task, usable_cores
from sim.scenario.load import load
from sim.scenario.loaded import Loaded

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0


def engines(scenario: Path, runs: int, rounds: int) -> Table:
    """One process against two, and a cluster of one and of two workers: time and efficiency.

    Args:
        scenario: the scenario file.
        runs: runs of the ensemble.
        rounds: how often it is measured.
    """
    loaded = load(scenario)
    with ExitStack() as stack:
        ways = [("1 process", 1, partial(_made, loaded, runs, 1, None))]
        ways.append(("2 processes", 2, partial(_made, loaded, runs, 2, None)))
        for n in (1, 2) if find_spec("distributed") else ():
            address = stack.enter_context(_cluster(n))
            label = f"cluster, {n} worker{'s' if n > 1 else ''}"
            ways.append((label, n, partial(_made, loaded, runs, None, address)))
        for _, _, doing in ways:
            doing(1)  # every process has read its code once, unmeasured
        measured = in_rounds([doing for _, _, doing in ways], rounds, wall_seconds)
    return Table(
        f"4. Worker processes and clusters: {runs} runs, wall time, median (least to most)",
        ("made by", "s", "times as fast", "efficiency"),
        _rows(ways, measured),
        (
            f"{rounds} rounds on {usable_cores()} cores; starting processes and connecting count",
            _busy(),
        ),
    )


def _rows(
    ways: Sequence[tuple[str, int, Callable[..., None]]], measured: Sequence[Sequence[float]]
) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for place, (label, n, _) in enumerate(ways):
        ratio = spread([one[0] / one[place] for one in measured])
        seconds = spread([one[place] for one in measured])
        rows.append((label, seconds, ratio, f"{ratio.median / n:.0%}"))
    return rows


def _made(
    loaded: Loaded, runs: int, workers: int | None, cluster: str | None, only: int | None = None
) -> None:
    """Make some runs, and throw them away."""
    task = Task(loaded.scenario.ensemble.seed, escalation_model, full_run)
    with open_engine(workers, cluster) as engine:
        run_arms([arm_of(loaded)], runs=only or runs, task=task, engine=engine)


@contextmanager
def _cluster(n_workers: int) -> Iterator[str]:
    """A scheduler with some workers on this machine; yields its address."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        file = Path(folder) / "scheduler.json"
        words = ("--port", "0", "--host", "127.0.0.1", "--scheduler-file", str(file))
        stack.enter_context(_process("dask_scheduler", *words))
        deadline = time.monotonic() + START_SECONDS
        while not file.exists():
            if time.monotonic() > deadline:
                message = "the scheduler does not start"
                raise TimeoutError(message)
            time.sleep(0.1)
        address = json.loads(file.read_text("utf-8"))["address"]
        for _ in range(n_workers):
            worker = ("dask_worker", address, "--nthreads", "1", "--no-nanny")
            stack.enter_context(_process(*worker))
        yield address


@contextmanager
def _process(module: str, *arguments: str) -> Iterator[None]:
    started = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        started.kill()
        started.wait()


def _busy() -> str:
    """How busy the machine was: two processes gain nothing where others hold the cores."""
    if not hasattr(os, "getloadavg"):
        return "this system does not tell how busy it was"
    return f"processes that wanted a core at the end, mean of a minute: {os.getloadavg()[0]:.1f}"
