"""What blocks and crowds of each committee could still stop of what it contests (M15)."""

import math
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.attrition import stakeholders
from sim.model.quarters import Numbers
from sim.model.rules import denial
from sim.model.run_context import RunContext
from sim.model.state import Post


class Denial:
    """What could be stopped: on the road at each site, and by people at a place.

    What changes is replaced, never changed in place.

    Attributes:
        road: what a block would stop, of each (committee, site) in the order of the committees and
            of their sites [0..1], shape (option,).
        place: what people could stop at a place [0..1], shape (committee,).
        where: that place; empty where nothing is to be stopped at one.
        offices: what people could stop who serve in offices [0..1], shape (committee,).
        facing: people of the other side at that place, shape (committee,).
        at_site: people of the other side at each site, shape (option,).
    """

    def __init__(self, core: RunContext) -> None:
        rows = core.state.committees.rows
        self._options = [(n, site) for n, row in enumerate(rows) for site in row.points]
        self._of = np.array([n for n, _ in self._options], dtype=np.int64)
        self._minded = [
            {f for f, groups in core.related.minders.items() if _calls(core, n) & set(groups)}
            for n in range(len(rows))
        ]
        self._forces = frozenset().union(*self._minded)
        self._bases = {
            unit.id: unit.base for units in core.order_of_battle.units.values() for unit in units
        }
        self._ways: dict[tuple[str, str], Numbers] = {}
        self._others: Numbers | None = None
        self._key: object = None
        self._on_roads = np.zeros(len(self._options))
        self.road = self._on_roads
        self.place = np.zeros(len(rows))
        self.where = [""] * len(rows)
        self.offices = np.zeros(len(rows))
        self.facing = np.zeros(len(rows))
        self.at_site = np.zeros(len(self._options))

    def update(self, core: RunContext) -> None:
        """Work it out anew where a post, an issue or its hour has changed."""
        hours, forces = core.hours, self._forces
        seen = (p for p in core.state.posts if p.actor in forces and p.n > 0 and p.leaves > hours)
        posts = [_Seen(p, worth_of(core, p)) for p in seen]
        issues = {name: _road(core, name) for name in core.plan.issues if core.is_contested(name)}
        served = tuple(name for name in issues if _is_in_force(core, name))
        gathered = tuple(name for name in issues if _gathers(core, name))
        there = [(p.actor, p.unit, p.place, p.n, p.raids, w) for p, w in posts]
        key = (there, issues, gathered, served)
        if key != self._key:
            self._key = key
            self._work_out(core, posts, issues, gathered)
            self.offices = np.array([_offices(core, n, served) for n in range(len(self._minded))])
        self.road = self._on_roads
        if np.count_nonzero(core.state.quarters.believing):
            believed = self._believed(core)
            if np.count_nonzero(believed):
                self.road = np.maximum(self._on_roads, believed[self._of])

    def now(self, core: RunContext) -> "Denial":
        """Itself, brought up to now."""
        self.update(core)
        return self

    def _work_out(
        self,
        core: RunContext,
        posts: list["_Seen"],
        issues: dict[str, float],
        gathered: tuple[str, ...],
    ) -> None:
        called = [_calls(core, n) for n in range(len(self._minded))]
        own = [
            [name for name in issues if groups & set(stakeholders(core.plan.issues[name]))]
            for groups in called
        ]
        is_open = np.array([bool(names) for names in own], dtype=bool)
        of_issues = np.array([max((issues[i] for i in names), default=0.0) for names in own])
        self._on_roads = self._of_posts(core, posts, is_open)
        if self._options:
            levers = core.p.denial.hostage * is_open[self._of] * self._levers(core)
            self._on_roads = np.maximum(self._on_roads, levers)
        if self._options:
            self._on_roads = np.maximum(self._on_roads, of_issues[self._of])
        there = [
            _at_place(core, n, [i for i in names if i in gathered]) for n, names in enumerate(own)
        ]
        self.place = np.array([share for share, _ in there], dtype=float)
        self.where = [at or self._raided(core, n, posts) for n, (_, at) in enumerate(there)]
        self.facing = np.array(
            [_there(posts, self._minded[n], at) for n, at in enumerate(self.where)], dtype=float
        )
        self.at_site = np.array(
            [_there(posts, self._minded[n], site) for n, site in self._options], dtype=float
        )

    def _of_posts(
        self, core: RunContext, posts: list["_Seen"], is_open: NDArray[np.bool_]
    ) -> Numbers:
        """What of the movement and the supply of forces a block at each site would stop."""
        found = np.zeros(len(self._options))
        for post, worth in posts:
            own = np.array([post.actor in self._minded[n] for n, _ in self._options], dtype=float)
            if post.raids:
                found = np.maximum(found, own * worth * self._here(core, post))
            elif worth > 0.0 and self._options:
                found = np.maximum(found, own * is_open[self._of] * worth * self._way(core, post))
        return found

    def _levers(self, core: RunContext) -> Numbers:
        """Share that each site takes of a road between people whom those who are called oppose."""
        if self._others is None:
            self._others = np.array([_of_others(core, n, site) for n, site in self._options])
        return self._others

    def _raided(self, core: RunContext, n: int, posts: list["_Seen"]) -> str:
        """Where police raid in the municipality of a committee who are minded there; or nowhere."""
        town = core.state.committees.rows[n].town
        raided = {
            seen.post.place for seen in posts
            if seen.post.raids and seen.worth > 0.0 and seen.post.actor in self._minded[n]
            and core.town_of(seen.post.place) == town
        }  # fmt: skip
        return min(raided, default="")

    def _here(self, core: RunContext, post: Post) -> Numbers:
        """1 at the sites of the municipality of a post."""
        rows, town = core.state.committees.rows, core.town_of(post.place)
        return np.array([float(rows[n].town == town) for n, _ in self._options])

    def _way(self, core: RunContext, post: Post) -> Numbers:
        """Share of the road of a post that a block at each site takes, less where it is far."""
        key = (self._bases.get(post.unit, ""), post.place)
        if key not in self._ways:
            base, place = key
            reach = core.p.denial.reach_minutes
            self._ways[key] = np.array(
                [
                    (core.map.cut(base, place, site) if base else 1.0)
                    * denial.nearness(_minutes(core, site, place), reach)
                    for _, site in self._options
                ]
            )
        return self._ways[key]

    def _believed(self, core: RunContext) -> Numbers:
        """What those who believe a rumour think is coming, shape (committee,)."""
        quarters, p = core.state.quarters, core.p.denial
        feared = np.where(quarters.threat >= p.believed_threat, quarters.believing, 0.0)
        return p.believed * core.state.committees.calls.largest(feared)


