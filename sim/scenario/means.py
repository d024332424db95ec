"""Means of contention: what organisers and armed cells can do, what it stops, what it needs."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from sim.scenario.quantity import Assumed, In, Quantity, Share, Source, Strict, bounded

Does = Literal["block", "gather", "rally", "withhold", "shoot", "ambush"]
"""block: something stands on a road or at a crossing until it is taken away; gather: people stay at
the place that is contested, or where the other side stands; rally: people come on a named day and
hour and go home again; withhold: people leave the offices through which who decides governs them,
and nobody comes into the street; shoot: armed cells fire from a distance, to be heard more than to
hit; ambush: they wait close to a road for who comes along it."""
OF_CELLS: Final = ("shoot", "ambush")
"""What armed cells do; all else is done by those whom organisers call."""


class Stops(Strict):
    """Which share of it a means stops where it stands [0..1]."""

    road: Share = Quantity(value=0.0)
    """Of movement: columns, raids, supply, whatever needs the road."""
    place: Share = Quantity(value=0.0)
    """Of what is done at a place: officials who sit in a building."""
    offices: Share = Quantity(value=0.0)
    """Of what is done through the people themselves: courts, town halls; of withhold only."""


class Means(Strict):
    """One means of contention."""

    does: Does
    """What people or armed cells do."""
    at: Literal["road", "crossing"] = "road"
    """What the sites control at which it stands; of a block only."""
    stops: Stops = Stops()
    people: Annotated[float, Field(ge=0, le=100_000), In("people")] = 0.0
    """People without whom it is not begun at a site."""
    lorries: Annotated[float, Field(ge=0, le=100), In("groups of lorries")] = 0.0
    """Groups of lorries that each site takes; of a block only."""
    daylight: bool = False
    """Whether it is begun only by day, in the hours of work."""
    effort: Annotated[Quantity, bounded(0, 2)] = Quantity(value=0.0)
    """How much more threat it takes than a means without effort."""
    risk: Annotated[Quantity, bounded(0, 2)] = Quantity(value=0.0)
    """How much more threat it takes in the face of a large force of the other side."""
    felt: Annotated[Quantity, bounded(0, 5)] = Quantity(value=1.0)
    """What others who mind the means of these organisers feel of it, in barricades."""
    rung: Annotated[int, Field(ge=1, le=5)] = 3
    """Rung of the ladder on which it is, while it goes on."""
    upkeep: Annotated[Quantity, bounded(0, 10)] = Quantity(value=0.0)
    """How much withheld work tires those who bear it, in barricades (M21); of withhold only."""
    lasts: bool = False
    """Whether only a deal ends it, not weariness, as a resignation; of withhold only."""
    hour: Annotated[float, Field(ge=0, lt=24), In("h")] = 12.0
    """Local hour of the day at which a rally begins."""
    lead_hours: Annotated[float, Field(ge=0, le=2000), In("h")] = 24.0
    """Mean hours between its call and its day; of a rally only, as its hour."""
    source: Source = None
    assumed: Assumed = False


def standing_means(means: Mapping[str, Means]) -> tuple[str, ...]:
    """Names of the means that go on once called, in order: all but rallies and fire."""
    passing = ("rally", *OF_CELLS)
    return tuple(sorted(name for name, one in means.items() if one.does not in passing))


def armed_means(means: Mapping[str, Means]) -> tuple[str, ...]:
    """Names of the means of armed cells, in order."""
    return tuple(sorted(name for name, one in means.items() if one.does in OF_CELLS))
