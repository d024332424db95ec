"""What organisers could do, at the edges: bounds, defaults, and what nobody can do at all."""

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from sim.model.agents import organiser_rates, plans
from sim.model.agents.organiser_table import Tool, _able, _effort, _stopped, _tool
from sim.model.issue_views import IssueView
from sim.model.state import Barricade
from tests.model.calm_view import RULES
from tests.model.local_views import (
    ALL_CALLED,
    FORCE,
    OFFICES,
    READY,
    TOOLS,
    P,
    leaves,
    parts_of_the_day,
    rates,
    seeing,
    stopping,
    table_of,
)

BLOCK, CROWD = TOOLS
ALL_DOWN = [True, True, True]
STANDS = {"a1": Barricade(0.0, "list", 0)}
OPEN_OFFICES = stopping()
OPEN_OFFICES.offices = np.array([0.5, 0.0, 1.0])


def with_p(table, group, **numbers):
    """The same table with other numbers of one mechanism."""
    changed = SimpleNamespace(**vars(getattr(P, group)) | numbers)
    return replace(table, p=SimpleNamespace(**vars(P) | {group: changed}))


DECISIONS = {
    "nothing": ({}, {"call", "rally"}),
    "all told to go home": ({"stand_down": ALL_DOWN}, {"rally"}),
    "called": (
        {"called": [True, False, False]},
        {"call", "rally", "call_off", "call_again", "build", "escalate"},
    ),
    "a crowd": ({"using": np.array([[False] * 3, [False, True, False], [False] * 3])},
                {"call", "rally"}),
    "a strike": ({"using": np.array([[False] * 3, [False] * 3, [False, True, False]])},
                 {"call", "rally", "take_up"}),
    "a barricade": ({"standing": STANDS}, {"call", "rally", "remove"}),
}  # fmt: skip


@pytest.mark.parametrize(("so", "decisions"), DECISIONS.values(), ids=DECISIONS)
def test_what_nobody_can_decide_now_is_left_out(so, decisions):
    table = with_p(table_of((*TOOLS, OFFICES)), "campaign", pressed_weight=0.3, pressed_hours=80.0)
    no_more = {"using": np.zeros((3, 3), bool), "denial": OPEN_OFFICES}
    assert organiser_rates.rates(table, seeing(**no_more | so)).keys() == decisions


def test_who_has_no_means_calls_for_nothing():
    view = seeing(using=np.zeros((0, 3), bool))
    assert organiser_rates.rates(table_of(()), view).keys() == {"rally"}
    assert organiser_rates.rates(replace(table_of(()), rallies=()), view) == {}


def test_work_is_withheld_sooner_the_longer_nothing_helps_and_only_by_who_contests_it():
    table = with_p(table_of((BLOCK, OFFICES)), "campaign", pressed_weight=0.3, pressed_hours=80.0)
    view = seeing(issues=FORCE, denial=OPEN_OFFICES)
    assert organiser_rates._pressed(table, view).tolist() == pytest.approx([0.075, 0.075, 0.0])
    blocks, strikes = organiser_rates.margins(table, view, np.full(3, 0.5)).tolist()
    assert blocks == pytest.approx([0.5] * 3)
    # half is stopped of the .5 and the 1 that they do; where nobody serves there is no strike
    assert strikes == pytest.approx([0.5 - 0.6 * 0.75 + 0.075, -np.inf, 0.5 - 0.6 * 0.5])


def test_what_is_of_the_day_is_not_called_for_or_built_by_night():
    by_day = table_of((BLOCK._replace(daylight=True), CROWD._replace(daylight=True)))
    for day, able in ((parts_of_the_day(work=(0, 1, 1)), False), (seeing().day, True)):
        view = seeing(**READY, day=day, denial=stopping(place=(1, 1, 1), where=["hall"] * 3))
        margins = organiser_rates.margins(by_day, view, np.zeros(3))
        assert (margins > -np.inf)[:, 0].tolist() == [able, able]
        assert (organiser_rates.rates(by_day, view)["build"][0] > 0.0) == able
        assert organiser_rates.rates(by_day, view)["build"][2] > 0.0


@pytest.mark.parametrize(
    ("threshold", "rate"), [(0.5, 0.05 * 0.6), (0.0, 0.0), (-0.5, 0.0), (0.1, 0.0)]
)
def test_a_call_for_nothing_ends_the_sooner_the_less_is_feared(threshold, rate):
    found = rates(
        seeing(called=ALL_CALLED, threat=[0.2, 0.0, 0.0, 0.0]), "call_off",
        threshold=[threshold, 0.6, 0.7],
    )  # fmt: skip
    assert found == pytest.approx([rate, 0.05, 0.05])


