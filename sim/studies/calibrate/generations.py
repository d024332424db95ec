"""What a search for parameter vectors is asked, and what it found, generation after generation."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from sim.studies.calibrate.priors import Prior
from sim.studies.calibrate.trial import TrialResult

Method = Literal["abc", "sample"]
"""How vectors are proposed: by approximate Bayesian computation, or as a sample of the priors."""
Reason = Literal[
    "nothing is missed beyond chance", "enough are accepted", "last generation", "all tried"
]
"""Why a search ended."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for.

    Attributes:
        priors: of each fitted parameter.
        seed: of the proposals; the same seed gives the same search.
        goal: distance at which nothing is missed beyond chance, in Monte Carlo errors.
        particles: number of vectors of a generation.
        generations: most generations; 1 is rejection from the prior.
        tried: most vectors to try, the shipped one not counted.
        quantile: the next generation must come nearer than this share of the one before.
        method: a sample is tried to its end, and its first vector, the shipped one, like any other.
    """

    priors: tuple[Prior, ...]
    seed: int
    goal: float
    particles: int
    generations: int
    tried: int
    quantile: float = 0.5
    method: Method = "abc"


class Particle(NamedTuple):
    """A vector of a generation, and its weight; the weights of a generation sum to 1."""

    tried: TrialResult
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


class SearchStep(NamedTuple):
    """One vector that was tried.

    Attributes:
        generation: for which generation, from 0.
        epsilon: largest distance that was allowed.
        tried: what became of it.
    """

    generation: int
    epsilon: float
    tried: TrialResult


@dataclass(frozen=True)
class SearchResult:
    """What came of a search.

    Attributes:
        shipped: what became of the shipped values, tried to the end.
        generations: all generations that were completed, and of rejection what there is.
        steps: all vectors tried, in order, the shipped one left out.
        reason: why it ended.
    """

    shipped: TrialResult
    generations: tuple[Generation, ...]
    steps: tuple[SearchStep, ...]
    reason: Reason

    @property
    def posterior(self) -> Generation:
        """The last completed generation."""
        return self.generations[-1]
