"""Actors act on what is there and known: deals, announcements, arrests, clearing, mediators."""

import math

import pytest

from sim.model.actions import Action
from sim.model.effects import deals
from sim.model.effects.table import EFFECTS
from sim.model.model import EscalationModel
from sim.model.state import Post
from tests.model.test_agents import agent, decided, view_of
from tests.model.worlds import TINY, loaded, started
from tests.scenario.small import Case

ISSUE = "plates_and_papers"
POINTS = {"mun_leposavic": "leposavic_south", "mun_zvecan": "zvecan_north"}
BARE = (*TINY, "timeline.police_to_the_gates=null")


def conceded(requires, *, barricades=(), given=False):
    """A model after a concession that requires some things, while barricades stand."""
    made = f"issues.{ISSUE}.concession={{kind: swap, days: null, requires: [{requires}]}}"
    model = started(made, *BARE[2:])
    for point in barricades:
        EFFECTS["build"](model.core, Action("build", "serbian_list", point, n=50))
    EFFECTS["concede"](model.core, Action("concede", "pristina", ISSUE, says="swap", given=given))
    deals.check_kept(model.core)
    return model


def lapses(model):
    """Whether the government lets its deal lapse long after it."""
    view = view_of(model.core)
    view = view._replace(hours=view.hours + 1000.0)
    return any(action.kind == "lapse" for action in decided(agent(model, "Government"), view, 400))


@pytest.mark.parametrize(
    ("requires", "barricades", "given", "kept"),
    [
        ("", ["zvecan_north"], False, True),
        ("", [], False, True),
        ("special_police_gone", ["zvecan_north"], False, True),
        ("all_barricades_gone", ["zvecan_north"], False, False),
        ("all_barricades_gone", [], False, True),
        ("all_barricades_gone, special_police_gone", ["zvecan_north"], False, False),
        ("all_barricades_gone", ["zvecan_north"], True, True),  # given: it asks for nothing
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
    stakes = view_of(core)._replace(rung=6, barricades=3, hours=11.0)
    assert core.state.commitment["pristina"] == 0.0
    while core.hours < 11.0:
        model.step()
        assert all(salience == 0.0 for salience in core.state.salience.values())
        assert not any(event.kind == "decision" for event in model.events)
    for actor in (
        agent(model, "Government"),
        *(a for a in model.agents if "Med" in type(a).__name__),
    ):
        kinds = {action.kind for action in decided(actor, stakes, 300)}
        assert not kinds & {"concede", "offer", "clear"}
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
    model = started(f"{entry}, prominence: 1{community}}}", *BARE[2:])
    [event] = [event for event in model.events if event.kind == "arrest"]
    inside = min(town.acute for town in model.core.state.towns)
    return event.target, inside > 0.1, model.core.state.across_acute > 0.1


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


def test_an_arrest_that_would_frighten_nobody_is_refused(tmp_path):
    case = Case(tmp_path)
    case.replace("base.yaml", "    rises_against: barricades\n", "")
    case.replace("base.yaml", "community: kin, where", "community: other, where")
    [mistake] = [m for m in case.mistakes() if m.key == "timeline.taken.community"]
    assert "rises against nothing" in mistake.message
    assert "kin, kin_north" in mistake.message


def clearing(posts):
    """Orders to clear, by day and late, while police stand in some municipalities."""
    model = started(*BARE[2:])
    core = model.core
    for point in POINTS.values():
        EFFECTS["build"](core, Action("build", "serbian_list", point, n=50))
    for place, n in posts.items():
        core.state.posts.append(Post("special_police", "rosu_north", place, n, 0.0))
    core.hour, core.state.issues[ISSUE].deadline = 12.0, -10.0
    actions = decided(agent(model, "Government"), view_of(core), 4000)
    return {(a.place, a.n) for a in actions if a.kind == "clear"}


@pytest.mark.parametrize(
    ("posts", "cleared"),
    [
        ({}, set()),
        ({"mitrovica_south": 300}, set()),
        ({"jarinje_crossing": 80}, {("leposavic_south", 80)}),
        ({"leposavic": 30, "zvecan": 50}, {("leposavic_south", 30), ("zvecan_north", 50)}),
    ],
)
def test_roads_are_cleared_by_police_who_are_there_and_no_others(posts, cleared):
    assert clearing(posts) == cleared


@pytest.mark.parametrize(("rung", "more"), [(5, True), (6, True), (1, False)])
def test_mediators_see_violence_where_no_barricade_stands(rung, more):
    rates = []
    for seen in (0, rung):
        model = started(*BARE[2:])
        mediator = next(a for a in model.agents if a.name == "us_embassy")
        view = view_of(model.core)._replace(rung=seen, barricades=0)
        clock = model.core.chance.clock("offer", f"us_embassy/{ISSUE}")
        clock.threshold = math.inf
        mediator.decide(view)
        rates.append(clock.passed)
    assert (rates[1] > rates[0]) is more
