"""The runs of a large output folder, each read from its files when it is asked for."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, repeat
from pathlib import Path
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from sim.results.arrays import array_names, read_array, rows_of
from sim.results.damage import damaged
from sim.results.events_parquet import ParquetEvents
from sim.results.run import Run
from sim.results.stored_tracks import PREFIX
from sim.terms.events import Event

TIMES: Final = frozenset({"run", "tick", "hours", "time", "utc_offset", "timezone"})
"""Arrays of ``series.npz`` that are no measure."""


def read_names(series: Path) -> tuple[str, ...]:
    """Names of the measures whose curves a file holds, in order.

    Raises:
        Damaged: when the file is missing or not as it was written.
    """
    return tuple(
        name for name in array_names(series) if name not in TIMES and not name.startswith(PREFIX)
    )


def no_curves(names: Sequence[str]) -> NDArray[np.float32]:
    """What stands for the curves of some measures where only events are asked for."""
    return np.zeros((len(names), 0), np.float32)


def read_numbers(series: Path) -> list[int]:
    """Numbers of the runs whose curves a file holds, ascending.

    Raises:
        Damaged: when the file is missing or not as it was written.
    """
    numbers = read_array(series, "run")
    if numbers.ndim != 1 or numbers.dtype != np.int64 or not len(numbers):
        raise damaged(series, "it does not number its runs")
    found = numbers.tolist()
    if found[0] < 0 or any(a >= b for a, b in pairwise(found)):
        raise damaged(series, "its runs are not in order")
    return found


class StoredRuns(Sequence[Run]):
    """Runs in ``events.parquet`` and ``series.npz``, of which only one at a time is in memory.

    Going through them in order is quick, and so is finding one run's events. One run's curves are
    not: of each measure all runs before it are unpacked, which takes seconds in a large file.
    """

    def __init__(
        self,
        events: ParquetEvents,
        series: Path,
        *,
        curves: bool = True,
        places: range | None = None,
    ) -> None:
        """Look into the files.

        Args:
            events: the file of events.
            series: the file of curves.
            curves: whether runs have their curves; else these are of shape (measure, 0).
            places: which of the runs, ascending; None for all.
        """
        self.events, self.series, self.curves = events, series, curves
        self._numbers = read_numbers(series)
        self.names = read_names(series)
        self.places = range(len(self._numbers)) if places is None else places

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Run: ...
    @overload
    def __getitem__(self, index: slice) -> "StoredRuns": ...
    def __getitem__(self, index: int | slice) -> "Run | StoredRuns":
        if isinstance(index, slice):
            return StoredRuns(
                self.events, self.series, curves=self.curves, places=self.places[index]
            )
        place = self.places[index]
        number = self._numbers[place]
        series = next(self._curves(place), None)
        if series is None:
            raise damaged(self.series, "it holds fewer curves than runs")
        return Run(number, series, self.events.of(number), self.names)

    def __iter__(self) -> Iterator[Run]:
        if not self.places:
            return
        first = self.places[0]
        numbers = self._numbers[first : self.places[-1] + 1]
        stories = _aligned(numbers, self.events.by_run(numbers[0]))
        runs = zip(numbers, self._curves(first), stories, strict=False)
        for number, series, events in islice(runs, None, None, self.places.step):
            yield Run(number, series, events, self.names)

    def measure(self, name: str) -> NDArray[np.float32]:
        """One measure of all runs, shape (run, tick).

        Raises:
            KeyError: when there is no measure of that name.
        """
        if name not in self.names:
            raise KeyError(name)
        values = read_array(self.series, name).astype(np.float32, copy=False)
        is_all = len(self.places) == len(values)
        return values if is_all else values[self.places.start : self.places.stop : self.places.step]

    def run(self, number: int) -> Run | None:
        """The run of a number; None when there is none."""
        place = bisect_left(self._numbers, number)
        is_there = place < len(self._numbers) and self._numbers[place] == number
        return self[self.places.index(place)] if is_there and place in self.places else None

    def most_escalated(self) -> int:
        """Number of the run with the highest emergent rung, then most killed, then most injured.

        Of equal ones the first. Only the columns that say so are read.
        """
        furthest = max(
            self.events.totals(),
            key=lambda run: (run.peak_rung, run.killed, run.injured, -run.number),
            default=None,
        )
        return self._numbers[0] if furthest is None else furthest.number

    def _curves(self, first: int) -> Iterator[NDArray[np.float32]]:
        """Curves of the runs from a place on, shape (measure, tick) each."""
        return (
            rows_of(self.series, self.names, first)
            if self.curves
            else repeat(no_curves(self.names))
        )


def _aligned(
    numbers: Sequence[int], stories: Iterator[tuple[int, tuple[Event, ...]]]
) -> Iterator[tuple[Event, ...]]:
    """Events of each number in turn; none where the file has none of it."""
    number, events = next(stories, (-1, ()))
    for wanted in numbers:
        while 0 <= number < wanted:
            number, events = next(stories, (-1, ()))
        yield events if number == wanted else ()
