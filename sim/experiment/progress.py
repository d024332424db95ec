"""How far runs are, for whoever waits: a bar on a terminal or in a notebook, else lines."""

import sys
import time
import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, ParamSpec, TextIO, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

LINE_SECONDS: Final = 30.0
"""Seconds between two lines where there is no terminal."""


class ProgressLines:
    """Writes a line every half minute: how much is done, and how long the rest may take."""

    def __init__(
        self, title: str, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Args: what is made, where lines go (standard error), and what tells seconds."""
        self._title, self._out, self._clock = title, out, clock
        self._began = self._last = clock()
        self._first = self._done = 0
        self._asked = -1

    def __call__(self, done: int, asked: int, unit: str = "run") -> None:
        """Told how far it is."""
        now = self._clock()
        if asked != self._asked or done < self._done:
            # what an earlier process made is no speed, nor what was made of something else
            self._first, self._asked, self._began = done, asked, now
        self._done = done
        if now - self._last < LINE_SECONDS:
            return
        self._last = now
        made, seconds = done - self._first, now - self._began
        left = f", about {_span(seconds / made * (asked - done))} left" if made else ""
        line = f"{self._title}: {done} of {asked} {unit}s after {_span(seconds)}{left}"
        (self._out or sys.stderr).write(f"{line}\n")
        (self._out or sys.stderr).flush()


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{seconds / 3600:.1f} h"


def with_progress(study: Callable[P, R]) -> Callable[P, R]:
    """A study whose ``progress`` may be True for a bar, or False for none.

    Where nothing is said there is a bar in a notebook, which has no other sign that something
    happens, and none elsewhere.
    """

    @wraps(study)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        asked = kwargs.pop("progress", None)
        if callable(asked):
            return study(*args, **{**kwargs, "progress": asked})  # pyright: ignore[reportCallIssue]
        if not (in_notebook() if asked is None else asked):
            return study(*args, **kwargs)
        with _bar(study.__name__) as bar:

            def progress(done: int, total: int) -> None:
                if bar.total != total:
                    bar.reset(total)
                bar.update(done - bar.n)

            return study(*args, **{**kwargs, "progress": progress})  # pyright: ignore[reportCallIssue]

    return told


def in_notebook() -> bool:
    """Whether this process is the kernel of a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell is not None and "IPKernelApp" in shell.config


def _bar(title: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without ipywidgets it is a bar of letters
        from tqdm.auto import tqdm
    return tqdm(total=0, unit="run", desc=title, leave=False)
