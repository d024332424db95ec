"""The page of a fork: both futures on one map, what differs in words, a picture and a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from sim.analysis.event_words import names_of
from sim.report.page.frames import frames_of
from sim.report.page.map_data import map_data, side_data
from sim.report.page.study_page import Table
from sim.report.page.telling import telling_runs
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.loaded import Loaded
from sim.studies.fork.differences import ForkDifference

MOST_SHOWN = 12
"""Pairs of futures that are shown one by one."""


def map_of_futures(
    loaded: Loaded, futures: tuple[Sequence[Run], Sequence[Run]], rows: Sequence[Row]
) -> Mapping[str, Any] | None:
    """Both futures for one map; None where the runs have nothing for it.

    Args:
        loaded: the scenario as it was.
        futures: runs as they were, and otherwise, in the same order.
        rows: outcomes as they were.
    """
    if any(run.tracks is None for runs in futures for run in runs):
        return None
    names, frames = names_of(loaded), frames_of(loaded.scenario.clock)
    told = telling_runs(rows, MOST_SHOWN)
    data = map_data(loaded, futures[0], told, frames, names)
    return data | {"other": side_data(futures[1], told, frames, names)}


def outcomes_table(difference: ForkDifference) -> Table:
    """Every outcome of both futures, those that differ first."""
    pairs = sorted(difference.outcomes, key=lambda told: told.is_same)
    rows = [(told.outcome.label, *told.words, "" if told.is_same else "differs") for told in pairs]
    return Table("Outcomes", ("outcome", "as it was", "otherwise", ""), rows)
