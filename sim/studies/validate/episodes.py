"""An observed episode day by day, beside what runs say of the same days.

Forecasts are scored on what a newspaper reader could have written down each midnight: the highest
rung of the day, what stood at its end, how many came out, shots and injured.
"""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bands import Bands, Floats, bands
from sim.results.observed import ObservedEvent
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.scenario.clock import Clock
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

Way = Literal["last", "peak", "increase"]

DAILY: Final[dict[str, tuple[str, Way]]] = {
    "rung": ("rung_with_given", "last"),
    "barricades": ("barricades", "last"),
    "crossings_closed": ("crossings_closed", "last"),
    "people_out": ("people_out", "peak"),
    "shots": ("shots", "increase"),
    "injured": ("injured", "increase"),
}
"""Column of the table of observed days, the measure beside it, and how a day of it is told. The
rung remembers 24 hours: at midnight it is the highest of the day. Given events count in it, as in
what was observed."""

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
    ("barricades", "Brier", brier, True),
    ("crossings_closed", "Brier", brier, True),
)
"""What is scored: column, name of the score, the score, and whether as a yes or no (above zero)."""

FORECASTS: Final = ("model", "calm", "yesterday", "null")
"""The model; every day calm; each day as the day before, told every midnight what was observed,
and so knowing more than the others; and the null model of the same episode."""


class Days(NamedTuple):
    """An observed episode.

    Attributes:
        dates: the days, in order.
        values: each column of :data:`DAILY`, shape (day,); NaN where nothing is known.
    """

    dates: tuple[date, ...]
    values: dict[str, Floats]


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


class Laid(NamedTuple):
    """An observed course over the bands of the runs.

    Attributes:
        hours: of the bands, hours since the start of the clock, shape (point,).
        bands: over runs, shape (point,) each.
        at: hours of the observed points.
        observed: their values.
    """

    hours: Floats
    bands: Bands
    at: Floats
    observed: Floats


def read_days(path: Path) -> Days:
    """Read a table of observed days such as ``observed/licence_plates_2021_daily.csv``.

    Raises:
        ValueError: naming file and line of what is wrong.
    """
    dates: list[date] = []
    values: dict[str, list[float]] = {name: [] for name in DAILY}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for line in reader:
            try:
                dates.append(date.fromisoformat(line["date"]))
                for name in DAILY:
                    values[name].append(float(line[name] or "nan"))
            except (KeyError, ValueError, TypeError) as wrong:
                message = f"{path}:{reader.line_num}: {wrong}"
                raise ValueError(message) from None
    return Days(tuple(dates), {name: np.array(v) for name, v in values.items()})


def bounds_of(dates: Sequence[date], clock: Clock) -> list[tuple[int, int]]:
    """First tick and tick after the last of each day; a day cut short by the clock counts as it is.

    Raises:
        ValueError: when a day lies outside the clock.
    """
    bounds: list[tuple[int, int]] = []
    for day in dates:
        first = clock.tick(datetime.combine(day, time()))
        after = clock.tick(datetime.combine(day + timedelta(days=1), time()))
        if after <= 0 or first >= clock.n_ticks:
            message = f"{day} lies outside the clock of the scenario"
            raise ValueError(message)
        bounds.append((max(first, 0), min(after, clock.n_ticks)))
    return bounds


def daily(ensemble: Ensemble, dates: Sequence[date], column: str) -> Floats:
    """One column of the table of days in every run, shape (run, day)."""
    measure, way = DAILY[column]
    curves = ensemble.measure(measure)
    days = [_day(curves, way, *bound) for bound in bounds_of(dates, ensemble.scenario.clock)]
    return np.stack(days, axis=1)


def _day(curves: NDArray[np.float32], way: Way, first: int, after: int) -> Floats:
    if way == "peak":
        return curves[:, first:after].max(axis=1).astype(np.float64)
    last = curves[:, after - 1].astype(np.float64)
    return last - curves[:, first - 1] if way == "increase" and first else last


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
            "yesterday": yesterday(observed)[None, :],
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


def yesterday(observed: Floats) -> Floats:
    """The last value known before each day, shape (day,); 0 before the first."""
    last, told = 0.0, np.zeros(observed.size)
    for day, value in enumerate(observed):
        told[day] = last
        last = value if np.isfinite(value) else last
    return told


def laid_by_day(ensemble: Ensemble, days: Days, column: str) -> Laid:
    """Observed days over the bands of the same days; points stand at noon."""
    clock = ensemble.scenario.clock
    noons = [clock.hours(datetime.combine(day, time(12))) for day in days.dates]
    known = np.isfinite(days.values[column])
    at = np.array(noons)
    return Laid(
        at, bands(daily(ensemble, days.dates, column)), at[known], days.values[column][known]
    )


def laid_by_hour(
    ensemble: Ensemble, events: Sequence[ObservedEvent], days: Days, column: str, until: float
) -> Laid:
    """What stood, hour by hour, over the bands of every tick up to an hour.

    Barricades and closed crossings are counted up and down by the dated events, and set to what is
    known of the end of each day; a rung is known at the midnight that ends its day.
    """
    clock = ensemble.scenario.clock
    shown = slice(0, int(until / clock.tick_hours) + 1)
    curves = ensemble.measure(DAILY[column][0])[:, shown]
    hours = np.arange(curves.shape[1]) * clock.tick_hours
    points = [point for point in _course(events, days, column, clock) if point[0] <= until]
    return Laid(hours, bands(curves), *np.array(points, np.float64).reshape(-1, 2).T)


_UP_AND_DOWN: Final = {
    "barricades": ("barricade_built", "barricade_removed"),
    "crossings_closed": ("crossing_closed", "crossing_opened"),
}


def _course(
    events: Sequence[ObservedEvent], days: Days, column: str, clock: Clock
) -> list[tuple[float, float]]:
    """(Hours, level from then on), from dated events and what is known of each midnight."""
    up, down = _UP_AND_DOWN.get(column, ("", ""))
    moments: list[tuple[float, float | None, float]] = []  # hours, level when known, else step
    for event in events:
        if event.at is None or event.kind not in {up, down}:
            continue
        number = event.number or 1.0
        whole = None if event.place else (number if event.kind == up else 0.0)
        moments.append((clock.hours(event.at), whole, number if event.kind == up else -number))
    for day, level in zip(days.dates, days.values[column], strict=True):
        if np.isfinite(level):
            midnight = datetime.combine(day + timedelta(days=1), time())
            moments.append((clock.hours(midnight), float(level), 0.0))
    course: list[tuple[float, float]] = []
    for hours, known, step in sorted(moments, key=lambda moment: moment[0]):
        before = course[-1][1] if course else 0.0
        course.append((hours, max(before + step, 0.0) if known is None else known))
    return course
