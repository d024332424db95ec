"""Every decision of an institution: its rate worked out by hand from a snapshot, and its bounds."""

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from sim.model.agents import (
    commander,
    issue_decider,
    leader,
    mediator,
    patron,
    peacekeepers,
    responder,
    voice,
)
from sim.model.agents.base import AT_ONCE
from sim.model.issue_state import Attrition
from sim.model.issue_views import IssueView
from sim.model.mechanisms import choose
from sim.model.news_state import Known, News
from sim.model.rules.clearance import Weighing
from sim.model.state import PatronState, Pledge
from sim.model.street_state import Clearer
from sim.scenario.issues import DealTerms
from sim.scenario.types import Mechanisms
from tests.model.calm_view import RULES, blocked, calm_view, parameters

P = parameters(
    mediation={
        "deadline_boost": 4.0, "boost_hours": 3.0, "after_hours": 1.0, "after_floor": 0.01,
        "stakes_calm": 0.2, "stakes_4": 0.7, "stakes_5": 1.5, "concede_rate": 2.0,
        "resolve_slope": 3.0, "resolve_mean": 0.6, "lapse_rate": 0.05, "lapse_after_hours": 30.0,
        "after_deaths": 2.0,
        "offer_rate_before": 0.02, "offer_rate_4": 0.1, "offer_rate_5": 0.3, "offer_rate_6": 0.5,
    },
    bargaining={
        "resolve_slope": 2.0, "hardening": 0.5, "mediators": 0.3, "mediators_hours": 480.0,
        "lever": 1.2, "lever_hours": 240.0, "lever_stays_hours": 48.0, "rate": 0.01, "width": 0.2,
    },
    issue_clock={"handed_over": 0.8},
    audience_costs={"cover": 0.9, "weight": 10.0},
    barricades={"clear_after_hours": 6.0},
    patron_control={"order_rate": 0.5},
    kin_readiness={
        "words": 0.1, "request": 0.3, "partial": 0.5, "highest": 0.9, "step_rate": 0.1,
        "step_most": 4.0, "step_width": 0.1, "step_early": 0.15, "step_least": 0.5,
        "jump_harm": 0.5, "jump_alarm": 0.7, "deadlock_weight": 0.4, "deadlock_hours": 96.0,
        "harm_weight": 0.8, "harm_most": 1.2, "threat_weight": 0.25, "threat_least": 0.6,
        "contested_weight": 0.1, "contested_least": 0.4, "settled_weight": 0.4,
        "restraint_slope": 2.0, "restraint_mean": 0.3, "warning": 0.5, "warning_hours": 48.0,
        "call": 0.7, "hold_hours": 20.0, "fall_rate": 0.03, "fall_below": 0.12, "fall_settled": 2.5,
        "detect_rate": 0.05,
    },
    reciprocity={"speech_rate": 0.25},
    availability={
        "bridge_rate": 1.5, "gates_rate": 0.01, "hotline_rate": 0.5,
        "reserve_after_hours": 96.0,
    },
)  # fmt: skip
BY_NIGHT = frozenset[str]()
"""Barricades where the day of work lasts."""


# who decides an issue: giving in, settling what is in force, letting a deal lapse

PLAIN = DealTerms(kind="suspend")
BEFORE = DealTerms(kind="postpone", days=30, available="before_effect")
SWAP = DealTerms(kind="swap")
CUSTODY = DealTerms(kind="custody")


CHOICE = issue_decider.Choice(
    "gate",
    "court",
    0.5,
    0.4,
    frozenset({"locals"}),
    pressing=True,
    deals={"plain": PLAIN},
    grace=24.0,
)
"""The issue of a court of a resolve of .5 and an audience of .4."""


def choosing(view, decision="concede", **changes):
    """Rate of a decision on it."""
    table = issue_decider.Table((CHOICE._replace(**changes),), P, RULES)
    return issue_decider.rates(table, view)[decision][0]


def of_issue(*, rung=0, standing=None, commitment=1.0, **seen):
    return calm_view(
        rung=rung,
        standing=standing or {},
        issues={"gate": IssueView(**{"hours_left": 6.0, "cover": 0.5, **seen})},
        commitment={"court": commitment},
    )


D = 1.0 + 4.0 * math.exp(-6.0 / 3.0)  # pressure six hours before the deadline
R = math.exp(-3.0 * (0.5 - 0.6))  # of a resolve of .5
F = math.exp(-10.0 * 0.4 * 1.0 * (1.0 - 0.9 * 0.5))  # audience costs with cover .5

