"""Where something stands in a scenario changes nothing; nor does what is never done."""

import hashlib
import random
import shutil
from functools import cache

import pytest
from pydantic import BaseModel

from sim.model.model import EscalationModel
from sim.scenario.hours import DayPart
from sim.scenario.load import load
from sim.scenario.order import IN_GIVEN_ORDER, identified
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Quantity
from sim.scenario.types import Scenario
from sim.scenario.world import World
from tests.model.worlds import SCENARIOS, SEED
from tests.scenario.small import Case

TINY = ("clock.days=2", "ensemble.one_in=100")
FELT = "felt_by: [serbs_north, albanians_north]"
TRIGGERS = (
    f"{{what: one, kind: clash, hours_ago: 1, {FELT}}}, {{what: two, kind: arrest, hours_ago: 2, "
    f"{FELT}}}, {{what: three, kind: alarm, hours_ago: 3, {FELT}}}"
)
SECOND = {
    "second_patron": "{kind: patron, name: Another kin state, protects: [albanians_south, "
    "albanians_north], opposes: [belgrade, pristina], posture: {stance: 0.4, discipline: 0.5, "
    "reciprocity: 0.9, audience: 0.5, restraint: 0.2}}",
    "second_list": "{kind: organisers, name: Another list, answers_to: second_patron, calls: "
    "[others_north, albanians_north], municipalities: [mun_zvecan, mun_mitrovica_north], sites: "
    "[zvecan_north, main_bridge_north_end], posture: "
    "{threshold: 0.2, obedience: 0.5}}",
    "second_cells": "{kind: armed_cells, name: Other cells, protects: [albanians_south, "
    "albanians_north], opposes: [special_police, kfor], municipalities: [mun_zvecan, "
    "mun_mitrovica_south], size: 20, posture: {activity: 2, restraint: 0.1}}",
    "second_keepers": "{kind: peacekeepers, name: Other keepers, force: eulex, holds: "
    "[ibar_main_bridge, east_bridge], watches: [jarinje_crossing, brnjak_crossing], posture: "
    "{neutrality: 0.3, tempo: 9}}",
}
"""A second of each kind, so that no rule can take the first of a list."""
OTHER_ISSUE = (
    "issues.other={decided_by: pristina, takes_effect: '2022-07-31 20:00', salience: "
    "{serbs_north: 0.5, albanians_south: 0.2}, deals: {exchange: {kind: swap, requires: "
    "posts.special_police == 0 and barricades == 0, withdraws: [special_police, border_police], "
    "cancels: [guards, also]}, away: {kind: withdraw}}, levers: {soon: {on: belgrade, at: "
    "'2022-08-02 12:00'}, late: {on: pristina, at: '2022-08-09 12:00'}}}"
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
    *(f"actors.{name}={told}" for name, told in SECOND.items()),
    "actors.eulex_police=null",
    (
        "actors.albanians_north.minds={entry_of: [special_police, border_police], means_of: "
        "[serbian_list, second_list]}"
    ),
    "actors.albanians_north.opposes=[serbs_north, others_north]",
    (
        "initial.barricades={serbian_list: [varage_road, rudare_junction], second_list: "
        "[zvecan_north, main_bridge_north_end]}"
    ),
    "initial.mobilisation={serbs_north: 200, albanians_north: 150}",
    (
        "initial.posts=[{who: special_police, where: zvecan, n: 30, since: '2022-07-30 12:00'}, "
        "{who: special_police, where: leposavic, n: 20, since: '2022-07-30 12:00'}]"
    ),
    "initial.resigned=[local_police, border_police]",
    "forces={siu: {strength: 90}, rosu_north: {strength: 110}}",
    (
        "mandates.everywhere={who: [second_keepers, second_cells], may: [hold, fire], may_not: "
        "[clear, raid], where: [mun_zvecan, mun_mitrovica_north], with_consent_of: "
        "[pristina, second_patron]}"
    ),
    (
        "timeline.consented={at: '2022-07-31 06:30', who: pristina, does: consent, toward: "
        "second_keepers, acts: [hold, fire]}"
    ),
    (
        "timeline.fight={at: '2022-07-31 13:00', who: albanians_north, does: clash, "
        "whom: serbs_north, where: zvecan, people: {serbs_north: 20, albanians_north: 30}, "
        "armed: {serbs_north: 3, albanians_north: 2}, "
        "charges: {serbs_north: 1, albanians_north: 2}, "
        "posture: {serbs_north: press, albanians_north: threat}}"
    ),
    (
        "timeline.told={at: '2022-07-31 14:00', who: albanians_north, does: clash, "
        "whom: serbs_north, where: zvecan, people: {serbs_north: 20, albanians_north: 30}, "
        "injured: {serbs_north: 2, albanians_north: 1}, "
        "killed: {serbs_north: 1, albanians_north: 0}}"
    ),
    "actors.us_embassy.addresses=[pristina, second_patron]",
    "outcomes.first_fire={event: [shots, attack], take: first}",
    f"initial.triggers=[{TRIGGERS}]",
    "triggers.clash.groups={serbs_north: 2, albanians_north: 0.5}",
    OTHER_ISSUE,
    CELL,
    GUARDS,
    "timeline.also={at: '2022-07-31 12:00', who: eu, does: appeal, says: also}",
    "timeline.answer_b={when: also, who: unmik, does: state, says: b}",
    "timeline.answer_a={when: also, who: unmik, does: state, says: a}",
)
"""The base case with two of everything."""


