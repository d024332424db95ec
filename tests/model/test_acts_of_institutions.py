"""What institutions do once the clock of a decision rings: who, where, why, and how many."""

import numpy as np
import pytest

from sim.model.agents.base import Decider, Kind, Options
from sim.model.agents.peacekeepers import higher_commands
from sim.model.issue_state import Attrition
from sim.model.issue_views import IssueView
from sim.model.model import INSTITUTIONS
from sim.model.state import PatronState, Post
from tests.model.calm_view import blocked, calm_view
from tests.model.worlds import started

PLATES = "plates_and_papers"
CAUSES = ("barricade_built", "sirens_on", "shots", "police_deployed", "rumour", "concession")


@pytest.fixture
def model():
    """A model whose log holds one event of each kind that decisions name as a cause."""
    model = started()
    for kind in CAUSES:
        model.core.log.add(kind, source="serbian_list")
    return model


def why(model, *kinds):
    """Ids of the events of some kinds."""
    return tuple(event.id for kind in kinds for event in model.events if event.kind == kind)


def acts(model, name, decision, *objects, **so):
    agent = next(one for one in model.agents if one.name == name)
    return agent.act(calm_view(**so), decision, objects or ("",))


def only(actions):
    (action,) = actions
    return action


def with_issue(**seen):
    return {"issues": {PLATES: IssueView(**seen)}, "commitment": {"pristina": 1.0, "belgrade": 0.0}}


def test_who_decides_gives_in_because_of_the_offer_and_the_roads(model):
    so = with_issue(offer_event=3, hours_left=5.0)
    action = only(acts(model, f"pristina/{PLATES}", "concede", **so))
    assert action[:4] == ("concede", "pristina", PLATES, "thirty_days")
    assert action.causes == (3, *why(model, "barricade_built"))
    terms = dict(action.terms)
    assert terms.keys() == {
        "deadline_pressure", "resolve", "stakes", "cover", "commitment", "rate_per_hour",
    }  # fmt: skip
    assert terms["resolve"] == model.core.posture["pristina"].resolve
    first = only(acts(model, f"pristina/{PLATES}", "concede", **with_issue(offer_event=0)))
    assert first.causes == (0, *why(model, "barricade_built"))
    alone = only(acts(model, f"pristina/{PLATES}", "concede", **with_issue()))
    assert alone.causes == why(model, "barricade_built")


def test_what_is_in_force_is_settled_for_what_it_has_cost():
    model = started(f"issues.{PLATES}.deals={{a: {{kind: suspend}}, b: {{kind: swap}}}}")
    worn = Attrition(hours=48.0, decider=0.25, contesters=0.125)
    so = with_issue(hours_left=-48.0, offer_event=3, attrition=worn)
    action = only(acts(model, f"pristina/{PLATES}", "settle", **so))
    assert action[:4] == ("concede", "pristina", PLATES, "b")
    assert action.causes == (3,)
    terms = dict(action.terms)
    known = (terms["days_of_deadlock"], terms["costs_of_who_decides"], terms["costs_of_the_others"])
    assert known == (2.0, 0.25, 0.125)
    assert terms["gap"] == pytest.approx(terms["stakes"] - 0.375)
    assert (terms["mediators"], terms["levers"]) == (0.0, 0.0)


def test_a_deal_lapses_because_it_was_made_and_not_kept(model):
    so = with_issue(settled=True, deal_event=4, deal_hour=60.0)
    action = only(acts(model, f"pristina/{PLATES}", "lapse", **so))
    assert action[:3] == ("lapse", "pristina", PLATES)
    assert action.causes == (4,)
    assert action.terms == (("hours_since_deal", 40.0),)


def test_a_mediator_asks_who_decides(model):
    so = with_issue(relative=0.5)
    action = only(acts(model, "us_embassy", "offer", PLATES, rung=5, **so))
    assert action[:4] == ("offer", "us_embassy", PLATES, "pristina")
    assert action.causes == why(model, "shots", "barricade_built")
    posture, p = model.core.posture["us_embassy"], model.core.p.mediation
    rate = p.offer_rate_5 * posture.leverage * posture.tempo
    assert dict(action.terms) == pytest.approx({"rung": 5.0, "rate_per_hour": rate})


@pytest.mark.parametrize(
    ("own", "other", "causes"),
    [
        ("pristina", "belgrade", ("shots",)),
        ("belgrade", "pristina", ("police_deployed", "barricade_built")),
    ],
)
def test_leaders_accuse_those_they_oppose(model, own, other, causes):
    so = {"hostility": {(own, other): 0.3, (other, own): 0.6}}
    action = only(acts(model, own, "speak", other, **so))
    assert (action.kind, action.actor, action.target, action.cameo) == ("speak", own, other, "112")
    assert action.causes == why(model, *causes)
    assert action.terms == (("hostility", 0.3),)


