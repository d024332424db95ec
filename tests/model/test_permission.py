"""Mandates in a run: what is refused, by whom, and what needs units that are there."""

import pytest

from sim.model.model import EscalationModel
from sim.scenario.load import load
from tests.scenario.small import Case

GONE = ("police_to_the_gate", "calm", "group", "postponed", "gate_shut", "taken")
EARLY = "at: '2022-07-31 07:00'"
LATE = "at: '2022-07-31 12:00'"


@pytest.fixture
def case(tmp_path):
    return Case(tmp_path / "case")


def ran(case: Case, *entries: str, mandates: str = "", hours: float = 8.0, more: str = ""):
    """A run of the small case in which only these entries are given, after some hours."""
    given = "".join(f"  entry_{n}: {{{entry}}}\n" for n, entry in enumerate(entries))
    text = "extends: base.yaml\nensemble: {one_in: 1}\n" + (
        f"mandates: {{{mandates}}}\n" if mandates else ""
    )
    given += "".join(f"  {name}: null\n" for name in GONE)
    path = case.write("day.yaml", f"{text}timeline:\n{given}{more}")
    model = EscalationModel(load(path))
    for _ in range(round(hours * 4)):
        model.step()
    return model


def told(model, kind):
    return [event for event in model.events if event.kind == kind]


def refused(model):
    return [(e.place, e.source, e.target, e.says) for e in told(model, "refused")]


def test_police_enter_unless_a_mandate_says_otherwise(case):
    go = f"{EARLY}, who: police, does: deploy, where: {{gate: 60, north: 20}}"
    free = ran(case, go)
    assert {e.place for e in told(free, "police_deployed")} == {"gate", "north"}
    assert not refused(free)
    barred = ran(case, go, mandates="out: {who: [police], may_not: [enter], where: [mun_hill]}")
    assert refused(barred) == [("gate", "", "police", "enter: no mandate")]
    assert [(e.place, e.people) for e in told(barred, "police_deployed")] == [("north", 20)]


def test_who_must_consent_is_asked_and_may_do_so_for_a_time(case):
    rule = (
        "ask: {who: [police], may: [enter], where: [mun_hill], with_consent_of: [keepers, state]}"
    )
    go = f"{LATE}, who: police, does: deploy, where: gate, n: 60"
    yes = f"{EARLY}, who: keepers, does: consent, toward: police, acts: [enter], where: mun_hill"
    state = f"{EARLY}, who: state, does: consent, toward: police"
    one = ran(case, go, yes, mandates=rule)
    assert refused(one) == [("gate", "state", "police", "enter: without consent of state")]
    assert len(told(one, "consent")) == 1
    both = ran(case, go, yes, state, mandates=rule)
    assert not refused(both)
    assert told(both, "police_deployed")
    over = ran(case, go, f"{yes}, lasting: 2 h", state, mandates=rule)
    assert refused(over)[0][1] == "keepers"


def test_an_army_does_nothing_without_a_mandate(case):
    go = f"{EARLY}, who: army, does: deploy, where: hill, n: 60"
    assert refused(ran(case, go)) == [
        ("hill", "keepers", "army", "enter: without consent of keepers")
    ]
    other = f"{EARLY}, who: army, does: deploy, where: south, n: 60"
    assert refused(ran(case, other)) == [("south", "", "army", "enter: no mandate")]


def test_an_army_that_may_come_stands_there(case):
    go = f"{EARLY}, who: army, does: deploy, where: hill, n: 60"
    model = ran(case, go, mandates="let: {who: [army], may: [enter], where: [hill]}")
    assert not refused(model)
    assert not told(model, "no_effect")
    assert [(e.source, e.place, e.people) for e in told(model, "police_deployed")] == [
        ("army", "hill", 60)
    ]


NOW = "at: '2022-07-31 06:00'"
NEAR = "initial: {posts: [{who: police, where: gate, n: 60}]}\n"


def test_a_barricade_is_cleared_by_units_that_are_there(case):
    clear = f"{NOW}, who: police, does: clear, where: hill_road, n: 40"
    absent = ran(case, clear, hours=0.25)
    assert not told(absent, "barricade_cleared")
    said = [event.says for event in told(absent, "short_of_people")]
    assert said == ["entry_0: nobody of its units is there"]
    there = ran(case, clear, hours=0.25, more=NEAR)
    assert told(there, "barricade_cleared") or told(there, "clearing_stopped")
    cannot = ran(case, clear, hours=0.25, more=f"{NEAR}forces: {{riot: {{crowd_control: 'no'}}}}\n")
    assert told(cannot, "short_of_people"), "who may not act against a crowd clears nothing"


def test_clearing_all_is_clearing_where_one_may(case):
    barred = ran(
        case, f"{NOW}, who: police, does: clear", hours=0.25, more=NEAR,
        mandates="no: {who: [police], may_not: [clear], where: [hill_road]}",
    )  # fmt: skip
    assert refused(barred) == [("hill_road", "", "police", "clear: no mandate")]
    assert not told(barred, "barricade_cleared")


def test_a_closure_belongs_to_who_closed_it(case):
    near = f"{EARLY}, who: police, does: deploy, where: gate, n: 60"
    too = f"{EARLY}, who: keepers, does: deploy, where: gate, n: 60"
    shut = f"{LATE}, who: police, does: close_crossing, where: gate"
    assert not told(ran(case, shut), "crossing_closed"), "nobody is there"
    opened = "at: '2022-07-31 13:00', who: keepers, does: open_crossing, where: gate"
    kept = ran(case, near, too, shut, opened)
    assert refused(kept) == [("gate", "", "keepers", "open: no mandate")]
    assert kept.core.state.closed["gate"].by == "police"
    may = ran(case, near, too, shut, opened, mandates="gates: {who: [keepers], may: [open]}")
    assert not may.core.state.closed
    own = ran(case, near, shut, opened.replace("keepers", "police"))
    assert not own.core.state.closed


def test_cells_that_may_not_fire_hold_it(case):
    model = ran(
        case, mandates="truce: {who: [cells], may_not: [fire], where: [mun_hill]}", hours=0.25
    )
    assert model.core.mandate("cells", "fire", "hill") == (False, (), True)
    shooters = [agent for agent in model.deciders if agent.actor == "cells"]
    assert [agent.cell.will for agent in shooters] == [0.0]
