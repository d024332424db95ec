"""Daily forecasts of an observed episode, scored: the model's, and simpler ones beside it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import Floats
from sim.analysis.paired import NAN
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.studies.validate.baselines import climatology, nearest, persistence_forecast
from sim.studies.validate.days import Days, bounds_of, daily
from sim.studies.validate.null_model import null_daily
from sim.studies.validate.scores import (
    brier,
    crps,
    daily_scores,
    ignorance,
    interval_score,
    rps,
    skill,
    skill_interval,
)
from sim.studies.validate.self_exciting import self_exciting
from sim.terms.ladder import TOP_RUNG
from sim.terms.measures import INDEX, MEASURES

TOP_READINESS: Final = int(MEASURES[INDEX["readiness"]].high or 0)
"""Highest level of readiness there is."""
HIGHEST: Final = {"rung": TOP_RUNG, "readiness": TOP_READINESS}
"""Highest value of what has levels."""

SCORES: Final = (
    ("rung", "RPS", rps, False),
    ("barricades", "CRPS", crps, False),
    ("barricades", "IGN", ignorance, False),
    ("barricades", "MIS", interval_score, False),
    ("people_out", "CRPS", crps, False),
    ("people_out", "IGN", ignorance, False),
    ("people_out", "MIS", interval_score, False),
    ("shots", "CRPS", crps, False),
    ("shots", "IGN", ignorance, False),
    ("shots", "MIS", interval_score, False),
    ("injured", "CRPS", crps, False),
    ("injured", "IGN", ignorance, False),
    ("injured", "MIS", interval_score, False),
    ("killed", "CRPS", crps, False),
    ("killed", "IGN", ignorance, False),
    ("killed", "MIS", interval_score, False),
    ("crossings_closed", "CRPS", crps, False),
    ("readiness", "RPS", partial(rps, top=TOP_READINESS), False),
    ("barricades", "Brier", brier, True),
    ("crossings_closed", "Brier", brier, True),
    ("shots", "Brier", brier, True),
    ("injured", "Brier", brier, True),
    ("killed", "Brier", brier, True),
)
"""What is scored: column, name of the score, the score, and whether as a yes or no (above zero)."""

FORECASTS: Final = ("model", "calm", "yesterday", "climatology", "nearest", "hawkes", "null")
"""The model; every day calm; each day as the day before, told every midnight what was observed,
and so knowing more than the others; any day of the other episodes; the same day of the one among
them whose first day is nearest; a self-exciting process fitted to them; and the null model of the
same episode, which has seen its hours. None but the first, the fourth, the fifth and the sixth is
a forecast that could have been made."""

USUAL: Final = "climatology"
"""The forecast over which the skill of the model is told: what was so elsewhere."""


class Score(NamedTuple):
    """One score of the forecasts of an episode.

    Attributes:
        column: what was forecast.
        score: name of the score; with "yes or no" when only above zero counts.
        daily: the score of each observed day of each of :data:`FORECASTS`, shape (day,); lower is
            better. Without other episodes that know the column their forecasts are left out.
    """

    column: str
    score: str
    daily: dict[str, tuple[float, ...]]

    @property
    def days(self) -> int:
        """Days that were observed."""
        return len(self.daily["model"])

    @property
    def means(self) -> dict[str, float]:
        """Mean score of each forecast; NaN of one that could not be made."""
        return {n: float(np.mean(self.daily[n])) if n in self.daily else NAN for n in FORECASTS}

    @property
    def skills(self) -> dict[str, float]:
        """Skill of the model over each other forecast: 1 perfect, below 0 worse than it."""
        means = self.means
        return {n: skill(means["model"], means[n]) for n in FORECASTS[1:]}

    @property
    def better(self) -> list[str]:
        """The forecasts that do better than the model."""
        means = self.means
        return [name for name in FORECASTS[1:] if means[name] < means["model"]]

    def interval(self, other: str) -> tuple[float, float]:
        """95 % interval of the skill over another forecast, from blocks of days; NaN without."""
        if other not in self.daily:
            return NAN, NAN
        return skill_interval(np.array(self.daily["model"]), np.array(self.daily[other]))


def scores_of(
    ensemble: Ensemble, days: Days, null: Sequence[Row], others: Mapping[str, Days] | None = None
) -> list[Score]:
    """Score the model and what is simpler than it on an observed episode.

    Args:
        ensemble: the runs.
        days: the observed days, all within the clock.
        null: rows of the null model of the same episode.
        others: days of other episodes by name, from which baselines are made.
    """
    clock = ensemble.scenario.clock
    hours = np.array(bounds_of(days.dates, clock), np.float64) * clock.tick_hours
    by_null = null_daily(null, hours)
    scores: list[Score] = []
    for column, name, score, is_yes_or_no in SCORES:
        observed = days.values[column]
        if not np.isfinite(observed).any():
            continue
        samples = {"model": daily(ensemble, days.dates, column), "null": by_null[column]}
        samples |= _baselines(days, others or {}, column)
        # points of a sure forecast carry as much weight as the runs of a model
        n_runs = len(ensemble.runs)
        samples = {
            k: np.repeat(v, n_runs, axis=0) if len(v) == 1 else v for k, v in samples.items()
        }
        if is_yes_or_no:
            samples = {k: (v > 0).astype(np.float64) for k, v in samples.items()}
            observed = np.where(np.isfinite(observed), observed > 0, np.nan)
        label = f"{name}, yes or no" if is_yes_or_no else name
        by_day = {k: tuple(daily_scores(score, v, observed)) for k, v in samples.items()}
        scores.append(Score(column, label, by_day))
    return scores


def _baselines(days: Days, others: Mapping[str, Days], column: str) -> dict[str, Floats]:
    """What knows no mechanism and nothing of this episode, but for its past or its first day."""
    observed = days.values[column]
    n_days, known = observed.size, list(others.values())
    made = {
        "calm": np.zeros((1, n_days)),
        "yesterday": persistence_forecast(observed)[None, :],
        "climatology": climatology(known, column, n_days),
        "nearest": nearest(days, others, column),
        "hawkes": self_exciting(known, column, n_days, HIGHEST.get(column)),
    }
    return {name: samples for name, samples in made.items() if samples is not None}
