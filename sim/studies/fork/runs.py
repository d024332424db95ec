"""Runs that are replayed to an hour and decided otherwise from then on."""

import time
from functools import update_wrapper
from typing import TYPE_CHECKING, NamedTuple

from sim.experiment.arms import Arm
from sim.experiment.runner import ExecutionResult, Progress
from sim.experiment.simulate import Steppable, Stopped, escalation_model, never_stop, simulate
from sim.results.run import Run
from sim.scenario.loaded import Loaded

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.model.fork import ForkedModel


class Forked(NamedTuple):
    """What came of a run that was decided otherwise.

    Attributes:
        run: the whole run, with its part before the fork.
        too_late: names of entries that were to change, but had happened by then.
    """

    run: Run
    too_late: tuple[str, ...]


class FactualAndFork(NamedTuple):
    """Both futures of one run.

    Attributes:
        executed: how they were made; its results are the run as it was, and otherwise.
        too_late: names of entries that were to change, but had happened by then.
    """

    executed: ExecutionResult[Run]
    too_late: tuple[str, ...]


class Forking:
    """Makes the model of a run: of the base as it was, of any other scenario forked from the base.

    Attributes:
        base: the scenarios as they were.
        tick: first tick that is decided otherwise.
    """

    def __init__(self, base: Arm, tick: int) -> None:
        self.base, self.tick = base, tick
        update_wrapper(self, escalation_model, updated=())  # known by a name, as functions are

    def __call__(self, loaded: Loaded, number: int, seed: int) -> Steppable:
        """The model of one run."""
        base = self.base.of(number)
        if loaded.digest == base.digest:
            return escalation_model(base, number, seed)
        return forked_model(base, loaded, number=number, tick=self.tick, seed=seed)


def forked_model(
    base: Loaded, otherwise: Loaded, *, number: int, tick: int, seed: int
) -> "ForkedModel":
    """The model of a run of one scenario that goes on under another from a tick on."""
    from sim.model.fork import ForkedModel  # Mesa takes half a second: only where it is used

    return ForkedModel(base, otherwise, run=number, tick=tick, seed=seed)


def simulate_forked(
    base: Loaded,
    otherwise: Loaded,
    *,
    number: int,
    tick: int,
    seed: int,
    stop: "Callable[[], bool]" = never_stop,
) -> Forked:
    """Replay a run of a scenario to a tick, and go on under another scenario, with the same chance.

    Args:
        base: the scenario as it was.
        otherwise: the scenario from the fork on; without differences that need another past.
        number: the run's number, from 0.
        tick: first tick that is decided otherwise, [0..n_ticks).
        seed: seed of the ensemble.
        stop: asked now and then; when it says True the run is given up.

    Raises:
        Stopped: when ``stop`` said True before the last tick.
    """
    made: list[ForkedModel] = []

    def build(loaded: Loaded, number: int, seed: int) -> Steppable:
        made.append(forked_model(loaded, otherwise, number=number, tick=tick, seed=seed))
        return made[0]

    run = simulate(base, seed, number, build=build, stop=stop)
    return Forked(run, made[0].too_late)


def simulate_both(
    base: Loaded,
    otherwise: Loaded,
    *,
    number: int,
    tick: int,
    seed: int,
    stop: "Callable[[], bool]" = never_stop,
    progress: Progress | None = None,
) -> FactualAndFork | None:
    """Make a run as it was, and decided otherwise from a tick on; None when it was stopped.

    Args:
        base: the scenario as it was.
        otherwise: the scenario from the fork on.
        number: the run's number, from 0.
        tick: first tick that is decided otherwise.
        seed: seed of both.
        stop: asked now and then; when it says True both are given up.
        progress: told how far it is after each run.
    """
    began = time.perf_counter()
    try:
        run = simulate(base, seed, number, stop=stop)
        if progress is not None:
            progress(1, 2)
        forked = simulate_forked(base, otherwise, number=number, tick=tick, seed=seed, stop=stop)
    except Stopped:
        return None
    if progress is not None:
        progress(2, 2)
    seconds = time.perf_counter() - began
    return FactualAndFork(ExecutionResult((run, forked.run), 2, False, 1, seconds), forked.too_late)
