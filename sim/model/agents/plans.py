"""Plans of organisers: one for all their municipalities, raised in a deadlock or a shock."""

from typing import Any, NamedTuple

import numpy as np

from sim.model.attrition import issues_of
from sim.model.rules import campaign, plan
from sim.model.run_context import RunContext
from sim.model.views import View


class Planner(NamedTuple):
    """Organisers with one plan for all their municipalities.

    Attributes:
        actor: who.
        row: one of their committees, whose agent decides.
        groups: groups that they call.
        issues: issues that matter to these.
        patron: whose word they take; empty for nobody's.
    """

    actor: str
    row: int
    groups: tuple[str, ...]
    issues: tuple[str, ...]
    patron: str = ""


def planners(core: RunContext) -> tuple[Planner, ...]:
    """Every organiser that has a committee, by name."""
    rows, found = core.state.committees.rows, []
    for actor in sorted({row.actor for row in rows}):
        groups = core.related.stands_for(actor)
        row = min(
            (n for n, row in enumerate(rows) if row.actor == actor), key=lambda n: rows[n].name
        )
        found.append(Planner(actor, row, groups, issues_of(core, groups), rows[row].patron))
    return tuple(found)


def escalate_rate(p: Any, view: View, own: Planner) -> float:
    """Rate of raising the level of a plan, 1/h: in a deadlock, and after a shock."""
    level = float(view.level[own.row])
    if not 0.0 < level < 3.0:
        return 0.0
    stance = view.stance.get(own.patron, 0.0)
    factor = 1.0 if level < 2.0 else p.reserve_factor
    since = deadlock(view, own)
    law = (p.raise_rate, p.deadlock_hours, p.deadlock_least, p.deadlock_most)
    rate = plan.raise_rate(since, stance, law) if since > 0.0 else 0.0
    shock = is_shocked(p, view, own) and level < 2.0
    return factor * rate + shock * -np.log1p(-min(0.999, p.shock_chance)) / p.shock_hours


def deadlock(view: View, own: Planner) -> float:
    """Hours for which what they contest has been in force without a deal; 0 where nothing is."""
    seen = (view.issues[name] for name in own.issues)
    return max((-one.hours_left for one in seen if one.on_the_table), default=0.0)


def is_shocked(p: Any, view: View, own: Planner) -> bool:
    """Whether somebody of theirs was killed just now, or police came again."""
    fresh, began = view.hours - p.shock_hours, float(view.since[own.row])
    killed = any(view.struck.get(group, -np.inf) > fresh for group in own.groups)
    again = (view.entered.get(group, -np.inf) for group in own.groups)
    return killed or any(hour > max(fresh, began) for hour in again)


def complaint_of(p: Any, view: View, own: Planner) -> float:
    """What a rally of theirs would be about."""
    grievance, salience, undeniable = [
        max([values.get(group, 0.0) for group in own.groups], default=0.0)
        for values in (view.grievance, view.salience, view.undeniable)
    ]
    law = (p.grievance_weight, p.salience_weight)
    return campaign.complaint(grievance, salience, undeniable, law)
