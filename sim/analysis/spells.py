"""The crises of a run: each from its first obstruction to the first calm day, with what came next.

A run may have several: one that was over can begin again. A crisis is on while a barricade stands,
a crossing is closed, or the rung of the last 24 hours is 3 or higher; it is over when none of these
held for 24 hours, and its end is the start of that calm.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.results.run import Run
from sim.terms.ladder import OBSTRUCTION

CALM_HOURS: Final = 24.0
"""Hours without barricade, closure and rung above 2 after which a crisis counts as over."""


class Spell(NamedTuple):
    """One crisis of a run; times in hours since the start of the clock.

    Attributes:
        run: number of the run.
        crisis: number of the crisis within it, from 1.
        start: start of the tick in which it began.
        end: start of the calm that ended it; None when the run ended in its midst.
        peak_rung: highest rung in it, given events left out [0..8].
        barricades_peak: most barricades at a time.
    """

    run: int
    crisis: int
    start: float
    end: float | None
    peak_rung: int
    barricades_peak: int

    @property
    def is_censored(self) -> bool:
        """Whether the run ended before it did."""
        return self.end is None


def spells_of(run: Run, tick_hours: float) -> tuple[Spell, ...]:
    """The crises of one run, in order.

    Args:
        run: the run.
        tick_hours: hours of a tick.
    """
    barricades, rung = run.measure("barricades"), run.measure("rung")
    is_blocked = (barricades > 0) | (run.measure("crossings_closed") > 0)
    found: list[Spell] = []
    for first, after in _spans(is_blocked, rung >= OBSTRUCTION, round(CALM_HOURS / tick_hours)):
        within = slice(first, None if after is None else max(after, first + 1))
        found.append(
            Spell(
                run=run.number,
                crisis=len(found) + 1,
                start=first * tick_hours,
                end=None if after is None else after * tick_hours,
                peak_rung=int(rung[within].max()),
                barricades_peak=int(barricades[within].max()),
            )
        )
    return tuple(found)


def _spans(
    is_blocked: NDArray[np.bool_], is_high: NDArray[np.bool_], window: int
) -> list[tuple[int, int | None]]:
    """First tick of each crisis, and the first of the calm that ends it; None where none does.

    The rung remembers 24 hours, so that it tells at the end of a window of all of it.
    """
    is_crisis = is_blocked | is_high
    n_ticks = is_crisis.size
    starts_calm = np.zeros(n_ticks, bool)
    if n_ticks >= window:
        before = np.concatenate([[0], np.cumsum(is_blocked)])
        starts_calm[: n_ticks - window + 1] = (before[window:] == before[:-window]) & ~is_high[
            window - 1 :
        ]
    found: list[tuple[int, int | None]] = []
    tick = 0
    while tick < n_ticks and is_crisis[tick:].any():
        first = tick + int(is_crisis[tick:].argmax())
        calm = starts_calm[first:]
        if not calm.any():
            found.append((first, None))
            break
        end = first + int(calm.argmax())
        found.append((first, end))
        tick = end + window
    return found
