"""The state of a run: what is so, by quarter, committee, site and actor."""

from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.aftermath_state import Aftermath
from sim.model.committees import Committees
from sim.model.contact_state import Contacts
from sim.model.issue_state import IssueState
from sim.model.news_state import News, Report, Word
from sim.model.quarters import Quarters
from sim.model.street_state import Barricade, Clearer, Closure, Rally


class Consent(NamedTuple):
    """A consent that was given.

    Attributes:
        by: who gave it.
        to: who asked for it.
        acts: what for; empty for everything.
        where: names of areas, municipalities, places or sites; empty for everywhere.
        until: hour at which it ends.
    """

    by: str
    to: str
    acts: tuple[str, ...]
    where: tuple[str, ...]
    until: float


class Curfew(NamedTuple):
    """A curfew in one municipality.

    Attributes:
        town: number of the municipality.
        hours: local hours of the day from which and until which it holds.
        until: hour since the start at which it is lifted.
    """

    town: int
    hours: tuple[float, float]
    until: float


class Ultimatum(NamedTuple):
    """An ultimatum that has not run out: when it does, who gave it to whom, its event."""

    until: float
    actor: str
    target: str
    event: int
    given: bool


@dataclass
class PatronState:
    """What is so with one patron.

    Attributes:
        stance: its word in force [-1..1].
        readiness: readiness of its army, level [0..3].
        step: where it stands on its staircase: 0 nothing, 1 words, 2 a request, 3 a partial alert,
            4 the highest; more only when the scenario says so.
        since: hour at which it came there.
        harm: harm to its kin that is remembered, as far as it believes that others did it; one
            killed counts 1.
        hurt_odds: log-odds of its belief that its kin were hurt, above doubt.
        blame: how far it holds others to have done it [0..1].
        expected: harm to its kin that is expected now.
        deadlock: how long an issue that matters to its kin has been deadlocked, h.
        warned: hour at which peacekeepers last called its army.
    """

    stance: float = 0.0
    readiness: int = 0
    step: int = 0
    since: float = -1e9
    harm: float = 0.0
    hurt_odds: float = 0.0
    blame: float = 0.0
    expected: float = 0.0
    deadlock: float = 0.0
    warned: float = -1e9


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
        seeks: groups whom a raid looks for; empty for those who mind the force.
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
    seeks: tuple[str, ...] = ()
    given: bool = False
    cause: int = -1
    announced: bool = False


@dataclass
class Echo:
    """What a statement still does to the threat felt by one group.

    Attributes:
        group: who heard it.
        threat: threat added, negative when it calms.
        hours: time constant with which it fades, h.
        event: id of the event that said it.
    """

    group: str
    threat: float
    hours: float
    event: int = -1


class Held(NamedTuple):
    """A person who was arrested: the hour, the shock of it by quarter, and the event."""

    since: float
    amounts: tuple[float, ...]
    event: int


@dataclass(frozen=True)
class Pledge:
    """A threat of force by a voice: when, against whom, and how credible it is.

    Attributes:
        hour: when it was made.
        target: the patron it is meant for.
        strength: how far it could be carried out, times how firmly its words commit [0..1].
    """

    hour: float
    target: str
    strength: float


@dataclass
class Raiders:
    """A hidden armed cell where those live for whom it acts.

    Attributes:
        name: name of the entry that brought it.
        actor: whose cell it is.
        place: its base.
        size: people.
        heavy: whether it has heavy weapons.
        known: whether police know of it, and find it ten times as fast (assumed).
        ordered: the patron who commands it, whose word down makes it hold its fire; or empty.
        ready: hour from which it is at its base.
        leaves: hour at which it slips away unless it was met.
        found: hour at which police met it; None while it is hidden.
        bursts: bursts of fire so far.
        hurt: its people hit so far.
        bears: how many it bears before it breaks.
    """

    name: str
    actor: str
    place: str
    size: int
    heavy: bool
    known: bool
    ordered: str
    ready: float
    leaves: float
    found: float | None = None
    bursts: int = 0
    hurt: int = 0
    bears: float = 0.0


