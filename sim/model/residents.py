"""Residents as columns: every person is one row; nobody is an object.

Rows are kept in staggered blocks (each person reconsiders once an hour) and, within a block, by
the cost of their time, so that only the tail that might come out is looked at.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.resident_rows import by_block_and_cost, sampled
from sim.model.streams import Streams, stable_id
from sim.scenario.world import Cell

HOME, OUT, RESTING = 0, 1, 2
_TAIL_WIDTHS = 12.0
"""Beyond this many widths of the choice the rate is below 1e-5 per hour and taken as zero."""
Drawn = Callable[[NDArray[np.float32]], NDArray[np.float32] | NDArray[np.float64]]


class Choice(NamedTuple):
    """How one block reconsiders.

    Attributes:
        rule: rate of leaving home from (benefit, cost, width), each of shape (person,).
        width: width of the choice.
        hours: hours since this block reconsidered, times any curfew's factor: of all, or by cell.
        stay: mean stay by cell, h, shape (cell,).
        fatigue: cost added by each time one has been out.
        asleep: share who sleep, shape (cell,); None for nobody.
        at_work: share who are at work or at school, shape (cell,); None for nobody.
        work_cost: cost added while one is.
        missed: benefit of a call that those lack whom it does not reach, shape (cell,); None where
            calls reach all.
        reached: share whom it reaches, shape (cell,).
    """

    rule: Callable[..., NDArray[np.float32]]
    width: float
    hours: float | NDArray[np.float32]
    stay: NDArray[np.float64]
    fatigue: float = 0.0
    asleep: NDArray[np.float32] | None = None
    at_work: NDArray[np.float32] | None = None
    work_cost: float = 0.0
    missed: NDArray[np.float32] | None = None
    reached: NDArray[np.float32] | None = None


class Residents:
    """The people of a world in columns.

    Attributes:
        cells: (place, community) of each cell, in the order they are given in.
        people: residents of each cell, shape (cell,).
        cell: cell of each row, int16, shape (row,).
        cost: cost of an hour (c), float32, shape (row,); infinite for those too young.
        status: HOME, OUT or RESTING, int8, shape (row,).
        until: hour at which OUT or RESTING ends, float64, shape (row,).
    """

    def __init__(
        self,
        population: Sequence[Cell],
        streams: Streams,
        *,
        costs: Sequence[tuple[float, float]],
        adult_share: float,
        n_blocks: int,
        one_in: int = 1,
    ) -> None:
        self.cells = tuple((cell.place, cell.community) for cell in population)
        self.people = np.array([cell.people for cell in population], dtype=np.int64)
        self.rows_of = sampled(self.people, one_in)
        self.scale = np.divide(
            self.people, self.rows_of, out=np.zeros(len(population)), where=self.rows_of > 0
        )
        self._streams = streams
        self._names = [f"{place}/{community}" for place, community in self.cells]
        self._n_blocks = n_blocks
        self._lay_out(costs, adult_share)
        n = len(self.cell)
        self.status = np.zeros(n, dtype=np.int8)
        self.until = np.zeros(n)
        self._hazard = np.zeros(n, dtype=np.float32)
        self._draw = np.full(n, np.inf, dtype=np.float32)
        self._outings = np.zeros(n, dtype=np.uint16)
        self._full: NDArray[np.float64] | None = None  # hour until which who fought stays at home
        self._fatigue, self._tired_cost = 0.0, self.cost.copy()
        self._reached: NDArray[np.float32] | None = None  # shares whom calls reach
        self._unreached = np.zeros(0, dtype=bool)  # and rows whom they do not
        self._out = np.zeros(0, dtype=np.int64)
        self._resting = np.zeros(0, dtype=np.int64)
        self._day = -1
        self._counted: NDArray[np.int64] | None = None
        self._counts = np.zeros(len(self.cells))

    def _lay_out(self, costs: Sequence[tuple[float, float]], adult_share: float) -> None:
        """Draw each person's cost and order the rows by block, then by cost."""
        cost_parts, cell_parts, person_parts = [], [], []
        for cell, rows in enumerate(self.rows_of):
            mean, sd = costs[cell]
            generator = self._streams.lent("cost", self._names[cell])
            cost = generator.standard_normal(rows, dtype=np.float32) * np.float32(sd)
            cost += np.float32(mean)
            young = self._streams.lent("age", self._names[cell]).random(rows) >= adult_share
            cost[young] = np.inf
            cost_parts.append(cost)
            cell_parts.append(np.full(rows, cell, dtype=np.int16))
            person_parts.append(
                np.arange(rows, dtype=np.uint32) + np.uint32(stable_id(self._names[cell]))
            )
        cost, cell = np.concatenate(cost_parts), np.concatenate(cell_parts)
        block = np.concatenate(person_parts) % np.uint32(self._n_blocks)
        order = self._order = by_block_and_cost(block, cost, self._n_blocks)
        self.person = np.concatenate(person_parts)[order]
        self.cost, self.cell = cost[order], cell[order]
        ranks = (self._ranks(name)[order] for name in ("sleep", "work", "reach"))
        self._sleep_rank, self._work_rank, self._reach_rank = ranks
        self._edges = np.searchsorted(block[order], np.arange(self._n_blocks + 1)).tolist()

    def _ranks(self, decision: str) -> NDArray[np.float32]:
        """Order in which people do something, as a share of their cell [0..1), shape (row,)."""
        draws = [
            self._streams.lent(f"{decision}_rank", name).random(rows, dtype=np.float32)
            for name, rows in zip(self._names, self.rows_of, strict=True)
        ]
        return np.concatenate(draws)

    def count_out(self) -> NDArray[np.float64]:
        """People out by cell, shape (cell,); sampled rows are scaled back to people.

        The same object until somebody comes out or goes home.
        """
        if self._counted is not self._out:  # which is replaced whenever somebody comes or goes
            rows = np.bincount(self.cell[self._out], minlength=len(self.cells))
            self._counted, self._counts = self._out, rows.astype(np.float64) * self.scale
        return self._counts

    def who_is_out(self) -> tuple[bytes, bytes]:
        """Rows that are out and until when, to tell whether anything has changed for them."""
        return self._out.tobytes(), self.until[self._out].tobytes()

    def new_day(self, day: int) -> None:
        """Redraw everybody's clock: one stream per decision, place, community and day."""
        if day == self._day:
            return
        self._day = day
        parts = [
            self._streams.lent(f"leave/{day}", name).standard_exponential(rows, dtype=np.float32)
            for name, rows in zip(self._names, self.rows_of, strict=True)
        ]
        self._draw = np.concatenate(parts)[self._order]
        self._hazard[:] = 0.0

    def leave_home(
        self, block: int, benefit: NDArray[np.float32], choice: "Choice", now: float
    ) -> int:
        """Let one block reconsider.

        Args:
            block: which block, [0, n_blocks).
            benefit: benefit of coming out by cell, shape (cell,); -inf for cells that never do.
            choice: the rule and its numbers at this hour.
            now: hours since the start.

        Returns:
            Rows that left home.
        """
        first, last = self._edges[block], self._edges[block + 1]
        ceiling = np.float32(benefit.max() + _TAIL_WIDTHS * choice.width)
        last = first + int(self.cost[first:last].searchsorted(ceiling))
        if last == first:
            return 0
        if choice.fatigue != self._fatigue:
            self._fatigue, self._tired_cost = choice.fatigue, self._cost_now(slice(None))
        cells = self.cell[first:last]
        cost = self._cost_to(slice(first, last), cells, choice)
        rate = choice.rule(benefit.take(cells), cost, choice.width)
        if choice.asleep is not None:
            rate = rate * (self._sleep_rank[first:last] >= choice.asleep.take(cells))
        hazard = self._hazard[first:last]
        hours = choice.hours[cells] if isinstance(choice.hours, np.ndarray) else choice.hours
        hazard += rate * np.float32(hours)  # that of who is away is nothing once they come home
        ready = first + (hazard >= self._draw[first:last]).nonzero()[0]
        ready = ready[self.status[ready] == HOME]
        if ready.size:
            means = choice.stay[self.cell[ready]]
            self._go_out(ready, now, lambda draws: draws * means)
        return int(ready.size)

    def _cost_to(
        self, rows: slice, cells: NDArray[np.int16], choice: "Choice"
    ) -> NDArray[np.float32]:
        """Cost of an hour to those who reconsider: more at work, and where no call reaches them."""
        cost = self._tired_cost[rows]
        if choice.at_work is not None:
            works = self._work_rank[rows] < choice.at_work.take(cells)
            cost = cost + works * np.float32(choice.work_cost)
        if choice.missed is not None and choice.reached is not None:
            if choice.reached is not self._reached:
                self._reached = choice.reached
                self._unreached = self._reach_rank >= choice.reached.take(self.cell)
            cost = cost + self._unreached[rows] * choice.missed.take(cells)
        return cost

    def _cost_now(self, rows: NDArray[np.int64] | slice) -> NDArray[np.float32]:
        """Cost of an hour to some rows, who are tired of each time they have been out."""
        return self.cost[rows] + self._outings[rows] * np.float32(self._fatigue)

    def _go_out(self, rows: NDArray[np.int64], now: float, stay: "Drawn") -> None:
        self.status[rows] = OUT
        self._draw[rows] = np.inf
        draws = self._person_draws("stay", rows)
        self._outings[rows] += 1
        self._tired_cost[rows] = self._cost_now(rows)
        self.until[rows] = now + stay(draws)
        self._out = np.sort(np.concatenate((self._out, rows)))

    def _person_draws(self, decision: str, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Exponential draws of persons who may be on different occurrences."""
        outings = self._outings[rows]
        draws = np.empty(rows.size, dtype=np.float32)
        for occurrence in set(outings.tolist()):
            mine = outings == occurrence
            people = self.person[rows[mine]]
            draws[mine] = self._streams.person_exponentials(decision, people, occurrence)
        return draws

    def go_home(self, now: float, rest: float) -> None:
        """Send home those whose stay is over; let those who have rested be ready again."""
        if self._out.size:
            over = self.until[self._out] <= now
            if np.count_nonzero(over):
                rows = self._out[over]
                self._out = self._out[~over]
                self.status[rows] = RESTING
                self.until[rows] = now + rest
                if self._full is not None:
                    self.until[rows] = np.maximum(self.until[rows], self._full[rows])
                self._resting = np.concatenate((self._resting, rows))
        if self._resting.size:
            rested = self.until[self._resting] <= now
            if np.count_nonzero(rested):
                rows = self._resting[rested]
                self.status[rows], self._hazard[rows] = HOME, 0.0
                self._resting = self._resting[~rested]

    def stand_down(self, cells: NDArray[np.bool_], now: float, factor: float) -> None:
        """Shorten what is left of the stay of those out in some cells, shape (cell,)."""
        rows = self._out[cells[self.cell[self._out]]]
        self.until[rows] = now + (self.until[rows] - now) * factor

    def carry_away(self, cells: NDArray[np.bool_], n: int, until: float = np.inf) -> None:
        """Take n people of those out in some cells, shape (cell,): for good, who are hurt.

        A row that stands for several goes with the first of them that makes up half of it.

        Args:
            cells: which cells, shape (cell,).
            n: how many people.
            until: hour at which they are back at home; infinite for never.
        """
        there = self._first_out(cells, n)
        rows = self._out[there]
        self._out = np.delete(self._out, there)
        self.status[rows] = RESTING
        self.until[rows] = until
        if until < np.inf:
            self._resting = np.concatenate((self._resting, rows))

    def _first_out(self, cells: NDArray[np.bool_], n: float) -> NDArray[np.int64]:
        """Where n people of those out in some cells stand among all who are out."""
        there = np.flatnonzero(cells[self.cell[self._out]])
        each = self.scale[self.cell[self._out[there]]]
        return there[np.cumsum(each) - 0.5 * each <= n]

    def have_fought(self, cells: NDArray[np.bool_], n: float, now: float, fill: "Drawn") -> None:
        """Let n people of those out in some cells stay at home for long once they have gone there.

        Args:
            cells: which cells, shape (cell,).
            n: how many people.
            now: hours since the start.
            fill: hours for which they do, of unit-exponential draws, shape (person,).
        """
        rows = self._out[self._first_out(cells, n)]
        if rows.size:
            if self._full is None:
                self._full = np.zeros(len(self.cell))
            self._full[rows] = now + fill(self._person_draws("fill", rows))

    def send_out(self, cells: Sequence[int], n: int, now: float, stay: "Drawn") -> None:
        """Start with n people of some cells already out: those whose time costs them least.

        Args:
            cells: which cells.
            n: how many people.
            now: hours since the start.
            stay: hours for which they stay, of unit-exponential draws, shape (person,).
        """
        able = np.isin(self.cell, cells) & (self.status == HOME) & np.isfinite(self.cost)
        rows = np.flatnonzero(able)
        rows = rows[np.argsort(self.cost[rows], kind="stable")]
        each = self.scale[self.cell[rows]]
        rows = rows[np.cumsum(each) - 0.5 * each <= n]  # the nearest number of whole rows
        if rows.size:
            self._go_out(rows, now, stay)
