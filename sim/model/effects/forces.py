"""Units that come and go, raids, arrests, and forces that ask for consent."""

from sim.model.actions import Action
from sim.model.effects import triggers
from sim.model.order_of_battle import DeploymentOrder
from sim.model.run_context import RunContext
from sim.model.state import Post

BLOWS = frozenset({"scuffle", "clash", "shots"})
"""Kinds of events for which more people are sent to a site that is held."""
PEACEFUL = 0
"""Rung of a peacekeeper's act: protection, not coercion."""
UNARMED = 2
"""Steps of a kin state before its army is on alert."""
_STEPS = (
    "is calm again", "warns in words", "asks that its kin be protected",
    "keeps its army on alert", "keeps its army on the highest alert",
)  # fmt: skip
"""What is said of a step that changes nothing about the army."""


def arrive(core: RunContext, action: Action) -> None:
    """People of a unit stand in place."""
    for post in core.state.posts:
        if post.unit == action.target and post.place == action.place and post.arrives <= core.hours:
            post.announced = True
    peacekeepers = core.related.actors[action.actor].kind == "peacekeepers"
    kind = "peacekeepers_deployed" if peacekeepers else "police_deployed"
    if action.actor in core.order_of_battle.second:
        kind = "responders_deployed"
    if not action.target:  # nobody of the table: reserves from outside
        kind = "reserve_arrives"
    if peacekeepers and action.place in core.related.actors[action.actor].holds:
        if _first_to_hold(core, action):
            kind = "bridge_held"
        elif not _reinforces(core, action):
            return
    minders = core.minders_at(action.actor, action.place)
    entered(core, minders)
    core.log.add(
        kind,
        place=action.place,
        source=action.actor,
        target=core.main_group(minders, action.place),
        people=action.n,
        causes=action.causes,
        given=action.given,
        rung=None if minders else PEACEFUL,
    )
    if minders:
        officers = action.n * getattr(core.posture[action.actor], "provokes", 1.0)
        triggers.come(core, "entry", minders, action.place, officers)


def _reinforces(core: RunContext, action: Action) -> bool:
    """Whether those who come to a site that is held were sent for blows there."""
    return any(core.log.events[event].kind in BLOWS for event in action.causes)


def _first_to_hold(core: RunContext, action: Action) -> bool:
    """Peacekeepers stand at a site that they hold; whether they are the first of their force."""
    holders = core.state.held.get(action.place, ())
    if action.actor in holders:
        return False
    core.state.held[action.place] = tuple(sorted((*holders, action.actor)))
    return True


def leave(core: RunContext, action: Action) -> None:
    """People of a unit go back."""
    gone = [
        post
        for post in core.state.posts
        if post.unit == action.target and post.place == action.place and post.leaves <= core.hours
    ]
    for post in gone:
        core.state.posts.remove(post)
        core.order_of_battle.bring_back(post)
    peacekeepers = core.related.actors[action.actor].kind == "peacekeepers"
    kind = "peacekeepers_withdrawn" if peacekeepers else "police_withdrawn"
    core.log.add(
        kind,
        place=action.place,
        source=action.actor,
        people=action.n,
        causes=action.causes,
        given=action.given,
    )
    still = any(p.place == action.place and p.actor == action.actor for p in core.state.posts)
    holders = core.state.held.get(action.place, ())
    if action.actor in holders and not still:
        left = tuple(name for name in holders if name != action.actor)
        core.state.held = {**core.state.held, action.place: left}
        if not left:
            del core.state.held[action.place]


def entered(core: RunContext, groups: tuple[str, ...]) -> None:
    """Police that some groups mind have come: until news catches up things are unclear to them."""
    for group in groups:
        core.state.entered[group] = core.hours


def readiness(core: RunContext, action: Action) -> None:
    """A kin state takes a step up or down; from the third on its army is on alert."""
    patron = core.state.patrons[action.actor]
    before, patron.step, patron.since = patron.readiness, action.n, core.hours
    patron.readiness = max(0, action.n - UNARMED)
    kind = "alarm"
    if patron.readiness != before:
        kind = "readiness_raised" if patron.readiness > before else "readiness_lowered"
    core.log.add(
        kind,
        source=action.actor,
        causes=action.causes,
        terms=action.terms,
        given=action.given,
        says=action.says or ("" if kind != "alarm" else _STEPS[action.n]),
        rung=PEACEFUL,
    )


def send_force(core: RunContext, action: Action) -> None:
    """A force sends people to a site of its own accord: the units that can be there first."""
    cause = action.causes[-1] if action.causes else -1
    order = DeploymentOrder(action.actor, action.place, action.n, cause=cause)
    core.state.posts += core.order_of_battle.send(order, core.hours)
    core.state.ordered.add((action.actor, action.place))


def ask_reserve(core: RunContext, action: Action) -> None:
    """A headquarters asks the command above it for reserves."""
    core.state.reserve_asked[action.actor] = core.log.add(
        "reserve_requested",
        source=action.actor,
        target=action.target,
        causes=action.causes,
        terms=action.terms,
    )


def release(core: RunContext, action: Action) -> None:
    """A command releases a share of its reserves to a force that asked; they arrive after days.

    They are shared evenly among the sites that this force watches, or holds where it watches none.
    """
    core.state.released.add(action.target)
    plan, held_by = core.related.actors[action.target], core.related.actors[action.actor].force
    units = (unit for unit in core.map.world.forces if unit.force == held_by)
    people = int(core.p.availability.release_share * sum(unit.strength for unit in units))
    tempo = core.posture[action.actor].tempo
    hours = core.rules.ready_hours(core.p.availability.release_hours / tempo, 0.0, 0.0)
    sites = plan.watches or plan.holds
    for number, site in enumerate(sites):
        share = people // len(sites) + (number < people % len(sites))
        arrives = core.hours + hours
        cause = action.causes[-1]
        core.state.posts.append(Post(action.target, "", site, share, arrives, cause=cause))
