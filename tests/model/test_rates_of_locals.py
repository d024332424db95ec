"""Every decision of organisers and armed cells: its rate worked out by hand, and what is done."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from sim.analysis.inequalities import inequality
from sim.model.agents import armed_cell, organiser_rates
from sim.model.agents.organiser_table import Table, Tool
from sim.model.agents.plans import Planner
from sim.model.committees import Committee, Committees
from sim.model.issue_views import IssueView
from sim.model.quarters import Lists
from sim.model.state import Barricade
from tests.fakes import event
from tests.model.calm_view import RULES, calm_view, parameters
from tests.model.test_agents import view_of
from tests.model.worlds import committee, quarter, started

P = parameters(
    barricades={
        "call_rate": 0.5, "call_width": 0.1, "call_cap": 3.0, "contagion": 2.0, "night_factor": 0.4,
        "siren_again_rate": 0.3, "build_rate": 0.6, "people_least": 20.0, "people_full": 80.0,
        "threat_least": 0.2, "drift_rate": 0.05, "remove_rate_day": 0.25,
        "remove_rate_night": 0.05,
    },
    patron_control={"stance_weight": 0.3},
    denial={"weight": 0.6, "choice_width": 0.05},
    police_entry={"half_strength": 100.0},
    holding={
        "word_will": 0.6, "threat_will": 0.5, "leave_rate": 0.4, "least": 0.1, "width": 0.05,
        "live_weight": 0.1, "rota_share": 0.1, "rota_will": 0.3,
    },
    campaign={
        "grievance_weight": 0.8, "salience_weight": 0.5, "rally_rate": 0.1, "rally_least": 0.2,
        "rally_width": 0.05, "denied_weight": 0.25, "stance_weight": 0.1, "again_hours": 50.0,
        "rally_most": 2.0,
    },
    plan={
        "share_first": 0.5, "share_reserve": 2.0, "raise_rate": 0.01, "deadlock_hours": 40.0,
        "deadlock_least": 0.5, "deadlock_most": 1.5, "reserve_factor": 0.1,
        "shock_chance": 0.6, "shock_hours": 6.0, "bites": 0.7, "useless": 0.3,
    },
    clearance={"again_hours": 12.0},
    armed_fire={"rate": 2.0, "police_reach": 3.0, "day_factor": 0.25},
)  # fmt: skip
ROWS = (
    Committee("list", 0, "list/a", (0, 3), "east", ("a1", "a2")),
    Committee("list", 1, "list/b", (1,), "east", ("b1",)),
    Committee("council", 2, "council/c", (2,), "", ("c1", "a1")),
)
TOOLS = (
    Tool("barricade", "block", "road", 1.0, 0.1, 20.0, 1.0, False, 0.0, 0.0),
    Tool("crowd", "gather", "road", 0.5, 1.0, 50.0, 0.0, False, 0.02, 0.1),
)
OPTIONS = [(n, site) for n, row in enumerate(ROWS) for site in row.points]


def parts_of_the_day(**lasting):
    """A day of which some parts last in municipalities 0, 1 and 2, the others nowhere."""
    nowhere = np.zeros(3, bool)
    return SimpleNamespace(
        lasts=lambda part, _hour: np.array(lasting[part], bool) if part in lasting else nowhere
    )


WORK = parts_of_the_day(work=(1, 1, 1))


def stopping(road=(1, 1, 1, 1, 1), place=(0, 0, 0), where=("", "", ""), facing=(0, 0, 0)):
    """What blocks at each site and crowds of each committee could stop."""
    return SimpleNamespace(
        road=np.array(road, float), at_site=np.zeros(len(OPTIONS)), place=np.array(place, float),
        where=list(where), facing=np.array(facing, float), offices=np.zeros(3),
    )  # fmt: skip


def seeing(**so):
    """A view of four quarters and three committees in a day of work, roads of use everywhere.

    Who has called has called for barricades.
    """
    quarters = {name: np.zeros(4) for name in ("threat", "novelty", "out")}
    using = np.zeros((2, 3), bool)
    using[0] = so.get("called", False)
    at_hand = {"level": np.full(3, 2.0), "since": np.zeros(3)}
    ahead = {"signs": IssueView(hours_left=5.0)}
    so = {"denial": stopping(), "using": using, **at_hand, "issues": ahead, **so}
    arrays = {key: np.array(value) for key, value in so.items() if isinstance(value, list)}
    return calm_view(**{**quarters, "day": WORK, **so, **arrays})


def committees(**columns):
    n = len(ROWS)
    fixed = {
        "threshold": [0.5, 0.6, 0.7], "obedience": [1.0] * n, "groups": [2.0, 1.0, 3.0],
        "material": [1.0, 1.5, 1.0], "discipline": [0.5, 0.5, 0.0], "can_call": [1.0] * n,
    }  # fmt: skip
    flags = {name: np.zeros(n, bool) for name in ("called", "stand_down", "told_down")}
    times = {name: np.zeros(n) for name in ("sirens_until", "retry_at", "last_call")}
    made = {name: np.array(value) for name, value in (fixed | columns).items()}
    calls = Lists([row.calls for row in ROWS], 4)
    plan = {"level": np.zeros(n), "since": np.full(n, np.inf), "place": [""] * n}
    paces = {"tires": np.ones(n), "leaves": np.ones(n)}
    plan |= paces | {"weariness": np.zeros(n), "live": np.zeros(n), "using": np.zeros((2, n), bool)}
    names = tuple(tool.name for tool in TOOLS)
    return Committees(ROWS, calls, names, np.zeros(len(names)), **made, **flags, **times, **plan)


def table_of(tools=TOOLS, **columns):
    """What the rates of the three committees are worked out from."""
    n = len(OPTIONS)
    return Table(
        committees(**columns), P, RULES, tools, tuple(n for n, _ in OPTIONS),
        tuple(site for _, site in OPTIONS),
        np.array([[tool.does == "block"] * n for tool in tools]),
        tuple((0, point) for point in range(n)),
        {(ROWS[n].actor, site): m for m, (n, site) in enumerate(OPTIONS)}, np.array([0, 1, 2]),
        PLANS, (("march", 0.05), ("rally", 0.0)),
    )  # fmt: skip


def rates(view, decision, **columns):
    """Rates of a decision of the three committees, or of each of their sites; calls for blocks."""
    n = len(OPTIONS)
    found = organiser_rates.rates(table_of(**columns), view)
    if decision in TOOLS_BY_NAME:
        return found.get("call", [0.0] * 6)[TOOLS_BY_NAME[decision] :: 2]
    return list(
        found.get(
            decision,
            [0.0] * {"build": n, "remove": n, "escalate": 2, "rally": 4}.get(decision, len(ROWS)),
        )
    )


PLANS = (
    Planner("list", 0, ("amber",), ("signs",), "east"),
    Planner("council", 2, ("blue",), ()),
)
TOOLS_BY_NAME = {"barricade": 0, "crowd": 1}


def e(margin, width=0.1):
    return math.exp(min(3.0, margin / width))


ALL_CALLED = [True, True, True]

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


def test_a_barricade_is_built_as_fast_as_what_it_still_denies():
    view = seeing(**READY, denial=stopping((0.5, 0.1, 1.0, 0.0, 1.0)))
    assert rates(view, "build") == pytest.approx([0.15, 0.03, 0.15, 0.0, 0.6])


def test_who_has_no_lorries_or_nobody_to_call_does_not_call():
    view = seeing(threat=[0.5, 0.6, 0.7, 0.0])
    assert rates(view, "barricade", groups=[2.0, 0.0, 3.0]) == pytest.approx([0.5, 0.0, 0.5])
    assert rates(view, "barricade", can_call=[1.0, 0.0, 1.0]) == pytest.approx([0.5, 0.0, 0.5])
    busy = view._replace(using=np.array([[False, False, True], [False] * 3]))
    able = np.array(rates(busy, "barricade", can_call=[1.0, 0.0, 1.0])) > 0.0
    assert able.tolist() == [True, False, False]


HELD = {"a1": Barricade(0.0, "list", 0)}

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


READY = {"called": ALL_CALLED, "threat": [0.2, 0.2, 0.2, 0.0], "out": [30.0, 20.0, 160.0, 10.0]}
# people of the first two quarters are 30 + 10 and 20; of a full crew of 80 one half, one quarter
BUILD = {
    "ready": (READY, [0.3, 0.3, 0.15, 0.6, 0.6]),
    "too few": (READY | {"out": [9.0, 19.9, 20.0, 10.0]}, [0.0, 0.0, 0.0, 0.15, 0.15]),
    "no threat": (READY | {"threat": [0.19, 0.2, 0.1, 0.1]}, [0.0, 0.0, 0.15, 0.0, 0.0]),
    "not called": (READY | {"called": [False, True, False]}, [0.0, 0.0, 0.15, 0.0, 0.0]),
    "told to go home": (
        READY | {"stand_down": [False, False, True]}, [0.3, 0.3, 0.15, 0.0, 0.0],
    ),
    # one of two lorry groups is used, and the site is taken for everybody
    "one stands": (READY | {"standing": HELD}, [0.0, 0.3, 0.15, 0.6, 0.0]),
    # half of the lorries stay home: one of two is left, and used; .75 of 1.5 is enough
    "one stands, go home": (
        READY | {"standing": HELD, "stance": {"east": -1.0}}, [0.0, 0.0, 0.15, 0.6, 0.0],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), BUILD.values(), ids=BUILD)
def test_rate_of_building(so, by_hand):
    assert rates(seeing(**so), "build") == pytest.approx(by_hand)


@pytest.mark.parametrize(("material", "rate"), [(0.49, 0.0), (0.5, 0.15), (2.0, 0.15)])
def test_half_a_lorry_group_builds(material, rate):
    built = rates(seeing(**READY), "build", material=[1.0, material, 1.0])
    assert built == pytest.approx([0.3, 0.3, rate, 0.6, 0.6])


FORCE = {"signs": IssueView(hours_left=-20.0)}
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


BOTH = {"a2": Barricade(0.0, "list", 0), "a1": Barricade(0.0, "council", 1)}
DOWN = [True, False, True]


def leaves(will, weary=0.0):
    """Rate of leaving a site: .4 once the will of .1 and weariness is gone."""
    return 0.4 / (1.0 + math.exp((will - weary - 0.1) / 0.05))


REMOVE = {
    # half of the threat is will to hold
    "no threat": ({}, [0.0, leaves(0.0), 0.0, 0.0, leaves(0.0)]),
    "threat": ({"threat": [0.2, 0.0, 0.4, 0.0]}, [0.0, leaves(0.1), 0.0, 0.0, leaves(0.2)]),
    "told": ({"stand_down": DOWN}, [0.0, 0.25 + leaves(0.0), 0.0, 0.0, 0.25 + leaves(0.0)]),
    "by night in one town": (
        {"stand_down": DOWN, "day": parts_of_the_day(work=(0, 0, 1))},
        [0.0, (0.25 + leaves(0.0)) / 5, 0.0, 0.0, 0.25 + leaves(0.0)],
    ),
    "weary": (
        {"threat": [0.2, 0.0, 0.4, 0.0], "weariness": [0.3, 0.0, 0.1]},
        [0.0, leaves(0.1, 0.3), 0.0, 0.0, leaves(0.2, 0.1)],
    ),
    # salience has worn already (M2): it does not wear once more
    "in force": (
        {"salience": {"amber": 0.8}, "issues": {"signs": IssueView(hours_left=-500.0)}},
        [0.0, leaves(0.8), 0.0, 0.0, leaves(0.0)],
    ),
    "a deal, and no word yet": (
        {"issues": {"signs": IssueView(settled=True, waits_for=("council",))}},
        [0.0, leaves(0.0), 0.0, 0.0, leaves(0.6)],
    ),
    "a deal, and the word has come": (
        {"issues": {"signs": IssueView(settled=True, waits_for=("council",))}, "told_down": DOWN},
        [0.0, leaves(0.0), 0.0, 0.0, leaves(0.0)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), REMOVE.values(), ids=REMOVE)
def test_rate_of_taking_away(so, by_hand):
    assert rates(seeing(standing=BOTH, **so), "remove") == pytest.approx(by_hand)


OFFICES = Tool("offices", "withhold", "", 0.0, 0.0, 0.0, 0.0, False, 0.0, 0.0, 0.5)
USED = {"using": np.array([[False] * 3, [True, True, False]]), "offices": 1.0, "day": WORK}
TAKE_UP = {
    "for want of will": ({}, [leaves(0.0), leaves(0.0), 0.0]),
    "told to end": ({"stand_down": [True, False, False]}, [0.25, leaves(0.0), 0.0]),
    "what it was for is settled": ({"offices": 0.0}, [0.25, 0.25, 0.0]),
    "afraid": ({"threat": [0.2, 0.0, 0.0, 0.0]}, [leaves(0.1), leaves(0.0), 0.0]),
    "weary": ({"weariness": [0.3, 0.0, 0.0]}, [leaves(0.0, 0.3), leaves(0.0), 0.0]),
    "by night": ({"day": parts_of_the_day()}, [0.0, 0.0, 0.0]),
}  # fmt: skip


def taking_up(view, tool):
    """Rates of going back to work of each committee; what else it uses is not taken up."""
    table = table_of((TOOLS[0], tool))
    will = organiser_rates.wills(
        table, view, organiser_rates.threats(table.committees, view.threat)
    )
    leaving = organiser_rates.leave_rates(table, view, will)
    barricade, found = organiser_rates.take_up_rates(table, view, leaving)
    assert not barricade.any()
    return found


@pytest.mark.parametrize(("so", "by_hand"), TAKE_UP.values(), ids=TAKE_UP)
def test_rate_of_going_back_to_work(so, by_hand):
    so = USED | so
    denial = stopping()
    denial.offices = np.full(3, so.pop("offices"))
    assert taking_up(seeing(denial=denial, **so), OFFICES) == pytest.approx(by_hand)


def test_who_keeps_back_what_lasts_goes_back_only_when_it_is_over():
    denial = stopping()
    denial.offices = np.ones(3)
    down = seeing(denial=denial, using=USED["using"], stand_down=[False, True, False])
    assert taking_up(down, OFFICES._replace(lasts=True)) == pytest.approx([0.0, 0.25, 0.0])


def test_few_build_in_shifts_while_the_will_is_well_above_weariness():
    few = READY | {"out": [1.0, 1.0, 1.0, 1.0], "salience": {"amber": 0.8}}
    # a tenth of .6 in the towns of who contests it
    assert rates(seeing(**few), "build") == pytest.approx([0.06, 0.06, 0.06, 0.0, 0.0])
    weary = few | {"weariness": [0.51, 0.49, 0.5]}
    assert rates(seeing(**weary), "build") == pytest.approx([0.0, 0.0, 0.06, 0.0, 0.0])


def test_what_force_cleared_is_built_again_for_as_long_as_there_is_the_will():
    calm = READY | {"out": [1.0] * 4, "threat": [0.1] * 4, "salience": {"amber": 0.8}}
    assert rates(seeing(**calm), "build") == [0.0] * 5
    again = calm | {"cleared": {"a1": 88.0}}
    assert rates(seeing(**again), "build") == pytest.approx([0.6 / math.e, 0, 0, 0, 0])
    weary = again | {"weariness": [0.51, 0.0, 0.0]}
    assert rates(seeing(**weary), "build") == [0.0] * 5


def test_a_live_network_lowers_the_threshold():
    view = seeing(threat=[0.4, 0.6, 0.7, 0.0], live=[1.0, 0.0, 0.0])
    assert rates(view, "barricade") == pytest.approx([0.5, 0.5, 0.5])


# armed cells

CELLS = (
    armed_cell.Cell("cells", 0, (0, 3), ("guards", "keepers"), "east", 0.5, 0.8),
    armed_cell.Cell("cells", 1, (1,), ("guards",), "east", 0.0, 0.8),
    armed_cell.Cell("hunters", 2, (2,), ("keepers",), "", 1.0, 0.6),
)
NEAR = {
    ("cells", "guards"): np.array([0.2, 0.3, 0.9]),
    ("cells", "keepers"): np.array([0.1, 0.9, 0.9]),
    ("hunters", "keepers"): np.array([0.9, 0.9, 0.4]),
    ("hunters", "guards"): np.array([0.9, 0.9, 0.9]),
}
DARK = parts_of_the_day(dark=(1, 1, 1))


def firing(view, quiet=(0.01, 0.0, 0.01)):
    table = armed_cell.Table(
        CELLS, P.armed_fire, RULES, np.array([cell.will for cell in CELLS]),
        np.array([cell.discipline for cell in CELLS]), Lists([c.fears for c in CELLS], 4),
        np.array([0, 1, 2]), np.array(quiet),
    )  # fmt: skip
    return armed_cell.rates(table, view)["fire"]


def shots(rise, reach, will, night=1.0):
    return 2.0 * rise * (1.0 - math.exp(-3.0 * reach)) * night * will


RISE = {"novelty": [0.1, 0.5, 0.4, 0.3], "fire": NEAR, "day": DARK}
FIRE = {
    "by night": (RISE, [shots(0.3, 0.3, 0.5) + 0.01, 0.0, shots(0.4, 0.4, 1.0) + 0.01]),
    "by day": (
        RISE | {"day": WORK},
        [shots(0.3, 0.3, 0.5, 0.25) + 0.01, 0.0, shots(0.4, 0.4, 1.0, 0.25) + 0.01],
    ),
    "dark in one town": (
        RISE | {"day": parts_of_the_day(dark=(0, 0, 1))},
        [shots(0.3, 0.3, 0.5, 0.25) + 0.01, 0.0, shots(0.4, 0.4, 1.0) + 0.01],
    ),
    "told to go home": (
        RISE | {"stance": {"east": -1.0, "west": -1.0}},
        [shots(0.3, 0.3, 0.5 * 0.2) + 0.01, 0.0, shots(0.4, 0.4, 1.0) + 0.01],
    ),
    "told to go ahead": (
        RISE | {"stance": {"east": 1.0}},
        [shots(0.3, 0.3, 0.5) + 0.01, 0.0, shots(0.4, 0.4, 1.0) + 0.01],
    ),
    "threat falls": (RISE | {"novelty": [-0.5, 0.5, -0.1, -0.2]}, [0.01, 0.0, 0.01]),
    "nobody near": (RISE | {"fire": {}}, [0.01, 0.0, 0.01]),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), FIRE.values(), ids=FIRE)
def test_rate_of_shooting(so, by_hand):
    assert firing(seeing(**so)) == pytest.approx(by_hand)


# what they do once a clock has rung

TOWN, POINTS = "mun_zvecan", ("banjska_turn", "rudare_junction", "zvecan_north")
WORKS = tuple(f"barricade/{point}" for point in POINTS)


@pytest.fixture(scope="module")
def organisers():
    """The organisers of a town, their core, and the quarter and committee they are."""
    model = started()
    core = model.core
    [agent] = [a for a in model._locals[0].agents if a.town == TOWN]
    return agent, core, quarter(core, "serbs_north", TOWN), committee(core, agent.actor, TOWN)


def changed(core, row, **values):
    view = view_of(core)
    columns = {name: getattr(view, name).copy() for name in values}
    for name, value in values.items():
        columns[name][row] = value
    return view._replace(**columns)


def test_a_call_names_the_group_it_calls_and_the_inequality_that_fired(organisers):
    agent, core, row, number = organisers
    [call] = agent.act(changed(core, row, threat=0.9), "call", ("barricade",))
    assert (call.means, call.goal) == ("barricade", "")
    assert (call.kind, call.actor, call.place, call.target) == (
        "call", "serbian_list", TOWN, "serbs_north",
    )  # fmt: skip
    weight, stance = core.p.patron_control.stance_weight, core.state.patrons["belgrade"].stance
    threshold = core.state.committees.threshold[number] - weight * stance
    assert call.terms[:2] == (("threat", 0.9), ("threshold", pytest.approx(threshold)))


@pytest.mark.parametrize(("threat", "rise", "n"), [(9.0, 0.1, 1), (9.0, 0.0, 0), (0.0, 0.1, 0)])
def test_sirens_sound_again_only_for_a_threat_that_rises(organisers, threat, rise, n):
    agent, core, row, _ = organisers
    view = changed(core, row, threat=threat, novelty=rise)
    assert [a.kind for a in agent.act(view, "call_again", ("",))] == ["call"] * n


def test_sirens_sound_again_from_the_threshold_on(organisers):
    agent, core, row, number = organisers
    core.state.committees.threshold[number] = 0.5
    at = changed(core, row, threat=0.5, novelty=0.1)._replace(stance={})
    below = changed(core, row, threat=0.499, novelty=0.1)._replace(stance={})
    assert [len(agent.act(view, "call_again", ("",))) for view in (at, below)] == [1, 0]


def test_a_rally_is_called_to_the_largest_town_for_the_complaint_that_is_needed(organisers):
    agent, core, *_ = organisers
    [rally] = agent.act(view_of(core), "rally", ("march", "rally"))
    assert rally.causes == (core.state.issues["plates_and_papers"].event,) == (0,)
    assert (rally.place, rally.target, rally.means) == (
        "mitrovica_north", "serbs_north", "rally",
    )  # fmt: skip
    needed = core.p.campaign.rally_least
    terms = dict(rally.terms)
    assert terms == {"complaint": terms["complaint"], "complaint_needed": needed}
    said = inequality(event(0, 0, "rally_called", terms=rally.terms))
    assert said.words == f"complaint {terms['complaint']:.2f}, {needed:.2f} needed"


def test_a_call_is_called_off_where_it_was_made(organisers):
    agent, core, *_ = organisers
    [off] = agent.act(view_of(core), "call_off", ("",))
    assert (off.kind, off.actor, off.place) == ("call_off", "serbian_list", TOWN)


def test_no_more_is_built_at_once_than_lorries_are_free(organisers):
    agent, core, row, number = organisers
    view = changed(core, row, threat=0.9, out=250.0)
    denial = SimpleNamespace(**{**vars(view.denial), "road": np.ones(len(view.denial.road))})
    view = view._replace(denial=denial, level=np.full(len(view.level), 2.0))
    for groups in (0.0, 1.49, 1.5, 9.0):
        core.state.committees.groups[number] = groups
        core.state.committees.material[number] = 1.0
        built = agent.act(view._replace(stance={}), "build", WORKS)
        assert [a.place for a in built] == list(POINTS[: int(groups + 0.5)])
        assert all((a.kind, a.n) == ("build", 250) for a in built)
    core.state.committees.groups[number] = 2.0
    held = {POINTS[0]: Barricade(0.0, "serbian_list", 0)}
    built = agent.act(view._replace(stance={}, standing=held), "build", WORKS[1:])
    assert [a.place for a in built] == [POINTS[1]]
    assert dict(built[0].terms)["people"] == 250.0
    assert dict(built[0].terms)["threat"] == 0.9
    assert inequality(event(0, 0, "barricade_built", terms=built[0].terms)).words.startswith(
        "250 people out"
    )


def test_every_barricade_whose_clock_rang_is_taken_away(organisers):
    agent, core, row, _ = organisers
    taken = agent.act(changed(core, row, threat=0.05)._replace(salience={}), "remove", POINTS[:2])
    assert [(a.kind, a.place) for a in taken] == [("remove", p) for p in POINTS[:2]]
    will = 0.05 * core.p.holding.threat_will
    assert dict(taken[0].terms)["will_to_hold"] == pytest.approx(will)
    view = changed(core, row, threat=0.05)._replace(
        weariness=np.full(len(core.state.committees.rows), 0.3)
    )
    [one] = agent.act(view, "remove", POINTS[:1])
    assert dict(one.terms)["will_needed"] == pytest.approx(0.3 + core.p.holding.least)


def test_a_crowd_is_called_to_the_place_where_it_stops_most(organisers):
    agent, core, row, number = organisers
    view = changed(core, row, threat=0.9)
    where = ["x"] * len(core.state.committees.rows)
    where[number] = "town_hall"
    view = view._replace(denial=SimpleNamespace(**{**vars(view.denial), "where": where}))
    [name] = [n for n, one in core.plan.means.items() if one.does == "gather" and n == "crowd"]
    [call] = agent.act(view, "call", (name,))
    assert (call.means, call.goal) == ("crowd", "town_hall")


def test_a_barricade_is_built_because_of_the_sirens_and_the_crowd_of_its_own_town():
    model = started()
    core = model.core
    [agent] = [a for a in model._locals[0].agents if a.town == TOWN]
    row = quarter(core, "serbs_north", TOWN)
    sirens, crowd = (
        core.log.add(k, source="serbian_list", place=TOWN) for k in ("sirens_on", "crowd")
    )
    core.log.add("crowd", source="serbian_list", place="mun_leposavic")
    view = changed(core, row, threat=0.9, out=250.0)
    denial = SimpleNamespace(**{**vars(view.denial), "road": np.ones(len(view.denial.road))})
    core.state.committees.groups[agent.number], core.state.committees.material[agent.number] = 9, 1
    view = view._replace(denial=denial, level=np.full(len(view.level), 2.0), stance={})
    [built] = agent.act(view, "build", WORKS[:1])
    assert built.causes == (sirens, crowd)


def test_a_plan_goes_up_a_level_because_of_a_death_rather_than_of_police():
    model = started()
    core = model.core
    [agent] = [a for a in model._locals[0].agents if a.town == TOWN]
    police, dead = (
        core.log.add(k, source="special_police") for k in ("police_deployed", "killing")
    )
    view = view_of(core)
    [raised] = agent.act(view, "escalate", ("serbian_list",))
    level = int(view.level[agent.number])
    assert (raised.kind, raised.n, raised.causes) == ("escalate", level + 1, (dead,))
    assert police < dead
    assert dict(raised.terms).keys() == {"level", "hours_of_deadlock"}


def test_cells_shoot_at_the_force_that_is_nearest_as_often_as_their_clock_rang():
    model = started("actors.armed_groups.opposes=[special_police, border_police]")
    core = model.core
    [agent] = [a for a in model._locals[1].agents if a.town == TOWN]
    town = core.town_of(TOWN)

    def near(special, border):
        found = {}
        for force, n in (("special_police", special), ("border_police", border)):
            found[agent.actor, force] = np.zeros(len(core.map.municipalities))
            found[agent.actor, force][town] = n
        return view_of(core)._replace(fire=found)

    for special, border, target in ((0.3, 0.2, "special_police"), (0.2, 0.3, "border_police")):
        fired = agent.act(near(special, border), "fire", ("", "", ""))
        assert [a.kind for a in fired] == ["shoot"] * 3
        assert {(a.actor, a.place, a.target) for a in fired} == {(agent.actor, TOWN, target)}
        reach = core.p.armed_fire.police_reach * (special + border)
        assert dict(fired[0].terms)["police_in_reach"] == pytest.approx(reach)
