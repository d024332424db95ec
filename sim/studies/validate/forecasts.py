"""Daily forecasts of an observed episode, scored: the model's, and simpler ones beside it."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import Floats
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.studies.validate.days import Days, bounds_of, daily
from sim.studies.validate.null_model import null_daily
from sim.studies.validate.scores import (
    brier,
    crps,
    ignorance,
    interval_score,
    mean_score,
    rps,
    skill,
)
from sim.terms.measures import INDEX, MEASURES

TOP_READINESS: Final = int(MEASURES[INDEX["readiness"]].high or 0)
"""Highest level of readiness there is."""

SCORES: Final = (
    ("rung", "RPS", rps, False),
    ("barricades", "CRPS", crps, False),
    ("barricades", "IGN", ignorance, False),
    ("barricades", "MIS", interval_score, False),
    ("people_out", "CRPS", crps, False),
    ("people_out", "IGN", ignorance, False),
    ("people_out", "MIS", interval_score, False),
    ("shots", "CRPS", crps, False),
    ("injured", "CRPS", crps, False),
    ("killed", "CRPS", crps, False),
    ("readiness", "RPS", partial(rps, top=TOP_READINESS), False),
    ("barricades", "Brier", brier, True),
    ("crossings_closed", "Brier", brier, True),
    ("killed", "Brier", brier, True),
)
"""What is scored: column, name of the score, the score, and whether as a yes or no (above zero)."""

FORECASTS: Final = ("model", "calm", "yesterday", "null")
"""The model; every day calm; each day as the day before, told every midnight what was observed,
and so knowing more than the others; and the null model of the same episode."""


class Score(NamedTuple):
    """One score of the four forecasts of an episode, mean over days.

    Attributes:
        column: what was forecast.
        score: name of the score; with "yes or no" when only above zero counts.
        days: days that were observed.
        means: mean score of each of :data:`FORECASTS`; lower is better.
    """

    column: str
    score: str
    days: int
    means: dict[str, float]

    @property
    def skills(self) -> dict[str, float]:
        """Skill of the model over each other forecast: 1 perfect, below 0 worse than it."""
        return {n: skill(self.means["model"], self.means[n]) for n in FORECASTS[1:]}

    @property
    def better(self) -> list[str]:
        """The forecasts that do better than the model."""
        return [name for name in FORECASTS[1:] if self.means[name] < self.means["model"]]


def scores_of(ensemble: Ensemble, days: Days, null: Sequence[Row]) -> list[Score]:
    """Score the model and what is simpler than it on an observed episode.

    Args:
        ensemble: the runs.
        days: the observed days, all within the clock.
        null: rows of the null model of the same episode.
    """
    clock = ensemble.scenario.clock
    hours = np.array(bounds_of(days.dates, clock), np.float64) * clock.tick_hours
    by_null = null_daily(null, hours)
    scores: list[Score] = []
    for column, name, score, is_yes_or_no in SCORES:
        observed = days.values[column]
        if not np.isfinite(observed).any():
            continue
        n_days = observed.size
        samples = {
            "model": daily(ensemble, days.dates, column),
            "calm": np.zeros((1, n_days)),
            "yesterday": persistence_forecast(observed)[None, :],
            "null": by_null[column],
        }
        # points of a sure forecast carry as much weight as the runs of a model
        n_runs = len(ensemble.runs)
        samples = {
            k: np.repeat(v, n_runs, axis=0) if len(v) == 1 else v for k, v in samples.items()
        }
        if is_yes_or_no:
            samples = {k: (v > 0).astype(np.float64) for k, v in samples.items()}
            observed = np.where(np.isfinite(observed), observed > 0, np.nan)
        means = {k: mean_score(score, v, observed) for k, v in samples.items()}
        label = f"{name}, yes or no" if is_yes_or_no else name
        scores.append(Score(column, label, int(np.isfinite(observed).sum()), means))
    return scores


def persistence_forecast(observed: Floats) -> Floats:
    """The last value known before each day, shape (day,); 0 before the first."""
    last, told = 0.0, np.zeros(observed.size)
    for day, value in enumerate(observed):
        told[day] = last
        last = value if np.isfinite(value) else last
    return told
