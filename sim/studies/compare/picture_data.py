"""The numbers behind the picture of one comparison, ready to be drawn."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.time_axis import TimeAxis, shown_until, time_axis
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.studies.compare.difference_curves import CurveDifference
from sim.studies.compare.differences import EndpointDifference
from sim.terms.outcomes import BY_NAME
from sim.terms.words import ENGLISH

KEY: Final[tuple[tuple[str, str], ...]] = (
    ("peak_rung>=3", "share"),
    ("peak_rung>=5", "share"),
    ("peak_rung>=6", "share"),
    ("peak_readiness>=1", "share"),
    ("shot_incidents", "mean"),
    ("injured", "mean"),
    ("killed", "mean"),
    ("first_barricade_time", "hours"),
    ("barricades_peak", "mean"),
    ("blocked_hours", "mean"),
    ("crossings_closed_peak", "mean"),
    ("people_out_peak", "mean"),
    ("hours_at_rung_3_or_more", "mean"),
    ("crisis_end_time", "hours"),
    ("crisis_end_time", "missing"),
)
"""Outcome and statistic of what is drawn as a lane of every case, from top to bottom."""
ALWAYS: Final = frozenset({"injured", "killed"})
"""Outcomes that have a lane even where nobody is hurt in any run."""


class Page(NamedTuple):
    """What the picture of one variant shows.

    Attributes:
        title: title of the variant.
        base: title of the base.
        runs: number of pairs of runs.
        seed: seed of all runs.
        n_sets: parameter sets that the runs take in turn; 0 when there is only one.
        compared: number of differences that were looked at together.
        clock: tells local times.
        axis: the time axis, with a value every hour.
        curves: measures over time, cut where the axis ends.
        lanes: the key differences.
        language: of the words.
    """

    title: str
    base: str
    runs: int
    seed: int
    n_sets: int
    compared: int
    clock: Clock
    axis: TimeAxis
    curves: Mapping[str, CurveDifference]
    lanes: tuple[EndpointDifference, ...]
    language: str = ENGLISH


def keys_of(every: Sequence[EndpointDifference]) -> tuple[tuple[str, str], ...]:
    """Outcome and statistic of the lanes of a comparison: of all variants the same.

    Those of every case, and those that the scenario names and says which way is better; left out
    is what comes in no run of any arm.

    Args:
        every: the differences of all variants.
    """
    named = dict.fromkeys(
        (one.endpoint.outcome, one.endpoint.statistic)
        for one in every
        if one.endpoint.column not in BY_NAME
        and one.endpoint.better
        and one.endpoint.statistic in {"mean", "hours"}
    )
    seen = {
        (one.endpoint.outcome, one.endpoint.statistic)
        for one in every
        if one.differ or np.nan_to_num(one.base) or np.nan_to_num(one.value)
    }
    return tuple(key for key in (*KEY, *named) if key in seen or key[0] in ALWAYS)


def key_lanes(
    found: Sequence[EndpointDifference],
    keys: Sequence[tuple[str, str]] = KEY,
    beside: Sequence[EndpointDifference] = (),
) -> tuple[EndpointDifference, ...]:
    """The key differences of one variant, in their order: of rare counts the share with any.

    Args:
        found: every difference of the variant.
        keys: outcome and statistic of each lane, from :func:`keys_of`.
        beside: differences of all variants that share an axis: what is rare in one of them is told
            as a share of all, since no axis has two units.
    """
    by_key = {(one.endpoint.outcome, one.endpoint.statistic): one for one in found}
    rare = {one.endpoint.outcome for one in beside or found if one.is_rare}
    return tuple(
        by_key[(f"{outcome}>=1", "share") if outcome in rare else (outcome, statistic)]
        for outcome, statistic in keys
    )


class Arms(NamedTuple):
    """What two arms are called, and what came of them.

    Attributes:
        title: title of the variant.
        base: title of the base.
        rows: outcomes of each run of the base, and of the variant.
        curves: every measure over time.
        found: every difference of the variant.
        keys: outcome and statistic of each lane, from :func:`keys_of`.
    """

    title: str
    base: str
    rows: tuple[Sequence[Row], Sequence[Row]]
    curves: Mapping[str, CurveDifference]
    found: Sequence[EndpointDifference]
    keys: Sequence[tuple[str, str]] = KEY


def page_of(
    arms: Arms, clock: Clock, *, seed: int, n_sets: int, compared: int, language: str = ENGLISH
) -> Page:
    """Prepare the picture of one variant; the time axis ends late enough for both arms.

    Args:
        arms: base and variant.
        clock: of both.
        seed: seed of all runs.
        n_sets: parameter sets that the runs take in turn; 0 when there is only one.
        compared: number of differences that were looked at together, of all variants.
        language: of the words.
    """
    until = max(shown_until(rows, clock) for rows in arms.rows)
    axis = time_axis(clock, until, 1.0, language)
    return Page(
        title=arms.title,
        base=arms.base,
        runs=len(arms.rows[0]),
        seed=seed,
        n_sets=n_sets,
        compared=compared,
        clock=clock,
        axis=axis,
        curves={
            name: CurveDifference(*(values[..., axis.shown] for values in curve))
            for name, curve in arms.curves.items()
        },
        lanes=key_lanes(arms.found, arms.keys),
        language=language,
    )
