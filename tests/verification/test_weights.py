import math

import pytest

from sim.terms.events import Event
from tests.verification.tables import N_RUNS, agreement, arm, runs
from tests.verification.weights import INTENSITY_HOURS, WEIGHTS, compare_weights, peak_intensity

CLOCK = arm("mitrovica").scenario.clock
FEW = (6, 20)


def event(number, tick, rung=5, goldstein=-9.0, **more):
    fields = {"kind": "shots", "place": "zvecan", "source": "cells", "target": "police"}
    return Event(
        id=number, tick=tick, cameo="190", rung=rung, goldstein=goldstein, **(fields | more)
    )


@pytest.mark.parametrize(("weights", "value"), [("linear", 5), ("convex", 8), ("goldstein", 9)])
def test_one_event_weighs_what_the_weights_say(weights, value):
    assert peak_intensity([event(0, 3)], CLOCK, weights) == value


@pytest.mark.parametrize("weights", WEIGHTS)
def test_without_events_there_is_no_intensity(weights):
    assert peak_intensity([], CLOCK, weights) == 0.0


def test_events_are_forgotten_with_the_time_constant():
    ticks = round(INTENSITY_HOURS / CLOCK.tick_hours)
    two = [event(0, 0), event(1, ticks)]
    assert peak_intensity(two, CLOCK, "linear") == pytest.approx(5 + 5 / math.e)


def test_the_same_act_counts_once_a_day_on_goldsteins_scale_only():
    same = [event(0, 10), event(1, 10)]
    assert peak_intensity(same, CLOCK, "goldstein") == 9.0
    assert peak_intensity(same, CLOCK, "convex") == 16.0
    elsewhere = [event(0, 10), event(1, 10, place="leposavic")]
    assert peak_intensity(elsewhere, CLOCK, "goldstein") == 18.0
    next_day = peak_intensity([event(0, 10), event(1, 10 + 96)], CLOCK, "goldstein")
    assert next_day == pytest.approx(9 + 9 * math.exp(-24 / INTENSITY_HOURS))


def test_friendly_acts_do_not_make_up_for_hostile_ones():
    assert peak_intensity([event(0, 1), event(1, 1, goldstein=7.0)], CLOCK, "goldstein") == 9.0


def test_what_was_given_is_left_out_unless_asked_for():
    given = [event(0, 1, given=True), event(1, 1)]
    assert peak_intensity(given, CLOCK, "goldstein") == 9.0
    assert peak_intensity(given, CLOCK, "linear") == 5.0
    assert peak_intensity(given, CLOCK, "linear", with_given=True) == 10.0


def test_convex_weights_make_the_stored_curve_of_intensity():
    for run in runs("mitrovica", *FEW):
        again = peak_intensity(run.events, CLOCK, "convex", with_given=True)
        assert again == pytest.approx(run.measure("intensity").max(), rel=1e-4)


def test_an_arm_against_itself_differs_by_nothing():
    base = runs("mitrovica", *FEW)
    found = compare_weights(base, base, CLOCK)
    assert all(effect.value == 0.0 for effect in found.effects.values())
    assert not found.is_clear


def test_without_special_police_there_is_less_under_every_weight():
    found = agreement("no_special_police", *FEW)
    assert found.is_clear
    assert all(effect.value < -0.3 for effect in found.effects.values())


def test_other_runs_are_refused():
    base = runs("mitrovica", *FEW)
    with pytest.raises(ValueError, match="same runs"):
        compare_weights(base, base[1:], CLOCK)


@pytest.mark.slow
@pytest.mark.parametrize("variant", ["no_special_police", "kfor_at_gates", "no_mediator"])
def test_conclusions_do_not_hang_on_the_weights(variant):
    assert agreement(variant, N_RUNS, 1).is_clear
