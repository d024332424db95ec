"""Engines: where runs are made: in this process or in worker processes."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol

from sim.experiment import workers as processes
from sim.terms.errors import Refused

SERIAL_SECONDS = 10.0
"""What is expected to take less than this runs in one process: starting workers costs more."""


class WorkersDied(Refused):
    """A worker process was killed, perhaps for want of memory; try again with --workers 1."""


class Engine(Protocol):
    """Where runs are made."""

    def start(self, tasks: int, seconds: float | None) -> int:
        """Make ready for some tasks.

        Args:
            tasks: how many there are.
            seconds: how long they are expected to take one after another; None when not known.

        Returns:
            Number of workers; 1 when the tasks are best done in this process.
        """
        ...

    @property
    def measures_first(self) -> bool:
        """Whether it wants to know how long the first run takes before it decides."""
        ...

    def submit(self, function: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        """Hand a task to a worker, once started with more than one."""
        ...

    def watch(self) -> None:
        """Called often while a task is waited for.

        Raises:
            Refused: when it will never be done.
        """
        ...

    def ask_to_stop(self) -> None:
        """Let workers give up what they are at."""
        ...

    def explain(self, error: BaseException) -> Refused | None:
        """What an error of a task means when it comes of the engine, not of the task; else None."""
        ...


class LocalEngine:
    """This process, or worker processes that are started when they are worth it and then kept."""

    def __init__(self, workers: int | None, stack: ExitStack) -> None:
        self._asked = workers
        self._stack = stack
        self._pool: tuple[Executor, processes.Flag] | None = None
        self._workers = 1

    @property
    def measures_first(self) -> bool:
        """Whether nobody said how many workers there should be, and none is at work yet."""
        return self._asked is None and self._pool is None

    def start(self, tasks: int, seconds: float | None) -> int:
        """Start worker processes if they are worth it."""
        if self._pool is None:
            wanted = self._asked
            if wanted is None:
                is_long = seconds is None or seconds > SERIAL_SECONDS
                wanted = processes.usable_cores() if is_long else 1
            self._workers = min(wanted, tasks) if self._asked is None else wanted
            if min(self._workers, tasks) > 1:
                self._pool = self._stack.enter_context(processes.pool(self._workers))
        return self._workers if self._pool is not None else 1

    def submit(self, function: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        """Hand a task to a worker process."""
        assert self._pool is not None, "started with one worker"
        task = processes.packed(function, *arguments)
        with processes.without_main():  # handing over a task may start another process
            return self._pool[0].submit(processes.unpacked, task)

    def watch(self) -> None:
        """Nothing to look for: a pool whose process died says so itself."""

    def ask_to_stop(self) -> None:
        """Set the flag that all workers look at."""
        if self._pool is not None:
            self._pool[1].value = 1

    def explain(self, error: BaseException) -> Refused | None:
        """A worker process that ended before its runs were done."""
        if isinstance(error, BrokenProcessPool):
            return WorkersDied(WorkersDied.__doc__)
        return None


@contextmanager
def local_engine(workers: int | None = None) -> Iterator[LocalEngine]:
    """Worker processes for as long as they are needed.

    Args:
        workers: number of processes; None decides by how long the first run takes.
    """
    with ExitStack() as stack:
        yield LocalEngine(workers, stack)


@contextmanager
def open_engine(workers: int | None = None, cluster: str | None = None) -> Iterator[Engine]:
    """Where runs are made: a cluster when one is named, else this machine.

    Args:
        workers: number of processes of this machine; None decides by how long the first run takes.
        cluster: address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises:
        ClusterError: when the cluster cannot be used.
    """
    if cluster is None:
        with local_engine(workers) as engine:
            yield engine
        return
    from sim.experiment.cluster import cluster_engine

    with cluster_engine(cluster) as engine:
        yield engine
