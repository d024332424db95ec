"""What the rates of organisers are worked out from: committees, their means and their sites."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.agents.plans import Planner, planners
from sim.model.committees import Committees
from sim.model.latest import Latest
from sim.model.mechanisms import Rules
from sim.model.quarters import Flags, Lists, Numbers
from sim.model.rules import denial
from sim.model.run_context import RunContext


class Tool(NamedTuple):
    """A means of contention as plain numbers; see :class:`sim.scenario.means.Means`."""

    name: str
    does: str
    at: str
    road: float
    place: float
    people: float
    lorries: float
    daylight: bool
    effort: float
    risk: float
    offices: float = 0.0
    lasts: bool = False


class Columns(NamedTuple):
    """What is so of all means at once, whoever uses them.

    Attributes:
        sites: points that a means of a committee is about, a list for each (means, committee):
            those at which a block stands, and all for what gathers.
        everywhere: all points of each committee.
        road, place: shares that each stops, shape (means, 1).
        effort, risk: effort and risk of each, shape (means, 1).
        blocks, withholds, by_hand, daylight, lasts: whether it blocks, keeps work back, needs no
            lorries, is of the day, ends only by a deal, shape (means, 1).
        stands: whether there is a point for it, shape (means, committee).
        same: whether two are of one sort, shape (means, means): one gathers in one way, and blocks
            roads in one way and crossings in one.
    """

    sites: Lists
    everywhere: Lists
    road: Numbers
    place: Numbers
    effort: Numbers
    risk: Numbers
    blocks: Flags
    withholds: Flags
    by_hand: Flags
    daylight: Flags
    lasts: Flags
    stands: Flags
    same: Flags


@dataclass(frozen=True)
class Table:
    """What the rates of organisers are worked out from; rows are committees or their sites.

    Attributes:
        committees: the committees.
        p: parameters.
        rules: the rules.
        tools: means of contention, in the order of their names.
        of_point: committee of each (committee, site).
        points: its site.
        fits: whether each means stands at each site, shape (means, point).
        works: (means, point) of each option of building.
        option: number of an actor and a site among the points.
        towns: number of the municipality of each committee, shape (committee,).
        plans: those who have one plan for all their committees.
        rallies: ways to rally, and the effort of each.
    """

    committees: Committees
    p: Any
    rules: Rules
    tools: tuple[Tool, ...]
    of_point: tuple[int, ...]
    points: tuple[str, ...]
    fits: NDArray[np.bool_]
    works: tuple[tuple[int, int], ...]
    option: dict[tuple[str, str], int]
    towns: NDArray[np.int64]
    plans: tuple[Planner, ...] = ()
    rallies: tuple[tuple[str, float], ...] = ()

    @cached_property
    def columns(self) -> Columns:
        """The means in columns."""
        tools, n = self.tools, len(self.committees.rows)
        every = [[k for k, whose in enumerate(self.of_point) if whose == row] for row in range(n)]
        lists = [
            [k for k in own if tool.does != "block" or self.fits[number, k]]
            for number, tool in enumerate(tools)
            for own in every
        ]
        sorts = [
            (tool.does, {"block": tool.at, "withhold": tool.name}.get(tool.does)) for tool in tools
        ]
        return Columns(
            Lists(lists, len(self.points)),
            Lists(every, len(self.points)),
            _column(tool.offices or tool.road for tool in tools),
            _column(tool.place for tool in tools),
            _column(tool.effort for tool in tools),
            _column(tool.risk for tool in tools),
            _column(tool.does == "block" for tool in tools),
            _column(tool.does == "withhold" for tool in tools),
            _column(tool.lorries <= 0.0 for tool in tools),
            _column(tool.daylight for tool in tools),
            _column(tool.lasts for tool in tools),
            np.array([bool(own) for own in lists]).reshape(len(tools), n),
            np.array([[one == other for other in sorts] for one in sorts]),
        )

    @cached_property
    def stopped(self) -> Latest:
        """What each means would stop of what each committee contests; see :func:`_stopped`."""
        return Latest(partial(_stopped, self))

    @cached_property
    def most_stopped(self) -> Latest:
        """The most that any means of each committee would stop, of what each would."""
        return Latest(lambda stopped: stopped.max(axis=0, initial=0.0).tolist())

    @cached_property
    def stopped_anywhere(self) -> Latest:
        """The most that a block of each committee would stop on roads, shape (committee,)."""
        return Latest(partial(_stopped_anywhere, self))

    @cached_property
    def effort(self) -> Latest:
        """Effort and risk of each means for each committee; see :func:`_effort`."""
        return Latest(partial(_effort, self))

    @cached_property
    def able(self) -> Latest:
        """Whether each committee can take a means at some hour of the day; see :func:`_able`."""
        return Latest(partial(_able, self))

    @cached_property
    def own_rows(self) -> tuple[tuple[int, ...], ...]:
        """Rows of the committees of each plan."""
        rows = list(enumerate(self.committees.rows))
        return tuple(tuple(n for n, row in rows if row.actor == own.actor) for own in self.plans)

    @cached_property
    def rally_shares(self) -> list[float]:
        """Share of each way to rally: the less effort, the larger."""
        left = np.array([[-effort] for _, effort in self.rallies])
        return denial.shares(left, self.p.denial.choice_width)[:, 0].tolist()

    @cached_property
    def lorries(self) -> dict[str, float]:
        """Lorry groups that each means takes, by its name."""
        return {tool.name: tool.lorries for tool in self.tools}

    @cached_property
    def paces(self) -> Numbers:
        """Pace of calling by day and while people sleep."""
        return np.array([1.0, self.p.barricades.night_factor])


def _column(values: Iterable[float]) -> NDArray[Any]:
    """Numbers or flags of means, shape (means, 1)."""
    return np.array([*values]).reshape(-1, 1)


def _stopped(table: Table, road: Numbers, place: Numbers, offices: Numbers) -> Numbers:
    """What each means stops on roads, at places or in offices, shape (means, committee)."""
    columns = table.columns
    on_roads = columns.sites.largest(road).reshape(columns.stands.shape)
    of_either = np.where(columns.withholds, offices, on_roads)
    return table.rules.stopped(of_either, place, columns.road, columns.place)


def _stopped_anywhere(table: Table, road: Numbers) -> Numbers:
    best = table.columns.everywhere.largest(road)
    return table.rules.stopped(best, 0.0 * best, 1.0, 0.0)


def _able(table: Table, where: list[str], offices: Numbers) -> Flags:
    """Whether each committee can take a means by day: who, where and with what.

    Args:
        table: the committees.
        where: place to gather at for each; empty for none.
        offices: what people could stop who serve in offices [0..1], shape (committee,).

    Returns:
        Shape (means, committee).
    """
    columns, c = table.columns, table.committees
    gathers, calls = np.array([bool(place) for place in where]), c.can_call > 0.0
    block = columns.stands & ((c.groups > 0.0) | columns.by_hand)
    able = np.where(columns.blocks, block, gathers)
    return np.where(columns.withholds, offices > 0.0, able) & calls


def _effort(table: Table, at_site: Numbers, facing: Numbers) -> Numbers:
    """Effort and risk of each means, facing some people of the other side, (means, committee)."""
    columns, half = table.columns, table.p.police_entry.half_strength
    there = columns.sites.largest(at_site).reshape(columns.stands.shape)
    there = np.where(columns.blocks, there, facing)
    return denial.effort(columns.effort, columns.risk, there, half)


def table_of(core: RunContext) -> Table:
    """The table of all committees of a run."""
    committees = core.state.committees
    pairs = [(n, point) for n, row in enumerate(committees.rows) for point in row.points]
    tools = tuple(_tool(name, core.plan.means[name]) for name in committees.means)
    fits = np.array(
        [
            [one.does == "block" and core.map.sites[site].controls == one.at for _, site in pairs]
            for one in tools
        ],
        dtype=bool,
    ).reshape(len(tools), len(pairs))
    return Table(
        committees,
        core.p,
        core.rules,
        tools,
        tuple(n for n, _ in pairs),
        tuple(point for _, point in pairs),
        fits,
        tuple((m, k) for m in range(len(tools)) for k in range(len(pairs)) if fits[m, k]),
        {(committees.rows[n].actor, point): option for option, (n, point) in enumerate(pairs)},
        np.array([row.town for row in committees.rows], dtype=np.int64),
        planners(core),
        tuple((n, m.effort.value) for n, m in sorted(core.plan.means.items()) if m.does == "rally"),
    )


def _tool(name: str, said: Any) -> Tool:
    stops = said.stops
    return Tool(
        name, said.does, said.at, stops.road.value, stops.place.value, said.people, said.lorries,
        said.daylight, said.effort.value, said.risk.value, stops.offices.value, said.lasts,
    )  # fmt: skip
