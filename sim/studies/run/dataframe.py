"""Results as tidy tables of pandas, for whoever goes on in Python."""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.terms.outcomes import Outcome

if TYPE_CHECKING:
    from pandas import DataFrame


def table_of_runs(rows: Sequence[Row], clock: Clock, outcomes: Sequence[Outcome]) -> "DataFrame":
    """Outcomes, one row a run; times are of the scenario's zone, missing where it never happened.

    Args:
        rows: outcomes of each run, times as hours since the start of the clock.
        clock: gives the local times.
        outcomes: what the columns after the first are.
    """
    from pandas import DataFrame, to_datetime

    table = DataFrame(list(rows))
    for outcome in outcomes:
        if outcome.kind == "time":
            hours = table[outcome.name].to_list()
            times = to_datetime([_instant(value, clock) for value in hours], utc=True)
            table[outcome.name] = times.tz_convert(clock.timezone)
    return table


def table_of_curves(
    curves: Mapping[str, NDArray[np.float32]], numbers: Sequence[int], clock: Clock
) -> "DataFrame":
    """Measures as a tidy table: run, hours since the start, measure, value.

    Args:
        curves: each measure, shape (run, tick).
        numbers: numbers of the runs.
        clock: gives the hours.
    """
    from pandas import DataFrame, concat

    hours = np.arange(clock.n_ticks) * clock.tick_hours
    parts = [
        DataFrame(
            {
                "run": np.repeat(numbers, clock.n_ticks),
                "hours": np.tile(hours, len(numbers)),
                "measure": measure,
                "value": values.ravel(),
            }
        )
        for measure, values in curves.items()
    ]
    return concat(parts, ignore_index=True)


def _instant(hours: float | None, clock: Clock) -> object:
    if hours is None or math.isnan(hours):  # pandas makes NaN of None
        return None
    return clock.instant(hours / clock.tick_hours).astimezone(UTC)
