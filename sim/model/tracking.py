"""Tracks of a run, noted from outside after every tick: people out, posts, and what stands."""

import numpy as np

from sim.model.run_context import RunContext
from sim.terms.tracks import BLOCKED, CLOSED, HELD, POST_COLUMNS, SITE_COLUMNS, Tracks

_NOBODY = (0, 0)


class Tracker:
    """What has been noted so far. It holds no run, so that a fork goes on with it."""

    def __init__(self, core: RunContext) -> None:
        """Args: the run, for the names of its groups, forces and places."""
        quarters = (row.name for row in core.state.quarters.rows)
        self._quarters = tuple(quarters)
        self._places = tuple(sorted(core.map.town_of))
        self._forces = core.related.of_kind("police", "peacekeepers", "higher_command", "army")
        self._force_number = {name: n for n, name in enumerate(self._forces)}
        self._place_number = {name: n for n, name in enumerate(self._places)}
        self._out: np.ndarray | None = None
        self._people_now = np.zeros(0, np.int32)
        self._people: list[np.ndarray] = []
        self._posts: list[tuple[int, ...]] = []
        self._sites: list[tuple[int, ...]] = []
        self._at: dict[tuple[str, str], tuple[int, int]] = {}
        self._state: dict[str, int] = {}

    def note(self, core: RunContext, tick: int) -> None:
        """Note what is so at the end of a tick."""
        if core.state.quarters.out is not self._out:
            self._out = core.state.quarters.out
            self._people_now = np.rint(self._out).astype(np.int32)
        self._people.append(self._people_now)
        at = _posts(core)
        if at != self._at:
            for key in sorted(at.keys() | self._at.keys()):
                new = at.get(key, _NOBODY)
                if new != self._at.get(key, _NOBODY):
                    force, place = key
                    numbers = self._force_number[force], self._place_number[place]
                    self._posts.append((tick, *numbers, *new))
            self._at = at
        state = _sites(core)
        if state != self._state:
            for site in sorted(state.keys() | self._state.keys()):
                new_state = state.get(site, 0)
                if new_state != self._state.get(site, 0):
                    self._sites.append((tick, self._place_number[site], new_state))
            self._state = state

    @property
    def tracks(self) -> Tracks:
        """What has been noted."""
        people = np.array(self._people, np.int32).reshape(-1, len(self._quarters))
        return Tracks(
            np.ascontiguousarray(people.T),
            np.array(self._posts, np.int32).reshape(-1, len(POST_COLUMNS)),
            np.array(self._sites, np.int32).reshape(-1, len(SITE_COLUMNS)),
            self._quarters, self._forces, self._places,
        )  # fmt: skip


def _posts(core: RunContext) -> dict[tuple[str, str], tuple[int, int]]:
    """People there and on the way, by force and place."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    hours = core.hours
    for post in core.state.posts:
        if post.n > 0 and hours < post.leaves:
            key = post.actor, post.place
            there, coming = found[key] if key in found else _NOBODY  # noqa: SIM401
            is_there = post.arrives <= hours
            found[key] = (there + post.n, coming) if is_there else (there, coming + post.n)
    return found


def _sites(core: RunContext) -> dict[str, int]:
    """State of every site of which there is anything to tell."""
    found = dict.fromkeys(core.state.standing, BLOCKED)
    for site in core.state.closed:
        found[site] = found.get(site, 0) | CLOSED
    for site, forces in core.state.held.items():
        if forces:
            found[site] = found.get(site, 0) | HELD
    return found
