"""An observed episode day by day, and the same days of runs.

A day is told by what a newspaper reader could have written down at its midnight: the highest rung
of the day, what stood at its end, how many came out, shots and injured.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bands import Floats
from sim.results.run import Ensemble
from sim.scenario import observed
from sim.scenario.clock import Clock

DailyReduction = Literal["last", "peak", "increase"]

DAILY: Final[dict[str, tuple[str, DailyReduction]]] = {
    "rung": ("rung_with_given", "last"),
    "barricades": ("barricades", "last"),
    "crossings_closed": ("crossings_closed", "last"),
    "people_out": ("people_out", "peak"),
    "shots": ("shots", "increase"),
    "injured": ("injured", "increase"),
    "killed": ("killed", "increase"),
    "readiness": ("readiness", "last"),
}
"""Column of the table of observed days, the measure beside it, and how a day of it is told. The
rung remembers 24 hours: at midnight it is the highest of the day. Given events count in it, as in
what was observed."""


class Days(NamedTuple):
    """An observed episode.

    Attributes:
        dates: the days, in order.
        values: each column of :data:`DAILY`, shape (day,); NaN where nothing is known.
        outside: days of the table that lie outside the clock, and are not told here.
    """

    dates: tuple[date, ...]
    values: dict[str, Floats]
    outside: int = 0


def read_days(path: Path) -> Days:
    """Read a table of observed days such as ``observed/licence_plates_2021_daily.csv``.

    Raises:
        ScenarioError: listing every mistake in it.
    """
    days = observed.read_days(path)
    values = {name: [_known(day.values[name]) for day in days] for name in DAILY}
    return Days(tuple(day.day for day in days), {n: np.array(v) for n, v in values.items()})


def within(days: Days, clock: Clock) -> Days | None:
    """The days that a clock covers, at least in part; None when it covers none."""
    inside = [first < after for first, after in map(clock.ticks_of, days.dates)]
    if not any(inside):
        return None
    dates = tuple(day for day, is_in in zip(days.dates, inside, strict=True) if is_in)
    values = {name: told[np.array(inside)] for name, told in days.values.items()}
    return Days(dates, values, len(inside) - len(dates))


def _known(value: float | None) -> float:
    return np.nan if value is None else value


def bounds_of(dates: Sequence[date], clock: Clock) -> list[tuple[int, int]]:
    """First tick and tick after the last of each day; a day cut short by the clock counts as it is.

    Raises:
        ValueError: when a day lies outside the clock.
    """
    bounds: list[tuple[int, int]] = []
    for day in dates:
        first, after = clock.ticks_of(day)
        if first == after:
            message = f"{day} lies outside the clock of the scenario"
            raise ValueError(message)
        bounds.append((first, after))
    return bounds


def daily(ensemble: Ensemble, dates: Sequence[date], column: str) -> Floats:
    """One column of the table of days in every run, shape (run, day)."""
    measure, way = DAILY[column]
    curves = ensemble.measure(measure)
    days = [_day(curves, way, *bound) for bound in bounds_of(dates, ensemble.scenario.clock)]
    return np.stack(days, axis=1)


def _day(curves: NDArray[np.float32], way: DailyReduction, first: int, after: int) -> Floats:
    if way == "peak":
        return curves[:, first:after].max(axis=1).astype(np.float64)
    last = curves[:, after - 1].astype(np.float64)
    return last - curves[:, first - 1] if way == "increase" and first else last
