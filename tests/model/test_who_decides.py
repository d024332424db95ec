"""Who decides what, on which numbers: every kind of decider of one invented town, in full."""

import math
from functools import cache

import pytest

from sim.model.agents import (
    commander,
    issue_decider,
    leader,
    mediator,
    organiser_table,
    patron,
    peacekeepers,
    plans,
    responder,
    voice,
)
from sim.model.model import EscalationModel
from sim.scenario.load import load
from sim.scenario.means import standing_means
from tests.model.worlds import SCENARIOS, started

SAYS = (
    "ensemble.one_in=100", "ensemble.posture=fixed",
    "actors.amberland.alerts=false", "actors.amberland.posture.tempo=1.5",
    "actors.guard.posture.clears=true", "actors.guard.posture.tempo=0.5",
    "actors.guard.watches=[west_street, mill_road]", "actors.guard.higher=above",
    "actors.mission.hotline_to=null", "actors.mediator.posture.tempo=2",
    "actors.above={name: Above, kind: higher_command, force: guard}",
    "actors.other={name: Other, kind: higher_command, force: guard}",
    ("actors.paper={name: Paper, kind: channel, audience: [amber, blue],"
    " posture: {delay: 0.5, reach: 0.5, distortion: 0.1, denial: 0.04}}"),
    ("actors.wire={name: Wire, kind: channel, audience: [amber],"
    " posture: {delay: 0.1, reach: 0.5, distortion: 0.1, denial: 0.5}}"),
    ("actors.gossip={name: Gossip, kind: channel, audience: [amber],"
    " posture: {delay: 0.1, reach: 0.5, distortion: 0.1, denial: 0}}"),
    "actors.pope={name: Pope, kind: voice, posture: {reach: 0.5, credibility: 0.5}}",
    ("actors.state={name: State, kind: government, posture: {resolve: 0.7, restraint: 0.25,"
    " reciprocity: 0.5, audience: 0.25}}"),
    "actors.riot_police.answers_to=state",
    ("forces.second={name: Second, force: second, kind: formed_police, nation: abroad,"
    " strength: 50, base: west_market, response_layer: 2, notice_minutes: 60,"
    " crowd_control: 'yes'}"),
    ("forces.third={name: Third, force: second, kind: formed_police, nation: abroad,"
    " strength: 50, base: barracks, response_layer: 2, notice_minutes: 60,"
    " crowd_control: 'yes'}"),
    ("actors.second={name: Second, kind: police, force: second, units: formed_police,"
    " posture: {restraint: 0.5, provokes: 0}}"),
    ("issues.signs.levers={vote: {on: council, at: '2030-05-06 06:00'},"
    " seat: {on: council, at: '2030-05-05 06:00'}}"),
    ("issues.law={decided_by: state, takes_effect: '2030-05-05 12:00', kind: fait_accompli,"
    " salience: {blue: 0.5}, deals: {out: {kind: withdraw}}}"),
    "issues.rest={decided_by: council, takes_effect: '2030-05-05 12:00', salience: {blue: 0.5}}",
)  # fmt: skip


@cache
def town():
    return load(SCENARIOS / "two_patrons.yaml", SAYS)


@pytest.fixture
def model():
    return EscalationModel(town(), run=0)


@pytest.fixture
def core(model):
    return model.core


@pytest.fixture
def kinds(model):
    """The kinds of deciders by the class of who decides."""
    made = (*model._institutions, *model._locals)
    return {type(kind.agents[0]).__name__: kind for kind in made if kind.agents}


def each(*names):
    return [(name, "") for name in names]


FORCES = each("guard", "mission")
CLEARERS = each("guard/clearing", "riot_police/clearing")
SITES = [("guard", "old_bridge"), ("mission", "mill_road")]
ISSUES = each("state/law", "council/signs")
PATRONS = each("amberland", "blueland")
WEST, EAST = "club/west_bank", "blue_club/east_bank"
CALLS = [(who, what) for who in (EAST, WEST) for what in (
    "barricade", "crossing_blockade", "crowd", "resignation", "sit_in", "strike")]  # fmt: skip
