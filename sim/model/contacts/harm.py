"""What a push did: told in the log, counted, feared, and the hurt leave their side."""

from typing import NamedTuple

from sim.model.contact_state import Bout
from sim.model.contacts.leaving import leave
from sim.model.contacts.sides import Meeting
from sim.model.effects import streets
from sim.model.run_context import RunContext


class Toll(NamedTuple):
    """People hurt and killed on each of two sides; those killed are not counted as hurt."""

    hurt: tuple[int, int]
    killed: tuple[int, int]


def tell(core: RunContext, meeting: Meeting, toll: Toll, how: tuple[float, Bout, int]) -> int:
    """Log a push with its toll, count it, and let people there fear; the id of its event."""
    passing, bout, breaks = how
    one, other = meeting.sides
    given, kind = meeting.given, "scuffle" if meeting.given is None else meeting.given.kind
    event = streets.scuffle(
        core,
        streets.Contact(
            meeting.place,
            one.party,
            other.party,
            (toll.hurt[1], toll.hurt[0]),
            meeting.causes,
            _terms(meeting, passing),
            given is not None and given.given,
            (toll.killed[1], toll.killed[0]),
        ),
        kind,
    )
    for side, hurt, killed in zip(meeting.sides, toll.hurt, toll.killed, strict=True):
        leave(core, side.party, meeting.place, hurt + killed)
        if side.is_force:
            bout.hurt += hurt + killed
    if breaks >= 0 and meeting.sides[breaks].is_force:
        core.log.add(
            "gives_way",
            place=meeting.place,
            source=meeting.sides[breaks].party,
            target=meeting.sides[1 - breaks].party,
            people=round(meeting.sides[breaks].people),
            causes=(event,),
        )
    return event


def _terms(meeting: Meeting, passing: float) -> tuple[tuple[str, float], ...]:
    """What a push came of, in the words that ``why`` tells."""
    one, other = meeting.sides
    if meeting.kept_apart:
        return (("kept_apart", meeting.kept_apart),)
    if not one.is_force and not other.is_force:
        return (
            ("crowd_here", one.people),
            ("crowd_across", other.people),
            ("passing", passing),
            ("heat", meeting.heat),
        )
    if one.is_force and other.is_force:
        return (("force_here", one.people), ("force_across", other.people), ("heat", meeting.heat))
    crowd, force = (one, other) if other.is_force else (other, one)
    return (
        ("crowd", crowd.people),
        ("force", force.people),
        ("heat", meeting.heat),
        ("urge", max(one.urge, other.urge)),
    )
