"""Whether patterns and contrasts make sense, seen before any time is spent on runs.

Each is asked of a run in which nothing happens: what is wrong with the question shows there too.
"""

from collections.abc import Sequence
from typing import Final

from sim.analysis.paired import paired_effect
from sim.results.observed import Pattern
from sim.results.tables import RUN_COLUMNS, Row
from sim.scenario.clock import Clock
from sim.studies.validate.contrasts import Contrast
from sim.studies.validate.patterns import evaluate
from sim.studies.validate.statistics import Evidence
from sim.terms.outcomes import BY_NAME

_QUIET: Final[Row] = {"run": 0} | {
    name: "" if BY_NAME[name].kind == "word" else 0.0 for name in RUN_COLUMNS[1:]
}


def pattern_mistakes(patterns: Sequence[Pattern], clock: Clock) -> list[str]:
    """A message for each pattern whose statistic, column or bounds make no sense.

    Args:
        patterns: observed patterns.
        clock: that of the scenario they are tested on.
    """
    wrong: list[str] = []
    for pattern in patterns:
        try:
            evaluate([pattern], Evidence([_QUIET], clock, ()))
        except ValueError as error:
            wrong.append(str(error))
    return wrong


def contrast_mistakes(contrasts: Sequence[Contrast]) -> list[str]:
    """A message for each contrast whose statistic or column makes no sense."""
    wrong: list[str] = []
    for contrast in contrasts:
        try:
            paired_effect([_QUIET], [_QUIET], contrast.statistic, contrast.column)
        except ValueError as error:
            wrong.append(f"{contrast.where}: {error}")
    return wrong
