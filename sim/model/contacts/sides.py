"""The two sides of a contact: who they are, what they do, and what they bring to blows."""

from typing import NamedTuple

from sim.model.contact_state import Encounter
from sim.model.rules import contact
from sim.model.run_context import RunContext


class Side(NamedTuple):
    """One party in a contact.

    Attributes:
        party: the group or actor.
        people: its people there.
        posture: what it does.
        urge: how far it is bent on coming to blows [0..1].
        is_force: whether it is formed, in kit and under rules of engagement.
        heat: how far threat has heated it; 0 of a force.
        set_out: share of a crowd who came to press on [0..1].
        stands: urge of those of a crowd who only stand there [0..1].
        pressing: people of a crowd who would press on.
        restraint: rules of engagement of a force [0..1].
        discipline: share of the militants of a crowd whom their own people hold back [0..1].
        militancy: militants of a crowd, relative to others.
        armed: its people with firearms who shoot at times, of a crowd.
        lined: of them those who shoot only if fired at or where their own side breaks.
        held: of them those who shoot only if fired at.
        charges: explosive charges that it has left.
    """

    party: str
    people: float
    posture: str
    urge: float
    is_force: bool
    heat: float = 0.0
    set_out: float = 0.0
    stands: float = 0.0
    pressing: float = 0.0
    restraint: float = 0.0
    discipline: float = 0.0
    militancy: float = 1.0
    armed: int = 0
    lined: int = 0
    held: int = 0
    charges: int = 0

    def ready(self, *, breaks: bool) -> int:
        """Its people with firearms who may open fire in a push, in which it breaks or not."""
        return self.armed - self.held - (0 if breaks else self.lined)

    def active(self, core: RunContext, heat: float) -> float:
        """People of it who do violence at the heat of the contact."""
        p = core.p.contact
        if self.is_force:
            return p.line * self.people
        share = p.militants * self.militancy
        return contact.active(self.people, heat, self.discipline, share, p.militants_most)


class Meeting(NamedTuple):
    """Two parties in contact.

    Attributes:
        place: where.
        sides: the two, the one at home first.
        share: share of pushes left by police whom people heed [0..1].
        factor: harm by the means, relative to batons.
        given: the contact that was given or ordered; None when it came about.
        kept_apart: people of two crowds whom the force of it keeps apart; 0 of other contacts.
        apart: whether something lies between them, or one of them is formed and in kit.
        causes: events that led to it.
    """

    place: str
    sides: tuple[Side, Side]
    share: float = 1.0
    factor: float = 1.0
    given: Encounter | None = None
    causes: tuple[int, ...] = ()
    kept_apart: float = 0.0
    apart: bool = True

    @property
    def heat(self) -> float:
        """Heat of the contact: that of the hotter side; of what is given at least 1 (assumed)."""
        return max(self.sides[0].heat, self.sides[1].heat, float(self.given is not None))

    @property
    def key(self) -> tuple[str, str, str]:
        """Place and parties, in an order that does not depend on who is named first."""
        one, other = self.sides[0].party, self.sides[1].party
        return (self.place, one, other) if one <= other else (self.place, other, one)
