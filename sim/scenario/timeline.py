"""The timeline: what is given from outside, and what follows when a condition comes true."""

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from sim.scenario.clock import Duration, LocalTime
from sim.scenario.mandates import Act
from sim.scenario.postures import OrderOfFire
from sim.scenario.quantity import Assumed, In, Source, Strict
from sim.terms.statements import CONTENTS, Content


def _as_places(data: object) -> object:
    """Allow one place for a list of one."""
    return (data,) if isinstance(data, str) else data


def _one_or_more(item: dict[str, Any]) -> dict[str, Any]:
    """Schema of one thing or a list of some."""
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


MOST_PEOPLE: Final = 1_000_000
"""Most people in one number of an entry; what there really are is said by the world's tables."""

People = Annotated[int, Field(ge=0, le=MOST_PEOPLE), In("people")]

HourOfDay = Annotated[float, Field(ge=0, le=24), In("h")]
Harm = People | dict[str, People]
"""People harmed: of whom it is done to, or by party."""

Posture = Literal["hold", "threat", "press", "clear"]
"""What a party in contact does: it stands, threatens to act, presses, or rushes and clears."""

Means = Literal[
    "push", "stones", "tear_gas", "batons", "stun_grenades", "firearms", "vehicle", "blades"
]
"""With what people are dispersed, come to blows or attack; each verb knows some of it."""

Places = Annotated[dict[str, People] | tuple[str, ...], BeforeValidator(_as_places)]
"""A place, a list of places, or numbers of people by place."""


Audience = Annotated[
    tuple[str, ...],
    BeforeValidator(_as_places),
    Field(min_length=1),
    WithJsonSchema(_one_or_more({"type": "string"})),
]
"""A group or actor to whom something is said, or a list of them; all who hear it when not said."""
Contents = Annotated[
    tuple[Content, ...],
    BeforeValidator(_as_places),
    Field(min_length=1),
    WithJsonSchema(_one_or_more({"enum": list(CONTENTS)})),
]
"""What is said, or a list of it; what its code most often says when not said."""


class Delay(Strict):
    """A log-normal delay: its median and the standard deviation of its logarithm."""

    median: Duration
    """Median of the delay."""
    sigma: Annotated[float, Field(ge=0, le=3)] = 0.5
    """Standard deviation of its logarithm; 0 is exact."""


def _is_named(after: Any) -> str:
    return "name" if isinstance(after, str) else "delay"


After = Annotated[
    Annotated[Delay, Tag("delay")] | Annotated[str, Tag("name")], Discriminator(_is_named)
]
"""A delay, or the name of what must have happened."""


class Reaction(Strict):
    """When an entry or a statement comes, and what voids it."""

    when: str | None = None
    """Condition over public state, such as ``shots >= 1``: what a reaction waits for, and what
    must hold at the hour of a given entry."""
    after: After | None = None
    """Of a reaction, the delay after its condition becomes true; of a given entry, the event or
    entry that must have happened by its hour."""
    until: LocalTime | None = None
    """Not said or done after this time."""
    unless: str | None = None
    """Condition that voids it."""
    probability: Annotated[float, Field(ge=0, le=1)] = 1.0
    """Share of runs in which it comes, drawn once a run."""
    observed: LocalTime | None = None
    """Hour at which it was observed; for validation only, the model never reads it."""


class Effect(Strict):
    """What hearing a statement does, where its content does not say enough."""

    threat: dict[str, Annotated[float, Field(ge=-1, le=1)]] = {}
    """Change of the threat felt, by resident group."""
    hours: Annotated[float, Field(gt=0, le=240), In("h")] = 6.0
    """Time constant with which it fades."""


class Statement(Reaction):
    """Something an actor says when there is something to react to."""

    when: str  # pyright: ignore - a statement always reacts to something
    """Condition over public state that it waits for, such as ``shots >= 1``."""
    says: str
    """The sentence."""
    cameo: str = "010"
    """Code of what is said in the CAMEO codebook; 010 is a statement."""
    toward: str | None = None
    """The actor it is about: whom it threatens, asks, blames or stands by."""
    to: Audience | None = None
    """Groups and actors to whom it is said; all who hear it when not said."""
    content: Contents | None = None
    """What it says; what its code most often says when not said."""
    effect: Effect | None = None
    source: Source = None
    assumed: Assumed = False


class Entry(Reaction):
    """One named entry of the timeline.

    ``at`` makes it given; without it ``when`` makes it a reaction. Which other keys it needs and
    reads follows from ``does`` (see :data:`sim.scenario.verbs.table.VERBS`).
    """

    at: LocalTime | None = None
    who: str
    does: str
    exogenous: bool = False
    """Allows an unconditional entry after ``emergence_from``: nothing to do with the crisis."""
    source: Source = None
    assumed: Assumed = False

    says: str | None = None
    cameo: str | None = None
    toward: str | None = None
    to: Audience | None = None
    content: Contents | None = None
    reach: Annotated[float, Field(ge=0, le=1)] | None = None
    effect: Effect | None = None
    where: Places | None = None
    n: People | None = None
    notice: Duration | None = None
    lasting: Duration | None = None
    acts: tuple[Act, ...] | None = None
    """Acts that are consented to."""
    issue: str | None = None
    true: bool | None = None
    """Truth value of a rumour."""
    denies: str | None = None
    """Name of the rumour entry that is denied, ``all`` of them, or ``hurt``."""
    confirms: str | None = None
    """Name of the rumour entry that is confirmed, ``all`` of them, or ``hurt``."""
    person: str | None = None
    trigger: str | None = None
    """Kind of the table of triggers."""
    prominence: Annotated[float, Field(ge=0, le=1)] | None = None
    community: str | None = None
    to_house_arrest: bool | None = None
    arrests: People | None = None
    means: Means | None = None
    warning: Duration | None = None
    word: Literal["up", "hold", "down"] | None = None
    price: str | None = None
    """Issue whose concession the patron names as the price of its word."""
    size: Annotated[int, Field(ge=1, le=1000)] | None = None
    arms: Literal["small", "heavy"] | None = None
    route: tuple[str, ...] | None = None
    objective: str | None = None
    commanded_by: str | None = None
    known_to: tuple[str, ...] | None = None
    level: Annotated[int, Field(ge=0, le=2)] | None = None

    whom: str | None = None
    """Group of residents or actor to whom it is done."""
    people: dict[str, People] | None = None
    """People who take part, by party."""
    armed: Harm | None = None
    """People with firearms among those who come out: of ``who``, or by party."""
    order_of_fire: OrderOfFire | None = None
    """When the armed of them may shoot; ``free``, as of gunmen, where nothing is said."""
    charges: Harm | None = None
    """Explosive charges that they bring: of ``who``, or by party."""
    presses: bool | None = None
    """Whether who comes out presses on against who stands in the way, and does not only stand."""
    posture: dict[str, Posture] | None = None
    """What each of two parties does."""
    injured: Harm | None = None
    killed: Harm | None = None
    """People hurt or killed: a number of ``whom``, or numbers by party."""
    blamed_on: str | None = None
    hours: tuple[HourOfDay, HourOfDay] | None = None
    """Local hours of the day from which and until which a curfew holds."""
    within: Duration | None = None
    """Time after which an ultimatum runs out."""
