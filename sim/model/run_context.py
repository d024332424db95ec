"""What all phases of one run share: plan, map, rules, chance, state and log."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.geography import Geography
from sim.model.log import EventLog
from sim.model.mechanisms import Rules
from sim.model.order_of_battle import OrderOfBattle
from sim.model.residents import Residents
from sim.model.state import State
from sim.model.streams import Streams
from sim.scenario.types import Scenario


@dataclass(frozen=True)
class ActorRoles:
    """Who is who, by role; ids of actors.

    Attributes:
        inside: residents of the contested area who rise against entry; empty when nobody does.
        across: residents across the bridge who rise against barricades; empty when nobody does.
        bridge: place where the two face each other; empty when there is none.
        governments, patrons, peacekeepers, organisers, cells, mediators: ids by kind of actor.
        special, local: police whose entry provokes, and police who live there.
        responders: police from outside who respond second.
        border: police who close and open crossings; empty when there are none.
        provokes: how far each police actor's entry is felt [0..1].
        noise: share of unclear news that is distorted on its way to the inside group [0..1].
        protected: whether a patron speaks for the inside group.
        armed_people: people of the armed cells who act when the whole network stands.
    """

    inside: str
    across: str
    bridge: str
    governments: tuple[str, ...]
    patrons: tuple[str, ...]
    peacekeepers: tuple[str, ...]
    organisers: tuple[str, ...]
    cells: tuple[str, ...]
    mediators: tuple[str, ...]
    special: tuple[str, ...]
    local: tuple[str, ...]
    responders: tuple[str, ...]
    border: str
    provokes: dict[str, float]
    armed_people: float
    noise: float
    protected: bool


@dataclass
class RunContext:
    """The parts of one run.

    Attributes:
        plan: the scenario.
        map: distances and connectivity.
        p: parameters as plain numbers, by mechanism.
        rules: the rule of each mechanism, or its neutral form.
        chance: streams of random draws.
        cast: actors by role.
        posture: postures as drawn for this run, by actor.
        people: residents in columns.
        order_of_battle: units and who of them is free.
        state: what is so.
        log: what happened.
        step: length of a tick, h.
        hours: hours since the start.
        hour: local hour of the day [0..24).
        first_hour: local hour at which the clock starts.
    """

    plan: Scenario
    map: Geography
    p: Any
    rules: Rules
    chance: Streams
    cast: ActorRoles
    posture: dict[str, Any]
    people: Residents
    order_of_battle: OrderOfBattle
    state: State
    log: EventLog
    step: float
    hours: float = 0.0
    hour: float = 0.0
    first_hour: float = 0.0

    def set_time(self, tick: int) -> int:
        """Move hours and local hour to the start of a tick; returns the local day as a number."""
        local = self.plan.clock.local(tick)
        self.hours = tick * self.step
        self.hour = local.hour + local.minute / 60.0
        return local.toordinal()

    def is_between(self, start: float, end: float) -> bool:
        """Whether the local hour lies in [start, end), over midnight if start > end."""
        if start <= end:
            return start <= self.hour < end
        return self.hour >= start or self.hour < end

    def rings(self, decision: str, who: str, rate: float) -> bool:
        """Advance the clock of a decision by one tick of a rate (1/h); True when it rings."""
        return rate > 0.0 and self.chance.clock(decision, who).rings(rate * self.step)

    def incidents(self, kind: str, who: str, rate: float) -> int:
        """Incidents of a repeating kind in this tick, from their rate (1/h)."""
        return self.chance.clock(kind, who).count(rate * self.step) if rate > 0.0 else 0

    def town_of(self, place: str) -> int | None:
        """Number of the contested municipality of a place, site or municipality id."""
        return self.map.contested_town_of.get(place)

    def standing_in(self, town: int) -> list[str]:
        """Blocked sites of a contested municipality."""
        points = self.map.sites_of[self.map.contested[town].id]
        return [point for point in points if point in self.state.standing]

    def people_cells(self, municipality: str) -> NDArray[np.bool_]:
        """Cells of the inside group in a municipality, shape (cell,)."""
        group = self.plan.actors.get(self.cast.inside)
        communities = getattr(group, "communities", ())
        return np.array(
            [
                self.map.municipality_of[place] == municipality and community in communities
                for place, community in self.people.cells
            ]
        )

    def police_at(self) -> dict[str, float]:
        """Special police in the contested area by place, officers."""
        present = self._present(self.cast.special)
        return {place: n for place, n in present.items() if self.town_of(place) is not None}

    def special_at(self, place: str) -> dict[str, float]:
        """Special police in the municipality of a place, officers by actor; empty when none."""
        town = self.town_of(place)
        found: dict[str, float] = {}
        for post in self.state.posts:
            is_there = post.arrives <= self.hours < post.leaves and post.n > 0
            if is_there and post.actor in self.cast.special and self.town_of(post.place) == town:
                found[post.actor] = found.get(post.actor, 0.0) + post.n
        return found

    def calming(self) -> float:
        """Share of street contacts that police who are trusted prevent [0..1].

        Local police on duty do; second responders in the area stand in for half of it (assumed).
        """
        share = self.p.interposition.local_calming
        if self.state.local_police:
            return share
        present = any(self.town_of(p) is not None for p in self._present(self.cast.responders))
        return 0.5 * share if present else 0.0

    def neutrality(self) -> float:
        """Acceptance of the peacekeepers by both sides [0..1]; scales what a soldier achieves."""
        peacekeepers = self.cast.peacekeepers
        return self.posture[peacekeepers[0]].neutrality if peacekeepers else 0.0

    def peacekeepers_at(self) -> dict[str, float]:
        """Peacekeepers by place, soldiers on posts away from or at their bases."""
        return self._present(self.cast.peacekeepers)

    def _present(self, actors: tuple[str, ...]) -> dict[str, float]:
        found: dict[str, float] = {}
        for post in self.state.posts:
            if post.actor in actors and post.arrives <= self.hours < post.leaves:
                found[post.place] = found.get(post.place, 0.0) + post.n
        return found
