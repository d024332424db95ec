from functools import cache
from pathlib import Path

import pytest

from sim.analysis.outcomes import outcomes_of
from sim.analysis.paired import PAIRED, Ablated, paired_effect
from sim.experiment.runner import run_ensemble
from sim.experiment.simulate import simulate
from sim.scenario.load import load
from sim.scenario.types import Mechanisms
from sim.studies.ablate.claims import CLAIMS, arm, arms
from sim.studies.ablate.outcomes import EXTRA, extra_outcomes, outcomes
from sim.terms.outcomes import BY_NAME
from tests.fakes import fake_ensemble

SCENARIOS = Path(__file__).parents[3] / "scenarios"
BASE = SCENARIOS / "mitrovica.yaml"
SEED = 20220731
FEW, MANY = 8, 100
SHORT = ("clock.days=2", "ensemble.one_in=20")
EXPECTED_OF_FEW = [claim for claim in CLAIMS if claim.is_quick and not claim.condition]
"""Claims of the base case as it is: they share its runs. All others are of the slow round, and each
mechanism has a quick test in ``tests/model/test_switches.py``."""


def name(claim):
    return f"{claim.mechanism}-{claim.column}"


@cache
def base():
    return load(BASE).scenario


@cache
def few(overrides):
    """Outcomes of the first runs of an arm, short and with one resident in twenty."""
    loaded = load(BASE, [*SHORT, *overrides])
    return [outcomes(simulate(loaded, SEED, n), loaded.scenario) for n in range(FEW)]


@cache
def many(overrides):
    """Outcomes of whole runs of an arm with every resident."""
    loaded = load(BASE, overrides)
    runs = run_ensemble(loaded, runs=MANY, seed=SEED).results
    return [outcomes(run, loaded.scenario) for run in runs]


def ablated(claim, rows):
    on, off = (rows(tuple(overrides)) for overrides in arm(claim, base()))
    effect = paired_effect(on, off, claim.statistic, claim.column)
    words = (claim.mechanism, claim.text, claim.condition, claim.unit)
    return Ablated(*words, claim.least, claim.neutral, effect, len(on))


def test_every_mechanism_has_a_claim_and_nothing_else_has():
    assert {claim.mechanism for claim in CLAIMS} == set(Mechanisms.model_fields)


@pytest.mark.parametrize("claim", CLAIMS, ids=name)
def test_claims_name_statistics_and_outcomes_that_exist(claim):
    assert claim.statistic in PAIRED
    assert claim.column in {*BY_NAME, *EXTRA}
    assert claim.least != claim.neutral
    assert claim.sign == (1 if claim.least > claim.neutral else -1)


def test_arms_that_several_claims_need_are_run_once():
    every = arms(CLAIMS, base())
    switched = [o for o in every if any(word.startswith("mechanisms.") for word in o)]
    assert {tuple(part) for claim in CLAIMS for part in arm(claim, base())} == set(every)
    assert len(switched) >= len(Mechanisms.model_fields)
    assert every[()] == "everything on"


def test_conditions_need_somebody_to_order_and_something_to_postpone():
    scenario = base()
    ordered = next(claim for claim in CLAIMS if claim.condition == "order down")
    later = next(claim for claim in CLAIMS if claim.condition == "deadline a day later")
    with pytest.raises(ValueError, match="no patron"):
        arm(ordered, scenario.model_copy(update={"actors": {}}))
    there = next(claim for claim in CLAIMS if claim.condition == "police long there")
    with pytest.raises(ValueError, match="no police that anybody minds"):
        arm(there, scenario.model_copy(update={"timeline": {}}))
    with pytest.raises(ValueError, match="no issue"):
        arm(later, scenario.model_copy(update={"issues": {}}))


def test_the_order_is_that_of_the_shipped_variant():
    [order], _ = arm(next(c for c in CLAIMS if c.condition == "order down"), base())
    [given] = [
        entry
        for key, entry in load(BASE, [order]).scenario.timeline.items()
        if key not in base().timeline
    ]
    shipped = load(SCENARIOS / "variants" / "patron_restraint.yaml").scenario
    [other] = [e for key, e in shipped.timeline.items() if key not in base().timeline]
    for field in ("at", "who", "does", "word"):
        assert getattr(given, field) == getattr(other, field)


@pytest.mark.parametrize("condition", ["order down", "three killed"])
def test_a_condition_means_all_whom_it_could_mean_in_whatever_order(condition):
    claim = next(claim for claim in CLAIMS if claim.condition == condition)
    town = load(SCENARIOS / "two_patrons.yaml", ["actors.blue.minds.entry_of=[riot_police]"])
    turned = town.scenario.model_copy(
        update={"actors": dict(reversed(town.scenario.actors.items()))}
    )
    there, _ = arm(claim, town.scenario)
    assert arm(claim, turned)[0] == there
    names = {"order down": ("amberland", "blueland"), "three killed": ("amber", "blue")}[condition]
    assert [setting.partition("=")[0].rpartition("_")[2] for setting in there] == list(names)
    load(SCENARIOS / "two_patrons.yaml", there)


def test_extra_outcomes_are_numbers_beside_the_columns():
    ensemble = fake_ensemble(2, 1)
    run = ensemble.runs[0]
    extra = extra_outcomes(run, ensemble.scenario)
    assert set(extra) == set(EXTRA)
    assert all(isinstance(value, float) for value in extra.values())
    assert outcomes(run, ensemble.scenario) == outcomes_of(run, ensemble.scenario) | extra


@pytest.mark.parametrize("claim", EXPECTED_OF_FEW, ids=name)
def test_what_a_mechanism_is_needed_for_is_gone_without_it(claim):
    assert ablated(claim, few).verdict == "needed"


def test_a_claim_that_does_not_hold_is_found_out():
    crowds = next(claim for claim in CLAIMS if claim.mechanism == "mobilisation")
    more = crowds._replace(least=0.5)
    assert ablated(more, few).verdict == "wrong way"
    none = crowds._replace(mechanism="everyday_life")
    assert ablated(none, few).verdict == "not clear"


@pytest.mark.slow
@pytest.mark.parametrize("claim", CLAIMS, ids=name)
def test_every_claim_holds_over_many_whole_runs(claim):
    assert ablated(claim, many).verdict == "needed"
