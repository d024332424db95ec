"""Pushes of parties in contact: when they come, whom they hurt, who breaks."""

import math
from typing import NamedTuple

from sim.model.contact_state import CLEAR, HOLD, PRESS, THREAT, Bout
from sim.model.contacts import arrests, between, charges, firing
from sim.model.contacts.harm import Toll, tell
from sim.model.contacts.parties import carried_there, meetings, rows_there
from sim.model.contacts.sides import Meeting, Side
from sim.model.contacts.stand_offs import stand_offs
from sim.model.rules import contact
from sim.model.run_context import RunContext
from sim.model.streams import RandomLine


class Push(NamedTuple):
    """One push: who is in touch, how fierce it is, and its luck.

    Attributes:
        touch: people of each side in touch.
        fierce: ferocity of this push, mean 1.
        luck: draws of this push.
    """

    touch: tuple[float, float]
    fierce: float
    luck: RandomLine


def resolve(core: RunContext) -> None:
    """Everybody who is in contact comes to blows as often as pushes ring in this tick.

    Where two forces exchange fire nobody does by hand: people lie low or run.
    """
    core.state.contacts.forget(core.hours)
    under_fire = {place for place, _, _ in core.state.contacts.duels}
    for meeting in (*meetings(core), *stand_offs(core)):
        if meeting.place not in under_fire or meeting.given is not None:
            come_to_blows(core, meeting)
    arrests.risk(core)


def come_to_blows(core: RunContext, meeting: Meeting) -> None:
    """Two parties come to blows as often as pushes ring in this tick, unless one stays away."""
    bout = bout_of(core, meeting)
    if core.hours < max(bout.away, bout.left):
        return
    meeting = arrests.without_escorts(meeting, bout)
    rate = rate_of(core, meeting, bout)
    for _ in range(core.incidents("push", "/".join(meeting.key), rate)):
        push(core, meeting, bout)


def bout_of(core: RunContext, meeting: Meeting) -> Bout:
    """What is so between the two; both rest since it was last looked at."""
    bout = core.state.contacts.bouts.setdefault(meeting.key, Bout())
    p = core.p.contact
    if bout.pushes or bout.hurt:
        bout.pushes = contact.rested(bout.pushes, core.hours - bout.seen, p.rest_hours)
        bout.hurt = contact.rested(bout.hurt, core.hours - bout.seen, p.relief_hours)
        rest = p.relief_hours if _has_relief(core, meeting) else p.rest_hours
        bout.strain = contact.rested(bout.strain, core.hours - bout.seen, rest)
        away = core.p.arrests.away_hours
        bout.escorts = contact.rested(bout.escorts, core.hours - bout.seen, away)
    bout.seen = core.hours
    return bout


def _has_relief(core: RunContext, meeting: Meeting) -> bool:
    """Whether the force of a contact has as many people free as stand there."""
    forces = [side for side in meeting.sides if side.is_force]
    return any(core.order_of_battle.at_call(side.party) >= side.people for side in forces)


def rate_of(core: RunContext, meeting: Meeting, bout: Bout) -> float:
    """Rate of pushes of two parties, 1/h."""
    p, heat = core.p.contact, meeting.heat
    crowds = [side for side in meeting.sides if not side.is_force]
    share = meeting.share
    if crowds and meeting.given is None:
        share *= p.dark if core.lasts("dark", meeting.place) else 1.0
    for side in crowds:
        share *= 1.0 - side.discipline
    if crowds and meeting.apart:
        share *= contact.enough(min(side.active(core, heat) for side in crowds), p.enough)
    if not crowds:
        share *= contact.enough(min(side.people for side in meeting.sides), p.enough)
    rule = contact.push_rate if meeting.given else core.rules.push_rate
    one, other = meeting.sides
    drives = (_drive(core, meeting, one, other, bout), _drive(core, meeting, other, one, bout))
    urge, own = max(drives, key=math.prod)
    return rule(p.rate, urge, own, share, bout.pushes)


def _drive(
    core: RunContext, meeting: Meeting, side: Side, other: Side, bout: Bout
) -> tuple[float, float]:
    """Urge and heat of a side: a crowd acts on its own, a force on that of whom it meets.

    Who stands apart from the other is slow to begin, unless it came, or was ordered, to.
    """
    as_all = side.is_force or meeting.given is not None
    heat = meeting.heat if as_all else side.heat
    if meeting.given is not None or not meeting.apart:
        return _against(core, meeting, side, other, 1.0), heat
    bent = float(side.posture in (CLEAR, PRESS)) if side.is_force else side.set_out
    p = core.p.contact
    momentum = contact.momentum(core.hours - bout.last, p.momentum_hours)
    begins = contact.first_or_next(momentum + bent, p.first)
    return _against(core, meeting, side, other, begins), heat


