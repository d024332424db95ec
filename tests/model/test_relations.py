"""Roles follow from relations: each acts on those it names, by numbers, and on nobody else."""

import numpy as np
import pytest

from sim.model.actions import Action
from sim.model.agents import armed_cell, organiser, patron
from sim.model.carrying_out import EFFECTS
from sim.model.model import EscalationModel
from sim.model.phases_memory import remember
from sim.model.phases_people import called
from sim.model.presence import Presence
from sim.model.quarters import PARTS
from sim.model.rules import reciprocity
from sim.model.state import Barricade, Post
from sim.terms.ladder import RUNG_WEIGHTS
from tests.model.test_agents import view_of
from tests.model.test_triggers import heard
from tests.model.worlds import NOTHING_GIVEN, TINY, committee, loaded, quarter

SERBS, NORTH, SOUTH = "serbs_north", "albanians_north", "albanians_south"
OTHERS = "others_north"
TOWNS = ("mun_mitrovica_north", "mun_zvecan", "mun_zubin_potok", "mun_leposavic")
QUIET = (*TINY, *NOTHING_GIVEN, "initial.triggers=[]")
SECOND = (
    ("actors.valley={kind: patron, name: Another kin state, protects: [albanians_north], "
    "opposes: [belgrade], posture: {stance: 0, discipline: 0.5, reciprocity: 0.9, audience: 0.5, "
    "restraint: 0.2}}"),
    ("actors.council={kind: organisers, name: Another list, answers_to: valley, calls: "
    "[albanians_north, others_north], municipalities: [mun_zvecan, mun_mitrovica_north], "
    "posture: {threshold: 0.4, obedience: 1}}"),
    ("actors.hunters={kind: armed_cells, name: Other cells, answers_to: council, opposes: "
    "[kfor, border_police], municipalities: [mun_leposavic, mun_mitrovica_north], size: 20, "
    "posture: {activity: 1, restraint: 0}}"),
    "actors.albanians_north.minds={entry_of: [border_police], means_of: [serbian_list]}",
    "actors.albanians_south.minds={means_of: [serbian_list, council]}",
    "actors.serbian_list.posture.obedience=1",
)  # fmt: skip
"""A second patron with clients of its own, beside those of the base case."""


def made(*sets, number=0):
    return EscalationModel(loaded(*QUIET, *SECOND, *sets), run=number)


def groups_with(core, values):
    """Groups of whose quarters a number is not zero."""
    rows = core.state.quarters.rows
    return {row.group for row, value in zip(rows, values, strict=True) if value}


def living_in(core, town):
    rows = core.state.quarters.of_town[core.town_of(town)].tolist()
    return {core.state.quarters.rows[row].group for row in rows}


def of(core, actor):
    """Committees of some organisers."""
    return core.state.committees.of((actor,))


# patrons and their clients


@pytest.mark.parametrize(
    ("patron_of", "told", "others"),
    [("belgrade", "serbian_list", "council"), ("valley", "council", "serbian_list")],
)
def test_an_order_down_reaches_its_own_clients_and_leaves_the_others_called(
    patron_of, told, others
):
    core = made().core
    core.state.committees.called[:] = True
    EFFECTS["order_down"](core, Action("order_down", patron_of))
    committees = core.state.committees
    assert committees.stand_down[of(core, told)].all()
    assert not committees.called[of(core, told)].any()
    assert committees.called[of(core, others)].all()
    assert not committees.told_down[of(core, others)].any()
    is_called, is_down = called(core)
    answers = {SERBS} if others == "serbian_list" else {NORTH, OTHERS}
    assert groups_with(core, is_called) == answers
    assert groups_with(core, is_down) == {SERBS, NORTH, OTHERS} - answers


@pytest.mark.parametrize(("group", "alarmed"), [(SERBS, "belgrade"), (NORTH, "valley"),
                                                (SOUTH, None)])  # fmt: skip
def test_a_patron_is_alarmed_for_its_own_kin_alone(group, alarmed):
    model = made()
    core, quarters = model.core, model.core.state.quarters
    quarters.threat = np.where([row.group == group for row in quarters.rows], 0.8, 0.0)
    view = view_of(core)
    expected = {name: 0.8 if name == alarmed else 0.0 for name in ("belgrade", "valley")}
    assert view.kin_threat == pytest.approx(expected)
    quarters.threat *= 2.0
    kind = next(k for k in model._institutions if isinstance(k.table, patron.Table))
    names = [agent.actor for agent in kind.agents]
    raising = patron.rates(kind.table, view_of(core))["raise"]
    assert {name for name, rate in zip(names, raising, strict=True) if rate > 0} == (
        {alarmed} if alarmed else set()
    )


@pytest.mark.parametrize(
    ("speaker", "moved"), [("belgrade", "serbian_list"), ("valley", "council")]
)
def test_a_stance_moves_the_threshold_of_its_own_clients(speaker, moved):
    model = made()
    core = model.core
    table = model._locals[0].table
    before = organiser.thresholds(table, view_of(core))
    core.state.patrons[speaker].stance += 1.0
    shift = organiser.thresholds(table, view_of(core)) - before
    weight = core.p.patron_control.stance_weight
    expected = [-weight if row.actor == moved else 0.0 for row in core.state.committees.rows]
    assert shift == pytest.approx(expected)


