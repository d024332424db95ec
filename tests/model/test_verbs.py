"""Every verb of the timeline: given at an hour, and as a reaction, through whole models."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pytest

import sim.scenario.verbs.table as language
from sim.model.model import EscalationModel
from sim.model.verbs.table import VERBS
from tests.model.worlds import TINY, check_sound, loaded

GATE, TOWN = "jarinje_crossing", "mun_leposavic"
SAYS = "“Word for word”, it said"
SAYING = f"says: '{SAYS}'"
DEPLOYED = "timeline.sent={at: '2022-07-31 06:00', who: special_police, does: deploy, where: [%s]}"
POINTS = "leposavic_south, leposavic_north, lesak_north, socanica_gorge, gornje_jarinje"
BLOCKED = f"initial.barricades={{serbian_list: [{POINTS}]}}"
TAKEN = (
    "timeline.taken={at: '2022-07-31 06:00', who: special_police, does: arrest, "
    "person: a professor, prominence: 1}"
)
CROWD = "initial.mobilisation={serbs_north: 3000}"
CLOSED = (
    "timeline.shut={at: '2022-07-31 06:00', who: border_police, does: close_crossing, "
    f"where: {GATE}}}"
)
RUMOURED = (
    "timeline.tale={at: '2022-07-31 06:00', who: moscow, does: rumour, true: false, "
    f"where: {TOWN}}}"
)
BARE = (*TINY, "timeline.police_to_the_gates=null")


class Case(NamedTuple):
    """One verb: its entry, what is set over the scenario, and what holds an hour after it."""

    entry: str
    done: Callable[[EscalationModel], object]
    sets: tuple[str, ...] = ()


def row(model, group="serbs_north", place=TOWN):
    return model.core.state.quarters.row(group, model.core.town_of(place))


def quarter(model, what, group="serbs_north", place=TOWN):
    return getattr(model.core.state.quarters, what)[row(model, group, place)]


def posts(model, actor, place):
    found = (p for p in model.core.state.posts if p.actor == actor and p.place == place)
    return sum(post.n for post in found)


def issue(model):
    return model.core.state.issues["plates_and_papers"]


def leaving(model):
    return [p.leaves for p in model.core.state.posts if p.actor == "special_police"]


def fear(model):
    rows = model.core.state.quarters.of_groups(("serbs_north",))
    return model.core.state.quarters.shock[rows].min()


def said(model):
    return any(echo.threat for echo in model.core.state.echoes)


def heard(model):
    return model.core.log.happened


def belgrade(model):
    return model.core.state.patrons["belgrade"]


def harm(model, whom):
    state = model.core.state
    return state.injured_of.get(whom, 0), state.killed_of.get(whom, 0)


CASES = {
    "state": Case(f"who: belgrade, {SAYING}", heard),
    "accuse": Case(f"who: belgrade, toward: pristina, {SAYING}", said),
    "demand": Case(f"who: belgrade, toward: pristina, {SAYING}", said),
    "reject": Case(f"who: pristina, {SAYING}", lambda m: m.core.state.said["pristina"] > 0),
    "threaten": Case(f"who: moscow, toward: pristina, {SAYING}", said),
    "appeal": Case(f"who: unmik, {SAYING}", said),
    "confirm": Case(f"who: pristina, {SAYING}", heard),
    "praise": Case(f"who: us_embassy, toward: pristina, {SAYING}", said),
    "apologise": Case(f"who: kfor, {SAYING}", said),
    "meet": Case(f"who: belgrade, toward: serbian_list, {SAYING}", heard),
    "rumour": Case(f"who: telegram_channels, true: false, where: {TOWN}, reach: 0.1, {SAYING}",
                   lambda m: quarter(m, "believing") > 0.02),
    "deny": Case(f"who: belgrade, denies: all, reach: 1, {SAYING}",
                 lambda m: quarter(m, "believing") < 0.15,
                 (RUMOURED,)),
    "announce": Case(f"who: pristina, issue: plates_and_papers, {SAYING}",
                     lambda m: issue(m).open and issue(m).deadline == 18.0),
    "enforce": Case(f"who: pristina, issue: plates_and_papers, {SAYING}",
                    lambda m: issue(m).deadline == 1.0),
    "postpone": Case("who: pristina, issue: plates_and_papers",
                     lambda m: issue(m).deadline == 18.0 + 720.0),
    "suspend": Case("who: pristina, issue: plates_and_papers", lambda m: not issue(m).open),
    "hand_over": Case("who: pristina, issue: plates_and_papers",
                      lambda m: m.core.state.issues["plates_and_papers"].handed_over),
    "withdraw_decision": Case("who: pristina, issue: plates_and_papers",
                              lambda m: not issue(m).open),
    "deploy": Case(f"who: special_police, where: {{{GATE}: 40}}",
                   lambda m: posts(m, "special_police", GATE) == 40),
    "withdraw": Case("who: special_police", lambda m: not leaving(m), (DEPLOYED % GATE,)),
    "raid": Case(f"who: special_police, where: {TOWN}, n: 60, lasting: 3 h, arrests: 2",
                 lambda m: quarter(m, "raid") > 0 and leaving(m) == [4.0]),
    "arrest": Case("who: special_police, person: a professor, prominence: 0.8",
                   lambda m: fear(m) > 0.1),
    "release": Case("who: pristina, person: a professor, to_house_arrest: true",
                    lambda m: 0.05 < fear(m) < 0.09, (TAKEN,)),
    "install": Case(f"who: special_police, where: leposavic, n: 60, {SAYING}",
                    lambda m: posts(m, "special_police", "leposavic") == 60),
    "disperse": Case(f"who: special_police, where: {TOWN}, means: batons",
                     lambda m: quarter(m, "shock") > 0.05, (CROWD, DEPLOYED % "leposavic")),
    "clear": Case("who: special_police, n: 80",
                  lambda m: not m.core.state.standing, (BLOCKED, DEPLOYED % "leposavic")),
    "close_crossing": Case(f"who: border_police, where: {GATE}",
                           lambda m: GATE in m.core.state.closed),
    "open_crossing": Case(f"who: border_police, where: {GATE}",
                          lambda m: not m.core.state.closed, (CLOSED,)),
    "resign": Case(f"who: local_police, {SAYING}",
                   lambda m: m.core.state.resigned == {"local_police"}),
    "reinforce": Case(f"who: jfc_naples, n: 300, where: {GATE}, {SAYING}",
                      lambda m: posts(m, "jfc_naples", GATE) == 300),
    "order": Case(f"who: belgrade, word: hold, {SAYING}", lambda m: belgrade(m).stance == 0.0),
    "infiltrate": Case("who: armed_groups, size: 30, where: banjska, route: [novi_pazar, banjska], "
                       "objective: to hold it", lambda m: m.core.state.raiders[0].size == 30),
    "readiness": Case(f"who: belgrade, level: 1, {SAYING}", lambda m: belgrade(m).readiness == 1),
    "ultimatum": Case(f"who: belgrade, toward: pristina, within: 2 h, {SAYING}",
                      lambda m: [u.until for u in m.core.state.ultimatums] == [3.0]),
    "consent": Case(f"who: kfor, toward: ksf, acts: [enter], where: {TOWN}, lasting: 5 h, {SAYING}",
                    lambda m: [c.until for c in m.core.state.consents] == [6.0]),
    "curfew": Case(f"who: pristina, where: {TOWN}, hours: [5, 21], lasting: 5 h, {SAYING}",
                   lambda m: [c.until for c in m.core.state.curfews] == [6.0]),
    "rally": Case(f"who: serbs_north, where: {TOWN}, n: 900, {SAYING}",
                  lambda m: quarter(m, "out") > 600),
    "march": Case(f"who: serbs_north, route: [{TOWN}, lesak], n: 900, {SAYING}",
                  lambda m: quarter(m, "out") > 600),
    "funeral": Case(f"who: serbs_north, route: [{TOWN}, lesak], n: 900, {SAYING}",
                    lambda m: quarter(m, "out") > 600),
    "clash": Case("who: serbs_north, whom: special_police, where: leposavic, "
                  "people: {serbs_north: 900, special_police: 60}, "
                  f"injured: {{special_police: 3, serbs_north: 4}}, {SAYING}",
                  lambda m: harm(m, "special_police") == (3, 0) and harm(m, "serbs_north") == (4, 0)
                  and quarter(m, "out") > 600 and quarter(m, "shock") > 0.05),
    "attack": Case(f"who: armed_groups, whom: kfor, where: {GATE}, injured: 2, killed: 1, {SAYING}",
                   lambda m: harm(m, "kfor") == (2, 1)),
    "shoot": Case(f"who: armed_groups, whom: special_police, where: {GATE}, {SAYING}",
                  lambda m: m.core.state.shots == 1),
    "name": Case(f"who: belgrade, blamed_on: special_police, {SAYING}",
                 lambda m: quarter(m, "blame") > 0.3),
    "incident": Case(f"who: special_police, trigger: desecration, whom: serbs_north, {SAYING}",
                     lambda m: fear(m) > 0.1),
    "kill": Case(f"who: special_police, whom: serbs_north, where: leposavic, n: 2, {SAYING}",
                 lambda m: harm(m, "serbs_north") == (0, 2) and fear(m) > 0.15),
}  # fmt: skip


@cache
def after(verb, hour, when):
    """A model soon after the verb, and the events it logged for its source."""
    case = CASES[verb]
    entry = f"timeline.entry={{{when}, does: {verb}, {case.entry}}}"
    model = EscalationModel(loaded(*BARE, *case.sets, entry), run=0)
    while model.tick < hour * 4 + 3:
        model.step()
    who = case.entry.split(",")[0].removeprefix("who: ")
    kind = language.VERBS[verb].kind
    sources = {who, *model.core.related.groups} if verb in ("rumour", "clash") else {who}
    events = [
        event
        for event in model.events
        if event.kind == kind and event.source in sources and event.tick >= hour * 4
    ]
    return model, events


def given(verb):
    return after(verb, 1, "at: '2022-07-31 07:00'")


def reaction(verb):
    return after(verb, 1, "when: decision, after: {median: 60 min, sigma: 0}")


def test_every_verb_of_the_language_is_carried_out():
    assert VERBS.keys() == language.VERBS.keys() == CASES.keys()


@pytest.mark.parametrize("verb", sorted(CASES))
def test_a_verb_changes_the_state(verb):
    model, _ = given(verb)
    assert CASES[verb].done(model)
    check_sound(model)


@pytest.mark.parametrize("verb", sorted(CASES))
def test_a_verb_logs_the_event_the_language_promises(verb):
    _, events = given(verb)
    assert events
    promised = (language.VERBS[verb].kind, language.VERBS[verb].cameo)
    assert {(event.kind, event.cameo) for event in events} == {promised}


@pytest.mark.parametrize("verb", sorted(CASES))
def test_what_the_scenario_sets_is_marked_as_given(verb):
    _, events = given(verb)
    assert events
    assert all(event.given for event in events)
    assert all(event.tick in (4, 5) for event in events)


@pytest.mark.parametrize("verb", sorted(CASES))
def test_a_reaction_is_not_given(verb):
    _, events = reaction(verb)
    assert events
    assert not any(event.given for event in events)


@pytest.mark.parametrize("verb", sorted(CASES))
def test_a_reaction_names_what_it_reacts_to(verb):
    model, events = reaction(verb)
    assert events
    decision = next(event.id for event in model.events if event.kind == "decision")
    assert all(decision in event.causes for event in events)


WITH_WORDS = [verb for verb, case in CASES.items() if SAYS in case.entry]


@pytest.mark.parametrize("verb", sorted(WITH_WORDS))
def test_a_sentence_is_kept_word_for_word(verb):
    _, events = given(verb)
    assert events
    assert {event.says for event in events} == {SAYS}


def test_an_entry_may_carry_its_own_code():
    entry = "timeline.entry={at: '2022-07-31 07:00', does: threaten, who: moscow, cameo: '138'}"
    model = EscalationModel(loaded(*BARE, entry))
    for _ in range(5):
        model.step()
    assert model.events[-1].cameo == "138"


def stepped(ticks, *sets):
    model = EscalationModel(loaded(*BARE, *sets), run=0)
    for _ in range(ticks):
        model.step()
    return model


@pytest.mark.parametrize(("word", "stance", "kind"), [
    ("up", 1.0, "order_up"), ("hold", 0.0, "order_hold"), ("down", -1.0, "order_down"),
])  # fmt: skip
def test_the_patrons_word_is_its_stance_from_then_on(word, stance, kind):
    at = "at: '2022-07-31 06:15'"
    entry = f"timeline.word={{{at}, who: belgrade, does: order, word: {word}}}"
    model = stepped(3, entry)
    assert model.core.state.patrons["belgrade"].stance == stance
    assert [event.given for event in model.events if event.kind == kind] == [True]
    assert model.core.state.committees.stand_down.any() == (word == "down")


def test_an_army_without_consent_is_refused_and_sends_nobody():
    entry = "timeline.army={at: '2022-07-31 06:15', who: ksf, does: deploy, where: [leposavic]}"
    model = stepped(4, entry)
    refused = [event for event in model.events if event.kind == "refused"]
    assert [(event.source, event.target, event.given) for event in refused] == [
        ("kfor", "ksf", True)
    ]
    assert not any(post.actor == "ksf" for post in model.core.state.posts)


def test_units_leave_when_their_time_is_over_and_are_free_again():
    entry = (
        "timeline.sent={at: '2022-07-31 06:15', who: special_police, does: deploy, "
        f"where: {{{GATE}: 300}}, notice: 30 min, lasting: 1 h}}"
    )
    model = stepped(3, entry)
    free = model.core.order_of_battle.free
    assert free["rosu_north"] + free["rosu_pristina"] + free["siu"] == 100
    assert not any(event.kind == "police_deployed" for event in model.events)
    for _ in range(6):
        model.step()
    assert free["rosu_north"] + free["rosu_pristina"] + free["siu"] == 400
    for kind, tick in (("police_deployed", 3), ("police_withdrawn", 7)):
        events = [event for event in model.events if event.kind == kind]
        assert sum(event.people for event in events) == 300
        assert {event.tick for event in events} == {tick}


def test_reinforcements_that_are_withdrawn_leave_once():
    model = stepped(
        8,
        "timeline.come={at: '2022-07-31 06:00', who: kfor, does: reinforce, n: 90, "
        f"where: {GATE}}}",
        f"timeline.go={{at: '2022-07-31 06:45', who: kfor, does: withdraw, where: {GATE}}}",
    )
    kinds = [event.kind for event in model.events if event.people == 90]
    assert len(kinds) == 2
    assert kinds[1] == "peacekeepers_withdrawn"


def test_a_hidden_cell_is_found_by_police_besieged_and_ends_without_a_timer():
    model = stepped(
        40 * 4,
        "timeline.cell={at: '2022-07-31 06:00', who: armed_groups, does: infiltrate, size: 30, "
        "where: banjska, route: [novi_pazar, banjska], objective: to hold it, lasting: 10 h}",
        "timeline.patrol={at: '2022-07-31 08:00', who: special_police, does: deploy, "
        "where: {banjska: 160}}",
    )
    moves = [event for event in model.events if event.kind == "cell_moves"]
    attacks = [event for event in model.events if event.kind == "attack"]
    assert moves[0].says == "to hold it"
    assert moves[1].says in {"surrenders", "breaks out", "is destroyed"}
    assert [event.given for event in moves] == [True, False]
    assert attacks
    assert all(moves[0].tick < event.tick <= moves[1].tick for event in attacks)
    assert all(moves[0].id in event.causes for event in attacks)
    assert not model.core.state.raiders
