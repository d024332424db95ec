"""Where something stands in a scenario changes nothing; nor does what is never done."""

import hashlib
import random
from functools import cache

import pytest
from pydantic import BaseModel

from sim.experiment.simulate import simulate
from sim.scenario.load import load
from sim.scenario.order import IN_GIVEN_ORDER, identified
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Quantity
from sim.scenario.types import Scenario
from sim.scenario.world import World
from tests.model.worlds import SCENARIOS, SEED
from tests.scenario.small import Case

TINY = ("clock.days=2", "ensemble.one_in=100")
TRIGGERS = (
    "{what: one, hours_ago: 1, threat: 0.07, felt_by: [serbs_north]}, "
    "{what: two, hours_ago: 2, threat: 0.3, felt_by: [serbs_north, albanians_south]}, "
    "{what: three, hours_ago: 3, threat: 0.11, felt_by: [serbs_north]}"
)
OTHER_ISSUE = (
    "issues.other={decided_by: pristina, takes_effect: '2022-07-31 20:00', salience: "
    "{serbs_north: 0.5, albanians_south: 0.2}, deals: {swap: {kind: swap, requires: "
    "barricades == 0, withdraws: [special_police, local_police], cancels: [guards, cell]}, "
    "none: {kind: release}}}"
)
CELL = (
    "timeline.cell={at: '2022-07-31 09:00', who: armed_groups, does: infiltrate, size: 20, where: "
    "rudare, objective: wait, known_to: [local_police, special_police], route: [jarinje_crossing, "
    "rudare], lasting: 9 h}"
)
GUARDS = (
    "timeline.guards={at: '2022-07-31 12:00', who: special_police, does: deploy, n: 41, where: "
    "[mitrovica_north, zvecan]}"
)
RICH = (
    *TINY,
    "initial.barricades={serbian_list: [varage_road, rudare_junction]}",
    f"initial.triggers=[{TRIGGERS}]",
    OTHER_ISSUE,
    CELL,
    GUARDS,
    "timeline.also={at: '2022-07-31 12:00', who: eu, does: appeal, says: also}",
    "timeline.answer_b={when: also, who: unmik, does: state, says: b}",
    "timeline.answer_a={when: also, who: unmik, does: state, says: a}",
)
"""The base case with two of everything."""


@cache
def case(name):
    """A scenario of which every run is short."""
    return load(SCENARIOS / f"{name}.yaml", RICH if name == "mitrovica" else TINY[1:])


def outcome(plan, number=0):
    """Digest of everything a run records; short, so that a failed comparison can be shown."""
    run = simulate(plan, SEED, number)
    return hashlib.sha256(run.series.tobytes() + repr(run.events).encode()).hexdigest()


@cache
def as_written(name="mitrovica", number=0):
    return outcome(case(name), number)


def moved(value, field, shuffle, path=""):
    """A value with every list and mapping in it put in another order, but those in given order."""
    if isinstance(value, Quantity | Parameters):
        return value
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        update = {n: moved(getattr(value, n), n, shuffle, f"{path}.{n}") for n in names}
        return value.model_copy(update=update)
    if isinstance(value, dict):
        items = [(k, moved(v, field, shuffle, f"{path}.{k}")) for k, v in value.items()]
        return dict(shuffle(items, path))
    if isinstance(value, tuple):
        items = [moved(item, field, shuffle, f"{path}.{i}") for i, item in enumerate(value)]
        return tuple(items if field in IN_GIVEN_ORDER else shuffle(items, path))
    return value


def reverse(items, _path):
    return items[::-1]


def jumble(items, _path):
    return random.Random(7).sample(items, len(items))


SHIPPED = [
    ("mitrovica", reverse),
    ("mitrovica", jumble),
    *(
        pytest.param(path.stem, reverse, marks=pytest.mark.slow)
        for path in sorted(SCENARIOS.glob("*.yaml"))
        if path.stem != "mitrovica"
    ),
]


@pytest.mark.parametrize(("name", "shuffle"), SHIPPED)
def test_a_shipped_scenario_in_another_order_is_the_same_scenario(name, shuffle):
    plan = case(name)
    other = plan._replace(scenario=moved(plan.scenario, "", shuffle))
    assert list(other.scenario.actors) != list(plan.scenario.actors)
    assert outcome(other) == as_written(name)


def test_the_small_scenario_in_another_order_is_the_same_scenario(tmp_path):
    small = Case(tmp_path)
    small.write("parameters.yaml", (SCENARIOS / "common" / "parameters.yaml").read_text("utf-8"))
    plan = load(small.path)
    other = plan._replace(scenario=moved(plan.scenario, "", reverse))
    assert outcome(other) == outcome(plan)


