"""Words of the tables of what was observed: their columns, and what a pattern can be stated in."""

from typing import Final, Literal, NamedTuple

from sim.terms.ladder import TOP_RUNG

PATTERN_COLUMNS: Final = (
    "pattern", "text", "observed", "statistic", "column", "from", "to", "accept_low",
    "accept_high", "source",
)  # fmt: skip
EVENT_COLUMNS: Final = ("at", "kind", "place", "count", "source_url", "confidence", "note")

DAY_COLUMNS: Final[dict[str, float]] = {
    "rung": float(TOP_RUNG), "barricades": 1e6, "crossings_closed": 1e6, "people_out": 1e9,
    "shots": 1e6, "injured": 1e6,
}  # fmt: skip
"""Columns that every table of observed days has beside ``date``, with the largest value of each."""

MORE_DAY_COLUMNS: Final[dict[str, float]] = {"killed": 1e6, "readiness": 3.0}
"""Columns that a table of observed days may have too."""

Argument = Literal["", "bound", "start", "hours", "hour", "hour?"]
"""What stands in ``from`` or ``to``: nothing; a bound of the column; another time of the run or a
local time; a number of hours; an hour of the day; the same, or nothing."""


class Statistic(NamedTuple):
    """What a statistic is asked.

    Attributes:
        of: what its column names: an outcome, a kind of event or a measure.
        start: what stands in ``from``.
        stop: what stands in ``to``.
    """

    of: Literal["outcome", "kind of event", "measure"]
    start: Argument = ""
    stop: Argument = ""


STATISTICS: Final[dict[str, Statistic]] = {
    "share_between": Statistic("outcome", "bound", "bound"),
    "share_at_least": Statistic("outcome", "bound"),
    "share_never": Statistic("outcome"),
    "share_of_happened_between": Statistic("outcome", "bound", "bound"),
    "share_within_hours": Statistic("outcome", "start", "hours"),
    "share_of_events_between_hours": Statistic("kind of event", "hour", "hour"),
    "median": Statistic("outcome"),
    "quantile_05": Statistic("outcome"),
    "quantile_95": Statistic("outcome"),
    "median_hours_between": Statistic("outcome", "start"),
    "night_to_day_ratio": Statistic("measure", "hour?", "hour?"),
}
"""Every statistic that a pattern can be stated in."""
