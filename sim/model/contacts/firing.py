"""Fire in a contact and at a place: who shoots, whom it hits; one law for all parties (M7)."""

from typing import NamedTuple

from sim.model.actions import Action
from sim.model.contact_state import PRESS
from sim.model.contacts.leaving import leave
from sim.model.contacts.sides import Meeting, Side
from sim.model.effects.streets import fear_of_fire
from sim.model.rules import armed_fire
from sim.model.run_context import RunContext
from sim.model.streams import RandomLine
from sim.scenario.verbs.verb import FORCES


class Fire(NamedTuple):
    """One burst of fire of a party at another.

    Attributes:
        source: who shoots.
        target: at whom.
        place: where.
        shooters: people who shoot.
        minutes: minutes of fire of each.
        metres: range, m.
        exposed: how exposed those are who are shot at [0..1].
        most: most people that it can hit.
        lethal: share of those hit who die, without armour.
    """

    source: str
    target: str
    place: str
    shooters: float
    minutes: float
    metres: float
    exposed: float
    most: float
    lethal: float


def shot(core: RunContext, fire: Fire, luck: RandomLine) -> tuple[int, int]:
    """People hurt and killed by a burst, by the one law of hits."""
    p = core.p.armed_fire
    aim = p.aim * (p.dark_aim if core.lasts("dark", fire.place) else 1.0)
    mean = armed_fire.hits(
        fire.shooters, fire.minutes, aim, fire.metres / p.aim_metres, fire.exposed
    )
    hit = min(luck.poisson(mean), int(fire.most))
    kit = core.related.actors[fire.target].kind in FORCES
    killed = luck.binomial(hit, fire.lethal * (p.armour if kit else 1.0))
    return hit - killed, killed


def shoot(core: RunContext, action: Action) -> None:
    """Shots at a force out of the dark or from a distance; most hit nobody."""
    luck = core.chance.line("hit", action.actor + action.place)
    fire = from_afar(core, action.actor, action.target, action.place)
    tell(core, fire, shot(core, fire, luck), action)


def from_afar(core: RunContext, source: str, target: str, place: str) -> Fire:
    """A few shots at a post from a distance, as those who will not be seen shoot."""
    p = core.p.armed_fire
    most = core.people_at(target).get(place) or p.post_people
    return Fire(
        source, target, place, p.shooters, p.shot_minutes, p.far_metres, p.exposed_post, most,
        p.lethal,
    )  # fmt: skip


def attack(core: RunContext, source: str, target: str, place: str, n: int) -> Fire:
    """An attack out of an ambush: people who shoot at close range at some who did not expect it."""
    p = core.p.armed_fire
    most = core.people_at(target).get(place) or p.post_people
    return Fire(
        source, target, place, n, p.attack_minutes, p.attack_metres, p.exposed_surprised, most,
        p.lethal,
    )  # fmt: skip


def ambush(core: RunContext, action: Action) -> None:
    """Few wait close to the road for who comes along it, and are shot at in turn."""
    luck = core.chance.line("ambush", action.actor + action.place)
    n = round(core.p.armed_fire.attackers)
    fire = attack(core, action.actor, action.target, action.place, n)
    harm, back = shot(core, fire, luck), answer(core, fire, luck)
    event = tell(core, fire, harm, action, "attack")
    if back is not None:
        tell(core, *back, action._replace(means="", causes=(event,), terms=()))


def answer(core: RunContext, fire: Fire, luck: RandomLine) -> tuple[Fire, tuple[int, int]] | None:
    """Fire of a force back at those who shot at it, who are in cover; None where it may not."""
    p = core.p.armed_fire
    if core.related.actors[fire.target].kind not in FORCES:
        return None
    posture = core.posture[fire.target]
    if (
        posture.order_of_fire == "never"
        or not core.mandate(fire.target, "fire", fire.place).allowed
    ):
        return None
    loose = armed_fire.loose(posture.restraint)
    back = fire._replace(
        source=fire.target, target=fire.source, shooters=min(fire.most, p.front_shooters) * loose,
        exposed=p.exposed_cover, most=fire.shooters,
    )  # fmt: skip
    return back, shot(core, back, luck)


def tell(
    core: RunContext,
    fire: Fire,
    harm: tuple[int, int],
    action: Action,
    kind: str = "shots",
) -> int:
    """Log a burst with its harm, count it, and let those fear whom it concerns; its event."""
    injured, killed = harm
    event = core.log.add(
        kind,
        place=fire.place,
        source=fire.source,
        target=fire.target,
        injured=injured,
        killed=killed,
        causes=action.causes,
        terms=action.terms,
        given=action.given,
        rung=core.plan.means[action.means].rung if action.means else None,
    )
    core.state.shots += kind == "shots"
    core.state.harm(fire.target, injured, killed)
    leave(core, fire.target, fire.place, injured + killed)
    told = action._replace(actor=fire.source, target=fire.target, place=fire.place)
    fear_of_fire(core, told, event, injured, killed)
    return event


