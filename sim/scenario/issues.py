"""Issues: what is contested, where, who decides it, and the deals that can settle it."""

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from sim.scenario.clock import LocalTime
from sim.scenario.old_keys import condition_now
from sim.scenario.quantity import Assumed, In, Share, Source, Strict

DealKind = Literal["postpone", "custody", "suspend", "swap", "release", "withdraw"]
"""What a deal does with its issue."""
GIVING: Final = ("postpone", "custody", "suspend", "swap", "release", "withdraw")
"""Kinds of deals, by how much of the decision each gives up: the least first (assumed)."""
BOTH_GIVE: Final = ("custody", "swap")
"""Kinds in which each side's step covers the other's; no deadline makes one of them alone."""
Contested = Literal["rule", "post", "building", "custody", "right", "road"]
"""Kinds of things that can be contested; what each is worth is one table for all scenarios."""

MOST_DAYS: Final = 400
"""Most days by which a deal moves a deadline."""


def _condition(data: object) -> object:
    """Tell who lists what a deal requires that it is a condition now."""
    if isinstance(data, tuple | list):
        raise ValueError(condition_now(data))
    return data


class DealTerms(Strict):
    """One deal that can settle an issue: what it gives, and what must be done for it to hold."""

    kind: DealKind
    """What it does with the issue."""
    days: Annotated[int, Field(ge=1, le=MOST_DAYS), In("days")] | None = None
    """Days by which a postponement moves the deadline."""
    available: Literal["before_effect", "any"] = "any"
    """Until when it can be made: up to a day after the deadline, or at any time. What is in force
    is bargained over for as long as it costs, and only deals of any time can end that."""
    requires: Annotated[str | None, BeforeValidator(_condition)] = None
    """Condition over public state that must come true for it to be kept; none is kept at once."""
    withdraws: tuple[str, ...] = ()
    """Forces that leave when it is carried out: police, peacekeepers or an army, by id of the
    actor. That takes a day or two; so does handing over to a third party."""
    cancels: tuple[str, ...] = ()
    """Entries of the timeline that do not happen, and issues that are closed, once it is made."""
    guarantor: str | None = None
    """Actor who must guarantee it."""
    lapses: bool = True
    """Whether it lapses when what it requires is not done."""
    source: Source = None
    assumed: Assumed = False


class Lever(Strict):
    """A date on which somebody outside decides about one of those who bargain."""

    on: str
    """On whom it works: who decides the issue, or the patron of those who contest it."""
    at: LocalTime
    """When it is decided."""
    source: Source = None
    assumed: Assumed = False


class Issue(Strict):
    """What the parties contest."""

    what: str = ""
    """What is contested, in words for a reader: a law, a building, a person in custody, a road."""
    object: Contested = "rule"
    """What kind of thing that is: what it is worth to both sides, and whose force is exposed."""
    person: str | None = None
    """Who is held, of custody: an issue only while this person, whom an entry arrests, is held. A
    deal of kind release lets the person go, one of kind suspend to house arrest."""
    where: str | None = None
    """Where it is, if it is anywhere: a place, choke point or municipality of the world. Only what
    stands there is exposed there; without it all own police where a group with a stake lives."""
    kind: Literal["deadline", "fait_accompli"] = "deadline"
    """deadline: known before it takes effect, and pressing as that hour comes near; fait_accompli:
    done at its hour without notice, and in force from then on."""
    decided_by: str
    """The actor who can give in on it."""
    announced: LocalTime | None = None
    """When it becomes known; before, nobody reacts to it."""
    takes_effect: LocalTime
    """When it is in force."""
    ends: LocalTime | None = None
    """When it is over by itself; never when not said."""
    enforced: bool = True
    """Whether it stays in force after it takes effect."""
    salience: dict[str, Share]
    """How much is at stake in it for each resident group at its height [0..1]."""
    on_roads: Annotated[float, Field(ge=0, le=1)] | None = None
    """Share of it that works only with road traffic [0..1]; when not said it follows from where."""
    in_offices: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Share of it that works only through people of those who contest it: who serve in its courts,
    its police, its town halls [0..1]; what a strike or a resignation stops."""
    deals: dict[str, DealTerms] = {}
    """Deals that can settle it, by name; without any the decider cannot give in by itself."""
    levers: dict[str, Lever] = {}
    """Dates that press a side to settle, by name."""
    source: Source = None
    assumed: Assumed = False