CONCEDE = {
    "calm": (of_issue(), {}, 2.0 * D * R * 0.2 * F),
    "obstruction": (of_issue(standing=blocked(a="locals")), {}, 2.0 * D * R * 0.7 * F),
    "violence": (of_issue(rung=5), {}, 2.0 * D * R * 1.5 * F),
    "rung 4, nothing blocked": (of_issue(rung=4), {}, 2.0 * D * R * 0.2 * F),
    "roads blocked by others": (of_issue(standing=blocked(a="others")), {}, 2.0 * D * R * 0.2 * F),
    "roads blocked that it has not heard of": (
        of_issue(standing=blocked(a="locals"))._replace(news=News(known={"court": Known()})), {},
        2.0 * D * R * 0.2 * F,
    ),
    "at the deadline": (of_issue(hours_left=1e-9), {}, 2.0 * 5.0 * R * 0.2 * F),
    "two hours late": (
        of_issue(hours_left=-2.0), {"deals": {"before": BEFORE}},
        2.0 * (4.99 * math.exp(-2.0) + 0.01) * R * 0.2 * F,
    ),
    "done without notice": (of_issue(hours_left=-2.0), {"pressing": False}, 0.0),
    "more resolve": (of_issue(), {"resolve": 0.8}, 2.0 * D * math.exp(-0.6) * 0.2 * F),
    "an audience that minds": (of_issue(), {"audience": 0.8}, 2.0 * D * R * 0.2 * F**2),
    "committed by words": (of_issue(commitment=1.5), {}, 2.0 * D * R * 0.2 * F**1.5),
    "no cover": (of_issue(cover=0.0), {}, 2.0 * D * R * 0.2 * math.exp(-4.0)),
    "not announced": (of_issue(known=False), {}, 0.0),
    "given up": (of_issue(open=False), {}, 0.0),
    "settled": (of_issue(settled=True), {}, 0.0),
    "only what both give": (of_issue(), {"deals": {"x": SWAP, "c": CUSTODY}}, 0.0),
    "a day late": (
        of_issue(hours_left=-24.0), {"deals": {"before": BEFORE}},
        2.0 * (4.99 * math.exp(-24.0) + 0.01) * R * 0.2 * F,
    ),
    "too late": (of_issue(hours_left=-24.1), {"deals": {"before": BEFORE}}, 0.0),
    "in force, where nothing presses": (of_issue(hours_left=-0.1), {}, 0.0),
}  # fmt: skip


@pytest.mark.parametrize(("view", "changes", "rate"), CONCEDE.values(), ids=CONCEDE)
def test_rate_of_giving_in(view, changes, rate):
    assert choosing(view, **changes) == pytest.approx(rate, rel=1e-6)


COSTLY = Attrition(hours=480.0, decider=0.2, contesters=0.1, blocked=1.0)
"""Twenty days of nine barricades."""
M = 2.0 * 0.3 * 0.7 * 0.5 * (1.0 - math.exp(-1.0))  # mediators who cover .5, severity .7
OWN = 0.6 * math.exp(2.0 * (0.5 - 0.6))  # stake of a resolve of .5
LEFT = OWN + 0.4 - 0.2 - 0.1 - M  # what is left between the sides
SWAPS = {"deals": {"x": SWAP}}

