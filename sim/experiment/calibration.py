"""Fitting parameters to what was observed, without a likelihood: the search, and its memory.

One generation is rejection: vectors of the prior are tried until enough are accepted. More are
sequential Monte Carlo (Toni et al. 2009, doi:10.1098/rsif.2008.0172) by pyABC (Schaelte et al.
2022, doi:10.21105/joss.04304): the first generation is a sample of the prior, each later one is
proposed around the one before and must come nearer, until no pattern is missed beyond chance.

The search is a function of its seed alone. What became of each vector is kept as it comes; a search
that was stopped is made again from its seed, looks up what it finds there, and goes on.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, Literal, NamedTuple

from sim.experiment.accepted import Candidate, Make, Spread, Tried, candidates
from sim.experiment.arms import Arm
from sim.experiment.engines import Engine
from sim.experiment.runner import InMemory, Kept, run_arms, whole
from sim.experiment.simulate import Build, never
from sim.experiment.workers import Task
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.terms.errors import Refused
from sim.terms.extras import MissingExtra, extra

MOST_SEQUENTIAL: Final = 16
"""Most parameters of a sequential search: with more, neighbours are too far apart to learn from."""
LEAST_PARTICLES: Final = 5
"""Fewest vectors a generation of a sequential search can be proposed from."""

Reason = Literal[
    "nothing is missed beyond chance", "enough are accepted", "last generation", "all tried"
]
"""Why a search ended."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for.

    Attributes:
        ranges: the prior of each fitted parameter.
        seed: of the proposals; the same seed gives the same search.
        goal: distance at which nothing is missed beyond chance, in Monte Carlo errors.
        particles: number of vectors of a generation.
        generations: most generations; 1 is rejection from the prior.
        tried: most vectors to try, the shipped one not counted.
        quantile: the next generation must come nearer than this share of the one before.
    """

    ranges: tuple[Spread, ...]
    seed: int
    goal: float
    particles: int
    generations: int
    tried: int
    quantile: float = 0.5


class Particle(NamedTuple):
    """A vector of a generation, and its weight; the weights of a generation sum to 1."""

    tried: Tried
    weight: float


class Generation(NamedTuple):
    """Vectors that came near enough.

    Attributes:
        epsilon: largest distance allowed; infinite for a sample of the prior.
        tried: number of vectors tried for it.
        particles: those that came near enough, in the order they were found.
    """

    epsilon: float
    tried: int
    particles: tuple[Particle, ...]


class Step(NamedTuple):
    """One vector that was tried.

    Attributes:
        generation: for which generation, from 0.
        epsilon: largest distance that was allowed.
        tried: what became of it.
    """

    generation: int
    epsilon: float
    tried: Tried


@dataclass(frozen=True)
class Found:
    """What came of a search.

    Attributes:
        shipped: what became of the shipped values, tried to the end.
        generations: all generations that were completed, and of rejection what there is.
        steps: all vectors tried, in order, the shipped one left out.
        reason: why it ended.
    """

    shipped: Tried
    generations: tuple[Generation, ...]
    steps: tuple[Step, ...]
    reason: Reason

    @property
    def posterior(self) -> Generation:
        """The last completed generation."""
        return self.generations[-1]


class AllTried(Exception):
    """As many vectors were tried as may be."""


Evaluate = Callable[[Candidate, float], Tried]
"""Tries a vector; distances above the number need not be known exactly."""


@dataclass
class Memory:
    """Tries vectors one after the other, and looks up those that were tried before.

    Attributes:
        evaluate: tries a vector.
        kept: what became of each vector so far, as plain values, in order.
        most: most vectors to try, the first (the shipped one) not counted.
        told: told of each vector after it was tried, the shipped one left out.
        steps: what was tried in this search.
        generation: the generation that is under way.
    """

    evaluate: Evaluate
    kept: Kept[Any]
    most: int
    told: Callable[[Step], object] | None = None
    steps: list[Step] = field(default_factory=list)
    generation: int = 0

    def __call__(self, vector: dict[str, float], epsilon: float) -> Tried:
        """What becomes of a vector.

        Raises:
            AllTried: when no more may be tried.
            Refused: when another search was kept.
        """
        number = len(self.steps)
        if number > self.most:
            raise AllTried
        candidate = Candidate(number, vector)
        if number < len(self.kept):
            tried = _tried_of(self.kept.results()[number])
            if tried.candidate != candidate:
                message = "what was kept is of another search; remove its folder, or use another"
                raise Refused(message)
        else:
            tried = self.evaluate(candidate, epsilon)
            self.kept.append([number, dict(vector), *tried[1:]])
        self.steps.append(Step(self.generation, epsilon, tried))
        if self.told is not None and number:
            self.told(self.steps[-1])
        return tried


def _tried_of(kept: Sequence[Any]) -> Tried:
    number, vector, stage, patterns, met, of, distance = kept
    return Tried(Candidate(number, vector), stage, tuple(patterns), met, of, distance)


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
        from sim.experiment.sequential import sequential

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
        extra("pyabc")
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
