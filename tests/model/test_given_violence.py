"""What is given in the street acts by today's rules: people out, fear, harm, hostility, rung."""

import math

import numpy as np
import pytest

from sim.model.fighting import ARMED
from sim.model.model import EscalationModel
from sim.scenario.mistakes import ScenarioError
from sim.terms.outcomes import BY_NAME
from tests.model.test_verbs import BARE, GATE, TOWN
from tests.model.worlds import loaded

BLOCS = (
    "actors.pristina.protects=[albanians_north]",
    "actors.belgrade.protects=[serbs_north]",
    "actors.pristina.opposes=[belgrade]",
)


def stepped(*entries, ticks=4, sets=()):
    named = [f"timeline.e{n}={{at: '2022-07-31 06:15', {e}}}" for n, e in enumerate(entries)]
    model = EscalationModel(loaded(*BARE, *BLOCS, *sets, *named), run=0)
    for _ in range(ticks):
        model.step()
    return model


def fear(model, group):
    quarters = model.core.state.quarters
    return float(quarters.shock[quarters.of_groups((group,))].mean())


KILLED = "who: armed_groups, does: kill, whom: %s, where: leposavic, n: 2"
BLAMED = f"{KILLED}, blamed_on: special_police"


@pytest.mark.parametrize(("killing", "whom", "mourning"), [
    (KILLED, "albanians_north", "albanians_north"), (KILLED, "special_police", "albanians_north"),
    (BLAMED, "serbs_north", "serbs_north"), (BLAMED, "serbian_list", "serbs_north"),
])  # fmt: skip
def test_those_for_whom_the_victims_stand_fear(killing, whom, mourning):
    before, after = stepped(), stepped(killing % whom)
    assert fear(after, mourning) - fear(before, mourning) > 0.1
    assert after.core.state.killed_of == {whom: 2}
    assert after.core.log.rung_with_given(0) == 7
    assert after.core.log.rung(0) < 7


def test_two_killed_frighten_more_than_one_and_less_than_twice():
    one, two = (stepped(KILLED.replace("n: 2", f"n: {n}") % "albanians_north") for n in (1, 2))
    ratio = fear(two, "albanians_north") / fear(one, "albanians_north")
    assert ratio == pytest.approx(math.log2(3), rel=0.05)


def hostility(model, own, other):
    return model.core.state.hostility[own, other]


def test_those_who_are_blamed_are_hated():
    plain = stepped()
    by_police = KILLED.replace("armed_groups", "special_police") % "serbs_north"
    killing = stepped(by_police)
    blamed = stepped(f"{by_police}, blamed_on: belgrade")
    assert hostility(killing, "belgrade", "pristina") > hostility(plain, "belgrade", "pristina")
    assert hostility(killing, "pristina", "belgrade") < hostility(killing, "belgrade", "pristina")
    assert hostility(blamed, "belgrade", "pristina") == hostility(plain, "belgrade", "pristina")


def test_without_reciprocity_nobody_is_hated_for_it():
    by_police = KILLED.replace("armed_groups", "special_police") % "serbs_north"
    off = ("mechanisms.reciprocity=false",)
    plain, killing = stepped(sets=off), stepped(by_police, sets=off)
    assert killing.core.state.hostility == plain.core.state.hostility


CLASH = (
    "who: serbs_north, does: clash, whom: %s, where: mitrovica_north, "
    "people: {serbs_north: 600, %s: %d}, lasting: 9 h"
)


def hurt_in(runs, *sets, entry):
    """Mean people hurt by party in a clash of some hours."""
    found = {}
    for run in range(runs):
        named = f"timeline.e={{at: '2022-07-31 06:15', {entry}}}"
        model = EscalationModel(loaded(*BARE, *BLOCS, *sets, named), run=run)
        for _ in range(28):
            model.step()
        for party, n in model.core.state.injured_of.items():
            found[party] = found.get(party, 0.0) + n / runs
    return found


def test_a_clash_hurts_by_party_and_peacekeepers_between_prevent_it():
    clash = CLASH % ("albanians_north", "albanians_north", 200)
    between = (
        "timeline.a_shield={at: '2022-07-31 06:00', who: kfor, does: deploy, "
        "where: {mitrovica_north: 300}}"
    )
    free, held = hurt_in(8, entry=clash), hurt_in(8, between, entry=clash)
    sides = ("serbs_north", "albanians_north")
    assert min(free[side] for side in sides) > 5
    assert sum(held[side] for side in sides) < 0.5 * sum(free[side] for side in sides)
    assert held["kfor"] > free.get("kfor", 0)


def test_stricter_rules_of_engagement_hurt_fewer_of_a_crowd_and_not_of_the_force():
    clash = CLASH % ("special_police", "special_police", 150)
    loose, strict = (
        hurt_in(8, f"actors.special_police.posture.restraint={q}", entry=clash) for q in (0.2, 0.9)
    )
    assert strict["serbs_north"] < 0.4 * loose["serbs_north"]
    assert strict["special_police"] > 0.5 * loose["special_police"]


