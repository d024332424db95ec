"""Repeated measurements: their median and extremes, and the straight line through several sizes."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Spread(NamedTuple):
    """Several measurements of one thing, in its own unit.

    Attributes:
        median: the middle one.
        least: the smallest.
        most: the largest.
    """

    median: float
    least: float
    most: float

    def times(self, factor: float) -> "Spread":
        """The same in another unit; the factor is >= 0."""
        return Spread(self.median * factor, self.least * factor, self.most * factor)


class Line(NamedTuple):
    """A straight line through the cost of several sizes, one fit a round.

    Attributes:
        intercept: cost at size 0, s.
        slope: cost of one more, s.
        off: largest distance of a median from the line, as a share of the largest cost.
    """

    intercept: Spread
    slope: Spread
    off: float


def spread(values: Sequence[float]) -> Spread:
    """Median and extremes of at least one measurement."""
    return Spread(statistics.median(values), min(values), max(values))


def cpu_seconds(do: Callable[[], object]) -> float:
    """Processor time of this process that a call takes, s.

    On a machine that others use too this repeats better than the wall clock.
    """
    began = time.process_time()
    do()
    return time.process_time() - began


def wall_seconds(do: Callable[[], object]) -> float:
    """Wall time that a call takes, s."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def in_rounds(
    doings: Sequence[Callable[[], object]],
    rounds: int,
    clock: Callable[[Callable[[], object]], float],
) -> list[list[float]]:
    """Seconds of each doing in each round.

    Every round measures all of them, every other one backwards, so that a machine that grows
    slower or faster is not mistaken for a difference between them.

    Args:
        doings: what is measured.
        rounds: how often, at least 1.
        clock: :func:`cpu_seconds` or :func:`wall_seconds`.

    Returns:
        Seconds, one list a round, in the order of the doings.
    """
    measured: list[list[float]] = []
    for number in range(rounds):
        order = range(len(doings)) if number % 2 == 0 else reversed(range(len(doings)))
        seconds = {place: clock(doings[place]) for place in order}
        measured.append([seconds[place] for place in range(len(doings))])
    return measured


def line(sizes: Sequence[float], rounds: Sequence[Sequence[float]]) -> Line:
    """Least squares through each round: how the cost depends on a size.

    Args:
        sizes: at least two different sizes.
        rounds: seconds of each size, one sequence a round.
    """
    fits = [statistics.linear_regression(sizes, seconds) for seconds in rounds]
    slope = spread([fit.slope for fit in fits])
    intercept = spread([fit.intercept for fit in fits])
    medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
    off = max(
        abs(seconds - intercept.median - slope.median * size)
        for size, seconds in zip(sizes, medians, strict=True)
    )
    return Line(intercept, slope, off / max(medians))
