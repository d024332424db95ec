"""What institutions do once a clock rings, in full: each name, number, cause and term by hand."""

import numpy as np
import pytest

from sim.model.actions import Action
from sim.model.agents import issue_decider, patron
from sim.model.issue_state import Attrition
from sim.model.issue_views import IssueView
from sim.model.news_state import Known, News
from sim.model.state import PatronState
from sim.scenario.issues import DealTerms
from tests.model.calm_view import RULES, Log, blocked, calm_view
from tests.model.test_acts_of_institutions import PLATES, with_issue
from tests.model.test_rates_of_institutions import (
    CHOICE,
    COSTLY,
    LEFT,
    OWN,
    SWAP,
    D,
    F,
    M,
    P,
    R,
    of_issue,
)
from tests.model.worlds import started

EVENTS = {
    "barricade_built": 1, "sirens_on": 2, "shots": 3, "police_deployed": 4, "scuffle": 5,
    "concession": 6, "rumour": 7,
}  # fmt: skip
"""The latest event of each kind; the first two are known where nothing worse has happened."""


@pytest.fixture(scope="module")
def model():
    return started()


def acts(model, name, decision, *objects, log=EVENTS, **so):
    agent = next(one for one in model.agents if one.name == name)
    before, agent.core.log = agent.core.log, Log(**log)
    try:
        return agent.act(calm_view(**so), decision, objects or ("",))
    finally:
        agent.core.log = before


FEWER = {"barricade_built": 1, "sirens_on": 2}
FEWEST = {"sirens_on": 2}
PAIR = ("pristina", "belgrade")
SPEAKS = {"hostility": {PAIR: 0.3, PAIR[::-1]: 0.6}}
HOME = with_issue(settled=True, waits_for=("serbian_list",), deal_hour=60.0, deal_event=4)
LATE = {"trouble_hours": 97.0, "rung": 5}
WATCH = {
    "standing": blocked(a="x"),
    "may": {("kfor", "enter", "jarinje_crossing"), ("kfor", "enter", "brnjak_crossing")},
}
TERMS = (("hours_of_trouble", 97.0), ("rung", 5.0))
TROUBLED = {"troubled": {"ibar_main_bridge": 90.0, "z": 99.0}, "standing": blocked(a="x", b="x")}
BRIDGE = "ibar_main_bridge"


def send(*causes, place=BRIDGE, n=60, actor="kfor", **rest):
    return Action("send_force", actor, place, n=n, causes=causes, **rest)


def accuse(own, other, hostility, *causes):
    terms = (("hostility", hostility),)
    return Action("speak", own, target=other, cameo="112", causes=causes, terms=terms)


