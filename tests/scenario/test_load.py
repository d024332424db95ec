"""The door as a whole: all mistakes at once, no other exception, and the way back to YAML."""

import contextlib
import pickle
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sim
from sim.scenario.clock import parse_duration
from sim.scenario.dump import dump
from sim.scenario.load import Loaded, check, load
from sim.scenario.mistakes import ScenarioError
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Quantity
from sim.scenario.timeline import MOST_PEOPLE, Delay, Effect, Entry, Statement
from sim.scenario.types import Scenario
from sim.terms.printable import without_controls
from tests.scenario.small import BASE, Case

SHIPPED = [
    path
    for folder in (".", "variants", "situations", "controls", "contrasts")
    for path in sorted(Path("scenarios").glob(f"{folder}/*.yaml"))
]

TEN = [
    # One mistake of each kind, all in one file.
    ("title: A small case", "titel: A small case", "titel"),  # and the title is missing
    ("days: 3,", "days: three,", "clock.days"),
    ("takes_effect: ", "takes_effects: ", "issues.plates.takes_effects"),
    ("obedience: 0.9", "obedience: 1.9", "actors.list.posture.obedience"),
    ("calls: [kin_north]", "calls: [kin_nort]", "actors.list.calls.0"),
    ("holds: [main_bridge]", "holds: [main_brigde]", "actors.keepers.holds.0"),
    ("kind: voice", "kind: voise", "actors.deputy.kind"),
    ("does: deploy", "does: delpoy", "timeline.police_to_the_gate.does"),
    ("when: rung >= 5\n", "when: rung >= 9\n", "timeline.group.when"),
    ("emergence_from:", "name: twice\nemergence_from:", "name"),
    ("  network: 0.7", "  network: .nan", "initial.network"),
    ("person: a deputy, ", "", "timeline.taken.person"),
    ("where: {gate: 100}", "where: {gate: 1000}", "timeline.police_to_the_gate.where"),
    ('cameo: "138"', "cameo: 138", "timeline.post.cameo"),
]


def test_ten_mistakes_of_different_kinds_are_listed_at_once(case: Case):
    lines = {key: case.replace("base.yaml", old, new) for old, new, key in TEN}
    case.replace("world/roads.csv", "8,10,road", "8,ten,road")

    with pytest.raises(ScenarioError) as caught:
        load(case.path, ["ensemble.rums=3"])

    keys = [wrong.key for wrong in caught.value.mistakes]
    assert keys.count("minutes") == 1
    assert keys.count("ensemble.rums") == 1
    for key, line in lines.items():
        found = [wrong for wrong in caught.value.mistakes if wrong.key == key]
        assert len(found) == 1, key
        assert abs(found[0].line - line) <= 2 + len(TEN)
    assert str(caught.value).count("\n") == len(caught.value.mistakes) - 1


def test_mistakes_survive_the_way_between_processes(case: Case):
    case.replace("base.yaml", "days: 3,", "days: 0,")
    with pytest.raises(ScenarioError) as caught:
        load(case.path)
    assert pickle.loads(pickle.dumps(caught.value)).mistakes == caught.value.mistakes


def test_long_values_are_shortened_to_one_line(case: Case):
    case.replace("base.yaml", "days: 3,", f'days: "{"word " * 50}\\n {"word " * 50}",')
    (wrong,) = case.mistakes()
    assert len(wrong.value) == 60
    assert "\n" not in str(wrong)


def test_a_missing_base_hides_nothing_else_and_invents_nothing(case: Case):
    case.replace("base.yaml", "extends: parameters.yaml", "extends: nothing.yaml")
    case.replace("base.yaml", "days: 3,", "days: 0,")
    assert [wrong.key for wrong in case.mistakes()] == ["extends", "clock.days"]


def test_a_loaded_scenario_is_what_was_written(case: Case):
    loaded = load(str(case.path))
    assert isinstance(loaded, Loaded)
    assert loaded.path == case.path.resolve()
    assert loaded.scenario.timeline["post"].at.hour == 16
    assert loaded.scenario.actors["kin_north"].communities == ("kin",)
    assert loaded.scenario.actors["state"].stated[0].says == "The days ahead: hard"
    assert len(loaded.world.places) == 6


def test_the_digest_follows_scenario_world_and_version(case: Case, monkeypatch):
    before = load(case.path).digest
    assert len(before) == 64
    assert load(case.path).digest == before
    monkeypatch.setattr(sim, "__version__", "999")
    assert load(case.path).digest != before
    monkeypatch.undo()
    line = "north,kin,2000"
    case.replace("world/population.csv", line, "north,kin,2001")
    assert load(case.path).digest != before


def test_comments_and_order_of_files_do_not_change_the_digest(case: Case):
    before = load(case.path).digest
    case.write("base.yaml", "# a comment\n" + BASE.replace("days: 3,", "days:   3,"))
    assert load(case.path).digest == before


def test_a_dumped_scenario_loads_back(case: Case):
    loaded = load(case.path)
    text = dump(loaded.scenario)
    again = load(case.write("dumped.yaml", text))
    assert again.scenario == loaded.scenario
    assert again.digest == loaded.digest
    assert "extends" not in text