class _Seen(NamedTuple):
    """A post of the other side, and what stopping it is worth."""

    post: Post
    worth: float


def _of_others(core: RunContext, n: int, site: str) -> float:
    """Largest share that a site takes of the roads between the municipalities of an opposed group.

    Whoever holds a road that others need can hurt them, whatever it is about (Schelling 1966).
    """
    quarters, towns = core.state.quarters, core.map.municipalities
    others = {
        g for own in _calls(core, n) for g in quarters.of_group if core.related.opposed(own, g)
    }
    return max(
        (
            core.map.cut(towns[a].seat, towns[b].seat, site)
            for group in others
            for a, b in combinations(
                [quarters.rows[row].town for row in quarters.of_group[group]], 2
            )
        ),
        default=0.0,
    )


def _calls(core: RunContext, n: int) -> set[str]:
    """Groups that a committee calls in its municipality."""
    rows = core.state.quarters.rows
    return {rows[q].group for q in core.state.committees.rows[n].calls}


def _minutes(core: RunContext, site: str, place: str) -> float:
    """Minutes by road between a site and a place: from the nearer end of its road."""
    nodes = core.map.sites[site].nodes
    return min(core.map.minutes(node, place) for node in nodes)


def worth_of(core: RunContext, post: Post) -> float:
    """What stopping a post's road is worth [0..1]: on the move, or fed by it once it stands."""
    p = core.p.denial
    if post.raids:
        return float(post.arrives <= core.hours)
    lived_in = core.map.people_at.get(post.place, 0) > 0
    fresh = p.column_hours_town if lived_in else p.column_hours
    if core.hours < post.arrives - p.column_hours_town:
        return 0.0  # nobody has seen it leave
    if core.hours < post.arrives + fresh:
        return 1.0
    return p.settled if lived_in else p.supply


def _there(posts: list[_Seen], forces: set[str], place: str) -> float:
    """People of some forces at a place, or on their last stretch to it."""
    if not place:
        return 0.0
    return float(sum(p.n for p, worth in posts if p.place == place and p.actor in forces and worth))


def _is_in_force(core: RunContext, name: str) -> bool:
    """Whether a decision that is carried out in offices is in force."""
    issue, state = core.plan.issues[name], core.state.issues[name]
    return issue.in_offices > 0.0 and issue.enforced and state.deadline <= core.hours


def _offices(core: RunContext, n: int, served: tuple[str, ...]) -> float:
    """Share of what a committee contests that works only through its own people."""
    groups, issues = _calls(core, n), core.plan.issues
    own = (name for name in served if groups & set(stakeholders(issues[name])))
    return max((issues[name].in_offices for name in own), default=0.0)


def _gathers(core: RunContext, name: str) -> bool:
    """Whether people would gather at the place of an issue, if it has one, by now."""
    left = core.state.issues[name].deadline - core.hours
    return core.plan.issues[name].where is not None and left <= core.p.denial.gather_hours


def _road(core: RunContext, name: str) -> float:
    """What of an issue stops with the roads: all before its hour, its share of it afterwards."""
    issue, state = core.plan.issues[name], core.state.issues[name]
    share = core.on_roads(issue)
    left = state.deadline - core.hours
    if left <= 0.0:
        return share if issue.enforced else 0.0
    is_near = issue.kind == "deadline" and issue.enforced and left <= core.p.denial.deadline_hours
    return 1.0 if is_near and share > 0.0 else 0.0


def _at_place(core: RunContext, n: int, issues: list[str]) -> tuple[float, str]:
    """What people could stop at the place of an issue, by how far away it is, and that place."""
    p, row = core.p.denial, core.state.committees.rows[n]
    seat = core.map.municipalities[row.town].seat
    best = (0.0, "")
    for name in issues:
        where = core.plan.issues[name].where or ""
        minutes = core.map.minutes(seat, where)
        if not math.isinf(minutes):
            at_place = 1.0 - core.on_roads(core.plan.issues[name])
            best = max(best, (at_place * denial.nearness(minutes, p.reach_minutes), where))
    return best
