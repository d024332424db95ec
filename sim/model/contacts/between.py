"""Forces that stand between two crowds, and the pushes that they take in their stead (M8)."""

from typing import NamedTuple

from sim.model.contact_state import HOLD
from sim.model.contacts.beside import armed_beside
from sim.model.contacts.parties import force, towns_there
from sim.model.contacts.sides import Meeting
from sim.model.rules import contact
from sim.model.run_context import RunContext
from sim.model.streams import RandomLine


class Line(NamedTuple):
    """Those of one force who stand between two crowds.

    Attributes:
        force: whose they are.
        people: how many there are.
        counts: how many they count for, as far as the sides accept them.
    """

    force: str
    people: float
    counts: float


def lines(core: RunContext, meeting: Meeting) -> tuple[Line, ...]:
    """Forces between two sides that have not given way to one of them.

    Peacekeepers count as far as they are accepted (neutrality). Between two crowds police count
    wholly who were sent there, whose entry neither side minds, and who stand for none of them
    (assumed). Whom a mandate forbids to hold looks on.
    """
    parties = tuple(side.party for side in meeting.sides)
    crowds = sum(not side.is_force for side in meeting.sides)
    names = _neutral(core, parties, police=crowds == len(parties)) if crowds else ()
    there: dict[str, float] = {}
    for post in core.present(*names):
        if post.place == meeting.place and not core.order_of_battle.is_at_base(post):
            there[post.actor] = there.get(post.actor, 0.0) + post.n
    return tuple(
        Line(name, n, n * getattr(core.posture[name], "neutrality", 1.0))
        for name, n in there.items()
        if not any(_gave_way(core, meeting.place, name, crowd) for crowd in parties)
        and not core.mandate(name, "hold", meeting.place).forbidden
    )


def _neutral(core: RunContext, parties: tuple[str, ...], *, police: bool) -> tuple[str, ...]:
    """Forces that can stand between two sides, and are not one of them."""
    found = [name for name in core.related.of_kind("peacekeepers") if name not in parties]
    for name in core.related.of_kind("police") if police else ():
        stands = {*core.related.stands_for(name), *core.related.minders.get(name, ())}
        if stands.isdisjoint(parties):
            found.append(name)
    return tuple(found)


def _gave_way(core: RunContext, place: str, name: str, crowd: str) -> bool:
    one, other = sorted((name, crowd))
    bout = core.state.contacts.bouts.get((place, one, other))
    return bout is not None and core.hours < bout.left


def instead(
    core: RunContext, meeting: Meeting, of: tuple[Line, ...], share: float, luck: RandomLine
) -> Meeting:
    """The contact of a crowd that presses with a force between, which holds: one, by their numbers.

    Armed people who came against the other crowd do not shoot at it; cells that oppose it do.

    Args:
        core: the run.
        meeting: the two sides; at least one is a crowd.
        of: forces between them; at least one.
        share: share of the push that meets them.
        luck: draws of the push.
    """
    line = _drawn(of, luck)
    crowds = (side for side in meeting.sides if not side.is_force)
    side = max(crowds, key=lambda one: (one.urge, one.heat, one.people, one.party))
    towns = towns_there(core, side.party, meeting.place)
    armed = armed_beside(core, side.party, line.force, towns)
    pressing = side._replace(armed=armed, lined=0, held=0, charges=0, heat=meeting.heat)
    return Meeting(
        meeting.place,
        (pressing, force(core, line.force, line.people, HOLD)),
        factor=share * core.p.interposition.diverted,
        causes=core.log.latest("bridge_held", meeting.place),
        kept_apart=sum(one.people for one in meeting.sides),
    )


def dares(core: RunContext, against: Meeting) -> float:
    """Share of pushes left of a crowd that faces as many of a force [0..1]."""
    crowd, line = against.sides
    return contact.odds(line.people, crowd.people, core.p.contact.odds)


def _drawn(of: tuple[Line, ...], luck: RandomLine) -> Line:
    left = luck.uniform() * sum(line.people for line in of)
    for line in of:
        left -= line.people
        if left < 0.0:
            return line
    return of[-1]
