"""Police in reach of each quarter, and of the armed cells of each municipality (M4, M7)."""

from collections.abc import Iterator

import numpy as np

from sim.model.quarters import Numbers
from sim.model.rules import police_entry
from sim.model.run_context import RunContext
from sim.model.state import Post


class Presence:
    """Presence of police that somebody minds; worked out again only when somebody moved.

    Attributes:
        entry: presence of posts in reach of each quarter, added up (X), shape (quarter,).
        strength: police who raid there relative to half strength, shape (quarter,).
        entry_from: place of the post felt most there; empty when there is none.
        fire: presence of each force in reach of armed cells that oppose it, where the groups live
            that these stand for, less what other peacekeepers at the same post deter; by (cells,
            force), shape (municipality,).
    """

    def __init__(self, core: RunContext) -> None:
        self._key: object = None
        cells = core.related.of_kind("armed_cells")
        self._ground = {
            name: frozenset().union(*(core.turf[g] for g in core.related.stands_for(name)))
            for name in cells
        }
        opposed = {force for name in cells for force in core.related.hunted(name)}
        self._hunted = {
            force: [name for name in cells if force in core.related.actors[name].opposes]
            for force in opposed.union(core.order_of_battle.police, core.related.of_kind("army"))
        }
        self._clear(core)

    def _clear(self, core: RunContext) -> None:
        n = len(core.state.quarters.rows)
        self.entry, self.strength, self._most = np.zeros(n), np.zeros(n), np.zeros(n)
        self.entry_from = [""] * n
        self.fire: dict[tuple[str, str], Numbers] = {}

    def update(self, core: RunContext) -> bool:
        """Refresh when a post has come, gone or begun; whether one has."""
        posts = [p for p in core.state.posts if p.arrives <= core.hours < p.leaves and p.n > 0]
        key = [(post.actor, post.place, post.n, post.raids, post.seeks) for post in posts]
        if key == self._key:
            return False
        self._key = key
        self._clear(core)
        keepers = core.keepers_at()
        for post in posts:
            if post.actor in self._hunted:
                own = post.n * getattr(core.posture[post.actor], "neutrality", 0.0)
                self._add(core, post, keepers.get(post.place, 0.0) - own)
        return True

    def _add(self, core: RunContext, post: Post, keepers: float) -> None:
        officers = provoking(core, post)
        home = core.town_of(post.place)
        if officers <= 0.0 or home is None:
            return
        if post.raids:
            self._add_raid(core, post, home, officers)
        else:
            self._add_post(core, post, officers, keepers)

    def _add_fire(self, core: RunContext, post: Post, reach: Numbers) -> None:
        for cells in self._hunted[post.actor]:
            if core.town_of(post.place) in self._ground[cells]:
                n = np.zeros(len(core.map.municipalities))
                self.fire[cells, post.actor] = self.fire.get((cells, post.actor), n) + reach

    def _add_raid(self, core: RunContext, post: Post, home: int, officers: float) -> None:
        p = core.p.police_entry
        reach = np.zeros(len(core.map.municipalities))
        reach[home] = core.rules.presence(officers, 0.0, p.half_strength, p.distance_minutes)
        self._add_fire(core, post, reach)
        concerned = post.seeks or core.related.minders.get(post.actor, ())
        rows = core.state.quarters.of_groups(concerned, home)
        self.strength[rows] += officers / p.half_strength

    def _add_post(self, core: RunContext, post: Post, officers: float, keepers: float) -> None:
        company, deterrence = core.p.availability.gate_company, core.p.interposition.deterrence
        left = core.rules.deterred(keepers, company, deterrence)
        self._add_fire(core, post, left * _by_town(core, post, officers))
        for row, here in _felt(core, post, officers):
            self.entry[row] += here
            if here > self._most[row]:
                self.entry_from[row], self._most[row] = post.place, here


def provoking(core: RunContext, post: Post) -> float:
    """Officers of a post, times how far their force provokes."""
    return post.n * getattr(core.posture[post.actor], "provokes", 1.0)


def used_to(core: RunContext, posts: list[Post]) -> Numbers:
    """What people are used to by the start, of posts that stand since then, shape (quarter,)."""
    found = np.zeros(len(core.state.quarters.rows))
    for post in posts:
        for row, here in _felt(core, post, provoking(core, post)):
            age, tau = -post.arrives, core.p.habituation.usual_hours
            found[row] += float(core.rules.usual(np.zeros(1), np.array([here]), age, tau)[0])
    return found


def _by_town(core: RunContext, post: Post, officers: float) -> Numbers:
    """Presence of a post in reach of each municipality, shape (municipality,)."""
    p = core.p.police_entry
    minutes = (core.map.minutes(m.seat, post.place) for m in core.map.municipalities)
    law = (p.half_strength, p.distance_minutes)
    return np.array([core.rules.presence(officers, away, *law) for away in minutes])


def _felt(core: RunContext, post: Post, officers: float) -> Iterator[tuple[int, float]]:
    """Each quarter that minds a post, with what it adds to presence there."""
    quarters, felt = core.state.quarters, _by_town(core, post, officers)
    for row in quarters.of_groups(core.minders_at(post.actor, post.place)):
        yield row, police_entry.adds(float(felt[quarters.rows[row].town]))
