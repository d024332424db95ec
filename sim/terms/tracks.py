"""Tracks: what a map needs of a run beside its measures.

Who is out, who stands where, and what stands, of the scenario's shape: rows for its groups and
municipalities, its forces and sites.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int32]

BLOCKED, CLOSED, HELD = 1, 2, 4
"""Bits of the state of a site: a barricade stands, it is closed, peacekeepers hold it."""
POST_COLUMNS: Final = ("tick", "force", "place", "there", "on_the_way")
SITE_COLUMNS: Final = ("tick", "site", "state")


class Tracks(NamedTuple):
    """Tracks of one run.

    Attributes:
        people: people out at the end of each tick, shape (quarter, tick); a quarter is a group in
            a municipality. A sampled person stands for several, so that they are rounded.
        posts: a row for each change of how many of a force are at a place, with what there is from
            the end of that tick on, shape (change, 5): :data:`POST_COLUMNS`. Those on the way are
            counted where they go.
        sites: a row for each change of a site, shape (change, 3): :data:`SITE_COLUMNS`; its state
            is a sum of :data:`BLOCKED`, :data:`CLOSED` and :data:`HELD`.
        quarters: ``group/municipality`` of each row of ``people``.
        forces: ids of the forces, by the numbers of ``posts``.
        places: ids of places, sites and municipalities, by the numbers of ``posts`` and ``sites``.
    """

    people: Whole
    posts: Whole
    sites: Whole
    quarters: tuple[str, ...]
    forces: tuple[str, ...]
    places: tuple[str, ...]

    def at(self, tick: int) -> tuple[dict[tuple[str, str], tuple[int, int]], dict[str, int]]:
        """Who stands where, and the state of each site, at the end of a tick.

        Args:
            tick: number of the tick.

        Returns:
            People there and on the way by (force, place), and states by site; without what is 0.
        """
        posts: dict[tuple[str, str], tuple[int, int]] = {}
        for _, force, place, there, coming in self.posts[self.posts[:, 0] <= tick].tolist():
            posts[self.forces[force], self.places[place]] = there, coming
        sites: dict[str, int] = {}
        for _, site, state in self.sites[self.sites[:, 0] <= tick].tolist():
            sites[self.places[site]] = state
        return (
            {key: value for key, value in posts.items() if any(value)},
            {site: state for site, state in sites.items() if state},
        )
