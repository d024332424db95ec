"""What a search for parameter vectors is: what is asked, what it remembers, what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from sim.experiment.runner import Kept
from sim.studies.calibrate.candidates import Candidate, Spread, Tried
from sim.terms.errors import Refused

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
