import importlib
import inspect
import pkgutil
import re

import pytest

from sim.model import rules as package
from sim.model.mechanisms import Rules, choose
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

MODULES = [
    importlib.import_module(f"{package.__name__}.{found.name}")
    for found in pkgutil.iter_modules(package.__path__)
]
FUNCTIONS = [
    function
    for module in MODULES
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if not name.startswith("_") and function.__module__ == module.__name__
]

# Switch: slot, rule, neutral form.
SLOTS = {
    "mobilisation": {
        "leave_rate": (mobilisation.leave_rate, mobilisation.nobody_leaves),
        "shifts": (True, False),
    },
    "time_use": {
        "asleep": (time_use.asleep, time_use.awake),
        "at_work": (time_use.at_work, time_use.at_leisure),
    },
    "issue_clock": {"salience": (issue_clock.salience, issue_clock.flat_salience)},
    "rumour": {"rumour_birth": (rumour.birth_rate, rumour.no_birth)},
    "police_entry": {
        "presence": (police_entry.presence, police_entry.no_presence),
        "raid": (police_entry.raid_threat, police_entry.no_raid),
        "minds_police": (True, False),
    },
    "habituation": {
        "usual": (habituation.usual, habituation.never_usual),
        "felt": (habituation.felt, habituation.as_the_first),
    },
    "triggers": {"shock": (triggers.shock, triggers.no_shock)},
    "belief": {
        "told": (belief.told, belief.deaf),
        "answered": (belief.answered, belief.unanswered),
        "heard_of": (belief.heard_of, belief.known_to_all),
        "known_after": (belief.known_after, belief.at_once),
    },
    "barricades": {
        "call_rate": (barricades.call_rate, barricades.no_calling),
        "build_rate": (barricades.build_rate, barricades.no_building),
    },
    "denial": {"stopped": (denial.stopped, denial.roads_stop_all)},
    "plan": {"reserve": (plan.reserve, plan.all_at_once)},
    "holding": {
        "leave_site": (holding.leave_rate, holding.nobody_leaves_a_site),
        "rebuilds": (True, False),
    },
    "clearance": {"clear_chance": (clearance.clear_chance, clearance.always_clears)},
    "endurance": {
        "bears": (endurance.left, endurance.never_tires),
        "wanted": (endurance.wanted, endurance.no_more),
        "fill": (endurance.fill, endurance.never_full),
    },
    "confrontation": {"alarm": (confrontation.alarm, confrontation.nobody_alarmed)},
    "campaign": {"rally_rate": (campaign.rally_rate, campaign.nobody_rallies)},
    "patron_control": {
        "threshold_shift": (patron_control.threshold_shift, patron_control.no_shift),
        "lorries": (patron_control.lorries, patron_control.free_lorries),
        "held_fire": (patron_control.held_fire, patron_control.free_fire),
        "obeys": (patron_control.obeys, patron_control.never_obeys),
    },
    "armed_cells": {
        "fire_rate": (armed_fire.fire_rate, armed_fire.silence),
        "quiet_fire": (True, False),
    },
    "interposition": {
        "passing_share": (interposition.passing_share, interposition.everything_passes),
        "deterred": (interposition.deterred, interposition.undeterred),
    },
    "contact": {"push_rate": (contact.push_rate, contact.nobody_pushes)},
    "aftermath": {
        "revenge_rate": (aftermath.revenge_rate, aftermath.nobody_avenges),
        "restraint": (aftermath.restraint, aftermath.unrestrained),
        "mourners": (aftermath.mourners, aftermath.nobody_mourns),
    },
    "statements": {"reading": (statements.reading, statements.unread)},
    "danger": {"danger_cost": (danger.cost, danger.fearless)},
    "arrests": {
        "taken": (arrests.taken, arrests.nobody_taken),
        "risk_cost": (arrests.cost, arrests.undaunted),
        "dares": (arrests.dares, arrests.dares_all),
    },
    "caveats": {
        "ready_hours": (availability.ready_hours, availability.instant),
        "allowed": (availability.allowed, availability.always_allowed),
    },
    "reciprocity": {
        "hostility": (reciprocity.step, reciprocity.indifferent),
        "speaks": (True, False),
    },
    "audience_costs": {
        "step_down": (audience_costs.step_down_factor, audience_costs.free_step_down)
    },
    "mediation": {
        "offer_rate": (mediation.offer_rate, mediation.no_offer),
        "concede_rate": (mediation.concede_rate, mediation.no_concession),
    },
    "bargaining": {"deal_rate": (bargaining.deal_rate, bargaining.no_deal)},
    "readiness": {"raise_readiness": (kin_readiness.raise_rate, kin_readiness.never_raised)},
    "everyday_life": {
        "open_share": (everyday_life.open_share, everyday_life.always_open),
        "movement": (everyday_life.connected_share, everyday_life.all_connected),
    },
}
PAIRS = [pair for slots in SLOTS.values() for pair in slots.values() if callable(pair[0])]


