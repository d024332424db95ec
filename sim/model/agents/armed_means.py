"""How armed cells fire: from afar, to be heard, or out of an ambush on who is on the road (M7).

They choose as organisers do (M15), by what a means stops of what they oppose: a column that is on
its way is stopped by an ambush, and a post that stands there is not.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.model.denial import worth_of
from sim.model.rules import denial
from sim.model.run_context import RunContext
from sim.model.state import Post
from sim.scenario.means import armed_means


class Way(NamedTuple):
    """How a cell fires.

    Attributes:
        means: name of its means.
        does: ``shoot`` or ``ambush``.
        post: the post of what it opposes that its road matters to most; None for none.
        denied: what the means stops of the road of that post [0..1].
    """

    means: str
    does: str
    post: Post | None
    denied: float


def most_on_the_road(core: RunContext, town: int, forces: tuple[str, ...]) -> Post | None:
    """The post of some forces in a municipality whose road it is worth most to stop."""
    hours = core.hours
    there = [
        post for post in core.state.posts
        if post.actor in forces and post.n > 0 and post.leaves > hours
        and core.town_of(post.place) == town
    ]  # fmt: skip
    return max(there, key=lambda post: (worth_of(core, post), post.n, post.place), default=None)


def shares(core: RunContext, post: Post | None) -> dict[str, tuple[float, float]]:
    """Chance of each means of armed cells [0..1], what it stops of a post's road [0..1]."""
    names, p = armed_means(core.plan.means), core.p
    means = [core.plan.means[name] for name in names]
    n, worth = (0.0, 0.0) if post is None else (float(post.n), worth_of(core, post))
    road = np.array([one.stops.road.value for one in means])
    stopped = core.rules.stopped(worth + 0.0 * road, 0.0 * road, road, 0.0)
    own = np.array([one.effort.value for one in means])
    risk = np.array([one.risk.value for one in means])
    effort = denial.effort(own, risk, n, p.police_entry.half_strength)
    left = denial.margin(0.0 * road, effort, stopped, p.denial.weight)
    able = [one.does == "shoot" or post is not None for one in means]
    if True not in able:
        return {}
    left = np.where(able, left, -np.inf)
    chances = denial.shares(left[:, None], p.denial.choice_width)[:, 0]
    return dict(zip(names, zip(chances.tolist(), stopped.tolist(), strict=True), strict=True))


def choose(
    core: RunContext, town: int, forces: tuple[str, ...], draw: Callable[[], float]
) -> Way | None:
    """Draw how a cell fires at some forces in its municipality; None where it has no means to.

    Args:
        core: the run.
        town: number of the municipality.
        forces: whom it opposes.
        draw: a uniform draw [0, 1).
    """
    post, found, left = most_on_the_road(core, town, forces), None, draw()
    for name, (chance, stopped) in shares(core, post).items():
        found = Way(name, core.plan.means[name].does, post, stopped)
        left -= chance
        if left < 0.0:
            break
    return found
