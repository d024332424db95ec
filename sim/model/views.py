"""The snapshot that actors decide on: taken once a tick, after the world has moved."""

from typing import NamedTuple

from sim.model.quarters import Flags, Numbers
from sim.model.run_context import RunContext
from sim.model.state import Barricade


class View(NamedTuple):
    """Public state as every actor sees it.

    Attributes:
        hours: hours since the start.
        hour: local hour of the day.
        step: length of a tick, h.
        threat: threat felt in each quarter, shape (quarter,).
        novelty: its rise above the mean of a day, shape (quarter,).
        out: people out of each quarter, shape (quarter,).
        fire: presence of a force in reach of armed cells, by (cells, force), shape (municipality,).
        called, sirens, stand_down, told_down: of each committee, shape (committee,).
        retry_at: hour at which an order reaches each committee again, shape (committee,).
        standing: barricades by site.
        stance: each patron's word in force [-1..1].
        kin_threat: mean threat over the quarters of the groups that each patron protects.
        rung: highest emergent rung of the last 24 h.
        gathered: largest crowd at a site where people gather, people.
        trouble: barricades stand, sirens sound, or a crowd has gathered at a site.
        believing: share of each quarter that believes a rumour, shape (quarter,).
    """

    hours: float
    hour: float
    step: float
    threat: Numbers
    novelty: Numbers
    out: Numbers
    fire: dict[tuple[str, str], Numbers]
    called: Flags
    sirens: Flags
    stand_down: Flags
    told_down: Flags
    retry_at: Numbers
    standing: dict[str, Barricade]
    stance: dict[str, float]
    kin_threat: dict[str, float]
    rung: int
    gathered: float
    trouble: bool
    believing: Numbers

    @property
    def barricades(self) -> int:
        """Barricades that stand."""
        return len(self.standing)

    def is_between(self, start: float, end: float) -> bool:
        """Whether the local hour lies in [start, end), over midnight if start > end."""
        if start <= end:
            return start <= self.hour < end
        return self.hour >= start or self.hour < end


CROWD = 100.0
"""People at a site who are trouble; assumed."""


def snapshot(core: RunContext, fire: dict[tuple[str, str], Numbers]) -> View:
    """Freeze what actors may see.

    Args:
        core: the run.
        fire: forces in reach of armed cells, see :class:`sim.model.presence.Presence`.
    """
    state, quarters, committees = core.state, core.state.quarters, core.state.committees
    people = quarters.by_group(quarters.out)
    gathering = [n for g, n in people.items() if core.plan.actors[g].gathers_at is not None]
    gathered = max(gathering, default=0.0)
    loud = any(until > core.hours for until in committees.sirens_until.tolist())
    return View(
        hours=core.hours,
        hour=core.hour,
        step=core.step,
        threat=quarters.threat,
        novelty=quarters.threat - quarters.mean_threat,
        out=quarters.out,
        fire=fire,
        called=committees.called.copy(),
        sirens=committees.sirens_until > core.hours,
        stand_down=committees.stand_down.copy(),
        told_down=committees.told_down.copy(),
        retry_at=committees.retry_at.copy(),
        standing=dict(state.standing),
        stance={name: patron.stance for name, patron in state.patrons.items()},
        kin_threat={name: _kin_threat(core, name) for name in state.patrons},
        rung=state.rung,
        gathered=gathered,
        trouble=bool(state.standing) or gathered >= CROWD or loud,
        believing=quarters.believing.copy(),
    )


def _kin_threat(core: RunContext, patron: str) -> float:
    return float(core.kin_weights[patron] @ core.state.quarters.threat)
