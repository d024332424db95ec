"""What holding out over an issue costs, tick by tick, whoever bears it (M16)."""

from typing import NamedTuple

import numpy as np

from sim.model.issue_state import IssueState
from sim.model.rules import bargaining
from sim.model.run_context import RunContext
from sim.scenario.issues import Issue
from sim.terms.events import Event
from sim.terms.ladder import VIOLENCE


class _Sides(NamedTuple):
    """Who bears the costs of one issue.

    Attributes:
        forces: police of who decides whose coming a group minds.
        contesters: organisers who call a group that has a stake.
        patrons: whose word these take.
        groups: groups that have a stake.
        towns: municipalities where they live.
        place: where it is; empty for nowhere in particular.
        is_held_there: whether own people stand at what is contested at all.
        in_offices: share of it that works only through people of those who contest it.
    """

    forces: tuple[str, ...]
    contesters: frozenset[str]
    patrons: tuple[str, ...]
    groups: tuple[str, ...]
    towns: frozenset[int]
    place: str
    is_held_there: bool
    in_offices: float


class CostsOfHoldingOut:
    """Costs of every issue in force that nobody has settled.

    Args:
        core: the run whose scenario says what is contested.
    """

    def __init__(self, core: RunContext) -> None:
        self._sides = {name: _sides(core, name) for name in core.plan.issues}

    def note(self, core: RunContext) -> None:
        """Add what this tick has cost."""
        for name, sides in self._sides.items():
            state = core.state.issues[name]
            fresh = core.log.events[state.attrition.seen :]
            state.attrition.seen = len(core.log.events)
            in_force = core.plan.issues[name].enforced and state.deadline <= core.hours
            if core.is_contested(name) and in_force:
                _contacts(core, state, sides, fresh)
                _hold_out(core, state, sides)


def _sides(core: RunContext, issue: str) -> _Sides:
    plan, related = core.plan.issues[issue], core.related
    contesters = contesters_of(core, issue)
    patrons = {related.patron(name) or "" for name in contesters} - {""}
    groups = stakeholders(plan)
    towns = frozenset[int]().union(*(core.turf[group] for group in groups))
    return _Sides(
        tuple(force for force in related.minders if plan.decided_by in related.chain(force)),
        contesters,
        tuple(sorted(patrons)),
        groups,
        towns,
        plan.where or "",
        plan.object != "custody",
        plan.in_offices,
    )


def stakeholders(issue: Issue) -> tuple[str, ...]:
    """Groups to which an issue matters at all."""
    return tuple(group for group, peak in issue.salience.items() if peak.value > 0.0)


def issues_of(core: RunContext, groups: tuple[str, ...]) -> tuple[str, ...]:
    """Issues in which one of some groups has a stake."""
    return tuple(
        name for name, issue in core.plan.issues.items() if set(groups) & set(stakeholders(issue))
    )


def contesters_of(core: RunContext, issue: str) -> frozenset[str]:
    """Organisers who call a group that has a stake in an issue."""
    stakes = stakeholders(core.plan.issues[issue])
    return frozenset(
        name
        for name in core.related.of_kind("organisers")
        if any(group in stakes for group in core.related.stands_for(name))
    )


def _contacts(core: RunContext, state: IssueState, sides: _Sides, fresh: list[Event]) -> None:
    """Violence that an own force met: it costs, and losses raise resolve as well."""
    met = [e for e in fresh if e.rung >= VIOLENCE and sides.forces and _of(sides.forces, e)]
    p = core.p.bargaining
    state.attrition.decider += p.contact * len(met)
    hit = [event for event in met if event.target in sides.forces]
    state.attrition.losses += sum(event.killed + p.wounded * event.injured for event in hit)


def _of(forces: tuple[str, ...], event: Event) -> bool:
    return event.source in forces or event.target in forces


def _hold_out(core: RunContext, state: IssueState, sides: _Sides) -> None:
    p, cost, days = core.p.bargaining, state.attrition, core.step / 24.0
    standing = core.state.standing.values()
    barricades = sum(one.owner in sides.contesters for one in standing)
    cost.blocked = barricades / core.p.barricades.full_network
    held = p.holder_share * _held(core, sides) if state.handed_over else 0.0
    rows = core.state.quarters.of_groups(sides.groups)
    out = float(core.state.quarters.out[rows].sum())
    empty = withheld(core, sides.contesters) if sides.in_offices else 0.0
    if not barricades and out < core.p.mobilisation.crowd_least and not empty:
        return
    cost.decider += bargaining.offices_cost(empty, sides.in_offices, p.offices_day, days)
    cost.hours += core.step
    rates = (p.force_day, p.roads_day, p.disruption_least)
    exposed = _exposed(core, sides)
    cost.decider += bargaining.decider_cost(exposed, cost.blocked, rates, days)
    cost.holder += bargaining.decider_cost(held, 0.0, rates, days)
    alert = max((core.state.patrons[name].readiness for name in sides.patrons), default=0)
    kin = (p.kin_day, p.alert_day)
    cost.contesters += bargaining.contester_cost(cost.blocked, alert, kin, days)


def withheld(core: RunContext, owners: frozenset[str]) -> float:
    """Share of the offices of some organisers' municipalities that stand empty [0..1]."""
    committees = core.state.committees
    rows = committees.of(tuple(sorted(owners)))
    if not rows or not np.count_nonzero(committees.using):
        return 0.0
    means = [core.plan.means[name] for name in committees.means]
    share = np.array([[one.stops.offices.value] for one in means])
    return float((share * committees.using[:, rows]).max(axis=0).mean())


def _exposed(core: RunContext, sides: _Sides) -> float:
    """How far the force of who decides is exposed at what is contested, and nowhere else."""
    if not sides.is_held_there:
        return 0.0
    posts = [post for post in core.present(*sides.forces) if _is_at(core, sides, post.place)]
    places = {post.place for post in posts}
    keepers = sum(n for place, n in core.keepers_at().items() if place in places)
    people = float(sum(post.n for post in posts))
    return bargaining.exposed(people, core.p.bargaining.force_full, keepers)


def _held(core: RunContext, sides: _Sides) -> float:
    """How far a third party is exposed that holds what is contested: its posts need the roads."""
    keepers = core.present(*core.related.of_kind("peacekeepers"))
    away = (post for post in keepers if not core.order_of_battle.is_at_base(post))
    people = float(sum(post.n for post in away if _is_at(core, sides, post.place)))
    return bargaining.exposed(people, core.p.bargaining.force_full, 0.0)


def _is_at(core: RunContext, sides: _Sides, place: str) -> bool:
    """Whether a place is where an issue is: the place, its municipality, or where it matters."""
    town = core.town_of(place)
    if not sides.place:
        return town in sides.towns
    inside = town is not None and core.town_id(town) == sides.place
    return place == sides.place or inside