RESPOND = {"actor": "eulex_police", "terms": (("people", 90.0), ("barricades", 2.0))}
FULL = {
    # who, decision, about what, what is so, events known, what is done
    "accuse": ("pristina", "speak", "belgrade", SPEAKS, EVENTS, [accuse(*PAIR, 0.3, 3)]),
    "accuse for roads": ("pristina", "speak", "belgrade", SPEAKS, FEWER, [accuse(*PAIR, 0.3, 1)]),
    "answer": (
        "belgrade", "speak", "pristina", SPEAKS, EVENTS, [accuse(*PAIR[::-1], 0.6, 4, 1)],
    ),
    "order": (
        "belgrade", "order", "", HOME, EVENTS, [Action("order_down", "belgrade", causes=(4,))],
    ),
    "order again": (
        "belgrade", "order_again", "x/y", HOME, EVENTS,
        [Action("order_again", "belgrade", "x/y", causes=(4,))],
    ),
    "hold": ("kfor", "hold", BRIDGE, {}, EVENTS, [send(1)]),
    "hold for sirens": ("kfor", "hold", BRIDGE, {}, FEWEST, [send(2)]),
    "reinforce": (
        "kfor", "reinforce", BRIDGE, {"short": {("kfor", BRIDGE): 12.4}}, EVENTS, [send(5, n=12)],
    ),
    "reinforce before blows": (
        "kfor", "reinforce", BRIDGE, {"short": {("kfor", BRIDGE): 12.4}}, FEWER, [send(1, n=12)],
    ),
    "watch": (
        "kfor", "watch", "", WATCH, EVENTS,
        [send(1, place="brnjak_crossing", n=100), send(1, place="jarinje_crossing", n=100)],
    ),
    "call": (
        "kfor", "hotline", "", {}, EVENTS,
        [Action("hotline", "kfor", target="belgrade", causes=(3,))],
    ),
    "call for roads": (
        "kfor", "hotline", "", {}, FEWER,
        [Action("hotline", "kfor", target="belgrade", causes=(1,))],
    ),
    "ask": (
        "kfor", "ask_reserve", "", LATE, EVENTS,
        [Action("ask_reserve", "kfor", target="jfc_naples", causes=(3,), terms=TERMS)],
    ),
    "release": (
        "jfc_naples", "release", "kfor", {"reserve_asked": {"kfor": 9}}, EVENTS,
        [Action("release", "jfc_naples", target="kfor", causes=(9,))],
    ),
    "respond": ("eulex_police", "respond", "", TROUBLED, EVENTS, [send(1, **RESPOND)]),
    "respond to sirens": (
        "eulex_police", "respond", "", TROUBLED, FEWEST, [send(2, **RESPOND)],
    ),
    "correct": (
        "media_serbian", "correct", "", {"believing": np.arange(14.0) / 100}, EVENTS,
        [Action("correct", "media_serbian", causes=(7,), terms=(("believing", 0.13),))],
    ),
    "lapse": (
        f"pristina/{PLATES}", "lapse", "", HOME, EVENTS,
        [Action("lapse", "pristina", PLATES, causes=(4,), terms=(("hours_since_deal", 40.0),))],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("who", "what", "about", "so", "log", "done"), FULL.values(), ids=FULL)
def test_what_is_done_in_full(model, who, what, about, so, log, done):
    assert acts(model, who, what, about, log=log, **so) == done


def test_of_sites_with_as_many_people_the_last_by_name_is_gone_to(model):
    agent = next(one for one in model.agents if one.name == "eulex_police")
    before, agent.responder = agent.responder, agent.responder._replace(sites=("a", "b"))
    [sent] = acts(model, "eulex_police", "respond", troubled={"b": 9.0, "a": 9.0})
    agent.responder = before
    assert sent.place == "b"


def test_a_request_in_full(model):
    so = {**with_issue(relative=0.5), "rung": 5}
    posture, p = model.core.posture["us_embassy"], model.core.p.mediation
    rate = pytest.approx(p.offer_rate_5 * posture.leverage * posture.tempo)
    for log, causes in ((EVENTS, (3, 1)), (FEWER, (1,))):
        terms = (("rung", 5.0), ("rate_per_hour", rate))
        [asked] = acts(model, "us_embassy", "offer", PLATES, log=log, **so)
        assert asked == Action(
            "offer", "us_embassy", PLATES, "pristina", causes=causes, terms=terms
        )


def test_who_has_heard_of_nothing_tells_of_no_rung(model):
    so = {**with_issue(relative=0.5), **LATE}
    deaf = News(known={"us_embassy": Known(), "kfor": Known()})
    for who, what in (("us_embassy", "offer"), ("kfor", "ask_reserve")):
        [done] = acts(model, who, what, PLATES, news=deaf, **so)
        assert dict(done.terms)["rung"] == 0.0


STEPS = ("words", "request", "partial", "highest")
READINESS = {
    # decision, step, harm; the step gone to, that whose alarm is told, causes
    "first words": ("raise", 0, 0.0, 1, 0, (4, 3)),
    "an alert at once": ("raise", 0, 0.9, 3, 2, (4, 3)),
    "the highest": ("raise", 3, 0.0, 4, 3, (4, 3)),
    "down from it": ("lower", 4, 0.0, 3, 3, (6,)),
    "down to words": ("lower", 2, 0.0, 1, 1, (6,)),
    "down to nothing": ("lower", 1, 0.0, 0, 0, (6,)),
}


@pytest.mark.parametrize(
    ("what", "step", "harm", "to", "stands", "causes"), READINESS.values(), ids=READINESS
)
def test_readiness_in_full(model, what, step, harm, to, stands, causes):
    so = {
        "patrons": {"belgrade": PatronState(step=step, harm=harm, deadlock=36.0)},
        "kin_threat": {"belgrade": 0.7}, "warned": {"belgrade": 100.0},
        "issues": {PLATES: IssueView(relative=1.0)},
    }  # fmt: skip
    core = model.core
    p, call = core.p.kin_readiness, core.p.kin_readiness.warning * core.p.kin_readiness.call
    one = next(a.principal for a in model.agents if a.name == "belgrade")
    table = patron.Table((), (), None, core.p, core.rules)
    terms = (
        ("alarm", patron.level(table, one, calm_view(**so))), ("step", getattr(p, STEPS[stands])),
        ("days_of_deadlock", 1.5), ("harm_to_kin", harm), ("threat_to_kin", 0.7),
        ("warning", call),
    )  # fmt: skip
    done = Action("readiness", "belgrade", n=to, causes=causes, terms=terms)
    assert acts(model, "belgrade", what, **so) == [done]


# who decides an issue


def test_what_the_rate_of_giving_in_is_made_of():
    view = of_issue(standing=blocked(a="locals"), commitment=0.8)
    found = issue_decider.concede_terms(issue_decider.Table((), P, RULES), CHOICE, view)
    rate = 2.0 * D * R * 0.7 * F**0.8
    terms = {"deadline_pressure": D, "resolve": 0.5, "stakes": 0.7, "cover": 0.45}
    terms |= {"commitment": 0.8, "rate_per_hour": rate}
    assert [name for name, _ in found] == [*terms]
    assert dict(found) == pytest.approx(terms)


def test_what_the_rate_of_a_deal_is_made_of():
    worn = Attrition(480.0, 0.2, 0.1, holder=0.05, blocked=1.0)
    view = of_issue(hours_left=-480.0, attrition=worn)
    one = CHOICE._replace(stake=(0.6, 0.4), levers=(340.0, 900.0))
    terms = {
        "days_of_deadlock": 20.0, "stakes": OWN + 0.4, "costs_of_who_decides": 0.2,
        "costs_of_the_others": 0.1, "costs_of_a_third_party": 0.05, "mediators": M,
        "levers": 1.2 * np.exp(-1.0),
    }  # fmt: skip
    table = issue_decider.Table((), P, RULES)
    found = issue_decider.settle_terms(table, one, SWAP, view)
    made_of = dict(found)
    gap, rate = made_of.pop("gap"), made_of.pop("rate_per_hour")
    assert [name for name, _ in found] == [*terms, "gap", "rate_per_hour"]
    assert made_of == pytest.approx(terms)
    assert gap == pytest.approx(LEFT - 0.05 - made_of["levers"])
    assert rate == pytest.approx(0.01 * min(1.0, np.exp(-gap / 0.2)))


@pytest.mark.parametrize(("event", "causes"), [(0, (0, 1)), (3, (3, 1)), (-1, (1,))])
@pytest.mark.parametrize("what", ["concede", "settle"])
def test_a_deal_in_full(model, what, event, causes):
    so = with_issue(hours_left=5.0, offer_event=event)
    agent = next(one for one in model.agents if one.name == f"pristina/{PLATES}")
    table, before = issue_decider.Table((), model.core.p, model.core.rules), agent.choice
    if what == "settle":
        deals = {"a": DealTerms(kind="suspend"), "b": SWAP}
        agent.choice = before._replace(deals=deals)
        so = with_issue(hours_left=-48.0, offer_event=event, attrition=COSTLY)
    view, choice = calm_view(**so), agent.choice
    [done] = acts(model, agent.name, what, **so)
    agent.choice = before
    name, terms = ("b", issue_decider.settle_terms(table, choice, SWAP, view))
    if what == "concede":
        name, terms = ("thirty_days", issue_decider.concede_terms(table, choice, view))
    assert done == Action("concede", "pristina", PLATES, name, causes=causes, terms=terms)
