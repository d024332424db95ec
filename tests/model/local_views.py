"""Organisers of an invented town as their rates see it: committees, quarters and means."""

import math
from types import SimpleNamespace

import numpy as np

from sim.model.agents import organiser_rates
from sim.model.agents.organiser_table import Table, Tool
from sim.model.agents.plans import Planner
from sim.model.committees import Committee, Committees
from sim.model.issue_views import IssueView
from sim.model.quarters import Lists
from sim.model.state import Barricade
from tests.model.calm_view import RULES, calm_view, parameters

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
HELD = {"a1": Barricade(0.0, "list", 0)}
READY = {"called": ALL_CALLED, "threat": [0.2, 0.2, 0.2, 0.0], "out": [30.0, 20.0, 160.0, 10.0]}
FORCE = {"signs": IssueView(hours_left=-20.0)}


def leaves(will, weary=0.0):
    """Rate of leaving a site: .4 once the will of .1 and weariness is gone."""
    return 0.4 / (1.0 + math.exp((will - weary - 0.1) / 0.05))


OFFICES = Tool("offices", "withhold", "", 0.0, 0.0, 0.0, 0.0, False, 0.0, 0.0, 0.5)
