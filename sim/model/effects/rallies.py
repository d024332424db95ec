"""Rallies: called for a day and an hour, held, and over (M22)."""

import math

from sim.model.actions import Action
from sim.model.quarters import Numbers
from sim.model.rules import campaign
from sim.model.run_context import RunContext
from sim.model.street_state import Rally


def call_rally(core: RunContext, action: Action) -> None:
    """Organisers name a place, a day and an hour: the next such hour after some days."""
    means, line = core.plan.means[action.means], core.chance.line("rally_lead", action.actor)
    if any(one.actor == action.actor for one in core.state.rallies):
        return
    lead = -sum(math.log(max(line.uniform(), 1e-12)) for _ in range(3)) * means.lead_hours / 3.0
    clock = (core.first_hour + core.hours + lead) % 24.0
    begins = core.hours + lead + (means.hour - clock) % 24.0
    event = core.log.add(
        "rally_called",
        place=action.place,
        source=action.actor,
        target=action.target,
        causes=action.causes,
        terms=action.terms,
        says=action.means.replace("_", " "),
        rung=1,
    )
    sigma = core.p.campaign.pull_sigma
    stands = campaign.organised(core.plan.initial.network.value, core.p.campaign.pull_alone)
    luck = math.exp(sigma * _normal(line.uniform(), line.uniform()))
    weight = core.p.campaign.pull * stands * luck
    ends = begins + core.p.campaign.lasts_hours
    called = Rally(action.actor, action.place, action.means, begins, ends, weight, event)
    core.state.rallies.append(called)


def _normal(one: float, other: float) -> float:
    """A standard normal draw of two uniform ones (Box and Muller)."""
    return math.sqrt(-2.0 * math.log(max(one, 1e-12))) * math.cos(2.0 * math.pi * other)


def hold_rallies(core: RunContext) -> Numbers:
    """Benefit of coming to the rallies that are on, shape (quarter,); those that end are told."""
    quarters, p = core.state.quarters, core.p.campaign
    found, law = 0.0 * quarters.threat, (p.pull_least, p.pull_stake, p.reach_minutes)
    for rally in list(core.state.rallies):
        groups = core.related.stands_for(rally.actor)
        rows = quarters.of_groups(groups)
        if core.hours >= rally.ends:
            core.state.rallies.remove(rally)
            core.state.rallied[rally.actor] = core.hours
            _held(core, rally, rows)
        elif core.hours >= rally.begins:
            for row in rows:
                seat = core.map.municipalities[quarters.rows[row].town].seat
                minutes = core.map.minutes(seat, rally.place)
                stake = stakes(core, quarters.rows[row].group)
                found[row] = max(found[row], campaign.pull(rally.weight, stake, minutes, law))
    return found


def stakes(core: RunContext, group: str) -> float:
    """How much is at stake for a group in what is announced, by road or not [0..1]."""
    return max(core.state.salience.get(group, 0.0), heights(core)[group])


def heights(core: RunContext) -> dict[str, float]:
    """Height of what is contested for each group, as far as no road stops it [0..1]."""
    found = dict.fromkeys(core.related.groups, 0.0)
    for name, issue in core.plan.issues.items():
        if core.is_contested(name):
            left = 1.0 - core.on_roads(issue)
            for group, peak in issue.salience.items():
                if left * peak.value > found[group]:
                    found[group] = left * peak.value
    return found


def _held(core: RunContext, rally: Rally, rows: list[int]) -> None:
    """A rally is over: how many came, and what it was called for is said."""
    quarters = core.state.quarters
    core.log.add(
        "rally",
        place=rally.place,
        source=core.main_group(core.related.stands_for(rally.actor), rally.place),
        people=round(float(quarters.out[rows].sum())),
        causes=(rally.event,),
        says=rally.means.replace("_", " "),
        rung=core.plan.means[rally.means].rung,
    )
