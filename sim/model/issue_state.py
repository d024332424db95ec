"""The state of an issue: its clock, who has asked for what, and the deal that stands."""

from dataclasses import dataclass, field


@dataclass
class Deal:
    """A concession that was made, and how far it is carried out.

    Attributes:
        issue: issue it settles.
        name: its name among the deals of that issue; empty for one that is given, or void.
        kind: postpone, suspend, swap, release or withdraw; void where another deal cancels it.
        since: hour at which it was made.
        event: id of its event; of the deal that cancels the issue where it is void.
        lapses: whether it lapses when what it requires does not come true.
        kept: True once it has come true, or where it requires nothing.
        waits_for: organisers whose barricades or calls it waits for to go.
    """

    issue: str
    name: str
    kind: str
    since: float
    event: int
    lapses: bool = True
    kept: bool = False
    waits_for: tuple[str, ...] = ()


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
        talks: hour at which talks over each deal that needs them end; empty before an offer.
        refused_until: hour before which mediators do not ask again.
        deal: the deal that stands.
        open: False once it is withdrawn for good.
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
    talks: dict[str, float] = field(default_factory=dict)
    refused_until: float = -1e9
    deal: Deal | None = None
    open: bool = True
    announced: float = 0.0
    known: bool = False
    event: int = -1