def test_a_government_accuses_for_roads_where_no_shot_was_fired():
    model = started()
    built = model.core.log.add("barricade_built", source="serbian_list")
    so = {"hostility": {("pristina", "belgrade"): 0.3}}
    assert only(acts(model, "pristina", "speak", "belgrade", **so)).causes == (built,)


def test_a_patron_orders_for_the_deal_that_waits(model):
    committee = model.core.state.committees.rows[0].name
    so = with_issue(settled=True, waits_for=("serbian_list",), deal_hour=60.0, deal_event=4)
    order = only(acts(model, "belgrade", "order", **so))
    assert (order.kind, order.actor, order.causes) == ("order_down", "belgrade", (4,))
    again = only(acts(model, "belgrade", "order_again", committee, **so))
    assert (again.kind, again.place, again.causes) == ("order_again", committee, (4,))


@pytest.mark.parametrize(
    ("decision", "step", "causes"),
    [("raise", 4, ("police_deployed", "shots")), ("lower", 2, ("concession",))],
)
def test_a_patron_moves_readiness_by_a_step(model, decision, step, causes):
    so = {
        "patrons": {"belgrade": PatronState(step=3, harm=0.5, deadlock=48.0)},
        "kin_threat": {"belgrade": 0.7}, "warned": {"belgrade": -1e9},
        "issues": {PLATES: IssueView(relative=1.0)},
    }  # fmt: skip
    action = only(acts(model, "belgrade", decision, **so))
    assert (action.kind, action.actor, action.n) == ("readiness", "belgrade", step)
    assert action.causes == why(model, *causes)
    terms, p = dict(action.terms), model.core.p.kin_readiness
    assert terms["step"] == (p.highest if decision == "raise" else p.partial)
    told = (terms["days_of_deadlock"], terms["harm_to_kin"], terms["threat_to_kin"])
    assert told == (2.0, 0.5, 0.7)
    assert terms["warning"] == 0.0
    assert terms["alarm"] > 0.45


def test_headquarters_send_people_to_their_sites(model):
    p, built = model.core.p.availability, why(model, "barricade_built")
    held = only(acts(model, "kfor", "hold", "ibar_main_bridge"))
    assert held[:3] == ("send_force", "kfor", "ibar_main_bridge")
    assert (held.n, held.causes) == (round(p.bridge_company), built)
    watches = model.core.plan.actors["kfor"].watches
    there, may = {("kfor", watches[0])}, {("kfor", "enter", site) for site in watches}
    sent = acts(model, "kfor", "watch", standing=blocked(a="x"), ordered=there, may=may)
    assert [(one.kind, one.place, one.n) for one in sent] == [
        ("send_force", site, round(p.gate_company)) for site in watches[1:]
    ]


def test_who_may_clear_clears_the_barricade_that_stands_longest():
    model = started("actors.kfor.posture.clears=true")
    first, second = "zvecan_north", "leposavic_south"
    so = {
        "standing": blocked(rudare_junction="x", **{first: "x", second: "x"}),
        "may": {("kfor", "clear", first), ("kfor", "clear", second)},
        "working": {first, second},
        "clearers": model.core.state.clearers,
    }
    company = round(model.core.p.availability.gate_company)
    sent = only(acts(model, "kfor/clearing", "clear", **so))
    assert (sent.kind, sent.actor, sent.place, sent.n) == ("send_force", "kfor", first, company)
    post = Post("kfor", "", first, company, model.core.hours + 1.0)
    model.core.state.posts.append(post)
    assert acts(model, "kfor/clearing", "clear", **so) == []
    post.arrives = model.core.hours
    action = only(acts(model, "kfor/clearing", "clear", **so))
    assert (action.kind, action.actor, action.place, action.n) == ("clear", "kfor", first, company)
    assert action.causes == (so["standing"][first].event,)
    assert dict(action.terms)["expected_resistance"] == model.core.p.clearance.expected_first
    post.n = 900
    assert only(acts(model, "kfor/clearing", "clear", **so)).n == company


def test_headquarters_call_the_army_and_ask_for_reserves(model):
    call = only(acts(model, "kfor", "hotline"))
    assert (call.kind, call.actor, call.target) == ("hotline", "kfor", "belgrade")
    assert call.causes == why(model, "shots")
    asks = only(acts(model, "kfor", "ask_reserve", trouble_hours=97.0, rung=5))
    higher = model.core.plan.actors["kfor"].higher
    assert (asks.kind, asks.actor, asks.target) == ("ask_reserve", "kfor", higher)
    assert dict(asks.terms) == {"hours_of_trouble": 97.0, "rung": 5.0}


