"""A sweep as text: a short table for a terminal, and the tidy tables that are written."""

from collections.abc import Sequence
from itertools import product
from typing import Any, Final

from sim.analysis.outcome_queries import order_words
from sim.report.records import cell
from sim.results.plain_text import aligned, csv_text
from sim.results.tables import RUN_COLUMNS, Row
from sim.scenario.clock import Clock
from sim.studies.sweep.axes import Axis
from sim.studies.sweep.estimates import Estimate, GridPoint, time_words
from sim.terms.outcomes import Outcome

STATISTICS: Final = (
    "outcome", "unit", "mean", "error", "low", "high", "change", "change_low", "change_high",
    "runs", "occurred", "censored", "differ", "clear",
)  # fmt: skip
MOST_LINES: Final = 40
AT_LEAST: Final = "≥"
"""Before the mean of what the end of the runs cuts off."""


def sweep_lines(
    axes: Sequence[Axis], outcomes: Sequence[Sequence[GridPoint]], clock: Clock, reference: int
) -> list[str]:
    """One line a point, with mean and Monte Carlo error of each outcome; not more than a screen."""
    settings = grid_settings(axes)
    head = [
        *(axis.path.rpartition(".")[2] for axis in axes),
        *(o[0].outcome.text for o in outcomes),
    ]
    table = [head]
    for number, setting in enumerate(settings[:MOST_LINES]):
        star = "*" if number == reference else ""
        cells = [estimate_words(points[number].here, points[number], clock) for points in outcomes]
        table.append([*setting[:-1], f"{setting[-1]}{star}", *cells])
    lines = aligned(table).split("\n")
    if len(settings) > MOST_LINES:
        lines.append(f"... and {len(settings) - MOST_LINES} more points in the table")
    lines.append("mean ± standard error; * the scenario's own value, or nearest to it")
    if any(point.censored for points in outcomes for point in points):
        lines.append(f"{AT_LEAST}: runs end before it came or ceased, and count to their end")
    lines += [order_words(o[0].outcome) for o in outcomes if o[0].outcome.is_mean_of_order]
    return lines


def estimate_words(estimate: Estimate, point: GridPoint, clock: Clock) -> str:
    """An estimate with its Monte Carlo error."""
    outcome = point.outcome
    if point.is_rare:
        return f"any in {point.nonzero} of {point.runs} runs"
    least = f"{AT_LEAST} " if point.censored else ""
    if outcome.is_time:
        return f"{least}{time_words(clock, estimate.mean)} ±{estimate.error:.1f} h"
    if outcome.unit == "share":
        return f"{100 * estimate.mean:.0f} % ±{100 * estimate.error:.0f}"
    return f"{least}{estimate.mean:.3g} ±{estimate.error:.2g}"


def sweep_records(axes: Sequence[Axis], points: Sequence[GridPoint]) -> list[dict[str, Any]]:
    """One record for each point and outcome; times are hours since the start of the clock."""
    settings = grid_settings(axes)
    numeric = [axis.numbers for axis in axes]
    records: list[dict[str, Any]] = []
    for point in points:
        varied: dict[str, Any] = {
            axis.path: float(text) if numbers else text
            for axis, numbers, text in zip(axes, numeric, settings[point.point], strict=True)
        }
        here, change = point.here, point.change
        values = (
            point.outcome.text, point.outcome.unit, here.mean, here.error, here.low, here.high,
            change.mean, change.low, change.high, point.runs, point.occurred,
            point.censored, point.differ, point.is_clear,
        )  # fmt: skip
        records.append(
            {"point": point.point, **varied, **dict(zip(STATISTICS, values, strict=True))}
        )
    return records


def sweep_runs_csv(
    axes: Sequence[Axis], rows: Sequence[Sequence[Row]], more: Sequence[Outcome] = ()
) -> str:
    """Text of ``runs.csv``: one line for each run of each point, times in hours from the start.

    Args:
        axes: what was varied.
        rows: outcomes of each run of each point.
        more: outcomes behind those of every case.
    """
    columns = (*RUN_COLUMNS, *(outcome.name for outcome in more))
    header = ("point", *(axis.path for axis in axes), *columns)
    lines = (
        [str(number), *setting, *(cell(row[name]) for name in columns)]
        for number, (setting, of_point) in enumerate(zip(grid_settings(axes), rows, strict=True))
        for row in of_point
    )
    return csv_text(header, lines)


def grid_settings(axes: Sequence[Axis]) -> list[tuple[str, ...]]:
    """The values of each point, the last axis fastest."""
    return list(product(*(axis.texts for axis in axes)))
