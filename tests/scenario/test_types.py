"""Values of the wrong type or out of bounds, in the user's words."""

import json
from typing import get_args

import pytest

from sim.scenario.actors import AnyActor
from sim.scenario.annotations import models_in
from sim.scenario.load import check
from tests.scenario.small import Case

CASES = [
    ("name: small", "name: Small Case", "name", "must be of small letters, digits and _"),
    ("title: A small case", "title: 2022", "title", 'needs a text; put it in quotes: "2022"'),
    ("title: A small case\n", "", "title", "is missing"),
    ("title: A small case", "titel: A small case", "titel", 'did you mean "title"?'),
    ("days: 3,", "days: three,", "clock.days", "needs a whole number"),
    ("days: 3,", "days: 0,", "clock.days", "must be at least 1"),
    ("days: 3,", "days: 3.5,", "clock.days", "needs a whole number"),
    ("tick_minutes: 15", "tick_minutes: 7", "clock.tick_minutes", "does not divide the hour"),
    ("tick_minutes: 15", "tick_minutes: 60", "clock.tick_minutes", "is more than 30 minutes"),
    ("timezone: Europe/Belgrade", "timezone: Europe/Pristina", "clock.timezone", "no"),
    ("seed: 1", "seed: -1", "ensemble.seed", "must be at least 0"),
    ("resolve: {value: 0.6", "resolve: {value: 6", "actors.state.posture.resolve", "outside its"),
    ("obedience: 0.9", "obedience: 1.9", "actors.list.posture.obedience",
     "1.9 is out of bounds; it must lie in [0, 1]"),
    ("obedience: 0.9", "obedience: often", "actors.list.posture.obedience",
     "needs a number, or {value, range, source}"),
    ("obedience: 0.9", "obedience:", "actors.list.posture.obedience", "is empty"),
    ("range: [0.4, 0.6]", "range: [0.6, 0.4]", "actors.list.posture.threshold", "upside down"),
    ("range: [0.4, 0.6]", "range: 0.4", "actors.list.posture.threshold.range", "needs a list"),
    ("{value: 0.5, range: [0.4", "{val: 0.5, range: [0.4", "actors.list.posture.threshold.val",
     'did you mean "value"?'),
    (", obedience: 0.9", "", "actors.list.posture.obedience", "is missing"),
    (", obedience: 0.9", "", "actors.list.posture.obedience", "write such as obedience: 0.5"),
    ("kind: mediator", "kind: militia", "actors.embassy.kind", "nearest to that is armed_cells"),
    ("communities: [kin]", "communities: kin", "actors.kin_north.communities", "write [kin]"),
    (", provokes: 1", ", provoke: 1", "actors.police.posture.provoke", 'did you mean "provokes"?'),
    ("kind: mediator", "kind: mediater", "actors.embassy.kind", 'did you mean "mediator"?'),
    ("    kind: mediator\n", "", "actors.embassy.kind", "is missing; write one of residents"),
    ("minds: {entry_of:", "minds: {entri_of:", "actors.kin_north.minds.entri_of",
     'did you mean "entry_of"?'),
    ("communities: [kin]", "communities: kin", "actors.kin_north.communities", "needs a list"),
    ("communities: [kin]", "communities: []", "actors.kin_north.communities", "at least 1 item"),
    ("{rumour: true}", "{rumour: yes}", "mechanisms.rumour", "needs true or false"),
    ("{rumour: true}", "{rumor: true}", "mechanisms.rumor", 'did you mean "rumour"?'),
    ("where: {gate: 100}", "where: 7", "timeline.police_to_the_gate.where",
     "needs a place, a list"),
    ("where: {gate: 100}", "where: {gate: many}", "timeline.police_to_the_gate.where",
     "numbers of people by place"),
    ('cameo: "138"', "cameo: 138", "timeline.post.cameo", 'put it in quotes: "138"'),
    ("size: 20", "size: 5000", "timeline.group.size", "must be at most 1000"),
    ("word: hold", "word: holt", "timeline.calm.word", 'did you mean "hold"?'),
    ("initial:\n  network: 0.7", "initial:\n  networks: 0.7", "initial.networks", '"network"?'),
    ("clock: {start:", "clock: [start] #", "clock", "needs a group of keys"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "words"), CASES)
def test_a_wrong_value_is_named_where_it_stands(case: Case, old, new, key, words):
    line = case.replace("base.yaml", old, new)

    found = [mistake for mistake in case.mistakes() if mistake.key == key]

    assert len(found) == 1, case.mistakes()
    assert words in found[0].message
    assert abs(found[0].line - line) <= 3


def test_no_message_speaks_pydantic(case: Case):
    for old, new, _, _ in CASES:
        text = case.path.read_text("utf-8")
        case.write("base.yaml", text.replace(old, new, 1))
        for mistake in case.mistakes():
            lowered = str(mistake).lower()
            for jargon in (
                "pydantic",
                "http",
                "input should",
                "type=",
                "tuple",
                "union",
                "nonetype",
            ):
                assert jargon not in lowered, mistake
        case.write("base.yaml", text)


def test_a_mistake_in_the_parameters_points_into_their_own_file(case: Case):
    line = case.replace("parameters.yaml", "    adult_share:", "    adult_shares:")
    files = {(wrong.file, wrong.line, wrong.key) for wrong in case.mistakes()}
    parameters = str(case.folder / "parameters.yaml")
    assert (parameters, line, "parameters.mobilisation.adult_shares") in files


KINDS = {get_args(model.model_fields["kind"].annotation)[0]: model for model in models_in(AnyActor)}


def keys_of(kind: str, within: str) -> set[str]:
    """Keys of the actors of a kind, or of their posture."""
    model = KINDS[kind]
    return set((model.model_fields[within].annotation if within else model).model_fields)


@pytest.mark.parametrize("within", ["", "posture"])
def test_a_key_of_other_kinds_of_actors_is_told_with_the_kinds_that_have_it(case: Case, within):
    foreign = {
        (kind, key): [other for other in KINDS if key in keys_of(other, within)]
        for kind in KINDS
        for key in {key for other in KINDS for key in keys_of(other, within)}
        if key not in keys_of(kind, within)
    }
    actors = {}
    for kind, key in foreign:
        actor = actors.setdefault(kind, {"kind": kind})
        (actor.setdefault(within, {}) if within else actor)[key] = 1
    more = case.write("more.yaml", json.dumps({"extends": "base.yaml", "actors": actors}))
    told = {mistake.key: mistake.message for mistake in check([more])}
    assert len(foreign) > 100
    for (kind, key), owners in foreign.items():
        path = ".".join(filter(None, ("actors", kind, within, key)))
        assert told[path].endswith(f"; only these kinds of actors have it: {', '.join(owners)}")