def test_who_gathers_goes_home_when_the_will_is_gone():
    using = np.array([[False, False, True], [True, True, False]])
    view = seeing(called=ALL_CALLED, using=using, threat=[0.2, 0.0, 0.0, 0.0])
    assert rates(view, "call_off") == pytest.approx([leaves(0.1), leaves(0.0), 0.05])


def test_sirens_everywhere_and_what_stands_by_hand():
    using = np.array([[False] * 3, [True] * 3])
    view = seeing(called=ALL_CALLED, using=using, threat=[0.5, 0.6, 0.7, 0.0])
    assert rates(view, "barricade") == pytest.approx([1.0] * 3)
    night = view._replace(day=parts_of_the_day(sleep=(0, 1, 0)))
    assert rates(night, "barricade") == pytest.approx([1.0, 0.4, 1.0])
    standing = {"a2": STANDS["a1"], "b1": STANDS["a1"], "c1": Barricade(0.0, "council", 0)}
    found = organiser_rates.standing_of(table_of(), seeing(standing=STANDS | standing))
    assert found.tolist() == [2, 1, 1]


@pytest.mark.parametrize(
    ("road", "denied"), [((0, 0, 0.5, 0, 0), 0.5), ((0, 0.25, 0, 0, 0), 0.25), ((0,) * 5, 0.0)]
)
def test_a_rally_is_called_the_less_the_more_any_of_their_means_would_stop(road, denied):
    view = seeing(undeniable={"amber": 0.4}, denial=stopping(road))
    assert sum(rates(view, "rally")[:2]) == pytest.approx(0.1 * math.exp(-0.25 * denied / 0.05))


def test_the_second_of_their_towns_keeps_them_from_a_rally():
    out = seeing(undeniable={"amber": 0.4}, called=[False, True, False], denial=stopping((0,) * 5))
    assert rates(out, "rally") == [0.0] * 4


def test_each_means_takes_its_lorries_and_what_is_of_no_use_takes_none():
    tools = (BLOCK._replace(lorries=0.25), CROWD, BLOCK._replace(name="trucks", lorries=1.5))
    table = table_of(tools, groups=[2.0, 0.4, 3.0])
    standing = {
        "a1": Barricade(0.0, "list", 0, means="barricade"),
        "a2": Barricade(0.0, "list", 0, means="trucks"),
        "c1": Barricade(0.0, "council", 0, means="no longer known"),
        "elsewhere": Barricade(0.0, "list", 0, means="trucks"),
    }

    def free(level, road=(1, 1, 1, 1, 1)):
        view = seeing(level=[level] * 3, standing=standing, denial=stopping(road))
        return organiser_rates.free_lorries(table, view).tolist()

    # .4 of a group are .6 with material of 1.5: half of that is less than what does as one
    assert free(2.0) == pytest.approx([0.25, 0.6, 2.0])
    assert free(1.0) == pytest.approx([1.0 - 1.75, 0.5, 0.5])
    assert free(2.0, (0,) * 5) == pytest.approx([-1.75, 0.0, -1.0])


BUILD = {
    # what is so, rates at a1, a2 and b1
    "of little use": ({"denial": stopping((0.05, 0.5, 0, 0, 0))}, {}, [0.015, 0.15, 0.0]),
    "two groups each": ({}, {"lorries": 4.1}, [0.0, 0.0, 0.0]),
    "half of them": ({}, {"lorries": 4.0}, [0.3, 0.3, 0.0]),
    "half of the movement": ({}, {"road": 0.5}, [0.15, 0.15, 0.075]),
    "as many as it takes": ({}, {"people": 40.0}, [0.3, 0.3, 0.0]),
    "one more": ({}, {"people": 40.1}, [0.0, 0.0, 0.0]),
    # built again at .6 exp(-1/12) an hour later, a day later at less than anew
    "cleared now": ({"cleared": {"a1": 99.0}, "salience": {"amber": 0.8}}, {},
                    [0.6 * math.exp(-1 / 12), 0.3, 0.15]),
    "cleared long ago": ({"cleared": {"a1": 0.0}, "salience": {"amber": 0.8}}, {},
                         [0.3, 0.3, 0.15]),
    "cleared, without the will": ({"cleared": {"a1": 99.0}}, {}, [0.3, 0.3, 0.15]),
}  # fmt: skip


