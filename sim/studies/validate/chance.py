"""Whether a pattern is missed beyond what the chance of few runs allows."""

import math
from typing import Final

from sim.analysis.bands import error_of_share
from sim.studies.validate.patterns import PatternResult

ERRORS: Final = 2.0
"""Monte Carlo errors by which a pattern may be missed by chance."""
FARTHEST: Final = 100.0
"""Monte Carlo errors at which it no longer matters how far a pattern is missed."""
_TINY: Final = 1e-9


def is_beyond_chance(finding: PatternResult, runs: int) -> bool:
    """Whether a pattern is missed by more than :data:`ERRORS` Monte Carlo errors.

    Args:
        finding: the pattern with its value.
        runs: number of runs.
    """
    return errors_missed(finding, runs) > ERRORS


def errors_missed(finding: PatternResult, runs: int) -> float:
    """How far a pattern is missed, in Monte Carlo errors, from 0 (met) to :data:`FARTHEST`.

    The error of a share is taken at the bound that it misses, where it is not zero when all runs
    or none say yes (the score test; Agresti & Coull 1998, doi:10.1080/00031305.1998.10480550).
    Where the runs say nothing, or there is no error to measure with, it is missed by the most.

    Args:
        finding: the pattern with its value.
        runs: number of runs.
    """
    if finding.is_met:
        return 0.0
    if not math.isfinite(finding.value):
        return FARTHEST
    low, high = finding.pattern.accept_low, finding.pattern.accept_high
    bound = low if low is not None and finding.value < low else high
    if bound is None:
        return FARTHEST
    error = finding.error if math.isfinite(finding.error) else 0.0
    if finding.pattern.statistic.startswith("share"):
        error = max(error, error_of_share(bound, runs))
    gap = abs(finding.value - bound) - _TINY
    if gap <= 0:
        return 0.0
    return min(gap / error, FARTHEST) if error > 0 else FARTHEST
