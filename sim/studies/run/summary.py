"""The summary of an ensemble: probabilities and outcomes, each with its Monte Carlo error."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from sim.analysis.bands import error_of_mean, error_of_share, share_at_least
from sim.analysis.event_times import event_times
from sim.analysis.outcomes import time_status
from sim.analysis.quantiles import quantiles
from sim.experiment.no_effect import NoEffect
from sim.results.plain_text import time_text
from sim.results.run import Ensemble
from sim.results.tables import CURVE_STATISTICS, Row
from sim.scenario.clock import Clock
from sim.scenario.measured import all_outcomes_of
from sim.terms.ladder import TOP_READINESS, TOP_RUNG
from sim.terms.outcomes import Outcome

_STATUSES: Final = ("happened", "never", "censored")
TIME: Final = "local time"
"""Unit of an outcome that is a time."""
NOT_REACHED: Final = "not reached"
"""In place of a quantile of times that fewer runs reach."""
TIME_OF_WORD: Final = {"concession_kind": "concession_time"}
"""The time that tells whether there is a word: both are known or neither."""


def complete_summary(
    ensemble: Ensemble, rows: Sequence[Row], no_effect: NoEffect | None
) -> dict[str, Any]:
    """The same as :func:`summarise_ensemble`, with what of the scenario has no effect.

    It is kept as ``read_by_nothing``; None where it is not known.
    """
    unread = no_effect.record() if no_effect else None
    return {**summarise_ensemble(ensemble, rows), "read_by_nothing": unread}


def summarise_ensemble(ensemble: Ensemble, rows: Sequence[Row]) -> dict[str, Any]:
    """Content of ``summary.json``.

    Shares carry an error sqrt(p(1 - p)/n) under the same name with ``_error``; an outcome's
    ``error`` is that of its mean, sd/sqrt(n), in hours for times. Times are over the ``runs`` in
    which they could come: one that did not counts as longer than the run, in the mean as long; see
    :mod:`sim.analysis.quantiles`. A count or amount happened where it is above zero.

    Args:
        ensemble: the runs; not empty.
        rows: their outcomes.
    """
    summary: dict[str, Any] = {
        "scenario": ensemble.scenario.name,
        "title": ensemble.scenario.title,
        "runs": len(rows),
        "seed": ensemble.seed,
    }
    summary |= _levels(rows)
    clock = ensemble.scenario.clock
    outcomes = all_outcomes_of(ensemble.scenario)
    times = [outcome.name for outcome in outcomes if outcome.kind == "time"]
    statuses = {name: Counter[str]() for name in times}
    for row in rows:
        for name, status in time_status(row, times).items():
            statuses[name][status] += 1
    summary["outcomes"] = {
        outcome.name: {
            "label": outcome.label,
            **_statistics(outcome, rows, clock),
            **_status_shares(outcome, rows, statuses),
        }
        for outcome in outcomes
    }
    return summary


def _levels(rows: Sequence[Row]) -> dict[str, Any]:
    """Shares of runs that reach each rung and each level of readiness, with their errors."""
    summary: dict[str, Any] = {}
    for name, column, top in (
        ("p_rung_at_least", "peak_rung", TOP_RUNG),
        ("p_rung_at_least_with_given", "peak_rung_with_given", TOP_RUNG),
        ("p_readiness_at_least", "peak_readiness", TOP_READINESS),
    ):
        levels = range(1, top + 1)
        shares = share_at_least([_number(row[column]) for row in rows], levels)
        summary[name] = {str(k): float(p) for k, p in zip(levels, shares, strict=True)}
        summary[f"{name}_error"] = {
            str(k): error_of_share(float(p), len(rows)) for k, p in zip(levels, shares, strict=True)
        }
    return summary


def _number(value: float | str | None) -> float:
    return value if isinstance(value, int | float) else float("nan")


def _statistics(outcome: Outcome, rows: Sequence[Row], clock: Clock) -> dict[str, Any]:
    """Mean, quantiles and error, with the number of runs they are of."""
    if outcome.kind == "time":
        return {"unit": TIME, **_of_times(outcome, rows, clock)}
    values = [row[outcome.name] for row in rows]
    statistics: dict[str, Any] = {"runs": len(rows), **dict.fromkeys((*CURVE_STATISTICS, "error"))}
    if outcome.kind == "word":
        counts = Counter(str(value) for value in values if value is not None)
        statistics["shares"] = {word: counts[word] / len(rows) for word in sorted(counts)}
    else:
        numbers = [_number(value) for value in values]
        points = [float(np.mean(numbers)), *quantiles(numbers).tolist()]
        statistics |= dict(zip(CURVE_STATISTICS, points, strict=True))
        statistics["error"] = error_of_mean(numbers)
    return {"unit": outcome.unit, **statistics}


def _of_times(outcome: Outcome, rows: Sequence[Row], clock: Clock) -> dict[str, Any]:
    times = event_times(rows, outcome.name, clock.n_ticks * clock.tick_hours)
    statistics: dict[str, Any] = {"runs": times.runs, **dict.fromkeys((*CURVE_STATISTICS, "error"))}
    if not times.runs:
        return statistics
    shown = [
        time_text(clock, point) if np.isfinite(point) else NOT_REACHED
        for point in times.quantiles().tolist()
    ]
    statistics |= dict(zip(CURVE_STATISTICS[1:], shown, strict=True))
    if times.came:
        statistics["mean"] = time_text(clock, times.mean)
        statistics["error"] = error_of_mean((*times.came, *times.not_yet))
    return statistics


def _status_shares(
    outcome: Outcome, rows: Sequence[Row], statuses: Mapping[str, Counter[str]]
) -> dict[str, float]:
    if outcome.kind in {"time", "word"}:
        counts = statuses[TIME_OF_WORD.get(outcome.name, outcome.name)]
    else:
        counts = Counter[str](
            "happened" if _number(row[outcome.name]) > 0 else "never" for row in rows
        )
    shares = {status: counts[status] / len(rows) for status in _STATUSES}
    return {**shares, "happened_error": error_of_share(shares["happened"], len(rows))}
