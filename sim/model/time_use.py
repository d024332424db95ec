"""Who sleeps and who is at work now, in each quarter (M30)."""

from datetime import date

import numpy as np

from sim.model.quarters import Numbers
from sim.model.run_context import RunContext
from sim.scenario.hours import WEEKDAYS


class TimeUse:
    """Shares asleep and at work; worked out once for each hour of the day."""

    def __init__(self, core: RunContext) -> None:
        rows = core.state.quarters.rows
        self._towns = np.array([row.town for row in rows], dtype=np.int64)
        towns = [core.town_id(row.town) for row in rows]
        sleep, jobs = (core.plan.hours[part] for part in ("sleep", "jobs"))
        self._sleep = [sleep.elsewhere.get(town, sleep.span) for town in towns]
        self._jobs = [jobs.elsewhere.get(town, jobs.span) for town in towns]
        self._free = frozenset(jobs.free)
        self._is_free: dict[int, bool] = {}
        self._known: dict[tuple[float, bool], tuple[Numbers, Numbers]] = {}

    def update(self, core: RunContext) -> None:
        """Set who sleeps, works and sees what happens now; sirens wake and tell whom they call."""
        if core.local_day not in self._is_free:
            self._is_free[core.local_day] = self._free_on(core.local_day)
        key = core.hour, self._is_free[core.local_day]
        if key not in self._known:
            self._known[key] = self._shares(core, *key)
        quarters = core.state.quarters
        quarters.asleep, at_work = self._known[key]
        quarters.at_work = at_work * core.state.open_share[self._towns]  # what is shut keeps nobody
        quarters.told = quarters.out_share
        committees = core.state.committees
        until = committees.sirens_until.tolist()
        if loud := [number for number, end in enumerate(until) if end > core.hours]:
            called = [row for number in loud for row in committees.rows[number].calls]
            quarters.asleep, quarters.told = quarters.asleep.copy(), quarters.told.copy()
            quarters.asleep[called], quarters.told[called] = 0.0, 1.0

    def _free_on(self, day: int) -> bool:
        """Whether nobody works on a day, by its ordinal."""
        today = date.fromordinal(day)
        return bool(self._free & {today.isoformat(), WEEKDAYS[today.weekday()]})

    def _shares(self, core: RunContext, hour: float, free: bool) -> tuple[Numbers, Numbers]:
        p, rules = core.p.time_use, core.rules
        share = 0.0 if free else p.at_work
        asleep = {span: rules.asleep(hour, span, p.spread_hours) for span in {*self._sleep}}
        at_work = {span: rules.at_work(hour, span, p.spread_hours, share) for span in {*self._jobs}}
        return (
            np.array([asleep[span] for span in self._sleep]),
            np.array([at_work[span] for span in self._jobs]),
        )
