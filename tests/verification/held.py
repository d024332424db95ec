"""What a run left at some hour, and the loop of expected values does not move."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model.model import EscalationModel
from sim.model.phases_people import Crowds
from sim.model.rules import rumour
from sim.model.run_context import RunContext

N_CLASSES = 16
SEEDED = 0.02
"""Share of a municipality that a rumour starts with."""
INSIDE, ACROSS = "serbs_north", "albanians_south"
CELLS, POLICE = "armed_groups", "special_police"


@dataclass(frozen=True)
class Held:
    """What a run left at some hour and the loop does not move; arrays have shape (T,).

    Attributes:
        core: the run, for its parameters.
        base: threat of salience, entry and raids.
        called: whether a call is in force.
        reach: police in reach of armed cells.
        will: activity of the cells times what restraint and the patron leave of it.
        posts: special police facing a crowd, as (town, officers, keepers).
        unclear: how unclear things are [0..1].
        noise: share of news that is distorted [0..1].
        network: barricades standing relative to a full network.
        people: people of each crowd, the one across last; shape (T + 1,).
        rung: standing rung.
    """

    core: RunContext
    base: np.ndarray
    called: np.ndarray
    reach: np.ndarray
    will: np.ndarray
    posts: tuple[tuple[int, int, float], ...]
    unclear: float
    noise: float
    network: float
    people: np.ndarray
    rung: int

    @cached_property
    def costs(self) -> tuple[np.ndarray, np.ndarray]:
        """Middle and share of each class of cost, of each crowd; shapes (T + 1, K), (K,)."""
        p = self.core.p.mobilisation
        edges = np.linspace(-4.0, 0.5, N_CLASSES + 1)
        middle = (edges[1:] + edges[:-1]) / 2
        below = np.array([0.5 * (1 + math.erf(edge / math.sqrt(2))) for edge in edges])
        means = np.full(len(self.people), p.cost_mean)
        means[-1] -= p.gathering_weight  # who has a place to gather saves some of it
        return means[:, None] + p.cost_sd * middle, p.adult_share * np.diff(below)

    @cached_property
    def wave(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What a rumour leaves of a town: shares who had not heard before, after; new hearers."""
        p = self.core.p.rumour
        before = np.linspace(0.0, 1.0, 101)
        seed = np.minimum(before, SEEDED)
        heard = rumour.Hearing(before - seed, seed * (1 - p.disbelief), seed)
        contact = p.contact_rate * np.eye(before.size)
        for _ in range(400):
            heard = rumour.spread(heard, contact, p.stifle_contacts, p.disbelief, 0.05)
        return before, heard.ignorant, heard.heard


def held(model: EscalationModel) -> Held:
    """What a model holds after its last tick."""
    core, state, quarters = model.core, model.core.state, model.core.state.quarters
    rows, keepers = quarters.of_groups((INSIDE,)), core.keepers_at()
    towns = [quarters.rows[row].town for row in rows]
    posts = tuple(
        (towns.index(town), post.n, keepers.get(post.place, 0.0))
        for post in core.present(POLICE)
        if (town := core.town_of(post.place)) in towns
    )
    _, cells = model._locals
    by_town = {cell.town: n for n, cell in enumerate(cells.table.cells)}
    order = [by_town[town] for town in towns]
    stance = state.patrons["belgrade"].stance
    will = cells.table.will * core.rules.held_fire(stance, cells.table.discipline)
    fire = model._presence.fire.get((CELLS, POLICE), np.zeros(len(core.map.municipalities)))
    return Held(
        core=core,
        base=quarters.parts[:3, rows].sum(axis=0),
        called=(quarters.called & ~quarters.stand_down)[rows],
        reach=core.p.armed_fire.police_reach * fire[towns],
        will=will[order],
        posts=posts,
        unclear=float(np.asarray(model._rumours._unclear(core))[rows[0]]),
        noise=float(model._rumours.noise[rows[0]]),
        network=len(state.standing) / core.p.barricades.full_network,
        people=Crowds(core).people[[*rows, *quarters.of_groups((ACROSS,))]],
        rung=4 if state.closed else 3 if state.standing else 0,
    )
