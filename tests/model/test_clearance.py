"""Forces that may clear: what they weigh, what they learn, and what those who are cleared do."""

import math

import mesa
import pytest

from sim.model.actions import Action
from sim.model.agents.commander import Commander
from sim.model.contacts import clearing
from sim.model.effects import approach, forces
from sim.model.rules import clearance
from sim.model.state import Barricade
from tests.model.test_switches import off
from tests.model.worlds import count, runs, started

CLEARS = "actors.kfor.posture.clears=true"
POINT = "rudare_junction"


@pytest.fixture
def core():
    core = started(CLEARS).core
    event = core.log.add("barricade_built", place=POINT, source="serbian_list", given=True)
    core.state.standing[POINT] = Barricade(0.0, "serbian_list", event, "barricade")
    return core


def test_who_may_not_clear_learns_nothing():
    police = {"special_police"}
    assert set(started().core.state.clearers) == police
    assert set(started(CLEARS).core.state.clearers) == {"kfor"} | police


def test_a_lane_takes_need_away(core):
    core.state.clearers["kfor"].need = 2.0
    approach.talk(core, Action("talk", "kfor", POINT))
    assert core.state.clearers["kfor"].need == pytest.approx(1.1)
    assert core.log.events[-1].kind == "lane_opened"


def test_an_ultimatum_runs_out_and_frightens(core):
    quarters = core.state.quarters
    before = quarters.shock.sum() if hasattr(quarters, "shock") else quarters.acute.sum()
    approach.warn(core, Action("warn", "kfor", POINT))
    after = quarters.shock.sum() if hasattr(quarters, "shock") else quarters.acute.sum()
    assert core.state.clearers["kfor"].until > core.hours
    assert core.log.events[-1].kind == "ultimatum"
    assert after > before


def test_an_ultimatum_brings_people_to_the_site(core):
    def out():
        return int(core.people.count_out().sum())

    before, core.p.clearance.warned_share = out(), 0.0
    approach.warn(core, Action("warn", "kfor", POINT))
    assert out() == before
    core.p.clearance.warned_share = 0.5
    approach.warn(core, Action("warn", "kfor", POINT))
    assert out() > before


def test_many_people_turn_a_force_back_before_contact(core):
    learnt = core.state.clearers["kfor"]
    action = Action("clear", "kfor", POINT, n=50)
    assert approach.steps_back(core, action, learnt, 5000.0, "serbs_north")
    assert learnt.expected == pytest.approx(0.5 * 0.7 + 0.5 * 2.5)
    assert (learnt.encounters, learnt.caution) == (0.5, 0.3)
    assert core.log.events[-1].kind == "clearing_abandoned"
    assert POINT in core.state.standing


def test_nobody_there_is_unopposed_and_makes_bolder(core):
    core.p.clearance.aware_least = core.p.clearance.aware_live = 0.0
    learnt = core.state.clearers["kfor"]
    learnt.need = 1.0
    clearing.clear(core, Action("clear", "kfor", POINT, n=100))
    assert POINT not in core.state.standing
    assert core.state.cleared == {POINT: core.hours}
    assert (learnt.need, learnt.expected) == pytest.approx((0.6, 0.7 * 0.75))


def test_force_makes_careful_and_calls_up_more(core):
    core.p.clearance.more_chance = core.p.clearance.two_for_one = 1.0
    committees, learnt = core.state.committees, core.state.clearers["kfor"]
    committees.level[:], committees.weariness[:] = 2.0, 0.5
    groups = committees.groups.sum()
    learnt.need = 1.0
    approach.forced(core, learnt, "serbian_list")
    assert (learnt.need, learnt.caution) == pytest.approx((0.35, 0.8))
    assert set(committees.level.tolist()) == {3.0}
    assert set(committees.weariness.tolist()) == {0.4}
    assert committees.groups.sum() == pytest.approx(groups + 1.0)


def alarmed(core, town: int) -> float:
    """Who would come at an alarm in a municipality, by hand."""
    p, m = core.p.clearance, core.p.mobilisation
    rows = core.state.quarters.of_groups(("serbs_north",), town)
    near = p.near_share * m.adult_share * float(core.quarter_people[rows].sum())
    law = (p.surge, m.cost_mean - m.called_weight - m.social_weight, m.cost_sd)
    return clearance.alarmed(float(core.state.quarters.threat[rows].max()), law, near)


def test_who_comes_at_an_alarm_is_where_it_is_and_not_at_all_sites(core):
    def met() -> int:
        core.state.clearers["kfor"].until = 0.0  # warned, so that the alarm is in time
        clearing.clear(core, Action("clear", "kfor", POINT, n=1))
        assert core.log.events[-1].kind == "clearing_abandoned"
        return core.log.events[-1].people

    alone = [met() for _ in range(8)]
    for other in ("zvecan_north", "banjska_turn"):
        core.state.standing[other] = core.state.standing[POINT]
    beside = [met() for _ in range(8)]
    assert sum(beside) > 0.6 * sum(alone)  # of three sites a third; each alarm has its own luck


def test_fewer_come_from_farther_away(core):
    expected = 0
    for town, municipality in enumerate(core.map.municipalities):
        if town != core.town_of(POINT) and core.state.quarters.of_groups(("serbs_north",), town):
            far = core.map.minutes(municipality.seat, POINT) / core.p.confrontation.reach_minutes
            expected += round(math.exp(-far) * alarmed(core, town))
    assert expected > 100
    assert approach.from_farther(core, POINT, "serbian_list") == expected


def test_force_that_meets_people_is_fought_over_for_a_while(core):
    core.p.clearance.retreat_ratio = 100.0  # nobody steps back
    core.state.clearers["kfor"].until = 0.0
    clearing.clear(core, Action("clear", "kfor", POINT, n=100))
    [goes_on] = core.state.contacts.encounters
    assert goes_on.until == pytest.approx(core.hours + core.p.contact.given_hours)
    assert (goes_on.kind, goes_on.parties) == ("scuffle", ("kfor", "serbs_north"))
    assert goes_on.postures == ("clear", "press")  # who comes to a fight does not come to stand
    assert goes_on.people[1] > round(alarmed(core, core.town_of(POINT)))  # and those from farther


def test_without_it_a_force_clears_whatever_it_meets():
    def attempts(*sets):
        made = runs(6, CLEARS, "clock.days=4", "mechanisms.patron_control=false", *sets)
        return sum(count(run, "barricade_cleared", "clearing_stopped") for run in made)

    assert attempts(off("clearance")) > attempts()


def test_who_is_missing_is_sent_for_first_and_not_twice(core):
    company = round(core.p.availability.gate_company)
    core.state.clearers["kfor"].expected = 2.0 * core.p.clearance.expected_first
    own = Commander(mesa.Model(), core, "kfor")
    [sends] = own._go(POINT, (), ())
    assert (sends.kind, sends.n) == ("send_force", 2 * company)
    forces.send_force(core, sends)
    assert own._go(POINT, (), ()) == []
    for post in core.state.posts:
        post.arrives = min(post.arrives, core.hours)
    [clears] = own._go(POINT, (), ())
    assert (clears.kind, clears.n) == ("clear", 2 * company)


def test_resistance_is_learnt_by_what_a_company_would_have_met(core):
    learnt = core.state.clearers["kfor"]
    approach.steps_back(core, Action("clear", "kfor", POINT, n=200), learnt, 300.0, "serbs_north")
    assert learnt.expected == pytest.approx(0.5 * 0.7 + 0.5 * 1.5)
