"""Fitting parameters to what was observed, without a likelihood.

One generation is rejection: vectors of the prior are tried until enough are accepted. More are
sequential Monte Carlo (Toni et al. 2009, doi:10.1098/rsif.2008.0172) by pyABC (Schaelte et al.
2022, doi:10.21105/joss.04304): the first generation is a sample of the prior, each later one is
proposed around the one before and must come nearer, until no pattern is missed beyond chance.

The search is a function of its seed alone. What became of each vector is kept as it comes; a search
that was stopped is made again from its seed, looks up what it finds there, and goes on.
"""

import math
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Final

from sim.experiment.arms import Arm
from sim.experiment.engines import Engine
from sim.experiment.runner import InMemory, Kept, run_arms, whole
from sim.experiment.simulate import Build, never
from sim.experiment.workers import Task
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.studies.calibrate.candidates import Make, Tried, candidates
from sim.studies.calibrate.search_types import (
    AllTried,
    Evaluate,
    Found,
    Generation,
    Memory,
    Particle,
    Reason,
    Search,
    Step,
)
from sim.terms.errors import Refused
from sim.terms.extras import MissingExtra, extra

MOST_SEQUENTIAL: Final = 16
"""Most parameters of a sequential search: with more, neighbours are too far apart to learn from."""
LEAST_PARTICLES: Final = 5
"""Fewest vectors a generation of a sequential search can be proposed from."""


def search(
    asked: Search,
    evaluate: Evaluate,
    *,
    kept: Kept[Any] | None = None,
    told: Callable[[Step], object] | None = None,
) -> Found:
    """Search for vectors that miss no pattern beyond chance.

    Args:
        asked: what is searched for.
        evaluate: tries a vector.
        kept: where what became of each is kept; what is there already is looked up.
        told: told of each vector after it was tried, the shipped one left out.

    Raises:
        Refused: when pyABC is wanted and missing, when there are too many parameters or too few
            particles for it, or when not one generation could be completed.
    """
    memory = Memory(evaluate, InMemory() if kept is None else kept, asked.tried, told)
    check(asked)
    tries = candidates(asked.ranges, asked.seed)
    shipped = memory(dict(next(tries).vector), math.inf)
    if asked.generations == 1:
        generations, reason = _rejection(asked, memory)
    else:
        from sim.studies.calibrate.abc_smc import sequential  # needs pyABC, which may be missing

        generations, reason = sequential(asked, memory)
    return Found(shipped, generations, tuple(memory.steps[1:]), reason)


def check(asked: Search) -> None:
    """Refuse a search that cannot be made.

    Raises:
        Refused: with all reasons.
    """
    wrong: list[str] = []
    if asked.tried < asked.particles:
        wrong.append(f"tried {asked.tried} is fewer than the {asked.particles} particles wanted")
    if asked.generations > 1:
        wrong += _not_sequential(asked)
    if wrong:
        raise Refused("\n".join(wrong))


def _not_sequential(asked: Search) -> list[str]:
    wrong: list[str] = []
    if len(asked.ranges) > MOST_SEQUENTIAL:
        wrong.append(
            f"{len(asked.ranges)} parameters are too many to learn from neighbours: fit at most "
            f"{MOST_SEQUENTIAL}, or take the prior alone with 1 generation"
        )
    if asked.particles < LEAST_PARTICLES:
        wrong.append(f"a generation needs at least {LEAST_PARTICLES} particles")
    try:
        extra("pyabc", "calibrate")
    except MissingExtra as error:
        wrong.append(f"{error}; or take the prior alone, with 1 generation")
    return wrong


def _rejection(asked: Search, memory: Memory) -> tuple[tuple[Generation, ...], Reason]:
    """Vectors of the prior until enough are accepted, alike in weight."""
    accepted: list[Tried] = []
    tries = candidates(asked.ranges, asked.seed)
    reason: Reason = "enough are accepted"
    for candidate in islice(tries, 1, None):
        try:
            tried = memory(dict(candidate.vector), asked.goal)
        except AllTried:
            reason = "all tried"
            break
        accepted += [tried] if tried.is_accepted else []
        if len(accepted) == asked.particles:
            break
    weight = 1 / max(len(accepted), 1)
    particles = tuple(Particle(tried, weight) for tried in accepted)
    return (Generation(asked.goal, len(memory.steps) - 1, particles),), reason


class Stopped(Exception):
    """A stop was asked for while a vector was being tried."""


def maker(engine: Engine, build: Build, stop: Callable[[], bool] = never) -> Make:
    """Makes runs of a scenario with its own seed, those there are already left alone.

    Args:
        engine: where runs are made.
        build: makes the model of a run.
        stop: asked often whether to stop.

    Returns:
        A function that raises :class:`Stopped` when a stop was asked for.
    """

    def make(loaded: Loaded, runs: int, made: Sequence[Run]) -> Sequence[Run]:
        kept: InMemory[Run] = InMemory()
        for run in made:
            kept.append(run)
        arm = Arm(loaded.scenario.name, (loaded,))
        task = Task(loaded.scenario.ensemble.seed, build, whole)
        done = run_arms([arm], runs=runs, task=task, engine=engine, kept=kept, stop=stop)
        if done.interrupted:
            raise Stopped
        return done.results

    return make
