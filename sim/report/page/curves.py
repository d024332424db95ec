"""The curves of the page, hour by hour: what happens in the hour, and what has happened by then."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bands import bands
from sim.analysis.hourly import (
    at_hours,
    hourly_rungs,
    n_hours,
    runs_at_levels,
    ticks_of_hour,
    with_standing,
)
from sim.results.run import Ensemble
from sim.scenario.clock import Clock
from sim.terms.ladder import INJURIES, OBSTRUCTION, VIOLENCE

DEATHS: Final = INJURIES + 1
LEVELS: Final = (OBSTRUCTION, VIOLENCE, INJURIES, DEATHS)
"""Rungs whose runs are counted: each or higher."""
CURVES: Final = ("in_hour", "by_then", "barricades", "people")
"""The curves, in the order of the page."""

FEW: Final = 10
FEW_SHARE: Final = 0.05
"""People out at a quiet moment: so many, or this share of the most there ever are."""
MARGIN_HOURS: Final = 6
"""Hours that are shown when nothing happens any more, so that it can be seen to have ended."""


class Hourly(NamedTuple):
    """What the curves are of; each of shape (run, hour), at the end of the hour.

    Attributes:
        rungs: highest rung of what happens in the hour, or stands at its end [0..8].
        barricades: number of barricades.
        people: people out.
    """

    rungs: NDArray[np.int8]
    barricades: NDArray[np.float32]
    people: NDArray[np.float32]


def hourly_of(ensemble: Ensemble) -> Hourly:
    """What the curves of some runs are of."""
    clock = ensemble.scenario.clock
    rungs = hourly_rungs(ensemble.runs, clock).rungs
    barricades, closed, people = (
        at_hours(ensemble.measure(name), clock)
        for name in ("barricades", "crossings_closed", "people_out")
    )
    return Hourly(with_standing(rungs, barricades, closed), barricades, people)


def few_people(most: float) -> float:
    """People out at a quiet moment, of a case with at most so many."""
    return max(FEW, FEW_SHARE * most)


def busy_hours(several: Sequence[Hourly]) -> int:
    """Hours until nothing changes any more, and a few, within those of the clock.

    After it as many runs as at the end have a place cut off, as many each number of barricades,
    and few people are out in the middle run, so that no curve says anything more. All hours where
    nothing ever changes.

    Args:
        several: what curves with one axis are of.
    """
    last, whole = -1, several[0].rungs.shape[1]
    for one in several:
        middle = bands(one.people).q50
        told = np.vstack([_reached(one.rungs), runs_at_levels(one.barricades)])
        changes = (told != told[:, -1:]).any(axis=0)
        busy = changes | (middle > few_people(float(middle.max())))
        last = max(last, *np.flatnonzero(busy).tolist()[-1:], -1)
    return whole if last < 0 else min(last + 1 + MARGIN_HOURS, whole)


def curves_of(hourly: Hourly, clock: Clock, hours: int) -> dict[str, Any]:
    """Numbers of the curves; every row has a value an hour, at its end.

    Args:
        hourly: what they are of.
        clock: of the runs.
        hours: number of hours that are shown.

    Returns:
        ``hours`` the hour of each value from the start of the clock; ``in_hour`` and ``by_then``
        numbers of runs at each of :data:`LEVELS` or higher; ``barricades`` numbers of runs with
        each number of barricades; ``people`` 5, 25, 50, 75 and 95 % of the people out.
    """
    rungs, barricades, people = (
        hourly.rungs[:, :hours], hourly.barricades[:, :hours], hourly.people[:, :hours]
    )  # fmt: skip
    return {
        "hours": _hours(clock)[:hours],
        "in_hour": _reached(rungs),
        "by_then": _reached(np.maximum.accumulate(rungs, axis=1)),
        "barricades": runs_at_levels(barricades).tolist(),
        "people": [np.rint(row).astype(int).tolist() for row in _rows(bands(people))],
    }


def _hours(clock: Clock) -> list[float]:
    step = ticks_of_hour(clock) * clock.tick_hours
    return [min((n + 1) * step, clock.n_ticks * clock.tick_hours) for n in range(n_hours(clock))]


def _reached(rungs: NDArray[np.int8]) -> list[list[int]]:
    return [(rungs >= level).sum(axis=0).tolist() for level in LEVELS]


def _rows(found: Any) -> Sequence[NDArray[np.float64]]:
    return (found.q05, found.q25, found.q50, found.q75, found.q95)
