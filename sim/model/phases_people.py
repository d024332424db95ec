"""Phase 5: residents decide to come out, stay, or go home (columns, M1)."""

import numpy as np
from numpy.typing import NDArray

from sim.model.residents import Choice
from sim.model.rules import mobilisation
from sim.model.run_context import RunContext
from sim.scenario.actors import Residents as ResidentsPlan


class Crowds:
    """Which crowd each cell of the population belongs to, and the decisions of a tick.

    Attributes:
        crowd: number of the crowd of each cell: the contested municipalities in their order, then
            the community across, then everybody who never comes out; shape (cell,).
        people: people of each crowd, at least 1; shape (crowd,).
    """

    def __init__(self, core: RunContext) -> None:
        contested = [municipality.id for municipality in core.map.contested]
        adjacent = {municipality.id for municipality in core.map.adjacent}
        inside = _communities(core, core.cast.inside)
        across = _communities(core, core.cast.across)
        self._across, self._nobody = len(contested), len(contested) + 1
        crowd = []
        for place, community in core.people.cells:
            name = core.map.municipality_of[place]
            if name in contested and community in inside:
                crowd.append(contested.index(name))
            else:
                far = name in adjacent and community in across
                crowd.append(self._across if far else self._nobody)
        self.crowd = np.array(crowd, dtype=np.int64)
        self.people = np.maximum(1.0, self._by_crowd(core.people.people))
        self._blocks = round(1.0 / core.step) if core.step < 1.0 else 1
        self._down: tuple[bool, ...] = ()
        self._stay = np.zeros(len(crowd))

    def _by_crowd(self, by_cell: NDArray[np.number]) -> NDArray[np.float64]:
        sums = np.bincount(self.crowd, weights=by_cell, minlength=self._nobody + 1)
        return sums.astype(np.float64)

    def decide(self, core: RunContext, tick: int) -> None:
        """Let one block reconsider, send home those whose time is over, and count."""
        p = core.p.mobilisation
        core.people.new_day(int((core.hours + core.first_hour - 6.0) // 24.0))
        down = tuple(town.stand_down for town in core.state.towns)
        if down != self._down:
            self._down = down
            stay = np.full(self._nobody + 1, p.stay_hours)
            stay[np.flatnonzero(down)] *= p.stand_down_factor
            self._stay = stay[self.crowd]
        hours = max(1.0, core.step) * (p.night_factor if core.is_between(22, 7) else 1.0)
        choice = Choice(core.rules.leave_rate, p.decision_width, hours, self._stay, p.fatigue)
        core.people.leave_home(tick % self._blocks, self._benefits(core), choice, core.hours)
        core.people.go_home(core.hours, p.rest_hours)
        self._count(core)

    def _benefits(self, core: RunContext) -> NDArray[np.float32]:
        """Benefit of coming out by cell, shape (cell,)."""
        p, state = core.p.mobilisation, core.state
        social = (p.social_weight, p.social_half)
        values = [
            mobilisation.benefit(
                town.threat.total,
                town.called and not town.stand_down,
                town.out_share,
                p.called_weight,
                social,
            )
            for town in state.towns
        ]
        network = len(state.standing) / core.p.barricades.full_network
        across = mobilisation.benefit_across(
            network, state.across_acute, state.across_share, p.across_weight, social
        )
        return np.array([*values, across, -np.inf], dtype=np.float32)[self.crowd]

    def _count(self, core: RunContext) -> None:
        out = self._by_crowd(core.people.count_out())
        share = out / self.people
        for number, town in enumerate(core.state.towns):
            town.out, town.out_share = float(out[number]), float(share[number])
        core.state.across = float(out[self._across])
        core.state.across_share = float(share[self._across])

    def report(self, core: RunContext) -> None:
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


def _communities(core: RunContext, group: str) -> tuple[str, ...]:
    actor = core.plan.actors.get(group)
    return actor.communities if isinstance(actor, ResidentsPlan) else ()
