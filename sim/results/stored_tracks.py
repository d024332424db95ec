"""Tracks of all runs in ``series.npz``, beside the measures, and back.

``track.people.GROUP.MUNICIPALITY`` is of shape (run, tick); ``track.posts`` and ``track.sites``
hold the rows of all runs, the number of the run first; ``track.forces`` and ``track.places`` are
the names that they number.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.results.arrays import array_names, read_array
from sim.results.run import Run
from sim.terms.tracks import Tracks

PREFIX: Final = "track."
PEOPLE: Final = f"{PREFIX}people."
POSTS, SITES = f"{PREFIX}posts", f"{PREFIX}sites"
FORCES, PLACES = f"{PREFIX}forces", f"{PREFIX}places"


class NotedTracks:
    """Tracks of runs, noted while these are gone through; small, since all are kept at once."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._tracks: list[Tracks] = []

    def note(self, run: Run) -> None:
        """Keep the tracks of one more run; those of a model that has none are left out."""
        if run.tracks is None:
            return
        people = run.tracks.people
        fits = people.size > 0 and people.max() <= np.iinfo(np.int16).max
        self._numbers.append(run.number)
        self._tracks.append(
            run.tracks._replace(people=people.astype(np.int16 if fits else people.dtype))
        )

    def arrays(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """Their arrays by name, one after the other; none where no run has any."""
        if not self._tracks:
            return
        first = self._tracks[0]
        for row, quarter in enumerate(first.quarters):
            yield (
                PEOPLE + quarter.replace("/", "."),
                np.stack([told.people[row] for told in self._tracks]).astype(np.int32),
            )
        for name, at in ((POSTS, "posts"), (SITES, "sites")):
            pairs = zip(self._numbers, self._tracks, strict=True)
            yield name, np.concatenate([_numbered(n, getattr(told, at)) for n, told in pairs])
        yield FORCES, np.array(first.forces, np.str_)
        yield PLACES, np.array(first.places, np.str_)


def _numbered(number: int, rows: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.insert(rows, 0, number, axis=1)


def read_tracks(series: Path, numbers: Sequence[int]) -> list[Tracks | None]:
    """Tracks of each run of a ``series.npz``; None for all where it holds none.

    Args:
        series: the file.
        numbers: numbers of its runs, ascending.

    Raises:
        Damaged: when the file is missing or not as it was written.
    """
    quarters = [name for name in array_names(series) if name.startswith(PEOPLE)]
    if not quarters:
        return [None] * len(numbers)
    people = np.stack([read_array(series, name) for name in quarters], axis=1)
    names = tuple(name.removeprefix(PEOPLE).replace(".", "/") for name in quarters)
    posts, sites = (_by_run(read_array(series, name), numbers) for name in (POSTS, SITES))
    forces, places = (tuple(read_array(series, name).tolist()) for name in (FORCES, PLACES))
    return [
        Tracks(people[row], posts[row], sites[row], names, forces, places)
        for row in range(len(numbers))
    ]


def _by_run(rows: NDArray[np.generic], numbers: Sequence[int]) -> list[NDArray[np.int32]]:
    """The rows of each run, without its number."""
    whole = rows.astype(np.int32, copy=False)
    ends = np.searchsorted(whole[:, 0], [*numbers, numbers[-1] + 1])
    return [whole[a:b, 1:] for a, b in pairwise(ends.tolist())]
