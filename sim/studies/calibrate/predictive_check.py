"""Posterior predictive check: do fresh runs with the fitted parameters meet the patterns?

Runs come in batches of the size the search used, one parameter vector a batch. The values of a
pattern's statistic over batches are laid over what is accepted, beside those of the shipped
parameters (whose batches differ by chance alone) and of the prior.

Source: Gelman, Meng & Stern 1996, *Posterior predictive assessment of model fitness*.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import error_of_share
from sim.analysis.outcomes import outcomes_of
from sim.analysis.quantiles import Floats, draw_quantiles
from sim.results.run import Run
from sim.scenario.observed import Pattern
from sim.scenario.types import Scenario
from sim.studies.validate.chance import ERRORS, errors_missed, is_beyond_chance
from sim.studies.validate.patterns import PatternResult, evaluate
from sim.studies.validate.statistics import evidence_of

SPREAD: Final = (0.05, 0.5, 0.95)
"""Quantiles over batches that are shown."""


class PredictedPattern(NamedTuple):
    """One pattern, with the runs of one arm.

    Attributes:
        pattern: the pattern.
        arm: whose parameters: shipped, prior or posterior.
        values: its value in each batch, shape (batch,); NaN where the batch says nothing.
        whole: its value over all runs together, with error and whether it is met.
        compatible: share of batches in which it is not missed beyond chance.
        error: Monte Carlo error of that share.
        far: how far it is missed over all runs, in Monte Carlo errors.
    """

    pattern: Pattern
    arm: str
    values: Floats
    whole: PatternResult
    compatible: float
    error: float
    far: float

    @property
    def spread(self) -> tuple[float, float, float]:
        """5, 50 and 95 % quantiles over the batches that say anything; NaN when none does."""
        known = self.values[np.isfinite(self.values)]
        if not known.size:
            return float("nan"), float("nan"), float("nan")
        low, middle, high = draw_quantiles(known, SPREAD)
        return float(low), float(middle), float(high)


def predict_patterns(
    patterns: Sequence[Pattern], arm: str, scenario: Scenario, runs: Sequence[Run], size: int
) -> list[PredictedPattern]:
    """Test every pattern on each batch of runs, and on all of them together.

    Args:
        patterns: of the scenario's episode.
        arm: name of the arm.
        scenario: a scenario of the arm, for its clock and who is who.
        runs: batch after batch, all runs of a batch with one vector.
        size: runs of a batch.
    """
    rows = [outcomes_of(run, scenario) for run in runs]
    starts = range(0, len(rows), size)
    batches = [
        evaluate(patterns, evidence_of(rows[i : i + size], scenario, runs[i : i + size]))
        for i in starts
    ]
    whole = evaluate(patterns, evidence_of(rows, scenario, runs))
    found: list[PredictedPattern] = []
    for index, pattern in enumerate(patterns):
        own = [batch[index] for batch in batches]
        share = sum(not is_beyond_chance(finding, size) for finding in own) / len(own)
        values = np.array([finding.value for finding in own])
        far = errors_missed(whole[index], len(rows))
        error = error_of_share(share, len(own))
        found.append(PredictedPattern(pattern, arm, values, whole[index], share, error, far))
    return found


class PatternCheck(NamedTuple):
    """How the patterns of all scenarios fare with the parameters of one arm.

    Attributes:
        arm: shipped, prior or posterior.
        met: patterns met over all runs.
        beyond: names of those missed beyond chance over all runs, scenario first.
        of: number of patterns.
    """

    arm: str
    met: int
    beyond: tuple[str, ...]
    of: int


def check_patterns(predictions: Mapping[str, Sequence[PredictedPattern]]) -> list[PatternCheck]:
    """Count the patterns of each arm.

    Args:
        predictions: by scenario.
    """
    arms = dict.fromkeys(one.arm for found in predictions.values() for one in found)
    return [_told(arm, predictions) for arm in arms]


def _told(arm: str, predictions: Mapping[str, Sequence[PredictedPattern]]) -> PatternCheck:
    own = [(name, one) for name, found in predictions.items() for one in found if one.arm == arm]
    met = sum(one.whole.is_met for _, one in own)
    beyond = tuple(f"{name} {one.pattern.pattern}" for name, one in own if one.far > ERRORS)
    return PatternCheck(arm, met, beyond, len(own))
