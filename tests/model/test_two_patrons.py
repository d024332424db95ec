"""Two patrons, two forces, three communities: each acts for and on its own, by numbers."""

from functools import cache

import numpy as np
import pytest

from sim import load, run, why
from sim.model.model import EscalationModel
from sim.model.quarters import PARTS
from tests.model.worlds import SCENARIOS, check_sound

FILE = SCENARIOS / "two_patrons.yaml"
QUIET = (
    "ensemble.one_in=20",
    *(
        f"timeline.{name}=null"
        for name in ("police_out", "march", "counter_march", "they_strike", "calm",
                     "blueland_warns", "amberland_calms", "one_language")
    ),
    "issues.signs=null",
)  # fmt: skip
CLUBS = {"amberland": "club", "blueland": "blue_club"}
KIN = {"amberland": "amber", "blueland": "blue"}
QUARTERS = [
    (group, town)
    for group in ("amber", "blue", "green")
    for town in ("west_bank", "east_bank")
    if (group, town) not in {("amber", "east_bank"), ("blue", "west_bank")}
]


@cache
def stepped(*entries, ticks=8, sets=QUIET):
    named = [f"timeline.e{n}={{at: '2030-05-04 06:30', {e}}}" for n, e in enumerate(entries)]
    model = EscalationModel(load(FILE, (*sets, *named)), run=0)
    for _ in range(ticks):
        model.step()
    check_sound(model)
    return model


@pytest.mark.parametrize("patron", sorted(CLUBS))
def test_a_patron_commands_its_own_clients_only(patron):
    word = f"who: {patron}, does: order, word: down"
    model = stepped(word, sets=(*QUIET, f"actors.{CLUBS[patron]}.posture.obedience=1"))
    committees = model.core.state.committees
    told = {
        row.actor for row, down in zip(committees.rows, committees.told_down, strict=True) if down
    }
    assert told == {CLUBS[patron]}
    stances = {name: one.stance for name, one in model.core.state.patrons.items()}
    assert stances[patron] == -1.0
    other = next(name for name in stances if name != patron)
    assert stances[other] > -0.5


@pytest.mark.parametrize("patron", sorted(KIN))
def test_a_patron_is_alarmed_for_its_own_kin_only(patron):
    kin, other = KIN[patron], next(k for p, k in KIN.items() if p != patron)
    place = {"amber": "west_market", "blue": "east_market"}[kin]
    killing = f"who: riot_police, does: kill, whom: {kin}, where: {place}, n: 9, blamed_on: {other}"
    model = stepped(killing)
    alarmed = {name: one.harm for name, one in model.core.state.patrons.items()}
    assert alarmed[patron] > 1.0
    assert sum(alarmed.values()) == alarmed[patron]


@pytest.mark.parametrize("force", ["guard", "mission"])
def test_a_force_between_two_crowds_works_as_far_as_it_is_accepted(force):
    sent = f"who: {force}, does: deploy, where: {{west_street: 100}}"
    model = stepped(sent, ticks=6)
    accepted = {"guard": 0.8, "mission": 0.3}[force]
    assert model.core.keepers_at()["west_street"] == pytest.approx(100 * accepted)


def passing(force):
    """Share of the contacts of two given crowds that a force lets through."""
    crowds = (
        "who: amber, does: rally, where: west_market, n: 3000, lasting: 9 d",
        "who: blue, does: rally, where: east_market, n: 2000, lasting: 9 d",
        "who: mediator, does: state, effect: {threat: {amber: 0.6, blue: 0.6}, hours: 99}",
    )  # who fears nothing only stands there
    between = (f"who: {force}, does: deploy, where: {{old_bridge: 60}}",) if force else ()
    rough = (
        "parameters.contact.face=0.25",
        "parameters.contact.rest_hours=0.8",
        "actors.guard.holds=[]",
    )
    model = stepped(*crowds, *between, ticks=72, sets=(*QUIET, *rough))
    shares = [
        dict(event.terms)["passing"]
        for event in model.events
        if event.kind == "scuffle" and "passing" in dict(event.terms) and event.tick > 12
    ]
    assert shares
    return float(np.mean(shares))


def test_the_force_that_is_accepted_lets_less_pass():
    assert passing("guard") < passing("mission") < passing("") == 1.0


def test_each_force_has_a_mandate_of_its_own():
    entries = [
        f"who: {force}, does: deploy, where: {{east_market: 20}}" for force in ("guard", "mission")
    ]
    model = stepped(*entries, ticks=12)
    assert {p.actor for p in model.core.state.posts if p.place == "east_market"} == {"guard"}
    assert [e.target for e in model.events if e.kind == "refused"] == ["mission"]


@pytest.mark.parametrize(("group", "town"), QUARTERS)
def test_a_rumour_acts_in_any_group_and_municipality(group, town):
    tale = f"who: club, does: rumour, true: false, where: {town}, community: {group}, reach: 0.4"
    quarters = stepped(tale, ticks=4).core.state.quarters
    believed = {row.name: float(quarters.believing[n]) for n, row in enumerate(quarters.rows)}
    here = believed.pop(f"{group}/{town}")
    assert here > 0.2
    assert all(share < 0.5 * here for share in believed.values())
    assert all(share == 0.0 for name, share in believed.items() if not name.startswith(group))
    rumour = quarters.parts[PARTS.index("rumour")]
    felt = {row.name: float(rumour[n]) for n, row in enumerate(quarters.rows)}
    assert max(felt, key=lambda name: felt[name]) == f"{group}/{town}"


@pytest.mark.parametrize("group", ["amber", "blue", "green"])
def test_what_a_statement_does_acts_on_any_group(group):
    said = f"who: mediator, does: state, effect: {{threat: {{{group}: 0.3}}, hours: 9}}"
    quarters = stepped(said, ticks=4).core.state.quarters
    words = quarters.parts[PARTS.index("words")]
    felt = {row.group for n, row in enumerate(quarters.rows) if words[n] > 0.2}
    assert felt == {group}
    assert all(words[n] == 0.0 for n, row in enumerate(quarters.rows) if row.group != group)


HOT = (
    "ensemble.one_in=20",
    "clock.days=2",
    "timeline.march=null",
    "timeline.counter_march=null",
    "timeline.they_strike=null",
)
KILLED = (
    (
        "timeline.dead={at: '2030-05-04 13:00', who: riot_police, does: kill, whom: blue, "
        "where: east_market, n: 30, blamed_on: amber}"
    ),
    "timeline.police_out=null",
    "issues.signs.salience={blue: 0.9}",
)


@pytest.mark.parametrize(("trouble", "club", "group", "where"), [
    ((), "West bank club", "Amber", "West street"),
    (KILLED, "East bank club", "Blue", "sirens, East bank"),
])  # fmt: skip
def test_why_names_who_called_and_who_came(trouble, club, group, where, tmp_path):
    run(load(FILE, (*HOT, *trouble)), runs=1, out=tmp_path, workers=1)
    found = why(tmp_path, run=0, tries=0)
    told = "\n".join(found.sentences())
    # the page leaves the middle of a long chain out
    assert any(where in link.told.what for link in found.chain)
    assert club in told
    assert group in told
    assert told.count(" bank club") == told.count(club)
