"""What a scenario measures: measures and outcomes that it names, in its own words."""

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.quantity import Strict
from sim.terms.quantities import Better

OfMeasure = Literal["max", "min", "mean", "last", "top", "first", "end", "hours"]
"""What is taken of a measure: a value, the time of the highest one, the first time at a level, the
end of the last time at it, or the hours at it."""
OfEvents = Literal["first", "last", "count", "people", "injured", "killed", "hurt"]
"""What is taken of events: the time of the first or last; their number; or a sum over them."""


Level = Annotated[float, Field(ge=-1e9, le=1e9)]
"""A level of a measure, in its unit."""


class NamedMeasure(Strict):
    """A measure: a quantity, of all or of a part, recorded at every tick."""

    measure: str
    """The quantity, such as people_out or posts."""
    of: str | None = None
    """Whose: a group, a force, a patron, or a kind of party. Left out, everybody's."""
    where: str | None = None
    """Where: a municipality, an area or a site. Left out, everywhere."""
    label: str | None = None
    """Words for pictures and tables; left out, those of the quantity with whose and where."""


class NamedOutcome(Strict):
    """An outcome: a measure or a kind of event, and what is taken of it over a run."""

    measure: str | None = None
    """A measure that is recorded: one of every case, or one that the scenario names."""
    event: str | tuple[str, ...] | None = None
    """A kind of event, or several."""
    by: str | None = None
    """Who did it, of events; left out, anybody."""
    of: str | None = None
    """To whom, of events: an actor, or a kind of party; left out, anybody."""
    where: str | None = None
    """Where, of events: a municipality, area or site; left out, anywhere."""
    emerged: bool = False
    """Whether events that the scenario sets are left out."""
    take: Literal[OfMeasure, OfEvents]
    """What is taken of it."""
    at_least: Level | None = None
    """The level, of the first time, of the end and of the hours."""
    at_most: Level | None = None
    """The same from above."""
    label: str | None = None
    """Words for pictures and tables."""
    better: Better = ""
    """Which way is better: lower or higher, of times earlier or later; left out, none."""
    smallest_effect: Annotated[float, Field(gt=0, le=1e9)] | None = None
    """Least difference that matters, in its unit; in hours for times."""
