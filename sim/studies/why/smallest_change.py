"""The smallest change that keeps a run below a rung: the same run again, with one thing different.

Chance is an input of the model, so the run of the same seed and number differs from the first by
nothing but the change and what follows from it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from sim.experiment.simulate import simulate
from sim.results.run import Run
from sim.scenario.load import Loaded, load
from sim.scenario.mistakes import ScenarioError

BUDGET: Final = 12
"""Runs in all, the control among them."""


class StepLike(Protocol):
    """One size of a change: words, overrides of the form ``path.of.keys=value``, and its size."""

    @property
    def words(self) -> str:
        """The change in plain words."""
        ...

    @property
    def overrides(self) -> tuple[str, ...]:
        """What makes it."""
        ...

    @property
    def size(self) -> float:
        """Its size, in the measure of its lever."""
        ...


class LeverLike(Protocol):
    """One thing that could have been otherwise, in steps from small to large."""

    @property
    def steps(self) -> Sequence[StepLike]:
        """From small to large."""
        ...


class Trial(NamedTuple):
    """One run with one change.

    Attributes:
        lever: number of the lever among those given, from 0.
        words: the change in plain words.
        overrides: what makes it, to run it again with ``--set``.
        size: its size, in the measure of its lever.
        peak: highest emergent rung of the run [0..8].
        stopped: whether the run stayed below the rung.
    """

    lever: int
    words: str
    overrides: tuple[str, ...]
    size: float
    peak: int
    stopped: bool


class Search(NamedTuple):
    """What was tried, and what kept the run below the rung.

    Attributes:
        below: the rung to stay below.
        reproduced: whether the unchanged run reached it again, as it must.
        trials: every run with a change, in the order in which they were run.
        untried: levers for which no run was left.
        refused: changes that make no valid scenario, such as a deadline after the clock ends.
    """

    below: int
    reproduced: bool
    trials: tuple[Trial, ...]
    untried: int = 0
    refused: tuple[str, ...] = ()

    @property
    def found(self) -> tuple[Trial, ...]:
        """The smallest step of each lever that kept the run below the rung, smallest first."""
        best: dict[int, Trial] = {}
        for trial in self.trials:
            smaller = trial.lever not in best or trial.size < best[trial.lever].size
            if trial.stopped and smaller:
                best[trial.lever] = trial
        return tuple(sorted(best.values(), key=lambda trial: (trial.size, trial.lever)))

    @property
    def failed(self) -> tuple[Trial, ...]:
        """The largest step tried of each lever of which no step kept the run below the rung."""
        stopped = {trial.lever for trial in self.trials if trial.stopped}
        largest: dict[int, Trial] = {}
        for trial in self.trials:
            larger = trial.lever not in largest or trial.size > largest[trial.lever].size
            if trial.lever not in stopped and larger:
                largest[trial.lever] = trial
        return tuple(largest.values())


Execute = Callable[[Loaded, int, int], Run]
"""Runs a scenario once from (scenario and world, seed, number of the run)."""


def smallest_change(
    path: Path,
    levers: Sequence[LeverLike],
    below: int,
    *,
    seed: int,
    number: int,
    budget: int = BUDGET,
    execute: Execute = simulate,
    progress: Callable[[int], object] | None = None,
) -> Search:
    """Try levers one by one on one run: the largest step first, then smaller ones by halving.

    Halving takes for granted that a larger step does no less than a smaller one; where that fails,
    a step that is reported still did keep the run below the rung, but a smaller one may too.

    Args:
        path: the scenario that was run, such as ``scenario.yaml`` of an output folder.
        levers: what to try, in order; see :func:`sim.studies.why.levers.levers_of`.
        below: rung to stay below [1..8].
        seed: seed of the ensemble.
        number: number of the run.
        budget: most runs, the unchanged control among them; at least 1.
        execute: runs a scenario once; another can be put in its place.
        progress: told the number of runs done after each.

    Raises:
        ScenarioError: when the scenario is not valid.
    """
    trying = _Trying(path, below, seed, number, execute=execute, progress=progress)
    reproduced = trying.peak(load(path)) >= below
    untried = len(levers) if reproduced else 0
    for index, lever in enumerate(levers[:untried]):
        if trying.runs >= budget:
            break
        _halve(index, lever.steps, trying, budget)
        untried -= 1
    return Search(below, reproduced, tuple(trying.trials), untried, tuple(trying.refused))


class _Trying:
    """Runs the one run with one change after another, and keeps what came of each.

    Attributes:
        trials: runs with a change.
        refused: changes that make no valid scenario.
        runs: runs so far, the control among them.
    """

    def __init__(
        self,
        path: Path,
        below: int,
        seed: int,
        number: int,
        *,
        execute: Execute,
        progress: Callable[[int], object] | None,
    ) -> None:
        self.trials: list[Trial] = []
        self.refused: list[str] = []
        self.runs = 0
        self._path, self._below, self._seed, self._number = path, below, seed, number
        self._execute, self._progress = execute, progress

    def peak(self, loaded: Loaded) -> int:
        """Highest emergent rung of one run."""
        run = self._execute(loaded, self._seed, self._number)
        self.runs += 1
        if self._progress is not None:
            self._progress(self.runs)
        return max((event.rung for event in run.events if not event.given), default=0)

    def stops(self, lever: int, step: StepLike) -> bool:
        """Whether a step keeps the run below the rung; False when it makes no valid scenario."""
        try:
            loaded = load(self._path, step.overrides)
        except ScenarioError:
            self.refused.append(step.words)
            return False
        peak = self.peak(loaded)
        stopped = peak < self._below
        self.trials.append(Trial(lever, step.words, step.overrides, step.size, peak, stopped))
        return stopped


def _halve(index: int, steps: Sequence[StepLike], trying: _Trying, budget: int) -> None:
    """Find the smallest step that works, if the largest does, while runs are left."""
    if not steps or not trying.stops(index, steps[-1]):
        return
    fails, works = -1, len(steps) - 1
    while works - fails > 1 and trying.runs < budget:
        middle = (fails + works) // 2
        if trying.stops(index, steps[middle]):
            works = middle
        else:
            fails = middle