SETTLE = {
    # of the issue, of the choice, rate
    "costly": ({}, SWAPS, 0.01 * math.exp(-LEFT / 0.2)),
    "no costs so far": (
        {"attrition": Attrition()}, SWAPS, 0.01 * math.exp(-(OWN + 0.4) / 0.2),
    ),
    "nobody mediates": ({"cover": 0.0}, SWAPS, 0.01 * math.exp(-(LEFT + M) / 0.2)),
    "violence": (
        {"rung": 5}, SWAPS, 0.01 * math.exp(-(LEFT - M * 0.3 / 0.7) / 0.2),
    ),
    "nothing left between them": (
        {"attrition": replace(COSTLY, decider=2.0)}, SWAPS, 0.01,
    ),
    "own losses harden": (
        {"attrition": replace(COSTLY, losses=1.0)}, SWAPS,
        0.01 * math.exp(-(LEFT + OWN * 0.5 * (1.0 - math.exp(-1.0))) / 0.2),
    ),
    "a date in ten days": (
        {}, {**SWAPS, "levers": (340.0,)}, 0.01 * math.exp(-(LEFT - 1.2 * math.exp(-1.0)) / 0.2),
    ),
    "the day after it": ({}, {**SWAPS, "levers": (76.0,)}, 0.01),
    "long after it": ({}, {**SWAPS, "levers": (51.0,)}, 0.01 * math.exp(-LEFT / 0.2)),
    "a third party holds it": (
        {"handed_over": True}, SWAPS, 0.01 * math.exp(-(LEFT - 0.2 * (OWN + 0.4)) / 0.2),
    ),
    "which costs the third party as well": (
        {"handed_over": True, "attrition": replace(COSTLY, holder=0.05)}, SWAPS,
        0.01 * math.exp(-(LEFT - 0.2 * (OWN + 0.4) - 0.05) / 0.2),
    ),
    "handing it over": (
        {"attrition": Attrition(), "cover": 0.0}, {"deals": {"c": CUSTODY}},
        0.01 * math.exp(-0.2 * (OWN + 0.4) / 0.2),
    ),
    "it is handed over already": ({"handed_over": True}, {"deals": {"c": CUSTODY}}, 0.0),
    "one that gives alone": ({}, {}, 0.01 * math.exp(-LEFT / 0.2) * F),
    "the nearest of two": (
        {}, {"deals": {"x": SWAP, "plain": PLAIN}}, 0.01 * math.exp(-LEFT / 0.2),
    ),
    "not in force yet": ({"hours_left": 0.1}, SWAPS, 0.0),
    "only before it": ({}, {"deals": {"before": BEFORE}}, 0.0),
    "settled": ({"settled": True}, SWAPS, 0.0),
    "not announced": ({"known": False}, SWAPS, 0.0),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "changes", "rate"), SETTLE.values(), ids=SETTLE)
def test_rate_of_settling_what_is_in_force(seen, changes, rate):
    view = of_issue(**{"hours_left": -480.0, "attrition": COSTLY, **seen})
    found = choosing(view, "settle", **{"stake": (0.6, 0.4), "pressing": False, **changes})
    assert found == pytest.approx(rate, rel=1e-6)


def test_the_nearest_deal_is_made_and_of_equals_the_one_that_gives_least():
    table = issue_decider.Table((), P, RULES)
    one = CHOICE._replace(stake=(0.6, 0.4), pressing=False)
    view = of_issue(hours_left=-480.0, attrition=COSTLY)
    equal = one._replace(deals={"plain": PLAIN, "x": SWAP, "y": SWAP})
    assert issue_decider.nearest(table, equal, view) == "x"
    hand = one._replace(deals={"x": SWAP, "c": CUSTODY})
    assert issue_decider.nearest(table, hand, view) == "c"


LAPSE = {
    "broken": ({}, 0.05),
    "a moment too early": ({"carried_out": 70.1}, 0.0),
    "not carried out": ({"carried_out": math.inf}, 0.0),
    "kept": ({"kept": True}, 0.0),
    "holds in any case": ({"lapses": False}, 0.0),
    "no deal": ({"settled": False}, 0.0),
}


@pytest.mark.parametrize(("seen", "rate"), LAPSE.values(), ids=LAPSE)
def test_rate_of_letting_a_deal_lapse(seen, rate):
    seen = {"settled": True, "deal_hour": 50.0, "carried_out": 70.0, **seen}
    assert choosing(of_issue(**seen), "lapse") == rate


def test_of_deals_of_one_kind_the_one_of_fewer_days_and_then_the_first_by_name_is_made():
    none, short = DealTerms(kind="swap"), DealTerms(kind="swap", days=1)
    assert issue_decider.least({"b": none, "a": short, "c": none}) == "b"


def test_the_deal_that_gives_least_is_made():
    deals = {
        "w": DealTerms(kind="withdraw"),
        "r": DealTerms(kind="release"),
        "x": DealTerms(kind="swap"),
        "s": PLAIN,
        "p": DealTerms(kind="postpone", days=60),
        "q": BEFORE,
        "c": CUSTODY,
    }
    order = []
    while deals:
        order.append(issue_decider.least(deals))
        del deals[order[-1]]
    assert order == ["q", "p", "c", "s", "x", "r", "w"]


# mediators

TASK = mediator.Task("envoy", "gate", leverage=0.8, tempo=2.0)


