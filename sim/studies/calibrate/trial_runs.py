"""The runs of a trial, made on the engine of the search; a stop ends them early."""

from collections.abc import Callable, Sequence

from sim.experiment.arms import Arm
from sim.experiment.engines import Engine
from sim.experiment.runner import MemoryStore, full_run, run_arms
from sim.experiment.simulate import Build, never_stop
from sim.experiment.workers import Task
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.studies.calibrate.trial import Make


class Stopped(Exception):
    """A stop was asked for while a vector was being tried."""


def run_maker(engine: Engine, build: Build, stop: Callable[[], bool] = never_stop) -> Make:
    """Makes runs of a scenario with its own seed, those there are already left alone.

    Args:
        engine: where runs are made.
        build: makes the model of a run.
        stop: asked often whether to stop.

    Returns:
        A function that raises :class:`Stopped` when a stop was asked for.
    """

    def make(loaded: Loaded, runs: int, made: Sequence[Run]) -> Sequence[Run]:
        kept: MemoryStore[Run] = MemoryStore()
        for run in made:
            kept.append(run)
        arm = Arm(loaded.scenario.name, (loaded,))
        task = Task(loaded.scenario.ensemble.seed, build, full_run)
        done = run_arms([arm], runs=runs, task=task, engine=engine, kept=kept, stop=stop)
        if done.interrupted:
            raise Stopped
        return done.results

    return make
