"""The state of an issue: its clock, who has asked for what, and the deal that stands."""

import math
from dataclasses import dataclass, field


@dataclass
class Deal:
    """A concession that was made, and how far it is carried out.

    Attributes:
        issue: issue it settles.
        name: its name among the deals of that issue; empty for one that is given, or void.
        kind: postpone, custody, suspend, swap, release or withdraw; void where another deal cancels
            it.
        since: hour at which it was made.
        event: id of its event; of the deal that cancels the issue where it is void.
        due: hour from which it can be carried out, by day.
        carried_out: hour at which forces left and things were handed over; infinite before.
        lapses: whether it lapses when what it requires does not come true.
        kept: True once it has come true, or where it requires nothing.
        waits_for: organisers whose barricades or calls it waits for to go.
    """

    issue: str
    name: str
    kind: str
    since: float
    event: int
    due: float = -math.inf
    carried_out: float = math.inf
    lapses: bool = True
    kept: bool = False
    waits_for: tuple[str, ...] = ()


@dataclass
class Attrition:
    """What holding out over an issue has cost so far.

    Attributes:
        hours: how long it has been deadlocked: in force, unsettled, and pressed in the street, h.
        decider: what that has cost who decides, in units of stakes.
        contesters: what it has cost those who contest it.
        holder: what it has cost a third party that holds what is contested, and presses both.
        losses: own people killed, and a tenth of those hurt, of who decides.
        blocked: barricades of those who contest it, relative to a fully blocked network.
        seen: events looked at so far.
    """

    hours: float = 0.0
    decider: float = 0.0
    contesters: float = 0.0
    holder: float = 0.0
    losses: float = 0.0
    blocked: float = 0.0
    seen: int = 0


@dataclass
class IssueState:
    """One issue on its clock.

    Attributes:
        deadline: hour at which it takes effect; moved by a postponement.
        felt: its salience now, by resident group.
        held: its salience at the moment of a concession, by resident group.
        moved: hours by which a postponement moved the deadline.
        offer: hour of the standing offer; None when nobody asks.
        offer_event: id of that offer.
        cover: leverage of those who asked [0..1].
        attrition: what holding out has cost so far.
        handed_over: whether a third party holds what is contested.
        refused_until: hour before which mediators do not ask again.
        deal: the deal that stands.
        open: False once it is withdrawn for good.
        fact: whether what is contested is so: a person whose custody it is about is held.
        announced: hour at which it becomes known by its own date; infinite when an entry of the
            timeline announces it.
        known: whether it has been announced; before, nobody reacts to it.
        event: id of the decision that announced it last; -1 before.
    """

    deadline: float
    felt: dict[str, float] = field(default_factory=dict)
    held: dict[str, float] = field(default_factory=dict)
    moved: float = 0.0
    offer: float | None = None
    offer_event: int = -1
    cover: float = 0.0
    attrition: Attrition = field(default_factory=Attrition)
    handed_over: bool = False
    refused_until: float = -1e9
    deal: Deal | None = None
    open: bool = True
    fact: bool = True
    announced: float = 0.0
    known: bool = False
    event: int = -1