def in_a_push(
    core: RunContext, meeting: Meeting, luck: RandomLine, crossed: int, event: int
) -> None:
    """Fire out of a push: armed people of a crowd open fire, forces shoot by their order.

    Args:
        core: the run.
        meeting: the two parties.
        luck: draws of the push.
        crossed: number of the side that broke; -1 for none.
        event: id of the push's event.
    """
    if all(side.is_force for side in meeting.sides):
        _line_crossed(core, meeting, luck, event)
        return
    ready = [side.ready(breaks=crossed == n) for n, side in enumerate(meeting.sides)]
    shots = [_crowd_fires(core, meeting, n, ready[n], luck) for n in (0, 1)]
    if all(shots) or not any(shots):
        answers = [False, False]
    else:
        answers = [not shots[n] and _answers(core, meeting.sides[n], luck) for n in (0, 1)]
    for number, side in enumerate(meeting.sides):
        fired_at = shots[1 - number]
        if side.is_force:
            how = fired_at, crossed == number
            fires = _force_fires(core, meeting, number, how, luck=luck, event=event)
            waits = meeting.sides[1 - number].armed - ready[1 - number]
            if fires and waits and not fired_at and _answers(core, meeting.sides[1 - number], luck):
                _burst(core, meeting, 1 - number, waits, luck=luck, event=event)
        elif shots[number] or answers[number]:
            guns = ready[number] if shots[number] else side.armed
            _burst(core, meeting, number, guns, luck=luck, event=event)


def _line_crossed(core: RunContext, meeting: Meeting, luck: RandomLine, event: int) -> None:
    """Of two forces one whose line is crossed shoots, by its order; the answer is an exchange.

    Its line is crossed for one that holds what the other presses on.
    """
    order = (0, 1) if luck.uniform() < 0.5 else (1, 0)  # a coin; no side has the first word
    for number in order:
        how = False, meeting.sides[1 - number].posture == PRESS
        if _force_fires(core, meeting, number, how, luck=luck, event=event):
            return


def _crowd_fires(
    core: RunContext, meeting: Meeting, number: int, ready: int, luck: RandomLine
) -> bool:
    """Whether those of a side who are ready to open fire do so in this push."""
    side, draw = meeting.sides[number], luck.uniform()
    if side.is_force or ready < 1 or not core.rules.quiet_fire:
        return False
    rate = core.p.armed_fire.opens
    return draw < armed_fire.opens_fire(ready, meeting.heat, side.discipline, rate)


def _answers(core: RunContext, side: Side, luck: RandomLine) -> bool:
    """Whether armed people of a crowd that is shot at shoot back."""
    return luck.uniform() < core.p.armed_fire.answers and not side.is_force and side.armed >= 1


def _burst(
    core: RunContext, meeting: Meeting, number: int, guns: int, *, luck: RandomLine, event: int
) -> None:
    """A burst out of a crowd, of some with guns, at the other side; a part meets peacekeepers."""
    p, side, other = core.p.armed_fire, meeting.sides[number], meeting.sides[1 - number]
    shooters = max(1, luck.binomial(guns, p.active))
    minutes = p.burst_minutes * luck.exponential()
    exposed = p.exposed_force if other.is_force else p.exposed_crowd
    fire = Fire(
        side.party, other.party, meeting.place, shooters, minutes, p.crowd_metres,
        exposed, p.most_hit * other.people, p.lethal,
    )  # fmt: skip
    action = Action("shoot", side.party, meeting.place, other.party, causes=(event,))
    tell(core, fire, shot(core, fire, luck), action)
    keeper = core.main_keeper(meeting.place)
    if keeper and keeper not in (side.party, other.party):
        there = core.people_at(keeper).get(meeting.place, 0.0)
        between = fire._replace(
            target=keeper, exposed=p.exposed_force * p.at_keepers, most=p.most_hit * there
        )
        harm = shot(core, between, luck)
        if any(harm):
            tell(core, between, harm, action)


def _force_fires(
    core: RunContext,
    meeting: Meeting,
    number: int,
    how: tuple[bool, bool],
    *,
    luck: RandomLine,
    event: int,
) -> bool:
    """A force shoots by its order: at gunmen in a crowd that it may miss, at the crowd or a force.

    Whether it does.
    """
    p, side, other = core.p.armed_fire, meeting.sides[number], meeting.sides[1 - number]
    fired_at, crossed = how
    order = core.posture[side.party].order_of_fire
    shares = (p.identifies, p.at_will)
    chance = armed_fire.force_fires(order, side.restraint, fired_at, crossed, shares)
    terms: tuple[tuple[str, float], ...] = ()
    if order == "if_fired_at" and crossed and not fired_at and not other.is_force:
        chance, terms = _overrun(core, side, other)
    if luck.uniform() >= chance or not core.mandate(side.party, "fire", meeting.place).allowed:
        return False
    loose = armed_fire.loose(side.restraint)
    exposed, lethal = _aimed(core, side, other, at_crowd=not fired_at)
    fire = Fire(
        side.party, other.party, meeting.place, min(side.people, p.force_shooters) * loose, 1.0,
        p.crowd_metres, exposed, p.most_hit * other.people, lethal,
    )  # fmt: skip
    action = Action("shoot", side.party, meeting.place, other.party, causes=(event,), terms=terms)
    tell(core, fire, shot(core, fire, luck), action)
    return True


def _overrun(
    core: RunContext, side: Side, crowd: Side
) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Chance that a force which a crowd overruns fires to save itself, and the words for why."""
    odds, share = core.p.contact.force_odds, core.p.armed_fire.saves_itself
    chance = armed_fire.saves_itself(side.restraint, side.people, crowd.people, odds, share)
    return chance, (("overrun", side.people), ("overrun_by", crowd.people))


def _aimed(core: RunContext, side: Side, other: Side, *, at_crowd: bool) -> tuple[float, float]:
    """How exposed those are at whom a force shoots in a push, and share of those hit who die."""
    p = core.p.armed_fire
    if other.is_force:
        return p.exposed_force, p.lethal
    if at_crowd:
        return p.exposed_crowd * (1.0 - side.restraint), p.lethal
    return p.exposed_beside, p.lethal_wild
