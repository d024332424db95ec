"""Two forces that stand against each other at a place, and their fire (M18, M7).

Formed units of two sides rarely come to blows: what makes an incident is that one of them carries
out, under arms, what the other's side contests there. Its line crossed, the other may fire by its
order of fire; what follows is an exchange (:mod:`sim.model.contacts.exchange`).

Sources: Blechman and Kaplan 1978, *Force without War*; George (ed.) 1991, *Avoiding War: Problems
of Crisis Management* (rules of engagement, and the line that is crossed); Deitchman 1962, *A
Lanchester Model of Guerrilla Warfare*, Operations Research 10(6): aimed fire.
"""

from collections.abc import Iterator
from itertools import combinations

from sim.model.contact_state import HOLD, PRESS
from sim.model.contacts.parties import URGES
from sim.model.contacts.sides import Meeting, Side
from sim.model.rules import contact
from sim.model.run_context import RunContext


def facing(core: RunContext) -> Iterator[tuple[str, str, str, dict[str, float]]]:
    """Each two forces at one place whose sides oppose each other, with people of forces there.

    Those at their own base are behind its walls.
    """
    if not core.related.facing:
        return
    there: dict[str, dict[str, float]] = {}
    for post in core.present(*core.related.facing):
        if not core.order_of_battle.is_at_base(post):
            forces = there.setdefault(post.place, {})
            forces[post.actor] = forces.get(post.actor, 0.0) + post.n
    for place, forces in sorted(there.items()):
        for one, other in combinations(sorted(forces), 2):
            if core.related.face(one, other):
                yield place, one, other, forces


def stand_offs(core: RunContext) -> Iterator[Meeting]:
    """Two forces that stand against each other; peacekeepers at the place deter as they do fire."""
    for place, one, other, people in facing(core):
        yield _meeting(core, place, (one, other), people)


def _meeting(
    core: RunContext, place: str, pair: tuple[str, str], people: dict[str, float]
) -> Meeting:
    p = core.p
    heat = contact.heat(_threat(core, place, pair), p.contact.heat_scale, p.contact.heat_most)
    first, second = (_side(core, place, name, people[name], heat) for name in pair)
    keepers = core.keepers_at().get(place, 0.0)
    left = core.rules.deterred(keepers, p.availability.gate_company, p.interposition.deterrence)
    share = left * _unheld(core, first) * _unheld(core, second)
    return Meeting(place, (first, second), share, causes=core.log.latest("police_deployed", place))


def _side(core: RunContext, place: str, name: str, people: float, heat: float) -> Side:
    """A force of a stand-off: it presses where it carries out what is contested, else holds."""
    posture = PRESS if _carries_out(core, place, name) else HOLD
    urge, restraint = URGES[posture](core), core.posture[name].restraint
    return Side(name, people, posture, urge, is_force=True, heat=heat, restraint=restraint)


def _unheld(core: RunContext, side: Side) -> float:
    """Share of incidents left by the restraint of a force, and by a word to stand down [0..1]."""
    patron = core.related.patron(side.party)
    word = core.state.patrons[patron].stance if patron is not None else 0.0
    heeds = core.posture[patron].discipline if patron is not None else 0.0
    return contact.unheld(side.restraint, heeds, word)


def _carries_out(core: RunContext, place: str, force: str) -> bool:
    """Whether what is contested at a place takes effect, and is decided by whom a force serves."""
    return any(
        issue.where == place
        and issue.decided_by in core.related.chain(force)
        and core.is_contested(name)
        and core.state.issues[name].deadline <= core.hours
        for name, issue in core.plan.issues.items()
    )


def _threat(core: RunContext, place: str, forces: tuple[str, str]) -> float:
    """Threat of those for whom two forces stand, where they stand; anywhere if none live there."""
    groups = {group for name in forces for group in core.related.stands_for(name)}
    quarters = core.state.quarters
    here = quarters.of_groups(tuple(sorted(groups)), core.town_of(place))
    rows = here or quarters.of_groups(tuple(sorted(groups)))
    return max(quarters.threat[rows].tolist(), default=0.0)
