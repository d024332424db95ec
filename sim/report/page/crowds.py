"""Crowds of the map: who are out together, and where.

People of a group that gathers at a site are one crowd there, wherever they live; of another those
of each municipality are one, at its seat.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario.actors import Residents
from sim.scenario.loaded import Loaded
from sim.terms.tracks import Tracks


class Crowd(NamedTuple):
    """People of a group who are out together.

    Attributes:
        group: id of the group.
        place: id of the site at which it gathers, or of the municipality.
        rows: its rows of the people of tracks.
    """

    group: str
    place: str
    rows: tuple[int, ...]


def crowds_of(loaded: Loaded, tracks: Tracks) -> tuple[Crowd, ...]:
    """The crowds that there can be, in the order of the rows of the tracks."""
    found: dict[tuple[str, str], list[int]] = {}
    for row, quarter in enumerate(tracks.quarters):
        group, _, town = quarter.partition("/")
        actor = loaded.scenario.actors.get(group)
        site = actor.gathers_at if isinstance(actor, Residents) else None
        found.setdefault((group, site or town), []).append(row)
    return tuple(Crowd(*key, tuple(rows)) for key, rows in found.items())


def people_of(
    tracks: Tracks, crowds: Sequence[Crowd], ends: NDArray[np.int64]
) -> NDArray[np.int32]:
    """People of each crowd at the end of some ticks, shape (crowd, moment)."""
    people = tracks.people[:, ends].astype(np.int32)
    rows = [people[list(crowd.rows)].sum(axis=0) for crowd in crowds]
    return np.array(rows, np.int32).reshape(len(crowds), len(ends))
