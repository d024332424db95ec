"""Phase 10: the standing state, counters, and the row of measures of this tick."""

from sim.model.run_context import RunContext
from sim.terms.ladder import RUNG_WEIGHTS


def remember(core: RunContext) -> None:
    """Update the rung of the last 24 h, hostility, and how long trouble has lasted."""
    state = core.state
    state.rung = core.log.rung(_standing_rung(core))
    kin = sum(town.threat.total for town in state.towns) / len(state.towns)
    threatened = kin >= core.p.kin_readiness.threat_least
    state.kin_threat_hours = state.kin_threat_hours + core.step if threatened else 0.0
    state.trouble_hours = state.trouble_hours + core.step if state.standing else 0.0
    _hostility(core)


def _standing_rung(core: RunContext) -> int:
    """Rung of the standing state: a closed crossing is 4, a barricade 3."""
    if core.state.closed:
        return 4
    return 3 if core.state.standing else 0


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


def row(core: RunContext) -> tuple[float, ...]:
    """Measures of this tick, in the order of :data:`sim.terms.measures.MEASURES`."""
    state, log = core.state, core.log
    standing = _standing_rung(core)
    towns = state.towns
    network = min(1.0, len(state.standing) / core.p.barricades.full_network)
    peacekeepers = sum(
        n for place, n in core.peacekeepers_at().items() if core.town_of(place) is not None
    )
    open_share = sum(town.open_share for town in towns) / len(towns)
    return (
        log.rung(standing),
        log.rung_with_given(standing),
        state.readiness,
        log.intensity,
        log.conflict_today,
        len(state.standing),
        sum(town.out for town in towns),
        state.across,
        core.cast.armed_people * network * core.rules.quiet_fire,
        sum(n for place, n in core.police_at().items() if core.town_of(place) is not None),
        peacekeepers,
        len(state.closed),
        state.shots,
        state.injured,
        state.killed,
        sum(town.threat.total for town in towns) / len(towns),
        state.across_threat,
        sum(town.sirens_until > core.hours for town in towns),
        float(state.hearing.believing.mean()),
        state.movement,
        open_share,
    )
