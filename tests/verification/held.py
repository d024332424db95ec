"""What a run left at some hour, and the loop of expected values does not move."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model.model import EscalationModel
from sim.model.phases_people import Crowds
from sim.model.phases_world import _since
from sim.model.rules import rumour
from sim.model.run_context import RunContext

N_CLASSES = 16
SEEDED = 0.02
"""Share of a municipality that a rumour starts with."""


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
        means[-1] = p.cost_mean_across
        return means[:, None] + p.cost_sd * middle, p.adult_share * np.diff(below)

    @cached_property
    def wave(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What a rumour leaves of a town: shares who had not heard before, after; new believers."""
        p = self.core.p.rumour
        before = np.linspace(0.0, 1.0, 101)
        seed = np.minimum(before, SEEDED)
        heard = rumour.Hearing(before - seed, seed * (1 - p.disbelief), seed * (1 - p.disbelief))
        contact = p.contact_rate * np.eye(before.size)
        for _ in range(400):
            heard = rumour.spread(heard, contact, p.stifle_contacts, p.disbelief, 0.05)
        return before, heard.ignorant, heard.believing


def held(model: EscalationModel) -> Held:
    """What a model holds after its last tick."""
    core = model.core
    state, presence, towns = core.state, model._presence, core.state.towns
    peacekeepers, neutrality = core.peacekeepers_at(), core.neutrality()
    posts = tuple(
        (town, post.n, neutrality * peacekeepers.get(post.place, 0.0))
        for post in state.posts
        if post.actor in core.cast.special
        and post.arrives <= core.hours < post.leaves
        and (town := core.town_of(post.place)) is not None
    )
    unclear = rumour.ambiguity(
        _since(core, "police_deployed", "raid", "installed"),
        _since(core, "shots", "barricade_built", "scuffle", "arrest"),
        core.p.rumour.clear_hours,
    )
    cells = {agent.town: agent for agent in model._locals if hasattr(agent, "will")}
    fire = [a.will * core.rules.held_fire(state.stance, a.discipline) for a in cells.values()]
    return Held(
        core=core,
        base=np.array([t.threat.salience + t.threat.entry + t.threat.raid for t in towns]),
        called=np.array([t.called and not t.stand_down for t in towns]),
        reach=core.p.armed_fire.police_reach * np.array(presence.fire),
        will=np.array(fire)[np.argsort(list(cells))],
        posts=posts,
        unclear=unclear,
        network=len(state.standing) / core.p.barricades.full_network,
        people=Crowds(core).people[: len(towns) + 1],
        rung=4 if state.closed else 3 if state.standing else 0,
    )
