"""News on its way to people and leaders, and what leaders know of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.log import Rungs
from sim.model.street_state import Barricade, Closure
from sim.terms.ladder import CLOSED_CROSSING, OBSTRUCTION, SUSTAINED, VIOLENCE


class Report(NamedTuple):
    """News of something on its way to the people of a group who live elsewhere.

    Attributes:
        due: hour at which it is there.
        kind: kind of the table of triggers.
        amounts: shock that it brings to each quarter.
        event: id of what happened; -1 for none.
        share: share of people who hear it from there [0..1].
        reliability: how far they can rely on it [0..1].
    """

    due: float
    kind: str
    amounts: tuple[float, ...]
    event: int
    share: float = 1.0
    reliability: float = 1.0


class Word(NamedTuple):
    """What has happened in a town and is told there, from mouth to mouth.

    Attributes:
        event: id of what happened last; -1 for none.
        amounts: shock of it to who knows, shape (quarter,).
        told: what of that has been felt so far, shape (quarter,).
        times: how often it happened, shape (quarter,).
    """

    event: int
    amounts: NDArray[np.float64]
    told: NDArray[np.float64]
    times: NDArray[np.float64]


@dataclass
class Known:
    """What one leader knows of.

    Attributes:
        events: ids of events.
        fresh: those that it has heard of in this tick, in order.
        rungs: rungs of what it has heard of within a day.
    """

    events: set[int] = field(default_factory=set)
    fresh: list[int] = field(default_factory=list)
    rungs: Rungs = field(default_factory=Rungs)


@dataclass
class News:
    """News that leaders have, or that is on its way to them.

    Attributes:
        seen: events that were sent out so far.
        due: (hour, leader, event) of what is on its way.
        known: what each leader knows.
    """

    seen: int = 0
    due: list[tuple[float, str, int]] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)

    def rung(self, leader: str, fact: int, standing: Mapping[str, Barricade],
             closed: Mapping[str, Closure]) -> int:  # fmt: skip
        """Highest rung that a leader knows of: of the last day, or of what stands [0..8].

        Args:
            leader: the leader; of who is none it is the fact.
            fact: highest rung there is.
            standing: barricades by site.
            closed: closures by site.
        """
        known = self.known.get(leader)
        if known is None:
            return fact
        highest = known.rungs.highest
        if fact == SUSTAINED and highest >= VIOLENCE:
            return SUSTAINED
        if any(closure.event in known.events for closure in closed.values()):
            return max(highest, CLOSED_CROSSING)
        stands = any(barricade.event in known.events for barricade in standing.values())
        return max(highest, OBSTRUCTION if stands else 0)

    def of(self, leader: str, standing: Mapping[str, Barricade]) -> dict[str, Barricade]:
        """Barricades that a leader knows of, by site; of who is no leader all of them."""
        known = self.known.get(leader)
        if known is None:
            return dict(standing)
        return {site: one for site, one in standing.items() if one.event in known.events}
