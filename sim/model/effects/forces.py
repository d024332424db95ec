"""Units that come and go, raids, arrests, and forces that ask for consent."""

from sim.model.actions import Action
from sim.model.run_context import RunContext
from sim.model.state import Post

PEACEFUL = 0
"""Rung of a peacekeeper's act: protection, not coercion."""


def arrive(core: RunContext, action: Action) -> None:
    """People of a unit stand in place."""
    for post in core.state.posts:
        if post.unit == action.target and post.place == action.place and post.arrives <= core.hours:
            post.announced = True
    peacekeepers = action.actor in core.cast.peacekeepers
    inside = core.town_of(action.place) is not None
    bridge = bool(core.cast.bridge) and action.place == core.cast.bridge
    if peacekeepers and bridge:
        if not core.state.bridge_held:
            core.state.bridge_held = True
            core.log.add(
                "bridge_held",
                place=action.place,
                source=action.actor,
                people=action.n,
                causes=action.causes,
                given=action.given,
                rung=PEACEFUL,
            )
        return
    kind = "peacekeepers_deployed" if peacekeepers else "police_deployed"
    if action.actor in core.cast.responders:
        kind = "responders_deployed"
    if not action.target:  # nobody of the table: reserves from outside
        kind = "reserve_arrives"
    shown = inside and action.actor in core.cast.special
    rung = None if shown else PEACEFUL
    target = core.cast.inside if shown else ""
    core.log.add(
        kind,
        place=action.place,
        source=action.actor,
        target=target,
        people=action.n,
        causes=action.causes,
        given=action.given,
        rung=rung,
    )


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
    peacekeepers = action.actor in core.cast.peacekeepers
    kind = "peacekeepers_withdrawn" if peacekeepers else "police_withdrawn"
    core.log.add(
        kind,
        place=action.place,
        source=action.actor,
        people=action.n,
        causes=action.causes,
        given=action.given,
    )
    if peacekeepers and action.place == core.cast.bridge:
        core.state.bridge_held = any(
            post.place == core.cast.bridge and post.actor in core.cast.peacekeepers
            for post in core.state.posts
        )


def readiness(core: RunContext, action: Action) -> None:
    """The kin state raises or lowers its army's readiness."""
    before, core.state.readiness = core.state.readiness, action.n
    kind = "readiness_raised" if action.n > before else "readiness_lowered"
    core.log.add(
        kind,
        source=action.actor,
        causes=action.causes,
        terms=action.terms,
        given=action.given,
        says=action.says,
        rung=PEACEFUL,
    )


def ask_reserve(core: RunContext, action: Action) -> None:
    """Headquarters asks for reserves; they arrive after days."""
    core.state.reserve_asked = True
    event = core.log.add(
        "reserve_requested",
        source=action.actor,
        target=action.target,
        causes=action.causes,
        terms=action.terms,
    )
    tempo = core.posture[action.target].tempo
    hours = core.rules.ready_hours(core.p.availability.release_hours / tempo, 0.0, 0.0)
    n = sum(unit.strength for unit in core.map.world.forces if unit.kind == "reserve") // 2
    for crossing in core.map.crossings:
        core.state.posts.append(
            Post(
                action.actor,
                "",
                crossing,
                n // max(1, len(core.map.crossings)),
                core.hours + hours,
                cause=event,
            )
        )
