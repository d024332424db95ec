"""Triggers: the kinds of events that move people, and those that happened before the clock."""

from typing import Annotated, Final

from pydantic import Field

from sim.scenario.quantity import In, Quantity, Share, Source, Strict, bounded

USED: Final = (
    "shots",
    "injury",
    "killing",
    "clash",
    "blows",
    "beating",
    "arrest",
    "entry",
    "raid",
    "ultimatum",
    "building",
)
"""Kinds that the model itself brings about, which every scenario must have; it may add others."""


class TriggerKind(Strict):
    """A kind of event that moves those whom it concerns: how much, where, and for how long."""

    what: str | None = None
    """What it is, in words for a reader."""
    size: Annotated[Quantity, bounded(0, 3)]
    """Threat it adds where it happens to those who believe it (k)."""
    elsewhere: Share
    """Share of that which is felt in the other municipalities of the same group."""
    credibility: Share
    """Share of those whom it concerns who take it as true."""
    lasting: Share
    """Share that lasts for days instead of hours (phi)."""
    grievance: Share
    """Share that is held against those who did it, for days."""
    hurts: bool = False
    """Whether it tells people that others hurt their own."""
    grows_to: str | None = None
    """Kind that hurts, of which news of this one tells as far as channels distort it."""
    groups: dict[str, Annotated[float, Field(ge=0, le=10)]] = {}
    """Size to groups to whom it means more or less than to others, relative to that of others."""


class Trigger(Strict):
    """Something that happened before the start: it moves people as far as its age lets it."""

    what: str
    """What happened, in words for a reader."""
    kind: str
    """Kind of the table ``triggers``."""
    hours_ago: Annotated[float, Field(ge=0, le=24 * 365), In("h")]
    """Hours before the start."""
    times: Annotated[float, Field(ge=0, le=100)] = 1.0
    """How many of the kind at once, or how large relative to it."""
    felt_by: tuple[str, ...] = Field(min_length=1)
    """Groups of residents whom it moves."""
    where: str | None = None
    """Place or municipality where it happened; felt in full wherever they live when not said."""
    source: Source = None
