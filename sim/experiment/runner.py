"""An ensemble: many runs of one scenario, one after another or in processes, in run order."""

import math
import time
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sim.experiment import workers as processes
from sim.experiment.simulate import Build, escalation_model, never
from sim.experiment.workers import Job
from sim.results.run import Run
from sim.scenario.loaded import Loaded

T = TypeVar("T")

SERIAL_SECONDS = 10.0
"""Ensembles expected to take less than this run in one process: starting workers costs more."""
CHUNK_RUNS = 4
"""Most runs a worker is given at a time."""
POLL_SECONDS = 0.1
"""How often a stop is looked for while waiting for workers."""

Progress = Callable[[int, int], object]
"""Told (runs done, runs asked for)."""
Parts = Generator[tuple[int, list[Any]], None, None]
"""(Processes in use, results in run order), part by part."""


class WorkersDied(RuntimeError):
    """A worker process ended before its runs were done."""


@dataclass(frozen=True, slots=True)
class Executed(Generic[T]):
    """What came of an ensemble.

    Attributes:
        results: one summary a finished run, in run order; fewer than asked for when interrupted.
        asked: number of runs asked for.
        interrupted: whether a stop was asked for before all runs were done.
        workers: number of processes that ran the model.
        seconds: time taken.
    """

    results: tuple[T, ...]
    asked: int
    interrupted: bool
    workers: int
    seconds: float


def whole(run: Run) -> Run:
    """The summary that leaves nothing out."""
    return run


def run_ensemble(
    loaded: Loaded,
    *,
    runs: int,
    seed: int,
    workers: int | None = None,
    summarise: Callable[[Run], T] = whole,
    progress: Progress | None = None,
    stop: Callable[[], bool] = never,
    build: Build = escalation_model,
) -> Executed[T]:
    """Run a scenario many times; the results are the same whatever the number of workers.

    Args:
        loaded: the scenario with its world.
        runs: number of runs, at least 1, numbered from 0.
        seed: seed shared by all runs.
        workers: processes to use; None measures the first run and decides.
        summarise: what to keep of a run, by default all; called in the process that ran it, so
            a function of a module.
        progress: told how far it is after each run or handful of runs.
        stop: asked often; when it says True the runs under way are given up, the finished kept.
        build: makes the model of a run, also a function of a module.

    Raises:
        ValueError: when there would be no run or no worker.
        WorkersDied: when a worker process was killed, by want of memory for example.
    """
    began = time.perf_counter()
    results: list[T] = []
    most = 1
    with closing(_parts(Job(loaded, seed, build, summarise), runs, workers, stop)) as parts:
        for used, part in parts:
            most = max(most, used)
            results.extend(part)
            if progress is not None:
                progress(len(results), runs)
    seconds = time.perf_counter() - began
    return Executed(tuple(results), runs, len(results) < runs, most, seconds)


def _parts(job: Job, runs: int, workers: int | None, stop: Callable[[], bool]) -> Parts:
    """Results part by part, from this process or from workers."""
    if runs < 1 or (workers is not None and workers < 1):
        message = f"runs(={runs}) and workers(={workers}) must be at least 1"
        raise ValueError(message)
    first = 0
    if workers is None:
        began = time.perf_counter()
        yield 1, processes.finished(job, range(1), stop)
        left = (time.perf_counter() - began) * (runs - 1)
        first, workers = 1, processes.usable_cores() if left > SERIAL_SECONDS else 1
    workers = min(workers, runs - first)
    if workers <= 1:
        for number in range(first, runs):
            yield 1, processes.finished(job, range(number, number + 1), stop)
    else:
        yield from _from_pool(job, range(first, runs), workers, stop)


def _from_pool(job: Job, numbers: range, workers: int, stop: Callable[[], bool]) -> Parts:
    """Results from worker processes in run order; only a few chunks are under way at a time."""
    size = max(1, min(CHUNK_RUNS, math.ceil(len(numbers) / (4 * workers))))
    chunks = (numbers[low : low + size] for low in range(0, len(numbers), size))
    under_way: deque[Future[list[Any]]] = deque()
    try:
        with processes.pool(job, workers) as (executor, flag):
            while True:
                while len(under_way) < 4 * workers and not flag.value:
                    chunk = next(chunks, None)
                    if chunk is None:
                        break
                    under_way.append(executor.submit(processes.run_chunk, chunk))
                if not under_way:
                    return
                while not wait_for([under_way[0]], timeout=POLL_SECONDS).done:
                    flag.value = int(stop() or flag.value)
                flag.value = int(stop() or flag.value)
                yield workers, under_way.popleft().result()
    except BrokenProcessPool as error:
        if not stop():  # whoever asked us to stop may have told the workers as well
            message = "a worker process was killed, perhaps for want of memory"
            raise WorkersDied(message) from error
