import math
from functools import cache

import numpy as np
import pytest

from sim.model.model import EscalationModel
from tests.model.worlds import loaded
from tests.verification.held import INSIDE, held
from tests.verification.loop import STRIKING, Loop, at_rest, jacobian, radius, under_fire

FIXED = ("clock.days=3", "ensemble.one_in=20", "ensemble.posture=fixed")
EVENING = 60  # 21:00 on 31 July: barricades stand, crossings are closed, shots have been fired
SLOWEST = math.exp(-0.25 / 240.0)  # what lasts of triggers fades in ten days


def model(tick=EVENING, number=0):
    made = EscalationModel(loaded(*FIXED), run=number)
    for _ in range(tick):
        made.step()
    return made


def loop(tick=EVENING, number=0, **factors):
    """The loop of a run at an hour, with parameters multiplied: ``reciprocity__reaction=10``."""
    made = model(tick, number)
    struck = {kind: factors.pop(f"triggers__{kind}", 1.0) for kind in STRIKING}
    for name, factor in factors.items():
        group, _, key = name.partition("__")
        values = getattr(made.core.p, group)
        setattr(values, key, getattr(values, key) * factor)
    found = Loop(held(made))
    found.struck = struck
    return found


@cache
def rest(tick=EVENING, number=0):
    return at_rest(loop(tick, number))


def grows(z, **factors):
    """Spectral radius with other parameters, where the shipped ones came to rest."""
    other = loop(**factors)
    return radius(other, under_fire(other, z))


def test_the_evening_is_a_crisis():
    state = model().core.state
    assert state.standing
    assert state.rung >= 5


def test_the_expected_crowd_is_about_that_of_the_run():
    one = loop()
    crowd = one._shares(one.parts(rest())[8]) * one.held.people
    quarters = model().core.state.quarters
    peak = quarters.out[quarters.of_groups((INSIDE,))].sum()
    assert 0.4 * peak < crowd[:-1].sum() < 2.5 * peak


def test_nothing_moves_at_rest():
    assert loop().step(rest()) == pytest.approx(rest(), abs=1e-6)


def test_a_disturbance_of_the_whole_loop_fades():
    z = rest()
    assert SLOWEST - 1e-4 < radius(loop(), z) < 1.0
    assert radius(loop(), under_fire(loop(), z)) < 1.0


@pytest.mark.slow
@pytest.mark.parametrize("number", range(2))
@pytest.mark.parametrize("tick", [44, 52, 68, 80, 100, 130])
def test_it_fades_at_other_hours_of_other_runs(tick, number):
    one = loop(tick, number)
    z = rest(tick, number)
    assert max(radius(one, z), radius(one, under_fire(one, z))) < 1.0


@pytest.mark.parametrize(
    "factors",
    [
        {"reciprocity__reaction": 10.0},
        {"triggers__shots": 10.0},
        {"mobilisation__social_weight": 20.0, "mobilisation__social_half": 5.0},
    ],
    ids=["leaders", "shots", "crowds"],
)
def test_stronger_reactions_would_be_noticed(factors):
    assert grows(rest(), **factors) > 1.0


def test_without_reactions_nothing_is_left_but_the_slowest_memory():
    alone = loop(
        reciprocity__reaction=0.0,
        **{f"triggers__{kind}": 0.0 for kind in STRIKING},
        appraisal__voice_weight=0.0,
        mobilisation__social_weight=0.0,
        rumour__birth_rate=0.0,
    )
    assert radius(alone, under_fire(alone, rest())) == pytest.approx(SLOWEST, abs=1e-5)


def test_the_two_leaders_alone_answer_as_worked_by_hand():
    one, z = loop(), rest()
    block = jacobian(one, z)[:2, :2]
    p, hours = one.p.reciprocity, one.core.step
    fades = math.exp(-p.fatigue * hours)
    slope = (1.0 - fades) / p.fatigue / np.cosh(z[[1, 0]] / p.saturation) ** 2
    own, other = np.diag(block), np.array([block[0, 1], block[1, 0]])
    assert own == pytest.approx(fades, abs=1e-6)
    heard = one.p.statements.provoked * one.p.statements.blame * np.abs(one.regards)
    heard = heard * p.speech_rate * hours * (one.held.rung >= 3)  # accusations, as often as hostile
    assert other == pytest.approx(np.array(one.reactions) * slope + heard, abs=1e-6)