@dataclass
class State:
    """Everything that changes during a run.

    Attributes:
        quarters: what is so for each group in each municipality.
        committees: what is so with the organisers of each municipality.
        open_share: share of cafes and shops open in each municipality, shape (municipality,).
        issues: issues by id.
        patrons: patrons by id.
        salience: salience of the most salient issue for each group [0..1].
        sudden, announced: the same of what was done without notice, and of all else.
        untold: what has happened and is told in its town, by kind and event.
        salient: that issue.
        standing: barricades by site.
        closed: closures by site.
        consents: consents that were given.
        held: peacekeeping forces that hold each site that is held.
        posts: who stands where, or is on the way.
        hostility: of each (own, other) that oppose each other.
        commitment, said: of each government and patron to what it has announced; by hostile words.
        resigned: police who have left the service.
        entered: hour at which police that each group minds last came.
        voided: entries of the timeline that a deal cancels, and the event that made it.
        ordered: (force, site) to which a force has sent people of its own accord.
        called_army: peacekeeping forces that have called an army.
        reserve_asked: event at which each peacekeeping force asked for reserves.
        released: forces to which reserves were released.
        held_persons: who was arrested, by name.
        reports: news on its way.
        curfews: curfews in force.
        rallies: rallies that are called and not over.
        clearers, cleared: what each force that may clear has learnt; hour at which each site was.
        rallied: hour at which the last rally of each organiser was over.
        ultimatums: ultimatums that have not run out.
        injured_of, killed_of: people hurt and killed so far, by whose they were.
        added: what mechanisms and actors of installed packages remember, by their names.
        trouble_hours, movement: how long barricades have stood, h; freedom of movement [0..1].
    """

    quarters: Quarters
    committees: Committees
    open_share: NDArray[np.float64]
    issues: dict[str, IssueState]
    patrons: dict[str, PatronState]
    salience: dict[str, float] = field(default_factory=dict)
    added: dict[str, Any] = field(default_factory=dict)
    sudden: dict[str, float] = field(default_factory=dict)
    announced: dict[str, float] = field(default_factory=dict)
    untold: dict[tuple[str, int], Word] = field(default_factory=dict)
    salient: dict[str, str] = field(default_factory=dict)
    standing: dict[str, Barricade] = field(default_factory=dict)
    closed: dict[str, Closure] = field(default_factory=dict)
    consents: list[Consent] = field(default_factory=list)
    held: dict[str, tuple[str, ...]] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    hostility: dict[tuple[str, str], float] = field(default_factory=dict)
    commitment: dict[str, float] = field(default_factory=dict)
    said: dict[str, float] = field(default_factory=dict)
    resigned: set[str] = field(default_factory=set)
    entered: dict[str, float] = field(default_factory=dict)
    voided: dict[str, int] = field(default_factory=dict)
    ordered: set[tuple[str, str]] = field(default_factory=set)
    called_army: set[str] = field(default_factory=set)
    reserve_asked: dict[str, int] = field(default_factory=dict)
    released: set[str] = field(default_factory=set)
    held_persons: dict[str, Held] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    curfews: list[Curfew] = field(default_factory=list)
    rallies: list[Rally] = field(default_factory=list)
    rallied: dict[str, float] = field(default_factory=dict)
    clearers: dict[str, Clearer] = field(default_factory=dict)
    cleared: dict[str, float] = field(default_factory=dict)
    ultimatums: list[Ultimatum] = field(default_factory=list)
    shots: int = 0
    injured_of: dict[str, int] = field(default_factory=dict)
    killed_of: dict[str, int] = field(default_factory=dict)
    trouble_hours: float = 0.0
    movement: float = 1.0
    pledges: list[Pledge] = field(default_factory=list)
    echoes: list[Echo] = field(default_factory=list)
    raiders: list[Raiders] = field(default_factory=list)
    rung: int = 0
    contacts: Contacts = field(default_factory=Contacts)
    aftermath: Aftermath = field(default_factory=Aftermath)
    news: News = field(default_factory=News)

    @property
    def injured(self) -> int:
        """People hurt so far."""
        return sum(self.injured_of.values())

    @property
    def killed(self) -> int:
        """People killed so far."""
        return sum(self.killed_of.values())

    def harm(self, whom: str, injured: int, killed: int) -> None:
        """Count people hurt and killed, by whose they were."""
        self.injured_of[whom] = self.injured_of.get(whom, 0) + injured
        self.killed_of[whom] = self.killed_of.get(whom, 0) + killed

    def what_is_so(self) -> tuple[object, ...]:
        """Everything of it in a form that compares equal when nothing has changed."""
        return tuple(_plain(getattr(self, one.name)) for one in fields(self))


def _plain(value: object) -> object:
    if isinstance(value, np.ndarray):
        return value.tobytes()
    if isinstance(value, Quarters | Committees):
        moving = (one.name for one in fields(value) if one.name not in value.FIXED)
        return tuple(_plain(getattr(value, name)) for name in moving)
    return repr(value)
