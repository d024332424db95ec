"""Who is in contact with whom, and where: crowd and crowd, crowd and force, what is given."""

import math
from collections.abc import Iterator, Sequence

from sim.model.attrition import stakeholders
from sim.model.contact_state import CLEAR, HOLD, PRESS, THREAT, Carried, Encounter
from sim.model.contacts.beside import armed_beside
from sim.model.contacts.sides import Meeting, Side
from sim.model.quarters import Numbers
from sim.model.rules import contact, habituation
from sim.model.run_context import RunContext
from sim.model.state import Post
from sim.scenario.verbs.verb import FORCES


def meetings(core: RunContext) -> Iterator[Meeting]:
    """Everybody who is in contact with somebody now; of two parties what is given comes first."""
    given = [meeting_of(core, one) for one in core.state.contacts.encounters]
    yield from given
    busy = {meeting.key for meeting in given}
    for meeting in (*_crowds(core), *_posts(core)):
        if not busy or meeting.key not in busy:
            yield meeting


def _crowds(core: RunContext) -> Iterator[Meeting]:
    """Two groups that oppose each other at a site where one of them gathers."""
    for site, one, other in core.related.confronted:
        n, m = core.out_at(one, site), core.out_at(other, site)
        if n > 0.0 and m > 0.0:
            face = faces(core, site)
            first, second = crowd(core, one, site, n, face), crowd(core, other, site, m, face)
            sides = _with_cells(core, first, second, site)
            causes = core.log.latest("crowd") + core.log.latest("barricade_built")
            yield Meeting(site, sides, causes=causes, apart=core.map.sites[site].divides)


def faces(core: RunContext, site: str) -> float:
    """Urge of two crowds that face each other: less where water, a wall or a fence is between."""
    p = core.p.contact
    return p.face if core.map.sites[site].divides else p.open


def _posts(core: RunContext) -> Iterator[Meeting]:
    """A crowd and police it minds at the same post, or police who raid among people."""
    for place, actor, raids, n in _standing(core.present(*core.related.minders)):
        town = core.town_of(place)
        if town is None:
            continue
        for group in core.related.minders[actor]:
            there = people_before(core, group, place, raids=raids)
            if there < 1.0:
                continue
            people = crowd(core, group, place, there, _stands(core, group, place))
            police = force(core, actor, n, CLEAR if raids else HOLD)
            causes = core.log.latest("raid" if raids else "police_deployed")
            share = contact.calmed(core.calming(town))
            yield Meeting(place, (people, police), share, causes=causes)


def people_before(core: RunContext, group: str, place: str, *, raids: bool) -> float:
    """People of a group before a force at a place.

    Those who gather at a site are all there, and at no other post; who raids comes to them where
    they live.
    """
    site, quarters = core.related.actors[group].gathers_at, core.state.quarters
    if site == place:
        return core.out_at(group, place)
    row = quarters.row(group, core.town_of(place))
    if row is None or (site is not None and not raids):
        return 0.0
    return float(quarters.out[row])


def _stands(core: RunContext, group: str, place: str) -> float:
    """Urge of people before a force: it holds what they contest, as far as not roads decide it."""
    p, issues = core.p.contact, core.plan.issues
    held = (
        1.0 - core.on_roads(issues[name])
        for name in core.state.issues
        if issues[name].where == place and group in stakeholders(issues[name])
        and core.is_contested(name) and core.state.issues[name].deadline <= core.hours
    )  # fmt: skip
    return p.hold + max(held, default=0.0) * (p.threat - p.hold)


def _standing(posts: list[Post]) -> list[tuple[str, str, bool, float]]:
    """Place, force, whether it raids, and people of the posts, those of one force together."""
    found: dict[tuple[str, str, bool], float] = {}
    for post in posts:
        key = (post.place, post.actor, post.raids)
        found[key] = found.get(key, 0.0) + post.n
    return [(*key, n) for key, n in found.items()]


def meeting_of(core: RunContext, one: Encounter) -> Meeting:
    """A contact that a scenario or an order set, with whoever is there of those not numbered."""
    who = zip(one.parties, one.people, one.postures, strict=True)
    first, second = (_side(core, party, one.place, n, posture) for party, n, posture in who)
    sides = _with_cells(core, first, second, one.place)
    return Meeting(one.place, sides, 1.0, one.factor, one, one.causes)


def _with_cells(core: RunContext, one: Side, other: Side, place: str) -> tuple[Side, Side]:
    """The two with the armed cells that go out with them against each other."""
    return _armed(core, one, other.party, place), _armed(core, other, one.party, place)


def _armed(core: RunContext, side: Side, against: str, place: str) -> Side:
    if side.party not in core.related.groups or not core.related.of_kind("armed_cells"):
        return side
    more = armed_beside(core, side.party, against, towns_there(core, side.party, place))
    return side._replace(armed=side.armed + more) if more else side


