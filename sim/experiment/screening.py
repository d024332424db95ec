"""A quick screening: which assumed number of a case most moves what comes of it.

All numbers that are assumed and have a range are drawn at once, a value each in every trial run
(a Latin hypercube), and what came of the runs is ranked against
each (Spearman). So few runs tell a large effect from none, and no more: what stands out is what
chance alone would seldom show among so many comparisons.
"""

from collections.abc import Callable, Mapping
from statistics import NormalDist
from typing import Any, Final, NamedTuple

import numpy as np

from sim.experiment.designs import (
    Factor,
    design_settings,
    factors,
    latin_design,
    override_at,
    scale_design,
)
from sim.experiment.simulate import simulate
from sim.experiment.trials import small, trials_of
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.scenario.quantity import quantities_in
from sim.scenario.types import Scenario
from sim.terms.extras import extra

RUNS: Final = 24
"""Runs of a screening."""
OUTCOMES: Final = ("people_out_peak", "injured", "peak_rung_with_given")
"""Outcomes that are ranked against the numbers."""
_LEVEL: Final = 0.05
"""Chance that any of the comparisons stands out where there is nothing."""


class Effect(NamedTuple):
    """How an outcome goes with an assumed number.

    Attributes:
        path: the number.
        label: short words for it.
        outcome: name of the outcome.
        rank: Spearman's rank correlation over the runs [-1..1].
        stands_out: whether chance alone would seldom show as much.
    """

    path: str
    label: str
    outcome: str
    rank: float
    stands_out: bool


def assumed_factors(scenario: Scenario) -> list[Factor]:
    """Numbers of a case, not of the shared parameters, that are assumed and have a range."""
    assumed = {path for path, quantity, _ in quantities_in(scenario) if quantity.assumed}
    return [
        factor
        for factor in factors(scenario)
        if factor.path in assumed and not factor.path.startswith("parameters.")
    ]


def screened(
    loaded: Loaded, outcomes_of: Callable[[Run, Scenario], Mapping[str, Any]], runs: int = RUNS
) -> list[Effect]:
    """The largest effect of each assumed number that is read, the strongest first.

    A number that no trial run reads can move nothing: what it showed would be chance, and it would
    make it harder for the others to stand out.

    Args:
        loaded: the scenario.
        outcomes_of: outcomes of a run by name.
        runs: number of runs.
    """
    read = trials_of(loaded).read
    over = [one for one in assumed_factors(loaded.scenario) if _is_read(one.path, read)]
    if not over:
        return []
    seed = loaded.scenario.ensemble.seed
    values = scale_design(latin_design(len(over), runs, seed), over)
    rows = []
    for number, point in enumerate(design_settings(values, over)):
        plan = small(override_at(loaded, point))
        rows.append(outcomes_of(simulate(plan, seed, number), plan.scenario))
    least = _least_rank(runs, len(over) * len(OUTCOMES))
    found: list[Effect] = []
    for column, factor in enumerate(over):
        ranks = {name: _rank(values[:, column], [row[name] for row in rows]) for name in OUTCOMES}
        name = max(ranks, key=lambda one: abs(ranks[one]))
        rank = ranks[name]
        found.append(Effect(factor.path, factor.label, name, rank, abs(rank) >= least))
    return sorted(found, key=lambda effect: (-abs(effect.rank), effect.path))


def _is_read(path: str, read: frozenset[str]) -> bool:
    """Whether trial runs read a number, or the record in which it stands."""
    return any(path == one or path.startswith(f"{one}.") for one in read)


def _rank(values: np.ndarray, outcome: list[Any]) -> float:
    """Spearman's rank correlation; 0 where the outcome is always the same."""
    numbers = np.array([float(one or 0.0) for one in outcome])
    if np.ptp(numbers) == 0:
        return 0.0
    return float(extra("scipy.stats").spearmanr(values, numbers).statistic)


def _least_rank(runs: int, comparisons: int) -> float:
    """Rank correlation that chance alone shows in one of many comparisons at the level."""
    quantile = NormalDist().inv_cdf(1 - _LEVEL / (2 * comparisons))
    return quantile / float(np.sqrt(runs - 1))