OPTIONS = {
    "IssueDecider": {"concede": ISSUES, "settle": ISSUES, "lapse": ISSUES},
    "Government": {"speak": [("council", "amberland")]},
    "Patron": {
        "speak": [("amberland", "blueland"), ("amberland", "council"), ("blueland", "amberland")],
        "order": PATRONS, "order_again": [("amberland", WEST), ("blueland", EAST)],
        "raise": PATRONS, "lower": PATRONS,
    },
    "Mediator": {"offer": [("mediator", "signs")]},
    "PeacekeepingHeadquarters": {
        "watch": FORCES, "hotline": FORCES, "ask_reserve": FORCES, "reinforce": SITES,
        "hold": SITES,
    },
    "HigherCommand": {"release": [("above", "guard")]},
    "SecondResponder": {"respond": each("second")},
    "Commander": {"clear": CLEARERS, "talk": CLEARERS, "warn": CLEARERS},
    "Voice": {"correct": each("paper", "wire")},
    "Organiser": {
        "call": CALLS, "take_up": CALLS, "call_off": each(EAST, WEST),
        "call_again": each(EAST, WEST),
        "build": [(EAST, "barricade/east_street"), (WEST, "barricade/mill_road"),
                  (WEST, "barricade/west_street")],
        "escalate": [(EAST, "blue_club"), (WEST, "club")],
        "rally": [(EAST, "march"), (EAST, "rally"), (WEST, "march"), (WEST, "rally")],
        "remove": [(EAST, "east_street"), (WEST, "mill_road"), (WEST, "west_street")],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", OPTIONS)
def test_who_can_decide_what_about_what(name, kinds):
    kind = kinds[name]
    found = {
        decision: [(who.name, what) for who, what in zip(one.who, one.what, strict=True)]
        for decision, one in kind._options.items()
    }
    assert found == OPTIONS[name]
    assert not any(one.repeats for one in kind._options.values())
    assert {who for one in kind._options.values() for who in one.who} <= {*kind.agents}


def test_only_shots_are_fired_several_times_at_once():
    cells = started()._locals[1]
    towns = ("leposavic", "mitrovica_north", "zubin_potok", "zvecan")
    assert cells._options.keys() == {"fire"}
    assert cells._options["fire"].names == tuple(f"armed_groups/mun_{town}" for town in towns)
    assert cells._options["fire"].repeats is True


def test_agents_know_the_run_and_whose_they_are(model, kinds):
    assert all(one.core is model.core and one.model is model for one in model.agents)
    whose = {one.name: one.actor for kind in kinds.values() for one in kind.agents}
    assert whose == {
        "state/law": "state", "council/signs": "council", "council": "council", "state": "state",
        "amberland": "amberland", "blueland": "blueland", "mediator": "mediator",
        "guard": "guard", "mission": "mission", "above": "above", "other": "other",
        "second": "second", "guard/clearing": "guard", "riot_police/clearing": "riot_police",
        "paper": "paper", "wire": "wire", "gossip": "gossip", "pope": "pope",
        WEST: "club", EAST: "blue_club",
    }  # fmt: skip


def test_who_decides_an_issue_in_full(core, kinds):
    table, p = kinds["IssueDecider"].table, core.p.bargaining
    deals = {name: issue.deals for name, issue in core.plan.issues.items()}
    grace = core.p.mediation.late_hours

    def stake(name, peak):
        worth, drawn = p.stake_rule * peak, core.chance.normal("stake", name)
        others = worth * (1.0 - p.decider_share) * math.exp(p.spread * drawn)
        return (pytest.approx(worth * p.decider_share), pytest.approx(others))

    assert table == issue_decider.Table(
        (
            issue_decider.Choice(
                "law", "state", 0.7, 0.25, frozenset({"blue_club"}), False, deals["law"], grace,
                stake("law", 0.5),
            ),
            issue_decider.Choice(
                "signs", "council", 0.6, 0.5, frozenset({"club", "blue_club"}), True,
                deals["signs"], grace, stake("signs", 0.8), (24.0, 48.0),
            ),
        ),
        core.p, core.rules,
    )  # fmt: skip


def test_leaders_in_full(core, kinds):
    p, rules = core.p, core.rules
    words = leader.Speech((("council", "amberland"),), p.reciprocity, rules)
    assert kinds["Government"].table == words

    def patience(name):
        drawn = core.chance.normal("patience", name)
        return pytest.approx(math.exp(p.kin_readiness.patience_spread * drawn))

    assert kinds["Patron"].table == patron.Table(
        (
            patron.Principal(
                "amberland", 1.5, 0.5, 0.7, frozenset({"club"}), (1,), ("signs",),
                patience("amberland"), 2,
            ),
            patron.Principal(
                "blueland", 1.0, 0.5, 0.5, frozenset({"blue_club"}), (0,),
                ("law", "rest", "signs"), patience("blueland"), 4,
            ),
        ),
        ((0, 1), (1, 0)),
        leader.Speech(
            (("amberland", "blueland"), ("amberland", "council"), ("blueland", "amberland")),
            p.reciprocity, rules,
        ),
        p, rules,
    )  # fmt: skip


def test_forces_in_full(core, kinds):
    p, rules = core.p, core.rules
    guard = peacekeepers.Headquarters(
        "guard", 0.5, ("old_bridge",), ("mill_road", "west_street"), "amberland", "above",
        "amberland",
    )  # fmt: skip
    mission = peacekeepers.Headquarters("mission", 1.0, ("mill_road",), (), "", "")
    assert kinds["PeacekeepingHeadquarters"].table == peacekeepers.Table(
        (guard, mission), ((0, "old_bridge"), (1, "mill_road")), p.availability, p.kin_readiness,
        rules,
    )  # fmt: skip
    assert kinds["HigherCommand"].table == (peacekeepers.Reserve("above", "guard"),)
    # where nobody gathers it looks after the seat, where Blue lives after where Blue gathers
    second = responder.Responder("second", ("old_bridge", "west_market"))
    assert kinds["SecondResponder"].table == responder.Table((second,), p.availability)
    resolve = math.exp(p.barricades.clear_resolve * (0.7 - p.mediation.resolve_mean))
    mandate = pytest.approx(2.0 * p.clearance.police_mandate * 0.75 * resolve)
    riot = commander.Command("riot_police", 1.0, mandate, "state", ("law",))
    found = kinds["Commander"].table
    assert found == commander.Table((commander.Command("guard", 0.5), riot), p, rules)


def test_those_who_speak_and_ask_in_full(core, kinds):
    asks = mediator.Task("mediator", "signs", 0.6, 2.0)
    assert kinds["Mediator"].table == mediator.Table((asks,), core.p.mediation, core.rules)
    noticed, least = core.p.rumour.noticed, core.p.rumour.least_delay
    assert [one.editor for one in kinds["Voice"].agents] == [
        voice.Editor("gossip", 0.0, (), noticed),
        voice.Editor("paper", 0.04 / 0.5, (0, 1), noticed),
        voice.Editor("pope", 0.0, (), noticed),
        voice.Editor("wire", 0.5 / least, (0,), noticed),
    ]
    assert [one.actor for one in kinds["Voice"].table] == ["paper", "wire"]


def test_organisers_in_full(core, kinds):
    table, means = kinds["Organiser"].table, core.plan.means
    assert table.committees is core.state.committees
    assert (table.p, table.rules) == (core.p, core.rules)
    assert [tool.name for tool in table.tools] == [*standing_means(means)]
    assert table.tools[0] == organiser_table._tool("barricade", means["barricade"])
    assert table.of_point == (0, 1, 1)
    assert table.points == ("east_street", "mill_road", "west_street")
    assert table.fits.tolist() == [[True] * 3, *[[False] * 3] * 5]
    assert table.works == ((0, 0), (0, 1), (0, 2))
    assert table.option == {
        ("blue_club", "east_street"): 0, ("club", "mill_road"): 1, ("club", "west_street"): 2,
    }  # fmt: skip
    assert table.towns.tolist() == [core.town_of("east_bank"), core.town_of("west_bank")]
    assert table.rallies == tuple((n, means[n].effort.value) for n in ("march", "rally"))
    assert table.plans == (
        plans.Planner("blue_club", 0, ("blue",), ("law", "rest", "signs"), "blueland"),
        plans.Planner("club", 1, ("amber",), ("signs",), "amberland"),
    )


def test_a_plan_is_of_all_their_towns_and_each_site_has_what_fits_there():
    table = started()._locals[0].table
    [own] = table.plans
    issues = ("plates_and_papers",)
    assert own == plans.Planner("serbian_list", 0, ("serbs_north",), issues, "belgrade")
    fits = {table.tools[m].name: set() for m in range(len(table.tools))}
    for m, k in table.works:
        fits[table.tools[m].name].add(table.points[k])
    assert fits.pop("crossing_blockade") == {"jarinje_crossing", "brnjak_crossing"}
    assert fits.pop("barricade") == {*table.points} - {"jarinje_crossing", "brnjak_crossing"}
    assert not any(fits.values())
