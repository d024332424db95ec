"""The table of verbs: complete, and every key of an entry read or refused with who reads it."""

import pytest

from sim.scenario.case import KIND_WORDS
from sim.scenario.timeline import Entry
from sim.scenario.verbs.keys import COMMON, KEYS
from sim.scenario.verbs.table import GROUPS, VERBS, readers
from sim.terms.cameo import codes
from sim.terms.kinds import KINDS


def test_every_key_of_an_entry_is_explained_once():
    assert KEYS.keys() | COMMON.keys() == Entry.model_fields.keys()
    assert not KEYS.keys() & COMMON.keys()
    assert len(VERBS) == sum(map(len, GROUPS.values()))


def test_every_key_is_read_by_some_verb():
    assert all(readers(key) for key in KEYS)


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_names_what_is_known(name):
    verb = VERBS[name]
    assert verb.who
    assert set(verb.who) <= KIND_WORDS.keys()
    assert verb.kind in KINDS
    assert verb.cameo in codes() or not verb.cameo
    assert len(set(verb.keys)) == len(verb.keys)
    assert set(verb.keys) <= KEYS.keys()
    assert {*verb.recorded, *verb.choices} <= set(verb.keys)
    assert verb.does.endswith(".")


VALUES = {
    "true": "false", "route": "[hill, gate]", "effect": "{hours: 2}", "where": "{gate: 3}",
    "toward": "state", "to": "state", "content": "threat",
    "cameo": '"010"', "notice": "2 h", "lasting": "2 h", "warning": "2 h",
    "issue": "plates", "price": "plates", "denies": "whisper", "community": "kin",
    "to_house_arrest": "true", "means": "push", "word": "hold", "arms": "small",
    "whom": "state", "blamed_on": "state", "people": "{state: 2}", "hours": "[22, 5]",
    "posture": "{state: hold}", "trigger": "killing", "within": "2 h", "acts": "[enter]",
    "commanded_by": "patron", "known_to": "[list]",
    "confirms": "all", "presses": "true", "order_of_fire": "never",
}  # fmt: skip
"""A value of each key that is right wherever it is read; 1 or "x" where it is not said."""


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_refused_by_the_verbs_that_do_not_read_it(key, case):
    value = VALUES.get(key, "x" if KEYS[key].unit == "text" else 1)
    deaf = [name for name, verb in VERBS.items() if key not in verb.keys]
    entries = [
        f"  odd_{name}: {{when: rung >= 5, who: police, does: {name}, {key}: {value}}}"
        for name in deaf
    ]
    case.replace("base.yaml", "timeline:\n", "timeline:\n" + "\n".join(entries) + "\n")
    told = {one.key: one.message for one in case.mistakes() if "is not read by" in one.message}
    assert told.keys() == {f"timeline.odd_{name}.{key}" for name in deaf}
    for name in deaf:
        message = told[f"timeline.odd_{name}.{key}"]
        assert message.startswith(f"is not read by {name}, which takes ")
        assert message.endswith(f"it is read by {', '.join(readers(key))}")


FOUGHT = (
    "{at: '2022-07-31 07:00', who: kin_north, does: clash, where: north, whom: others_south, %s}"
)
PARTIES = [
    ("people: {kin_north: 20, others_south: 9}, whom: kin_north", "whom", "is whoever does it"),
    ("people: {kin_north: 20, police: 9}", "people.police", "is not one of the two who clash"),
    ("people: {kin_north: 20}", "people.others_south", "is missing; say how many of both clash"),
    (
        "people: {kin_north: 90000, others_south: 9}",
        "people.kin_north",
        "of kin_north in",
    ),
    ("people: {kin_north: 20, others_south: 9}, killed: {polic: 2}", "killed.polic", "no actor"),
    ("people: {kin_north: 20, others_south: 9}, blamed_on: polic", "blamed_on", "is no actor"),
    ("people: {kin_north: 20, others_south: 9}, killed: 1, means: push", "means", "is not read"),
    ("people: {kin_north: 20, others_south: 9}, means: tear_gas", "means", "is not for clash"),
    (
        "people: {kin_north: 20, others_south: 9}, injured: some",
        "injured",
        "a number of people",
    ),
    ("people: {kin_north: 20, others_south: 9}, where: [north, hill]", "where", "happens at one"),
    ("people: {kin_north: 20, others_south: 9}, armed: {kin_north: 30}", "armed", "who come out"),
]


@pytest.mark.parametrize(("said", "key", "words"), PARTIES)
def test_who_takes_part_is_checked(case, said, key, words):
    kept = FOUGHT.split(", ")
    entry = ", ".join(p for p in kept if p == "%s}" or f", {p.split(':')[0]}:" not in f", {said}")
    case.replace("base.yaml", "timeline:\n", f"timeline:\n  odd: {entry % said}\n")
    found = [one.message for one in case.mistakes() if one.key == f"timeline.odd.{key}"]
    assert len(found) == 1
    assert words in found[0]