def asking(rung=0, calm=0.0, **seen):
    view = calm_view(rung=rung, calm=calm, issues={"gate": IssueView(relative=0.5, **seen)})
    return mediator.rates(mediator.Table((TASK,), P.mediation, RULES), view)["offer"][0]


OFFER = {
    "before trouble": ({}, 0.02 * 0.5),
    "rung 2": ({"rung": 2}, 0.02 * 0.5),
    "obstruction": ({"rung": 3}, 0.1),
    "violence": ({"rung": 5}, 0.3),
    "injuries": ({"rung": 6}, 0.5),
    "after deaths": ({"rung": 6, "calm": 0.6}, 0.5 * 2.2),
    "others cover less": ({"rung": 5, "offered": True, "cover": 0.7}, 0.3),
    "others cover as much": ({"rung": 5, "offered": True, "cover": 0.8}, 0.0),
    "an offer lapsed": ({"rung": 5, "offered": False, "cover": 0.9}, 0.3),
    "refused until later": ({"rung": 5, "refused_until": 100.1}, 0.0),
    "refused until now": ({"rung": 5, "refused_until": 100.0}, 0.3),
    "not announced": ({"rung": 5, "known": False}, 0.0),
    "given up": ({"rung": 5, "open": False}, 0.0),
    "settled": ({"rung": 5, "settled": True}, 0.0),
}


@pytest.mark.parametrize(("so", "rate"), OFFER.values(), ids=OFFER)
def test_rate_of_an_offer(so, rate):
    assert asking(**so) == pytest.approx(rate * 2.0 * 0.8)


# leaders

PAIRS = (("east", "north"), ("west", "east"))


def speaking(rung, hostility, rules=RULES, **so):
    speech = leader.Speech(PAIRS, P.reciprocity, rules)
    return leader.speak_rates(speech, calm_view(rung=rung, hostility=hostility, **so))


def test_rate_of_an_accusation_follows_the_hostility_of_each_pair():
    hostility = {PAIRS[0]: 0.4, PAIRS[1]: 3.0, ("east", "west"): 0.1}
    assert speaking(3, hostility) == pytest.approx([0.25 * 0.4, 0.25])
    assert speaking(2, hostility) == pytest.approx([0.0, 0.0])
    unheard = News(known={"east": Known()})
    assert speaking(3, hostility, news=unheard) == pytest.approx([0.0, 0.25])
    mute = choose(Mechanisms(reciprocity=False))
    assert speaking(5, hostility, mute) == pytest.approx([0.0, 0.0])


# patrons

HER = patron.Principal("east", 2.0, 0.4, 0.3, frozenset({"list"}), (0, 2), ("gate",))


def patron_rates(**so):
    held = {
        "commitment": {"east": 0.5}, "readiness": {"east": 0}, "kin_threat": {"east": 0.5},
        "patrons": {"east": PatronState()}, "warned": {"east": -1e9},
        "issues": {"gate": IssueView(known=False)}, **so,
    }  # fmt: skip
    speech = leader.Speech((), P.reciprocity, RULES)
    table = patron.Table((HER,), ((0, 0), (0, 2)), speech, P, RULES)
    return patron.rates(table, calm_view(**held))


def rows(*numbers):
    return np.isin(np.arange(3), numbers)


def waiting(*who):
    return {"gate": IssueView(settled=True, waits_for=who, deal_hour=90.0, deal_event=7)}


