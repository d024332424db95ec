"""What a search remembers: vectors are tried one after the other, and none is tried twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.experiment.runner import ResultStore
from sim.studies.calibrate.generations import SearchStep
from sim.studies.calibrate.sampling import Candidate
from sim.studies.calibrate.trial import TrialResult
from sim.terms.errors import Refused


class AllTried(Exception):
    """As many vectors were tried as may be."""


Evaluate = Callable[[Candidate, float], TrialResult]
"""Tries a vector; distances above the number need not be known exactly."""


@dataclass
class Memory:
    """Tries vectors one after the other, and looks up those that were tried before.

    Attributes:
        evaluate: tries a vector.
        kept: what became of each vector so far, as plain values, in order.
        most: most vectors to try, the first (the shipped one) not counted.
        told: told of each vector after it was tried or looked up.
        steps: what was tried in this search.
        generation: the generation that is under way.
    """

    evaluate: Evaluate
    kept: ResultStore[Any]
    most: int
    told: Callable[[SearchStep], object] | None = None
    steps: list[SearchStep] = field(default_factory=list)
    generation: int = 0

    def __call__(self, vector: dict[str, float], epsilon: float) -> TrialResult:
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
            tried = tried_of(self.kept.results()[number])
            if tried.candidate != candidate:
                message = "what was kept is of another search; remove its folder, or use another"
                raise Refused(message)
        else:
            tried = self.evaluate(candidate, epsilon)
            self.kept.append([number, dict(vector), *tried[1:]])
        self.steps.append(SearchStep(self.generation, epsilon, tried))
        if self.told is not None:
            self.told(self.steps[-1])
        return tried


def tried_of(kept: Sequence[Any]) -> TrialResult:
    """What became of a vector, of the plain values in which it is kept."""
    number, vector, stage, patterns, met, of, distance = kept
    return TrialResult(Candidate(number, vector), stage, tuple(patterns), met, of, distance)
