"""Calls, barricades, shots and contacts: what happens in the street."""

from typing import NamedTuple

from sim.model.actions import Action
from sim.model.effects import triggers
from sim.model.rules import triggers as rules
from sim.model.run_context import RunContext
from sim.model.street_state import Barricade
from sim.terms.ladder import VIOLENCE


def call(core: RunContext, action: Action) -> None:
    """Sirens sound and people are called out, to block or to gather at a place.

    Not of a committee that was told down in the same tick, after it had decided.
    """
    committees = core.state.committees
    of_town = committees.of((action.actor,), core.town_of(action.place))
    rows = [row for row in of_town if not committees.stand_down[row]]
    if rows:
        _begin_plan(core, action.actor)
    for row in rows:
        committees.called[row] = True
        if action.means:
            committees.using[committees.means.index(action.means), row] = True
        if action.goal:
            committees.place[row] = action.goal
        committees.sirens_until[row] = core.hours + core.p.barricades.siren_hours
        committees.last_call[row] = core.log.add(
            "sirens_on",
            place=action.place,
            source=action.actor,
            target=action.target,
            causes=action.causes,
            terms=action.terms,
            says=_call_words(action),
            rung=1,
        )


def _begin_plan(core: RunContext, actor: str) -> None:
    """The first call of organisers says how much is used at first: on the eve of a deadline all."""
    committees, p = core.state.committees, core.p.plan
    rows = committees.of((actor,))
    if committees.level[rows].any():
        return
    left = [
        state.deadline - core.hours for name, state in core.state.issues.items()
        if state.known and state.open and state.deal is None
        and core.plan.issues[name].enforced and core.plan.issues[name].kind == "deadline"
    ]  # fmt: skip
    urgent = any(0.0 < hours <= p.urgent_hours for hours in left)
    full = core.chance.line("first_level", actor).uniform()
    level = 2.0 if full < (p.urgent_full if urgent else p.first_full) else 1.0
    committees.level[rows], committees.since[rows] = level, core.hours


def escalate(core: RunContext, action: Action) -> None:
    """Organisers raise the level of their plan: more is built, if it is of use."""
    committees = core.state.committees
    committees.level[committees.of((action.actor,))] = float(action.n)
    core.log.add("escalation", source=action.actor, causes=action.causes, terms=action.terms)


def _call_words(action: Action) -> str:
    """For what people are called out, and where to."""
    words = action.means.replace("_", " ")
    return f"{words} at {action.goal}" if action.goal else words


def call_off(core: RunContext, action: Action) -> None:
    """The call ends for want of a threat."""
    committees = core.state.committees
    for row in committees.of((action.actor,), core.town_of(action.place)):
        committees.called[row] = False
        committees.using[:, row] = False
        committees.place[row] = ""
        committees.sirens_until[row] = min(core.hours, committees.sirens_until[row])
        core.log.add("sirens_off", place=action.place, source=action.actor)


def build(core: RunContext, action: Action) -> None:
    """A barricade goes up at a site."""
    if action.place in core.state.standing:
        return
    event = core.log.add(
        "barricade_built",
        place=action.place,
        source=action.actor,
        target=_against(core, action.actor),
        people=action.n,
        causes=action.causes,
        terms=action.terms,
        given=action.given,
        rung=core.plan.means[action.means].rung if action.means else None,
    )
    core.state.standing[action.place] = Barricade(core.hours, action.actor, event, action.means)


def _against(core: RunContext, actor: str) -> str:
    """Whom a barricade of an actor is against: who commands the police that its groups mind."""
    groups = core.related.stands_for(actor)
    minded = [f for f, minders in core.related.minders.items() if set(minders) & set(groups)]
    above = {core.related.chain(force)[-1] for force in minded}
    return min(above, default="")


def remove(core: RunContext, action: Action) -> None:
    """A barricade is removed by those who built it."""
    if core.state.standing.pop(action.place, None) is None:
        return
    core.log.add(
        "barricade_removed",
        place=action.place,
        source=action.actor,
        causes=action.causes,
        terms=action.terms,
    )


def fear_of_fire(core: RunContext, action: Action, event: int, injured: int, killed: int) -> None:
    """Who fears after violence: those for whom it was done, and, once somebody is hit, his own.

    The first fear an answer, where they hear the shots more than elsewhere; the others mourn
    wherever they live, more for more who were hit.
    """
    shooters = core.related.stands_for(action.actor)
    triggers.strike(core, "shots", shooters, action.place, event)
    own = tuple(g for g in core.related.stands_for(action.target) if g not in shooters)
    if injured:
        times = rules.of_many(injured)
        triggers.strike(core, "injury", own, action.place, event, times=times)
    if killed:
        times = rules.of_many(killed)
        triggers.strike(core, "killing", own, action.place, event, times=times)


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
        killed: killed among the target and among the source.
    """

    place: str
    source: str
    target: str
    hurt: tuple[int, int]
    causes: tuple[int, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    given: bool = False
    killed: tuple[int, int] = (0, 0)


def scuffle(core: RunContext, contact: Contact, kind: str = "scuffle") -> int:
    """Log a contact of two sides, count the hurt on each, and let people there fear."""
    place, source, target, (theirs, ours), causes, terms, given, (dead, our_dead) = contact
    event = core.log.add(
        kind,
        place=place,
        source=source,
        target=target,
        injured=theirs,
        killed=dead,
        causes=causes,
        terms=terms,
        rung=VIOLENCE,
        given=given,
    )
    if ours or our_dead:
        core.log.add(
            kind,
            place=place,
            source=target,
            target=source,
            injured=ours,
            killed=our_dead,
            causes=(event,),
            rung=VIOLENCE,
            given=given,
        )
    core.state.harm(target, theirs, dead)
    core.state.harm(source, ours, our_dead)
    frighten_there(core, (source, target), place, event)
    _fear_for_hurt(core, (target, source), place, event, (theirs, dead))
    _fear_for_hurt(core, (source, target), place, event, (ours, our_dead))
    return event


def _fear_for_hurt(
    core: RunContext, who: tuple[str, str], place: str, event: int, harm: tuple[int, int]
) -> None:
    """Those for whom the victims stand, and not those who did it, fear for who was hurt by hand."""
    victims, doer = who
    own = tuple(
        group for group in core.related.stands_for(victims)
        if group not in core.related.stands_for(doer)
    )  # fmt: skip
    hurt, died = harm
    if hurt:
        times = rules.of_many(hurt / core.p.contact.slight)
        triggers.strike(core, "blows", own, place, event, times=times)
    if died:
        triggers.strike(core, "killing", own, place, event, times=rules.of_many(died))


def frighten_there(core: RunContext, parties: tuple[str, ...], place: str, event: int) -> None:
    """Groups that take part in a contact fear it: at its place, or wherever they came from."""
    own = tuple(group for group in core.related.groups if group in parties)
    triggers.strike(core, "clash", own, place, event)


def owners(core: RunContext, point: str) -> str:
    """The group that stands at a barricade: the largest there that its builders call."""
    barricade = core.state.standing.get(point)
    groups = core.related.stands_for(barricade.owner) if barricade else ()
    return core.main_group(groups, point)


def crowd_at(core: RunContext, point: str, owner: str) -> float:
    """People at one barricade: those out in its municipality, shared by all its barricades."""
    town, quarters = core.town_of(point), core.state.quarters
    own = [
        p for p, b in core.state.standing.items() if b.owner == owner and core.town_of(p) == town
    ]
    rows = quarters.of_groups(core.related.stands_for(owner), town)
    return float(quarters.out[rows].sum()) / max(1, len(own))
