"""When organisers call, call off, rally and raise a plan: each rate worked out by hand."""

import math

import numpy as np
import pytest

from sim.model.agents import organiser_rates
from sim.model.agents.organiser_table import Table
from sim.model.issue_views import IssueView
from tests.model.calm_view import RULES
from tests.model.local_views import (
    ALL_CALLED,
    FORCE,
    HELD,
    OPTIONS,
    PLANS,
    TOOLS,
    P,
    committees,
    e,
    parts_of_the_day,
    rates,
    seeing,
    stopping,
)

CALL = {
    # the quarter that is threatened most counts: the fourth of the first committee
    "threat": ({"threat": [0.1, 0.6, 0.0, 0.45]}, [0.5 * e(-0.05), 0.5, 0.5 * e(-0.7)]),
    "far above": ({"threat": [9.0, 0.0, 0.0, 0.0]}, [0.5 * e(99), 0.5 * e(-0.6), 0.5 * e(-0.7)]),
    "go ahead": (
        {"threat": [0.2, 0.3, 0.7, 0.0], "stance": {"east": 1.0, "west": 1.0}}, [0.5, 0.5, 0.5],
    ),
    "go home": (
        {"threat": [0.8, 0.9, 0.7, 0.0], "stance": {"east": -1.0}}, [0.5, 0.5, 0.5],
    ),
    "others of the same call": (
        {"threat": [0.0, 0.6, 0.7, 0.0], "called": [True, False, False]}, [0.0, 1.0, 0.5],
    ),
    "asleep in one town": (
        {"threat": [0.5, 0.6, 0.7, 0.0], "day": parts_of_the_day(sleep=(0, 1, 0))},
        [0.5, 0.2, 0.5],
    ),
    "told to go home": (
        {"threat": [0.5, 0.6, 0.7, 0.0], "stand_down": [False, True, False]}, [0.5, 0.0, 0.5],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), CALL.values(), ids=CALL)
def test_rate_of_calling(so, by_hand):
    assert rates(seeing(**so), "barricade") == pytest.approx(by_hand)


# at a place: threat .2 above the threshold, and roads that stop a fifth of what is contested
AT_PLACE = {"threat": [0.7, 0.8, 0.9, 0.0]}
V_ROAD = 0.2 - 0.6 * (1 - 0.2)
V_NEAR = 0.2 - 0.02 - 0.6 * (1 - 0.9)  # nine tenths of it within reach
V_FACED = V_NEAR - 0.1 * 300 / 400  # 300 police there


def of_two(mine, other):
    """Rate of one of two means by the logit of what is left of threat for each."""
    return 0.5 * e(mine) / (1.0 + math.exp((other - mine) / 0.05))


def test_what_is_contested_at_a_place_brings_a_crowd_there_and_not_blocks():
    far = (0.2, 0.2, 0.2, 0.2, 0.2)
    there = stopping(far, place=(0.9, 0.9, 0.0), where=("hall", "hall", ""), facing=(0, 300, 0))
    view = seeing(**AT_PLACE, denial=there)
    crowds = [of_two(V_NEAR, V_ROAD), of_two(V_FACED, V_ROAD), 0.0]
    blocks = [of_two(V_ROAD, V_NEAR), of_two(V_ROAD, V_FACED), 0.5 * e(V_ROAD)]
    assert rates(view, "crowd") == pytest.approx(crowds)
    assert rates(view, "barricade") == pytest.approx(blocks)
    assert crowds[0] > 100 * blocks[0]


def test_roads_that_are_of_no_use_take_the_weight_of_denial_more_threat():
    view = seeing(threat=[0.5, 0.6, 0.7, 0.0], denial=stopping((0, 0, 0, 0.5, 0)))
    assert rates(view, "barricade") == pytest.approx([0.5 * e(-0.6), 0.5 * e(-0.6), 0.5 * e(-0.3)])


def test_who_gathers_can_still_block_but_does_not_gather_twice():
    there = stopping(place=(1, 1, 1), where=("hall", "hall", "hall"))
    using = np.array([[False] * 3, [True, False, False]])
    view = seeing(**AT_PLACE, denial=there, using=using)
    assert rates(view, "crowd")[0] == 0.0
    assert min(rates(view, "barricade")) > 0.0


def test_who_has_no_lorries_or_nobody_to_call_does_not_call():
    view = seeing(threat=[0.5, 0.6, 0.7, 0.0])
    assert rates(view, "barricade", groups=[2.0, 0.0, 3.0]) == pytest.approx([0.5, 0.0, 0.5])
    assert rates(view, "barricade", can_call=[1.0, 0.0, 1.0]) == pytest.approx([0.5, 0.0, 0.5])
    busy = view._replace(using=np.array([[False, False, True], [False] * 3]))
    able = np.array(rates(busy, "barricade", can_call=[1.0, 0.0, 1.0])) > 0.0
    assert able.tolist() == [True, False, False]


CALL_OFF = {
    "no threat": ({"called": ALL_CALLED}, [0.05, 0.05, 0.05]),
    "half of the threshold": (
        {"called": ALL_CALLED, "threat": [0.1, 0.3, 0.35, 0.25]}, [0.025, 0.025, 0.025],
    ),
    "threat": ({"called": ALL_CALLED, "threat": [0.0, 0.6, 0.8, 0.5]}, [0.0, 0.0, 0.0]),
    "not called": ({"called": [True, False, False]}, [0.05, 0.0, 0.0]),
    "a barricade of its own": ({"called": ALL_CALLED, "standing": HELD}, [0.0, 0.05, 0.05]),
    "told to go ahead": (
        {"called": ALL_CALLED, "threat": [0.1, 0.0, 0.0, 0.0], "stance": {"east": 1.0}},
        [0.025, 0.05, 0.05],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), CALL_OFF.values(), ids=CALL_OFF)