TICKS = 120
"""Ticks of a quick comparison: the evening is over."""


@cache
def case(name):
    """A scenario of which every run is short."""
    return load(SCENARIOS / f"{name}.yaml", RICH if name == "mitrovica" else TINY[1:])


def outcome(plan, number=0, ticks=TICKS):
    """Digest of everything a run records; short, so that a failed comparison can be shown."""
    model, found = EscalationModel(plan, run=number, seed=SEED), hashlib.sha256()
    for _ in range(min(ticks, model.n_ticks)):
        model.step()
        found.update(repr(model.row()).encode())
    found.update(repr(model.events).encode())
    model.close()
    return found.hexdigest()


@cache
def as_written(name="mitrovica", number=0, ticks=TICKS):
    return outcome(case(name), number, ticks)


def moved(value, field, shuffle, path=""):
    """A value with every list and mapping in it put in another order, but those in given order."""
    if isinstance(value, Quantity | Parameters | DayPart):
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


SHIPPED = sorted(
    str(path.relative_to(SCENARIOS).with_suffix(""))
    for folder in (".", "variants", "situations", "controls")
    for path in SCENARIOS.glob(f"{folder}/*.yaml")
)
WHOLE = 10**9
LENGTHS = [
    pytest.param(TICKS, id="evening"),
    pytest.param(WHOLE, id="whole", marks=pytest.mark.slow),
]


def turned(names):
    """Each scenario backwards and jumbled; of what varies the base case, the first jumbled."""
    shared = {name for name in names if name.startswith(("variants/", "controls/"))}
    for name in names:
        later = name in shared - {min(shared)}
        yield pytest.param(name, reverse, id=f"{name}-reverse")
        marks = pytest.mark.slow if later else ()
        yield pytest.param(name, jumble, marks=marks, id=f"{name}-jumble")


@pytest.mark.parametrize("ticks", LENGTHS)
@pytest.mark.parametrize(("name", "shuffle"), [*turned(SHIPPED)])
def test_a_shipped_scenario_in_another_order_is_the_same_scenario(name, shuffle, ticks):
    plan = case(name)
    other = plan._replace(scenario=moved(plan.scenario, "", shuffle))
    assert list(other.scenario.actors) != list(plan.scenario.actors)
    assert outcome(other, ticks=ticks) == as_written(name, ticks=ticks)


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
    known = set(collections(Scenario, {Parameters, DayPart}))
    moves = {next(p for p in reversed(path.split(".")) if not p.isdigit()) for path in movable()}
    assert {"actors", "timeline", "stated", "withdraws", "triggers", "known_to"} <= known
    assert known - moves - IN_GIVEN_ORDER.keys() == set()


TABLES = [name for name in World._fields if name != "digest"]


@pytest.mark.parametrize("table", TABLES)
def test_rows_of_the_world_in_another_order_are_the_same_world(table):
    plan = case("mitrovica")
    world = plan.world._replace(**{table: getattr(plan.world, table)[::-1]})
    assert outcome(plan._replace(world=world), 1) == as_written(number=1)


def on_a_world(name):
    """A scenario that names its world, else one of the slow round, which stands on one of those."""
    own = "\nworld:" in (SCENARIOS / f"{name}.yaml").read_text("utf-8")
    return pytest.param(name, marks=() if own else pytest.mark.slow)


@pytest.mark.parametrize("ticks", LENGTHS)
@pytest.mark.parametrize("name", [on_a_world(name) for name in SHIPPED])
def test_all_rows_of_the_world_in_another_order_are_the_same_world(name, ticks):
    plan = case(name)
    rows = {table: tuple(jumble(getattr(plan.world, table), "")) for table in TABLES}
    assert outcome(plan._replace(world=plan.world._replace(**rows)), ticks=ticks) == as_written(
        name, ticks=ticks
    )


def test_lines_of_the_files_of_a_world_in_another_order_are_the_same_world(tmp_path):
    folder = tmp_path / "north_kosovo"
    shutil.copytree(SCENARIOS / "worlds" / "north_kosovo", folder)
    for file in folder.glob("*.csv"):
        head, *lines = file.read_text("utf-8").splitlines()
        assert not any(line.count('"') % 2 for line in lines), "one row a line"
        file.write_text("\n".join([head, *jumble(lines, "")]) + "\n", encoding="utf-8")
    text = "extends: mitrovica.yaml\nname: turned\ntitle: Turned\nworld: north_kosovo\n"
    (tmp_path / "turned.yaml").write_text(text, encoding="utf-8")
    other = load(tmp_path / "turned.yaml", RICH)
    assert [row.id for row in other.world.forces] != [u.id for u in case("mitrovica").world.forces]
    assert outcome(other) == as_written()


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
    "a trigger": f"initial.triggers=[{{what: aaa, kind: alarm, times: 0, hours_ago: 1, {FELT}}}, "
    f"{TRIGGERS}]",
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
