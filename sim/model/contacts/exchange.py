"""Two forces that stand before each other exchange fire, once one of them is shot at (M7).

Who is shot at holds the armed side that faces it to have done it, and shoots by its order of fire.
"""

from collections.abc import Iterator

from sim.model.actions import Action
from sim.model.contact_state import Duel
from sim.model.contacts import firing, parties
from sim.model.contacts.stand_offs import facing
from sim.model.rules import armed_fire, contact, siege
from sim.model.run_context import RunContext
from sim.model.streams import RandomLine
from sim.terms.events import Event

_FIRE = frozenset(("shots", "attack"))


def resolve(core: RunContext) -> None:
    """Forces shot at in this tick may answer; those who exchange fire already go on or stop."""
    contacts = core.state.contacts
    _go_on(core)
    if core.rules.quiet_fire:
        for event in core.log.events[contacts.seen :]:
            if event.kind in _FIRE and event.target in core.order_of_battle.units:
                _answer(core, event)
    contacts.seen = len(core.log.events)


def _answer(core: RunContext, event: Event) -> None:
    """A force that is shot at begins an exchange with those who face it, by its order of fire."""
    for place, force, other in _facing(core):
        key = _key(place, force, other)
        if force != event.target or key in core.state.contacts.duels or _is_held(core, force):
            continue
        if core.town_of(place) != core.town_of(event.place):
            continue
        seen = 1.0 if event.source == other else core.p.armed_fire.identifies
        if core.chance.line("takes_for", force).uniform() < _shoots(core, force, place, seen):
            core.state.contacts.duels[key] = Duel(core.hours)
            _burst(core, (place, force, other), event.id)


def _facing(core: RunContext) -> Iterator[tuple[str, str, str]]:
    """Place, force and other force of each two that stand against each other, both ways round."""
    for place, one, other, _ in facing(core):
        yield place, one, other
        yield place, other, one


def _key(place: str, force: str, other: str) -> tuple[str, str, str]:
    one, two = sorted((force, other))
    return place, one, two


def _is_held(core: RunContext, force: str) -> bool:
    """Whether a patron of its side that has an army has told its own to stand down."""
    actors, patrons = core.related.actors, core.state.patrons
    armed = (one for one in core.related.bloc(force) if one in patrons and actors[one].alerts)
    return any(patrons[one].stance <= -1.0 for one in armed)


def _shoots(core: RunContext, force: str, place: str, seen: float) -> float:
    """Chance that a force shoots which was shot at, of which it saw so much."""
    if not core.mandate(force, "fire", place).allowed:
        return 0.0
    posture = core.posture[force]
    return armed_fire.force_fires(
        posture.order_of_fire, posture.restraint, True, False, (seen, 0.0)
    )


def _go_on(core: RunContext) -> None:
    """Bursts with lulls that lengthen; over after a long lull, or once one of them is gone."""
    duels, p = core.state.contacts.duels, core.p
    before_each_other = set(_facing(core)) if duels else set()
    for key, duel in list(duels.items()):
        place, one, other = key
        held = _is_held(core, one) and _is_held(core, other)
        lull = core.hours - duel.last >= p.contact.lull_hours
        if held or lull or (place, one, other) not in before_each_other:
            del duels[key]
            continue
        duel.bursts = contact.rested(duel.bursts, core.step, p.contact.rest_hours)
        rate = siege.burst_rate(p.siege.rate, duel.bursts)
        for _ in range(core.incidents("exchange", "/".join(key), rate)):
            first = core.chance.line("begins", "/".join(key)).uniform() < 0.5
            _burst(core, (place, one, other) if first else (place, other, one), duel.event)


def _burst(core: RunContext, who: tuple[str, str, str], cause: int) -> None:
    """One shoots, and the other back, as far as their orders of fire let them."""
    place, force, other = who
    duel = core.state.contacts.duels[_key(*who)]
    luck = core.chance.line("exchange_harm", "/".join(_key(*who)))
    duel.bursts, duel.last = duel.bursts + 1.0, core.hours
    for by, at in ((force, other), (other, force)):
        draw = luck.uniform()
        if _is_held(core, by) or draw >= _shoots(core, by, place, 1.0):
            return
        fire = _fire(core, by, at, place, duel)
        action = Action("shoot", by, place, at, causes=(cause,) if cause >= 0 else ())
        cause = duel.event = firing.tell(core, fire, firing.shot(core, fire, luck), action)
        _strays(core, fire, action._replace(causes=(cause,)), luck)


def _strays(core: RunContext, fire: firing.Fire, action: Action, luck: RandomLine) -> None:
    """A part of the fire meets people of that side who are out there; told only when it hits."""
    p = core.p.armed_fire
    for group in core.related.stands_for(fire.target):
        people = parties.people_before(core, group, fire.place, raids=False)
        exposed = p.exposed_crowd * p.at_keepers
        at = fire._replace(target=group, exposed=exposed, most=p.most_hit * people)
        harm = firing.shot(core, at, luck)
        if any(harm):
            firing.tell(core, at, harm, action)


def _fire(core: RunContext, by: str, at: str, place: str, duel: Duel) -> firing.Fire:
    """A burst at those who stand in the open at first, and are in cover later."""
    p, s = core.p.armed_fire, core.p.siege
    people = {n: core.people_at(n).get(place, 0.0) for n in (by, at)}
    loose = armed_fire.loose(core.posture[by].restraint)
    minutes = (duel.bursts - 1.0) * p.attack_minutes
    exposed = siege.exposed(minutes, p.exposed_post, p.exposed_cover, s.surprise_minutes, False)
    shooters = min(people[by], p.front_shooters) * loose
    return firing.Fire(
        by, at, place, shooters, p.attack_minutes, p.attack_metres, exposed, people[at], p.lethal
    )
