"""Calls, barricades, shots and contacts: what happens in the street."""

from typing import NamedTuple

from sim.model.actions import Action
from sim.model.run_context import RunContext


def call(core: RunContext, action: Action) -> None:
    """Sirens sound and people are called out."""
    number = core.town_of(action.place)
    if number is None:
        return
    town = core.state.towns[number]
    town.called = True
    town.sirens_until = core.hours + core.p.barricades.siren_hours
    town.last_call = core.log.add(
        "sirens_on",
        place=action.place,
        source=action.actor,
        target=core.cast.inside,
        causes=action.causes,
        terms=action.terms,
        rung=1,
    )


def call_off(core: RunContext, action: Action) -> None:
    """The call ends for want of a threat."""
    number = core.town_of(action.place)
    if number is None:
        return
    core.state.towns[number].called = False
    core.state.towns[number].sirens_until = min(core.hours, core.state.towns[number].sirens_until)
    core.log.add("sirens_off", place=action.place, source=action.actor)


def build(core: RunContext, action: Action) -> None:
    """A barricade goes up at a site."""
    if action.place in core.state.standing:
        return
    core.state.standing[action.place] = core.hours
    core.state.standing_event[action.place] = core.log.add(
        "barricade_built",
        place=action.place,
        source=action.actor,
        target=_government(core),
        people=action.n,
        causes=action.causes,
        terms=action.terms,
        given=action.given,
    )


def remove(core: RunContext, action: Action) -> None:
    """A barricade is removed by those who built it."""
    if core.state.standing.pop(action.place, None) is None:
        return
    core.state.standing_event.pop(action.place, None)
    core.log.add(
        "barricade_removed",
        place=action.place,
        source=action.actor,
        causes=action.causes,
        terms=action.terms,
    )


def shoot(core: RunContext, action: Action) -> None:
    """Shots at police; most hit nobody."""
    p = core.p.armed_fire
    line = core.chance.line("hit", action.actor + action.place)
    u, v = line.uniform(), line.uniform()
    killed = int(u < p.p_kill)
    injured = int(v < p.p_hit) if not killed else 0
    target = (core.cast.special or core.cast.local or ("",))[0]
    event = core.log.add(
        "shots",
        place=action.place,
        source=action.actor,
        target=target,
        injured=injured,
        killed=killed,
        causes=action.causes,
        terms=action.terms,
        given=action.given,
    )
    core.state.shots += 1
    _count(core, injured, killed)
    here, elsewhere = core.p.appraisal.shot_here, core.p.appraisal.shot_elsewhere
    number = core.town_of(action.place)
    for index, town in enumerate(core.state.towns):
        town.frighten(here if index == number else elsewhere, event)
    if killed or injured:
        core.state.across_acute += here


class Contact(NamedTuple):
    """Two sides that come to blows.

    Attributes:
        place: where.
        source: who starts it.
        target: whom it is done to.
        hurt: injured among the target and among the source.
        causes: events that led to it.
        terms: what fired.
        given: True when the scenario set it from outside.
    """

    place: str
    source: str
    target: str
    hurt: tuple[int, int]
    causes: tuple[int, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    given: bool = False


def scuffle(core: RunContext, town: int, contact: Contact, kind: str = "scuffle") -> int:
    """Log a contact of two sides, count the hurt on each, and let people there fear."""
    place, source, target, (theirs, ours), causes, terms, given = contact
    event = core.log.add(
        kind,
        place=place,
        source=source,
        target=target,
        injured=theirs,
        causes=causes,
        terms=terms,
        rung=5,
        given=given,
    )
    if ours:
        core.log.add(
            kind,
            place=place,
            source=target,
            target=source,
            injured=ours,
            causes=(event,),
            rung=5,
            given=given,
        )
    _count(core, theirs + ours, 0)
    core.state.towns[town].frighten(core.p.appraisal.scuffle, event)
    return event


def clear(core: RunContext, action: Action, warned: float = 0.0) -> None:
    """Barricades are cleared by force: unopposed, or met by a crowd that may stop it.

    A warning of t hours leaves 1 / (1 + t) of the crowd (assumed).
    """
    points = [action.place] if action.place else sorted(core.state.standing)
    for point in points:
        number = core.town_of(point)
        if point not in core.state.standing or number is None:
            continue
        crowd = core.state.towns[number].out / max(1, len(core.standing_in(number)))
        crowd /= 1.0 + warned
        if crowd < core.p.barricades.people_least:
            _cleared(core, action, point, crowd)
            continue
        line = core.chance.line("clearing", point)
        stopped = line.uniform() < crowd / (crowd + max(1, action.n))
        raid = core.p.interposition.raid_injured
        hurt = (line.poisson(raid), line.poisson(raid))
        terms = (("crowd", crowd), ("force", float(action.n)))
        contact = Contact(
            point, action.actor, core.cast.inside, hurt, action.causes, terms, action.given
        )
        scuffle(core, number, contact, "clearing_stopped" if stopped else "scuffle")
        if not stopped:
            _cleared(core, action, point, crowd)


def _cleared(core: RunContext, action: Action, point: str, crowd: float) -> None:
    core.state.standing.pop(point, None)
    core.state.standing_event.pop(point, None)
    core.log.add(
        "barricade_cleared",
        place=point,
        source=action.actor,
        target=core.cast.inside,
        people=round(crowd),
        given=action.given,
        causes=action.causes,
        terms=action.terms,
        rung=0 if action.actor in core.cast.peacekeepers else None,
    )


def _count(core: RunContext, injured: int, killed: int) -> None:
    core.state.injured += injured
    core.state.killed += killed


def _government(core: RunContext) -> str:
    return core.cast.governments[0] if core.cast.governments else ""
