"""The null model: a script of independent random delays fitted to the observed hours.

It knows nothing of causes, and reproduces much of one episode by construction: what a model adds
is its skill over this on contrasts, where the null model predicts no difference at all, and on
other episodes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bands import Floats
from sim.analysis.key_events import Key, keys_of, observed_times
from sim.results.tables import Row
from sim.scenario.clock import Clock, parse_time
from sim.scenario.measured import all_outcomes_of
from sim.scenario.observed import Observed, ObservedEvent, Pattern
from sim.scenario.types import Scenario
from sim.terms.outcomes import OUTCOMES, Outcome

P_HAPPENS: Final = 0.9
"""Chance that a scripted event comes at all: one observation says only that it can."""
SIGMA_DELAY: Final = 0.15
"""Standard deviation of the logarithm of a delay: about 2 h on an event 12 h after the start."""
SIGMA_SIZE: Final = 0.5
"""Standard deviation of the logarithm of a size in people."""
SHOTS: Final = 2.0
"""Shooting incidents when shots are known but not their number: "several places"."""
LIKELY: Final = 0.5
"""Share accepted at least from which a pattern says that something did come."""
RUNG_STEPS: Final = (-1, 0, 1)
P_RUNG_STEPS: Final = (0.1, 0.8, 0.1)
BLOCKED_RUNG: Final = 3.0
SHUT_RUNG: Final = 4.0
"""Rungs of a road that is blocked and of a crossing that is closed."""
_LARGE: Final = 30.0
"""Medians above this are sizes of crowds and drawn log-normal; below they are Poisson counts."""


class Script(NamedTuple):
    """What the null model repeats.

    Attributes:
        hours: median delay from the start of the clock of each time column, in hours.
        sizes: median of each column of counts.
        rung: observed peak rung, None when no pattern tells it.
    """

    hours: Mapping[str, float]
    sizes: Mapping[str, float]
    rung: int | None


def fit(observed: Observed, scenario: Scenario) -> Script:
    """Read the script off what was observed.

    What has no observed hour comes in the middle of the window a pattern accepts. A count is the
    number in the words of what was observed, such as 200 in "about 200"; where the words hold
    none, the geometric middle of what is accepted.

    Args:
        observed: patterns and dated events of one episode.
        scenario: gives the hours since the start, and what outcomes there are.
    """
    clock = scenario.clock
    outcomes = {outcome.name: outcome for outcome in all_outcomes_of(scenario)}
    times = _times(observed.events, keys_of(scenario))
    hours = {name: clock.hours(at) for name, at in times.items() if name in outcomes}
    for pattern in observed.patterns:
        middle = _middle(pattern, outcomes, hours, clock)
        if middle is not None:
            hours.setdefault(pattern.column, middle)
    sizes = _counts(observed.patterns, outcomes)
    if "shots" in times:
        sizes["shot_incidents"] = max(sizes.get("shot_incidents", 0.0), SHOTS)
    rungs = (p.observed for p in observed.patterns if p.column == "peak_rung")
    rung = next((int(words) for words in rungs if words.isdigit()), None)
    return Script({name: late for name, late in hours.items() if late > 0}, sizes, rung)


def _middle(
    pattern: Pattern, outcomes: Mapping[str, Outcome], hours: Mapping[str, float], clock: Clock
) -> float | None:
    """Middle of the window in which a pattern says something comes, None when it says none."""
    column = outcomes.get(pattern.column)
    if column is None or column.kind != "time":
        return None
    if pattern.statistic == "median_hours_between" and pattern.start in hours:
        low, high = pattern.accept_low or 0.0, pattern.accept_high or 0.0
        return hours[pattern.start] + float(np.sqrt(low * high))
    if pattern.statistic == "share_between" and (pattern.accept_low or 0.0) >= LIKELY:
        return (clock.hours(parse_time(pattern.start)) + clock.hours(parse_time(pattern.stop))) / 2
    if pattern.statistic == "share_within_hours" and (pattern.accept_low or 0.0) >= LIKELY:
        is_column = pattern.start in outcomes
        start = hours.get(pattern.start) if is_column else clock.hours(parse_time(pattern.start))
        return None if start is None else start + float(pattern.stop) / 2
    return None


def _counts(patterns: Iterable[Pattern], outcomes: Mapping[str, Outcome]) -> dict[str, float]:
    """Median of each column of counts."""
    sizes: dict[str, float] = {}
    for pattern in patterns:
        column = outcomes.get(pattern.column)
        if column is None or column.kind != "count" or column.name == "peak_rung":
            continue
        if pattern.statistic == "median":
            sizes[column.name] = _size(pattern)
        else:
            sizes.setdefault(column.name, _number(pattern.observed) or 0.0)
    return sizes


def _times(events: Iterable[ObservedEvent], keys: Mapping[str, Key]) -> dict[str, datetime]:
    """Observed time of each column that the observed events can date."""
    dated = list(events)
    times = observed_times(dated, keys)
    first = [e.at for e in dated if e.at is not None and e.kind == "crossing_closed"]
    last = [
        e.at
        for e in dated
        if e.at is not None and e.kind in {"barricade_removed", "crossing_opened"}
    ]
    if first:
        times["first_crossing_closed_time"] = min(first)
    if last:
        times["first_calm_time"] = times["crisis_end_time"] = max(last)
    if "shots" in times:
        times["peak_time"] = times["shots"]
    return times


def _size(pattern: Pattern) -> float:
    number = _number(pattern.observed)
    if number is not None:
        return number
    low, high = pattern.accept_low or 0.0, pattern.accept_high or 0.0
    return float(np.sqrt(low * high))


def _number(words: str) -> float | None:
    found = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    return float(found[0].replace(",", "")) if found else None


def null_rows(
    script: Script, *, n_runs: int, seed: int, named: Sequence[Outcome] = ()
) -> list[Row]:
    """Rows like those of ``runs.csv``, drawn from a script; what it does not tell is 0 or never.

    Chance is a NumPy generator of its own (PCG64 of ``seed``), used in the order of the columns:
    the null model is no realisation of the model, and shares no draws with it.
    """
    rng = np.random.default_rng(seed)  # noqa: TID251 - not the model's chance, see above
    columns: dict[str, Sequence[float | None]] = {}
    outcomes = (*OUTCOMES, *named)
    for name in (outcome.name for outcome in outcomes):
        if name in script.hours:
            delays = script.hours[name] * rng.lognormal(0.0, SIGMA_DELAY, n_runs)
            comes = rng.random(n_runs) < P_HAPPENS
            columns[name] = [
                float(delay) if come else None for delay, come in zip(delays, comes, strict=True)
            ]
        elif name == "peak_rung" and script.rung is not None:
            steps = rng.choice(RUNG_STEPS, n_runs, p=P_RUNG_STEPS)
            columns[name] = [float(min(max(script.rung + step, 0), 8)) for step in steps]
        elif script.sizes.get(name, 0.0) > 0:
            median = script.sizes[name]
            is_crowd = median > _LARGE
            columns[name] = (
                np.round(median * rng.lognormal(0.0, SIGMA_SIZE, n_runs)).tolist()
                if is_crowd
                else rng.poisson(median, n_runs).astype(np.float64).tolist()
            )
    return [_row(number, outcomes, columns) for number in range(n_runs)]


def _row(
    number: int, outcomes: Sequence[Outcome], columns: Mapping[str, Sequence[float | None]]
) -> Row:
    row: Row = {"run": number}
    for outcome in outcomes:
        name, empty = outcome.name, None if outcome.kind in {"time", "word"} else 0.0
        row[name] = columns[name][number] if name in columns else empty
    return row


def null_daily(rows: Sequence[Row], days: Floats) -> dict[str, Floats]:
    """What a script says of each day: the same daily columns as of runs.

    Barricades and people stand at their peak from the first barricade to the last, closed crossings
    from the first closure to the end of the crisis, or with the barricades where the script has no
    hour of theirs. Shots, injured and killed fall on the day of the peak, or else of the first
    barricade; the army is at its highest readiness as long as barricades stand.

    Args:
        rows: from :func:`null_rows`; not empty.
        days: start and end of each day, hours since the start of the clock, shape (day, 2).

    Returns:
        Rung, barricades, crossings_closed, people_out, shots, injured, killed and readiness, shape
        (run, day) each.
    """
    start, gone = _hours(rows, "first_barricade_time"), _hours(rows, "barricades_gone_time")
    shut, opened = _hours(rows, "first_crossing_closed_time"), _hours(rows, "crisis_end_time")
    if np.isnan(shut).all():
        shut, opened = start, gone
    peak_time = np.where(np.isnan(at := _hours(rows, "peak_time")), start, at)
    first, end = days[:, 0], days[:, 1]
    is_up, is_shut = _overlaps(start, gone, days), _overlaps(shut, opened, days)
    is_peak = ((peak_time[:, None] >= first) & (peak_time[:, None] < end)).astype(np.float64)
    standing = np.where(is_shut, SHUT_RUNG, np.where(is_up, BLOCKED_RUNG, 0.0))
    at_end = (is_up & ~(gone[:, None] <= end)).astype(np.float64)
    shut_at_end = (is_shut & ~(opened[:, None] <= end)).astype(np.float64)
    return {
        "rung": np.maximum(standing, is_peak * _counted(rows, "peak_rung")),
        "barricades": at_end * _counted(rows, "barricades_peak"),
        "crossings_closed": shut_at_end * np.maximum(_counted(rows, "crossings_closed_peak"), 1.0),
        "people_out": is_up.astype(np.float64) * _counted(rows, "people_out_peak"),
        "shots": is_peak * _counted(rows, "shot_incidents"),
        "injured": is_peak * _counted(rows, "injured"),
        "killed": is_peak * _counted(rows, "killed"),
        "readiness": at_end * _counted(rows, "peak_readiness"),
    }


def _hours(rows: Sequence[Row], column: str) -> Floats:
    """A column of times, shape (run,); NaN where it never comes."""
    values = (row[column] for row in rows)
    return np.array([v if isinstance(v, int | float) else np.nan for v in values], np.float64)


def _counted(rows: Sequence[Row], column: str) -> Floats:
    """A column of counts, shape (run, 1)."""
    return np.nan_to_num(_hours(rows, column))[:, None]


def _overlaps(start: Floats, end: Floats, days: Floats) -> NDArray[np.bool_]:
    """Whether each run's window touches each day; a window without an end goes on."""
    begun = start[:, None] < days[:, 1]
    return begun & ~(end[:, None] <= days[:, 0]) & ~(end <= start)[:, None]
