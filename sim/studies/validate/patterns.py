"""Which observed patterns a set of runs reproduces."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.scenario.observed import Pattern
from sim.studies.validate.statistics import STATISTICS, Evidence, Question

_TINY: Final = 1e-9
"""Slack for shares that meet a bound exactly but for the last digit."""


class PatternResult(NamedTuple):
    """One pattern against runs.

    Attributes:
        pattern: the pattern.
        value: the statistic over the runs; NaN when they say nothing about it.
        error: its Monte Carlo error.
        is_met: whether the value lies within what is accepted.
        runs: number of runs.
    """

    pattern: Pattern
    value: float
    error: float
    is_met: bool
    runs: int


def evaluate(patterns: Sequence[Pattern], evidence: Evidence) -> list[PatternResult]:
    """Test every pattern against runs, in order.

    Raises:
        ValueError: naming file and line of a pattern whose statistic, column or bounds make no
            sense.
    """
    return [_finding(pattern, evidence) for pattern in patterns]


def _finding(pattern: Pattern, evidence: Evidence) -> PatternResult:
    statistic = STATISTICS.get(pattern.statistic)
    if statistic is None:
        known = ", ".join(STATISTICS)
        message = f"{pattern.where}: statistic = {pattern.statistic!r}: write one of {known}"
        raise ValueError(message)
    try:
        value, error = statistic(evidence, Question(pattern.column, pattern.start, pattern.stop))
    except ValueError as wrong:
        message = f"{pattern.where}: {wrong}"
        raise ValueError(message) from wrong
    return PatternResult(pattern, value, error, _is_accepted(pattern, value), len(evidence.rows))


def _is_accepted(pattern: Pattern, value: float) -> bool:
    low = -math.inf if pattern.accept_low is None else pattern.accept_low
    high = math.inf if pattern.accept_high is None else pattern.accept_high
    return low - _TINY <= value <= high + _TINY
