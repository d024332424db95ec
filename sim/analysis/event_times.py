"""When something came over many runs, with the runs in which it has not come by their end."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.analysis.outcome_queries import can_come
from sim.analysis.quantiles import QUANTILES, Floats, time_quantiles
from sim.results.tables import Row


class EventTimes(NamedTuple):
    """The time of something over runs, in hours.

    Attributes:
        came: hour of each run in which it came.
        not_yet: of each other run, the hours it was looked at. The end of what never began cannot
            come: such runs are in neither.
    """

    came: tuple[float, ...]
    not_yet: tuple[float, ...]

    @property
    def runs(self) -> int:
        """Number of runs in which it could come."""
        return len(self.came) + len(self.not_yet)

    def quantiles(self, at: Sequence[float] = QUANTILES) -> Floats:
        """Kaplan-Meier quantiles, shape (quantile,): infinity where one is not reached.

        NaN where there is no run in which it could come.
        """
        return time_quantiles(self.came, self.not_yet, at)

    @property
    def mean(self) -> float:
        """Mean time within the runs' length, to which those count in which it has not come.

        NaN where there is no run. Source: restricted mean time, Royston & Parmar 2013,
        doi:10.1186/1471-2288-13-152.
        """
        times = (*self.came, *self.not_yet)
        return float(np.mean(times)) if times else float("nan")


def event_times(rows: Sequence[Row], column: str, horizon: float) -> EventTimes:
    """Times of one column of ``runs.csv``.

    Args:
        rows: outcomes of each run.
        column: a time.
        horizon: hours the runs last.
    """
    came = [value for row in rows if isinstance(value := row[column], int | float)]
    n_open = sum(row[column] is None and can_come(row, column) for row in rows)
    return EventTimes(tuple(came), (horizon,) * n_open)
