"""People of a crowd whom police take in a push, and the risk of it that others see (M31)."""

from typing import Final

import numpy as np

from sim.model.contact_state import Bout
from sim.model.contacts.parties import rows_there
from sim.model.contacts.sides import Meeting, Side
from sim.model.effects import reports
from sim.model.rules import arrests
from sim.model.run_context import RunContext
from sim.model.state import Post
from sim.model.streams import RandomLine

_FORGOTTEN: Final = 5.0
"""Time constants after which a fight is no longer looked at; less than .01 is left of it."""


def without_escorts(meeting: Meeting, bout: Bout) -> Meeting:
    """The meeting without those of its force who are off with people whom they took."""
    if bout.escorts < 1.0:
        return meeting
    one, other = (
        side._replace(people=max(0.0, side.people - bout.escorts)) if side.is_force else side
        for side in meeting.sides
    )
    return meeting._replace(sides=(one, other))


def take(
    core: RunContext, meeting: Meeting, bout: Bout, event: int,
    *, touch: tuple[float, float], luck: RandomLine,
) -> None:  # fmt: skip
    """Police who may arrest take people of a crowd that came to blows with them, or beside them.

    Args:
        core: the run.
        meeting: the two parties.
        bout: what is so between them.
        event: id of the push's event.
        touch: people of each side in touch.
        luck: draws of the push.
    """
    p = core.p.arrests
    for number, crowd in enumerate(meeting.sides):
        if crowd.party not in core.related.groups:
            continue
        for police, people in _police_at(core, meeting, meeting.sides[1 - number]).items():
            core.state.contacts.fought[meeting.place, crowd.party] = (core.hours, crowd.people)
            free = max(0.0, people - bout.escorts) * (1.0 - core.p.contact.line)
            restraint = core.posture[police].restraint
            n = luck.poisson(core.rules.taken(free, touch[number], restraint, p.rate))
            if n:
                bout.escorts += p.officers * n
                _held(core, (meeting.place, crowd.party, police), n, event, people)


def _police_at(core: RunContext, meeting: Meeting, other: Side) -> dict[str, float]:
    """Police who may arrest there: the other side, or, of two crowds, all who stand beside them."""
    if other.is_force:
        found = {other.party: other.people} if other.party in core.related.of_kind("police") else {}
    else:
        found = dict[str, float]()
        for post in _on_duty(core):
            if post.place == meeting.place:
                found[post.actor] = found.get(post.actor, 0.0) + post.n
    return {
        name: n for name, n in found.items() if core.mandate(name, "arrest", meeting.place).allowed
    }


def _on_duty(core: RunContext) -> list[Post]:
    """Posts of police that are not at their bases."""
    police = core.present(*core.related.of_kind("police"))
    return [post for post in police if not core.order_of_battle.is_at_base(post)]


def _held(core: RunContext, who: tuple[str, str, str], n: int, event: int, officers: float) -> None:
    place, group, police = who
    cells = core.cells_of(rows_there(core, group, place))
    core.people.carry_away(cells, n, core.hours + core.p.arrests.custody_hours)
    core.log.add(
        "arrest",
        place=place,
        source=police,
        target=group,
        people=n,
        causes=(event,),
        terms=(("taken", float(n)), ("officers", officers)),
    )


def risk(core: RunContext) -> None:
    """People reckon with being taken where they came to blows and police stand who may do it."""
    fought, quarters = core.state.contacts.fought, core.state.quarters
    if not fought:
        return
    p, posts = core.p.arrests, _on_duty(core)
    quarters.risk = np.zeros(len(quarters.rows))
    for (place, group), (hour, crowd) in list(fought.items()):
        town, hours = core.town_of(place), core.hours - hour
        here = [post for post in posts if core.town_of(post.place) == town]
        there = sum(post.n for post in here if core.mandate(post.actor, "arrest", place).allowed)
        expected = arrests.seen(there, crowd, p.sharpness, hours, p.memory_hours)
        sees = reports.seen_from(core, group, place)
        quarters.risk = np.where(sees, np.maximum(quarters.risk, expected), quarters.risk)
        if hours > _FORGOTTEN * p.memory_hours:
            del fought[place, group]
