"""The moments that the page shows: how runs are cut to them, one run or all of them at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.event_words import day_and_month
from sim.analysis.quantiles import quantiles
from sim.report.page.crowds import Crowd, people_of
from sim.scenario.clock import Clock
from sim.terms.tracks import BLOCKED, CLOSED, HELD, Tracks
from sim.terms.words import ENGLISH

MOST_FRAMES: Final = 1000
"""Moments that a slider can be moved to; of a longer case each stands for several ticks."""
STATES: Final = (BLOCKED, CLOSED, HELD)

Whole = NDArray[np.int64]


class Frames(NamedTuple):
    """Moments of a run, each the end of a number of ticks.

    Attributes:
        ticks: ticks of a moment, >= 1.
        ends: last tick of each moment, shape (moment,).
        hours: hours from the start of the clock to each moment's end, shape (moment,).
        texts: local time of each moment's end.
    """

    ticks: int
    ends: Whole
    hours: NDArray[np.float64]
    texts: tuple[str, ...]

    def of(self, tick: int) -> int:
        """Number of the moment that a tick belongs to."""
        return min(tick // self.ticks, len(self.ends) - 1)

    def of_hour(self, hours: float) -> int:
        """Number of the moment that has come nearest to an hour of the clock, within the run."""
        return int(np.abs(self.hours - hours).argmin())


def frames_of(clock: Clock, language: str = ENGLISH, *, hourly: bool = False) -> Frames:
    """The moments of a clock: its ticks, or whole hours of a long one.

    Args:
        clock: of the runs.
        language: of the names of days and months.
        hourly: whole hours in any case.
    """
    ticks, per_hour = 1, max(1, 60 // clock.tick_minutes)
    if hourly:
        ticks = per_hour
    if clock.n_ticks > MOST_FRAMES * ticks:
        hours = -(-clock.n_ticks // (per_hour * MOST_FRAMES))
        ticks = per_hour * hours
    n = -(-clock.n_ticks // ticks)
    ends = np.minimum(np.arange(1, n + 1) * ticks, clock.n_ticks) - 1
    years = len({clock.local(int(tick)).year for tick in (0, clock.n_ticks)}) > 1
    times = [clock.local(int(end) + 1) for end in ends]
    texts = tuple(f"{day_words(t, language, year=years)}, {t:%H:%M}" for t in times)
    return Frames(ticks, ends, (ends + 1) * clock.tick_hours, texts)


def day_words(time: datetime, language: str, *, year: bool = False) -> str:
    """A day, such as "Sun 31 Jul"."""
    day, month = day_and_month(time, language)
    return f"{day} {time:%d} {month}" + (f" {time.year}" if year else "")


SHORT_DAYS: Final = 4
"""Days up to which noon is marked as well."""


def days_of(clock: Clock, language: str = ENGLISH) -> list[tuple[float, str]]:
    """Marks of a time axis: the hour of each local midnight, and of each noon of a short case."""
    found: list[tuple[float, str]] = []
    for tick in range(clock.n_ticks + 1):
        time = clock.local(tick)
        if time.minute == 0 and time.hour == 0:
            found.append((tick * clock.tick_hours, day_words(time, language)))
        elif time.minute == 0 and time.hour == 12 and clock.days <= SHORT_DAYS:
            found.append((tick * clock.tick_hours, f"{time:%H:%M}"))
    return found


def states_of(tracks: Tracks, frames: Frames) -> NDArray[np.uint8]:
    """State of every place at each moment, shape (place, moment): a sum of bits."""
    found = np.zeros((len(tracks.places), len(frames.ends)), np.uint8)
    for tick, site, state in tracks.sites.tolist():
        found[site, np.searchsorted(frames.ends, tick) :] = state
    return found


def changes(values: Sequence[int] | NDArray[Any]) -> list[int]:
    """A row as its changes: the first value, then what each adds to the one before."""
    row = np.asarray(values, np.int64)
    return np.diff(row, prepend=0).tolist()


def one_run(tracks: Tracks, frames: Frames, crowds: Sequence[Crowd]) -> dict[str, Any]:
    """What the map shows of one run.

    Returns:
        ``people``: changes of those out, a row a crowd; ``sites`` rows of moment, place and
        state; ``posts`` rows of moment, force, place, there and on the way.
    """
    people = people_of(tracks, crowds, frames.ends)
    return {
        "people": [changes(row) for row in people],
        "sites": [[frames.of(t), site, state] for t, site, state in tracks.sites.tolist()],
        "posts": [[frames.of(t), *rest] for t, *rest in tracks.posts.tolist()],
    }


class AllRuns:
    """What the map shows of all runs, noted while they are gone through."""

    def __init__(self, frames: Frames, crowds: Sequence[Crowd]) -> None:
        """Args: the moments, and the crowds that there can be."""
        self._frames, self._crowds = frames, crowds
        self._states: NDArray[np.int32] | None = None
        self._people: list[NDArray[np.int32]] = []
        self._posts: dict[tuple[int, int], NDArray[np.int32]] = {}

    def note(self, tracks: Tracks) -> None:
        """Note one more run."""
        states = states_of(tracks, self._frames)
        counts = np.stack([(states & bit) > 0 for bit in STATES]).astype(np.int32)
        self._states = counts if self._states is None else self._states + counts
        self._people.append(people_of(tracks, self._crowds, self._frames.ends))
        for key, there in _there(tracks, self._frames).items():
            self._posts[key] = self._posts.get(key, 0) + (there > 0)

    def told(self) -> dict[str, Any]:
        """Number of runs by state of each place, the middle number of people, runs with a post.

        Returns:
            ``blocked``, ``closed`` and ``held``: changes of the number of runs, by place, of
            places of which there is any; ``people``: the median, a row a crowd; ``posts`` rows
            of force, place and changes of the number of runs in which any are there.
        """
        assert self._states is not None, "there are runs"
        found: dict[str, Any] = {
            name: {str(n): changes(row) for n, row in enumerate(counts) if row.any()}
            for name, counts in zip(("blocked", "closed", "held"), self._states, strict=True)
        }
        every = zip(*self._people, strict=True)
        middle = [quantiles(np.stack(rows), (0.5,))[0] for rows in every]
        found["people"] = [changes(np.rint(row)) for row in middle]
        found["posts"] = [[*key, changes(row)] for key, row in sorted(self._posts.items())]
        return found


def _there(tracks: Tracks, frames: Frames) -> dict[tuple[int, int], NDArray[np.int32]]:
    """People of each force at each place, at each moment."""
    found: dict[tuple[int, int], NDArray[np.int32]] = {}
    for tick, force, place, there, _ in tracks.posts.tolist():
        row = found.setdefault((force, place), np.zeros(len(frames.ends), np.int32))
        row[np.searchsorted(frames.ends, tick) :] = there
    return found


def all_runs(
    runs: Iterable[Tracks | None], frames: Frames, crowds: Sequence[Crowd]
) -> dict[str, Any]:
    """What the map shows of all runs, by their tracks, which are gone through once."""
    noted = AllRuns(frames, crowds)
    for tracks in runs:
        if tracks is not None:
            noted.note(tracks)
    return noted.told()
