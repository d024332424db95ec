"""Forecasts that know no mechanism, of an observed episode day by day, from the other episodes.

None has seen the episode that it forecasts, but for *yesterday*, which is told each day at its
midnight, and *nearest*, which is told the first day. Source: Hegre et al. 2025, *The 2023/24 VIEWS
prediction challenge*: what a model of conflict has to beat is the law of what happened elsewhere,
and what happened last.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from sim.analysis.quantiles import Floats, quantiles
from sim.studies.validate.days import Days

DRAWS: Final = 100
"""Points with which each other episode stands in the climatology: all weigh the same."""
COUNTED: Final = ("barricades", "people_out", "shots", "injured", "killed")
"""Columns that are counts: compared by the logarithm of one more."""


def persistence_forecast(observed: Floats) -> Floats:
    """The last value known before each day, shape (day,); 0 before the first."""
    last, told = 0.0, np.zeros(observed.size)
    for day, value in enumerate(observed):
        told[day] = last
        last = value if np.isfinite(value) else last
    return told


def climatology(others: Iterable[Days], column: str, n_days: int) -> Floats | None:
    """The law of a day of the other episodes, the same for every day.

    Args:
        others: the other episodes; each weighs the same, however long.
        column: what is forecast.
        n_days: days of the forecast.

    Returns:
        Samples, shape (sample, day); None when no other episode knows the column.
    """
    known = [_known(days.values[column]) for days in others]
    levels = (np.arange(DRAWS) + 0.5) / DRAWS
    drawn = [quantiles(one, levels.tolist()) for one in known if one.size]
    return np.repeat(np.concatenate(drawn)[:, None], n_days, axis=1) if drawn else None


def nearest(days: Days, others: Mapping[str, Days], column: str) -> Floats | None:
    """The same day of that episode whose first day is most like this one's.

    Among those that know the column. A day of it that nobody knows is told as the one before; so
    are the days after its end.

    Args:
        days: the episode that is forecast, of which the first day is told.
        others: the other episodes by name; of two as near the first by name.
        column: what is forecast.

    Returns:
        One sure forecast, shape (1, day); None when no other episode knows the column.
    """
    spread = _spread([days, *others.values()])
    found = {
        name: _distance(days, other, spread)
        for name, other in sorted(others.items())
        if _known(other.values[column]).size
    }
    if not found:
        return None
    told = others[min(found, key=lambda name: found[name])].values[column]
    held, last = np.zeros(len(days.dates)), 0.0
    for day in range(held.size):
        if day < told.size and np.isfinite(told[day]):
            last = float(told[day])
        held[day] = last
    return held[None, :]


def _known(values: Floats) -> Floats:
    return values[np.isfinite(values)]


def _scaled(values: Floats, column: str) -> Floats:
    return np.log1p(values) if column in COUNTED else values


def _spread(episodes: Sequence[Days]) -> dict[str, float]:
    """Standard deviation of each column over all days of all episodes; 1 where all are alike."""
    found: dict[str, float] = {}
    for column in episodes[0].values:
        known = np.concatenate([_known(_scaled(e.values[column], column)) for e in episodes])
        found[column] = float(known.std()) or 1.0 if known.size else 1.0
    return found


def _distance(one: Days, other: Days, spread: Mapping[str, float]) -> float:
    """Mean square distance of two first days over the columns that both know; inf for none."""
    gaps = [
        (_scaled(one.values[c], c)[0] - _scaled(other.values[c], c)[0]) / spread[c] for c in spread
    ]
    known = _known(np.array(gaps))
    return float((known**2).mean()) if known.size else float("inf")
