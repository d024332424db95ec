"""What organisers of a town of the base case do once a clock has rung."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.analysis.inequalities import inequality
from sim.model.state import Barricade
from tests.fakes import event
from tests.model.test_agents import view_of
from tests.model.worlds import committee, quarter, started

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