# peacekeepers and police


def test_two_forces_at_one_site_count_by_their_own_neutrality():
    core = made("actors.kfor.posture.neutrality=0.8", "actors.watchers={kind: peacekeepers, name: "
                "Watchers, force: eulex, posture: {neutrality: 0.3}}").core  # fmt: skip
    before = core.keepers_at().get("east_bridge", 0.0)
    core.state.posts += [
        Post("kfor", "a", "east_bridge", 100, 0.0), Post("watchers", "b", "east_bridge", 50, 0.0),
        Post("watchers", "c", "suvi_do_bridge", 50, 0.0),
        Post("kfor", "d", "east_bridge", 70, core.hours + 1.0),
    ]  # fmt: skip
    assert core.keepers_at()["east_bridge"] - before == pytest.approx(0.8 * 100 + 0.3 * 50)
    assert core.people_at("watchers")["east_bridge"] == 50


@pytest.mark.parametrize(
    ("force", "place", "felt_by"),
    [
        ("special_police", "zvecan", {SERBS}),
        ("special_police", "jarinje_crossing", {SERBS}),
        ("special_police", "mitrovica_south", set()),
        ("special_police", "pristina", set()),
        ("border_police", "mitrovica_north", {NORTH}),
        ("border_police", "mitrovica_south", set()),
        ("local_police", "zvecan", set()),
    ],
)
def test_entry_is_felt_by_those_who_mind_it_where_they_live(force, place, felt_by):
    core = made("actors.border_police.posture.provokes=1").core
    core.state.posts = [Post(force, "a", place, 100, 0.0)]
    presence = Presence(core)
    presence.update(core)
    assert groups_with(core, presence.entry) == felt_by
    p = core.p.police_entry
    for row, felt in zip(core.state.quarters.rows, presence.entry.tolist(), strict=True):
        if row.group in felt_by:
            provokes = core.posture[force].provokes * 100
            minutes = core.map.minutes(core.map.municipalities[row.town].seat, place)
            by_hand = (
                provokes / (provokes + p.half_strength) * np.exp(-minutes / p.distance_minutes)
            )
            assert -np.expm1(-felt) == pytest.approx(by_hand)


# what groups hear, fear and do


@pytest.mark.parametrize("town", [*TOWNS, "mun_mitrovica_south"])
def test_a_rumour_acts_on_the_groups_of_its_municipality_and_on_no_other(town):
    entry = (f"timeline.tale={{at: '2022-07-31 06:00', who: telegram_channels, does: rumour, true: "
             f"false, where: {town}, reach: 0.5}}")  # fmt: skip
    alone = ("mechanisms.barricades=false", "mechanisms.armed_cells=false",
             "mechanisms.confrontation=false", "parameters.rumour.weight=2",
             "parameters.rumour.birth_rate=0",
             "parameters.mobilisation.decision_width=0.3")  # fmt: skip
    told, silent = made(entry, *alone), made(*alone)
    for model in (told, silent):
        for _ in range(8):
            model.step()
    core, there = told.core, living_in(told.core, town)
    assert there
    assert there != set(core.related.groups)
    quarters, quiet = core.state.quarters, silent.core.state.quarters
    assert groups_with(core, quarters.believing) == there
    assert groups_with(core, quarters.parts[PARTS.index("rumour")]) == there
    assert groups_with(core, quarters.threat - quiet.threat) == there
    out, before = (one.out_by_group() for one in (quarters, quiet))
    assert {group for group in out if out[group] != before[group]} <= there
    largest = max(there, key=lambda group: core._living(group, core.town_of(town)))
    assert out[largest] > before[largest]


@pytest.mark.parametrize(
    ("owners", "minding"),
    [(("serbian_list",), {NORTH: 1, SOUTH: 1}), (("council",), {SOUTH: 1}),
     (("council", "serbian_list", "council"), {NORTH: 1, SOUTH: 3})],
)  # fmt: skip
def test_barricades_are_minded_by_those_who_mind_their_builders(owners, minding):
    model = made("mechanisms.mobilisation=false")
    core = model.core
    points = ("zvecan_north", "rudare_junction", "zvecan_bypass")
    for point, owner in zip(points, owners, strict=False):
        event = core.log.add("barricade_built", place=point, source=owner, given=True)
        core.state.standing[point] = Barricade(0.0, owner, event)
    model.step()
    weight, full = core.p.appraisal.means_weight, core.p.barricades.full_network
    felt = core.state.quarters.parts[PARTS.index("means")]
    expected = [
        weight * min(1.0, minding.get(row.group, 0) / full) for row in core.state.quarters.rows
    ]
    assert felt == pytest.approx(expected)


