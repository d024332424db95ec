"""Phase 5: residents decide to come out, stay, or go home (columns, M1)."""

import numpy as np
from numpy.typing import NDArray

from sim.model.core import Core
from sim.model.residents import Choice
from sim.model.rules import mobilisation
from sim.scenario.actors import Residents as ResidentsPlan


class Crowds:
    """Which cell of the population belongs to which crowd, and the decisions of a tick.

    Attributes:
        town_of_cell: municipality number of each cell of the inside group, -1 for all others.
        across_cells: whether a cell belongs to the group across.
    """

    def __init__(self, core: Core) -> None:
        contested = [municipality.id for municipality in core.map.contested]
        inside = _communities(core, core.cast.inside)
        across = _communities(core, core.cast.across)
        adjacent = {municipality.id for municipality in core.map.adjacent}
        towns, far = [], []
        for place, community in core.people.cells:
            name = core.map.municipality_of[place]
            mine = name in contested and community in inside
            towns.append(contested.index(name) if mine else -1)
            far.append(name in adjacent and community in across)
        self.town_of_cell = np.array(towns, dtype=np.int64)
        self.across_cells = np.array(far, dtype=bool)
        self._any_across = bool(self.across_cells.any())
        people = core.people.people
        self._town_people = [
            max(1, int(people[self.town_of_cell == t].sum())) for t in range(len(contested))
        ]
        self._across_people = max(1, int(people[self.across_cells].sum()))
        self._blocks = round(1.0 / core.step) if core.step < 1.0 else 1
        self._down: tuple[bool, ...] = ()
        self._stay = np.zeros(len(core.people.cells))
        self._mine = [self.town_of_cell == t for t in range(len(contested))]

    def decide(self, core: Core, tick: int) -> None:
        """Let one block reconsider, send home those whose time is over, and count."""
        p, state = core.p.mobilisation, core.state
        core.people.new_day(int((core.hours + core.first_hour - 6.0) // 24.0))
        night = p.night_factor if core.is_between(22, 7) else 1.0
        down = tuple(town.stand_down for town in state.towns)
        if down != self._down:
            self._down = down
            self._stay = np.full(len(core.people.cells), p.stay_hours)
            self._stay[np.isin(self.town_of_cell, np.flatnonzero(down))] *= p.stand_down_factor
        hours = max(1.0, core.step) * night
        choice = Choice(core.rules.leave_rate, p.decision_width, hours, self._stay, p.fatigue)
        core.people.leave_home(tick % self._blocks, self._benefits(core), choice, core.hours)
        core.people.go_home(core.hours, p.rest_hours)
        self._count(core)

    def _benefits(self, core: Core) -> NDArray[np.float32]:
        """Benefit of coming out by cell, shape (cell,)."""
        p, state = core.p.mobilisation, core.state
        social = (p.social_weight, p.social_half)
        benefit = np.full(len(core.people.cells), -np.inf, dtype=np.float32)
        for number, town in enumerate(state.towns):
            called = town.called and not town.stand_down
            benefit[self._mine[number]] = mobilisation.benefit(
                town.threat.total, called, town.out_share, p.called_weight, social
            )
        if self._any_across:
            network = len(state.standing) / core.p.barricades.full_network
            benefit[self.across_cells] = mobilisation.benefit_across(
                network, state.across_acute, state.across_share, p.across_weight, social
            )
        return benefit

    def _count(self, core: Core) -> None:
        out = core.people.count_out()
        for number, town in enumerate(core.state.towns):
            town.out = float(out[self._mine[number]].sum())
            town.out_share = town.out / self._town_people[number]
        core.state.across = float(out[self.across_cells].sum())
        core.state.across_share = core.state.across / self._across_people

    def report(self, core: Core) -> None:
        """Log a crowd when it first passes a hundred people, at most once in twelve hours."""
        for number, town in enumerate(core.state.towns):
            if town.out >= 100.0 and core.hours - town.crowd_hour >= 12.0:
                town.crowd_hour = core.hours
                municipality = core.map.contested[number].id
                causes = core.log.latest("sirens_on", municipality) or core.log.latest("raid")
                core.log.add(
                    "crowd",
                    place=municipality,
                    source=core.cast.inside,
                    people=round(town.out),
                    causes=causes,
                    terms=(("people", town.out), ("threat", town.threat.total)),
                )
        if core.state.across >= 100.0 and core.hours - core.state.across_crowd_hour >= 12.0:
            core.state.across_crowd_hour = core.hours
            core.log.add(
                "crowd",
                place=core.cast.bridge,
                source=core.cast.across,
                people=round(core.state.across),
                causes=core.log.latest("barricade_built"),
            )


def _communities(core: Core, group: str) -> tuple[str, ...]:
    actor = core.plan.actors.get(group)
    return actor.communities if isinstance(actor, ResidentsPlan) else ()
