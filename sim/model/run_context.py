"""What all phases of one run share: plan, map, rules, chance, state and log."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.geography import Geography
from sim.model.hours import DayParts
from sim.model.log import EventLog
from sim.model.mandates import Answer, Ask, may, scopes
from sim.model.mechanisms import Rules
from sim.model.order_of_battle import OrderOfBattle
from sim.model.quarters import Numbers
from sim.model.relations import Relations
from sim.model.residents import Residents
from sim.model.state import Consent, Post, State
from sim.model.streams import Streams
from sim.scenario.issues import Issue
from sim.scenario.types import Scenario


@dataclass
class RunContext:
    """The parts of one run.

    Attributes:
        plan: the scenario.
        map: distances and connectivity.
        day: parts of the day.
        p: parameters as plain numbers, by mechanism.
        rules: the rule of each mechanism, or its neutral form.
        chance: streams of random draws.
        related: relations of the actors.
        posture: postures as drawn for this run, by actor.
        people: residents in columns.
        quarter_of: row of ``state.quarters`` of each cell of the population, and the number of
            quarters for who is of no group; shape (cell,).
        order_of_battle: units and who of them is free.
        state: what is so.
        log: what happened.
        step: length of a tick, h.
        hours: hours since the start.
        hour: local hour of the day [0..24).
        local_day: the local day, as its proleptic ordinal.
        first_hour: local hour at which the clock starts.
        turf: numbers of the municipalities where each group lives.
        hears: share of each quarter that hears of news in a tick; None until it is asked for.
        kin_weights: weight of each quarter in the mean threat to each patron's kin, shape
            (quarter,).
    """

    plan: Scenario
    map: Geography
    day: DayParts
    p: Any
    rules: Rules
    chance: Streams
    related: Relations
    posture: dict[str, Any]
    people: Residents
    quarter_of: NDArray[np.int64]
    order_of_battle: OrderOfBattle
    state: State
    log: EventLog
    step: float
    hours: float = 0.0
    hour: float = 0.0
    local_day: int = 1
    first_hour: float = 0.0
    turf: dict[str, frozenset[int]] = field(default_factory=dict)
    kin_weights: dict[str, Numbers] = field(default_factory=dict)
    hears: Numbers | None = None
    _largest: dict[tuple[tuple[str, ...], int | None], str] = field(default_factory=dict)
    _trusted: dict[tuple[str, int], bool] = field(default_factory=dict)
    _answers: dict[tuple[str, str, str, tuple[Consent, ...]], Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.state.quarters.rows
        self.turf = {
            group: frozenset(row.town for row in rows if row.group == group)
            for group in self.related.groups
        }
        for patron in self.related.of_kind("patron"):
            kin = self.state.quarters.of_groups(self.related.stands_for(patron))
            self.kin_weights[patron] = np.zeros(len(rows))
            self.kin_weights[patron][kin] = 1.0 / max(1, len(kin))

    def set_time(self, tick: int) -> int:
        """Move hours and local hour to the start of a tick; returns the local day as a number."""
        self.hours = tick * self.step
        self.hour, self.local_day = self.plan.clock.local_hour(tick)
        return self.local_day

    def lasts(self, part: str, place: str) -> bool:
        """Whether a part of the day, such as the night, lasts at a place now."""
        town = self.town_of(place)
        return town is not None and bool(self.day.lasts(part, self.hour)[town])

    def rings(self, decision: str, who: str, rate: float) -> bool:
        """Advance the clock of a decision by one tick of a rate (1/h); True when it rings."""
        return rate > 0.0 and self.chance.clock(decision, who).rings(rate * self.step)

    def incidents(self, kind: str, who: str, rate: float) -> int:
        """Incidents of a repeating kind in this tick, from their rate (1/h)."""
        return self.chance.clock(kind, who).count(rate * self.step) if rate > 0.0 else 0

    def town_of(self, place: str) -> int | None:
        """Number of the municipality of a place, site or municipality id."""
        return self.map.town_of.get(place)

    def town_id(self, town: int) -> str:
        """Id of a municipality by its number."""
        return self.map.municipalities[town].id

    def present(self, *actors: str) -> list[Post]:
        """Posts of some actors whose people stand there now."""
        return [
            post for post in self.state.posts
            if post.actor in actors and post.arrives <= self.hours < post.leaves and post.n > 0
        ]  # fmt: skip

    def people_at(self, *actors: str) -> dict[str, float]:
        """People of some forces by place."""
        return _summed((post.place, post.n) for post in self.present(*actors))

    def main_keeper(self, place: str) -> str:
        """The peacekeeping force with most people at a place; empty when there is none."""
        present = self.present(*self.related.of_kind("peacekeepers"))
        there = _summed((post.actor, post.n) for post in present if post.place == place)
        return max(there, key=lambda force: (there[force], force), default="")

    def people_in(self, town: int, *actors: str) -> dict[str, float]:
        """People of some forces in a municipality, by actor; empty when there are none."""
        present = self.present(*actors)
        return _summed((p.actor, p.n) for p in present if self.town_of(p.place) == town)

    def mandate(self, actor: str, act: str, place: str) -> Answer:
        """Whether an actor may do something at a place now."""
        in_force = tuple(one for one in self.state.consents if self.hours < one.until)
        key = actor, act, place, in_force
        answer = self._answers.get(key)
        if answer is None:
            ask = Ask(actor, self.related.actors[actor].kind, act, scopes(self.map, place))
            answer = self._answers[key] = may(ask, self.plan.mandates.values(), in_force)
        return answer

    def at_hand(self, actor: str, place: str) -> int:
        """People of a force in the municipality of a place who may act against a crowd (M9)."""
        units = {unit.id: unit for unit in self.order_of_battle.units[actor]}
        return sum(
            post.n for post in self.present(actor)
            if self.town_of(post.place) == self.town_of(place)
            and (post.unit not in units or self.rules.allowed(units[post.unit].crowd_control))
        )  # fmt: skip

    def minded_at(self) -> dict[str, float]:
        """Police whose entry a group minds, where that group lives, by place."""
        present = self.present(*self.related.minders)
        return _summed((post.place, post.n) for post in present if self.is_minded(post))

    def is_minded(self, post: Post) -> bool:
        """Whether a post stands in a municipality of a group that minds it."""
        return bool(self.minders_at(post.actor, post.place))

    def minders_at(self, force: str, place: str) -> tuple[str, ...]:
        """Groups that mind the entry of a force and live in the municipality of a place."""
        town = self.town_of(place)
        return tuple(g for g in self.related.minders.get(force, ()) if town in self.turf[g])

    def keepers_at(self, forces: Iterable[str] | None = None) -> dict[str, float]:
        """Peacekeepers by place, each counted as far as their force is accepted (neutrality).

        All of them, or those of some forces.
        """
        chosen = self.related.of_kind("peacekeepers") if forces is None else forces
        present = self.present(*chosen)
        return _summed((p.place, p.n * self.posture[p.actor].neutrality) for p in present)

    def calming(self, town: int) -> float:
        """Share of street contacts that police whom people listen to prevent there [0..1].

        First responders on duty there do, whom nobody minds and no group that lives there
        distrusts; second responders stand in for a share of it.
        """
        share = self.p.interposition.local_calming
        first, second = self.order_of_battle.responders
        present = self.present(*first, *second)
        town_of = self.map.town_of
        near = {p.actor for p in present if p.place in town_of and town_of[p.place] == town}
        heard = [force for force in near if self._is_heard(force, town)]
        if any(force in first for force in heard):
            return share
        return self.p.interposition.second_share * share if heard else 0.0

    def _is_heard(self, force: str, town: int) -> bool:
        if force in self.related.minders or force in self.state.resigned:
            return False
        key = force, town
        if key not in self._trusted:
            groups = (group for group in self.related.groups if town in self.turf[group])
            self._trusted[key] = not any(self.related.distrusts(g, force) for g in groups)
        return self._trusted[key]

    def out_at(self, group: str, site: str) -> float:
        """People of a group at a site: all who are out if it gathers there, else a share nearby."""
        quarters = self.state.quarters
        if self.related.actors[group].gathers_at == site:
            return quarters.out_by_group()[group]
        row = quarters.row(group, self.town_of(site))
        share = self.p.interposition.bridge_share
        return 0.0 if row is None else float(quarters.out[row]) * share

    def is_contested(self, issue: str) -> bool:
        """Whether an issue is known, what it is about is so, and no deal settles it."""
        state = self.state.issues[issue]
        return state.known and state.open and state.fact and state.deal is None

    def on_roads(self, issue: Issue) -> float:
        """Share of what is contested that works only with road traffic [0..1].

        What the scenario says of it; else that of a crossing or a road where it is one, none of
        another place, and the share of a rule for everybody.
        """
        if issue.on_roads is not None:
            return issue.on_roads
        p = self.p.denial
        if issue.where is None:
            return p.hostage
        site = self.map.sites.get(issue.where)
        return p.hostage_site if site is not None and site.controls in ("road", "crossing") else 0.0

    def main_group(self, groups: tuple[str, ...], place: str = "") -> str:
        """The largest of some groups in the municipality of a place; empty when there is none.

        Where none of them lives there it is the largest of all.
        """
        key = (groups, self.town_of(place))
        if key not in self._largest:
            by_size = {group: self._living(group, key[1]) for group in groups}
            if not any(by_size.values()):
                by_size = {group: self._living(group, None) for group in groups}
            self._largest[key] = max(by_size, key=lambda g: (by_size[g], g), default="")
        return self._largest[key]

    def _living(self, group: str, town: int | None) -> float:
        rows = self.state.quarters.of_groups((group,), town)
        return float(self.quarter_people[rows].sum()) if rows else 0.0

    @property
    def quarter_people(self) -> Numbers:
        """People of each quarter, shape (quarter,)."""
        n = len(self.state.quarters.rows)
        people = np.bincount(self.quarter_of, weights=self.people.people, minlength=n + 1)
        return people[:n].astype(np.float64)

    def cells_of(self, rows: list[int]) -> NDArray[np.bool_]:
        """Cells of the population of some quarters, shape (cell,)."""
        return np.isin(self.quarter_of, rows)


def _summed(numbers: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Sum of the numbers of each name, names in the order in which they come first."""
    found: dict[str, float] = {}
    for name, number in numbers:
        found[name] = found.get(name, 0.0) + number
    return found
