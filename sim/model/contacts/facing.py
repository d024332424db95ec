"""Crowds of the other side that come: how far each quarter feels them (M26)."""

import numpy as np

from sim.model.contacts.parties import pressing
from sim.model.quarters import Numbers
from sim.model.run_context import RunContext


def felt(core: RunContext) -> Numbers:
    """Alarm at crowds of opposed groups that are bent on coming on, shape (quarter,)."""
    found = np.zeros(len(core.state.quarters.rows))
    for site, *pair in core.related.confronted:
        for came, home in (pair, pair[::-1]):
            people = _coming(core, came, site)
            if people >= 1.0:
                _alarm(core, home, site, people, found)
    return found


def _coming(core: RunContext, group: str, site: str) -> float:
    """People of a group at a site who are bent on coming on; none where they are no crowd."""
    people = core.out_at(group, site)
    return pressing(core, group, site, people) if people >= core.p.mobilisation.crowd_least else 0.0


def _alarm(core: RunContext, group: str, site: str, people: float, found: Numbers) -> None:
    p = core.p.confrontation
    for row in core.state.quarters.of_group[group].tolist():
        seat = core.map.municipalities[core.state.quarters.rows[row].town].seat
        law = (p.half_people, p.reach_minutes)
        here = core.rules.alarm(people, core.map.minutes(seat, site), *law)
        found[row] = max(found[row], p.weight * here)
