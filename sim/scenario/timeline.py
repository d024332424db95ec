"""The timeline: what is given from outside, conditional entries, and the verbs they may use."""

from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from sim.scenario.clock import Duration, LocalTime
from sim.scenario.quantity import Strict


class Verb(NamedTuple):
    """What a timeline entry can do: required and optional keys, kind and code of its event."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    kind: str
    cameo: str


_SAYING = ("says", "toward", "cameo", "reach")
_WHERE = ("where",)

VERBS: Final[dict[str, Verb]] = {
    # words
    "state": Verb((), _SAYING, "statement", "010"),
    "accuse": Verb((), _SAYING, "statement", "112"),
    "demand": Verb((), _SAYING, "statement", "100"),
    "reject": Verb((), _SAYING, "statement", "120"),
    "threaten": Verb((), _SAYING, "statement", "130"),
    "appeal": Verb((), _SAYING, "statement", "027"),
    "confirm": Verb((), _SAYING, "statement", "010"),
    "praise": Verb((), _SAYING, "statement", "051"),
    "apologise": Verb((), _SAYING, "statement", "055"),
    "meet": Verb((), ("says", "toward", "where"), "meeting", "040"),
    "rumour": Verb(("true",), ("says", "where", "reach"), "rumour", "010"),
    "deny": Verb(("denies",), ("says", "reach"), "denial", "010"),
    # decisions on an issue
    "announce": Verb(("issue",), ("says",), "decision", "172"),
    "enforce": Verb(("issue",), ("says",), "decision", "172"),
    "postpone": Verb(("issue",), ("says", "lasting"), "concession", "081"),
    "suspend": Verb(("issue",), ("says",), "concession", "081"),
    "withdraw_decision": Verb(("issue",), ("says",), "concession", "081"),
    # forces
    "deploy": Verb(("where",), ("n", "notice", "lasting"), "police_deployed", "153"),
    "withdraw": Verb((), ("where", "notice"), "police_withdrawn", "087"),
    "raid": Verb(("where", "n"), ("lasting", "arrests"), "raid", "171"),
    "arrest": Verb(("person",), ("where", "prominence", "community"), "arrest", "173"),
    "release": Verb(("person",), ("says", "to_house_arrest"), "release", "0841"),
    "install": Verb(("where", "n"), ("lasting", "says"), "installed", "171"),
    "disperse": Verb(("where",), ("means", "n"), "scuffle", "145"),
    "clear": Verb((), ("where", "n", "warning"), "barricade_cleared", "171"),
    "close_crossing": Verb(("where",), (), "crossing_closed", "172"),
    "open_crossing": Verb(("where",), (), "crossing_opened", "081"),
    "resign": Verb((), ("says",), "resignation", "161"),
    "reinforce": Verb(("n",), ("notice", "where", "says"), "reserve_requested", "022"),
    # clients and armed groups
    "order": Verb(("word",), ("says", "price"), "order_hold", "010"),
    "infiltrate": Verb(
        ("size", "where", "route", "objective"),
        ("arms", "commanded_by", "known_to", "lasting"),
        "cell_moves",
        "",
    ),
    "readiness": Verb(("level",), ("says",), "readiness_raised", "152"),
}
"""Every verb of ``does:``. The types of the keys stand in :class:`Entry`."""


def _as_places(data: object) -> object:
    """Allow one place for a list of one."""
    return (data,) if isinstance(data, str) else data


MOST_PEOPLE: Final = 1_000_000
"""Most people in one number of an entry; what there really are is said by the world's tables."""

Places = Annotated[dict[str, int] | tuple[str, ...], BeforeValidator(_as_places)]
"""A place, a list of places, or numbers of people by place."""


class Delay(Strict):
    """A log-normal delay: its median and the standard deviation of its logarithm."""

    median: Duration
    sigma: Annotated[float, Field(ge=0, le=3)] = 0.5


class Reaction(Strict):
    """The parts of an entry that make it a reaction instead of something given."""

    when: str | None = None
    """Condition over public state, such as ``shots >= 1``."""
    after: Delay | None = None
    """Delay after the condition becomes true."""
    until: LocalTime | None = None
    """Not said or done after this time."""
    unless: str | None = None
    """Condition that cancels it."""
    probability: Annotated[float, Field(ge=0, le=1)] = 1.0
    observed: LocalTime | None = None
    """Hour at which it was observed; for validation only, the model never reads it."""


class Effect(Strict):
    """What hearing a statement does, where its CAMEO code does not say enough."""

    threat: dict[str, Annotated[float, Field(ge=-1, le=1)]] = {}
    """Change of the threat felt, by resident group."""
    hours: Annotated[float, Field(gt=0, le=240)] = 6.0
    """Time constant with which it fades."""


class Statement(Reaction):
    """Something an actor says when there is something to react to."""

    when: str  # pyright: ignore - a statement always reacts to something
    says: str
    cameo: str = "010"
    toward: str | None = None
    """The actor it is addressed to."""
    effect: Effect | None = None
    source: str | None = None
    assumed: bool = False


class Entry(Reaction):
    """One named entry of the timeline.

    ``at`` makes it given; ``when`` makes it a reaction. Which other keys it needs follows from
    ``does`` (see :data:`VERBS`).
    """

    at: LocalTime | None = None
    who: str
    does: str
    exogenous: bool = False
    """Allows an unconditional entry after ``emergence_from``: nothing to do with the crisis."""
    source: str | None = None
    assumed: bool = False

    says: str | None = None
    cameo: str | None = None
    toward: str | None = None
    reach: Annotated[float, Field(ge=0, le=1)] | None = None
    effect: Effect | None = None
    where: Places | None = None
    n: Annotated[int, Field(ge=0, le=MOST_PEOPLE)] | None = None
    notice: Duration | None = None
    lasting: Duration | None = None
    issue: str | None = None
    true: bool | None = None
    """Truth value of a rumour."""
    denies: str | None = None
    """Name of the rumour entry that is denied, or ``all``."""
    person: str | None = None
    prominence: Annotated[float, Field(ge=0, le=1)] | None = None
    community: str | None = None
    to_house_arrest: bool | None = None
    arrests: Annotated[int, Field(ge=0, le=MOST_PEOPLE)] | None = None
    means: Literal["push", "tear_gas", "batons", "stun_grenades"] | None = None
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