def _against(core: RunContext, meeting: Meeting, side: Side, other: Side, begins: float) -> float:
    """Urge of a side that is left by the odds, where one of the two is formed and in kit.

    Of a crowd those who would press look at how many of them, and of those who stand with them,
    there are to one of the force; who is set on each other by an entry looks at the whole crowd.
    What is thrown from afar needs no beginning (``begins``, the share left by its barrier).
    """
    if side.is_force == other.is_force:
        return side.urge * begins
    w = core.p.contact.odds
    if side.is_force:
        return side.urge * contact.odds(side.people, other.people, w) * begins
    by_all = contact.odds(other.people, side.people, w)
    if meeting.given is not None:
        return side.urge * by_all
    backed = contact.backed(side.pressing, side.people)
    close = contact.odds(other.people, backed, w) * begins
    press = (side.urge - side.stands) * contact.close_or_afar(close, core.p.contact.afar)
    return side.stands * by_all * begins + press


def push(core: RunContext, meeting: Meeting, bout: Bout) -> int:
    """One push: kept apart by peacekeepers, or blows on both sides.

    Returns:
        Id of its event; -1 when those who stand between are so many that nothing comes of it.
    """
    luck = _begin(core, meeting, bout)
    now, active = _now(core, meeting, bout, luck)
    of = between.lines(core, meeting)
    if not any(side.is_force for side in meeting.sides):
        core.state.contacts.pressed[meeting.place] = (core.hours, max(active))
    p = core.p.interposition
    counts = sum(line.counts for line in of)
    passing = core.rules.passing_share(counts, *active, p.eta, p.rho) if of else 1.0
    apart = luck.uniform() >= passing
    if meeting.given is not None:  # what is given comes through, with less harm
        if of and passing < 1.0:
            _kept_apart(core, between.instead(core, meeting, of, 1.0 - passing, luck), bout)
        now = now._replace(fierce=now.fierce * passing)
    elif apart:
        against = between.instead(core, meeting, of, 1.0, luck)
        if luck.uniform() >= between.dares(core, against):
            return -1
        return _kept_apart(core, against, bout)
    return _blow(core, meeting, bout, now, passing)


def _kept_apart(core: RunContext, meeting: Meeting, bout: Bout) -> int:
    """A push meets those who stand between: a contact of its own; the crowd may run from them."""
    own = bout_of(core, meeting)
    luck = _begin(core, meeting, own)
    now, _ = _now(core, meeting, own, luck)
    event = _blow(core, meeting, own, now, 1.0)
    bout.away = max(bout.away, own.away)
    return event


def _now(
    core: RunContext, meeting: Meeting, bout: Bout, luck: RandomLine
) -> tuple[Push, list[float]]:
    """A push as it comes, and the people of each side who are active."""
    active = [side.active(core, meeting.heat) for side in meeting.sides]
    one, other = (contact.in_touch(n, _width(core, meeting.place)) for n in active)
    fierce = bout.ferocity * luck.gamma(core.p.contact.burst_shape)
    return Push((one, other), fierce, luck), active


def _blow(core: RunContext, meeting: Meeting, bout: Bout, now: Push, passing: float) -> int:
    """Blows and fire of a push; the id of its event."""
    breaks = _who_breaks(core, meeting, bout, now)
    event = tell(core, meeting, _blows(core, meeting, now, breaks), (passing, bout, breaks))
    charges.thrown(core, meeting, now.luck, event)
    firing.in_a_push(core, meeting, now.luck, breaks, event)
    _have_fought(core, meeting)
    arrests.take(core, meeting, bout, event, touch=now.touch, luck=now.luck)
    return event


def _have_fought(core: RunContext, meeting: Meeting) -> None:
    """Those of a crowd who fought have had their fill, once they have gone home (M27)."""
    mean = core.p.endurance.fill_hours
    for side in meeting.sides:
        if side.party in core.related.groups:
            cells = core.cells_of(rows_there(core, side.party, meeting.place))
            active = side.active(core, meeting.heat)
            core.people.have_fought(
                cells, active, core.hours, lambda draws: core.rules.fill(draws, mean)
            )