@pytest.mark.parametrize(("so", "tool", "by_hand"), BUILD.values(), ids=BUILD)
def test_rate_of_building_at_the_edges(so, tool, by_hand):
    table = table_of((BLOCK._replace(**tool), CROWD))
    found = organiser_rates.rates(table, seeing(**READY | so))["build"]
    assert found[:3] == pytest.approx(by_hand)


@pytest.mark.parametrize("rules", [{"rebuilds": False}, {"shifts": False}])
def test_without_those_mechanisms_nothing_is_built_again(rules):
    view = seeing(cleared={"a1": 99.0})
    assert organiser_rates.rebuild_of(table_of(), view, "a1") > 0.0
    assert organiser_rates.rebuild_of(table_of(), view, "a2") == 0.0
    bare = replace(table_of(), rules=RULES._replace(**rules))
    assert organiser_rates.rebuild_of(bare, view, "a1") == 0.0


def test_few_build_in_no_shifts_where_nobody_takes_turns():
    few = READY | {"out": [1.0] * 4, "salience": {"amber": 0.8}}
    bare = replace(table_of(), rules=RULES._replace(shifts=False))
    assert organiser_rates.rates(bare, seeing(**few))["build"] == [0.0] * 5


DEAL = {"settled": True, "waits_for": ("list",)}
WILL = {
    "fear": ({"threat": [0.8, 0.2, 0.0, 0.0]}, [0.4, 0.1, 0.0]),
    "a cause": ({"salience": {"amber": 0.3, "blue": 0.2}}, [0.3, 0.3, 0.2]),
    "the word they wait for": ({"issues": {"signs": IssueView(**DEAL)}}, [0.6, 0.6, 0.0]),
    "a cause above it": (
        {"issues": {"signs": IssueView(**DEAL)}, "salience": {"amber": 0.7}}, [0.7, 0.7, 0.0],
    ),
    "a deal that is kept": ({"issues": {"signs": IssueView(**DEAL, kept=True)}}, [0.0, 0.0, 0.0]),
    "no deal": ({"issues": {"signs": IssueView()}}, [0.0, 0.0, 0.0]),
    "one was told": (
        {"issues": {"signs": IssueView(**DEAL)}, "salience": {"amber": 0.3},
         "told_down": [True, False, False]},
        [0.3, 0.6, 0.0],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), WILL.values(), ids=WILL)
def test_will_to_hold_what_stands(so, by_hand):
    view, table = seeing(**so), table_of()
    threat = organiser_rates.threats(table.committees, view.threat)
    assert organiser_rates.wills(table, view, threat).tolist() == pytest.approx(by_hand)
    nobodys = tuple(one._replace(groups=(), issues=()) for one in table.plans)
    bare = organiser_rates.wills(replace(table, plans=nobodys), seeing(), np.ones(3))
    assert bare.tolist() == [0.5] * 3


def test_who_leaves_sooner_does_so_by_its_own_pace_and_who_takes_nothing_away_has_no_night():
    table = table_of()
    table.committees.leaves[:] = (1.0, 2.0, 0.5)
    found = organiser_rates.leave_rates(table, seeing(), np.zeros(3))
    assert found.tolist() == pytest.approx([leaves(0.0), 2 * leaves(0.0), leaves(0.0) / 2])
    never = with_p(table_of(), "barricades", remove_rate_day=0.0)
    view = seeing(standing=STANDS, day=parts_of_the_day())
    assert organiser_rates.remove_rates(never, view, np.full(3, 0.3)) == [0.3, 0, 0, 0, 0]


# plans

