"""The numbers behind the picture of many runs with two futures, ready to be drawn."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bands import Bands, Floats, bands
from sim.analysis.comparison import Compared
from sim.analysis.escalation import Tick, hour_marks, midnights, shown_until
from sim.analysis.fork import hour_words
from sim.analysis.fork_picture import AFTER_FORK_HOURS, CURVES
from sim.results.plain_text import number_text
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.clock import Clock

LEVEL: Final = 5
"""Rung of which the share of runs is shown: rungs are an order, and have no mean."""
SURE: Final = 1.96
"""Monte Carlo errors on each side of a share that hold 95 %."""
TOLD: Final = (
    ("peak_rung>=4", "share"), ("peak_rung>=5", "share"), ("peak_rung>=6", "share"),
    ("barricades_peak", "mean"), ("blocked_hours", "mean"), ("shot_incidents", "mean"),
    ("injured", "mean"), ("people_out_peak", "mean"), ("concession_time", "share"),
    ("crisis_end_time", "missing"),
)  # fmt: skip
"""Outcomes told on a screen, and how each is compared."""
NOTES: Final = {
    "rung": (f"peak_rung>={LEVEL}", "ever"),
    "barricades": ("barricades_peak", "most"),
    "people_out": ("people_out_peak", "most"),
    "shots": ("shot_incidents", "in all"),
}
"""Outcome told beside each curve, and the word before it."""


class BandsPicture(NamedTuple):
    """What the picture of many forks shows; see :class:`sim.analysis.fork_picture.ForkPicture`.

    Attributes:
        curves: bands over runs, as it was and otherwise, each of shape (tick,).
        notes: words beside each curve.
    """

    title: str
    fork_hours: float
    fork_words: str
    hours: Floats
    shown_until: float
    days: tuple[Tick, ...]
    counts: str
    marks: tuple[Tick, ...]
    curves: Mapping[str, tuple[Bands, Bands]]
    notes: Mapping[str, str]
    caption: tuple[str, ...]


class Pairs(NamedTuple):
    """Runs as they were and otherwise, in the same order, their outcomes, and the comparison."""

    runs: tuple[Sequence[Run], Sequence[Run]]
    rows: tuple[Sequence[Row], Sequence[Row]]
    compared: Sequence[Compared]


def bands_picture(
    pairs: Pairs, clock: Clock, tick: int, *, title: str, caption: tuple[str, ...]
) -> BandsPicture:
    """Prepare the picture of many forks.

    Args:
        pairs: the runs.
        clock: tells local times.
        tick: first tick that was decided otherwise.
        title: title of the scenario.
        caption: lines below the picture.
    """
    fork_hours = tick * clock.tick_hours
    ends = [shown_until(rows, clock) for rows in pairs.rows]
    until = min(max(*ends, fork_hours + AFTER_FORK_HOURS), clock.n_ticks * clock.tick_hours)
    counts, marks = hour_marks(clock, until)
    shown = slice(0, int(until / clock.tick_hours) + 1)
    return BandsPicture(
        title=title,
        fork_hours=fork_hours,
        fork_words=hour_words(clock, fork_hours),
        hours=np.arange(float(clock.n_ticks))[shown] * clock.tick_hours,
        shown_until=until,
        days=midnights(clock, until),
        counts=counts,
        marks=marks,
        curves={name: _bands(pairs.runs, name, shown) for name in CURVES},
        notes={name: _note(pairs.compared, *NOTES[name]) for name in CURVES},
        caption=caption,
    )


def _bands(
    runs: tuple[Sequence[Run], Sequence[Run]], name: str, shown: slice
) -> tuple[Bands, Bands]:
    base, other = (np.stack([run.measure(name)[shown] for run in side]) for side in runs)
    if name == "rung":
        return _share(base >= LEVEL), _share(other >= LEVEL)
    return bands(base), bands(other)


def _share(reached: NDArray[np.bool_]) -> Bands:
    """Share of runs over time, with its 95 % Monte Carlo interval in place of quantiles."""
    share = reached.mean(axis=0)
    error = SURE * np.sqrt(share * (1 - share) / len(reached))
    low, high = np.maximum(share - error, 0), np.minimum(share + error, 1)
    return Bands(share, low, low, share, high, high)


def _note(compared: Sequence[Compared], outcome: str, word: str) -> str:
    is_share = ">=" in outcome
    found = find(compared, outcome, "share" if is_share else "mean")
    scale, unit, kind = (100.0, " %", "") if is_share else (1.0, "", ", mean")
    base, value, effect, low, high = (
        number(scale * v)
        for v in (
            found.base, found.value, found.effect.value, found.effect.low, found.effect.high,
        )
    )  # fmt: skip
    return (
        f"{word}{kind}: {base}{unit} → {value}{unit}\n"
        f"difference {effect}{' points' if is_share else ''}\n95 %: {low} to {high}"
    )


def find(compared: Sequence[Compared], outcome: str, statistic: str) -> Compared:
    """One of the aspects that were compared.

    Raises:
        KeyError: when there is none.
    """
    for one in compared:
        if (one.aspect.outcome, one.aspect.statistic) == (outcome, statistic):
            return one
    raise KeyError((outcome, statistic))


def number(value: float) -> str:
    """A number with three significant digits, as a reader wants it."""
    return number_text(float(f"{value:.3g}"))


def bands_sentences(compared: Sequence[Compared]) -> list[str]:
    """What differs over many runs, outcome by outcome, with the interval of each difference."""
    return [_sentence(find(compared, *which)) for which in TOLD]


def _sentence(one: Compared) -> str:
    is_share = one.aspect.statistic != "mean"
    scale, unit = (100.0, " %") if is_share else (1.0, "")
    words = one.aspect.label.partition(", given")[0]
    base, value, effect, low, high = (
        number(scale * v)
        for v in (one.base, one.value, one.effect.value, one.effect.low, one.effect.high)
    )
    head = f"{words}: {base}{unit} -> {value}{unit}"
    if not one.differ:
        return f"{head} (the same in every run)"
    points = " points" if is_share else ""
    clear = {"all": "", "alone": ", clear only by itself", "no": ", not clear"}[one.clear]
    return f"{head} (difference {effect}{points}, 95 % {low} to {high}{clear})"
