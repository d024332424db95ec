"""Words of the tables of what was observed: their columns, and what a pattern can be stated in."""

from typing import Final, Literal, NamedTuple

from sim.terms.columns import Column
from sim.terms.ladder import TOP_RUNG

PATTERNS: Final[dict[str, Column]] = {
    "pattern": Column("short name of the pattern", example="B1"),
    "text": Column("the pattern in words", needed=False, example="a barricade by evening"),
    "observed": Column("what was observed, in words", needed=False, example="about 17:45"),
    "statistic": Column("statistic over runs, of the table of statistics", example="share_between"),
    "column": Column("outcome, kind of event or measure of which it is taken",
                     example="first_barricade_time"),
    "from": Column("first argument of the statistic, as it asks", "hour", needed=False,
                   example="2030-05-04 14:00"),
    "to": Column("second argument, as it asks", "hour", needed=False, example="2030-05-04 22:00"),
    "accept_low": Column("least value that is accepted as reproducing it; open when empty",
                         "number", needed=False, example="0.7"),
    "accept_high": Column("largest value that is accepted; open when empty", "number",
                          needed=False, example="0.995"),
    "source": Column("where it is known from", needed=False, example="https://..."),
}  # fmt: skip
"""Columns of a table of patterns."""
EVENTS: Final[dict[str, Column]] = {
    "at": Column("local time; empty where no source gives it", "time", needed=False,
                 example="2030-05-04 17:45"),
    "kind": Column("kind of event", example="barricade_built"),
    "place": Column("place, site or municipality of the world", needed=False,
                    example="old_bridge"),
    "count": Column("number of it, such as people; empty where no source gives it", "number",
                    low=0, needed=False, example="20"),
    "source_url": Column("where it is known from", needed=False, example="https://..."),
    "confidence": Column("how sure that is, in a word", needed=False, example="medium"),
    "note": Column("anything else, in words", needed=False, example="number not found"),
}  # fmt: skip
"""Columns of a table of observed events."""
PATTERN_COLUMNS: Final = tuple(PATTERNS)
EVENT_COLUMNS: Final = tuple(EVENTS)


def _a_day(meaning: str, unit: str, high: float) -> Column:
    return Column(meaning, "number", unit, 0, high, needed=False, example="2")


DAYS: Final[dict[str, Column]] = {
    "date": Column("the day", "day", example="2030-05-04"),
    "rung": _a_day("highest rung of the day", "rung", float(TOP_RUNG)),
    "barricades": _a_day("barricades standing at the end of the day", "barricades", 1e6),
    "crossings_closed": _a_day("crossings closed at the end of the day", "crossings", 1e6),
    "people_out": _a_day("most people out", "people", 1e9),
    "shots": _a_day("shooting incidents of the day", "incidents", 1e6),
    "injured": _a_day("people injured on the day", "people", 1e6),
}
"""Columns that every table of observed days has; what nobody knows is empty."""
MORE_DAYS: Final[dict[str, Column]] = {
    "killed": _a_day("people killed on the day", "people", 1e6),
    "readiness": _a_day("readiness of a patron's forces at the end of the day", "level", 3.0),
}
"""Columns that it may have too."""
DAY_COLUMNS: Final[dict[str, float]] = {
    name: one.high for name, one in DAYS.items() if one.form == "number"
}
"""Columns of numbers of every table of observed days, with the largest value of each."""
MORE_DAY_COLUMNS: Final[dict[str, float]] = {name: one.high for name, one in MORE_DAYS.items()}
"""The same of columns that it may have too."""

Argument = Literal["", "bound", "start", "hours", "hour", "hour?"]
"""What stands in ``from`` or ``to``: nothing; a bound of the column; another time of the run or a
local time; a number of hours; an hour of the day; the same, or nothing."""


class Statistic(NamedTuple):
    """What a statistic is asked.

    Attributes:
        meaning: what it is.
        of: what its column names: an outcome, a kind of event or a measure.
        start: what stands in ``from``.
        stop: what stands in ``to``.
    """

    meaning: str
    of: Literal["outcome", "kind of event", "measure"]
    start: Argument = ""
    stop: Argument = ""


STATISTICS: Final[dict[str, Statistic]] = {
    "share_between": Statistic(
        "share of all runs with the column in [from, to]; for times in [from, to)",
        "outcome", "bound", "bound"),
    "share_at_least": Statistic("share of all runs with the column at from or above",
                                "outcome", "bound"),
    "share_never": Statistic("share of all runs in which it did not happen before the run ended",
                             "outcome"),
    "share_of_happened_between": Statistic(
        "as share_between, of the runs in which it happened", "outcome", "bound", "bound"),
    "share_within_hours": Statistic(
        "share of all runs in which it came at most `to` hours after `from`, or before it",
        "outcome", "start", "hours"),
    "share_of_events_between_hours": Statistic(
        "share of all events of a kind, given ones left out, between two hours of the day",
        "kind of event", "hour", "hour"),
    "median": Statistic("median over runs; of times over those in which it could come, whether "
                        "it came or not", "outcome"),
    "quantile_05": Statistic("5 % quantile over the same runs", "outcome"),
    "quantile_95": Statistic("95 % quantile over the same runs", "outcome"),
    "median_hours_between": Statistic(
        "median hours from `from` to the column, over the runs in which `from` came",
        "outcome", "start"),
    "night_to_day_ratio": Statistic(
        "median over runs of the fullest night's mean relative to the peak by day; night is "
        "`from` to `to`, 00:00 to 06:00 when empty", "measure", "hour?", "hour?"),
}  # fmt: skip
"""Every statistic that a pattern can be stated in."""
