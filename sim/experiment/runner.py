"""Many runs of one scenario or of several arms, in the order of arms and runs."""

import math
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from sim.experiment import workers as processes
from sim.experiment.arms import Arm
from sim.experiment.build_identity import BuildIdentity
from sim.experiment.engines import Engine, local_engine
from sim.experiment.event_budget import TooManyEvents
from sim.experiment.simulate import Build, escalation_model, never_stop
from sim.experiment.workers import Item, Task
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.scenario.types import Scenario

T = TypeVar("T")

CHUNK_RUNS = 4
"""Most runs a worker is given at a time."""
POLL_SECONDS = 0.1
"""How often a stop is looked for while waiting for workers."""

Progress = Callable[[int, int], object]
"""Told (runs done, runs asked for)."""
Parts = Generator[tuple[int, list[Any]], None, None]
"""(Workers in use, results in order), part by part."""


class ResultStore(Protocol[T]):
    """Where results are kept as they come, such as a file that outlives this process."""

    def __len__(self) -> int:
        """Number of results kept so far, of this or of an earlier process."""
        ...

    def append(self, result: T, /) -> None:
        """Keep one more."""
        ...

    def results(self) -> Sequence[T]:
        """All that are kept, in order."""
        ...


class MemoryStore(Generic[T]):
    """Results kept in memory, for as long as this process lives."""

    def __init__(self) -> None:
        self._results: list[T] = []

    def __len__(self) -> int:
        return len(self._results)

    def append(self, result: T, /) -> None:
        """Keep one more."""
        self._results.append(result)

    def results(self) -> Sequence[T]:
        """All that are kept, in order."""
        return tuple(self._results)


@dataclass(frozen=True, slots=True, repr=False)
class ExecutionResult(Generic[T]):
    """What came of many runs.

    Attributes:
        results: one summary a finished run, by arm and within it by run; fewer than asked for
            when interrupted.
        requested: number of runs asked for, of all arms.
        interrupted: whether a stop was asked for before all runs were done.
        workers: number of processes that ran the model.
        seconds: time taken by this process.
        resumed: number of runs that an earlier process had made.
        build: which model made them, None for Ibar's own.
        key: digest of everything the results depend on but the number of runs of a single arm;
            empty where nothing is kept.
    """

    results: Sequence[T]
    requested: int
    interrupted: bool
    workers: int
    seconds: float
    resumed: int = 0
    build: BuildIdentity | None = None
    key: str = ""

    def __repr__(self) -> str:
        done = f"{len(self.results)} of {self.requested} runs"
        return f"<ExecutionResult: {done} in {self.seconds:.1f} s, workers: {self.workers}>"


def together(made: Sequence[ExecutionResult[Any]]) -> ExecutionResult[Any]:
    """How several were made, as if they were one; its results are numbers only.

    Args:
        made: at least one.
    """
    return ExecutionResult(
        range(sum(len(one.results) for one in made)),
        sum(one.requested for one in made),
        any(one.interrupted for one in made),
        max(one.workers for one in made),
        sum(one.seconds for one in made),
        sum(one.resumed for one in made),
        build=made[0].build,
    )


def group_by_arm(results: Sequence[T], runs: int) -> list[Sequence[T]]:
    """Results of each arm, in the order of the arms.

    Args:
        results: by arm and within it by run, of all runs asked for.
        runs: number of runs of each arm.
    """
    return [results[first : first + runs] for first in range(0, len(results), runs)]


def full_run(run: Run, _scenario: Scenario) -> Run:
    """The summary that leaves nothing out."""
    return run


def run_ensemble(
    loaded: Loaded,
    *,
    runs: int,
    seed: int,
    workers: int | None = None,
    summarise: Callable[[Run, Scenario], T] = full_run,
    progress: Progress | None = None,
    stop: Callable[[], bool] = never_stop,
    build: Build = escalation_model,
) -> ExecutionResult[T]:
    """Run one scenario many times, in memory; see :func:`run_arms`."""
    if workers is not None and workers < 1:
        message = f"workers(={workers}) must be at least 1"
        raise ValueError(message)
    with local_engine(workers) as engine:
        return run_arms(
            [Arm(loaded.scenario.name, (loaded,))],
            runs=runs,
            task=Task(seed, build, summarise),
            engine=engine,
            progress=progress,
            stop=stop,
        )