def test_other_readers_of_yaml_read_a_dump_too(case: Case):
    scenario = load(case.path).scenario
    assert yaml.safe_load(dump(scenario))["clock"]["start"] == "2022-07-31 06:00"


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_a_shipped_scenario_has_no_mistakes_and_dumps_back(path, tmp_path):
    assert check([path]) == []
    scenario = load(path).scenario
    copy = tmp_path / "copy.yaml"
    copy.write_text(dump(scenario), encoding="utf-8")
    assert load(copy).scenario == scenario


def rewritten(case: Case, scenario: Scenario) -> Scenario:
    """What comes back from a dump, types only: the references may lead nowhere."""
    from sim.scenario.extends import read_chain
    from sim.scenario.lookup import reach_of

    path = case.write("dumped.yaml", dump(scenario))
    root, mistakes, *_ = read_chain(path, reach_of(path))
    assert mistakes == []
    return Scenario.model_validate(root.plain())


# control characters are left out where a text is read
texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12).map(without_controls)
durations = st.floats(0, 1000) | st.sampled_from(["20 min", "100 min", "3 d", "0.1 h"]).map(
    parse_duration
)
times = st.datetimes().map(
    lambda time: time.replace(year=1900 + time.year % 300, second=0, microsecond=0,
                              day=min(time.day, 28))
)  # fmt: skip
quantities = st.builds(
    lambda low, value, high, source: Quantity(
        value=sorted((low, value, high))[1], range=(min(low, value, high), max(low, value, high)),
        source=source,
    ),
    st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.none() | texts,
) | st.floats(0, 1).map(lambda value: Quantity(value=value))  # fmt: skip
entries = st.builds(
    Entry, who=texts, does=texts, says=st.none() | texts, at=st.none() | times,
    until=st.none() | times, notice=st.none() | durations,
    n=st.none() | st.integers(0, MOST_PEOPLE),
    after=st.none() | st.builds(Delay, median=durations, sigma=st.floats(0, 3)),
    where=st.none()
    | st.dictionaries(texts, st.integers(0, MOST_PEOPLE))
    | st.lists(texts).map(tuple),
    true=st.none() | st.booleans(), probability=st.floats(0, 1),
    effect=st.none() | st.builds(Effect, threat=st.dictionaries(texts, st.floats(-1, 1))),
)  # fmt: skip
statements = st.builds(Statement, when=texts, says=texts, cameo=texts, observed=st.none() | times)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_scenario_survives_dump_and_load(case: Case, data):
    scenario = load(case.path).scenario
    state = scenario.actors["state"]
    posture = state.posture.model_copy(
        update={"resolve": data.draw(quantities),
                "regard": data.draw(st.dictionaries(texts, quantities, max_size=2))}
    )  # fmt: skip
    stated = tuple(data.draw(st.lists(statements, max_size=2)))
    state = state.model_copy(update={"posture": posture, "stated": stated})
    changed = scenario.model_copy(
        update={
            "title": data.draw(texts.filter(str.strip)),
            "about": data.draw(texts),
            "actors": {**scenario.actors, "state": state},
            "timeline": data.draw(st.dictionaries(texts, entries, max_size=2)),
        }
    )
    assert rewritten(case, changed) == changed


def test_every_parameter_survives_dump_and_load(case: Case):
    scenario = load(case.path).scenario
    assert set(scenario.parameters.model_dump()) == set(Parameters.model_fields)
    assert rewritten(case, scenario).parameters == scenario.parameters


junk = st.sampled_from(
    ["", "x", "- x", "x: ", "[", "{", "}", "null", "~", "1e400", "'", '"', "\t", "*a", "&a", "!!x",
     "when: (", "at: 9999-12-31 23:59", "start: 0001-01-01 00:00", "days: 99999999999999999999",
     "where: []", "where: {a: b}", "stated: [1, null, {}]", "kind: [residents]", "communities: {}",
     "timeline:", "actors:", "issues: 3", "extends: [base.yaml]", "world: ../..", "world: ''",
     "observed: '..'", "route: [[]]", "posture:", "salience: x", "denies: [a]", "does: [a]",
     "timezone: ../../etc/passwd", "timezone: ''", "concession: 3", "known_to: {a: 1}", "n: 1e9"]
)  # fmt: skip


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, BASE.count("\n")), st.sampled_from(["drop", "twice", "put"]), junk
        ),
        min_size=1, max_size=3,
    )
)  # fmt: skip
def test_no_damage_to_a_scenario_raises_anything_else(case: Case, damage):
    lines = BASE.split("\n")
    for number, how, text in damage:
        at = number % len(lines)
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        lines[at : at + 1] = {"drop": [], "twice": [lines[at]] * 2, "put": [indent + text]}[how]
    path = case.write("damaged.yaml", "\n".join(lines))
    mistakes = check([path])
    assert all(wrong.line >= 1 and wrong.message for wrong in mistakes)
    assert mistakes or load(path).scenario


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(max_size=30))
def test_no_text_raises_anything_else(case: Case, text, override):
    path = case.write("text.yaml", text.encode("utf-8", "replace").decode())
    with pytest.raises(ScenarioError):
        load(path)
    with contextlib.suppress(ScenarioError):
        assert load(case.path, [override, f"actors.state.posture.resolve={override}"]).scenario
