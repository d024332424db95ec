"""Worker processes: how they are started, what they hold, and how they end."""

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import Generic, Protocol, TypeVar

from sim.experiment.event_budget import TooManyEvents
from sim.experiment.simulate import Build, Stopped, simulate
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.scenario.types import Scenario
from sim.terms.errors import Refused

T = TypeVar("T")

THREAD_LIMITS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Environment variables that keep linear algebra to one thread a process."""


class Flag(Protocol):
    """A number in memory that all processes share."""

    value: int


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """What all runs of a study have in common.

    Attributes:
        seed: seed of every run.
        build: makes the model of a run.
        summarise: what to keep of a run, given the run and its scenario.
    """

    seed: int
    build: Build
    summarise: Callable[[Run, Scenario], T]


Item = tuple[Loaded, int]
"""One run to be made: its scenario, and its number."""

_flags: list[Flag] = []  # filled once by the pool's initializer, the only way into a worker


def usable_cores() -> int:
    """Number of processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def process_context() -> BaseContext:
    """The forkserver where there is one, else spawn; never the global default, which Mesa sets."""
    methods = multiprocessing.get_all_start_methods()
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver, resource_tracker  # not on every system

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sim.model.model", "sim.experiment.workers"])
    resource_tracker.ensure_running()  # first: it lets signals through again when it has started
    with _signals_held_back():
        forkserver.ensure_running()
    return context


@contextmanager
def pool(workers: int) -> Iterator[tuple[ProcessPoolExecutor, Flag]]:
    """A pool of workers, and the flag that asks them to stop.

    The flag is bare shared memory without a lock, so that a worker that dies cannot block it.
    """
    with _one_thread_each():
        context = process_context()
        flag: Flag = context.RawValue("b", 0)  # pyright: ignore[reportAssignmentType]
        executor = ProcessPoolExecutor(workers, context, _begin, (flag,))
        try:
            yield executor, flag
        except BaseException:
            flag.value = 1
            raise
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def without_main() -> Iterator[None]:
    """Start processes that do not import the script that asked, which would run it once more.

    Workers need nothing of it; without this, a script would have to hide its calls behind
    ``if __name__ == "__main__"``.
    """
    main = sys.modules["__main__"]
    spec, file = getattr(main, "__spec__", None), getattr(main, "__file__", None)
    main.__spec__ = None
    if file is not None:
        del main.__file__
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file


def packed(function: Callable[..., T], *arguments: object) -> bytes:
    """A task on its way to a worker.

    Raises:
        CannotSend: when it holds a function that lives in this process only.
    """
    try:
        return pickle.dumps((function, arguments))
    except Exception as error:
        message = (
            f"cannot be handed to worker processes: {error}; write the function in a module, or "
            "take workers=1"
        )
        raise CannotSend(message) from error


def unpacked(task: bytes) -> object:
    """In a worker: do a task that was packed.

    Raises:
        CannotSend: when what it is made of cannot be imported there.
    """
    try:
        function, arguments = pickle.loads(task)
    except Exception as error:
        name = getattr(error, "name", None)
        what = f"module {name}" if name else "a function"
        message = (
            f"{what} cannot be imported in a worker process: {error}; put it where Python looks "
            "for modules, or take workers=1"
        )
        raise CannotSend(message) from error
    return function(*arguments)


class CannotSend(Refused):
    """A task cannot be handed to a worker process; the message says why."""


def run_chunk(task: Task[T], items: Sequence[Item]) -> list[T]:
    """In a worker: the summaries of these runs, fewer when a stop was asked for."""
    return completed_runs(task, items, is_stopped)


def is_stopped() -> bool:
    """Whether this worker was asked to give up what it is at; never so in the parent."""
    return any(flag.value != 0 for flag in _flags)


def completed_runs(task: Task[T], items: Sequence[Item], stop: Callable[[], bool]) -> list[T]:
    """Summaries of these runs in order, up to the first that was stopped.

    Raises:
        TooManyEvents: when one passes its budget of events; holds the summaries before it.
    """
    results: list[T] = []
    for loaded, number in items:
        if stop():
            break
        try:
            run = simulate(loaded, task.seed, number, build=task.build, stop=stop)
        except Stopped:
            break
        except TooManyEvents as error:
            error.finished = results
            raise
        results.append(task.summarise(run, loaded.scenario))
    return results


def _begin(flag: Flag) -> None:
    """Prepare a worker: the parent alone answers Ctrl-C, and a worker never outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # what is sent to the group is for the parent; what is sent to us, for us
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    _flags[:] = [flag]
    threading.Thread(target=_end_with_parent, daemon=True).start()


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Let the server of workers start deaf to Ctrl-C and to a request to terminate.

    A terminal sends both to the whole group; a server that ended would take the workers' results
    with it, and it ends anyway when this process does.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # the parent was killed: nobody is left to take the results


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let the processes started inside use one linear-algebra thread each."""
    before = {name: os.environ.get(name) for name in THREAD_LIMITS}
    os.environ.update(dict.fromkeys(THREAD_LIMITS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
