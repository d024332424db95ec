"""From a scenario and a world to the parts of one run."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.committees import committees_of
from sim.model.effects import issues as issues_known
from sim.model.effects import triggers
from sim.model.geography import Geography, geography
from sim.model.hours import DayParts
from sim.model.issue_state import IssueState
from sim.model.log import EventLog
from sim.model.mechanisms import Rules, choose
from sim.model.order_of_battle import ALWAYS, DeploymentOrder, OrderOfBattle
from sim.model.postures import postures
from sim.model.presence import used_to
from sim.model.quarters import Quarters, quarters_of
from sim.model.relations import Relations, relations
from sim.model.residents import Residents
from sim.model.run_context import RunContext
from sim.model.settings import plain
from sim.model.state import Barricade, PatronState, State
from sim.model.streams import Streams
from sim.model.street_state import Clearer
from sim.scenario.actors import Residents as ResidentsPlan
from sim.scenario.loaded import Loaded
from sim.scenario.named_parts import ensure_installed
from sim.scenario.order import in_order
from sim.scenario.tracked import peek
from sim.scenario.types import Mechanisms, Scenario


class Parts(NamedTuple):
    """What a run is made with, so that a trial run can look on.

    Attributes:
        chance: makes the streams of random draws from (seed, run).
        rules: makes the rules from the switches of the mechanisms.
    """

    chance: Callable[[int, int], Streams] = Streams
    rules: Callable[[Mechanisms], Rules] = choose


PLAIN = Parts()


def build_context(loaded: Loaded, run: int, seed: int, parts: Parts = PLAIN) -> RunContext:
    """Everything one run starts from, before any agent is made."""
    ensure_installed(peek(loaded.scenario))
    plan = in_order(loaded.scenario)
    where = geography(loaded.world)
    chance = parts.chance(seed, run)
    p = plain(plan.parameters)
    rules = parts.rules(plan.mechanisms)
    related = relations(plan)
    posture = postures(plan, chance)
    people = _people(plan, where, chance)
    quarters = Quarters.at_rest(quarters_of(plan, where), len(where.municipalities))
    core = RunContext(
        plan=plan,
        map=where,
        day=DayParts(plan, where),
        p=p,
        rules=rules,
        chance=chance,
        related=related,
        posture=posture,
        people=people,
        quarter_of=_quarter_of(plan, where, quarters, people),
        order_of_battle=OrderOfBattle(plan, where, rules, chance, p.availability.convoy_factor),
        state=_state(plan, where, related, quarters, posture),
        log=EventLog(related.adversaries),
        step=plan.clock.tick_hours,
        first_hour=plan.clock.start.hour + plan.clock.start.minute / 60.0,
    )
    _pace(core)
    expected = core.p.clearance.expected_first
    core.state.clearers = {force: Clearer(expected=expected) for force in _who_may_clear(core)}
    core.log.midnight = core.first_hour
    _initial(core)
    return core


def _who_may_clear(core: RunContext) -> list[str]:
    """Peacekeepers whose posture says so, and police of a government whose coming is minded."""
    related = core.related
    keepers = [f for f in related.of_kind("peacekeepers") if core.posture[f].clears]
    return keepers + [
        force
        for force in related.minders
        if any(related.actors[above].kind == "government" for above in related.chain(force))
    ]


def _pace(core: RunContext) -> None:
    """How fast each committee tires and leaves: drawn once a run, around the rates."""
    committees, p = core.state.committees, core.p.holding
    for name, sigma in (("tires", p.tires_sigma), ("leaves", p.leaves_sigma)):
        draws = [core.chance.normal(name, row.name) for row in committees.rows]
        setattr(committees, name, np.array([math.exp(sigma * draw) for draw in draws]))


def _people(plan: Scenario, where: Geography, chance: Streams) -> Residents:
    m = plan.parameters.mobilisation
    # sums, and ties in cost, by name and not by the order of the file
    population = sorted(where.world.population, key=lambda cell: (cell.place, cell.community))
    return Residents(
        population,
        chance,
        costs=[(m.cost_mean.value, m.cost_sd.value)] * len(population),
        adult_share=m.adult_share.value,
        n_blocks=max(1, 60 // plan.clock.tick_minutes),
        one_in=plan.ensemble.one_in,
    )


def _quarter_of(
    plan: Scenario, where: Geography, quarters: Quarters, people: Residents
) -> NDArray[np.int64]:
    """Quarter of each cell of the population; their number for who is of no group."""
    found = np.full(len(people.cells), len(quarters.rows))
    communities = {n: a.communities for n, a in plan.actors.items() if isinstance(a, ResidentsPlan)}
    for cell, (place, community) in enumerate(people.cells):
        town = where.town_of[where.municipality_of[place]]
        for row in quarters.of_town[town]:
            if community in communities[quarters.rows[row].group]:
                found[cell] = row
    return found


def _state(
    plan: Scenario,
    where: Geography,
    related: Relations,
    quarters: Quarters,
    posture: dict[str, Any],
) -> State:
    issues = {
        name: IssueState(
            deadline=plan.clock.hours(issue.takes_effect),
            announced=issues_known.hour_announced(plan, name, issue),
        )
        for name, issue in plan.issues.items()
    }
    leaders = related.of_kind("government", "patron")
    return State(
        quarters=quarters,
        committees=committees_of(plan, where, related, quarters, posture),
        open_share=np.ones(len(where.municipalities)),
        issues=issues,
        patrons={
            name: PatronState(stance=posture[name].stance) for name in related.of_kind("patron")
        },
        hostility={
            (own, other): 0.0
            for own in leaders
            for other in leaders
            if own != other and related.opposed(own, other)
        },
        commitment=_commitments(plan),
        resigned=set(plan.initial.resigned),
    )


def _commitments(plan: Scenario) -> dict[str, float]:
    """Public commitment at the start: none for a patron, nor for who has yet to announce all."""
    full = {"government": 1.0, "patron": 0.0}
    found = {name: full[a.kind] for name, a in plan.actors.items() if a.kind in full}
    owners = {issue.decided_by for issue in plan.issues.values()}
    for owner in sorted(owners):
        hours = [
            issues_known.hour_announced(plan, name, issue)
            for name, issue in plan.issues.items()
            if issue.decided_by == owner
        ]
        found[owner] = float(min(hours) <= 0.0)
    return found


def _initial(core: RunContext) -> None:
    """The state at the start: units at their bases, recent triggers, people and barricades."""
    minding = {group for groups in core.related.minders.values() for group in groups}
    towns = {town for group in minding for town in core.turf[group]}
    inside = {place for place in core.map.municipality_of if core.town_of(place) in towns}
    in_barracks = core.related.of_kind("army")
    for actor in (one for one in core.order_of_battle.units if one not in in_barracks):
        core.state.posts += core.order_of_battle.at_base(actor, inside)
    for post in core.plan.initial.posts:
        came = ALWAYS if post.since is None else core.plan.clock.hours(post.since)
        order = DeploymentOrder(post.who, post.where, post.n, came, given=True)
        for sent in core.order_of_battle.send(order, 0.0):
            sent.announced = True
            core.state.posts.append(sent)
    quarters = core.state.quarters
    quarters.used_to = used_to(core, core.state.posts)
    for trigger in core.plan.initial.triggers:
        triggers.before_the_start(core, trigger)
    issues_known.announce_due(core)
    for owner, points in core.plan.initial.barricades.items():
        for point in points:
            event = core.log.add("barricade_built", place=point, source=owner, given=True)
            core.state.standing[point] = Barricade(0.0, owner, event)
    stay = core.p.mobilisation.stay_hours
    for group, n in core.plan.initial.mobilisation.items():
        cells = [c for c, row in enumerate(core.quarter_of) if row in quarters.of_groups((group,))]
        core.people.send_out(cells, n, 0.0, lambda draws: draws * stay)
