"""Phase 5: residents decide to come out, stay, or go home (columns, M1)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.model.effects import rallies
from sim.model.hours import is_within
from sim.model.quarters import Flags, Quarter
from sim.model.residents import Choice
from sim.model.rules import mobilisation
from sim.model.run_context import RunContext


class Crowds:
    """The residents of each quarter, and their decisions of a tick.

    Attributes:
        people: people of each quarter, at least 1; shape (quarter,).
    """

    def __init__(self, core: RunContext) -> None:
        quarters = core.state.quarters
        self.people = np.maximum(1.0, core.quarter_people)
        self._n = len(quarters.rows)
        self._towns = [row.town for row in quarters.rows]
        gathers = (core.related.actors[row.group].gathers_at is not None for row in quarters.rows)
        self._gathering = core.p.mobilisation.gathering_weight * np.array([*gathers], dtype=float)
        self._minutes = np.array([_way(core, row) for row in quarters.rows])
        self._blocks = round(1.0 / core.step) if core.step < 1.0 else 1
        self._calls: bytes | None = None
        self._called = self._nobody = self._rallies = np.zeros(self._n)
        self._quarter_of = core.quarter_of
        self._padded = np.zeros(self._n + 1, dtype=np.float32)  # a 0 for who is of no quarter
        self._reached = _reached(core, self.people.tolist())
        self._all_reached = bool((self._reached == 1.0).all())
        self._reached_by_cell = self._by_cell(self._reached)
        self._stay = np.zeros(len(core.quarter_of))
        self._benefit = np.full(self._n + 1, -np.inf, dtype=np.float32)
        self._paces: dict[frozenset[int], float | NDArray[np.float32]] = {}
        self._counts: NDArray[np.float64] | None = None

    def decide(self, core: RunContext, tick: int) -> None:
        """Let one block reconsider, send home those whose time is over, and count."""
        p, quarters = core.p.mobilisation, core.state.quarters
        self._hear_calls(core)
        core.people.new_day(int((core.hours + core.first_hour - core.day.day_begins) // 24.0))
        hours = max(1.0, core.step) * self._pace(core)
        day = (self._by_cell(quarters.asleep), self._by_cell(quarters.at_work))
        law = (core.rules.leave_rate, p.decision_width, hours, self._stay, p.fatigue)
        benefit = self._benefits(core)
        choice = Choice(*law, *day, core.p.time_use.work_cost, *self._missed(core))
        core.people.leave_home(tick % self._blocks, benefit, choice, core.hours)
        core.people.go_home(core.hours, p.rest_hours)
        self._count(core)

    def _count(self, core: RunContext) -> None:
        """People out of each quarter; counted again when somebody has come out or gone home."""
        counts, quarters = core.people.count_out(), core.state.quarters
        if counts is self._counts:
            return
        self._counts = counts
        out = np.bincount(core.quarter_of, weights=counts, minlength=self._n + 1)
        quarters.out = out[: self._n].astype(np.float64)
        quarters.out.setflags(write=False)  # replaced when it changes, as others rely on
        quarters.out_share = quarters.out / self.people

    def _pace(self, core: RunContext) -> float | NDArray[np.float32]:
        """Rate of leaving home relative to no curfew: of everybody, or by cell, shape (cell,)."""
        state = core.state
        state.curfews = [curfew for curfew in state.curfews if curfew.until > core.hours]
        indoors = frozenset(c.town for c in state.curfews if is_within(core.hour, *c.hours))
        if indoors not in self._paces:
            self._paces[indoors] = self._pace_of(core, indoors)
        return self._paces[indoors]

    def _pace_of(self, core: RunContext, indoors: frozenset[int]) -> float | NDArray[np.float32]:
        """The same with a curfew in some municipalities."""
        pace = np.ones(len(core.map.municipalities))
        pace[list(indoors)] = core.p.mobilisation.curfew_factor
        if (pace == pace[0]).all():
            return float(pace[0])
        return np.append(pace[self._towns], 1.0).astype(np.float32)[core.quarter_of]

    def _by_cell(self, shares: NDArray[np.float64]) -> NDArray[np.float32] | None:
        """Shares of each quarter by cell, shape (cell,); None where all are 0."""
        if not np.count_nonzero(shares):
            return None
        self._padded[:-1] = shares
        return self._padded[self._quarter_of]

    def _hear_calls(self, core: RunContext) -> None:
        """Who is called, and who was told to go home; worked out again when that changes."""
        committees, quarters, p = core.state.committees, core.state.quarters, core.p.mobilisation
        c = committees
        now = c.called.tobytes() + c.stand_down.tobytes() + c.using.tobytes()
        if now == self._calls:
            return
        self._calls = now
        quarters.called, quarters.stand_down = called(core)
        quarters.at = gathering(core)
        self._called = (quarters.called & ~quarters.stand_down).astype(float)
        stay = np.full(self._n + 1, p.stay_hours)
        stay[np.flatnonzero(quarters.stand_down)] *= p.stand_down_factor
        self._stay = stay[core.quarter_of]

    def _benefits(self, core: RunContext) -> NDArray[np.float32]:
        """Benefit of coming out by cell, shape (cell,)."""
        p, quarters = core.p.mobilisation, core.state.quarters
        benefit = mobilisation.benefit(
            quarters.threat,
            self._called_now(core),
            quarters.out_share,
            p.called_weight,
            (p.social_weight, p.social_half),
        )
        benefit = benefit + self._gathering
        benefit = mobilisation.with_the_way(benefit, self._minutes, p.stay_hours)
        if np.count_nonzero(quarters.danger):
            law = (core.p.danger.most, core.p.danger.scale)
            benefit = benefit - core.rules.danger_cost(quarters.danger, *law)
        if np.count_nonzero(quarters.risk):
            benefit = benefit - core.rules.risk_cost(quarters.risk, core.p.arrests.most)
        self._rallies = rallies.hold_rallies(core) if core.state.rallies else self._nobody
        benefit = benefit + self._rallies
        self._benefit[: self._n] = benefit
        return self._benefit[core.quarter_of]

    def _missed(
        self, core: RunContext
    ) -> tuple[NDArray[np.float32] | None, NDArray[np.float32] | None]:
        """Benefit of calls that who is not reached lacks, and the share who are, by cell."""
        p, called_now = core.p.mobilisation, self._called_now(core)
        is_quiet = self._rallies is self._nobody and not np.count_nonzero(called_now)
        if self._all_reached or is_quiet:
            return None, None
        call = mobilisation.with_the_way(p.called_weight * called_now, self._minutes, p.stay_hours)
        missed = np.where(self._reached < 1.0, call + self._rallies, 0.0)
        return self._by_cell(missed), self._reached_by_cell

    def _called_now(self, core: RunContext) -> NDArray[np.float64]:
        """1 of quarters that are called, or that can join a march or rally that is under way."""
        under_way = [one for one in core.state.contacts.arms if one.calls]
        if not under_way:
            return self._called
        called = self._called.copy()
        for one in under_way:
            row = core.state.quarters.row(one.group, one.town)
            if row is not None:
                called[row] = 1.0
        return called

    def report(self, core: RunContext) -> None:
        """Log a crowd when it is one, and again when it is still there hours later.

        People who gather at a site are one crowd there, wherever they live.
        """
        quarters = core.state.quarters
        people, least = quarters.out_by_group(), core.p.mobilisation.crowd_least
        for group, rows in quarters.of_group.items():
            if people[group] < least:
                continue
            for crowd, site in _crowds(core, group, rows):
                self._report(core, group, crowd, site)

    def _report(
        self, core: RunContext, group: str, crowd: NDArray[np.int64], site: str | None
    ) -> None:
        quarters = core.state.quarters
        people, p = float(quarters.out[crowd].sum()), core.p.mobilisation
        ago = core.hours - quarters.crowd_hour[crowd].max()
        if people < p.crowd_least or ago < p.crowd_again_hours:
            return
        quarters.crowd_hour[crowd] = core.hours
        place = site or core.town_id(quarters.rows[int(crowd[0])].town)
        if core.related.resented[group] and core.log.latest("barricade_built"):
            causes = core.log.latest("barricade_built")
        else:
            causes = core.log.latest("sirens_on", place) or core.log.latest("raid")
        threat = float(quarters.threat[crowd].max())
        core.log.add(
            "crowd",
            place=place,
            source=group,
            people=round(people),
            causes=causes,
            terms=(
                ("people", people),
                ("threat", threat),
                ("asleep", float(quarters.asleep[crowd].min())),
                ("at_work", float(quarters.at_work[crowd].min())),
            ),
        )


def _way(core: RunContext, row: Quarter) -> float:
    """Minutes from where people live to the site at which they gather; 0 where it is at home."""
    site = core.related.actors[row.group].gathers_at
    return 0.0 if site is None else core.map.minutes(core.map.municipalities[row.town].seat, site)


def _reached(core: RunContext, people: Sequence[float]) -> NDArray[np.float64]:
    """Share of each quarter whom calls reach, by whoever of those who call it reaches most."""
    groups, usual = [row.group for row in core.state.quarters.rows], core.p.mobilisation.reach
    by_default = [mobilisation.reached(n, usual) for n in people]
    found: list[float | None] = [None] * len(groups)
    for caller in (core.related.actors[name] for name in core.related.of_kind("organisers")):
        called = [number for number, group in enumerate(groups) if group in caller.calls]
        for number in called:
            share = by_default[number]
            if caller.reaches is not None:
                share = mobilisation.reached(sum(people[n] for n in called), caller.reaches.value)
            found[number] = max(found[number] or 0.0, share)
    return np.array([by_default[n] if share is None else share for n, share in enumerate(found)])


def _crowds(
    core: RunContext, group: str, rows: NDArray[np.int64]
) -> list[tuple[NDArray[np.int64], str | None]]:
    """Rows of a group that are one crowd, and the site or place at which it is, if it is at one."""
    site = core.related.actors[group].gathers_at
    if site is not None:
        return [(rows, site)]
    at = core.state.quarters.at
    places = sorted({at[row] for row in rows.tolist()} - {""})
    together = [(np.array([r for r in rows if at[r] == place]), place) for place in places]
    return together + [(np.array([row]), None) for row in rows if not at[row]]


def called(core: RunContext) -> tuple[Flags, Flags]:
    """Whether each quarter is called out, and whether it was told to go home, shape (quarter,).

    A quarter is called while any committee calls it; it is told to go home once one of those who
    could call it was, and none of the others calls.
    """
    committees, n = core.state.committees, len(core.state.quarters.rows)
    is_called, is_down = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for number, row in enumerate(committees.rows):
        is_called[list(row.calls)] |= (
            committees.called[number] and not committees.stand_down[number]
        )
        is_down[list(row.calls)] |= committees.stand_down[number]
    return is_called, is_down & ~is_called


def gathering(core: RunContext) -> list[str]:
    """Place at which each quarter is called to gather; empty for none, shape (quarter,).

    Where several call to different places people go to the one that comes first by its name.
    """
    committees = core.state.committees
    found: list[set[str]] = [set() for _ in core.state.quarters.rows]
    for number, row in enumerate(committees.rows):
        if committees.place[number] and not committees.stand_down[number]:
            for quarter in row.calls:
                found[quarter].add(committees.place[number])
    return [min(places, default="") for places in found]
