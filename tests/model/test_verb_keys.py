"""Every key of every verb, through the model: it changes what is so, or it is only told."""

import json
from contextlib import suppress
from functools import cache

import pytest
import yaml

from sim.model.model import EscalationModel
from sim.model.no_effect import Standing
from sim.scenario.mistakes import ScenarioError
from sim.scenario.verbs.table import VERBS
from tests.model.test_verbs import (
    BARE,
    BLOCKED,
    CROWD,
    DEPLOYED,
    GATE,
    RUMOURED,
    TAKEN,
    TOWN,
)
from tests.model.worlds import loaded

TICKS = 14
"""Ticks of a quarter of an hour; the entry is given in the second."""
OTHER = "mun_zvecan"
SECOND = (
    "issues.second={decided_by: pristina, announced: '2022-07-31 20:00', "
    "takes_effect: '2022-08-01 12:00', salience: {serbs_north: 0.5}}"
)
FREED = "timeline.free={at: '2022-07-31 08:00', who: pristina, does: release, person: a}"
THERE = DEPLOYED % "leposavic, zvecan"
FEW = "initial.mobilisation={serbs_north: 300}"
ROUGH = "parameters.contact.per_push=0.5"

SPEAKING = (
    "who: belgrade, says: a, toward: pristina, cameo: '120', reach: 0.5, effect: {hours: 2}, "
    "to: serbs_north, content: [warning, threat]"
)
STATED = {
    "says": "b",
    "toward": "kfor",
    "to": "albanians_north",
    "content": "reassurance",
    "cameo": "150",
    "reach": 0.9,
    "effect": {"threat": {"serbs_north": 0.2}},
}
DECIDED = "who: pristina, issue: plates_and_papers, says: a"
OUT = "who: serbs_north, n: 900, lasting: 1 h, says: a"
FOUGHT = "injured: 1, killed: 1, blamed_on: pristina, says: a"
OTHERWISE = {"injured": 9, "killed": {"serbs_north": 2}, "blamed_on": "belgrade", "says": "b"}