def test_rate_of_calling_off(so, by_hand):
    assert rates(seeing(**so), "call_off") == pytest.approx(by_hand)


CALL_AGAIN = {
    "silent": ({"called": ALL_CALLED}, [0.3, 0.3, 0.3]),
    "sirens still sound": ({"called": ALL_CALLED, "sirens": [True, False, False]}, [0.0, 0.3, 0.3]),
    "not called": ({"called": [False, True, False]}, [0.0, 0.3, 0.0]),
    "nobody called": ({}, [0.0, 0.0, 0.0]),
}


@pytest.mark.parametrize(("so", "by_hand"), CALL_AGAIN.values(), ids=CALL_AGAIN)
def test_rate_of_calling_again(so, by_hand):
    assert rates(seeing(**so), "call_again") == pytest.approx(by_hand)


ESCALATE = {
    # .01 (.5 + 20/40), and 1.5 at most
    "deadlock": ({"level": [1.0, 1.0, 1.0], "issues": FORCE}, [0.01, 0.0]),
    "long": (
        {"level": [1.0, 1.0, 1.0], "issues": {"signs": IssueView(hours_left=-900.0)}}, [0.02, 0.0],
    ),
    "to the reserves": ({"level": [2.0, 2.0, 2.0], "issues": FORCE}, [0.001, 0.0]),
    "held back": (
        {"level": [1.0, 1.0, 1.0], "issues": FORCE, "stance": {"east": -0.5}}, [0.005, 0.0],
    ),
    "nothing left": ({"level": [3.0, 3.0, 3.0], "issues": FORCE}, [0.0, 0.0]),
    "a deal": (
        {"level": [1.0, 1.0, 1.0], "issues": {"signs": IssueView(hours_left=-20.0, settled=True)}},
        [0.0, 0.0],
    ),
    "before its hour": (
        {"level": [1.0, 1.0, 1.0], "issues": {"signs": IssueView(hours_left=2.0)}}, [0.0, 0.0],
    ),
    # within six hours with six chances of ten: -ln(.4) / 6
    "one of theirs killed": (
        {"level": [1.0, 1.0, 1.0], "struck": {"blue": 95.0}}, [0.0, -math.log(0.4) / 6],
    ),
    "killed long ago": ({"level": [1.0, 1.0, 1.0], "struck": {"blue": 93.0}}, [0.0, 0.0]),
    "police came again": (
        {"level": [1.0, 1.0, 1.0], "since": [90.0] * 3, "entered": {"amber": 95.0, "blue": 89.0}},
        [-math.log(0.4) / 6, 0.0],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), ESCALATE.values(), ids=ESCALATE)
def test_rate_of_raising_the_level_of_a_plan(so, by_hand):
    assert rates(seeing(called=ALL_CALLED, **so), "escalate") == pytest.approx(by_hand)


def used(level, road):
    view = seeing(level=[level] * 3, denial=stopping(road))
    committees_ = committees()
    table = Table(
        committees_, P, RULES, TOOLS, tuple(n for n, _ in OPTIONS), tuple(s for _, s in OPTIONS),
        np.ones((2, 5), bool), (), {}, np.array([0, 1, 2]), PLANS,
    )  # fmt: skip
    return organiser_rates.planned(table, view).tolist()


def test_a_level_uses_its_share_where_it_bites_one_less_where_it_does_not():
    near_far_useless = (0.1, 0.7, 0.69, 0.29, 0.29)
    assert used(1.0, near_far_useless) == [0.5, 0.0, 0.0]
    assert used(2.0, near_far_useless) == [1.0, 0.5, 0.0]
    assert used(3.0, near_far_useless) == [2.0, 2.0, 0.0]


NOTHING_STOPS = {"denial": stopping((0, 0, 0, 0, 0))}
MARCH = math.exp(-1) / (1 + math.exp(-1))  # of two ways to rally the one that takes .05 more
RALLY = {
    "nothing to complain of": ({}, [0.0, 0.0]),
    "just enough": ({"undeniable": {"amber": 0.4}}, [0.1, 0.0]),
    "held against them": ({"grievance": {"blue": 0.3125}}, [0.0, 0.1 * math.e]),
    "roads stop it": (
        {"undeniable": {"amber": 0.4}, "denial": stopping((1, 1, 1, 1, 1))},
        [0.1 * math.exp(-5), 0.0],
    ),
    "held back": (
        {"undeniable": {"amber": 0.4}, "stance": {"east": -1.0}}, [0.1 * math.exp(-2), 0.0],
    ),
    "one is called": ({"undeniable": {"amber": 0.4}, "rallying": {"list"}}, [0.0, 0.0]),
    "people are out": ({"undeniable": {"amber": 0.4}, "called": [True, False, False]}, [0.0, 0.0]),
    "one was two days ago": (
        {"undeniable": {"amber": 0.4}, "rallied": {"list": 50.0}}, [0.1 * (1 - 1 / math.e), 0.0],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), RALLY.values(), ids=RALLY)
def test_rate_of_calling_a_rally(so, by_hand):
    expected = [rate * share for rate in by_hand for share in (MARCH, 1 - MARCH)]
    assert rates(seeing(**(NOTHING_STOPS | so)), "rally") == pytest.approx(expected)


def test_a_live_network_lowers_the_threshold():
    view = seeing(threat=[0.4, 0.6, 0.7, 0.0], live=[1.0, 0.0, 0.0])
    assert rates(view, "barricade") == pytest.approx([0.5, 0.5, 0.5])
