"""Phase 3, in the end: cafes and shops, and sirens that sound over a municipality (M14)."""

import math

import numpy as np

from sim.model.quarters import Flags
from sim.model.run_context import RunContext


def everyday(core: RunContext) -> None:
    """Phase 3c: sirens whose time is over stop; cafes and shops, and freedom of movement (M14)."""
    _sirens_end(core)
    p = core.p.everyday_life
    core.state.open_share = core.rules.open_share(
        core.state.open_share,
        _sirens(core),
        core.state.quarters.by_town.largest(core.state.quarters.threat),
        (p.siren_closure, p.threat_closure),
        math.exp(-core.step / p.reopen_hours),
    )


def _sirens_end(core: RunContext) -> None:
    """Log sirens that stop by themselves; those that are called off say so when they are."""
    committees = core.state.committees
    before = core.hours - core.step + 1e-9
    for row, until in enumerate(committees.sirens_until.tolist()):
        if before < until <= core.hours:
            who, call = committees.rows[row], int(committees.last_call[row])
            causes = (call,) if call >= 0 else ()
            place = core.town_id(who.town)
            core.log.add("sirens_off", place=place, source=who.actor, causes=causes)


def loud(core: RunContext) -> set[int]:
    """Numbers of the municipalities in which sirens sound."""
    committees = core.state.committees
    until = committees.sirens_until.tolist()
    if max(until, default=core.hours) <= core.hours:
        return set()
    return {row.town for row, end in zip(committees.rows, until, strict=True) if end > core.hours}


def _sirens(core: RunContext) -> Flags:
    """Whether sirens sound in each municipality, shape (municipality,)."""
    found = np.zeros(len(core.map.municipalities), dtype=bool)
    for town in loud(core):
        found[town] = True
    return found