ALONE = plans.Planner("list", 0, ("amber", "grey"), ("signs",))
SURE = SimpleNamespace(**vars(P.plan) | {"shock_chance": 1.0})
RAISE = {
    # level, what is so, rate: .01 (.5 + t / 40), and within six hours after a shock
    "no plan": (0.0, {"issues": FORCE, "struck": {"amber": 99.0}}, 0.0),
    "nobody's word": (1.0, {"issues": FORCE, "stance": {"east": -1.0}}, 0.01),
    "half an hour": (1.0, {"issues": {"signs": IssueView(hours_left=-0.5)}}, 0.01 * 0.5125),
    "at its hour": (1.0, {"issues": {"signs": IssueView()}}, 0.0),
    "half a step": (1.9, {"issues": FORCE}, 0.01),
    "at hand": (2.0, {"issues": FORCE, "struck": {"amber": 99.0}}, 0.001),
    "no further": (2.9, {"issues": FORCE}, 0.001),
    "a death": (1.9, {"struck": {"grey": 94.1}}, -math.log(0.001) / 6),
    "six hours ago": (1.0, {"struck": {"amber": 94.0}}, 0.0),
    "police": (1.0, {"entered": {"grey": 94.1}}, -math.log(0.001) / 6),
    "police six hours ago": (1.0, {"entered": {"amber": 94.0}}, 0.0),
    "police before the plan": (1.0, {"entered": {"amber": 95.0}, "since": [95.0] * 3}, 0.0),
    "a deadlock and a death": (
        1.0, {"issues": FORCE, "struck": {"amber": 99.0}}, 0.01 - math.log(0.001) / 6,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("level", "so", "rate"), RAISE.values(), ids=RAISE)
def test_rate_of_raising_a_level_at_the_edges(level, so, rate):
    view = seeing(level=[level, 9.0, 9.0], **so)
    assert plans.escalate_rate(SURE, view, ALONE) == pytest.approx(rate)


def test_the_longest_deadlock_counts_and_who_stands_for_nobody_complains_of_nothing():
    issues = {"signs": IssueView(hours_left=-3.0), "law": IssueView(hours_left=-8.0),
              "old": IssueView(hours_left=-9.0, settled=True)}  # fmt: skip
    view = seeing(issues=issues, grievance={"amber": 0.1}, salience={"amber": 0.3, "grey": 0.4})
    own = ALONE._replace(issues=("signs", "law", "old"))
    assert plans.deadlock(view, own) == 8.0
    assert plans.deadlock(view, ALONE._replace(issues=())) == 0.0
    assert plans.complaint_of(P.campaign, view, own) == pytest.approx(0.5 * 0.4)
    assert plans.complaint_of(P.campaign, view, own._replace(groups=())) == 0.0
    assert not plans.is_shocked(P.plan, view, own._replace(groups=()))


# what the rates are worked out from


def test_what_each_means_stops_and_takes_by_hand():
    table = table_of((BLOCK, CROWD, OFFICES))
    road, place = np.array([0.2, 0.4, 0.6, 0.1, 0.3]), np.array([0.5, 0.0, 0.9])
    stopped = _stopped(table, road, place, OPEN_OFFICES.offices)
    by_hand = [[0.4, 0.6, 0.3], [0.5, 0.3, 0.9], [0.25, 0.0, 0.5]]
    assert stopped.tolist() == pytest.approx(np.array(by_hand))
    best = table.stopped_anywhere(road)
    assert best.tolist() == pytest.approx([0.4, 0.6, 0.3])
    risky = table_of((BLOCK._replace(effort=0.1, risk=0.2), CROWD))
    at_site, facing = np.array([0.0, 100.0, 0.0, 300.0, 0.0]), np.array([100.0, 0.0, 300.0])
    effort = _effort(risky, at_site, facing)
    by_hand = [[0.1 + 0.1, 0.1, 0.1 + 0.15], [0.02 + 0.05, 0.02, 0.02 + 0.075]]
    assert effort.tolist() == pytest.approx(np.array(by_hand))


def test_who_is_able_to_take_what():
    tools = (BLOCK, CROWD, OFFICES, BLOCK._replace(name="bodies", lorries=0.0))
    table = table_of(tools, groups=[1.0, 0.0, 1.0], can_call=[1.0, 1.0, 0.0])
    table.columns.stands[3, 0] = False
    offices = np.array([0.0, 0.1, 1.0])
    assert _able(table, ["hall", "", "square"], offices).tolist() == [
        [True, False, False], [True, False, False], [False, True, False], [False, True, False],
    ]  # fmt: skip


def test_a_means_is_read_as_it_is_said():
    def value(number):
        return SimpleNamespace(value=number)

    stops = SimpleNamespace(road=value(0.1), place=value(0.2), offices=value(0.3))
    said = SimpleNamespace(
        does="block", at="crossing", stops=stops, people=4.0, lorries=5.0, daylight=True,
        effort=value(0.6), risk=value(0.7), lasts=True,
    )  # fmt: skip
    assert _tool("wall", said) == Tool(
        "wall", "block", "crossing", 0.1, 0.2, 4.0, 5.0, True, 0.6, 0.7, 0.3, True
    )
