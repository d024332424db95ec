"""Rows of the tables of parameter sets that a search tried, and of those it accepted."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from sim.experiment.parameter_sets import ACCEPTED, TRIED, table_text
from sim.studies.calibrate.generations import SearchResult, SearchStep
from sim.studies.calibrate.trial import TrialResult


class Sample(NamedTuple):
    """Which search sets are of: its seed, and the part of each range it covers."""

    seed: int
    spread: float


def vectors_text(found: SearchResult, sample: Sample) -> str:
    """The table of a search: the shipped vector with weight 0, and the posterior with its weights.

    Args:
        found: what came of the search.
        sample: its seed, and the part of each range it covers.
    """
    rows = [(found.shipped, 0.0)] + [(p.tried, p.weight) for p in found.posterior.particles]
    cells = [accepted_cells(tried, sample, weight) for tried, weight in rows]
    return table_text(ACCEPTED, _paths(found), cells)


def tried_text(found: SearchResult, sample: Sample) -> str:
    """The table of all vectors a search tried, with their values."""
    return table_text(TRIED, _paths(found), [tried_cells(step, sample) for step in found.steps])


def _paths(found: SearchResult) -> Sequence[str]:
    return list(found.shipped.candidate.vector)


def accepted_cells(tried: TrialResult, sample: Sample, weight: float) -> dict[str, str]:
    """Cells of a set in the table of those that were accepted.

    Args:
        tried: what became of it.
        sample: seed of the search, and the part of each range it covers.
        weight: in proportion to the others of the table.
    """
    return _cells(tried, sample) | {"weight": f"{weight:.6g}"}


def tried_cells(step: SearchStep, sample: Sample) -> dict[str, str]:
    """Cells of a set in the table of those that were tried.

    Args:
        step: what became of it, and when it was tried.
        sample: seed of the search, and the part of each range it covers.
    """
    return _cells(step.tried, sample) | {
        "stage": step.tried.stage,
        "patterns": " ".join(step.tried.patterns),
        "generation": str(step.generation),
        "epsilon": f"{step.epsilon:.6g}",
    }


def _cells(tried: TrialResult, sample: Sample) -> dict[str, str]:
    return {
        "id": str(tried.candidate.id),
        "seed": str(sample.seed),
        "spread": str(sample.spread),
        "met": "" if tried.met is None else str(tried.met),
        "of": "" if tried.of is None else str(tried.of),
        "distance": "" if math.isnan(tried.distance) else str(tried.distance),
    } | {path: str(value) for path, value in tried.candidate.vector.items()}
