"""Results as tidy tables of pandas, for whoever goes on in Python."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.terms.outcomes import OUTCOMES

if TYPE_CHECKING:
    from pandas import DataFrame


def table_of_runs(rows: Sequence[Row], clock: Clock) -> "DataFrame":
    """Outcomes, one row a run; times are local, and missing where it never happened.

    Args:
        rows: outcomes of each run, times as hours since the start of the clock.
        clock: gives the local times.
    """
    from pandas import DataFrame, to_datetime

    table = DataFrame(list(rows))
    for outcome in OUTCOMES:
        if outcome.kind == "time":
            hours = table[outcome.name].to_list()
            table[outcome.name] = to_datetime([_local(value, clock) for value in hours])
    return table


def _local(hours: float | None, clock: Clock) -> object:
    if hours is None or math.isnan(hours):  # pandas makes NaN of None
        return None
    return clock.local(hours / clock.tick_hours).replace(tzinfo=None)
