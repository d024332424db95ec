"""A scenario tested against its observed episode, and what the test could have been tuned with."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sim.analysis.bands import error_of_share
from sim.analysis.outcomes import outcomes_of
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.scenario.measured import outcomes_named
from sim.scenario.observed import Observed
from sim.studies.validate.contrasts import ContrastResult
from sim.studies.validate.days import Days
from sim.studies.validate.forecasts import Score, scores_of
from sim.studies.validate.null_model import fit, null_rows
from sim.studies.validate.patterns import PatternResult, evaluate
from sim.studies.validate.statistics import evidence_of
from sim.terms.outcomes import Outcome

NULL_RUNS: Final = 2000
"""Runs of the null model: they cost nothing, and leave it almost no Monte Carlo error."""
_FITTED: Final = re.compile(r"\bfit\b")


def _number(row: Row, column: str) -> float:
    value = row[column]
    return float(value) if isinstance(value, int | float) else 0.0


YES_OR_NO: Final[dict[str, Callable[[Row], bool]]] = {
    "barricade": lambda row: row["first_barricade_time"] is not None,
    "crossing closed": lambda row: row["first_crossing_closed_time"] is not None,
    "shots": lambda row: _number(row, "shot_incidents") > 0,
    "somebody hit by gunfire": lambda row: _number(row, "hit_by_gunfire") > 0,
    "somebody injured": lambda row: _number(row, "injured") > 0,
    "somebody killed": lambda row: _number(row, "killed") > 0,
    "concession": lambda row: row["concession_time"] is not None,
    "roads clear again": lambda row: row["barricades_gone_time"] is not None,
    "crisis over": lambda row: row["crisis_end_time"] is not None,
    "readiness raised": lambda row: _number(row, "peak_readiness") >= 1,
    "rung 3 or more": lambda row: _number(row, "peak_rung") >= 3,
    "rung 5 or more": lambda row: _number(row, "peak_rung") >= 5,
    "rung 6 or more": lambda row: _number(row, "peak_rung") >= 6,
    "rung 7 or more": lambda row: _number(row, "peak_rung") >= 7,
}
"""What a run says yes or no to, beside the times that its scenario names. A probability of 0 or 1
claims to be sure: it is marked."""


class Probability(NamedTuple):
    """Share of runs that say yes.

    Attributes:
        value: the share [0..1].
        error: its Monte Carlo error.
        is_interior: whether some runs say yes and some say no.
    """

    value: float
    error: float
    is_interior: bool


class EpisodeTest(NamedTuple):
    """A scenario beside its episode.

    Attributes:
        name: name of the scenario.
        runs: number of runs.
        seed: their seed.
        model: findings of the model, one a pattern.
        null: findings of the null model, in the same order.
        scores: daily forecasts, scored; empty without a table of days.
        probabilities: of each of :data:`YES_OR_NO`, and of each time that the scenario names.
        assumed: statements of the scenario that are assumed without a source.
        rows: outcomes of the model's runs.
        null_rows: rows of the null model.
        days_outside: observed days that lie outside the clock, and are not scored.
    """

    name: str
    runs: int
    seed: int
    model: list[PatternResult]
    null: list[PatternResult]
    scores: list[Score]
    probabilities: dict[str, Probability]
    assumed: int
    rows: list[Row]
    null_rows: list[Row]
    days_outside: int = 0


class EpisodeSet(NamedTuple):
    """Every episode and every contrast, all at once with one parameter set.

    Attributes:
        episodes: in order, the base first.
        differences: the contrasts.
        pairs: runs of each variant.
        parameters: number of parameters of the mechanisms.
        fitted: how many of them carry a value that was chosen to meet patterns.
    """

    episodes: list[EpisodeTest]
    differences: list[ContrastResult]
    pairs: int
    parameters: int
    fitted: int


def evaluate_episode(
    ensemble: Ensemble,
    observed: Observed,
    days: Days | None = None,
    others: Mapping[str, Days] | None = None,
) -> EpisodeTest:
    """Test every observed pattern on an ensemble and on the null model, and score the days.

    Args:
        ensemble: the runs; not empty.
        observed: patterns and dated events of the episode.
        days: the episode day by day; None where no table tells it.
        others: days of the other episodes by name, from which baselines are made.

    Raises:
        ValueError: naming file and line of a pattern that makes no sense.
    """
    rows = [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]
    named = outcomes_named(ensemble.scenario)
    script = fit(observed, ensemble.scenario)
    drawn = null_rows(script, n_runs=NULL_RUNS, seed=ensemble.seed, named=named)
    return EpisodeTest(
        name=ensemble.scenario.name,
        runs=len(rows),
        seed=ensemble.seed,
        model=evaluate(observed.patterns, evidence_of(rows, ensemble.scenario, ensemble.runs)),
        null=evaluate(observed.patterns, evidence_of(drawn, ensemble.scenario)),
        scores=scores_of(ensemble, days, drawn, others) if days else [],
        probabilities=probabilities(rows, named),
        assumed=count_assumed(ensemble.scenario.model_dump()),
        rows=rows,
        null_rows=drawn,
        days_outside=days.outside if days else 0,
    )


def probabilities(rows: Sequence[Row], named: Sequence[Outcome] = ()) -> dict[str, Probability]:
    """Share of runs that say yes to each of :data:`YES_OR_NO`, and in which a named time comes."""
    shares = {name: sum(map(ask, rows)) / len(rows) for name, ask in YES_OR_NO.items()}
    shares |= {
        outcome.label: sum(row[outcome.name] is not None for row in rows) / len(rows)
        for outcome in named
        if outcome.kind == "time"
    }
    return {
        name: Probability(share, error_of_share(share, len(rows)), 0 < share < 1)
        for name, share in shares.items()
    }


def count_assumed(content: Any) -> int:
    """How many parts of a scenario, as plain data, say ``assumed: true``."""
    if isinstance(content, dict):
        inner = sum(count_assumed(value) for value in content.values())
        return inner + (content.get("assumed") is True)
    if isinstance(content, list | tuple):
        return sum(count_assumed(value) for value in content)
    return 0


def count_fitted(parameters: Mapping[str, Mapping[str, Any]]) -> tuple[int, int]:
    """(How many parameters there are, how many have "fit" in their source).

    Args:
        parameters: as plain data, by mechanism and name.
    """
    sources = [
        str(value.get("source") or "") if isinstance(value, Mapping) else ""
        for group in parameters.values()
        for value in group.values()
    ]
    return len(sources), sum(bool(_FITTED.search(source)) for source in sources)
