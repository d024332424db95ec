"""Armed cells of one municipality: they hold their fire or shoot at forces they oppose (M7)."""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.model.actions import Action
from sim.model.agents.armed_means import Way, choose
from sim.model.agents.base import Decider, Kind, Options
from sim.model.latest import Latest
from sim.model.mechanisms import Rules
from sim.model.quarters import Lists, Numbers
from sim.model.run_context import RunContext
from sim.model.views import View
from sim.scenario.means import armed_means


class Cell(NamedTuple):
    """The armed cells of one actor in one municipality.

    Attributes:
        actor: whose they are.
        town: number of the municipality.
        fears: rows of the quarters there whose fear moves them.
        opposes: forces at whom they shoot.
        patron: whose word they take; empty for nobody's.
        will: their activity times one minus their restraint; 0 where a mandate forbids their fire,
            or no means is fire.
        discipline: share of their fire that stops when their patron says so.
    """

    actor: str
    town: int
    fears: tuple[int, ...]
    opposes: tuple[str, ...]
    patron: str
    will: float
    discipline: float


@dataclass(frozen=True)
class Table:
    """What the rates of armed cells are worked out from; every array has shape (cell,).

    Attributes:
        cells: the cells.
        p: parameters of armed fire.
        rules: the rules.
        will: their activity times one minus their restraint.
        discipline: share of their fire that stops when their patron says so.
        fears: quarters whose fear moves each, one list for each.
        towns: number of the municipality of each.
        quiet: rate at which each shoots for no reason at all, 1/h.
    """

    cells: tuple[Cell, ...]
    p: Any
    rules: Rules
    will: Numbers
    discipline: Numbers
    fears: Lists
    towns: NDArray[np.int64]
    quiet: Numbers

    @cached_property
    def near(self) -> Latest:
        """Forces that each opposes within its reach, of those in reach of any."""
        return Latest(partial(_near_all, self.cells))

    @cached_property
    def paces(self) -> Numbers:
        """Pace of shooting by day and in the dark."""
        return np.array([self.p.day_factor, 1.0])


def table_of(core: RunContext, cells: tuple[Cell, ...]) -> Table:
    """The table of some cells of a run."""
    will, quiet_rate = np.array([cell.will for cell in cells]), core.p.armed_fire.quiet_rate
    able = np.array([bool(cell.opposes) for cell in cells])
    return Table(
        cells,
        core.p.armed_fire,
        core.rules,
        will,
        np.array([cell.discipline for cell in cells]),
        Lists([cell.fears for cell in cells], len(core.state.quarters.rows)),
        np.array([cell.town for cell in cells], dtype=np.int64),
        np.where(will * able > 0.0, quiet_rate * core.rules.quiet_fire, 0.0),
    )


def armed_cells(model: mesa.Model, core: RunContext) -> Kind:
    """All armed cells of a run: an agent for each actor and municipality."""
    agents = [
        ArmedCell(model, core, name, municipality)
        for name in core.related.of_kind("armed_cells")
        for municipality in sorted(core.related.actors[name].municipalities)
    ]
    table = table_of(core, tuple(agent.cell for agent in agents))
    options = {"fire": Options(tuple(agents), ("",) * len(agents), repeats=True)}
    return Kind(core, agents, table, options, rates)


def rates(table: Table, view: View) -> dict[str, list[float]]:
    """Rate of shooting, 1/h, of the cells of each municipality: ``fire``, one of each."""
    if not table.cells:
        return {}
    p = table.p
    stance = np.array([view.stance.get(cell.patron, 0.0) for cell in table.cells])
    will = table.will * table.rules.held_fire(stance, table.discipline)
    novelty = table.fears.largest(view.novelty)
    rate = table.rules.fire_rate(novelty, reach(table, view), night(table, view), will, p.rate)
    return {"fire": (rate + table.quiet).tolist()}


def reach(table: Table, view: View) -> Numbers:
    """Forces that each cell opposes within its reach, times their saturation, shape (cell,)."""
    return table.p.police_reach * table.near(view.fire)


def _near_all(cells: tuple[Cell, ...], fire: dict[tuple[str, str], Numbers]) -> Numbers:
    found = [sum(_near(fire, cell, force) for force in cell.opposes) for cell in cells]
    return np.array(found, dtype=float)


def _near(fire: dict[tuple[str, str], Numbers], cell: Cell, force: str) -> float:
    near = fire.get((cell.actor, force))
    return 0.0 if near is None else float(near[cell.town])


def night(table: Table, view: View) -> Numbers:
    """1 in the dark, when cells dare to shoot, less by day, shape (cell,)."""
    return table.paces[view.lasts("dark")[table.towns].astype(np.int64)]


class ArmedCell(Decider):
    """Decides for one municipality.

    Attributes:
        cell: who they are.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str, municipality: str) -> None:
        super().__init__(model, core, actor, f"{actor}/{municipality}")
        posture, patron = core.posture[self.name], core.related.patron(actor)
        town = core.map.town_of[municipality]
        may = core.mandate(actor, "fire", municipality).allowed
        fires = may and bool(armed_means(core.plan.means))
        self.cell = Cell(
            actor,
            town,
            tuple(core.state.quarters.of_groups(core.related.stands_for(actor), town)),
            core.related.hunted(actor),
            patron or "",
            posture.activity * (1.0 - posture.restraint) * fires,
            core.posture[patron].discipline if patron else 0.0,
        )
        self.town = municipality

    def act(  # the one decision there is
        self,
        view: View,
        decision: str,  # noqa: ARG002
        objects: tuple[str, ...],
    ) -> list[Action]:
        """Shoot, or ambush who is on the road, as often as the clock rang."""
        core, cell = self.core, self.cell
        table = table_of(core, (cell,))
        causes = (
            core.log.latest("police_deployed")
            + core.log.latest("sirens_on", self.town)
            + core.log.latest("shots", self.town)
        )
        terms = (
            ("threat_rise", float(table.fears.largest(view.novelty)[0])),
            ("police_in_reach", float(reach(table, view)[0])),
            ("night", float(night(table, view)[0])),
            ("rate_per_hour", float(rates(table, view)["fire"][0])),
        )
        target = max(cell.opposes, key=lambda force: (_near(view.fire, cell, force), force))
        shot = Action("shoot", self.actor, self.town, target, causes=causes, terms=terms)
        line = core.chance.line("armed_means", self.name)
        ways = (choose(core, cell.town, cell.opposes, line.uniform) for _ in objects)
        return [_by_means(shot, way) for way in ways if way is not None]


def _by_means(shot: Action, way: Way) -> Action:
    """Fire by the means that was chosen; an ambush meets the post whose road matters most."""
    if way.does != "ambush" or way.post is None:
        return shot._replace(means=way.means)
    met = Action("ambush", shot.actor, way.post.place, way.post.actor, causes=shot.causes)
    return met._replace(means=way.means, terms=(*shot.terms, ("denied", way.denied)))
