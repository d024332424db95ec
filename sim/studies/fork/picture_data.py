"""The numbers behind the picture of two futures, ready to be drawn."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.bands import Floats
from sim.analysis.event_words import local_hour_words
from sim.analysis.hourly import rung_of_last_hour
from sim.analysis.key_events import KEY_EVENTS, LOGGED, Key
from sim.analysis.time_axis import TimeAxis, shown_until, time_axis
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.studies.fork.differences import ForkDifference
from sim.terms.words import ENGLISH, number_words, said, words

CURVES: Final = ("rung", "barricades", "people_out", "shots")
PEAKS: Final[dict[str, tuple[str, str]]] = {
    "rung": ("peak_rung", "peak_highest"),
    "barricades": ("barricades_peak", "peak_most"),
    "people_out": ("people_out_peak", "peak_most"),
    "shots": ("shot_incidents", "peak_all"),
}
"""Outcome told beside each curve, and the key of the word before it."""
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


class ForkFrame(NamedTuple):
    """What stands around the curves of two futures.

    Attributes:
        title: title of the picture.
        fork_hours: hours from the start of the clock to the fork.
        fork_words: its local time.
        axis: the time axis.
        caption: lines below the picture.
        language: of the words.
    """

    title: str
    fork_hours: float
    fork_words: str
    axis: TimeAxis
    caption: tuple[str, ...]
    language: str = ENGLISH


class ForkPicture(NamedTuple):
    """What the picture of two futures shows.

    Attributes:
        frame: title, fork, time axis and caption.
        curves: each of :data:`CURVES` as it was and otherwise, shape (2, tick).
        notes: what each curve comes to, as it was and otherwise.
        lanes: key events.
    """

    frame: ForkFrame
    curves: Mapping[str, Floats]
    notes: Mapping[str, str]
    lanes: tuple[Lane, ...]


class Drawn(NamedTuple):
    """Two futures of one run: the runs, their outcomes, what differs, and the key events."""

    runs: tuple[Run, Run]
    rows: tuple[Row, Row]
    found: ForkDifference
    keys: Mapping[str, Key] = KEY_EVENTS


def fork_picture(drawn: Drawn, clock: Clock, frame: ForkFrame) -> ForkPicture:
    """Prepare the picture of two futures.

    Args:
        drawn: the futures.
        clock: tells local times.
        frame: what stands around the curves, from :func:`fork_frame`.
    """
    return ForkPicture(
        frame=frame,
        curves={
            name: np.stack([curve_of(run, name, clock)[frame.axis.shown] for run in drawn.runs])
            for name in CURVES
        },
        notes={name: _note(drawn.rows, *PEAKS[name], frame.language) for name in CURVES},
        lanes=_lanes(drawn, clock, frame.language),
    )


def curve_of(run: Run, name: str, clock: Clock) -> Floats:
    """One of :data:`CURVES`, shape (tick,): the rung is that of the last hour."""
    found = rung_of_last_hour(run, clock) if name == "rung" else run.measure(name)
    return found.astype(np.float64)


def fork_frame(
    futures: Sequence[Sequence[Row]],
    clock: Clock,
    tick: int,
    *,
    title: str,
    caption: tuple[str, ...],
    language: str = ENGLISH,
) -> ForkFrame:
    """What stands around the curves; the axis holds both futures, and enough after the fork.

    Args:
        futures: outcomes of the runs as they were, and otherwise.
        clock: tells local times.
        tick: first tick that was decided otherwise.
        title: title of the picture.
        caption: lines below it; where the runs go on beyond the axis, one more says so.
        language: of the words.
    """
    fork_hours = tick * clock.tick_hours
    ends = [shown_until(rows, clock) for rows in futures]
    whole = clock.n_ticks * clock.tick_hours
    until = min(max(*ends, fork_hours + AFTER_FORK_HOURS), whole)
    axis, when = (
        time_axis(clock, until, None, language),
        local_hour_words(clock, fork_hours, language),
    )
    cut = words("picture_cut", language, shown=until / 24, days=clock.days)
    told = (*caption, cut) if until < whole else caption
    return ForkFrame(title, fork_hours, when, axis, told, language)


def _note(rows: tuple[Row, Row], name: str, key: str, language: str) -> str:
    before, after = (number_words(float(row[name] or 0), language) for row in rows)
    told = before if before == after else f"{before} → {after}"
    return f"{words(key, language)} {told}"


def _lanes(drawn: Drawn, clock: Clock, language: str) -> tuple[Lane, ...]:
    """Key events that come in at least one future."""
    lanes: list[Lane] = []
    for name, key in drawn.keys.items():
        hours = tuple(
            _hours(run, row, name, clock) for run, row in zip(drawn.runs, drawn.rows, strict=True)
        )
        if any(hour is not None for hour in hours):
            told = {one.outcome.name: one.words for one in drawn.found.outcomes}
            missing = told.get(name, ("never", "never"))
            shown = tuple(
                said(word, language) if hour is None else local_hour_words(clock, hour, language)
                for hour, word in zip(hours, missing, strict=True)
            )
            lanes.append(Lane(key.label, (hours[0], hours[1]), (shown[0], shown[1])))
    return tuple(lanes)


def _hours(run: Run, row: Row, name: str, clock: Clock) -> float | None:
    if name not in LOGGED:
        value = row[name]
        return value if isinstance(value, int | float) else None
    ticks = (event.tick for event in run.events if event.kind == name and not event.given)
    first = next(ticks, None)
    return None if first is None else first * clock.tick_hours
