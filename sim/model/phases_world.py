"""Phases 2 and 3: news, rumours and sirens reach people; threat and legitimacy are appraised."""

import math

import numpy as np

from sim.model.effects import words
from sim.model.presence import Presence
from sim.model.rules import armed_fire, issue_clock, police_entry, rumour
from sim.model.rules.appraisal import Threat, saturated
from sim.model.rules.rumour import Hearing
from sim.model.run_context import RunContext


def spread_rumours(core: RunContext) -> None:
    """Phase 2: rumours are born, travel between towns, are believed and forgotten."""
    state, p = core.state, core.p.rumour
    unclear = rumour.ambiguity(
        _since(core, "police_deployed", "raid", "installed")
        if core.rules.minds_police
        else math.inf,
        _since(core, "shots", "barricade_built", "scuffle", "arrest"),
        p.clear_hours,
    )
    for number, municipality in enumerate(core.map.contested):
        threat = state.towns[number].threat.total
        rate = core.rules.rumour_birth(threat, unclear, core.cast.noise, p.birth_rate)
        if core.rings("rumour", municipality.id, rate):
            core.state.true_rumour = False
            start_rumour(core, number, causes=_rumour_causes(core), given=False, says="")
    if state.hearing.ignorant.min() > 0.999 and not state.hearing.believing.any():
        return
    n = len(state.towns)
    leak = p.leak / (n - 1) if n > 1 else 0.0
    contact = p.contact_rate * ((1.0 - leak * n) * np.eye(n) + leak)
    heard = state.hearing
    pieces = max(1, math.ceil(p.contact_rate * core.step / 0.5))
    for _ in range(pieces):
        heard = rumour.spread(heard, contact, p.stifle_contacts, p.disbelief, core.step / pieces)
    believing = rumour.fade(heard.believing, core.step, p.belief_hours)
    fresh = 1.0 - (1.0 - heard.ignorant) * math.exp(-core.step / p.attention_hours)
    spreading = np.where(heard.spreading < 1e-4, 0.0, heard.spreading)
    ignorant = np.where(spreading > 0.0, heard.ignorant, fresh)
    state.hearing = Hearing(ignorant, spreading, np.where(believing < 1e-4, 0.0, believing))


def _since(core: RunContext, *kinds: str) -> float:
    """Hours since the latest event of some kinds; infinite when there was none."""
    times = [core.log.happened[kind] for kind in kinds if kind in core.log.happened]
    return core.hours - max(times) if times else math.inf


def _rumour_causes(core: RunContext) -> tuple[int, ...]:
    return core.log.latest("police_deployed") + core.log.latest("barricade_built")


def start_rumour(
    core: RunContext,
    town: int,
    *,
    causes: tuple[int, ...],
    given: bool,
    says: str,
    reach: float = 0.02,
) -> None:
    """Let some people of a municipality hear a rumour and pass it on."""
    x, y, b = (shares.copy() for shares in core.state.hearing)
    seed = min(x[town], reach)
    x[town] -= seed
    y[town] += seed * (1.0 - core.p.rumour.disbelief)
    b[town] = min(1.0, b[town] + seed * (1.0 - core.p.rumour.disbelief))
    core.state.hearing = Hearing(x, y, b)
    core.log.add(
        "rumour",
        place=core.map.contested[town].id,
        source=core.cast.inside,
        given=given,
        causes=causes,
        terms=(("threat", core.state.towns[town].threat.total),),
        says=says,
    )


def deny_rumours(core: RunContext, reach: float) -> None:
    """An official denial: believers who hear it let go; spreaders who hear it stop.

    What turned out true cannot be denied away.
    """
    if core.state.true_rumour:
        return
    x, y, b = core.state.hearing
    core.state.hearing = Hearing(x, y * (1.0 - reach), b * (1.0 - reach))


def update_salience(core: RunContext) -> None:
    """Phase 3a: salience of the issues for each resident group (M2)."""
    p = core.p.issue_clock
    salience: dict[str, float] = {}
    salient: dict[str, str] = {}
    for name, issue in core.plan.issues.items():
        state = core.state.issues[name]
        for group, peak in issue.salience.items():
            value = 0.0
            over = issue.ends is not None and core.hours >= core.plan.clock.hours(issue.ends)
            if state.open and state.known and not over:
                left = state.deadline - core.hours
                value = core.rules.salience(
                    peak.value, left, issue.enforced, p.lead_hours, p.fade_hours
                )
            if state.deal is not None:
                since = core.hours - state.deal.since
                left_over = issue_clock.after_concession(
                    p.concession_factor, since, p.concession_hours
                )
                held = state.held.get(group, 0.0) * left_over * math.exp(-since / p.fade_hours)
                value = max(value, held) if state.deal.kind == "postpone" else held
            if value > salience.get(group, 0.0):
                salient[group] = name
            salience[group] = max(salience.get(group, 0.0), value)
    core.state.salience, core.state.salient = salience, salient


def appraise(core: RunContext, presence: Presence) -> None:
    """Phase 3b: the threat felt in each municipality, part by part, and its mean of a day."""
    presence.update(core)
    state, p = core.state, core.p
    salience = state.salience.get(core.cast.inside, 0.0)
    entry_p, spoken = p.police_entry, words.echo(core)
    acute = math.exp(-core.step / p.appraisal.acute_hours)
    for number, town in enumerate(state.towns):
        town.entry = police_entry.lingering(
            presence.entry[number], town.entry, core.step, entry_p.memory_hours
        )
        town.entry_from = presence.entry_from[number] or town.entry_from
        town.raid = police_entry.lingering(
            presence.raid[number], town.raid, core.step, entry_p.memory_hours
        )
        town.fade(acute)
        town.acute = saturated(town.acute)
        town.threat = Threat(
            p.appraisal.salience_weight * salience,
            police_entry.entry_threat(
                town.entry, salience, entry_p.weight, entry_p.base_share, entry_p.full_salience
            ),
            town.raid,
            town.acute,
            p.rumour.weight * float(state.hearing.believing[number]),
            spoken,
        )
        town.mean_threat = armed_fire.moving_mean(
            town.mean_threat, town.threat.total, core.step, p.armed_fire.mean_hours
        )
    state.across_acute = saturated(state.across_acute * acute)
    network = len(state.standing) / p.barricades.full_network
    state.across_threat = p.mobilisation.across_weight * min(1.0, network) + state.across_acute


def everyday(core: RunContext) -> None:
    """Phase 3c: cafes and shops, and freedom of movement (M14)."""
    p = core.p.everyday_life
    ease = math.exp(-core.step / p.reopen_hours)
    weights = (p.siren_closure, p.threat_closure)
    for town in core.state.towns:
        town.open_share = core.rules.open_share(
            town.open_share, town.sirens_until > core.hours, town.threat.total, weights, ease
        )
