"""Ctrl-C and the request to terminate: finish cleanly first, end at once when asked again."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN_SECONDS = 1.0
"""A signal sooner than this after the first is the same request (some tools send it twice)."""


class Stop:
    """Whether somebody asked to stop; call it to know."""

    def __init__(self) -> None:
        self._asked: float | None = None

    def __call__(self) -> bool:
        """Whether it was asked."""
        return self._asked is not None

    def ask(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Ask to stop.

        Raises:
            KeyboardInterrupt: when it was asked before and is asked again.
        """
        now = time.monotonic()
        if self._asked is None:
            self._asked = now
        elif now - self._asked > AGAIN_SECONDS:
            raise KeyboardInterrupt


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """While inside, SIGINT and SIGTERM ask to stop instead of ending the process.

    Outside the main thread, where Python sets no handlers, nothing is caught.
    """
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