def _begin(core: RunContext, meeting: Meeting, bout: Bout) -> RandomLine:
    """Count a push and take its luck; the first of a day draws how fierce this contact is."""
    p, name = core.p.contact, "/".join(meeting.key)
    day = int((core.hours + core.first_hour) // 24.0)
    if day != bout.day:
        today = core.chance.own_line("ferocity", f"{name}/{day}")
        bout.day, bout.ferocity = day, today.gamma(p.ferocity_shape)
        bout.steady = today.normal()
    for side in meeting.sides:
        if not side.is_force:
            _goes_on(core, side, meeting.place)
    bout.number += 1
    bout.last = core.hours
    bout.pushes += 1.0
    bout.strain += 1.0
    return core.chance.own_line("blows", f"{name}/{bout.number}")


def _goes_on(core: RunContext, side: Side, place: str) -> None:
    """Who came to press on does so, with what they brought, as long as pushes follow each other."""
    for one in carried_there(core, side.party, place) if side.party in core.related.groups else ():
        if one.presses:
            one.until = max(one.until, core.hours + core.p.contact.lull_hours)


def _width(core: RunContext, place: str) -> float:
    """People of a side for whom there is room in touch: by the front of the site (assumed)."""
    p, site = core.p.contact, core.map.sites.get(place)
    if site is None or site.front == math.inf:
        return float(p.width)
    return site.front * p.front_share


def _moves(core: RunContext, side: Side) -> float:
    """People in kit hurt by one of a side in touch in a push: fewer where it only stands."""
    p = core.p.contact
    return p.per_push * (p.standing if side.posture in (HOLD, THREAT) else 1.0)


def _blows(core: RunContext, meeting: Meeting, now: Push, breaks: int) -> Toll:
    """People hurt and killed on both sides."""
    p = core.p.contact
    hurt, killed = [], []
    for number, side in enumerate(meeting.sides):
        by = meeting.sides[1 - number]
        mean = now.touch[1 - number] * _harm(core, by, side) * meeting.factor * now.fierce
        runs = breaks == 1 - number or _charges(core, meeting, side, by)
        mean *= contact.one_sided(_charges(core, meeting, by, side), runs, p.charge, p.scattered)
        mean *= 1.0 + p.rout * (breaks == number)
        all_hurt = min(now.luck.poisson(mean), int(p.most_hurt * side.people))
        died = now.luck.binomial(all_hurt, p.lethal_hand)
        hurt.append(all_hurt - died)
        killed.append(died)
    return Toll((hurt[0], hurt[1]), (killed[0], killed[1]))


def _charges(core: RunContext, meeting: Meeting, one: Side, other: Side) -> bool:
    """Whether a force disperses a crowd that does not press back.

    Who raids does not, and those behind a barricade are not run down.
    """
    if meeting.given is None or meeting.place in core.state.standing:
        return False
    presses = other.is_force or other.posture in (PRESS, CLEAR)
    return one.is_force and one.posture == CLEAR and not presses


def _harm(core: RunContext, by: Side, to: Side) -> float:
    """People of a side hurt by one of the other in touch in a push."""
    p = core.p.contact
    harm = _moves(core, by)
    if by.is_force:
        return harm * contact.rules_of_engagement(by.restraint)
    return harm * (1.0 if to.is_force else p.bare)


def _who_breaks(core: RunContext, meeting: Meeting, bout: Bout, now: Push) -> int:
    """Number of the side that breaks in a push, and stays away for a while; -1 for none."""
    p, luck = core.p.contact, now.luck
    draws = (luck.uniform(), luck.uniform())
    wait = luck.exponential()
    for number, side in enumerate(meeting.sides):
        other, facing = meeting.sides[1 - number], now.touch[1 - number]
        if side.is_force:
            today = p.force_spread * bout.steady
            bears = contact.force_bears(
                side.people, other.people, p.force_bears, p.force_odds, today
            )
            bears *= core.rules.bears(bout.strain - 1.0, core.p.endurance.stamina)
            if bout.hurt > bears and draws[number] < p.gives_way:
                bout.left = core.hours + wait * p.rally_hours
                return number
            continue
        strength = facing * (p.gas if other.is_force else 1.0)
        share = p.crowd_breaks * (1.0 if other.posture in (CLEAR, PRESS) else p.unpursued)
        if draws[number] < contact.crowd_runs(share, strength, now.touch[number]):
            bout.away = core.hours + wait / (p.back * max(meeting.heat, 1e-9))
            return number
    return -1
