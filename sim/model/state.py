"""The state of a run: what is so, by municipality, site, crossing and actor."""

from dataclasses import dataclass, field

from sim.model.rules.appraisal import Threat
from sim.model.rules.rumour import Hearing

CALM = Threat(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass
class Deal:
    """A concession that was made, and how far it is carried out.

    Attributes:
        issue: issue it settles.
        kind: postpone, suspend, withdraw, swap or release.
        since: hour at which it was made.
        event: id of its event.
        requires: what must be done for it to hold.
        kept: True once everything it requires is done.
    """

    issue: str
    kind: str
    since: float
    event: int
    requires: tuple[str, ...]
    kept: bool = False


@dataclass
class IssueState:
    """One issue on its clock.

    Attributes:
        deadline: hour at which it takes effect; moved by a postponement.
        held: salience held at the moment of a concession, by resident group.
        moved: hours by which a postponement moved the deadline.
        offer: hour of the standing offer; None when nobody asks.
        offer_event: id of that offer.
        cover: leverage of those who asked [0..1].
        talks_until: hour at which talks over a two-sided deal end; None when there are none.
        refused_until: hour before which mediators do not ask again.
        deal: the deal that stands.
        open: False once it is withdrawn for good.
        announced: hour at which it becomes known by its own date; infinite when an entry of the
            timeline announces it.
        known: whether it has been announced; before, nobody reacts to it.
        event: id of the decision that announced it last; -1 before.
    """

    deadline: float
    held: dict[str, float] = field(default_factory=dict)
    moved: float = 0.0
    offer: float | None = None
    offer_event: int = -1
    cover: float = 0.0
    talks_until: float | None = None
    refused_until: float = -1e9
    deal: Deal | None = None
    open: bool = True
    announced: float = 0.0
    known: bool = False
    event: int = -1


@dataclass
class Municipality:
    """What is so in one contested municipality.

    Attributes:
        threat: parts of the threat felt.
        mean_threat: its mean over about a day.
        entry, raid: lingering presence of special police.
        entry_from: place of the post of special police felt most; empty when there was none.
        acute: fresh violence.
        acute_most: what is left of the one event that added most to it.
        acute_event: id of that event; -1 when it is of before the start.
        called: whether a call to come out is in force.
        sirens_until: hour until which sirens sound.
        stand_down: whether its organisers told people to go home.
        told_down: whether an order down has reached its organisers.
        out: people out.
        out_share: their share of the group.
        open_share: share of cafes and shops open.
    """

    threat: Threat = CALM
    mean_threat: float = 0.0
    entry: float = 0.0
    raid: float = 0.0
    entry_from: str = ""
    acute: float = 0.0
    acute_most: float = 0.0
    acute_event: int = -1
    called: bool = False
    sirens_until: float = -1.0
    stand_down: bool = False
    told_down: bool = False
    retry_at: float = 0.0
    last_call: int = -1
    out: float = 0.0
    out_share: float = 0.0
    open_share: float = 1.0
    crowd_hour: float = -1e9

    def frighten(self, amount: float, event: int) -> None:
        """Add fear of fresh violence, and remember the event that is most of it."""
        self.acute += amount
        if amount > 0.0 and amount >= self.acute_most:
            self.acute_most, self.acute_event = amount, event

    def fade(self, share: float) -> None:
        """Leave a share of the fear of fresh violence [0..1]."""
        self.acute *= share
        self.acute_most *= share


@dataclass
class Post:
    """A unit or a part of it, standing somewhere or on its way.

    Attributes:
        actor: actor it belongs to.
        unit: unit of the forces table, empty for a sum of several.
        place: where it stands, or where it goes.
        n: people.
        arrives: hour at which it is there.
        leaves: hour at which it leaves; infinite when it stays.
        raids: True while it raids.
        given: True when the scenario sent it.
        cause: id of the event that sent it, -1 when none.
    """

    actor: str
    unit: str
    place: str
    n: int
    arrives: float
    leaves: float = float("inf")
    raids: bool = False
    given: bool = False
    cause: int = -1
    announced: bool = False


@dataclass
class Echo:
    """What a statement still does to the threat felt.

    Attributes:
        threat: threat added in the contested area, negative when it calms.
        hours: time constant with which it fades, h.
        event: id of the event that said it.
    """

    threat: float
    hours: float
    event: int = -1


@dataclass(frozen=True)
class Pledge:
    """A threat of force by a voice: when, against whom, and how far it could be carried out."""

    hour: float
    target: str
    capability: float


@dataclass
class Raiders:
    """A hidden armed cell inside the contested area.

    Attributes:
        name: name of the entry that brought it.
        actor: whose cell it is.
        place: its base.
        size: people.
        heavy: whether it has heavy weapons.
        known: whether police know of it, and find it ten times as fast (assumed).
        ordered: whether a patron commands it, whose word down makes it hold its fire.
        ready: hour from which it is at its base.
        leaves: hour at which it slips away.
        found: hour at which police met it; None while it is hidden.
    """

    name: str
    actor: str
    place: str
    size: int
    heavy: bool
    known: bool
    ordered: bool
    ready: float
    leaves: float
    found: float | None = None


@dataclass
class State:
    """Everything that changes during a run.

    Lists over municipalities follow ``geography.contested``; row ``town`` of the rumour arrays is
    the municipality of the same number.
    """

    towns: list[Municipality]
    issues: dict[str, IssueState]
    hearing: Hearing
    salience: dict[str, float] = field(default_factory=dict)
    salient: dict[str, str] = field(default_factory=dict)
    """Issue that is most salient to each resident group."""
    standing: dict[str, float] = field(default_factory=dict)
    """Hour since which each blocked site stands."""
    standing_event: dict[str, int] = field(default_factory=dict)
    closed: dict[str, int] = field(default_factory=dict)
    """Event that closed each closed crossing."""
    posts: list[Post] = field(default_factory=list)
    hostility: dict[str, float] = field(default_factory=dict)
    commitment: dict[str, float] = field(default_factory=dict)
    stance: float = 0.0
    across: float = 0.0
    """Crowd across the bridge, people."""
    across_share: float = 0.0
    across_acute: float = 0.0
    across_crowd_hour: float = -1e9
    across_threat: float = 0.0
    bridge_held: bool = False
    readiness: int = 0
    kin_threat_hours: float = 0.0
    reserve_asked: bool = False
    shots: int = 0
    injured: int = 0
    killed: int = 0
    trouble_hours: float = 0.0
    movement: float = 1.0
    local_police: bool = True
    pledges: list[Pledge] = field(default_factory=list)
    hotline_hour: float = -1e9
    true_rumour: bool = False
    echoes: list[Echo] = field(default_factory=list)
    raiders: list[Raiders] = field(default_factory=list)
    rung: int = 0
