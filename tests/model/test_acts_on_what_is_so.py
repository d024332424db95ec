"""Actors act on what is there and known: deals, announcements, arrests, clearing, mediators."""

import math

import pytest

from sim.model import news, phases_memory
from sim.model.actions import Action
from sim.model.agents.commander import clearable
from sim.model.carrying_out import EFFECTS
from sim.model.effects import deals
from sim.model.model import EscalationModel
from sim.model.requirements import Requirements
from sim.model.state import Post
from tests.model.test_agents import agent, view_of
from tests.model.worlds import TINY, loaded, started

ISSUE = "plates_and_papers"
POINTS = {"mun_leposavic": "leposavic_south", "mun_zvecan": "zvecan_north"}
BARE = (*TINY, "timeline.police_to_the_gates=null")


NOBODY_THERE = "posts.special_police.contested == 0"


def conceded(requires, *, barricades=(), given=False):
    """A model after a concession that requires some things, while barricades stand."""
    asks = f", requires: {requires}" if requires else ""
    model = started(f"issues.{ISSUE}.deals={{swap: {{kind: swap{asks}}}}}", *BARE[2:])
    for point in barricades:
        EFFECTS["build"](model.core, Action("build", "serbian_list", point, n=50))
    action = Action("concede", "pristina", ISSUE, "swap", given=given)
    if given:
        deals.concede_given(model.core, action, "swap", None)
    else:
        EFFECTS["concede"](model.core, action)
    Requirements(model.core).check(model.core)
    return model


def rates_of(model, view):
    """Highest rate of each decision of an institution."""
    found = {}
    for kind in model._institutions:
        for decision, rates in kind._rates(kind.table, view).items():
            found[decision] = max(found.get(decision, 0.0), *rates, 0.0)
    return found


def lapses(model):
    """Whether the deal can lapse long after it."""
    view = view_of(model.core)
    return rates_of(model, view._replace(hours=view.hours + 1000.0))["lapse"] > 0.0


@pytest.mark.parametrize(
    ("requires", "barricades", "given", "kept"),
    [
        ("", ["zvecan_north"], False, True),
        ("", [], False, True),
        (NOBODY_THERE, ["zvecan_north"], False, True),
        ("barricades == 0", ["zvecan_north"], False, False),
        ("barricades == 0", [], False, True),
        (f"barricades == 0 and {NOBODY_THERE}", ["zvecan_north"], False, False),
        ("barricades == 0", ["zvecan_north"], True, True),  # given: it asks for nothing
    ],
)
def test_a_deal_lapses_only_for_what_it_requires(requires, barricades, given, kept):
    model = conceded(requires, barricades=barricades, given=given)
    assert model.core.state.issues[ISSUE].deal.kept is kept
    assert lapses(model) is not kept


LATE = f"issues.{ISSUE}.announced='2022-07-31 18:00'"
NEWS = (
    f"timeline.news={{at: '2022-07-31 18:00', who: pristina, does: announce, issue: {ISSUE}, "
    "exogenous: true}"
)
BY_ENTRY = (f"issues.{ISSUE}.announced=null", NEWS)


@pytest.mark.parametrize("sets", [(LATE,), BY_ENTRY], ids=["date", "entry"])
def test_an_issue_moves_nobody_before_it_is_announced(sets):
    model = EscalationModel(loaded(*BARE, *sets), run=0)
    core = model.core
    assert core.state.commitment["pristina"] == 0.0
    while core.hours < 11.0:
        model.step()
        assert all(salience == 0.0 for salience in core.state.salience.values())
        assert not any(event.kind == "decision" for event in model.events)
    rates = rates_of(model, view_of(core)._replace(rung=6, hours=11.0))
    assert {rates.get(decision, 0.0) for decision in ("concede", "offer", "clear")} == {0.0}
    while core.hours < 12.5:
        model.step()
    [decision] = [event for event in model.events if event.kind == "decision"]
    assert (decision.tick, decision.given) == (48, True)
    assert max(core.state.salience.values()) > 0.0
    assert core.state.commitment["pristina"] >= 1.0


