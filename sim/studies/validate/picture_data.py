"""What the picture of a validation shows: observed courses over the bands of the runs."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, NamedTuple

import numpy as np

from sim.analysis.bands import Bands, Floats, bands
from sim.analysis.hourly import Counts, at_hours, runs_at_levels
from sim.analysis.time_axis import AxisTick, hour_marks, midnights
from sim.results.run import Ensemble
from sim.scenario.clock import Clock
from sim.scenario.observed import Observed, ObservedEvent
from sim.studies.validate.days import DAILY, Days, daily
from sim.terms.words import ENGLISH

PANELS: Final = {
    "rung": ("validation_rung", "rung"),
    "barricades": ("barricades", "picture_number"),
    "crossings_closed": ("picture_crossings", "picture_number"),
    "people_out": ("validation_people", "picture_people"),
}
"""Keys of title and unit of each panel."""
BY_HOUR: Final = ("barricades", "crossings_closed")
BY_DAY: Final = ("rung", "barricades", "people_out")
COUNTED: Final = frozenset({"rung", "barricades", "crossings_closed"})
"""Columns of small whole numbers, of which runs are counted on each."""
DAY_HOURS: Final = 24.0
SHORT_DAYS: Final = 7
"""Observed days up to which an episode is drawn by the hour."""


class Overlay(NamedTuple):
    """An observed course over the bands of the runs.

    Attributes:
        hours: of the bands, hours since the start of the clock, shape (point,).
        bands: over runs, shape (point,) each.
        at: hours of the observed points.
        observed: their values.
        counts: runs on each level, shape (level, point); None of what is no small number.
        width: hours from one point to the next.
    """

    hours: Floats
    bands: Bands
    at: Floats
    observed: Floats
    counts: Counts | None = None
    width: float = 1.0


class Panel(NamedTuple):
    """One curve of one episode.

    Attributes:
        title: key of what is shown.
        unit: key of the label of the axis.
        laid: the bands and what was observed.
        way: drawn hour by hour as a course of steps, or day by day.
    """

    title: str
    unit: str
    laid: Overlay
    way: Literal["course", "days"]


class EpisodeRow(NamedTuple):
    """One episode: a title, its panels from left to right, and its time axis.

    Attributes:
        title: title of the scenario.
        runs: number of runs.
        panels: what is shown.
        days: midnights with their words, of an axis of hours.
        marks: marks of the axis of hours.
        until: end of the axis of hours.
        dates: the days of an axis of days; empty for an axis of hours.
        language: of the words.
    """

    title: str
    runs: int
    panels: Sequence[Panel]
    days: Sequence[AxisTick]
    marks: Sequence[AxisTick]
    until: float
    dates: Sequence[date] = ()
    language: str = ENGLISH


def row_of(
    ensemble: Ensemble, observed: Observed, days: Days, language: str = ENGLISH
) -> EpisodeRow:
    """The panels of one episode: by the hour when it was short, by the day when it was long."""
    scenario = ensemble.scenario
    title, runs = scenario.title, len(ensemble.runs)
    if len(days.dates) > SHORT_DAYS:
        panels = [Panel(*PANELS[c], overlay_by_day(ensemble, days, c), "days") for c in BY_DAY]
        return EpisodeRow(title, runs, panels, (), (), 0.0, days.dates, language)
    until = min(24.0 * len(days.dates), scenario.clock.n_ticks * scenario.clock.tick_hours)
    panels = [Panel(*PANELS["rung"], overlay_by_day(ensemble, days, "rung"), "days")]
    panels += [
        Panel(
            *PANELS[column],
            overlay_by_hour(ensemble, observed.events, days, column, until),
            "course",
        )
        for column in BY_HOUR
    ]
    marks = hour_marks(scenario.clock, until, language)[1]
    starts = midnights(scenario.clock, until, language)
    return EpisodeRow(title, runs, panels, starts, marks, until, (), language)


def overlay_by_day(ensemble: Ensemble, days: Days, column: str) -> Overlay:
    """Observed days over the bands of the same days; points stand at noon."""
    clock = ensemble.scenario.clock
    noons = [clock.hours(datetime.combine(day, time(12))) for day in days.dates]
    known = np.isfinite(days.values[column])
    at, values = np.array(noons), daily(ensemble, days.dates, column)
    counts = runs_at_levels(values) if column in COUNTED else None
    return Overlay(at, bands(values), at[known], days.values[column][known], counts, DAY_HOURS)


def overlay_by_hour(
    ensemble: Ensemble, events: Sequence[ObservedEvent], days: Days, column: str, until: float
) -> Overlay:
    """What stood, over the runs at the end of each hour up to an hour.

    Barricades and closed crossings are counted up and down by the dated events, and set to what is
    known of the end of each day.
    """
    clock = ensemble.scenario.clock
    curves = at_hours(ensemble.measure(DAILY[column][0]), clock)[:, : int(np.ceil(until))]
    hours = np.arange(float(curves.shape[1]))
    points = [point for point in _course(events, days, column, clock) if point[0] <= until]
    at, levels = np.array(points, np.float64).reshape(-1, 2).T
    return Overlay(hours, bands(curves), at, levels, runs_at_levels(curves))


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
