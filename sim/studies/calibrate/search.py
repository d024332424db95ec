"""Fitting parameters to what was observed, without a likelihood.

One generation is rejection: vectors of the prior are tried until enough are accepted, or, of a
sample, to the last that was asked for. More are sequential Monte Carlo (Toni et al. 2009,
doi:10.1098/rsif.2008.0172) by pyABC (Schaelte et al. 2022, doi:10.21105/joss.04304): the first
generation is a sample of the prior, each later one is proposed around the one before and must come
nearer, until no pattern is missed beyond chance.

The search is a function of its seed alone. What became of each vector is kept as it comes; a search
that was stopped is made again from its seed, looks up what it finds there, and goes on.
"""

import math
from collections.abc import Callable
from typing import Any, Final

from sim.experiment.runner import MemoryStore, ResultStore
from sim.studies.calibrate.generations import Search, SearchResult, SearchStep
from sim.studies.calibrate.memory import Evaluate, Memory
from sim.studies.calibrate.rejection import rejection_sample
from sim.studies.calibrate.sampling import candidates
from sim.terms.errors import Refused
from sim.terms.extras import MissingExtra, extra

MOST_SEQUENTIAL: Final = 16
"""Most parameters of a sequential search: with more, neighbours are too far apart to learn from."""
LEAST_PARTICLES: Final = 5
"""Fewest vectors a generation of a sequential search can be proposed from."""


def search(
    settings: Search,
    evaluate: Evaluate,
    *,
    kept: ResultStore[Any] | None = None,
    told: Callable[[SearchStep], object] | None = None,
) -> SearchResult:
    """Search for vectors that miss no pattern beyond chance.

    Args:
        settings: what is searched for.
        evaluate: tries a vector.
        kept: where what became of each is kept; what is there already is looked up.
        told: told of each vector after it was tried or looked up, the shipped one first.

    Raises:
        Refused: when pyABC is wanted and missing, when there are too many parameters or too few
            particles for it, or when not one generation could be completed.
    """
    memory = Memory(evaluate, MemoryStore() if kept is None else kept, settings.tried, told)
    check(settings)
    tries = candidates(settings.priors, settings.seed)
    is_sampled = settings.method == "sample"
    shipped = memory(dict(next(tries).vector), settings.goal if is_sampled else math.inf)
    if settings.generations == 1:
        generations, reason = rejection_sample(settings, memory)
    else:
        from sim.studies.calibrate.abc_smc import run_abc_smc  # needs pyABC, which may be missing

        generations, reason = run_abc_smc(settings, memory)
    return SearchResult(shipped, generations, tuple(memory.steps[1:]), reason)


def check(settings: Search) -> None:
    """Refuse a search that cannot be made.

    Raises:
        Refused: with all reasons.
    """
    wrong: list[str] = []
    if settings.tried < settings.particles:
        wrong.append(
            f"tried {settings.tried} is fewer than the {settings.particles} particles wanted"
        )
    if settings.generations > 1:
        wrong += _not_sequential(settings)
    if wrong:
        raise Refused("\n".join(wrong))


def _not_sequential(settings: Search) -> list[str]:
    wrong: list[str] = []
    if len(settings.priors) > MOST_SEQUENTIAL:
        wrong.append(
            f"{len(settings.priors)} parameters are too many to learn from neighbours: fit at most "
            f"{MOST_SEQUENTIAL}, or take the prior alone with 1 generation"
        )
    if settings.particles < LEAST_PARTICLES:
        wrong.append(f"a generation needs at least {LEAST_PARTICLES} particles")
    try:
        extra("pyabc", "calibrate")
    except MissingExtra as error:
        wrong.append(f"{error}; or take the prior alone, with 1 generation")
    return wrong