def test_a_group_that_minds_nothing_can_be_called_out():
    model = made("parameters.mobilisation.called_weight=2")
    core = model.core
    minds = core.plan.actors[OTHERS].minds
    assert not minds.entry_of
    assert not minds.means_of
    core.state.committees.called[committee(core, "council", "mun_zvecan")] = True
    is_called, _ = called(core)
    zvecan = core.town_of("mun_zvecan")
    rows = [core.state.quarters.rows[row] for row in np.flatnonzero(is_called)]
    there = {NORTH, OTHERS} & living_in(core, "mun_zvecan")
    assert {(row.group, row.town) for row in rows} == {(group, zvecan) for group in there}
    other = made("parameters.mobilisation.called_weight=2")
    core.state.committees.called[committee(core, "council", "mun_mitrovica_north")] = True
    for _ in range(12):
        core.state.committees.called[of(core, "council")] = True
        model.step()
        other.step()
    row = quarter(core, OTHERS, "mun_mitrovica_north")
    assert core.state.quarters.out[row] > 0 == other.core.state.quarters.out[row]


# hostility, fire and harm


def test_hostility_is_between_those_who_oppose_each_other_and_answers_its_own_object():
    core = made().core
    pairs = {("belgrade", "valley"), ("pristina", "belgrade")}
    assert set(core.state.hostility) == pairs | {(b, a) for a, b in pairs}
    core.state.hostility["valley", "belgrade"] = 0.7
    core.state.rung = 0
    remember(core)
    p = core.p.reciprocity
    push = p.grievance * RUNG_WEIGHTS[core.state.rung]
    for own, other in core.state.hostility:
        law = (p.reaction * core.posture[own].reciprocity, p.fatigue, push)
        before = {("valley", "belgrade"): 0.7}
        by_hand = reciprocity.step(
            before.get((own, other), 0.0), before.get((other, own), 0.0), law, p.saturation,
            core.step,
        )  # fmt: skip
        assert core.state.hostility[own, other] == pytest.approx(by_hand)
    assert core.state.hostility["belgrade", "valley"] > 0
    assert (
        core.state.hostility["pristina", "belgrade"] == core.state.hostility["belgrade", "pristina"]
    )


@pytest.mark.parametrize(
    ("force", "place", "shooters"),
    [
        ("special_police", "leposavic", {"armed_groups/mun_leposavic"}),
        ("border_police", "leposavic", {"hunters/mun_leposavic"}),
        ("kfor", "leposavic", {"hunters/mun_leposavic"}),
        ("local_police", "leposavic", set()),
        ("kfor", "mitrovica_north", {"hunters/mun_mitrovica_north"}),
        ("kfor", "pristina", set()),
    ],
)
def test_armed_cells_shoot_at_those_whom_they_oppose(force, place, shooters):
    model = made("actors.border_police.posture.provokes=1", "parameters.armed_fire.quiet_rate=0",
                 "parameters.police_entry.distance_minutes=4")  # fmt: skip
    core = model.core
    core.state.posts = [Post(force, "a", place, 100, 0.0)]
    core.state.quarters.threat[:] = 1.0
    view = view_of(core)
    kind = model._locals[1]
    rates = np.asarray(armed_cell.rates(kind.table, view)["fire"])
    rated = zip(kind.agents, rates.tolist(), strict=True)
    near = {agent.name for agent, rate in rated if rate > 0.05 * rates.max()}
    assert near == shooters
    for agent in kind.agents:
        if agent.name in shooters:
            [shot] = agent.act(view, "fire", ("",))
            assert (shot.target, shot.actor) == (force, agent.actor)


HIT = (
    *(f"parameters.armed_fire.{name}" for name in ("aim=2.5", "shooters=20", "shot_minutes=10")),
    *("parameters.armed_fire.post_people=1", "parameters.armed_fire.lethal=0"),
)
"""Shots of which one hits and none kills."""


@pytest.mark.parametrize("target", ["special_police", "kfor", "border_police"])
def test_harm_is_counted_by_whose_it_was(target):
    core = made(*HIT).core
    EFFECTS["shoot"](core, Action("shoot", "hunters", "mun_leposavic", target))
    assert core.state.injured_of == {target: 1}
    assert sum(core.state.killed_of.values()) == 0
    assert core.state.injured == 1


@pytest.mark.parametrize(
    ("target", "mourning"),
    # those for whom shots are fired fear the answer; of whoever is hit his own mourn
    [("special_police", {SOUTH, NORTH, OTHERS}), ("kfor", {NORTH, OTHERS})],
)
def test_shots_frighten_those_for_whom_they_are_fired_and_who_is_hit(target, mourning):
    core = made(*HIT).core
    EFFECTS["shoot"](core, Action("shoot", "hunters", "mun_leposavic", target))
    protected = set(core.related.stands_for(target))
    shooters = set(core.related.stands_for("hunters"))
    assert shooters == {NORTH, OTHERS}
    heard(core)
    assert groups_with(core, core.state.quarters.shock) == shooters | protected
    assert mourning <= shooters | protected
