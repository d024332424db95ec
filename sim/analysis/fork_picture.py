"""The numbers behind the picture of two futures, ready to be drawn."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import Floats
from sim.analysis.escalation import Tick, hour_marks, midnights, shown_until
from sim.analysis.fork import Difference, hour_words
from sim.analysis.key_events import KEY_EVENTS
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.terms.outcomes import BY_NAME

CURVES: Final = ("rung", "barricades", "people_out", "shots")
PEAKS: Final[dict[str, tuple[str, str]]] = {
    "rung": ("peak_rung", "highest"),
    "barricades": ("barricades_peak", "most"),
    "people_out": ("people_out_peak", "most"),
    "shots": ("shot_incidents", "in all"),
}
"""Outcome told beside each curve, and the word before it."""
AFTER_FORK_HOURS: Final = 12.0
"""The picture shows at least this much of what comes after the fork."""


class Lane(NamedTuple):
    """One key event in both futures.

    Attributes:
        label: words for it.
        hours: hours since the start of the clock as it was and otherwise; None when it never came.
        words: both in words.
    """

    label: str
    hours: tuple[float | None, float | None]
    words: tuple[str, str]


class ForkPicture(NamedTuple):
    """What the picture of two futures shows.

    Attributes:
        title: title of the scenario.
        fork_hours: hours from the start of the clock to the fork.
        fork_words: its local time.
        hours: start of each tick within the axis, shape (tick,).
        shown_until: end of the time axis, hours since the start of the clock.
        days: midnights within the axis.
        counts: what the marks of the axis count.
        marks: what is marked within the axis.
        curves: each of :data:`CURVES` as it was and otherwise, shape (2, tick).
        notes: what each curve comes to, as it was and otherwise.
        lanes: key events.
        caption: lines below the picture.
    """

    title: str
    fork_hours: float
    fork_words: str
    hours: Floats
    shown_until: float
    days: tuple[Tick, ...]
    counts: str
    marks: tuple[Tick, ...]
    curves: Mapping[str, Floats]
    notes: Mapping[str, str]
    lanes: tuple[Lane, ...]
    caption: tuple[str, ...]


class Drawn(NamedTuple):
    """Two futures of one run: the runs, their outcomes, and what differs."""

    runs: tuple[Run, Run]
    rows: tuple[Row, Row]
    found: Difference


def fork_picture(
    drawn: Drawn, clock: Clock, tick: int, *, title: str, caption: tuple[str, ...]
) -> ForkPicture:
    """Prepare the picture of two futures.

    Args:
        drawn: the futures.
        clock: tells local times.
        tick: first tick that was decided otherwise.
        title: title of the scenario.
        caption: lines below the picture.
    """
    fork_hours = tick * clock.tick_hours
    whole = clock.n_ticks * clock.tick_hours
    ends = [shown_until([row], clock) for row in drawn.rows]
    until = min(max(*ends, fork_hours + AFTER_FORK_HOURS), whole)
    counts, marks = hour_marks(clock, until)
    shown = slice(0, int(until / clock.tick_hours) + 1)
    return ForkPicture(
        title=title,
        fork_hours=fork_hours,
        fork_words=hour_words(clock, fork_hours),
        hours=np.arange(float(clock.n_ticks))[shown] * clock.tick_hours,
        shown_until=until,
        days=midnights(clock, until),
        counts=counts,
        marks=marks,
        curves={
            name: np.stack([run.measure(name)[shown] for run in drawn.runs]).astype(np.float64)
            for name in CURVES
        },
        notes={name: _note(drawn.found, *PEAKS[name]) for name in CURVES},
        lanes=_lanes(drawn, clock),
        caption=caption,
    )


def _note(found: Difference, name: str, word: str) -> str:
    told = next(told for told in found.outcomes if told.outcome.name == name)
    before, after = told.words
    return f"{word} {before}" if told.is_same else f"{word} {before} → {after}"


def _lanes(drawn: Drawn, clock: Clock) -> tuple[Lane, ...]:
    """Key events that come in at least one future."""
    lanes: list[Lane] = []
    for name, key in KEY_EVENTS.items():
        hours = tuple(
            _hours(run, row, name, clock) for run, row in zip(drawn.runs, drawn.rows, strict=True)
        )
        if any(hour is not None for hour in hours):
            told = {one.outcome.name: one.words for one in drawn.found.outcomes}
            missing = told.get(name, ("never", "never"))
            words = tuple(
                word if hour is None else hour_words(clock, hour)
                for hour, word in zip(hours, missing, strict=True)
            )
            lanes.append(Lane(key.label, (hours[0], hours[1]), (words[0], words[1])))
    return tuple(lanes)


def _hours(run: Run, row: Row, name: str, clock: Clock) -> float | None:
    if name in BY_NAME:
        value = row[name]
        return value if isinstance(value, int | float) else None
    ticks = (event.tick for event in run.events if event.kind == name and not event.given)
    first = next(ticks, None)
    return None if first is None else first * clock.tick_hours
