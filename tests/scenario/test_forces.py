"""Forces by date: what a scenario says of units stands over the world's table, and is checked."""

import pytest

from sim.model.model import EscalationModel
from sim.scenario.dump import dump
from sim.scenario.load import load
from sim.scenario.mistakes import ScenarioError
from tests.scenario.small import Case

NEW = "patrol: {force: peace, kind: peacekeepers, strength: 40, base: hill}"


def of_the_day(case: Case, forces: str, *, file: str = "day.yaml", extends: str = "base.yaml"):
    """The forces of a variant that says something of some."""
    path = case.write(file, f"extends: {extends}\nforces: {{{forces}}}\n")
    return {unit.id: unit for unit in load(path).world.forces}


def test_what_a_scenario_does_not_say_is_as_in_the_table(case: Case):
    before = {unit.id: unit for unit in load(case.path).world.forces}
    after = of_the_day(case, "station: {strength: 300, base: hill, mobile: true}")
    changed = before["station"]._replace(strength=300, base="hill", mobile=True)
    assert after == {**before, "station": changed}


def test_a_unit_is_added_and_one_is_removed(case: Case):
    before = {unit.id for unit in load(case.path).world.forces}
    after = of_the_day(case, f"{NEW}, station: null")
    assert after.keys() == before - {"station"} | {"patrol"}
    patrol = after["patrol"]
    assert (patrol.force, patrol.strength, patrol.base, patrol.mobile) == (
        "peace",
        40,
        "hill",
        True,
    )
    assert patrol.notice_minutes == patrol.notice_high == 0


def test_a_notice_without_its_range_is_exact(case: Case):
    riot = of_the_day(case, "riot: {notice_minutes: 90}")["riot"]
    assert (riot.notice_low, riot.notice_minutes, riot.notice_high) == (90, 90, 90)
    riot = of_the_day(case, "riot: {notice_minutes: 40, notice_high: 60}")["riot"]
    assert (riot.notice_low, riot.notice_minutes, riot.notice_high) == (40, 40, 60)


def test_what_is_inherited_can_be_changed_or_taken_back(case: Case):
    of_the_day(case, f"{NEW}, station: {{strength: 300}}")
    over = of_the_day(case, "patrol: {strength: 50}", file="two.yaml", extends="day.yaml")
    assert (over["patrol"].strength, over["station"].strength) == (50, 300)
    less = of_the_day(case, "patrol: null, station: null", file="three.yaml", extends="day.yaml")
    assert not less.keys() & {"patrol", "station"}


def test_the_resolved_scenario_says_the_same(case: Case):
    after = of_the_day(case, f"{NEW}, station: null, company: {{crowd_control: 'no'}}")
    text = dump(load(case.folder / "day.yaml").scenario)
    again = load(case.write("again.yaml", text))
    assert {unit.id: unit for unit in again.world.forces} == after


@pytest.mark.parametrize(
    ("forces", "key", "words"),
    [
        ("riott: {strength: 3}", "forces.riott", 'did you mean "riot"?'),
        ("riott: null", "forces.riott", "nothing to remove"),
        ("fresh: {force: peace, strength: 3}", "forces.fresh", "a new one needs kind, base"),
        ("riot: {force: peace}", "forces.riot.force", "is what a unit of the table keeps"),
        ("riot: {kind: army}", "forces.riot.kind", "is what a unit of the table keeps"),
        ("riot: {base: nort}", "forces.riot.base", 'did you mean "north"?'),
        ("riot: {strength: -3}", "forces.riot.strength", "0"),
        ("riot: {notice_low: 90}", "forces.riot.notice_low", "does not fit"),
        ("riot: {crowd_control: maybe}", "forces.riot.crowd_control", "approval"),
        ("riot: {streng: 3}", "forces.riot.streng", "strength"),
        ("Riot: {strength: 3}", "forces.Riot", "small letters"),
        ("company: {strength: 20}, bridge_post: {strength: 10}", "x", None),
    ],
)
def test_what_is_wrong_is_told_like_a_mistake_of_the_table(case: Case, forces, key, words):
    if words is None:
        of_the_day(case, forces)
        return
    with pytest.raises(ScenarioError) as caught:
        of_the_day(case, forces)
    found = {wrong.key: str(wrong) for wrong in caught.value.mistakes}
    assert words in found[key], found


def test_entries_find_the_people_of_the_day(case: Case):
    with pytest.raises(ScenarioError, match="is more than the strength of police"):
        of_the_day(case, "riot: {strength: 60}")


def posted(case: Case, post: str):
    path = case.write("day.yaml", f"extends: base.yaml\ninitial: {{posts: [{{{post}}}]}}\n")
    return load(path)


def test_who_already_stands_somewhere_is_there_and_not_free(case: Case):
    loaded = posted(case, "who: police, where: hill_road, n: 80, since: '2022-07-30 06:00'")
    core = EscalationModel(loaded).core
    (post,) = (post for post in core.state.posts if post.actor == "police")
    assert (post.place, post.n, post.arrives, post.announced) == ("hill_road", 80, -24.0, True)
    assert core.order_of_battle.free["riot"] == 120


@pytest.mark.parametrize(
    ("post", "key", "words"),
    [
        ("who: police, where: hill, n: 201", "n", "is more than are free of police"),
        ("who: cells, where: hill, n: 2", "who", "armed cells"),
        ("who: police, where: hil, n: 2", "where", 'did you mean "hill"?'),
        ("who: police, where: hill, n: 0", "n", "1"),
        ("who: police, where: hill, n: 9, since: '2022-08-01 06:00'", "since", "later than"),
        ("who: police, where: hill", "n", "missing"),
    ],
)
def test_a_wrong_post_is_told(case: Case, post, key, words):
    with pytest.raises(ScenarioError) as caught:
        posted(case, post)
    found = {wrong.key: wrong.message for wrong in caught.value.mistakes}
    assert words in found[f"initial.posts.0.{key}"], found


def test_those_who_stand_somewhere_are_not_sent_again(case: Case):
    case.replace("base.yaml", "where: {gate: 100}", "where: {gate: 150}")
    with pytest.raises(ScenarioError, match="sends more than are free then: 120 of the 200"):
        posted(case, "who: police, where: hill, n: 80")
