"""Verbs of violence that is given: clashes, attacks, shots and killings."""

from typing import Final

from sim.model.actions import Do
from sim.model.contact_state import PRESS, Encounter
from sim.model.contacts import firing, given
from sim.model.effects import streets, triggers
from sim.model.run_context import RunContext
from sim.model.verbs.gatherings import bring_arms, bring_out
from sim.scenario.timeline import Harm
from sim.scenario.verbs.street import ASSAULT, FIREARMS
from sim.scenario.verbs.table import VERBS as FACTS
from sim.terms.kinds import KINDS
from sim.terms.ladder import RUNG_WEIGHTS

_DAY: Final = 24.0
"""Hours for which an event is felt in the capitals, as the rung of the last 24 h is."""

Harmed = dict[str, tuple[int, int]]
"""People injured and killed, by whose they are."""


def attack(core: RunContext, do: Do) -> None:
    """An armed attack; a group that attacks comes out for it."""
    if do.entry.who in core.related.groups:
        bring_out(core, do.entry.who, do.places[0], do.entry.n or 0)
    core.state.shots += _by_fire(do)
    _done(core, do, _said(do) or _drawn_attack(core, do), do.entry.n or 0)


def _by_fire(do: Do) -> bool:
    """Whether it is fire: of what is given all but an attack by other means."""
    return do.entry.does != "attack" or do.entry.means in (None, FIREARMS)


def shoot(core: RunContext, do: Do) -> None:
    """Shots at a group or a force; most hit nobody."""
    core.state.shots += 1
    fire = firing.from_afar(core, do.entry.who, do.entry.whom or "", do.places[0])
    luck = core.chance.line("given_fire", do.name)
    _done(core, do, _said(do) or {fire.target: firing.shot(core, fire, luck)})


def _drawn_attack(core: RunContext, do: Do) -> Harmed:
    """Harm of an ambush, on both sides where a force shoots back."""
    group = do.entry.who in core.related.groups
    few = round(core.p.armed_fire.attackers)
    n = few if group or not do.entry.n else do.entry.n
    fire = firing.attack(core, do.entry.who, do.entry.whom or "", do.places[0], n)
    luck = core.chance.line("given_fire", do.name)
    harmed = {fire.target: firing.shot(core, fire, luck)}
    back = firing.answer(core, fire, luck)
    return harmed if back is None else {**harmed, fire.source: back[1]}


def kill(core: RunContext, do: Do) -> None:
    """People of a group or a force are killed."""
    _done(core, do, {do.entry.whom or "": (0, 1 if do.entry.n is None else do.entry.n)})


def incident(core: RunContext, do: Do) -> None:
    """Something of a kind of the table of triggers happens to a group."""
    place = do.places[0] if do.places else ""
    groups = core.related.stands_for(do.entry.whom or "")
    event = core.log.add(
        "incident",
        place=place,
        source=do.entry.who,
        target=do.entry.whom or "",
        given=do.given,
        causes=do.causes,
        says=do.entry.says or do.entry.trigger or "",
    )
    times = 1 if do.entry.n is None else do.entry.n
    triggers.strike(core, do.entry.trigger or "", groups, place, event, times=times)


def clash(core: RunContext, do: Do) -> None:
    """Two parties come to blows, and go on for a while; groups come out for it."""
    people = do.entry.people or {}
    for party, n in people.items():
        if party in core.related.groups:
            bring_out(core, party, do.places[0], n, do.entry.lasting)
            bring_arms(core, do, party, do.places[0])
    if harmed := _said(do):
        event = _done(core, do, harmed, sum(people.values()))
        streets.frighten_there(core, tuple(people), do.places[0], event)
        return
    event = given.begin(core, _encounter(core, do), do.causes)
    _embittered(core, do, event)


