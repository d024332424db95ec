"""One question at a time: base and changed case run in pairs, told as they come."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from sim.scenario.loaded import Loaded
from sim.studies.compare.differences import compare_arms
from sim.studies.compare.plain_words import plain_headline, plain_runs, plain_sentence
from sim.studies.compare.words import told as told_of
from sim.studies.run.study import RunResult, run
from sim.terms.errors import Interrupted
from sim.terms.words import ENGLISH

State = Literal["running", "done", "stopped", "failed"]
SIDES: Final = ("base", "changed")
FIRST_PAIRS: Final = 4
"""Pairs after which results are shown first; then each time twice as many."""


@dataclass
class Job:
    """A question and what has come of it so far.

    Attributes:
        id: its number.
        loaded: base and changed case, by side; the base alone where nothing is changed.
        runs: pairs that are asked for.
        folder: where both are kept.
        changes: what was changed, by path.
        state: how it stands.
        done: runs that are done, of both sides.
        pairs: pairs that are shown.
        told: sentences on the differences, the clear ones first.
        message: why it failed.
        fork: the last fork of a run; None before there is one.
    """

    id: str
    loaded: dict[str, Loaded]
    runs: int
    folder: Path
    changes: dict[str, Any]
    state: State = "running"
    done: int = 0
    pairs: int = 0
    told: list[str] = field(default_factory=list)
    message: str = ""
    fork: dict[str, Any] | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _news: threading.Condition = field(default_factory=threading.Condition)
    _version: int = 0

    def stop(self) -> None:
        """Ask it to stop; what is done stays."""
        self._stop.set()

    @property
    def asked(self) -> int:
        """Runs that are asked for, of both sides."""
        return self.runs * len(self.loaded)

    def summary(self) -> dict[str, Any]:
        """What a browser is told of it."""
        return {
            "id": self.id, "state": self.state, "done": self.done, "asked": self.asked,
            "pairs": self.pairs, "told": self.told, "message": self.message,
            "sides": list(self.loaded), "changes": self.changes, "fork": self.fork,
        }  # fmt: skip

    def news(self, seconds: float) -> Iterator[dict[str, Any]]:
        """What it is told, each time something is new or so many seconds have passed."""
        seen = -1
        while True:
            with self._news:
                if seen == self._version:
                    self._news.wait(seconds)
                seen = self._version
            yield self.summary()
            if self.state != "running":
                return

    def work(self) -> None:
        """Make the runs, in rounds of twice as many; to be called in a thread of its own."""
        try:
            self._rounds()
        except Exception as error:
            self._tell(state="failed", message=" ".join(str(error).split()) or repr(error))

    def _rounds(self) -> None:
        pairs = min(FIRST_PAIRS, self.runs)
        while True:
            results = self._round(pairs)
            if results is None:
                self._tell(state="stopped")
                return
            told = sentences(results["base"], results["changed"]) if len(results) > 1 else []
            finished = pairs >= self.runs
            self._tell(pairs=pairs, told=told, state="done" if finished else "running")
            if finished:
                return
            pairs = min(2 * pairs, self.runs)

    def _round(self, pairs: int) -> dict[str, RunResult] | None:
        """Runs of each side, those of earlier rounds among them; None when a stop was asked for."""
        found: dict[str, RunResult] = {}
        for number, (side, loaded) in enumerate(self.loaded.items()):
            before = number * self.runs

            def progress(done: int, _asked: int, before: int = before) -> None:
                self._tell(done=before + done)

            try:
                found[side] = run(
                    loaded, runs=pairs, out=self.folder / side, progress=progress,
                    stop=self._stop.is_set,
                )  # fmt: skip
            except Interrupted:  # be it before the first run
                return None
        return found

    def _tell(self, **news: Any) -> None:
        with self._news:
            for name, value in news.items():
                setattr(self, name, value)
            self._version += 1
            self._news.notify_all()


def sentences(base: RunResult, changed: RunResult) -> list[str]:
    """How many differences are clear, whether the runs suffice, and each, the clear ones first."""
    found = compare_arms(base.rows, {"changed": changed.rows}, 0)
    clock = base.ensemble.scenario.clock
    every = sorted(told_of(found), key=lambda one: not one.differ)  # what changed comes first
    told = (plain_sentence(one, clock, ENGLISH) for one in every)
    return [plain_headline(found, "Changed", ENGLISH), plain_runs(found, ENGLISH), *told]
