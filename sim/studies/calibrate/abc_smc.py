"""Approximate Bayesian computation by sequential Monte Carlo, by pyABC.

Vectors are proposed in the unit cube of the quantiles of their priors, so that the prior is flat
and every parameter has one scale. This module needs pyABC; import it where it is used.
"""

import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
import pyabc

from sim.studies.calibrate.generations import Generation, Particle, Reason, Search, SearchStep
from sim.studies.calibrate.memory import AllTried, Memory
from sim.studies.calibrate.priors import vector_at
from sim.studies.calibrate.sampling import points
from sim.terms.errors import Refused

EVERYTHING: Final = 1e300
"""Distance that nothing exceeds; pyABC subtracts distances, so that it cannot be infinite."""


def run_abc_smc(settings: Search, memory: Memory) -> tuple[tuple[Generation, ...], Reason]:
    """Generation after generation, each nearer than the one before.

    Raises:
        Refused: when not one generation could be completed.
    """
    sampler = _Sampler(memory)
    epsilon = _Epsilon(settings.goal, settings.quantile)
    names = [f"p{index}" for index in range(len(settings.priors))]
    with _seeded(settings.seed), _quiet():
        smc = pyabc.ABCSMC(
            _Model(settings, memory, names),
            _UnitCube(names, settings.seed),
            pyabc.NoDistance(),
            population_size=settings.particles,
            eps=epsilon,
            sampler=sampler,
        )
        smc.new("sqlite://", {})
        reason: Reason = "last generation"
        try:
            smc.run(minimum_epsilon=settings.goal, max_nr_populations=settings.generations)
        except AllTried:
            reason = "all tried"
    if not sampler.generations:
        message = (
            f"not one generation of {settings.particles} after {settings.tried} vectors; try more"
        )
        raise Refused(message)
    if sampler.generations[-1].epsilon <= settings.goal:
        reason = "nothing is missed beyond chance"
    return tuple(sampler.generations), reason


class _Model(pyabc.IntegratedModel):
    """Tries a vector, and stops as soon as it is known to be too far off."""

    def __init__(self, settings: Search, memory: Memory, names: list[str]) -> None:
        super().__init__("model")
        self._priors = settings.priors
        self._memory = memory
        self._names = names

    def integrated_simulate(self, pars: Any, eps: float) -> pyabc.ModelResult:
        vector = dict(vector_at(self._priors, [float(pars[name]) for name in self._names]))
        state = np.random.get_state()  # noqa: NPY002 - pyABC draws from the global generator
        tried = self._memory(vector, float(eps) if eps < EVERYTHING else math.inf)
        np.random.set_state(state)  # noqa: NPY002 - looked up or tried, the next draw is the same
        if not tried.is_accepted:
            return pyabc.ModelResult(accepted=False)
        number = {"id": tried.candidate.id}
        return pyabc.ModelResult(accepted=True, distance=tried.distance, sum_stat=number)


class _UnitCube(pyabc.Distribution):
    """Flat over the unit cube, drawn as Latin hypercubes."""

    def __init__(self, names: list[str], seed: int) -> None:
        super().__init__(**{name: pyabc.RV("uniform", 0, 1) for name in names})
        self._points = points(len(names), seed)

    def rvs(self, *_: Any, **__: Any) -> pyabc.Parameter:
        point = next(self._points)
        return pyabc.Parameter(**dict(zip(self, map(float, point), strict=True)))

    def pdf(self, x: Any) -> float:
        return float(all(0 <= value <= 1 for value in x.values()))


class _Epsilon(pyabc.QuantileEpsilon):
    """Everything at first, then a quantile of the generation before, never below the goal."""

    def __init__(self, goal: float, quantile: float) -> None:
        super().__init__(initial_epsilon=EVERYTHING, alpha=quantile)
        self._goal = goal

    def __call__(self, t: int) -> float:
        return max(self._goal, super().__call__(t))


class _Sampler(pyabc.SingleCoreSampler):
    """Keeps the generations that are complete."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self.generations: list[Generation] = []

    def sample_until_n_accepted(
        self, n: int, simulate_one: Any, t: int, **more: Any
    ) -> pyabc.population.Sample:
        self._memory.generation = t
        before = len(self._memory.steps)
        sample = super().sample_until_n_accepted(n, simulate_one, t, **more)
        steps: list[SearchStep] = self._memory.steps
        total = sum(particle.weight for particle in sample.accepted_particles)
        particles = tuple(
            Particle(steps[int(particle.sum_stat["id"])].tried, float(particle.weight / total))
            for particle in sample.accepted_particles
        )
        self.generations.append(
            Generation(float(steps[-1].epsilon), len(steps) - before, particles)
        )
        return sample


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Let the global generator, from which pyABC draws, begin with a seed; restore it then."""
    before = np.random.get_state()  # noqa: NPY002
    np.random.seed(np.random.SeedSequence(seed).generate_state(4))  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(before)  # noqa: NPY002


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pyABC from telling every generation on the screen."""
    logger = logging.getLogger("ABC")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