FULL: dict[str, tuple[str, dict[str, object], tuple[str, ...]]] = {
    **dict.fromkeys(("state", "accuse", "demand", "reject"), (SPEAKING, STATED, ())),
    **dict.fromkeys(("appeal", "praise", "apologise"), (SPEAKING, STATED, ())),
    "confirm": (f"{SPEAKING}, confirms: tale", {**STATED, "confirms": "later"},
                (RUMOURED, RUMOURED.replace("tale", "later").replace("06:00", "16:00"))),
    "name": (("who: belgrade, blamed_on: special_police, says: a, reach: 0.5, effect: {hours: 2}, "
              "to: serbs_north, content: [warning, blame]"),
             {"blamed_on": "armed_groups", "says": "b", "reach": 0.9, "effect": STATED["effect"],
              "to": "albanians_north", "content": "neutral"},
             ()),
    "threaten": (("who: ukrainian_mp, says: a, toward: belgrade, cameo: '130', reach: 0.5, "
                 "effect: {hours: 2}, to: albanians_south, content: [warning, threat]"), STATED,
                 ("actors.ukrainian_mp.posture.capability=0.9",
                  "actors.serbs_north.posture.regard.ukrainian_mp=-0.8")),
    "ultimatum": (f"{SPEAKING}, within: 1 h", {**STATED, "within": "2 h"}, ()),
    "meet": ("who: belgrade, says: a, toward: pristina, where: leposavic, effect: {hours: 2}",
             {"says": "b", "toward": "kfor", "effect": STATED["effect"], "where": "zvecan"}, ()),
    "rumour": ((f"who: telegram_channels, true: true, says: a, where: {TOWN}, community: serb, "
               "reach: 0.1"),
               {"true": False, "says": "b", "where": OTHER, "community": "albanian", "reach": 0.3},
               ("timeline.no={at: '2022-07-31 08:00', who: kfor, does: deny, denies: all}",)),
    "deny": ("who: hospital, denies: all, says: a, reach: 0.4",
             {"denies": "later", "says": "b", "reach": 0.9},
             (RUMOURED, RUMOURED.replace("tale", "later").replace("06:00", "16:00"))),
    "announce": (DECIDED, {"issue": "second", "says": "b"}, (SECOND,)),
    "enforce": (DECIDED, {"issue": "second", "says": "b"}, (SECOND,)),
    "postpone": ("who: pristina, issue: plates_and_papers, lasting: 3 d",
                 {"issue": "second", "lasting": "9 d"}, (SECOND,)),
    **dict.fromkeys(("suspend", "withdraw_decision", "hand_over"),
                    ("who: pristina, issue: plates_and_papers", {"issue": "second"}, (SECOND,))),
    "order": ("who: belgrade, word: up, says: a, price: second",
              {"word": "down", "says": "b", "price": None}, (SECOND,)),
    "arrest": (("who: special_police, person: a, prominence: 0.8, community: serb, "
               "where: leposavic, issue: plates_and_papers"),
               {"person": "b", "prominence": 0.2, "community": "albanian", "where": "zvecan",
                "issue": "second"}, (SECOND, FREED)),
    "release": ("who: pristina, person: a professor, to_house_arrest: true, community: serbs_north",
                {"person": "b", "to_house_arrest": False, "community": "albanian"}, (TAKEN,)),
    "resign": ("who: local_police, says: a", {"says": "b"}, ()),
    "consent": (f"who: kfor, toward: ksf, acts: [enter], where: {TOWN}, lasting: 5 h, says: a",
                {"toward": "jfc_naples", "acts": ["fire"], "where": OTHER, "lasting": "2 h",
                 "says": "b"}, ()),
    "curfew": (f"who: pristina, where: {TOWN}, hours: [5, 21], lasting: 2 h, says: a",
               {"where": OTHER, "hours": [20, 5], "lasting": "5 h", "says": "b"}, ()),
    "readiness": ("who: belgrade, level: 1, says: a", {"level": 2, "says": "b"}, ()),
    "deploy": (f"who: special_police, where: {GATE}, n: 40, notice: 30 min, lasting: 1 h",
               {"where": "brnjak_crossing", "n": 80, "notice": "1 h", "lasting": "2 h"}, ()),
    "withdraw": (f"who: special_police, where: {GATE}, notice: 30 min",
                 {"where": "leposavic", "notice": "1 h"}, (DEPLOYED % f"{GATE}, leposavic",)),
    "raid": ((f"who: special_police, where: {TOWN}, n: 60, lasting: 1 h, arrests: 2, "
              "community: serb"),
             {"where": OTHER, "n": 90, "lasting": "2 h", "arrests": 5, "community": "albanian"},
             ()),
    "install": ("who: special_police, where: leposavic, n: 60, lasting: 1 h, says: a",
                {"where": "zvecan", "n": 90, "lasting": "2 h", "says": "b"}, ()),
    "disperse": ((f"who: special_police, where: {TOWN}, n: 10, means: push, lasting: 1 h, "
                  "whom: serbs_north"),
                 {"where": OTHER, "n": 90, "means": "stun_grenades", "lasting": "4 h",
                  "whom": "albanians_north"},
                 (FEW, ROUGH, THERE)),
    "clear": ("who: special_police, where: leposavic_south, n: 10, warning: 30 min",
              {"where": "leposavic_north", "n": 90, "warning": "90 d"},
              (BLOCKED, CROWD, ROUGH, THERE)),
    "close_crossing": (f"who: border_police, where: {GATE}", {"where": "brnjak_crossing"}, ()),
    "open_crossing": (f"who: border_police, where: {GATE}", {"where": "brnjak_crossing"},
                      (("timeline.shut={at: '2022-07-31 06:00', who: border_police, "
                       f"does: close_crossing, where: [{GATE}, brnjak_crossing]}}"),)),
    "reinforce": (f"who: jfc_naples, n: 300, where: {GATE}, notice: 30 min, says: a",
                  {"n": 200, "where": "leposavic", "notice": "1 h", "says": "b"}, ()),
    "infiltrate": (("who: armed_groups, size: 30, where: banjska, route: [novi_pazar, banjska], "
                   "objective: a, arms: small, commanded_by: belgrade, known_to: [local_police], "
                   "lasting: 1 h"),
                   {"size": 20, "where": "zvecan", "route": ["banjska", "zvecan"],
                    "objective": "b", "arms": "heavy", "commanded_by": "ksf",
                    "known_to": ["moscow"], "lasting": "2 h"}, ()),
    "rally": (f"{OUT}, where: {TOWN}, armed: 2, charges: 3, presses: false, order_of_fire: line",
              {"presses": True, "order_of_fire": "never", "armed": 3, "charges": 4, "n": 300,
               "lasting": "4 h", "says": "b", "where": OTHER}, ()),
    **dict.fromkeys(("march", "funeral"),
                    ((f"{OUT}, route: [leposavic, lesak], armed: 2, charges: 3, presses: false, "
                      "order_of_fire: line"),
                     {"presses": True, "order_of_fire": "never", "armed": 3, "charges": 4, "n": 300,
                      "lasting": "4 h",
                      "says": "b", "route": ["zvecan", "lesak"]}, ())),
    "clash": (("who: serbs_north, whom: albanians_north, where: leposavic, lasting: 1 h, "
              f"people: {{serbs_north: 300, albanians_north: 20}}, {FOUGHT}"),
              {**OTHERWISE, "posture": {"serbs_north": "clear"},
               "armed": {"serbs_north": 4}, "order_of_fire": "never", "charges": {"serbs_north": 4},
               "whom": "kfor", "where": "zvecan",
               "lasting": "3 h", "means": "push",
               "people": {"serbs_north": 900, "albanians_north": 20}},
              ()),
    "attack": (("who: serbs_north, whom: special_police, where: leposavic, n: 50, "
                f"means: firearms, {FOUGHT}"),
               {**OTHERWISE, "means": "vehicle", "whom": "kfor", "where": "zvecan", "n": 400}, ()),
    "shoot": (f"who: armed_groups, whom: special_police, where: leposavic, {FOUGHT}",
              {**OTHERWISE, "whom": "serbs_north", "where": "zvecan"}, ()),
    "incident": (("who: special_police, trigger: desecration, whom: serbs_north, where: leposavic, "
                 "n: 1, says: a"),
                 {"trigger": "killing", "whom": "albanians_north", "where": "zvecan", "n": 3,
                  "says": "b"},
                 ("triggers.desecration.elsewhere=0.5",)),
    "kill": (("who: armed_groups, whom: special_police, where: leposavic, n: 2, "
             "blamed_on: belgrade, says: a"),
             {"whom": "serbs_north", "where": "zvecan", "n": 1, "blamed_on": "pristina",
              "says": "b"}, ()),
}  # fmt: skip
"""Every verb with every key, another value of each (None: left out), and what is set besides."""


