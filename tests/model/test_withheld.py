"""Means that stop what neither a road nor a crowd stops: offices that are left empty."""

from pathlib import Path

import numpy as np
import pytest

from sim.model.actions import Action
from sim.model.agents import organiser_rates
from sim.model.agents.organiser_table import table_of
from sim.model.attrition import withheld
from sim.model.carrying_out import EFFECTS
from sim.model.model import EscalationModel
from sim.scenario.load import load
from sim.scenario.means import standing_means
from sim.scenario.mistakes import ScenarioError
from tests.model.test_agents import view_of

SITUATIONS = Path(__file__).parents[2] / "scenarios" / "situations"
ROAD = {"barricade", "crossing_blockade"}
PLACE = {"crowd", "sit_in"}
OFFICES = {"strike", "resignation"}


def at_hour(name, hour, *sets):
    loaded = load(SITUATIONS / f"{name}.yaml", ("ensemble.one_in=40", *sets))
    model = EscalationModel(loaded, run=0)
    while model.core.hours < hour:
        model.step()
    return model


def chosen(model, over=0.1):
    """Rate at which each means is called for, of the committee that is readiest for it."""
    core = model.core
    core.state.committees.using[:] = False
    view = view_of(core)
    n = len(core.state.committees.rows)
    rates = organiser_rates.call_rates(table_of(core), view, np.full(n, over)).max(axis=1)
    return dict(zip(standing_means(core.plan.means), rates.tolist(), strict=True))


@pytest.mark.parametrize(
    ("situation", "hour", "means"),
    [("blockade", 28.0, ROAD), ("town_hall", 36.0, PLACE), ("registry", 28.0, OFFICES)],
)
def test_a_means_is_chosen_where_it_stops_what_is_contested(situation, hour, means):
    rates = chosen(at_hour(situation, hour))
    best = max(rates, key=lambda name: rates[name])
    assert best in means
    others = max(rate for name, rate in rates.items() if name not in means)
    assert others < 0.2 * rates[best]


def test_offices_are_left_by_day_and_only_while_a_decision_is_in_force():
    before, night, day = (at_hour("registry", hour) for hour in (24.0, 46.0, 52.0))
    assert [max(chosen(one)[name] for name in OFFICES) > 0 for one in (before, night, day)] == [
        False, False, True,
    ]  # fmt: skip


def strike(model, means="strike"):
    EFFECTS["withhold"](model.core, Action("withhold", "league", "old_town", "hill", means=means))


def test_a_strike_is_called_for_what_is_feared():
    model = at_hour("registry", 28.0)
    agent = next(a for a in model.agents if type(a).__name__ == "Organiser")
    row = agent.row.calls[0]
    quarters = model.core.state.quarters
    quarters.parts[:, row] = 0.5
    threat = np.zeros(len(quarters.rows))
    threat[row] = 9.0
    [strike] = agent.act(view_of(model.core)._replace(threat=threat), "call", ("strike",))
    assert (strike.kind, strike.means) == ("withhold", "strike")
    assert strike.causes == agent._reasons(row) != ()


def test_a_strike_empties_offices_and_costs_who_decides_by_the_day():
    model = at_hour("registry", 28.0)
    core, owners = model.core, frozenset({"league"})
    assert withheld(core, owners) == 0.0
    strike(model)
    assert core.log.events[-1].kind == "work_withheld"
    assert not core.state.committees.called.any()
    assert withheld(core, owners) == pytest.approx(0.9 / 2)  # one of two municipalities
    before = core.state.issues["registry"].attrition.decider
    model.step()
    cost = core.state.issues["registry"].attrition.decider - before
    p = core.p.bargaining
    assert cost == pytest.approx(p.offices_day * 0.45 * core.step / 24.0)


def test_a_strike_tires_and_a_resignation_does_not():
    def weary(means):
        model = at_hour("registry", 28.0)
        committees = model.core.state.committees
        row = committees.of(("league",), model.core.town_of("old_town"))
        strike(model, means)
        model.step()
        return float(committees.weariness[row[0]])

    assert weary("strike") > weary("resignation") == 0.0


def leaving(table, view):
    """Rates at which committees that are very afraid leave what they hold."""
    threat = organiser_rates.threats(table.committees, view.threat) + 10.0
    will = organiser_rates.wills(table, view, threat)
    return organiser_rates.leave_rates(table, view, will)


def test_people_go_back_when_it_is_settled():
    model = at_hour("registry", 28.0)
    core = model.core
    for means in OFFICES:
        strike(model, means)
    view, table = view_of(core), table_of(core)
    leaves = leaving(table, view)
    assert organiser_rates.take_up_rates(table, view, leaves).max() < 1e-9
    EFFECTS["concede"](core, Action("concede", "republic", "registry", "suspended"))
    model.step()
    rates = organiser_rates.take_up_rates(table_of(core), view_of(core), leaves)
    assert rates.max() == core.p.barricades.remove_rate_day
    EFFECTS["take_up"](core, Action("take_up", "league", "old_town", means="strike"))
    assert core.log.events[-1].kind == "work_taken_up"


@pytest.mark.parametrize("sites", [("valley_mouth",), ("valley_mouth", "the_pass")])
def test_organisers_contest_the_sites_that_they_name_and_no_others(sites):
    said = f"actors.league.sites=[{', '.join(sites)}]"
    rows = at_hour("blockade", 0.0, said).core.state.committees.rows
    assert {site for row in rows for site in row.points} == set(sites)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("actors.league.sites=[long_bridge]", "contest roads and crossings"),
        ("actors.league.municipalities=[old_town]", "add it to municipalities"),
        ("means.strike.lorries=2", "is of a block only, and strike withholds work"),
        ("means.crowd.upkeep=1", "is of withhold only, and crowd gathers people"),
    ],
)
def test_what_a_means_or_an_organiser_cannot_use_is_refused(said, told):
    with pytest.raises(ScenarioError, match=told):
        load(SITUATIONS / "registry.yaml", ("actors.league.sites=[the_pass]", said))
