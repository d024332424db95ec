"""Phase 10: the standing state and counters."""

from sim.model.public_state import standing_rung
from sim.model.run_context import RunContext
from sim.terms.ladder import RUNG_WEIGHTS


def remember(core: RunContext) -> None:
    """Update the rung of the last 24 h, hostility, and how long trouble has lasted."""
    state = core.state
    state.rung = core.log.rung(standing_rung(core))
    kin = sum(town.threat.total for town in state.towns) / len(state.towns)
    threatened = kin >= core.p.kin_readiness.threat_least
    state.kin_threat_hours = state.kin_threat_hours + core.step if threatened else 0.0
    state.trouble_hours = state.trouble_hours + core.step if state.standing else 0.0
    _hostility(core)


def _hostility(core: RunContext) -> None:
    """Both sides' hostility, pushed by events and by each other (M10)."""
    p, state = core.p.reciprocity, core.state
    kin = core.cast.patrons[0] if core.cast.patrons else ""
    government = core.cast.governments[0] if core.cast.governments else ""
    if not kin or not government:
        return
    push = p.grievance * RUNG_WEIGHTS[state.rung]
    before = dict(state.hostility)
    for own, other in ((government, kin), (kin, government)):
        rates = (p.reaction * core.posture[own].reciprocity, p.fatigue, push)
        state.hostility[own] = core.rules.hostility(
            before[own], before[other], rates, p.saturation, core.step
        )
