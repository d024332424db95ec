"""Fire in contacts: armed crowds, peacekeepers between, orders of fire."""

import pytest

from sim.model.model import EscalationModel
from sim.scenario.mistakes import ScenarioError
from tests.model.test_verbs import BARE
from tests.model.worlds import loaded

CLASH = (
    "at: '2022-07-31 06:15', who: serbs_north, does: clash, whom: %s, where: mitrovica_north, "
    "lasting: 9 h, people: {serbs_north: 900, %s: %d}"
)


def harm(*sets, entry, runs=8, hours=7):
    """Hurt and killed by gunfire or charges, by party, and bursts by who shoots, over some runs."""
    hit, bursts = {}, {}
    for run in range(runs):
        model = EscalationModel(loaded(*BARE, *sets, f"timeline.e={{{entry}}}"), run=run)
        for _ in range(4 * hours):
            model.step()
        for event in model.events:
            if event.kind in ("shots", "attack", "explosion"):
                hit[event.target] = hit.get(event.target, 0) + event.injured + event.killed
                bursts[event.source] = bursts.get(event.source, 0) + 1
    return hit, bursts


CROWDS = CLASH % ("albanians_north", "albanians_north", 200)
POLICE = CLASH % ("special_police", "special_police", 150)


def test_nobody_shoots_out_of_a_crowd_without_arms():
    hit, bursts = harm(entry=CROWDS)
    assert not hit
    assert not bursts


def test_armed_people_of_both_crowds_shoot_and_hit_the_other():
    hit, bursts = harm(entry=f"{CROWDS}, armed: {{serbs_north: 12, albanians_north: 12}}")
    assert min(bursts["serbs_north"], bursts["albanians_north"]) > 0
    assert min(hit["serbs_north"], hit["albanians_north"]) > 0


def test_without_armed_cells_nobody_shoots_out_of_a_crowd():
    _, bursts = harm("mechanisms.armed_cells=false", entry=f"{CROWDS}, armed: 12")
    assert not bursts


def test_peacekeepers_between_are_hit():
    between = (
        "timeline.a_shield={at: '2022-07-31 06:00', who: kfor, does: deploy, "
        "where: {mitrovica_north: 300}}"
    )
    both = "armed: {serbs_north: 60, albanians_north: 60}"
    hit, _ = harm(between, "parameters.armed_fire.at_keepers=1", entry=f"{CROWDS}, {both}", runs=12)
    assert hit["kfor"] > 0


@pytest.mark.parametrize(
    ("order", "armed", "shoots"),
    [("never", 40, False), ("if_fired_at", 0, False), ("if_fired_at", 40, True), ("free", 0, True)],
)
def test_a_force_shoots_by_its_order_of_fire(order, armed, shoots):
    sets = (
        f"actors.special_police.posture.order_of_fire={order}",
        "actors.special_police.posture.restraint=0.1",
        "parameters.armed_fire.at_will=0.5",
    )
    _, bursts = harm(*sets, entry=f"{POLICE}, armed: {armed}", runs=4)
    assert (bursts.get("special_police", 0) > 0) == shoots
    assert (bursts.get("serbs_north", 0) > 0) == (armed > 0)


NO_CELLS = "actors.armed_groups.posture.activity=0"
"""Cells beside a crowd have an order of their own: their restraint."""


@pytest.mark.parametrize(
    ("order", "serbs", "shoots"),
    [
        ("never", 40, False),
        ("if_fired_at", 0, False),
        ("if_fired_at", 40, False),
        ("line", 0, True),
        ("free", 0, True),
    ],
)
def test_armed_people_of_a_crowd_shoot_by_the_order_that_is_said(order, serbs, shoots):
    sets = (NO_CELLS, "parameters.armed_fire.opens=1", "parameters.contact.crowd_breaks=1")
    armed = f"armed: {{albanians_north: 40, serbs_north: {serbs}}}, order_of_fire: {order}"
    _, bursts = harm(*sets, entry=f"{CROWDS}, {armed}", runs=2)
    assert (bursts.get("albanians_north", 0) > 0) == shoots


@pytest.mark.parametrize(("police", "answered"), [("never", False), ("free", True)])
def test_armed_people_who_hold_their_fire_answer_police_who_shoot(police, answered):
    sets = (
        NO_CELLS,
        f"actors.special_police.posture.order_of_fire={police}",
        "actors.special_police.posture.restraint=0.1",
        "parameters.armed_fire.opens=1",
        "parameters.armed_fire.at_will=0.5",
    )
    _, bursts = harm(*sets, entry=f"{POLICE}, armed: 40, order_of_fire: if_fired_at", runs=2)
    assert (bursts.get("serbs_north", 0) > 0) == answered


def test_an_order_of_fire_is_of_people_with_firearms():
    entry = f"timeline.e={{{CROWDS}, order_of_fire: never}}"
    with pytest.raises(ScenarioError, match=r"timeline\.e\.order_of_fire.*\(armed\)"):
        loaded(*BARE, entry)


def test_charges_are_thrown_until_they_are_gone():
    hit, bursts = harm("parameters.armed_fire.throws=2.5", entry=f"{POLICE}, charges: 3", runs=1)
    assert hit["special_police"] > 0
    assert 1 <= bursts["serbs_north"] <= 3


CELL = (
    "at: '2022-07-31 06:00', who: armed_groups, does: infiltrate, size: 12, where: banjska, "
    "route: [novi_pazar, banjska], objective: a"
)
SEARCH = (
    "timeline.search={at: '2022-07-31 07:00', who: special_police, does: deploy, "
    "where: {banjska: 100}}"
)


def test_police_who_know_of_a_cell_lose_fewer():
    sure = (SEARCH, "parameters.armed_fire.contact_rate=0.02")
    unknown, _ = harm(*sure, entry=CELL, runs=16, hours=12)
    known, _ = harm(*sure, entry=f"{CELL}, known_to: [special_police]", runs=16, hours=12)
    assert unknown["special_police"] > 2 * known.get("special_police", 0)
    assert known["armed_groups"] > 0