def test_whoever_waits_hurts_fewer_than_whoever_clears():
    clash = CLASH % ("special_police", "special_police", 150) + ", posture: {serbs_north: hold, "
    wait, clear = (
        hurt_in(8, entry=f"{clash}special_police: {posture}}}") for posture in ("hold", "clear")
    )
    assert sum(wait.values()) < 0.5 * sum(clear.values())


def test_those_who_are_hurt_leave_their_side():
    clash = CLASH % ("special_police", "special_police", 150)
    sent = (
        "timeline.a_post={at: '2022-07-31 06:00', who: special_police, does: deploy, "
        "where: {mitrovica_north: 150}}"
    )
    model = stepped(clash, ticks=28, sets=(sent,))
    there = sum(post.n for post in model.core.present("special_police"))
    assert model.core.state.injured_of["special_police"] > 0
    assert there == 150 - model.core.state.injured_of["special_police"]


def test_people_come_out_until_so_many_are_out():
    rally = f"who: serbs_north, does: rally, where: {TOWN}, n: %d, lasting: 9 d"
    out = [
        stepped(*(rally % n for n in ns)).core.state.quarters.out.sum()
        for ns in ((), (800,), (800, 800), (800, 1500))
    ]
    assert out[0] < 100
    assert out[1] == out[2] == pytest.approx(out[0] + 800, abs=120)
    assert out[3] == pytest.approx(out[0] + 1500, abs=150)


def test_under_a_curfew_fewer_come_out_there_and_then():
    raid = "who: special_police, does: raid, where: mun_leposavic, n: 300, lasting: 20 h"
    curfew = "who: pristina, does: curfew, where: mun_leposavic, hours: [%d, %d]"
    left = {}
    for name, more in {
        "none": (),
        "day": (curfew % (5, 22),),
        "night": (curfew % (22, 5),),
    }.items():
        model = stepped(raid, *more, ticks=12, sets=("ensemble.one_in=4",))
        row = model.core.state.quarters.row("serbs_north", model.core.town_of("leposavic"))
        left[name] = model.core.state.quarters.out[row]
    assert left["none"] > 100
    assert left["day"] < 0.6 * left["none"]
    assert left["night"] == left["none"]


def test_a_curfew_is_over_when_it_is():
    model = stepped(f"who: pristina, does: curfew, where: {TOWN}, hours: [5, 22], lasting: 1 h")
    assert len(model.core.state.curfews) == 1
    for _ in range(4):
        model.step()
    assert model.core.state.curfews == []


def test_an_ultimatum_runs_out_and_can_be_waited_for():
    waits = (
        "timeline.answer={when: ultimatum_over, who: special_police, does: deploy, "
        f"where: {{{GATE}: 20}}}}"
    )
    ultimatum = "who: pristina, does: ultimatum, toward: serbian_list, within: 1 h"
    model = stepped(ultimatum, ticks=10, sets=(waits,))
    given, over = (
        next(e for e in model.events if e.kind == kind) for kind in ("ultimatum", "ultimatum_over")
    )
    assert (over.tick - given.tick, over.causes, over.given) == (4, (given.id,), True)
    sent = [post for post in model.core.state.posts if post.actor == "special_police"]
    assert [(post.place, post.n) for post in sent] == [(GATE, 20)]
    assert model.core.state.ultimatums == []


def test_violence_by_a_reaction_is_not_given():
    shoot = (
        "timeline.shot={when: decision, after: {median: 15 min, sigma: 0}, who: armed_groups, "
        f"does: shoot, whom: special_police, where: {GATE}, killed: 1}}"
    )
    model = stepped(sets=(shoot,))
    assert [event.given for event in model.events if event.kind == "shots"] == [False]
    assert model.core.log.rung(0) == 7
    assert np.all(model.core.state.quarters.shock >= 0)


@pytest.mark.parametrize(
    ("means", "kind", "by_fire"), [("firearms", "attack", 9), ("vehicle", "assault", 0)]
)
def test_only_what_is_done_with_firearms_counts_as_gunfire(means, kind, by_fire):
    entry = (
        "timeline.e={at: '2022-07-31 06:15', who: serbs_north, does: attack, whom: special_police, "
        f"where: leposavic, means: {means}, injured: 7, killed: 2}}"
    )
    case = loaded(*BARE, entry)
    model = EscalationModel(case, run=0)
    for _ in range(3):
        model.step()
    done = [event for event in model.events if event.killed]
    assert [(event.kind, event.injured) for event in done] == [(kind, 7)]
    assert model.core.state.shots == (by_fire > 0)
    hit = BY_NAME["hit_by_gunfire"].taking
    assert sum(e.injured + e.killed for e in done if e.kind in hit.kinds) == by_fire
    assert (kind in ARMED) == (by_fire > 0)


def test_an_attack_without_firearms_says_whom_it_hurt():
    entry = (
        "timeline.e={at: '2022-07-31 06:15', who: serbs_north, does: attack, whom: special_police, "
        "where: leposavic, means: vehicle}"
    )
    with pytest.raises(ScenarioError, match=r"timeline\.e\.injured.*say what means: vehicle did"):
        loaded(*BARE, entry)