def movable():
    """Path of every list and mapping of the rich case that has two elements and no order."""
    found = []

    def note(items, path):
        if len(items) > 1:
            found.append(path)
        return items

    moved(case("mitrovica").scenario, "", note)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("path", movable())
def test_each_list_and_mapping_can_be_moved_alone(path):
    plan = case("mitrovica")

    def only(items, here):
        return items[::-1] if here == path else items

    other = plan._replace(scenario=moved(plan.scenario, "", only))
    assert outcome(other) == as_written()


def collections(model, seen):
    """Field names of every list and mapping that the types of a scenario know."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        text = repr(field.annotation)
        if "tuple" in text or "dict" in text:
            yield name
        for part in (field.annotation, *parts(field.annotation)):
            if isinstance(part, type) and issubclass(part, BaseModel | Parameters):
                yield from collections(part, seen)


def parts(annotation):
    for part in getattr(annotation, "__args__", ()):
        yield part
        yield from parts(part)


def test_the_rich_case_has_two_of_everything():
    known = set(collections(Scenario, {Parameters}))
    moves = {next(p for p in reversed(path.split(".")) if not p.isdigit()) for path in movable()}
    assert {"actors", "timeline", "stated", "withdraws", "cancels", "triggers", "known_to"} <= known
    assert known - moves - IN_GIVEN_ORDER.keys() == {"protects"}  # one group rises in a case


@pytest.mark.parametrize("table", [name for name in World._fields if name != "digest"])
def test_rows_of_the_world_in_another_order_are_the_same_world(table):
    plan = case("mitrovica")
    world = plan.world._replace(**{table: getattr(plan.world, table)[::-1]})
    assert outcome(plan._replace(world=world), 1) == as_written(number=1)


NEVER = "killed >= 100000"
VOICE = "{kind: voice, name: Nobody, posture: {reach: 0, credibility: 0}"
NEUTRAL = {
    "an issue": "issues.aaa={decided_by: pristina, announced: '2022-08-30 00:00', takes_effect: "
    "'2022-08-31 00:00', salience: {serbs_north: 1}}",
    "an actor": "actors.aaa=" + VOICE + "}",
    "an actor with a statement": f"actors.aaa={VOICE}, stated: [{{when: {NEVER}, says: never}}]}}",
    "a mediator": "actors.aaa={kind: mediator, name: Nobody, posture: {leverage: 0.5}}",
    "a channel": "actors.aaa={kind: channel, name: Nobody, audience: [serbs_north], posture: "
    "{delay: 1, reach: 0, distortion: 0}}",
    "an entry": f"timeline.aaa={{when: {NEVER}, who: eu, does: state, says: never}}",
    "a trigger": f"initial.triggers=[{{what: aaa, hours_ago: 1, threat: 0}}, {TRIGGERS}]",
    "salience": "issues.other.salience.albanians_north=0",
    "regard": "actors.serbs_north.posture.regard.german_embassy=0",
    "who knows": "timeline.cell.known_to=[eu, local_police, special_police]",
}
"""An element that does nothing, for each kind of list and mapping that can hold one."""


def with_front_statement(actor):
    """The rich case with a statement that is never said before all others of an actor."""
    plan = case("mitrovica")
    stated = plan.scenario.actors[actor].stated
    first = stated[0].model_copy(update={"when": NEVER, "says": "never"})
    told = plan.scenario.actors[actor].model_copy(update={"stated": (first, *stated)})
    actors = {**plan.scenario.actors, actor: told}
    return plan._replace(scenario=plan.scenario.model_copy(update={"actors": actors}))


@pytest.mark.parametrize("actor", ["pristina", "belgrade", "eu"])
def test_a_statement_that_is_never_said_put_first_changes_no_run(actor):
    for number in range(2):
        assert outcome(with_front_statement(actor), number) == as_written(number=number)


@pytest.mark.parametrize("name", NEUTRAL)
def test_an_element_that_does_nothing_changes_no_byte(name):
    plan = load(SCENARIOS / "mitrovica.yaml", (*RICH, NEUTRAL[name]))
    assert outcome(plan) == as_written()


def test_a_statement_keeps_its_draws_when_its_delay_changes():
    stated = case("mitrovica").scenario.actors["eu"].stated
    slower = stated[0].model_copy(update={"probability": 0.3, "until": None})
    assert [t.luck for t in identified("eu", stated)] == [
        t.luck for t in identified("eu", (slower, *stated[1:]))
    ]
    assert len({t.luck for t in identified("eu", stated + stated)}) == 2 * len(stated)
    assert len({t.name for t in identified("eu", stated + stated)}) == 2 * len(stated)
