"""What is taken of one run: of a measure or of its events, as an outcome says."""

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.results.run import Run
from sim.scenario.types import Scenario
from sim.terms.events import Event, occurrences
from sim.terms.outcomes import Taking
from sim.terms.quantities import is_of

_VALUES: Final[dict[str, Callable[[NDArray[np.float32]], float]]] = {
    "max": lambda curve: float(curve.max()),
    "min": lambda curve: float(curve.min()),
    "mean": lambda curve: float(curve.mean(dtype=np.float64)),
    "last": lambda curve: float(curve[-1]),
}
_SUMS: Final[dict[str, Callable[[Event], int]]] = {
    "count": lambda _event: 1,
    "people": lambda event: event.people,
    "injured": lambda event: event.injured,
    "killed": lambda event: event.killed,
    "hurt": lambda event: event.injured + event.killed,
}


def taken(run: Run, taking: Taking, scenario: Scenario) -> float | None:
    """What an outcome comes to in a run; a time in hours since the start of the clock.

    Args:
        run: the run.
        taking: what is taken.
        scenario: the scenario it realised; gives the clock and what kind each actor is.

    Returns:
        The value; None of a time that never came, and of a measure that the run does not have, as
        where another model made it.
    """
    hours = scenario.clock.tick_hours
    if not taking.measure:
        found = _events(run.events, taking, scenario)
        if taking.take == "count" and not taking.by and not taking.of:
            found = list(occurrences(found))  # who did it to whom is told of each side
        return _of_events(found, taking.take, hours)
    if taking.measure not in run.names:
        return None
    curve = run.measure(taking.measure)
    if taking.take in _VALUES:
        return _VALUES[taking.take](curve)
    if taking.take == "top":
        return _top(curve, hours)
    return _at_level(_level(curve, taking), taking.take, hours)


def _top(curve: NDArray[np.float32], hours: float) -> float | None:
    """Hours until a measure is as high as it ever gets; None when it never rises."""
    return float(curve.argmax()) * hours if curve.max() > curve[0] else None


def _level(curve: NDArray[np.float32], taking: Taking) -> NDArray[np.bool_]:
    """Ticks at which a measure is at the level, shape (tick,)."""
    at = np.ones(curve.shape, bool)
    if taking.at_least is not None:
        at &= curve >= taking.at_least
    if taking.at_most is not None:
        at &= curve <= taking.at_most
    return at


def _at_level(at: NDArray[np.bool_], take: str, hours: float) -> float | None:
    if take == "hours":
        return float(at.sum()) * hours
    if not at.any():
        return None
    if take == "first":
        return float(at.argmax()) * hours
    return None if at[-1] else float(np.flatnonzero(at)[-1] + 1) * hours


def _events(events: Iterable[Event], taking: Taking, scenario: Scenario) -> list[Event]:
    return [
        event
        for event in events
        if (not taking.kinds or event.kind in taking.kinds)
        and (not taking.by or event.source == taking.by)
        and (not taking.where or event.place == taking.where)
        and not (taking.emerged and event.given)
        and (not taking.of or is_of(event.target, taking.of, scenario.actors))
    ]


def _of_events(events: list[Event], take: str, hours: float) -> float | None:
    if take in _SUMS:
        return float(sum(map(_SUMS[take], events)))
    if not events:
        return None
    return (events[0] if take == "first" else events[-1]).tick * hours
