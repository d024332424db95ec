"""Whether a pattern is met or missed beyond what the chance of few runs allows."""

import math
from typing import Final, Literal

from sim.analysis.bands import error_of_share
from sim.studies.validate.patterns import PatternResult

Verdict = Literal["met", "within chance", "missed"]

ERRORS: Final = 2.0
"""Monte Carlo errors by which a pattern may be missed by chance."""
FARTHEST: Final = 100.0
"""Monte Carlo errors at which it no longer matters how far a pattern is missed."""
_TINY: Final = 1e-9


def judged(finding: PatternResult) -> Verdict:
    """Whether a pattern is met or missed by more than chance, or other runs could tell otherwise.

    Met is what lies :data:`ERRORS` Monte Carlo errors within what is accepted; a bound that no
    value can pass, such as 1 of a share, is never near.
    """
    if is_beyond_chance(finding, finding.runs):
        return "missed"
    return "met" if finding.is_met and _is_clear(finding) else "within chance"


def _is_clear(finding: PatternResult) -> bool:
    low, high = finding.pattern.accept_low, finding.pattern.accept_high
    is_share = finding.pattern.statistic.startswith("share")
    # nothing but a difference is below nothing, and no share above one
    open_low = low is None or (low == 0.0 and "difference" not in finding.pattern.statistic)
    open_high = high is None or (is_share and high == 1.0)
    sides = ((low, open_low), (high, open_high))
    bounds = [bound for bound, is_open in sides if bound is not None and not is_open]
    gaps = [abs(finding.value - b) - ERRORS * _error_at(finding, b) for b in bounds]
    return min(gaps, default=0.0) >= 0.0


def _error_at(finding: PatternResult, bound: float) -> float:
    """Monte Carlo error of a value beside a bound; of a share that error which it has there."""
    error = finding.error if math.isfinite(finding.error) else 0.0
    if finding.pattern.statistic.startswith("share") and 0.0 <= bound <= 1.0:
        return max(error, error_of_share(bound, finding.runs))
    return error


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
    error = _error_at(finding._replace(runs=runs), bound)
    gap = abs(finding.value - bound) - _TINY
    if gap <= 0:
        return 0.0
    return min(gap / error, FARTHEST) if error > 0 else FARTHEST
