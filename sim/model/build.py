"""From a scenario and a world to the parts of one run."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.model.effects import issues as issues_known
from sim.model.geography import Geography, geography
from sim.model.log import EventLog
from sim.model.mechanisms import Rules, choose
from sim.model.order_of_battle import OrderOfBattle
from sim.model.postures import postures
from sim.model.residents import Residents
from sim.model.rules import rumour
from sim.model.rules.rumour import Hearing
from sim.model.run_context import ActorRoles, RunContext
from sim.model.settings import plain
from sim.model.state import IssueState, Municipality, State
from sim.model.streams import Streams
from sim.scenario.actors import ArmedCells, Channel, Patron, Police
from sim.scenario.actors import Residents as ResidentsPlan
from sim.scenario.loaded import Loaded
from sim.scenario.order import in_order
from sim.scenario.tracked import one_of
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
    plan = in_order(loaded.scenario)
    where = geography(loaded.world)
    chance = parts.chance(seed, run)
    p = plain(plan.parameters)
    rules = parts.rules(plan.mechanisms)
    cast = _cast(plan, where)
    core = RunContext(
        plan=plan,
        map=where,
        p=p,
        rules=rules,
        chance=chance,
        cast=cast,
        posture=postures(plan, chance),
        people=_people(plan, where, chance),
        order_of_battle=OrderOfBattle(plan, where, rules, chance, p.availability.convoy_factor),
        state=_state(plan, where),
        log=EventLog({name: actor.side for name, actor in plan.actors.items()}),
        step=plan.clock.tick_hours,
        first_hour=plan.clock.start.hour + plan.clock.start.minute / 60.0,
    )
    _initial(core)
    return core


def _cast(plan: Scenario, where: Geography) -> ActorRoles:
    def of(kind: str) -> tuple[str, ...]:
        return tuple(name for name, actor in plan.actors.items() if actor.kind == kind)

    police = {n: a for n, a in plan.actors.items() if isinstance(a, Police)}
    groups = {n: a for n, a in plan.actors.items() if isinstance(a, ResidentsPlan)}
    inside = _risers(groups, "entry")
    across = _risers(groups, "barricades")
    cells = [a for a in plan.actors.values() if isinstance(a, ArmedCells)]
    second = {unit.kind for unit in where.world.forces if unit.response_layer == 2}
    return ActorRoles(
        inside=inside,
        across=across,
        bridge=(groups[across].gathers_at or "") if across else "",
        governments=of("government"),
        patrons=of("patron"),
        peacekeepers=of("peacekeepers"),
        organisers=of("organisers"),
        cells=of("armed_cells"),
        mediators=of("mediator"),
        special=tuple(n for n, a in police.items() if a.posture.provokes.value > 0.0),
        local=tuple(n for n, a in police.items() if a.units == "local_police"),
        responders=tuple(n for n, a in police.items() if a.units in second),
        border=next((n for n, a in police.items() if a.units == "border_police"), ""),
        provokes={n: a.posture.provokes.value for n, a in police.items()},
        noise=_noise(plan, inside),
        protected=any(
            isinstance(a, Patron) and one_of(a, "protects", {inside}) for a in plan.actors.values()
        ),
        armed_people=sum(cell.size.value for cell in cells),
    )


def _risers(groups: dict[str, ResidentsPlan], against: str) -> str:
    """The first group that rises against something; the others have no part in the run."""
    return next((n for n, a in groups.items() if one_of(a, "rises_against", {against})), "")


def _noise(plan: Scenario, inside: str) -> float:
    channels = tuple(
        (actor.posture.reach.value, actor.posture.distortion.value)
        for actor in plan.actors.values()
        if isinstance(actor, Channel) and one_of(actor, "audience", {inside})
    )
    return rumour.noise(plan.parameters.rumour.word_of_mouth.value, channels)


def _people(plan: Scenario, where: Geography, chance: Streams) -> Residents:
    m = plan.parameters.mobilisation
    near = (m.cost_mean.value, m.cost_sd.value)
    far = (m.cost_mean_across.value, m.cost_sd.value)
    adjacent = {municipality.id for municipality in where.adjacent}
    population = where.world.population
    costs = [far if where.municipality_of[cell.place] in adjacent else near for cell in population]
    return Residents(
        population,
        chance,
        costs=costs,
        adult_share=m.adult_share.value,
        n_blocks=max(1, 60 // plan.clock.tick_minutes),
        one_in=plan.ensemble.one_in,
    )


def _state(plan: Scenario, where: Geography) -> State:
    n = len(where.contested)
    issues = {
        name: IssueState(
            deadline=plan.clock.hours(issue.takes_effect),
            announced=issues_known.hour_announced(plan, name, issue),
        )
        for name, issue in plan.issues.items()
    }
    actors = plan.actors.items()
    return State(
        towns=[Municipality() for _ in range(n)],
        issues=issues,
        hearing=Hearing(np.ones(n), np.zeros(n), np.zeros(n)),
        hostility={name: 0.0 for name, a in actors if a.kind in ("government", "patron")},
        commitment=_commitments(plan),
        local_police=plan.initial.local_police == "on_duty",
    )


def _commitments(plan: Scenario) -> dict[str, float]:
    """Public commitment at the start: none for a patron, nor for who has yet to announce all."""
    full = {"government": 1.0, "patron": 0.0}
    found = {name: full[a.kind] for name, a in plan.actors.items() if a.kind in full}
    for owner in {issue.decided_by for issue in plan.issues.values()} & found.keys():
        hours = [
            issues_known.hour_announced(plan, name, issue)
            for name, issue in plan.issues.items()
            if issue.decided_by == owner
        ]
        found[owner] *= min(hours) <= 0.0
    return found


def _initial(core: RunContext) -> None:
    """The state at the start: units at their bases, recent triggers, people and barricades."""
    inside = {place for place in core.map.municipality_of if core.town_of(place) is not None}
    for actor in core.order_of_battle.units:
        core.state.posts += core.order_of_battle.at_base(actor, inside)
    for trigger in core.plan.initial.triggers:
        left = trigger.threat * math.exp(-trigger.hours_ago / core.p.appraisal.acute_hours)
        for number, town in enumerate(core.state.towns):
            if trigger.where is None or core.town_of(trigger.where) == number:
                town.frighten(left, -1)
    if core.cast.patrons:
        core.state.stance = core.posture[core.cast.patrons[0]].stance
    issues_known.announce_due(core)
    for point in core.plan.initial.barricades:
        core.state.standing[point] = 0.0
        core.state.standing_event[point] = core.log.add(
            "barricade_built", place=point, source=core.cast.inside, given=True
        )
    if core.plan.initial.mobilisation:
        communities = _inside_cells(core)
        core.people.send_out(
            communities, core.plan.initial.mobilisation, 0.0, core.p.mobilisation.stay_hours
        )


def _inside_cells(core: RunContext) -> list[int]:
    group = core.plan.actors.get(core.cast.inside)
    communities = group.communities if isinstance(group, ResidentsPlan) else ()
    return [
        cell
        for cell, (place, community) in enumerate(core.people.cells)
        if community in communities and core.town_of(place) is not None
    ]
