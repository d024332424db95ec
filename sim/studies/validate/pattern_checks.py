"""Whether patterns and contrasts make sense, seen before any time is spent on runs.

Each is asked of a run in which nothing happens: what is wrong with the question shows there too.
"""

from collections.abc import Sequence
from typing import Final

from sim.analysis.paired import paired_effect
from sim.results.tables import RUN_COLUMNS, Row
from sim.studies.validate.contrasts import Contrast
from sim.terms.outcomes import BY_NAME

_QUIET: Final[Row] = {"run": 0} | {
    name: "" if BY_NAME[name].kind == "word" else 0.0 for name in RUN_COLUMNS[1:]
}


def contrast_mistakes(contrasts: Sequence[Contrast]) -> list[str]:
    """A message for each contrast whose statistic or column makes no sense."""
    wrong: list[str] = []
    for contrast in contrasts:
        try:
            paired_effect([_QUIET], [_QUIET], contrast.statistic, contrast.column)
        except ValueError as error:
            wrong.append(f"{contrast.where}: {error}")
    return wrong
