"""The page of a sweep: what comes at its ends, a picture, and every setting as a table."""

import math
from collections.abc import Sequence

from sim.analysis.event_words import Names
from sim.report.page.outcome_words import query_words
from sim.report.page.sentences import time_words
from sim.report.page.setting_words import path_words, value_words
from sim.report.page.study_page import Table
from sim.studies.sweep.axes import Axis
from sim.studies.sweep.estimates import Estimate, GridPoint
from sim.studies.sweep.tables import grid_settings
from sim.terms.words import number_words, with_error, words


def axis_words(axis: Axis, names: Names) -> str:
    """What is varied."""
    return path_words(axis.path, names)


def found_words(
    axes: Sequence[Axis], outcomes: Sequence[Sequence[GridPoint]], names: Names
) -> list[str]:
    """Of each outcome what it is at the first and at the last setting."""
    language = names.language
    low, high = (_set_to(axes, grid_settings(axes)[n], names) for n in (0, -1))
    found = [words("sweep_ends", language, low=low, high=high)]
    for points in outcomes:
        label = query_words(points[0].outcome, language)
        first, last = (estimate_words(points[n].here, points[n], names) for n in (0, -1))
        told = {"label": label[:1].upper() + label[1:], "first": first, "last": last}
        found.append(words("sweep_found", language, **told))
    return found


def beyond_words(axes: Sequence[Axis], names: Names) -> list[str]:
    """What is varied beyond what is believed, and what runs of the case draw by themselves."""
    notes: list[str] = []
    for axis in axes:
        if axis.declared is None:
            continue
        low, high = axis.declared
        told = {
            "label": axis_words(axis, names),
            "low": number_words(low, names.language), "high": number_words(high, names.language),
        }  # fmt: skip
        if axis.is_beyond:
            notes.append(words("beyond", names.language, **told))
        if axis.is_drawn:
            notes.append(words("fixed_here", names.language, **told))
    return notes


def points_table(
    axes: Sequence[Axis], outcomes: Sequence[Sequence[GridPoint]], names: Names
) -> Table:
    """Every setting with mean and Monte Carlo error of each outcome that is shown."""
    language = names.language
    heads = [axis_words(axis, names) for axis in axes]
    heads += [query_words(points[0].outcome, language) for points in outcomes]
    rows = [
        [
            *(value_words(text, language) for text in setting),
            *(estimate_words(o[number].here, o[number], names) for o in outcomes),
        ]
        for number, setting in enumerate(grid_settings(axes))
    ]
    bars = [
        [*[math.nan] * (len(axes) - 1), *(_part(points, number) for points in outcomes)]
        for number in range(len(rows))
    ]
    return Table(words("points_table", language), heads, rows, bars=bars)


def _part(points: Sequence[GridPoint], number: int) -> float:
    """A mean as a part of the largest of its outcome, a share as it is; NaN where that fails.

    Where one point has few with any, the bars of all are shares of runs: a column has one unit.
    """
    means = [point.here.mean for point in points]
    if any(point.is_rare for point in points):
        return (points[number].nonzero or 0) / points[number].runs
    most = 1.0 if points[0].outcome.unit == "share" else max(means)
    return means[number] / most if most > 0 and min(means) >= 0 else math.nan


def _set_to(axes: Sequence[Axis], setting: Sequence[str], names: Names) -> str:
    language = names.language
    parts = (
        words("set_to", language, label=axis_words(axis, names), value=value_words(text, language))
        for axis, text in zip(axes, setting, strict=True)
    )
    return f" {words('and', language)} ".join(parts)


def estimate_words(estimate: Estimate, point: GridPoint, names: Names) -> str:
    """An estimate: runs of those that were made, a local time or a mean, with its error."""
    outcome, language = point.outcome, names.language
    if point.is_rare:
        return words("any_in", language, count=point.nonzero, n=point.runs)
    if outcome.unit == "share":
        count = round(estimate.mean * point.runs)
        return words("of_runs", language, count=count, n=point.runs)
    mean, error = with_error(estimate.mean, estimate.error, language)
    if outcome.is_time:
        text = f"{time_words(names.clock, estimate.mean, language)} ± {error} h"
    else:
        text = f"{mean} ± {error}"
    return words("at_least", language, value=text) if point.censored else text
