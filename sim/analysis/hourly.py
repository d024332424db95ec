"""What happens in each hour over many runs, and what has happened by then.

The rung of a run remembers 24 hours, so that a night after a shot at dusk is a violent one. Here an
hour is told by the events within it and what stands at its end, and by what came until then.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sim.analysis.quantiles import Floats
from sim.results.run import Ensemble, Run
from sim.scenario.clock import Clock
from sim.terms.ladder import CLOSED_CROSSING, OBSTRUCTION, TOP_RUNG

COUNTED: Final = ("barricades", "crossings_closed", "injured", "killed")
"""Measures told by the number of runs on each of their levels, at the end of each hour."""

Counts = NDArray[np.int64]
Number = TypeVar("Number", bound=np.number)


class HourlyRungs:
    """Highest rung of the events of each hour, noted while runs are gone through.

    Given events are left out. Hours count from the start of the clock; the last may be cut short.
    """

    def __init__(self, clock: Clock) -> None:
        """Args: the clock of the runs."""
        self._ticks = ticks_of_hour(clock)
        self._hours = n_hours(clock)
        self._noted: list[NDArray[np.int8]] = []

    def note(self, run: Run) -> None:
        """Note the events of one more run."""
        rungs = np.zeros(self._hours, np.int8)
        for event in run.events:
            if not event.given and event.rung:
                hour = event.tick // self._ticks
                rungs[hour] = max(rungs[hour], event.rung)
        self._noted.append(rungs)

    @property
    def rungs(self) -> NDArray[np.int8]:
        """Highest rung in each hour [0..8], shape (run, hour)."""
        return np.array(self._noted, np.int8).reshape(len(self._noted), self._hours)


def hourly_rungs(runs: Iterable[Run], clock: Clock) -> HourlyRungs:
    """Highest rungs of all runs, which are gone through once."""
    noted = HourlyRungs(clock)
    for run in runs:
        noted.note(run)
    return noted


def ticks_of_hour(clock: Clock) -> int:
    """Ticks of an hour."""
    return max(1, 60 // clock.tick_minutes)


def n_hours(clock: Clock) -> int:
    """Hours of the clock; the last may be cut short."""
    return -(-clock.n_ticks // ticks_of_hour(clock))


def rung_of_last_hour(run: Run, clock: Clock) -> NDArray[np.int8]:
    """Highest rung of the events of the hour up to each tick, and of what stands, shape (tick,).

    Given events are left out. Unlike the rungs of whole hours it knows nothing of what follows
    within the hour, so that two futures are the same up to where they part.
    """
    window = ticks_of_hour(clock)
    rungs = np.zeros(clock.n_ticks + window - 1, np.int8)
    for event in run.events:
        if not event.given:
            place = event.tick + window - 1
            rungs[place] = max(rungs[place], event.rung)
    highest = sliding_window_view(rungs, window).max(axis=1)
    return with_standing(highest, run.measure("barricades"), run.measure("crossings_closed"))


def with_standing(
    rungs: NDArray[np.int8], barricades: NDArray[np.number], closed: NDArray[np.number]
) -> NDArray[np.int8]:
    """Highest rung of each hour with what stands at its end: a barricade is rung 3, a closure 4.

    Args:
        rungs: of events, from :class:`HourlyRungs`, shape (run, hour).
        barricades: barricades standing at the end of each hour, likewise.
        closed: crossings closed, likewise.
    """
    standing = np.where(closed > 0, CLOSED_CROSSING, np.where(barricades > 0, OBSTRUCTION, 0))
    return np.maximum(rungs, standing).astype(np.int8)


def share_in_hour(rungs: NDArray[np.int8]) -> Floats:
    """Share of runs by the highest rung of the hour, shape (9, hour); columns sum to 1.

    Args:
        rungs: from :class:`HourlyRungs`.
    """
    return np.stack([(rungs == level).mean(axis=0) for level in range(TOP_RUNG + 1)])


def share_by_then(rungs: NDArray[np.int8]) -> Floats:
    """Share of runs by the highest rung reached by the end of the hour, shape (9, hour)."""
    return share_in_hour(np.maximum.accumulate(rungs, axis=1))


def at_hours(values: NDArray[Number], clock: Clock) -> NDArray[Number]:
    """What stands at the end of each hour, shape (run, hour), of values of shape (run, tick)."""
    ends = np.arange(1, n_hours(clock) + 1) * ticks_of_hour(clock) - 1
    return values[:, np.minimum(ends, values.shape[1] - 1)]


def runs_at_levels(levels: NDArray[np.number]) -> Counts:
    """Number of runs on each level, shape (level, hour), the highest level that occurs last.

    Args:
        levels: whole numbers of 0 or more, shape (run, hour).
    """
    whole = levels.astype(np.int64)
    top = int(whole.max(initial=0))
    return np.stack([(whole == level).sum(axis=0) for level in range(top + 1)])


class HourCount(NamedTuple):
    """In how many runs something was so in an hour; a row of ``hourly.csv``.

    Attributes:
        hour: hours from the start of the clock to that of the hour.
        what: "in_hour", "by_then" or one of :data:`COUNTED`.
        level: rung or number.
        runs: number of runs.
        of: number of all runs.
    """

    hour: int
    what: str
    level: int
    runs: int
    of: int


def hour_counts(ensemble: Ensemble, rungs: NDArray[np.int8]) -> Iterator[HourCount]:
    """Every row of ``hourly.csv``; one measure at a time is in memory.

    Args:
        ensemble: the runs.
        rungs: highest rung of each hour, from :class:`HourlyRungs`.
    """
    n_runs, clock = rungs.shape[0], ensemble.scenario.clock
    stands = (at_hours(ensemble.measure(name), clock) for name in COUNTED[:2])
    seen = with_standing(rungs, *stands)
    for what, values in (("in_hour", seen), ("by_then", np.maximum.accumulate(seen, axis=1))):
        for hour in range(rungs.shape[1]):
            for level in range(1, TOP_RUNG + 1):
                count = int((values[:, hour] >= level).sum())
                yield HourCount(hour, what, level, count, n_runs)
    for measure in COUNTED:
        counts = runs_at_levels(at_hours(ensemble.measure(measure), clock))
        for hour, level in np.argwhere(counts.T > 0).tolist():
            yield HourCount(hour, measure, level, int(counts[level, hour]), n_runs)


def busiest_hour(rungs: NDArray[np.int8], level: int) -> tuple[int, int]:
    """The hour with the most runs that have an event of a rung or higher, and how many they are."""
    counts: Sequence[int] = (rungs >= level).sum(axis=0).tolist()
    most = max(counts)
    return counts.index(most), most
