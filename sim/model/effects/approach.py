"""A force before a barricade: what it says, whom it meets, what it and they learn of it (M25)."""

import math

import numpy as np

from sim.model.actions import Action
from sim.model.effects import triggers
from sim.model.effects.streets import owners
from sim.model.rules import clearance
from sim.model.run_context import RunContext
from sim.model.street_state import Clearer


def talk(core: RunContext, action: Action) -> None:
    """A lane or a convoy by agreement: less need, and they know each other better."""
    learnt, p = core.state.clearers[action.actor], core.p.clearance
    learnt.need, learnt.encounters = p.lane_need * learnt.need, learnt.encounters + p.lane_met
    _told(core, action, "lane_opened")


def warn(core: RunContext, action: Action) -> None:
    """An ultimatum: nobody is surprised when it runs out, and some come to the site at once."""
    line = core.chance.line("ultimatum_hours", action.actor)
    draw = -sum(math.log(max(line.uniform(), 1e-12)) for _ in range(4)) / 4.0
    core.state.clearers[action.actor].until = core.hours + draw * core.p.clearance.ultimatum_hours
    event = _told(core, action, "ultimatum")
    group = owners(core, action.place)
    triggers.strike(core, "ultimatum", (group,) if group else (), action.place, event)
    held = core.state.standing.get(action.place)  # it may have been left this very tick
    if held is not None:
        _come(core, action.place, held.owner, core.p.clearance.warned_share)


def _told(core: RunContext, action: Action, kind: str) -> int:
    target = owners(core, action.place)
    return core.log.add(
        kind, place=action.place, source=action.actor, target=target, causes=action.causes,
        terms=action.terms,
    )  # fmt: skip


def alarm(core: RunContext, point: str, owner: str, learnt: Clearer) -> int:
    """How many are at a barricade at an alarm: always once warned, else as far as it is in time."""
    p, committees, town = core.p.clearance, core.state.committees, core.town_of(point)
    line = core.chance.line("alarm", point)
    live = max((float(committees.live[n]) for n in committees.of((owner,), town)), default=0.0)
    in_time = line.uniform() < p.aware_least + p.aware_live * live
    half_rayleigh = math.sqrt(-0.5 * math.log(max(line.uniform(), 1e-12)))
    spread = math.exp(half_rayleigh * p.come_spread - 0.5 * p.come_spread)
    if learnt.until < 0.0 and not in_time:
        return 0
    learnt.until = -1.0
    return _come(core, point, owner, spread)


def _come(core: RunContext, point: str, owner: str, share: float) -> int:
    """People of the municipality of a barricade come to it: a share of who would at an alarm.

    Those who are out already come as well, from wherever in it they stood.

    Returns:
        How many are there then; 0 where nobody of theirs lives.
    """
    town = core.town_of(point)
    return 0 if town is None else _called_out(core, owner, town, share)


def from_farther(core: RunContext, point: str, owner: str) -> int:
    """People of other municipalities come to a barricade while it is fought over; how many.

    They are called as those near it are, and fewer come from farther away: exp(-t / reach).
    """
    here, more, p = core.town_of(point), 0, core.p.confrontation
    for town, municipality in enumerate(core.map.municipalities):
        if town != here:
            share = math.exp(-core.map.minutes(municipality.seat, point) / p.reach_minutes)
            more += _called_out(core, owner, town, share)
    return more


def _called_out(core: RunContext, owner: str, town: int, share: float) -> int:
    """A share of who would come at an alarm comes out in a municipality; how many are then."""
    p, m = core.p.clearance, core.p.mobilisation
    rows = core.state.quarters.of_groups(core.related.stands_for(owner), town)
    if not rows:
        return 0
    threat = float(core.state.quarters.threat[rows].max())
    near = p.near_share * m.adult_share * float(core.quarter_people[rows].sum())
    law = (p.surge, m.cost_mean - m.called_weight - m.social_weight, m.cost_sd)
    come = round(min(near, share * clearance.alarmed(threat, law, near)))
    cells = np.flatnonzero(core.cells_of(rows))
    missing = come - round(float(core.people.count_out()[cells].sum()))
    if missing > 0 and cells.size:
        stay = m.stay_hours
        core.people.send_out(cells.tolist(), missing, core.hours, lambda draws: draws * stay)
        out = core.state.quarters.out.copy()
        out[rows[0]] += missing
        core.state.quarters.out = out
    return come


def unopposed(core: RunContext, learnt: Clearer) -> None:
    """Nobody was there: less need, and less resistance is expected."""
    p, learnt.until = core.p.clearance, -1.0
    learnt.need, learnt.expected = p.free_need * learnt.need, p.free_expected * learnt.expected


def steps_back(
    core: RunContext, action: Action, learnt: Clearer, people: float, group: str
) -> bool:
    """Whether a force that meets people goes back before contact; it learns how many came."""
    p, force = core.p.clearance, max(1, action.n)
    law = (p.retreat_ratio, p.retreat_first, p.retreat_width)
    chance = clearance.withdraws(people, force, learnt.encounters, law)
    met = min(p.expected_most, people / core.p.availability.gate_company / 2.0)
    learnt.expected = (1.0 - p.learns) * learnt.expected + p.learns * met
    learnt.encounters += p.met
    back = core.chance.line("steps_back", action.actor).uniform() < chance
    if back:
        learnt.need, learnt.caution = p.back_need * learnt.need, learnt.caution + p.back_caution
        terms = (("crowd", people), ("force", float(force)))
        core.log.add(
            "clearing_abandoned", place=action.place, source=action.actor, target=group,
            people=round(people), causes=action.causes, terms=terms,
        )  # fmt: skip
    return back


def forced(core: RunContext, learnt: Clearer, owner: str) -> None:
    """Force met a crowd: more care on one side; new will, and two for one, on the other."""
    p, committees = core.p.clearance, core.state.committees
    learnt.need, learnt.caution = p.forced_need * learnt.need, learnt.caution + p.forced_caution
    rows, line = committees.of((owner,)), core.chance.line("two_for_one", owner)
    committees.weariness[rows] *= p.forced_weary
    more, another = line.uniform() < p.more_chance, line.uniform() < p.two_for_one
    if more:
        committees.level[rows] = np.minimum(3.0, np.maximum(1.0, committees.level[rows]) + 1.0)
    committees.groups[rows] += float(another) / max(1, len(rows))