def test_an_issue_announced_before_the_start_is_known_at_once_and_moves_no_memory():
    model = started(*BARE[2:])
    [decision] = [event for event in model.events if event.kind == "decision"]
    assert decision.tick == 0
    assert model.core.log.rung_with_given(0) == 0


def after_arrest(community):
    entry = "timeline.taken={at: '2022-07-31 06:00', who: special_police, does: arrest, person: x"
    model = started(
        f"{entry}, prominence: 1{community}}}", *BARE[2:], ticks=16
    )  # word of it spreads
    [event] = [event for event in model.events if event.kind == "arrest"]
    quarters = model.core.state.quarters
    north, south = (
        quarters.shock[quarters.of_groups((group,))].min() > 0.05
        for group in ("serbs_north", "albanians_south")
    )
    return event.target, north, south


@pytest.mark.parametrize(
    ("community", "target", "inside", "across"),
    [
        ("", "serbs_north", True, False),
        (", community: serb", "serbs_north", True, False),
        (", community: serbs_north", "serbs_north", True, False),
        (", community: albanians_south", "albanians_south", False, True),
        (", community: albanian", "albanians_south", False, True),
    ],
)
def test_an_arrest_frightens_the_group_it_names(community, target, inside, across):
    assert after_arrest(community) == (target, inside, across)


def clearing(posts):
    """Barricades that police clear, by day and late, while they stand in some municipalities."""
    model = started(*BARE[2:])
    core = model.core
    for point in POINTS.values():
        EFFECTS["build"](core, Action("build", "serbian_list", point, n=50))
    for place, n in posts.items():
        core.state.posts.append(Post("special_police", "rosu_north", place, n, 0.0))
    core.hour, core.state.issues[ISSUE].deadline = 12.0, -10.0
    view, who = view_of(core), agent(model, "special_police/clearing")
    can = clearable(who.force, view)
    assert (rates_of(model, view)["clear"] > 0.0) is bool(can)
    return {(one.place, one.n) for one in who.act(view, "clear", ("",))} if can else set()


@pytest.mark.parametrize(
    ("posts", "cleared"),
    [
        ({}, set()),
        ({"mitrovica_south": 300}, set()),
        ({"jarinje_crossing": 80}, {("leposavic_south", 80)}),
        ({"leposavic": 30, "zvecan": 50}, {("leposavic_south", 30)}),  # one at a time
    ],
)
def test_roads_are_cleared_by_police_who_are_there_and_no_others(posts, cleared):
    assert clearing(posts) == cleared


@pytest.mark.parametrize(("rung", "more"), [(5, True), (6, True), (1, False)])
def test_mediators_see_violence_where_no_barricade_stands(rung, more):
    model = started(*BARE[2:])
    core = model.core
    calm = rates_of(model, view_of(core))["offer"]
    core.log.add("shots", place="zvecan", rung=rung)
    news.spread(core)
    core.hours += 24.0  # by then everybody has heard of it
    news.spread(core)
    seen = rates_of(model, view_of(core))["offer"]
    assert (seen > calm) is more


def test_words_of_weeks_ago_commit_less():
    core = started(*TINY).core
    core.state.said = {"pristina": 1.0}
    committed = view_of(core).commitment["pristina"]
    assert committed == core.state.commitment["pristina"] + 1.0
    phases_memory.remember(core)
    left = math.exp(-core.step / core.p.audience_costs.fade_hours)
    assert core.state.said["pristina"] == pytest.approx(left)


def test_who_was_told_down_in_the_same_tick_calls_nobody_out():
    model = started(*BARE)
    committees = model.core.state.committees
    [row] = committees.of(("serbian_list",), model.core.town_of("zvecan"))
    committees.stand_down[row] = True
    EFFECTS["call"](model.core, Action("call", "serbian_list", "mun_zvecan"))
    assert not committees.called.any()
    assert not any(event.kind == "sirens_on" for event in model.events)
    committees.stand_down[row] = False
    EFFECTS["call"](model.core, Action("call", "serbian_list", "mun_zvecan"))
    assert committees.called[row]