def test_a_command_releases_to_who_asked_because_it_asked(model):
    command = model.core.plan.actors["kfor"].higher
    action = only(acts(model, command, "release", "kfor", reserve_asked={"kfor": 5}))
    assert (action.kind, action.actor, action.target) == ("release", command, "kfor")
    assert action.causes == (5,)


def test_a_command_answers_the_forces_under_it_and_no_others():
    model = started("actors.kfor.higher=null")
    assert higher_commands(model, model.core).table == ()
    model = started()
    assert higher_commands(model, model.core).table == (("jfc_naples", "kfor"),)


def test_second_responders_go_where_the_most_people_are(model):
    agent = next(one for one in model.agents if one.name == "eulex_police")
    agent.responder = agent.responder._replace(sites=("a", "b", "c"))
    troubled = {"a": 10.0, "b": 90.0, "z": 900.0}
    action = only(acts(model, "eulex_police", "respond", troubled=troubled))
    assert (action.kind, action.actor, action.place) == ("send_force", "eulex_police", "b")
    assert action.n == round(model.core.p.availability.bridge_company)
    assert action.causes == why(model, "barricade_built")
    assert dict(action.terms)["people"] == 90.0


def test_a_channel_corrects_what_its_audience_believes(model):
    agent = next(
        one for one in model.agents if getattr(one, "editor", None) and one.editor.quarters
    )
    believing = np.zeros(len(model.core.state.quarters.rows))
    believing[agent.editor.quarters[-1]] = 0.3
    action = only(acts(model, agent.name, "correct", believing=believing))
    assert (action.kind, action.actor, action.causes) == (
        "correct",
        agent.name,
        why(model, "rumour"),
    )
    assert action.terms == (("believing", 0.3),)


def test_every_decision_has_a_clock_of_its_own_for_each_who_can_take_it(model):
    for make in INSTITUTIONS:
        kind = make(model, model.core)
        assert isinstance(kind, Kind)
        for decision, options in kind._options.items():
            assert len(set(options.names)) == len(options.names), decision


class Asked(Decider):
    """Says how often it was asked about something in one tick."""

    def act(self, *asked):
        return [len(asked[-1])]


@pytest.mark.parametrize("repeats", [False, True])
def test_what_repeats_is_done_as_often_as_its_clock_rings_and_all_else_once(model, repeats):
    agent = Asked(model, model.core, "kfor", "asked")
    options = {"ask": Options((agent,), ("",), repeats)}
    kind = Kind(model.core, [agent], None, options, lambda _table, _view: {"ask": [4000.0]})
    times = only(kind.decide(calm_view()))
    assert 800 < times < 1200 if repeats else times == 1  # a thousand in a quarter of an hour


def test_a_second_government_commands_only_its_own_police_and_decides_its_own_issues():
    firm = "{resolve: 0.5, restraint: 0.5, reciprocity: 0.5, audience: 0.2}"
    second = f"actors.second={{name: Second, kind: government, posture: {firm}}}"
    theirs = "actors.special_police.answers_to=second"
    for sets, clears_for in [((), ("pristina", (PLATES,))), ((theirs,), ("second", ()))]:
        by_name = {one.name: one for one in started(second, *sets).agents}
        force = by_name["special_police/clearing"].force
        assert (force.government, force.issues) == clears_for


def test_what_follows_from_relations_of_the_base_case(model):
    by_name = {one.name: one for one in model.agents}
    east = by_name["belgrade"].principal
    assert (east.clients, east.issues) == ({"serbian_list"}, (PLATES,))
    assert len(east.committees) == 4
    assert by_name["kfor"].force.patron == "belgrade"
    issue, p = model.core.plan.issues[PLATES], model.core.p.bargaining
    worth = getattr(p, f"stake_{issue.object}") * max(s.value for s in issue.salience.values())
    stake = by_name[f"pristina/{PLATES}"].choice.stake
    assert stake[0] == pytest.approx(worth * p.decider_share)
    assert {one.cell.patron for one in model.agents if one.actor == "armed_groups"} == {"belgrade"}
    police = by_name["special_police/clearing"].force
    assert (police.government, police.issues) == ("pristina", (PLATES,))
    assert 0.0 < police.mandate < 1.0
    assert by_name["eulex_police"].responder.sites == ("ibar_main_bridge",)
    assert by_name[f"pristina/{PLATES}"].choice.blockers == {"serbian_list"}
    assert by_name["unmik"].issues == ()