def name_of(thing) -> str:
    return f"{thing.__module__.rpartition('.')[2]}.{thing.__name__}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_rules_module_cites_its_source_with_a_year(module):
    assert re.search(r"\bSources?: ", module.__doc__)
    assert re.search(r"\b(19|20)\d\d\b", module.__doc__)


@pytest.mark.parametrize("function", FUNCTIONS, ids=name_of)
def test_a_rule_says_what_it_is_and_has_typed_arguments(function):
    assert function.__doc__
    assert function.__doc__.strip()
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty
        assert parameter.default is inspect.Parameter.empty, "a rule has no silent default"


@pytest.mark.parametrize("function", FUNCTIONS, ids=name_of)
def test_a_rule_explains_its_letters_when_its_arguments_are_not_plain(function):
    n = len(inspect.signature(function).parameters)
    is_neutral = "Neutral form" in function.__doc__
    if n >= 5 and not is_neutral and ":func:" not in function.__doc__:
        assert "Args:" in function.__doc__ or re.search(r": .*[(+*-]", function.__doc__)


@pytest.mark.parametrize(("rule", "neutral"), PAIRS, ids=name_of)
def test_a_neutral_form_takes_the_arguments_of_its_rule(rule, neutral):
    assert inspect.signature(neutral) == inspect.signature(rule)
    assert rule.__module__ == neutral.__module__


def test_every_neutral_form_belongs_to_a_switch():
    declared = {name_of(f) for f in FUNCTIONS if "Neutral form" in f.__doc__}
    assert declared == {name_of(neutral) for _, neutral in PAIRS}


def test_every_switch_and_every_slot_is_in_the_table():
    assert set(SLOTS) == set(Mechanisms.model_fields)
    slots = [slot for switch in SLOTS.values() for slot in switch]
    assert len(slots) == len(set(slots))
    assert set(slots) == set(Rules._fields)


def test_all_rules_run_when_nothing_is_switched_off():
    rules = choose(Mechanisms())
    for slots in SLOTS.values():
        for slot, (rule, _) in slots.items():
            assert getattr(rules, slot) is rule


@pytest.mark.parametrize("switch", SLOTS)
def test_a_switch_puts_the_neutral_form_in_its_own_slots_only(switch):
    on, off = choose(Mechanisms()), choose(Mechanisms(**{switch: False}))
    for slot in Rules._fields:
        if slot in SLOTS[switch]:
            assert getattr(off, slot) is SLOTS[switch][slot][1]
        else:
            assert getattr(off, slot) is getattr(on, slot)


def test_everything_can_be_off_at_once():
    off = choose(Mechanisms(**dict.fromkeys(SLOTS, False)))
    for slots in SLOTS.values():
        for slot, (_, neutral) in slots.items():
            assert getattr(off, slot) is neutral
