"""Epstein's (2002) civil violence on a lattice, as Mesa's own example has it; many worlds at once.

Source: Epstein 2002, *Modeling civil violence*, PNAS 99 suppl. 3, Run 2. The worlds are
independent and go in lockstep: each activates its agents one by one, in its own random order.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

EMPTY, QUIET, ACTIVE, ARRESTED, COP = range(5)


class Rule(NamedTuple):
    """Run 2 of the paper; citizens and cops see equally far."""

    legitimacy: float = 0.82
    threshold: float = 0.1
    arrest_constant: float = 2.3
    max_jail_term: int = 30
    ratio: Callable[[np.ndarray], np.ndarray] = np.rint  # half to even: Mesa's, not the paper's
    side: int = 40
    vision: int = 7
    citizens: float = 0.7
    cops: float = 0.04


def as_printed(ratio: np.ndarray) -> np.ndarray:
    return ratio


def diamond(side: int, vision: int) -> np.ndarray:
    """Sites within a Manhattan distance on the torus, without the own, shape (site, neighbour)."""
    x, y = np.divmod(np.arange(side * side), side)
    steps = range(-vision, vision + 1)
    offsets = [(i, j) for i in steps for j in steps if 0 < abs(i) + abs(j) <= vision]
    columns = [((x + i) % side) * side + (y + j) % side for i, j in offsets]
    return np.stack(columns, axis=1)


class Worlds:
    """Independent worlds; every array has one row a world."""

    def __init__(self, n_worlds: int, rule: Rule, seed: int) -> None:
        self.rule, self.rng = rule, np.random.default_rng(seed)
        sites = rule.side**2
        self.near = diamond(rule.side, rule.vision)
        u = self.rng.random((n_worlds, sites))
        kind = np.where(u < rule.citizens, QUIET, np.where(u < rule.citizens + rule.cops, COP, 0))
        self.grid = kind.astype(np.int8)
        n_agents = int((kind > 0).sum(axis=1).max())
        self.site = np.full((n_worlds, n_agents), -1)  # agents that are not there stay at -1
        self.who = np.full((n_worlds, sites), -1)
        for world in range(n_worlds):
            there = np.flatnonzero(kind[world])
            self.site[world, : there.size] = there
            self.who[world, there] = np.arange(there.size)
        self.grievance = self.rng.random((n_worlds, n_agents)) * (1.0 - rule.legitimacy)
        self.risk_aversion = self.rng.random((n_worlds, n_agents))
        self.term = np.zeros((n_worlds, n_agents), dtype=np.int64)

    def counts(self) -> np.ndarray:
        """Active, quiet and jailed citizens, shape (world, 3)."""
        return np.stack([(self.grid == k).sum(axis=1) for k in (ACTIVE, QUIET, ARRESTED)], axis=1)

    def wishes(self, worlds: np.ndarray, agents: np.ndarray, seen: np.ndarray) -> np.ndarray:
        """What free citizens turn into: active when grievance minus net risk is enough."""
        cops, actives = (seen == COP).sum(axis=1), 1 + (seen == ACTIVE).sum(axis=1)
        risk = 1.0 - np.exp(-self.rule.arrest_constant * self.rule.ratio(cops / actives))
        net = self.grievance[worlds, agents] - self.risk_aversion[worlds, agents] * risk
        return np.where(net > self.rule.threshold, ACTIVE, QUIET)

    def step(self) -> None:
        """Everybody once, in random order: act, then move to a site that was seen empty."""
        order = self.rng.random(self.site.shape).argsort(axis=1)
        for turn in range(order.shape[1]):
            self._activate(order[:, turn])

    def _activate(self, agents: np.ndarray) -> None:
        worlds = np.arange(agents.size)
        free = (self.site[worlds, agents] >= 0) & (self.term[worlds, agents] == 0)
        self.term[worlds, agents] -= self.term[worlds, agents] > 0
        worlds, agents = worlds[free], agents[free]
        here = self.site[worlds, agents]
        near = self.near[here]
        seen = np.take(self.grid, near + (worlds * self.grid.shape[1])[:, None])
        cop = self.grid[worlds, here] == COP
        for row in np.flatnonzero(cop & (seen == ACTIVE).any(axis=1)):
            self._arrest(worlds[row], near[row][seen[row] == ACTIVE])
        wish = self.wishes(worlds, agents, seen)
        self.grid[worlds, here] = np.where(cop, COP, wish)
        self._move(worlds, agents, near, seen == EMPTY)

    def _arrest(self, world: int, actives: np.ndarray) -> None:
        site = actives[self.rng.integers(actives.size)]
        self.grid[world, site] = ARRESTED
        term = self.rng.integers(self.rule.max_jail_term + 1)
        self.term[world, self.who[world, site]] = term

    def _move(
        self, worlds: np.ndarray, agents: np.ndarray, near: np.ndarray, empty: np.ndarray
    ) -> None:
        n_empty = empty.sum(axis=1)
        first = np.cumsum(n_empty) - n_empty
        chosen = first + (self.rng.random(worlds.size) * n_empty).astype(np.int64)
        can = n_empty > 0
        worlds, agents, chosen = worlds[can], agents[can], chosen[can]
        there = np.take(near, np.flatnonzero(empty)[chosen])
        here = self.site[worlds, agents]
        self.grid[worlds, there] = self.grid[worlds, here]
        self.who[worlds, there] = agents
        self.grid[worlds, here], self.who[worlds, here] = EMPTY, -1
        self.site[worlds, agents] = there


class AllAtOnce(Worlds):
    """The wrong way: everybody acts on the same picture of the world; only then do they move."""

    def step(self) -> None:
        picture = self.grid.copy()
        for world in range(self.site.shape[0]):
            self._decide(world, picture[world])
            for site in np.flatnonzero(picture[world] == COP):
                actives = self.near[site][picture[world, self.near[site]] == ACTIVE]
                if actives.size:
                    self._arrest(world, actives)
            self._walk(world)

    def _decide(self, world: int, picture: np.ndarray) -> None:
        agents = np.flatnonzero(self.site[world] >= 0)
        citizens = agents[picture[self.site[world, agents]] != COP]
        waiting = self.term[world, citizens] > 0
        self.term[world, citizens[waiting]] -= 1
        free = citizens[~waiting]
        sites = self.site[world, free]
        seen = picture[self.near[sites]]
        self.grid[world, sites] = self.wishes(np.full(free.size, world), free, seen)

    def _walk(self, world: int) -> None:
        grid, who = self.grid[world], self.who[world]
        for agent in self.rng.permutation(self.site.shape[1]):
            site = self.site[world, agent]
            if site < 0 or grid[site] == ARRESTED:
                continue
            near = self.near[site]
            empty = near[grid[near] == EMPTY]
            if empty.size:
                there = empty[self.rng.integers(empty.size)]
                grid[there], who[there] = grid[site], agent
                grid[site], who[site] = EMPTY, -1
                self.site[world, agent] = there


def simulate(worlds: Worlds, n_steps: int) -> np.ndarray:
    """Counts at the end of each step, the start included, shape (world, step, 3)."""
    counts = [worlds.counts()]
    for _ in range(n_steps):
        worlds.step()
        counts.append(worlds.counts())
    return np.stack(counts, axis=1)


def outbursts(active: np.ndarray, height: int = 50) -> np.ndarray:
    """Outbursts of each world: from above a height until below it, shape (world,)."""
    found = np.zeros(active.shape[0], dtype=np.int64)
    burning = np.zeros(active.shape[0], dtype=bool)
    for now in active.T:
        starts = ~burning & (now > height)
        found += starts
        burning = (burning | starts) & ~(burning & (now < height))
    return found


def statistics(counts: np.ndarray) -> dict[str, np.ndarray]:
    """What is compared, each of shape (world,)."""
    active, jailed = counts[:, 1:, 0], counts[:, 1:, 2]
    return {
        "mean_active": active.mean(axis=1),
        "peak_active": active.max(axis=1),
        "outbursts": outbursts(active),
        "mean_jailed": jailed.mean(axis=1),
        "last_active": active[:, -1],
    }
