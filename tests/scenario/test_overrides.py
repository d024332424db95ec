"""Values set from the command line."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.load import load
from sim.scenario.mistakes import ScenarioError
from sim.scenario.overrides import overrides_from, path_of
from sim.terms.errors import Refused
from tests.scenario.small import Case


def test_a_value_is_set(case: Case):
    scenario = load(
        case.path, ["ensemble.runs=9", "mechanisms.rumour=false", "title=1:20"]
    ).scenario
    assert scenario.ensemble.runs == 9
    assert not scenario.mechanisms.rumour
    assert scenario.title == "1:20"


def test_values_by_path_become_texts_and_texts_stay():
    values = {"mechanisms.rumour": False, "title": "Words", "a.b": 0.1, "c": [0.2, 1], "d": None}
    texts = ["mechanisms.rumour=false", "title=Words", "a.b=0.1", "c=[0.2, 1]", "d=null"]
    assert overrides_from(values) == texts
    assert overrides_from(texts) == texts
    assert [path_of(text) for text in texts] == list(values)
    assert path_of(" a.b = 1=2") == "a.b"


def test_numbers_and_times_of_other_libraries_are_written_as_they_are():
    start = datetime(2022, 7, 31, 6)
    values = {"a": Decimal("0.5"), "b": Fraction(1, 4), "c": start, "d": np.datetime64(start, "s")}
    texts = ["a=0.5", "b=0.25", 'c="2022-07-31 06:00"', 'd="2022-07-31 06:00"']
    assert overrides_from(values) == texts


@pytest.mark.parametrize("lost", [{"tzinfo": UTC}, {"second": 31}, {"microsecond": 5}])
def test_no_part_of_a_time_is_dropped_in_silence(lost, case: Case):
    with pytest.raises(ScenarioError, match="is not a local time"):
        load(case.path, {"clock.start": datetime(2022, 7, 31, 6).replace(**lost)})


@pytest.mark.parametrize("value", [b"words", {"set"}, object(), [object()], {(1, 2): 3}, 1j])
def test_what_no_scenario_can_hold_is_refused(value):
    with pytest.raises(Refused, match=r"^title: what is given"):
        overrides_from({"title": value})


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_by_path_loses_no_digit(number: float):
    (text,) = overrides_from({"a": number})
    assert float(text.removeprefix("a=")) == number


def test_a_number_over_a_private_range_is_fixed(case: Case):
    loaded = load(case.path, ["actors.state.posture.resolve=0.95"])
    resolve = loaded.scenario.actors["state"].posture.resolve
    assert (resolve.value, resolve.low, resolve.high) == (0.95, 0.95, 0.95)


def test_parts_of_a_quantity_can_be_set(case: Case):
    overrides = ["actors.state.posture.restraint.range=[0.2, 0.7]",
                 "actors.state.posture.restraint.value=0.3"]  # fmt: skip
    restraint = load(case.path, overrides).scenario.actors["state"].posture.restraint
    assert (restraint.value, restraint.range) == (0.3, (0.2, 0.7))


def test_null_drops_an_entry_and_a_mapping_makes_one(case: Case):
    added = "timeline.second={at: 2022-07-31 12:00, who: deputy, does: state}"
    timeline = load(case.path, ["timeline.taken=null", added]).scenario.timeline
    assert "taken" not in timeline
    assert timeline["second"].who == "deputy"


def test_an_item_of_a_list_can_be_set(case: Case):
    scenario = load(case.path, ["actors.state.stated.0.when=shots >= 4"]).scenario
    assert scenario.actors["state"].stated[0].when == "shots >= 4"
    assert scenario.actors["state"].stated[0].cameo == "027"


def test_null_drops_an_item_of_a_list(case: Case):
    before = load(case.path).scenario.actors["state"].stated
    after = load(case.path, ["actors.state.stated.0=null"]).scenario.actors["state"].stated
    assert list(after) == list(before)[1:]


def test_an_override_changes_the_digest(case: Case):
    assert load(case.path).digest == load(case.path, ["ensemble.runs=5"]).digest
    assert load(case.path).digest != load(case.path, ["ensemble.runs=6"]).digest


@pytest.mark.parametrize(
    ("override", "key", "words"),
    [
        ("nothing", "", "must be of the form path.of.keys=value"),
        ("=3", "", "must be of the form path.of.keys=value"),
        ("a..b=3", "", "must be of the form path.of.keys=value"),
        ("ensemble.runs=", "", "must be of the form path.of.keys=value"),
        ("ensemble.rums=3", "ensemble.rums", 'did you mean "runs"?'),
        ("emsemble.runs=3", "emsemble", 'did you mean "ensemble"?'),
        ("actors.stat.posture.resolve=1", "actors.stat.posture.resolve", 'did you mean "state"?'),
        ("actors.state.postur.resolve=1", "actors.state.postur", 'did you mean "posture"?'),
        ("timeline.pots.at=null", "timeline.pots.at", 'did you mean "post"?'),
        ("timeline.pots=null", "timeline.pots", 'did you mean "post"?'),
        ("ensemble.runs=many", "ensemble.runs", "needs a whole number"),
        ("ensemble.runs=[1", "ensemble.runs", "not valid YAML"),
        ("ensemble.runs=.nan", "ensemble.runs", "must be a finite number"),
        ("name.x=3", "name.x", "name is a value; it has no keys below it"),
        ("actors.state.stated.3.cameo=1", "actors.state.stated.3.cameo", "is not a position"),
        ("actors.state.stated.x=1", "actors.state.stated.x", "is not a position"),
        ("extends=other.yaml", "extends", "cannot be set"),
        ("actors.state.posture.resolve=7", "actors.state.posture.resolve", "7 is out of bounds"),
        ("timeline.post.who=nobody", "timeline.post.who", "is no actor"),
        ("title={}", "title", "needs a text"),
    ],
)
def test_a_wrong_override_is_named_by_its_number(case: Case, override, key, words):
    with pytest.raises(ScenarioError) as caught:
        load(case.path, ["ensemble.seed=2", override])
    (wrong,) = caught.value.mistakes
    assert (wrong.file, wrong.line, wrong.key) == ("--set", 2, key)
    assert words in wrong.message


def test_a_pattern_means_every_actor_whose_kind_has_the_key():
    before, after = (
        load("two_patrons", said).scenario.actors
        for said in ([], ["actors.*.posture.restraint=0.3"])
    )
    changed = {name for name in after if after[name] != before[name]}
    assert (
        changed
        == {name for name, one in before.items() if hasattr(one.posture, "restraint")}
        >= {"council", "amberland", "riot_police", "guard"}
    )
    assert {after[name].posture.restraint.value for name in changed} == {0.3}


def test_a_part_of_a_name_a_position_and_switches_can_be_meant():
    said = ["actors.blue*.posture.resolve=0.9", "mechanisms.*=false", "issues.*.deals.*.days=7"]
    after = load("two_patrons", said).scenario
    assert after.actors["blueland"].posture.resolve.value == 0.9
    assert after.actors["amberland"].posture.resolve is None
    assert not any(after.mechanisms.model_dump().values())
    assert after.issues["signs"].deals["later"].days == 7
    posts = load("mitrovica", ["initial.triggers.*.hours_ago=5"]).scenario.initial.triggers
    assert {one.hours_ago for one in posts} == {5}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("actors.*.posture.restraimt=0.3", "means nothing in this scenario"),
        ("actors.*.posture.restraimt=0.3", 'did you mean "restraint"?'),
        ("actors.yellow*.posture.restraint=0.3", "means nothing in this scenario"),
        ("actors.*.posture.restraint=3", "out of bounds"),
    ],
)
def test_a_pattern_that_cannot_be_set_is_refused(said, words):
    with pytest.raises(ScenarioError) as caught:
        load("two_patrons", [said])
    assert all(words in one.message for one in caught.value.mistakes)


def test_every_actor_that_a_pattern_means_can_be_removed():
    after = load("two_patrons", ["actors.blue*=null"])
    assert not [name for name in after.scenario.actors if name.startswith("blue")]
    assert [words.split()[0] for words in after.removed] == ["blue", "blueland"]
    assert "actors.blue_club" in after.removed[0]
