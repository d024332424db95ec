"""Issues: what is contested, where, who decides it, and the deals that can settle it."""

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from sim.scenario.clock import Duration, LocalTime
from sim.scenario.old_keys import condition_now
from sim.scenario.quantity import Share, Strict

DealKind = Literal["postpone", "suspend", "swap", "release", "withdraw"]
"""What a deal does with its issue."""
GIVING: Final = ("postpone", "suspend", "swap", "release", "withdraw")
"""Kinds of deals, by how much of the decision each gives up: the least first (assumed)."""

MOST_DAYS: Final = 400
"""Most days by which a deal moves a deadline."""


class Negotiation(Strict):
    """How long a deal takes to be carried out once it is agreed in principle: a gamma law."""

    median: Duration
    shape: Annotated[float, Field(ge=0.2, le=50)] = 3.0


def _condition(data: object) -> object:
    """Tell who lists what a deal requires that it is a condition now."""
    if isinstance(data, tuple | list):
        raise ValueError(condition_now(data))
    return data


class DealTerms(Strict):
    """One deal that can settle an issue: what it gives, and what must be done for it to hold."""

    kind: DealKind
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None
    """Days by which a postponement moves the deadline."""
    available: Literal["before_effect", "any"] = "any"
    """Until when it can be made: up to a day after the deadline, or at any time."""
    requires: Annotated[str | None, BeforeValidator(_condition)] = None
    """Condition over public state that must come true for it to be kept; none is kept at once."""
    withdraws: tuple[str, ...] = ()
    """Forces that leave once it is made: police, peacekeepers or an army, by id of the actor."""
    cancels: tuple[str, ...] = ()
    """Entries of the timeline that do not happen, and issues that are closed, once it is made."""
    guarantor: str | None = None
    """Actor who must guarantee it."""
    negotiation: Negotiation | None = None
    """Talks that an offer starts and that end in the deal; without it the decider just gives in."""
    lapses: bool = True
    """Whether it lapses when what it requires is not done."""
    source: str | None = None
    assumed: bool = False


class Issue(Strict):
    """What the parties contest."""

    what: str = ""
    """What is contested, in words for a reader: a law, a building, a person in custody, a road."""
    where: str | None = None
    """Where it is, if it is anywhere: a place, choke point or municipality of the world."""
    kind: Literal["deadline", "fait_accompli"] = "deadline"
    """deadline: known before it takes effect, and pressing as that hour comes near; fait_accompli:
    done at its hour without notice, and in force from then on."""
    decided_by: str
    """The actor who can give in on it."""
    announced: LocalTime | None = None
    """When it becomes known; before, nobody reacts to it."""
    takes_effect: LocalTime
    ends: LocalTime | None = None
    enforced: bool = True
    """Whether it stays in force after it takes effect."""
    salience: dict[str, Share]
    """How much is at stake in it for each resident group at its height [0..1]."""
    on_roads: Annotated[float, Field(ge=0, le=1)] | None = None
    """Share of it that works only with road traffic [0..1]; when not said it follows from where."""
    deals: dict[str, DealTerms] = {}
    """Deals that can settle it, by name; without any the decider cannot give in by itself."""
    source: str | None = None
    assumed: bool = False