def run_arms(
    arms: Sequence[Arm],
    *,
    runs: int,
    task: Task[T],
    engine: Engine,
    kept: ResultStore[T] | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] = never_stop,
) -> ExecutionResult[T]:
    """Run every arm the same number of times, with the same chance in each.

    The results are the same whatever makes the runs, and however often it was stopped in between.

    Args:
        arms: at least one; may load its scenarios as they are asked for.
        runs: number of runs of each arm, at least 1, numbered from 0.
        task: seed, model, and what to keep of a run; only functions of a module.
        engine: where runs are made.
        kept: where results go as they come; those it holds already are not made again.
        progress: told how far it is, before the first and after each handful of runs.
        stop: asked often; at True what is under way is given up.

    Raises:
        ValueError: when there would be no run.
        Refused: when a worker was killed, the cluster is gone, or a run has too many events.
    """
    requested = len(arms) * runs
    if requested < 1:
        message = f"runs(={runs}) and arms(={len(arms)}) must be at least 1"
        raise ValueError(message)
    began = time.perf_counter()
    held: ResultStore[T] = MemoryStore() if kept is None else kept
    resumed = len(held)
    items = ((arm.of(k), k) for arm, k in _left(arms, runs, resumed))
    with closing(_parts(task, items, requested - resumed, engine, stop)) as parts:
        most = max(_keep(parts, held, requested, progress), default=1)
    seconds = time.perf_counter() - began
    return ExecutionResult(held.results(), requested, len(held) < requested, most, seconds, resumed)


def _keep(
    parts: Parts, held: ResultStore[T], requested: int, progress: Progress | None
) -> Iterator[int]:
    """Keep results as they come; yields how many workers were in use."""
    if progress is not None:
        progress(len(held), requested)
    try:
        for used, part in parts:
            for result in part:
                held.append(result)
            if progress is not None:
                progress(len(held), requested)
            yield used
    except TooManyEvents as error:
        for result in error.finished:
            held.append(result)
        raise


def _left(arms: Sequence[Arm], runs: int, done: int) -> Iterator[tuple[Arm, int]]:
    """Arms and numbers of the runs that are not done yet; no arm that is done is loaded."""
    for place in range(done // runs, len(arms)):
        arm = arms[place]
        for number in range(max(0, done - place * runs), runs):
            yield arm, number


def _parts(
    task: Task[Any], items: Iterator[Item], left: int, engine: Engine, stop: Callable[[], bool]
) -> Parts:
    """Results part by part, from this process or from workers."""
    seconds = None
    if left and engine.measures_first:
        began = time.perf_counter()
        yield 1, processes.completed_runs(task, list(islice(items, 1)), stop)
        left -= 1
        seconds = (time.perf_counter() - began) * left
    if not left:
        return
    workers = engine.start(left, seconds)
    if workers > 1:
        yield from _from_workers(task, items, (left, workers), engine, stop)
        return
    for item in items:
        results = processes.completed_runs(task, [item], stop)
        yield 1, results
        if not results:
            return


def _from_workers(
    task: Task[Any],
    items: Iterator[Item],
    left_workers: tuple[int, int],
    engine: Engine,
    stop: Callable[[], bool],
) -> Parts:
    """Results from workers in order; only a few chunks are under way at a time."""
    left, workers = left_workers
    size = max(1, min(CHUNK_RUNS, math.ceil(left / (4 * workers))))
    chunks = _chunks(items, size)
    under_way: deque[Future[list[Any]]] = deque()
    stopped = False
    try:
        while True:
            while len(under_way) < 4 * workers and not stopped:
                chunk = next(chunks, None)
                if chunk is None:
                    break
                under_way.append(engine.submit(processes.run_chunk, task, chunk))
            if not under_way:
                return
            while not stopped and not wait_for([under_way[0]], timeout=POLL_SECONDS).done:
                stopped = stop()
                if not stopped:
                    engine.watch()
            stopped = stopped or stop()
            if stopped:
                engine.ask_to_stop()
            part = under_way.popleft()
            yield workers, part.result()
            if stopped and len(part.result()) < size:
                return  # what others finished after a gap is given up
    except Exception as error:
        told = engine.explain(error)
        if told is None:
            raise
        if not stopped and not stop():  # who asked us to stop may have told the workers as well
            raise told from error


def _chunks(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while chunk := list(islice(items, size)):
        yield chunk
