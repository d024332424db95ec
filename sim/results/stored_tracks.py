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


def track_arrays(runs: Sequence[Run]) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Arrays of the tracks of some runs, by name; none where a run has none."""
    tracks = [(run.number, run.tracks) for run in runs]
    first = tracks[0][1]
    if first is None or any(told is None for _, told in tracks):
        return
    for row, quarter in enumerate(first.quarters):
        of_runs = [told.people[row] for _, told in tracks if told is not None]
        yield PEOPLE + quarter.replace("/", "."), np.stack(of_runs)
    for name, at in ((POSTS, "posts"), (SITES, "sites")):
        parts = [_numbered(number, getattr(told, at)) for number, told in tracks]
        yield name, np.concatenate(parts)
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
