"""Statistics over runs that patterns are stated in, each with its Monte Carlo error."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import Floats
from sim.analysis.event_times import EventTimes, event_times
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.clock import Clock, parse_time
from sim.scenario.measured import all_outcomes_of
from sim.scenario.types import Scenario
from sim.studies.validate.estimates import Estimate, quantile, ratio, share
from sim.terms.events import occurrences
from sim.terms.kinds import KINDS
from sim.terms.measures import NAMES
from sim.terms.outcomes import BY_NAME, Outcome

NIGHT: Final = (0.0, 6.0)
DAY: Final = (6.0, 22.0)
"""Hours of the day counted as night and as day; the late evening is neither."""


class Evidence(NamedTuple):
    """What patterns are tested on.

    Attributes:
        rows: outcomes of each run; not empty.
        clock: tells local times.
        runs: the runs themselves; empty where only their outcomes are known, as of a null model.
        outcomes: what the columns of the rows are, by name.
    """

    rows: Sequence[Row]
    clock: Clock
    runs: Sequence[Run]
    outcomes: Mapping[str, Outcome] = BY_NAME


def evidence_of(rows: Sequence[Row], scenario: Scenario, runs: Sequence[Run] = ()) -> Evidence:
    """What patterns of a scenario are tested on.

    Args:
        rows: outcomes of each run; not empty.
        scenario: gives the clock, and what the outcomes are.
        runs: the runs themselves, where they are known.
    """
    outcomes = {outcome.name: outcome for outcome in all_outcomes_of(scenario)}
    return Evidence(rows, scenario.clock, runs, outcomes)


class Question(NamedTuple):
    """What a statistic is asked: of which column, with which two arguments as written."""

    column: str
    start: str
    stop: str


def _share_between(evidence: Evidence, asked: Question) -> Estimate:
    """Share of all runs with the column in [from, to]; for times in [from, to)."""
    return share(_is_between(_values(evidence, asked.column), evidence, asked))


def _share_of_happened_between(evidence: Evidence, asked: Question) -> Estimate:
    """The same, as a share of the runs in which it happened."""
    return share(_is_between(_known(evidence, asked.column), evidence, asked))


def _is_between(values: Sequence[float | None], evidence: Evidence, asked: Question) -> list[bool]:
    low, high = (_point(text, asked.column, evidence) for text in asked[1:])
    if evidence.outcomes[asked.column].kind == "time":
        return [value is not None and low <= value < high for value in values]
    return [value is not None and low <= value <= high for value in values]


def _share_at_least(evidence: Evidence, asked: Question) -> Estimate:
    """Share of all runs with the column at ``from`` or above."""
    low = _point(asked.start, asked.column, evidence)
    return share([v is not None and v >= low for v in _values(evidence, asked.column)])


def _share_never(evidence: Evidence, asked: Question) -> Estimate:
    """Share of all runs in which it did not happen before the run ended."""
    return share([value is None for value in _values(evidence, asked.column)])


def _share_within_hours(evidence: Evidence, asked: Question) -> Estimate:
    """Share of all runs in which it came at most ``to`` hours after ``from``, or before it.

    ``from`` is another time of the run, which must have come too, or a local time.
    """
    hours = _float(asked.stop)
    gaps = _gaps(evidence, asked)
    return share([gap is not None and gap <= hours for gap in gaps])


def _median_hours_between(evidence: Evidence, asked: Question) -> Estimate:
    """Median hours from ``from`` to the column, over the runs in which ``from`` came.

    Where the column has not come by the end, it has lasted at least until then (Kaplan-Meier).
    """
    end = evidence.clock.n_ticks * evidence.clock.tick_hours
    gaps = _gaps(evidence, asked)
    came = tuple(gap for gap in gaps if gap is not None)
    begun = zip(_starts(evidence, asked), gaps, strict=True)
    not_yet = tuple(end - start for start, gap in begun if start is not None and gap is None)
    return quantile(EventTimes(came, not_yet), 0.5)


def _gaps(evidence: Evidence, asked: Question) -> list[float | None]:
    pairs = zip(_starts(evidence, asked), _values(evidence, asked.column), strict=True)
    return [None if start is None or end is None else end - start for start, end in pairs]


def _starts(evidence: Evidence, asked: Question) -> Sequence[float | None]:
    """Hours from which is counted, of each run: another time of it, or a local time."""
    if asked.start in evidence.outcomes:
        return _values(evidence, asked.start)
    return [_point(asked.start, asked.column, evidence)] * len(evidence.rows)


def _median(evidence: Evidence, asked: Question) -> Estimate:
    """Median over runs; of times over those in which it could come, whether it came or not."""
    return quantile(_times(evidence, asked.column), 0.5)


def _quantile_05(evidence: Evidence, asked: Question) -> Estimate:
    """5 % quantile over the same runs."""
    return quantile(_times(evidence, asked.column), 0.05)


def _quantile_95(evidence: Evidence, asked: Question) -> Estimate:
    """95 % quantile over the same runs."""
    return quantile(_times(evidence, asked.column), 0.95)


def _times(evidence: Evidence, column: str) -> EventTimes:
    """Values of a column, with the runs in which a time has not come."""
    values = _values(evidence, column)
    if evidence.outcomes[column].kind != "time":
        return _all_known(values)
    return event_times(evidence.rows, column, evidence.clock.n_ticks * evidence.clock.tick_hours)


def _all_known(values: Sequence[float | None]) -> EventTimes:
    return EventTimes(tuple(value for value in values if value is not None), ())


def _share_of_events_between_hours(evidence: Evidence, asked: Question) -> Estimate:
    """Share of all events of a kind, given ones left out, between two hours of the day."""
    _one_of(asked.column, KINDS, "kind of event")
    low, high = _hour(asked.start), _hour(asked.stop)
    hours = local_hours(evidence.clock)
    parts: list[int] = []
    wholes: list[int] = []
    for run in evidence.runs:
        own = (e for e in occurrences(run.events) if e.kind == asked.column and not e.given)
        ticks = [e.tick for e in own]
        parts.append(int(_is_within(hours[ticks], low, high).sum()) if ticks else 0)
        wholes.append(len(ticks))
    return ratio(parts, wholes)


def _night_to_day_ratio(evidence: Evidence, asked: Question) -> Estimate:
    """Median over runs of the fullest night's mean relative to the peak by day.

    Night is 00:00-06:00 unless ``from`` and ``to`` say otherwise, day is 06:00-22:00; runs in
    which the measure never rises above zero by day are left out.
    """
    _one_of(asked.column, evidence.runs[0].names if evidence.runs else NAMES, "measure")
    clock = evidence.clock
    low, high = (_hour(asked.start), _hour(asked.stop)) if asked.start else NIGHT
    hours = local_hours(clock)
    is_night, is_day = _is_within(hours, low, high), _is_within(hours, *DAY)
    nights = np.cumsum(np.diff(is_night, prepend=False) & is_night)
    ratios: list[float] = []
    for run in evidence.runs:
        curve = run.measure(asked.column).astype(np.float64)
        peak = float(curve[is_day].max(initial=0.0))
        if peak > 0:
            sums = np.bincount(nights[is_night], weights=curve[is_night], minlength=1)
            lengths = np.bincount(nights[is_night], minlength=1)
            ratios.append(float((sums / np.maximum(lengths, 1)).max()) / peak)
    return quantile(_all_known(ratios), 0.5)


def local_hours(clock: Clock) -> Floats:
    """Local hour of the day [0..24) at each tick, shape (tick,)."""
    times = [clock.local(tick) for tick in range(clock.n_ticks)]
    return np.array([time.hour + time.minute / 60 for time in times])


def _is_within(hours: Floats, low: float, high: float) -> np.ndarray:
    """Whether hours of the day lie in [low, high), which may run past midnight."""
    if low <= high:
        return (hours >= low) & (hours < high)
    return (hours >= low) | (hours < high)


def _values(evidence: Evidence, column: str) -> list[float | None]:
    _one_of(column, [n for n, one in evidence.outcomes.items() if one.kind != "word"], "column")
    values = (row[column] for row in evidence.rows)
    return [value if isinstance(value, int | float) else None for value in values]


def _known(evidence: Evidence, column: str) -> list[float]:
    return [value for value in _values(evidence, column) if value is not None]


def _one_of(word: str, words: Sequence[str] | dict[str, object] | object, what: str) -> None:
    if word not in words:  # pyright: ignore[reportOperatorIssue]
        message = f"column = {word!r}: no such {what}"
        raise ValueError(message)


def _point(text: str, column: str, evidence: Evidence) -> float:
    """A bound as a number: hours since the start of the clock for a column of times."""
    outcome = evidence.outcomes.get(column)
    if outcome is None or outcome.kind != "time":
        return _float(text)
    try:
        return evidence.clock.hours(parse_time(text))
    except ValueError:
        message = f'{text!r} is not a local time; write one such as "2022-07-31 17:30"'
        raise ValueError(message) from None


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        message = f"{text!r} is not a number"
        raise ValueError(message) from None


def _hour(text: str) -> float:
    """Hour of the day from "06:00"."""
    hour, colon, minute = text.partition(":")
    if not (colon and hour.isdigit() and minute.isdigit()):
        message = f'{text!r} is not an hour of the day; write one such as "06:00"'
        raise ValueError(message)
    return int(hour) + int(minute) / 60


STATISTICS: Final[dict[str, Callable[[Evidence, Question], Estimate]]] = {
    "share_between": _share_between,
    "share_at_least": _share_at_least,
    "share_never": _share_never,
    "share_of_happened_between": _share_of_happened_between,
    "share_within_hours": _share_within_hours,
    "share_of_events_between_hours": _share_of_events_between_hours,
    "median": _median,
    "quantile_05": _quantile_05,
    "quantile_95": _quantile_95,
    "median_hours_between": _median_hours_between,
    "night_to_day_ratio": _night_to_day_ratio,
}
"""Every statistic a pattern may use."""
