"""Many machines: runs handed to the workers of a Dask scheduler that is there already.

The same bytes come back only from workers with the same code and the same versions, so each is
asked for them before it makes its first run.
"""

import logging
import platform
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from sim.experiment.versions import code_digest, versions
from sim.terms.errors import Refused
from sim.terms.extras import extra

CONNECT_SECONDS: Final = 10.0
"""How long to wait for the scheduler, for its first worker, and for one when all are gone."""
WATCH_SECONDS: Final = 1.0
"""How often to look whether there are workers."""
LIBRARY: Final = "distributed"
NOISY: Final = frozenset({LIBRARY, "tornado", "asyncio"})
KEPT: Final = "what was done is kept where the study has a folder, and the same command goes on"


class ClusterError(Refused):
    """The cluster cannot be used; the message says why."""


class WorkerDiffers(Exception):
    """A worker has other code or other versions than this process."""


class ClusterEngine:
    """The workers of a Dask scheduler."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address
        self._executor: Executor = client.get_executor(pure=False)
        self._looked = time.monotonic()
        self._alone_since: float | None = None

    @property
    def measures_first(self) -> bool:
        """Never: all runs go to the cluster."""
        return False

    def start(self, tasks: int, seconds: float | None) -> int:  # noqa: ARG002 - one signature
        """Number of threads of all workers, of which more may join later; at least 2."""
        threads: dict[str, int] = self._client.nthreads()
        return max(2, sum(threads.values()))

    def submit(self, function: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        """Hand a task to a worker, which must have the code and versions of this process."""
        return self._executor.submit(checked, identity(), function, *arguments)

    def watch(self) -> None:
        """See whether there are workers still: without any, a task would wait for ever.

        Raises:
            ClusterError: when there was none for a while; OSError when the scheduler is gone.
        """
        now = time.monotonic()
        if now - self._looked < WATCH_SECONDS:
            return
        threads = self._client.sync(self._client.scheduler.ncores, callback_timeout=CONNECT_SECONDS)
        self._looked = time.monotonic()
        if sum(threads.values()):
            self._alone_since = None
            return
        if self._alone_since is None:
            self._alone_since = self._looked
        if self._looked - self._alone_since >= CONNECT_SECONDS:
            message = f"{self._address}: all its workers are gone; {KEPT}"
            raise ClusterError(message)

    def ask_to_stop(self) -> None:
        """Take everything back; what is under way ends where it is, and nobody waits for it."""
        self._executor.shutdown(wait=False)

    def explain(self, error: BaseException) -> Refused | None:
        """What an error of a task means when it comes of the cluster; else None."""
        if isinstance(error, WorkerDiffers):
            return ClusterError(str(error))
        if isinstance(error, extra(LIBRARY, "cluster").KilledWorker):
            message = f"{self._address}: workers died again and again at one task ({error})"
            return ClusterError(message)
        if isinstance(error, CancelledError | OSError):
            return ClusterError(f"{self._address}: the cluster is gone; {KEPT}")
        return None


@contextmanager
def cluster_engine(address: str) -> Iterator[ClusterEngine]:
    """The workers of the scheduler at an address.

    Args:
        address: such as ``tcp://10.0.0.1:8786``.

    Raises:
        ClusterError: when there is no such scheduler, or it has no workers.
    """
    Client = extra(LIBRARY, "cluster").Client  # noqa: N806 - a class
    check_address(address)
    with _quiet():
        try:
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            message = f"--cluster {address}: no scheduler answers there ({error})"
            raise ClusterError(message) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=CONNECT_SECONDS)
            except TimeoutError as error:
                message = (
                    f"--cluster {address}: it has no workers; start one: dask worker {address}"
                )
                raise ClusterError(message) from error
            yield ClusterEngine(client, address)


def check_address(address: str) -> None:
    """Refuse what is no address; the library would look for it for 20 seconds.

    Raises:
        ClusterError: saying how one is written.
    """
    addressing = extra(f"{LIBRARY}.comm.addressing", "cluster")
    known = extra(f"{LIBRARY}.comm.registry", "cluster").backends
    protocol = addressing.parse_address(address)[0]
    try:
        if protocol not in known:
            message = f"there is no protocol {protocol!r}"
            raise ValueError(message)
        whole = addressing.normalize_address(address)
        addressing.get_address_host_port(whole, strict=True)
    except ValueError as error:
        message = (
            f"--cluster {address}: no scheduler answers there ({error}); write an address such as "
            "tcp://10.0.0.1:8786"
        )
        raise ClusterError(message) from error


def checked(wanted: dict[str, str], function: Callable[..., Any], *arguments: Any) -> Any:
    """On a worker: do a task, once it is clear that its result will be the same bytes.

    Raises:
        WorkerDiffers: when code or versions are others than wanted.
    """
    here = identity()
    other = [f"{name} {here.get(name)} instead of {wanted[name]}" for name in wanted
             if here.get(name) != wanted[name]]  # fmt: skip
    if other:
        message = (
            f"the worker on {platform.node()} would give other results: it has {', '.join(other)}; "
            "install the same there and start it again"
        )
        raise WorkerDiffers(message)
    return function(*arguments)


@cache
def identity() -> dict[str, str]:
    """What results depend on besides their input: versions and code."""
    return {**versions(), "code": code_digest()[:12]}


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's log of what it lost, which is told in a sentence, off the screen."""
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in NOISY]
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
