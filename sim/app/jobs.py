"""One question at a time: base and changed case run in pairs, told as they come."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from sim.scenario.clock import Clock
from sim.scenario.loaded import Loaded
from sim.studies.compare.differences import EndpointDifference, compare_arms
from sim.studies.compare.plain_words import plain_headline, plain_runs, plain_sentence
from sim.studies.compare.words import told as told_of
from sim.studies.page.study import PageResult
from sim.studies.run.study import RunResult, run
from sim.terms.errors import Interrupted
from sim.terms.words import words

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
        shown: runs of each side that are shown.
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
    shown: dict[str, RunResult] = field(default_factory=dict)
    message: str = ""
    fork: dict[str, Any] | None = None
    _found: Sequence[EndpointDifference] = ()
    _pages: dict[tuple[str, str, int], bytes] = field(default_factory=dict)
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

    def summary(self, language: str) -> dict[str, Any]:
        """What a browser is told of it."""
        return {
            "id": self.id, "state": self.state, "done": self.done, "asked": self.asked,
            "pairs": self.pairs, "told": self.told(language), "message": self.message,
            "sides": list(self.loaded), "changes": self.changes, "fork": self.fork,
        }  # fmt: skip

    def told(self, language: str) -> list[str]:
        """Sentences on the differences, the clear ones first; none where nothing was changed."""
        found = self._found
        return sentences(found, self.loaded["base"].scenario.clock, language) if found else []

    def page(self, side: str, language: str) -> bytes | None:
        """The page of the runs of a side that are shown; None before there are any."""
        ran = self.shown.get(side)
        if ran is None:
            return None
        key = side, language, len(ran.rows)
        if key not in self._pages:
            made = PageResult(self.folder / side, ran, ran.summary, language)
            self._pages[key] = made.html
        return self._pages[key]

    def news(self, seconds: float, language: str) -> Iterator[dict[str, Any]]:
        """What it is told, each time something is new or so many seconds have passed."""
        seen = -1
        while True:
            with self._news:
                if seen == self._version:
                    self._news.wait(seconds)
                seen = self._version
            yield self.summary(language)
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
            found = differences(results) if len(results) > 1 else ()
            state = "done" if pairs >= self.runs else "running"
            self._tell(pairs=pairs, shown=results, _found=found, state=state)
            if state == "done":
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


def differences(sides: dict[str, RunResult]) -> Sequence[EndpointDifference]:
    """Differences of the changed case from the base, over pairs of runs with the same chance."""
    return compare_arms(sides["base"].rows, {"changed": sides["changed"].rows}, 0)


def sentences(found: Sequence[EndpointDifference], clock: Clock, language: str) -> list[str]:
    """How many differences are clear, whether the runs suffice, and each, the clear ones first."""
    every = sorted(told_of(found), key=lambda one: not one.differ)  # what changed comes first
    told = (plain_sentence(one, clock, language) for one in every)
    title = words("changed", language)
    return [plain_headline(found, title, language), plain_runs(found, language), *told]
