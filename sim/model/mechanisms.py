"""Which rule runs: a mechanism's own, its neutral form where it is off, or one that is named.

It is chosen once at the start of a run.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.guarded_rules import guarded_rules
from sim.model.rules import (
    aftermath,
    armed_fire,
    arrests,
    audience_costs,
    availability,
    bargaining,
    barricades,
    belief,
    campaign,
    clearance,
    confrontation,
    contact,
    danger,
    denial,
    endurance,
    everyday_life,
    habituation,
    holding,
    interposition,
    issue_clock,
    kin_readiness,
    mediation,
    mobilisation,
    patron_control,
    plan,
    police_entry,
    reciprocity,
    rumour,
    statements,
    time_use,
    triggers,
)
from sim.scenario.types import Mechanisms

Numbers = NDArray[np.float64]


class Rules(NamedTuple):
    """The rules of one model, one slot for each place where a mechanism acts."""

    shifts: bool
    rebuilds: bool
    leave_rate: Callable[..., NDArray[np.float32]]
    asleep: Callable[..., float]
    at_work: Callable[..., float]
    known_after: Callable[..., float]
    heard_of: Callable[..., Numbers]
    reading: Callable[..., float]
    danger_cost: Callable[..., Numbers]
    risk_cost: Callable[..., Numbers]
    salience: Callable[..., float]
    rumour_birth: Callable[..., Numbers]
    presence: Callable[..., float]
    raid: Callable[..., Numbers]
    usual: Callable[..., Numbers]
    alarm: Callable[..., float]
    shock: Callable[..., Numbers]
    felt: Callable[..., Numbers]
    told: Callable[..., Numbers]
    answered: Callable[..., Numbers]
    minds_police: bool
    call_rate: Callable[..., Numbers]
    build_rate: Callable[..., Numbers]
    stopped: Callable[..., Numbers]
    reserve: Callable[..., Numbers]
    leave_site: Callable[..., Numbers]
    rally_rate: Callable[..., float]
    clear_chance: Callable[..., float]
    threshold_shift: Callable[..., Numbers]
    lorries: Callable[..., Numbers]
    held_fire: Callable[..., Numbers]
    obeys: Callable[..., bool]
    fire_rate: Callable[..., Numbers]
    quiet_fire: bool
    passing_share: Callable[..., float]
    deterred: Callable[..., float]
    push_rate: Callable[..., float]
    bears: Callable[..., float]
    taken: Callable[..., float]
    dares: Callable[..., float]
    wanted: Callable[..., float]
    fill: Callable[..., NDArray[np.float32]]
    revenge_rate: Callable[..., float]
    restraint: Callable[..., float]
    mourners: Callable[..., float]
    ready_hours: Callable[..., float]
    allowed: Callable[..., bool]
    hostility: Callable[..., float]
    speaks: bool
    step_down: Callable[..., float]
    offer_rate: Callable[..., float]
    concede_rate: Callable[..., float]
    deal_rate: Callable[..., float]
    raise_readiness: Callable[..., float]
    open_share: Callable[..., Numbers]
    movement: Callable[..., float]


def choose(on: Mechanisms) -> Rules:
    """The rules of a scenario: each mechanism's own, its neutral form, or the one that is named.

    Raises:
        Refused: when a rule that is named is not installed here as it was where it was named.
    """
    return _shipped(on)._replace(**guarded_rules(on))


def _shipped(on: Mechanisms) -> Rules:
    return Rules(
        shifts=bool(on.mobilisation),
        rebuilds=bool(on.holding),
        leave_rate=mobilisation.leave_rate if on.mobilisation else mobilisation.nobody_leaves,
        asleep=time_use.asleep if on.time_use else time_use.awake,
        at_work=time_use.at_work if on.time_use else time_use.at_leisure,
        salience=issue_clock.salience if on.issue_clock else issue_clock.flat_salience,
        minds_police=bool(on.police_entry),
        **_feeling(on),
        **_contention(on),
        threshold_shift=(
            patron_control.threshold_shift if on.patron_control else patron_control.no_shift
        ),
        lorries=patron_control.lorries if on.patron_control else patron_control.free_lorries,
        held_fire=patron_control.held_fire if on.patron_control else patron_control.free_fire,
        obeys=patron_control.obeys if on.patron_control else patron_control.never_obeys,
        fire_rate=armed_fire.fire_rate if on.armed_cells else armed_fire.silence,
        quiet_fire=bool(on.armed_cells),
        **_meeting(on),
        revenge_rate=aftermath.revenge_rate if on.aftermath else aftermath.nobody_avenges,
        restraint=aftermath.restraint if on.aftermath else aftermath.unrestrained,
        mourners=aftermath.mourners if on.aftermath else aftermath.nobody_mourns,
        ready_hours=availability.ready_hours if on.caveats else availability.instant,
        allowed=availability.allowed if on.caveats else availability.always_allowed,
        hostility=reciprocity.step if on.reciprocity else reciprocity.indifferent,
        speaks=bool(on.reciprocity),
        step_down=(
            audience_costs.step_down_factor if on.audience_costs else audience_costs.free_step_down
        ),
        offer_rate=mediation.offer_rate if on.mediation else mediation.no_offer,
        concede_rate=mediation.concede_rate if on.mediation else mediation.no_concession,
        deal_rate=bargaining.deal_rate if on.bargaining else bargaining.no_deal,
        raise_readiness=(kin_readiness.raise_rate if on.readiness else kin_readiness.never_raised),
        open_share=everyday_life.open_share if on.everyday_life else everyday_life.always_open,
        movement=everyday_life.connected_share if on.everyday_life else everyday_life.all_connected,
    )


def _meeting(on: Mechanisms) -> dict[str, Callable[..., Any]]:
    """Rules of parties that meet, and of those between them."""
    return {
        "passing_share": (
            interposition.passing_share if on.interposition else interposition.everything_passes
        ),
        "deterred": interposition.deterred if on.interposition else interposition.undeterred,
        "push_rate": contact.push_rate if on.contact else contact.nobody_pushes,
        "bears": endurance.left if on.endurance else endurance.never_tires,
        "wanted": endurance.wanted if on.endurance else endurance.no_more,
        "fill": endurance.fill if on.endurance else endurance.never_full,
        "taken": arrests.taken if on.arrests else arrests.nobody_taken,
        "dares": arrests.dares if on.arrests else arrests.dares_all,
    }


def _feeling(on: Mechanisms) -> dict[str, Callable[..., Any]]:
    """Rules of what people hear, believe and fear."""
    return {
        "rumour_birth": rumour.birth_rate if on.rumour else rumour.no_birth,
        "presence": police_entry.presence if on.police_entry else police_entry.no_presence,
        "raid": police_entry.raid_threat if on.police_entry else police_entry.no_raid,
        "usual": habituation.usual if on.habituation else habituation.never_usual,
        "alarm": confrontation.alarm if on.confrontation else confrontation.nobody_alarmed,
        "felt": habituation.felt if on.habituation else habituation.as_the_first,
        "shock": triggers.shock if on.triggers else triggers.no_shock,
        "told": belief.told if on.belief else belief.deaf,
        "answered": belief.answered if on.belief else belief.unanswered,
        "heard_of": belief.heard_of if on.belief else belief.known_to_all,
        "known_after": belief.known_after if on.belief else belief.at_once,
        "reading": statements.reading if on.statements else statements.unread,
        "danger_cost": danger.cost if on.danger else danger.fearless,
        "risk_cost": arrests.cost if on.arrests else arrests.undaunted,
    }


def _contention(on: Mechanisms) -> dict[str, Callable[..., Any]]:
    """Rules of what organisers do: which means, how much of it, and for how long."""
    return {
        "call_rate": barricades.call_rate if on.barricades else barricades.no_calling,
        "build_rate": barricades.build_rate if on.barricades else barricades.no_building,
        "stopped": denial.stopped if on.denial else denial.roads_stop_all,
        "reserve": plan.reserve if on.plan else plan.all_at_once,
        "clear_chance": clearance.clear_chance if on.clearance else clearance.always_clears,
        "rally_rate": campaign.rally_rate if on.campaign else campaign.nobody_rallies,
        "leave_site": holding.leave_rate if on.holding else holding.nobody_leaves_a_site,
    }