DRAWN = {"injured": None, "killed": None, "lasting": "90 d"}
BESIDE = {
    ("clash", "whom"): {"people": {"serbs_north": 300, "kfor": 20}},
    ("clash", "means"): DRAWN,
    **{("clash", key): DRAWN for key in ("posture", "armed", "charges")},
    ("clash", "order_of_fire"): {**DRAWN, "armed": {"serbs_north": 4}},
    ("order", "word"): {"price": None},
}
"""What is said differently beside a key that would not be right, or not be read, otherwise."""
KEPT = {("infiltrate", "size")}
"""Keys that are kept to be told later, and that nothing depends on."""


@cache
def traced(verb: str, changed: str) -> tuple[list[object], list[object]]:
    """What is so after each tick, and the events, with a verb whose keys are all said."""
    entry = {"at": "2022-07-31 06:15", "does": verb, **said(verb), **json.loads(changed)}
    entry = {key: value for key, value in entry.items() if value is not None}
    sets = (*BARE, *FULL[verb][2], f"timeline.entry={json.dumps(entry)}")
    model = EscalationModel(loaded(*sets), run=0)
    states = []
    for _ in range(TICKS):
        model.step()
        states.append(Standing(model.core, frozenset()))
    return states, list(model.events)


def said(verb):
    """Who does it and every key, as they are said at first."""
    found = yaml.safe_load(f"{{{FULL[verb][0]}}}")
    return {"true" if key is True else key: value for key, value in found.items()}


PAIRS = [(verb, key) for verb, facts in VERBS.items() for key in facts.keys]


def test_every_verb_is_tried_with_every_key():
    assert FULL.keys() == VERBS.keys()
    for verb, (_, otherwise, _) in FULL.items():
        alone = (
            {"means", "posture", "armed", "order_of_fire", "charges"} if verb == "clash" else set()
        )
        assert said(verb).keys() - {"who"} | alone == set(VERBS[verb].keys), verb
        assert otherwise.keys() == set(VERBS[verb].keys), verb


@pytest.mark.parametrize(("verb", "key"), PAIRS)
def test_a_key_changes_what_is_so_or_is_only_told(verb, key):
    beside = BESIDE.get((verb, key), {})
    first = beside if None in beside.values() else {}
    states, events = traced(verb, json.dumps(first))
    changed, other_events = traced(verb, json.dumps({**beside, key: FULL[verb][1][key]}))
    assert events != other_events or states != changed
    if (verb, key) not in KEPT:
        assert (states != changed) == (key not in VERBS[verb].recorded)


PLACED = [(verb, key) for verb, key in PAIRS if key in ("where", "route")]


@pytest.mark.parametrize("name", ["mun_leposavic", "novi_pazar", "ibar_main_bridge", GATE])
@pytest.mark.parametrize(("verb", "key"), PLACED)
def test_what_names_a_place_takes_any_name_of_a_place_or_refuses_it(verb, key, name):
    """A place, a site and a municipality, wherever one of them was meant by whoever wrote it."""
    entry = {"at": "2022-07-31 06:15", "does": verb, **said(verb)}
    entry[key] = [name, "leposavic"] if key == "route" else name
    with suppress(ScenarioError):
        model = EscalationModel(
            loaded(*BARE, *FULL[verb][2], f"timeline.entry={json.dumps(entry)}"), 0
        )
        for _ in range(4):
            model.step()
