"""The curves of the page, hour by hour: what happens in the hour, and what has happened by then."""

from collections.abc import Sequence
from typing import Any, Final

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
HARM: Final = ("injured", "killed")


def curves_of(ensemble: Ensemble) -> dict[str, Any]:
    """Numbers of the curves; every row has a value an hour, at its end.

    Returns:
        ``hours`` the hour of each value from the start of the clock; ``in_hour`` and ``by_then``
        numbers of runs at each of :data:`LEVELS` or higher; ``barricades`` numbers of runs with
        each number of barricades; ``people`` 5, 25, 50, 75 and 95 % of the people out; ``harm``
        numbers of runs in which anybody was hurt, and killed, by then.
    """
    clock = ensemble.scenario.clock
    rungs = hourly_rungs(ensemble.runs, clock).rungs
    stands = [
        at_hours(ensemble.measure(name), clock) for name in ("barricades", "crossings_closed")
    ]
    seen = with_standing(rungs, *stands)
    people = bands(at_hours(ensemble.measure("people_out"), clock))
    return {
        "hours": _hours(clock),
        "in_hour": _reached(seen),
        "by_then": _reached(np.maximum.accumulate(seen, axis=1)),
        "barricades": runs_at_levels(stands[0]).tolist(),
        "people": [np.rint(row).astype(int).tolist() for row in _quantile_rows(people)],
        "harm": [_any(at_hours(ensemble.measure(name), clock)) for name in HARM],
    }


def _hours(clock: Clock) -> list[float]:
    step = ticks_of_hour(clock) * clock.tick_hours
    return [min((n + 1) * step, clock.n_ticks * clock.tick_hours) for n in range(n_hours(clock))]


def _reached(rungs: NDArray[np.int8]) -> list[list[int]]:
    return [(rungs >= level).sum(axis=0).tolist() for level in LEVELS]


def _any(values: NDArray[np.float32]) -> list[int]:
    return (values > 0).sum(axis=0).tolist()


def _quantile_rows(found: Any) -> Sequence[NDArray[np.float64]]:
    return (found.q05, found.q25, found.q50, found.q75, found.q95)
