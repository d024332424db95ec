"""Barricades that are cleared by force: unopposed, or against a crowd."""

from sim.model.actions import Action
from sim.model.contact_state import CLEAR, HOLD, PRESS, Encounter
from sim.model.contacts import bouts
from sim.model.contacts.parties import crowd, force
from sim.model.contacts.sides import Meeting
from sim.model.effects import approach
from sim.model.effects.streets import crowd_at, owners
from sim.model.run_context import RunContext


def clear(core: RunContext, action: Action, warned: float = 0.0) -> None:
    """A barricade is cleared by force: unopposed, or met by a crowd that may stop it.

    A warning of t hours leaves 1 / (1 + t) of the crowd (assumed).
    """
    point = action.place
    barricade = core.state.standing.get(point)
    if barricade is None:
        return
    group = owners(core, point)
    learnt = None if action.given else core.state.clearers.get(action.actor)
    came = 0 if learnt is None else approach.alarm(core, point, barricade.owner, learnt)
    people = max(float(came), crowd_at(core, point, barricade.owner)) / (1.0 + warned)
    if people < core.p.barricades.people_least:
        _cleared(core, action, point, people)
        if learnt is not None:
            approach.unopposed(core, learnt)
        return
    if learnt is not None and approach.steps_back(core, action, learnt, people, group):
        return
    line = core.chance.line("clearing", point)
    stopped = line.uniform() < people / (people + max(1, action.n))
    more = 0 if learnt is None else approach.from_farther(core, point, barricade.owner)
    _resisted(core, action, people, more, "clearing_stopped" if stopped else "scuffle")
    if learnt is not None:
        approach.forced(core, learnt, barricade.owner)
    if not stopped:
        _cleared(core, action, point, people)


def _resisted(core: RunContext, action: Action, people: float, more: int, kind: str) -> None:
    """A push of those who clear and those who stand there, and what follows of it for a while.

    Neither is gone after a first push: who clears holds on, others join those who stood there, and
    who comes to a fight does not come to stand.
    """
    group, place = owners(core, action.place), action.place
    how = Encounter(
        place, place, (action.actor, group), (action.n, people), (CLEAR, HOLD),
        core.hours + core.p.contact.given_hours, kind=kind, causes=action.causes,
        given=action.given,
    )  # fmt: skip
    sides = (
        force(core, action.actor, float(max(1, action.n)), CLEAR),
        crowd(core, group, place, people, core.p.contact.hold),
    )
    meeting = Meeting(place, sides, given=how, causes=action.causes)
    bouts.push(core, meeting, bouts.bout_of(core, meeting))
    both = (action.n, people + more)
    goes_on = how._replace(people=both, postures=(CLEAR, PRESS), kind="scuffle")
    core.state.contacts.encounters.append(goes_on)


def _cleared(core: RunContext, action: Action, point: str, crowd: float) -> None:
    target = owners(core, point)
    core.state.standing.pop(point, None)
    core.state.cleared[point] = core.hours
    core.log.add(
        "barricade_cleared",
        place=point,
        source=action.actor,
        target=target,
        people=round(crowd),
        given=action.given,
        causes=action.causes,
        terms=action.terms,
        rung=0 if core.related.actors[action.actor].kind == "peacekeepers" else None,
    )