WAITS = waiting("list")
HOME = {"issues": WAITS}
ORDER_RATE = 0.5 * 2.0 * math.exp(-10.0 * 0.4 * 0.5 * (1.0 - 0.9))
ORDER = {
    "it waits for them": ({}, ORDER_RATE),
    "it waits for them too": ({"issues": waiting("foe", "list")}, ORDER_RATE),
    "it waits for others": ({"issues": waiting("foe")}, 0.0),
    "it waits for nobody": ({"issues": waiting()}, 0.0),
    "told already": ({"told_down": rows(0)}, 0.0),
    "others were told": ({"told_down": rows(1)}, ORDER_RATE),
    "more committed": (
        {"commitment": {"east": 1.0}}, 0.5 * 2.0 * math.exp(-10.0 * 0.4 * 1.0 * (1.0 - 0.9)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "rate"), ORDER.values(), ids=ORDER)
def test_rate_of_the_order_to_go_home(so, rate):
    assert patron_rates(**{**HOME, **so})["order"][0] == pytest.approx(rate)


AGAIN = {
    "due": ({}, [0.0, AT_ONCE]),
    "both": ({"told_down": rows(0, 2)}, [AT_ONCE, AT_ONCE]),
    "obeyed": ({"stand_down": rows(2)}, [0.0, 0.0]),
    "not yet": ({"retry_at": np.array([0.0, 0.0, 100.1])}, [0.0, 0.0]),
    "no deal asks any more": ({"issues": {"gate": IssueView()}}, [0.0, 0.0]),
    "nothing of theirs is left": ({"issues": waiting("foe")}, [0.0, 0.0]),
}


@pytest.mark.parametrize(("so", "rates"), AGAIN.values(), ids=AGAIN)
def test_who_did_not_obey_is_told_again_when_it_is_time(so, rates):
    due = {**HOME, "told_down": rows(2), "retry_at": np.array([0.0, 0.0, 100.0])}
    assert patron_rates(**{**due, **so})["order_again"] == rates


def test_the_latest_deal_that_waits_is_why_clients_are_told():
    later = WAITS["gate"]._replace(deal_hour=95.0, deal_event=9, cover=-1.0)
    kept = later._replace(deal_hour=99.0, deal_event=11, waits_for=())
    view = calm_view(**{**HOME, "issues": {**WAITS, "a": later, "b": kept}})
    assert patron.waited_for(HER, view) == (9,)


STUCK = 0.4 * (1.0 - math.exp(-1.0))  # alarm of four days of deadlock
OPEN = {"gate": IssueView(relative=1.0)}
SETTLED = {"gate": IssueView(relative=1.0, settled=True)}


def at(step=0, **so):
    """A patron at a step that it has held for two days, of which something is so."""
    return {"patrons": {"east": PatronState(step=step, since=50.0, **so)}}


def up(level, step):
    return 0.1 * min(4.0, math.exp((level - step) / 0.1))


RAISE = {
    "calm": ({}, 0.0),
    "deadlocked": (at(deadlock=96.0), up(STUCK, 0.1)),
    "contested as well": ({**at(deadlock=96.0), "issues": OPEN}, up(STUCK + 0.1, 0.1)),
    "words said": (at(1, deadlock=96.0), up(STUCK, 0.3)),
    "far below the next step": (at(2, deadlock=96.0), 0.0),
    "an alert is near": ({**at(2, deadlock=1e9), "issues": OPEN}, up(0.5, 0.5)),
    "harm to kin": (at(3, harm=1.0), up(0.8, 0.9)),
    "no more than a massacre": (at(3, harm=5.0), up(0.96, 0.9)),
    "harm expected": (at(3, harm=0.5, expected=0.5), up(0.8, 0.9)),
    "threatened": ({**at(), "kin_threat": {"east": 1.0}}, up(0.1, 0.1)),
    "no further": (at(4, harm=1.0), 0.0),
    "settled": ({**at(2, harm=1.0), "issues": SETTLED}, up(0.8 - 0.4, 0.5)),
    "settled and kept": (
        {**at(3, harm=1.0), "issues": {"gate": SETTLED["gate"]._replace(kept=True)}}, up(0.8, 0.9),
    ),
    "contested enough": (
        {**at(3, harm=1.0), "issues": {"gate": IssueView(relative=0.4)}}, up(0.9, 0.9),
    ),
    "hardly contested": (
        {**at(3, harm=1.0), "issues": {"gate": IssueView(relative=0.39)}}, up(0.8, 0.9),
    ),
    "called": (
        {**at(3, harm=1.0), "issues": OPEN, "warned": {"east": 52.0}},
        up(0.9 - 0.5 * 0.7 * math.exp(-1.0), 0.9),
    ),
    "pledged": (
        {**at(3, harm=1.0), "issues": OPEN, "pledges": (Pledge(52.0, "east", 0.8),)},
        up(0.9 - 0.5 * 0.8 * math.exp(-1.0), 0.9),
    ),
    "pledged against another": (
        {**at(3, harm=1.0), "issues": OPEN, "pledges": (Pledge(52.0, "west", 0.8),)}, up(0.9, 0.9),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("so", "rate"), RAISE.values(), ids=RAISE)
def test_rate_of_going_up_a_step(so, rate):
    assert patron_rates(**so)["raise"][0] == pytest.approx(rate)


def test_a_patron_without_alerts_stops_at_a_request():
    table = patron.Table((), (), leader.Speech((), None, RULES), P, RULES)
    so = {"warned": {"east": -1e9}, "kin_threat": {"east": 0.5}, "issues": OPEN}
    bare = HER._replace(highest=2)
    view = calm_view(**so, **at(1, harm=1.0))
    assert patron.raise_rate(table, bare, view) > 0.0
    assert patron.next_step(table, bare, view) == 2
    assert patron.raise_rate(table, bare, calm_view(**so, **at(2, harm=1.0))) == 0.0


@pytest.mark.parametrize(
    ("so", "step"),
    [
        ({}, 1),
        ({"harm": 0.49}, 1),
        ({"harm": 0.9}, 3),
        ({"harm": 0.4, "expected": 0.5}, 3),
        ({"harm": 0.5}, 1),
        ({"harm": 0.5, "deadlock": 1e9}, 3),
        ({"harm": 0.49, "deadlock": 1e9}, 1),
    ],
)
def test_an_alert_comes_at_once_when_kin_is_harmed_or_about_to_be(so, step):
    table = patron.Table((), (), leader.Speech((), None, RULES), P, RULES)
    rest = {"warned": {"east": -1e9}, "kin_threat": {"east": 0.5}, "issues": OPEN}
    assert patron.next_step(table, HER, calm_view(**rest, **at(0, **so))) == step


ROADS = {"standing": blocked(a="list")}
LOWER = {
    "calm": (at(3), 0.03),
    "calm after words": (at(1), 0.0),
    "long enough": ({"patrons": {"east": PatronState(step=3, since=80.0)}}, 0.03),
    "the highest": (at(4, harm=0.9), 0.03),
    "an alert": (at(3, harm=0.9), 0.0),
    "deadlocked": (at(3, deadlock=96.0), 0.03),
    "deadlocked after a request": (at(2, deadlock=96.0), 0.0),
    "a request commits to nothing": ({**at(2), "issues": OPEN, **ROADS}, 0.03),
    "too soon": ({"patrons": {"east": PatronState(step=3, since=80.1)}}, 0.0),
    "as low as can be": (at(0), 0.0),
    "still alarmed": (at(3, harm=0.5), 0.0),
    "committed": ({**at(3), "issues": OPEN, **ROADS}, 0.0),
    "nothing presses any more": ({**at(3), "issues": OPEN}, 0.03),
    "warned": ({**at(3), "issues": OPEN, **ROADS, "warned": {"east": 90.0}}, 0.03),
    "warned long ago": ({**at(3), "issues": OPEN, **ROADS, "warned": {"east": 0.0}}, 0.0),
    "settled": ({**at(3), "issues": SETTLED, **ROADS}, 0.03 * 2.5),
}


@pytest.mark.parametrize(("so", "rate"), LOWER.values(), ids=LOWER)
def test_rate_of_going_down_a_step(so, rate):
    assert patron_rates(**so)["lower"][0] == pytest.approx(rate)


# peacekeepers

BLUE = peacekeepers.Headquarters("blue", 2.0, ("bridge", "square"), ("gate",), "army", "hq", "east")
GREEN = peacekeepers.Headquarters("green", 0.5, ("bridge",), (), "", "")
SITES = ((0, "bridge"), (0, "square"), (1, "bridge"))
MAY = frozenset(
    {
        ("blue", "hold", "bridge"), ("blue", "hold", "square"), ("green", "hold", "bridge"),
        ("blue", "enter", "gate"),
    }
)  # fmt: skip
TROUBLE = {
    "trouble": True, "rung": 5, "standing": blocked(road="list"), "trouble_hours": 96.0,
    "may": MAY,
}  # fmt: skip
HELD = {"ordered": {("blue", "square"), ("green", "bridge")}}
SHORT = {"short": {("blue", "square"): 12.0, ("green", "bridge"): 1.0}}
ALERTED = {"trouble": False, "readiness": {"east": 1}, "warned": {"east": 52.0}}


def keeping(decision, **so):
    table = peacekeepers.Table((BLUE, GREEN), SITES, P.availability, P.kin_readiness, RULES)
    found = peacekeepers.rates(table, calm_view(**{**TROUBLE, **so}))
    return found[decision] if found else "nothing"


KEEP = {
    "hold": ("hold", {}, [3.0, 3.0, 0.75]),
    "hold what is not held": ("hold", {"ordered": {("blue", "bridge")}}, [0.0, 3.0, 0.75]),
    "hold what may be held": (
        "hold",
        {"may": MAY - {("blue", "hold", "square")}},
        [3.0, 0.0, 0.75],
    ),
    "hold in calm": ("hold", {"trouble": False}, "nothing"),
    "watch": ("watch", {}, [0.02, 0.0]),
    "watch once": ("watch", {"ordered": {("blue", "gate")}}, [0.0, 0.0]),
    "others watch": ("watch", {"ordered": {("green", "gate")}}, [0.02, 0.0]),
    "no watch without leave": ("watch", {"may": MAY - {("blue", "enter", "gate")}}, [0.0, 0.0]),
    "watch when nothing is blocked": ("watch", {"standing": {}}, [0.0, 0.0]),
    "hotline": ("hotline", {}, [1.0, 0.0]),
    "hotline once": ("hotline", {"called_army": {"blue"}}, [0.0, 0.0]),
    "others have called": ("hotline", {"called_army": {"green"}}, [1.0, 0.0]),
    "hotline without violence": ("hotline", {"rung": 4}, [0.0, 0.0]),
    "an alert is seen": ("hotline", ALERTED, [0.1, 0.0]),
    "an alert in trouble": ("hotline", {**ALERTED, "trouble": True, "rung": 4}, [0.1, 0.0]),
    "an alert and violence": ("hotline", {**ALERTED, "trouble": True}, [1.0, 0.0]),
    "an alert that was answered": ("hotline", {**ALERTED, "warned": {"east": 60.0}}, "nothing"),
    "another's alert": ("hotline", {**ALERTED, "readiness": {"west": 2}}, "nothing"),
    "nobody lacks anybody": ("reinforce", HELD, [0.0, 0.0, 0.0]),
    "too few stand": ("reinforce", HELD | SHORT, [0.0, 3.0, 0.75]),
    "only who was sent there": ("reinforce", SHORT, [0.0, 0.0, 0.0]),
    "each for itself": (
        "reinforce",
        HELD | {"short": {("green", "bridge"): 9.0}},
        [0.0, 0.0, 0.75],
    ),
    "reserve": ("ask_reserve", {}, [AT_ONCE, 0.0]),
    "reserve once": ("ask_reserve", {"reserve_asked": {"blue": 3}}, [0.0, 0.0]),
    "others have asked": ("ask_reserve", {"reserve_asked": {"green": 3}}, [AT_ONCE, 0.0]),
    "reserve too early": ("ask_reserve", {"trouble_hours": 95.9}, [0.0, 0.0]),
    "reserve without violence": ("ask_reserve", {"rung": 4}, [0.0, 0.0]),
}


@pytest.mark.parametrize(("decision", "so", "rates"), KEEP.values(), ids=KEEP)
def test_rates_of_peacekeepers(decision, so, rates):
    assert keeping(decision, **so) == (rates if rates == "nothing" else pytest.approx(rates))


# forces that may clear

WEIGHING = Weighing(0.22, 0.35, 0.25, 0.75, 0.255, 0.5, 1.035, 1.15, 0.85, 1.5, 0.45, 0.3, 0.3)
# of a need of 2 and a resistance of .7 that is expected: talk .45, an ultimatum .21, clear 1.255
POWERS = [math.exp(worth / 0.22) for worth in (0.45, 0.21, 1.255)]
TALK, WARN, CLEAR = (0.6 * power / (1 + sum(POWERS)) for power in POWERS)
ROAD = frozenset({("blue", "clear", "road"), ("riot", "clear", "road")})
BLUES = commander.Command("blue", 2.0)
RIOT = commander.Command("riot", 2.0, 0.5, "east", ("gate", "rule"))
LATE = {"gate": IssueView(hours_left=3.0), "rule": IssueView(hours_left=-6.1)}
HAS_LEARNT = {"blue": Clearer(2.0, 0.0, 0.7, 1.0), "riot": Clearer(4.0, 0.0, 0.7, 1.0)}


def weighing(decision, forces=(BLUES, RIOT), clearers=None, **so):
    law = SimpleNamespace(look_rate=0.3, **WEIGHING._asdict())
    table = commander.Table(forces, SimpleNamespace(clearance=law, barricades=P.barricades), RULES)
    seen = {
        "standing": blocked(road="list"), "working": {"road"}, "may": ROAD, "issues": LATE,
        "clearers": HAS_LEARNT | (clearers or {}), **so,
    }  # fmt: skip
    return commander.rates(table, calm_view(**seen)).get(decision, "nothing")


def until(hour):
    return {"clearers": {"blue": Clearer(2.0, 0.0, 0.7, 1.0, until=hour)}}


def late(**of_the_rule):
    return {"issues": LATE | {"rule": IssueView(**{"hours_left": -7.0, **of_the_rule})}}


# half of the need of the police counts: their need of 4 is weighed as the others' of 2
WEIGH = {
    "clear": ("clear", {}, [CLEAR, CLEAR]),
    "talk": ("talk", {}, [TALK, TALK]),
    "warn": ("warn", {}, [WARN, WARN]),
    "an ultimatum runs": ("clear", until(101.0), [0.0, CLEAR]),
    "an ultimatum has run out": ("clear", until(99.0), [AT_ONCE, CLEAR]),
    "no second one": ("warn", until(99.0), [0.0, WARN]),
    "by night": ("clear", {"working": set()}, "nothing"),
    "elsewhere": ("clear", {"working": {"lane"}}, [0.0, 0.0]),
    "one of them": ("clear", {"may": {("riot", "clear", "road")}}, [0.0, CLEAR]),
    "not late yet": ("clear", late(hours_left=-6.0), [CLEAR, 0.0]),
    "a deal stands": ("clear", late(settled=True), [CLEAR, 0.0]),
    "given up": ("clear", late(open=False), [CLEAR, 0.0]),
    "not known": ("clear", late(known=False), [CLEAR, 0.0]),
    "another's decision": (
        "clear", {"issues": {"gate": IssueView(hours_left=3.0), "rule": IssueView(hours_left=3.0),
                             "foreign": IssueView(hours_left=-9.0)}}, [CLEAR, 0.0],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("decision", "so", "rates"), WEIGH.values(), ids=WEIGH)
def test_rates_of_those_who_may_clear(decision, so, rates):
    assert weighing(decision, **so) == (rates if rates == "nothing" else pytest.approx(rates))


def test_police_who_are_held_back_more_clear_less():
    held = RIOT._replace(mandate=0.25)
    assert 0.0 < weighing("clear", (held,))[0] < 0.5 * weighing("clear", (RIOT,))[0]


def test_a_higher_command_answers_each_force_once():
    table = (peacekeepers.Reserve("hq", "blue"), peacekeepers.Reserve("hq", "green"))
    for asked, released, rates in [
        ({"blue": 3}, set(), [AT_ONCE, 0.0]),
        ({"blue": 3, "green": 4}, {"blue"}, [0.0, AT_ONCE]),
        ({"blue": 3}, {"blue"}, [0.0, 0.0]),
    ]:
        view = calm_view(reserve_asked=asked, released=released)
        assert peacekeepers.release_rates(table, view)["release"] == rates
    assert peacekeepers.release_rates(table, calm_view()) == {}


# second responders

SECOND = responder.Responder("formed", ("bridge", "square"))


@pytest.mark.parametrize(
    ("troubled", "ordered", "sites"),
    [
        ({"bridge": 40.0, "elsewhere": 900.0}, set(), ("bridge",)),
        ({"bridge": 40.0, "square": 50.0}, set(), ("bridge", "square")),
        ({"elsewhere": 900.0}, set(), ()),
        ({"bridge": 40.0}, {("formed", "bridge")}, ()),
        ({"bridge": 40.0}, {("others", "bridge")}, ("bridge",)),
    ],
)
def test_rate_of_second_responders(troubled, ordered, sites):
    view = calm_view(troubled=troubled, ordered=ordered)
    found = responder.rates(responder.Table((SECOND,), P.availability), view)
    assert responder.in_trouble(SECOND, view) == sites
    assert found.get("respond", [0.0]) == [1.5 if sites else 0.0]


# channels


@pytest.mark.parametrize(
    ("believing", "rate"),
    [([0.0, 0.02, 0.5], 0.4), ([0.0, 0.019, 0.5], 0.0), ([0.3, 0.0, 0.0], 0.4)],
)
def test_rate_of_correcting_a_rumour(believing, rate):
    editors = (voice.Editor("paper", 0.4, (0, 1), 0.02), voice.Editor("none", 0.4, (), 0.02))
    found = voice.rates(editors, calm_view(believing=np.array(believing)))
    assert found["correct"] == [rate, 0.0]