def _encounter(core: RunContext, do: Do) -> Encounter:
    entry, p = do.entry, core.p.contact
    one, other = entry.who, entry.whom or ""
    people = entry.people or {}
    posture = entry.posture or {}
    return Encounter(
        do.name,
        do.places[0],
        (one, other),
        (float(people.get(one, 0)), float(people.get(other, 0))),
        (posture.get(one, PRESS), posture.get(other, PRESS)),
        core.hours + (p.given_hours if entry.lasting is None else entry.lasting),
        factor=getattr(p, f"harm_{entry.means or 'batons'}"),
        kind="clash",
        given=do.given,
    )


def _embittered(core: RunContext, do: Do, event: int) -> None:
    """Hostility after a clash, of those who stand for each side toward who began it."""
    blamed, whom = do.entry.blamed_on or do.entry.who, do.entry.whom or ""
    _embitter(core, whom, blamed, core.log.events[event].rung)


def _said(do: Do) -> Harmed:
    """Harm as the entry says it, by party; empty when it says nothing."""
    injured, killed = (_by_party(do, harm) for harm in (do.entry.injured, do.entry.killed))
    return {
        party: (injured.get(party, 0), killed.get(party, 0))
        for party in dict.fromkeys((*injured, *killed))
    }


def _by_party(do: Do, harm: Harm | None) -> dict[str, int]:
    if harm is None:
        return {}
    return dict(harm) if isinstance(harm, dict) else {do.entry.whom or "": harm}


def _done(core: RunContext, do: Do, harmed: Harmed, people: int = 0) -> int:
    """Log violence with its harm, let those fear whom it concerns, and let the capitals know.

    Returns:
        Id of the event of those to whom it is done; others who are harmed have one each.
    """
    whom = do.entry.whom or ""
    event = -1
    for party in (whom, *sorted(harmed.keys() - {whom})):
        injured, killed = harmed.get(party, (0, 0))
        if party != whom and not injured and not killed:
            continue
        causes = do.causes if event < 0 else (event,)
        number = _log(core, do, party, (injured, killed, people), causes)
        event = number if event < 0 else event
        core.state.harm(party, injured, killed)
        source = do.entry.who if party == whom else whom
        blamed = do.entry.blamed_on or source
        # A group that is attacked fears in any case; for others it takes somebody who is hurt.
        if party in core.related.groups and party == whom and not killed:
            injured = max(1, injured)
        action = do.action("shoot", do.places[0], "")._replace(actor=blamed, target=party)
        streets.fear_of_fire(core, action, number, injured, killed)
        _embitter(core, party, blamed, core.log.events[number].rung)
    return event


def _log(
    core: RunContext,
    do: Do,
    party: str,
    numbers: tuple[int, int, int],
    causes: tuple[int, ...],
) -> int:
    injured, killed, people = numbers
    fact, blamed = FACTS[do.entry.does], do.entry.blamed_on
    kind = fact.kind if _by_fire(do) else ASSAULT
    return core.log.add(
        kind,
        cameo=fact.cameo if kind == fact.kind else KINDS[kind].cameo,
        place=do.places[0],
        source=do.entry.who if party != do.entry.who else do.entry.whom or "",
        target=party,
        people=people,
        injured=injured,
        killed=killed,
        given=do.given,
        causes=causes,
        says=do.entry.says or (f"blamed on {blamed}" if blamed else ""),
    )


def _embitter(core: RunContext, victims: str, blamed: str, rung: int) -> None:
    """Hostility of those who stand for the victims toward those who stand with the blamed.

    It is what a day of an event of this rung adds (M10), on top of what they feel already.
    """
    p = core.p.reciprocity
    rates = (0.0, p.fatigue, p.grievance * RUNG_WEIGHTS[rung])
    push = core.rules.hostility(0.0, 0.0, rates, p.saturation, _DAY)
    own, other = core.related.bloc(victims), core.related.bloc(blamed)
    for pair in core.state.hostility:
        if pair[0] in own and pair[1] in other:
            core.state.hostility[pair] += push
