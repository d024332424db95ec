"""Phase 10: the standing state and counters."""

import math

import numpy as np
from numpy.typing import NDArray

from sim.model.public_state import standing_rung
from sim.model.rules import holding
from sim.model.run_context import RunContext
from sim.terms.ladder import RUNG_WEIGHTS


def remember(core: RunContext) -> None:
    """Update the rung of the last 24 h, hostility, and how long trouble has lasted."""
    state = core.state
    state.rung = core.log.rung(standing_rung(core))
    state.trouble_hours = state.trouble_hours + core.step if state.standing else 0.0
    _plans_end(core)
    _weary(core)
    _needs(core)
    _forget_words(core)
    _hostility(core)


def _needs(core: RunContext) -> None:
    """A force that may clear needs the roads more the longer its people are cut off (M25)."""
    p, state = core.p.clearance, core.state
    for force, learnt in state.clearers.items():
        learnt.caution *= math.exp(-core.step / p.caution_hours)
        if not state.standing:
            learnt.need = max(0.0, learnt.need - core.step / p.need_hours)
            continue
        here = {core.town_of(post.place) for post in core.present(force)}
        blocked = {core.town_of(site) for site in state.standing}
        keeps = core.related.actors[force].kind == "peacekeepers"
        cut = 1.0 if here & blocked else keeps * (1.0 - state.movement)
        learnt.need += cut * core.step / p.need_hours


def _forget_words(core: RunContext) -> None:
    """What was said weeks ago commits less than what is said today (M11)."""
    left = math.exp(-core.step / core.p.audience_costs.fade_hours)
    for actor in core.state.said:
        core.state.said[actor] *= left


def _weary(core: RunContext) -> None:
    """Those who hold sites tire, and their network is awake (M21)."""
    committees, p = core.state.committees, core.p.holding
    upkeep = _upkeep(core)
    idle = not core.state.standing and not np.count_nonzero(committees.live)
    if idle and not np.count_nonzero(upkeep):
        return
    owners = [barricade.owner for barricade in core.state.standing.values()]
    sites = np.array([owners.count(row.actor) for row in committees.rows], dtype=float)
    borne = sites + upkeep
    law = (p.weary_rate, core.p.barricades.full_network, p.heal_hours)
    was = committees.weariness
    now = holding.wearier(was, borne, law, core.step)
    committees.weariness = np.where(borne > 0.0, was + (now - was) * committees.tires, now)
    committees.live = holding.livelier(
        committees.live, sites, (p.live_hours, p.sleep_hours), core.step
    )


def _upkeep(core: RunContext) -> NDArray[np.float64]:
    """What the work that is withheld takes, in barricades, shape (committee,)."""
    committees = core.state.committees
    return committees.upkeep @ committees.using.astype(float)


def _plans_end(core: RunContext) -> None:
    """The plan of organisers who call nobody, and of whom nothing stands, is over."""
    committees = core.state.committees
    if not np.count_nonzero(committees.level):
        return
    busy = {barricade.owner for barricade in core.state.standing.values()}
    busy |= {row.actor for n, row in enumerate(committees.rows) if committees.called[n]}
    over = committees.of(tuple({row.actor for row in committees.rows} - busy))
    committees.level[over], committees.since[over] = 0.0, float("inf")


def _hostility(core: RunContext) -> None:
    """Hostility of those who oppose each other, pushed by events and by each other (M10)."""
    p, before = core.p.reciprocity, dict(core.state.hostility)
    push = p.grievance * RUNG_WEIGHTS[core.state.rung]
    for own, other in before:
        rates = (p.reaction * core.posture[own].reciprocity, p.fatigue, push)
        core.state.hostility[own, other] = core.rules.hostility(
            before[own, other], before[other, own], rates, p.saturation, core.step
        )
