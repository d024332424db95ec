"""What holding out costs, tick by tick: who bears it, where, and when nobody does."""

import pytest

from sim.model.actions import Action
from sim.model.attrition import CostsOfHoldingOut
from sim.model.carrying_out import EFFECTS
from sim.model.state import Post
from tests.model.worlds import started

PLATES = "plates_and_papers"
NOW = f"issues.{PLATES}.takes_effect='2022-07-31 06:00'"
AWAY = "timeline.police_to_the_gates=null"


def in_force(*more, place="jarinje_crossing", officers=100):
    """A decision in force, one barricade, and special police at a place."""
    model = started(NOW, AWAY, *more)
    core = model.core
    core.state.posts.append(Post("special_police", "", place, officers, 0.0))
    EFFECTS["build"](core, Action("build", "serbian_list", "zvecan_north", n=50))
    return core


def noted(core):
    """What one tick costs, apart from violence."""
    cost = core.state.issues[PLATES].attrition
    cost.hours = cost.decider = cost.contesters = 0.0
    CostsOfHoldingOut(core).note(core)
    return cost


def a_tick(core, exposed):
    p, blocked = core.p.bargaining, 1 / core.p.barricades.full_network
    days = core.step / 24.0
    return (p.force_day * exposed + p.roads_day * blocked * (0.4 + 0.6 * exposed)) * days


@pytest.mark.parametrize(("officers", "exposed"), [(50, 0.5), (100, 1.0), (300, 1.0)])
def test_an_own_force_in_contact_costs_who_decides(officers, exposed):
    core = in_force(officers=officers)
    cost = noted(core)
    assert cost.hours == core.step
    assert cost.decider == pytest.approx(a_tick(core, exposed))
    kin = core.p.bargaining.kin_day * (1.0 + 0.5 / core.p.barricades.full_network)
    assert cost.contesters == pytest.approx(kin * core.step / 24.0)


@pytest.mark.parametrize(
    ("more", "exposed"),
    [
        ((f"issues.{PLATES}.where=jarinje_crossing",), 1.0),
        ((f"issues.{PLATES}.where=mun_leposavic",), 1.0),
        ((f"issues.{PLATES}.where=brnjak_crossing",), 0.0),
        ((f"issues.{PLATES}.object=custody",), 0.0),
    ],
)
def test_what_costs_is_what_stands_at_the_contested_thing(more, exposed):
    core = in_force(*more)
    assert noted(core).decider == pytest.approx(a_tick(core, exposed))


def test_peacekeepers_who_ring_a_force_take_its_cost_away():
    core = in_force()
    noted(core)
    neutral = core.posture["kfor"].neutrality
    core.state.posts.append(Post("kfor", "", "jarinje_crossing", 50, 0.0))
    assert noted(core).decider == pytest.approx(a_tick(core, 1.0 - 0.5 * neutral))


def test_who_holds_the_contested_thing_bears_its_cost():
    core = in_force(f"issues.{PLATES}.where=jarinje_crossing", officers=0)
    core.state.posts.append(Post("kfor", "", "jarinje_crossing", 50, 0.0))
    assert noted(core).holder == 0.0
    core.state.issues[PLATES].handed_over = True
    p = core.p.bargaining
    cost = noted(core)
    assert cost.holder == pytest.approx(p.force_day * p.holder_share * 0.5 * core.step / 24.0)
    assert cost.decider == pytest.approx(a_tick(core, 0.0))


def test_nothing_costs_when_nobody_presses_or_when_it_is_settled():
    core = in_force()
    core.state.standing.clear()
    assert noted(core).hours == 0.0
    core = in_force()
    core.state.issues[PLATES].open = False
    assert noted(core).decider == 0.0
    core = in_force(f"issues.{PLATES}.takes_effect='2022-07-31 20:00'")
    assert noted(core).decider == 0.0


def test_an_army_on_alert_costs_its_patron():
    core = in_force()
    calm = noted(core).contesters
    core.state.patrons["belgrade"].readiness = 2
    alert = 2 * core.p.bargaining.alert_day * core.step / 24.0
    assert noted(core).contesters == pytest.approx(calm + alert)


def test_violence_costs_only_where_it_meets_an_own_force():
    core = in_force()
    costs = CostsOfHoldingOut(core)
    costs.note(core)
    before = core.state.issues[PLATES].attrition.decider
    shot = {"place": "zvecan", "source": "armed_groups"}
    core.log.add("shots", target="local_police", **shot)
    core.log.add("shots", target="special_police", injured=1, **shot)
    core.log.add("scuffle", place="zvecan", source="serbs_north", target="special_police")
    costs.note(core)
    cost = core.state.issues[PLATES].attrition
    contact = 2 * core.p.bargaining.contact
    assert cost.decider - before == pytest.approx(a_tick(core, 1.0) + contact)
    assert cost.losses == pytest.approx(0.1)