def _side(core: RunContext, party: str, place: str, n: float, posture: str) -> Side:
    urge = URGES[posture](core)
    if party in core.related.groups:
        there = float(core.state.quarters.out[rows_there(core, party, place)].sum())
        return crowd(core, party, place, n or there, urge)
    if core.related.actors[party].kind in FORCES:
        return force(core, party, n or float(core.at_hand(party, place)), posture)
    return Side(party, n, posture, urge, is_force=False)


URGES = {
    HOLD: lambda core: core.p.contact.hold,
    THREAT: lambda core: core.p.contact.threat,
    PRESS: lambda core: core.p.contact.press,
    CLEAR: lambda _core: 1.0,
}
"""Urge of each posture."""


def crowd(core: RunContext, group: str, place: str, n: float, stands: float) -> Side:
    """People of a group as a side: of those who stand some press once they fear enough."""
    p, posture = core.p.contact, core.posture[group]
    quarters, rows = core.state.quarters, rows_there(core, group, place)
    carried = carried_there(core, group, place)
    share = _set_out(core, group, n, carried)
    would = n * _would_press(core, group, place, share, rows)
    urge = contact.urge(stands, p.press, contact.enough(would, p.enough))
    if core.state.contacts.fought:
        dares = core.rules.dares(_most(quarters.risk, rows))
        urge, stands = urge * dares, stands * dares
    heat = contact.heat(_most(quarters.threat, rows), p.heat_scale, p.heat_most)
    return Side(
        group,
        n,
        PRESS if urge > math.sqrt(p.hold * p.press) else HOLD,
        urge,
        is_force=False,
        heat=max(heat, p.set_out * share),
        set_out=share,
        stands=stands,
        pressing=would,
        discipline=posture.discipline,
        militancy=posture.militancy,
        armed=sum(one.armed for one in carried if one.order != "never"),
        lined=sum(one.armed for one in carried if one.order == "line"),
        held=sum(one.armed for one in carried if one.order == "if_fired_at"),
        charges=sum(one.charges for one in carried),
    )


def pressing(core: RunContext, group: str, place: str, n: float) -> float:
    """People of a crowd of n who would press on: who came to, and whom threat drives to it."""
    came = _set_out(core, group, n, carried_there(core, group, place))
    return n * _would_press(core, group, place, came, rows_there(core, group, place))


def _would_press(
    core: RunContext, group: str, place: str, came: float, rows: Sequence[int]
) -> float:
    """Share of a crowd as in :func:`pressing` [0..1], with the quarters of the crowd.

    Who holds a barricade of their own side does not leave it to press. It is what is new in a
    threat that drives them, and not what they have lived with for days.
    """
    p, barricade = core.p.contact, core.state.standing.get(place)
    if barricade is not None and group in core.related.stands_for(barricade.owner):
        return came
    quarters = core.state.quarters
    new = habituation.above(quarters.threat, quarters.used_to_threat)
    own = contact.presses(_most(new, rows), p.press_at, p.press_width)
    own *= 1.0 - core.posture[group].discipline
    return came + (1.0 - came) * own


def _set_out(core: RunContext, group: str, n: float, carried: list[Carried]) -> float:
    """Share of a crowd who came to press on [0..1].

    All who go on from a funeral; of those who set out to press, who came out where they did.
    """
    if core.state.aftermath.pressing.get(group, -1.0) > core.hours:
        return 1.0
    if not carried:
        return 0.0
    towns = {one.town for one in carried if one.presses}
    came = sum(float(core.state.quarters.out[core.state.quarters.of_groups((group,), town)].sum())
               for town in towns)  # fmt: skip
    return min(1.0, came / max(1.0, n))


def force(core: RunContext, actor: str, n: float, posture: str) -> Side:
    """People of a force as a side."""
    urge = URGES[posture](core)
    return Side(actor, n, posture, urge, is_force=True, restraint=core.posture[actor].restraint)


def rows_there(core: RunContext, group: str, place: str) -> list[int]:
    """Quarters of a group whose people are at a place: all of one that gathers there."""
    gathers = core.related.actors[group].gathers_at == place
    return core.state.quarters.of_groups((group,), None if gathers else core.town_of(place))


def towns_there(core: RunContext, group: str, place: str) -> set[int]:
    """Numbers of the municipalities from which people of a group are at a place."""
    return {core.state.quarters.rows[row].town for row in rows_there(core, group, place)}


def carried_there(core: RunContext, group: str, place: str) -> list[Carried]:
    """What people of a group have with them at a place, wherever they came out who gather there."""
    if not core.state.contacts.arms:
        return []
    towns = towns_there(core, group, place)
    return core.state.contacts.carried(group, {*towns, core.town_of(place)})


def _most(felt: Numbers, rows: Sequence[int]) -> float:
    """The most that any of some quarters feels."""
    return max([felt.item(row) for row in rows], default=0.0)
