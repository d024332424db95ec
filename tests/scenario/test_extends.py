"""Variants: what is merged, replaced and dropped, and where bases are looked for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.load import check, load
from sim.scenario.merge import merge
from sim.scenario.mistakes import Mark, ScenarioError
from sim.scenario.nodes import Node
from tests.scenario.small import Case

MARK = Mark("x.yaml", 1, Path())


def variant(case: Case, text: str, name: str = "variant.yaml"):
    return load(case.write(name, f"extends: base.yaml\n{text}")).scenario


def mistakes(case: Case, text: str, name: str = "variant.yaml"):
    return check([case.write(name, text)])


def test_a_variant_says_only_what_differs(case: Case):
    base = load(case.path).scenario
    changed = variant(case, "actors: {state: {posture: {restraint: 0.9}}}")
    assert changed.actors["state"].posture.restraint.value == 0.9
    assert changed.actors["state"].posture.resolve == base.actors["state"].posture.resolve
    assert changed.model_copy(update={"actors": base.actors}) == base


def test_a_bare_number_replaces_value_range_and_source(case: Case):
    resolve = (
        variant(case, "actors: {state: {posture: {resolve: 0.95}}}").actors["state"].posture.resolve
    )
    assert (resolve.value, resolve.range, resolve.source) == (0.95, None, None)


def test_a_range_alone_completes_a_bare_number(case: Case):
    text = "actors: {state: {posture: {restraint: {range: [0.4, 0.6]}}}}"
    restraint = variant(case, text).actors["state"].posture.restraint
    assert (restraint.value, restraint.range) == (0.5, (0.4, 0.6))


def test_a_list_replaces_the_list_of_the_base(case: Case):
    changed = variant(case, "actors: {list: {municipalities: [mun_hill]}}")
    assert changed.actors["list"].municipalities == ("mun_hill",)


def test_null_drops_entries_actors_and_issues(case: Case):
    text = (
        "timeline: {taken: null, calm: ~, postponed: null}\n"
        "actors: {deputy: null}\nissues: {plates: null}\n"
    )
    found = mistakes(case, f"extends: base.yaml\n{text}")
    # What leant on the dropped actor goes with it.
    assert found == []
    changed = variant(
        case,
        text.replace(
            "postponed: null", "postponed: null, post: null, whisper: null, whisper_denied: null"
        ),
    )
    assert not {"taken", "calm", "post"} & changed.timeline.keys()
    assert "deputy" not in changed.actors
    assert changed.issues == {}


def test_null_drops_whom_an_actor_regards(case: Case):
    changed = variant(case, "actors: {kin_north: {posture: {regard: {police: null}}}}")
    assert changed.actors["kin_north"].posture.regard.keys() == {"patron"}
    (wrong,) = mistakes(
        case, "extends: base.yaml\nactors: {kin_north: {posture: {regard: {list: null}}}}"
    )
    assert wrong.message.startswith("there is no such entry to drop")


def test_null_for_what_the_base_does_not_have_is_a_mistake(case: Case):
    (wrong,) = mistakes(case, "extends: base.yaml\ntimeline:\n  pots: null\n")
    assert wrong.key == "timeline.pots"
    assert wrong.line == 3
    assert wrong.message == 'there is no such entry to drop; did you mean "post"?'


def test_null_in_a_file_without_base_is_a_mistake(case: Case):
    text = case.path.read_text("utf-8").replace("extends: parameters.yaml", "")
    found = mistakes(
        case, f"{text}\n".replace("timeline:", "timeline:\n  gone: null"), "alone.yaml"
    )
    assert any(wrong.key == "timeline.gone" for wrong in found)


def test_a_given_entry_can_become_a_reaction(case: Case):
    entry = variant(case, "timeline: {post: {at: null, when: shots >= 2}}").timeline["post"]
    assert (entry.at, entry.when) == (None, "shots >= 2")


def test_several_bases_are_merged_in_order(case: Case):
    case.write("one.yaml", "title: One\nensemble: {runs: 7}\n")
    case.write("two.yaml", "title: Two\n")
    path = case.write("both.yaml", "extends: [base.yaml, one.yaml, two.yaml]\nname: both\n")
    scenario = load(path).scenario
    assert (scenario.name, scenario.title, scenario.ensemble.runs) == ("both", "Two", 7)


def test_a_mistake_points_into_the_file_where_the_value_stands(case: Case):
    line = case.replace("base.yaml", "obedience: 0.9", "obedience: 9")
    found = mistakes(case, "extends: base.yaml\nensemble:\n  runs: 0\n")
    assert {(Path(wrong.file).name, wrong.line) for wrong in found} == {
        ("base.yaml", line), ("variant.yaml", 3),
    }  # fmt: skip


def test_a_circle_is_shown(case: Case):
    case.write("a.yaml", "extends: b.yaml\n")
    case.write("b.yaml", "extends: c.yaml\n")
    (wrong,) = mistakes(case, "extends: a.yaml\n", "c.yaml")
    assert "extends itself" in wrong.message
    assert [part.rsplit("/", 1)[-1] for part in wrong.message.split(": ")[1].split(" -> ")] == [
        "c.yaml", "a.yaml", "b.yaml", "c.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("/etc/passwd", "not an absolute path"),
        ("../outside.yaml", "lies outside the scenario's project"),
        ("link.yaml", "lies outside the scenario's project"),
        ("bas.yaml", 'did you mean "base.yaml"?'),
        ("world", "is a folder"),
        ("7", "needs the name of a file"),
        ("[]", "names no file"),
        ('""', "is not the name of a file"),
        ('"a\\0b"', "is not found"),
        ("{a: b}", "needs the name of a file"),
        ('"' + "x" * 400 + '"', "not"),
        ("variant.yaml", "extends itself"),
    ],
)
def test_a_base_that_cannot_be_used_is_the_only_mistake(case: Case, name, words):
    outside = case.folder.parent / "outside.yaml"
    outside.write_text("name: outside\n")
    (case.folder / "link.yaml").symlink_to(outside)
    (wrong,) = mistakes(case, f"extends: {name}\nname: variant\n")
    assert words in wrong.message


@pytest.mark.parametrize(
    ("extends", "others", "words"),
    [
        ("nothing.yaml", {}, "is not found"),
        ("[base.yaml, nothing.yaml]", {}, "is not found"),
        ("[nothing.yaml, base.yaml]", {}, "is not found"),
        ("middle.yaml", {"middle.yaml": "extends: nothing.yaml\n"}, "is not found"),
        ("middle.yaml", {"middle.yaml": "extends: variant.yaml\n"}, "extends itself"),
        ("bad.yaml", {"bad.yaml": "name: bad\n\ttitle: Bad\n"}, "indented with a tab"),
        ("bad.yaml", {"bad.yaml": "- a\n- b\n"}, "must be a group of keys"),
        ("bad.yaml", {"bad.yaml": ""}, "is empty"),
    ],
)
def test_a_broken_base_is_one_message_and_not_what_follows_from_it(
    case: Case, extends, others, words
):
    for name, text in others.items():
        case.write(name, text)
    text = (
        f"extends: {extends}\nname: variant\nobserved: own.csv\n"
        "actors: {state: {posture: {restraint: {range: [0.4, 0.6]}}}, deputy: null}\n"
        "issues: {plates: null}\ninitial: {triggers: [{where: no_such_place}]}\n"
        "timeline: {taken: null, post: {at: null, when: no_such_event >= 2, denies: nobody}}\n"
    )
    path = case.write("variant.yaml", text)
    with pytest.raises(ScenarioError) as caught:
        load(path, ["actors.list.posture.obedience=0.5", "timeline.calm=null"])
    (wrong,) = caught.value.mistakes
    assert words in wrong.message
    assert wrong.line >= 1


def test_what_hangs_on_nothing_is_said_beside_a_broken_base(case: Case):
    text = "extends: nothing.yaml\nname: A Name\nclock: {days: 0}\ntitel: x\nensemble: {runs: x}\n"
    found = mistakes(case, text)
    assert [wrong.key for wrong in found] == ["extends", "name", "clock.days", "titel",
                                              "ensemble.runs"]  # fmt: skip


def test_a_file_that_is_not_there_suggests_one_that_is(case: Case):
    (wrong,) = check([case.folder / "bsae.yaml"])
    assert wrong.message == 'there is no such file; did you mean "base.yaml"?'
    (wrong,) = check([case.folder])
    assert "is a folder" in wrong.message


def test_files_are_shown_relative_to_the_working_folder(case: Case, monkeypatch):
    monkeypatch.chdir(case.folder)
    line = case.replace("base.yaml", "days: 3,", "days: 0,")
    with pytest.raises(ScenarioError) as caught:
        load("base.yaml")
    assert str(caught.value) == f"base.yaml:{line}: clock.days = 0: must be at least 1"


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
trees = st.recursive(
    st.dictionaries(st.sampled_from("abc"), leaves, max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner | leaves, max_size=3),
    max_leaves=8,
)


def node_of(data) -> Node:
    if isinstance(data, dict):
        return Node({key: node_of(item) for key, item in data.items()}, MARK)
    return Node(data, MARK)


@given(trees)
def test_merging_a_tree_over_itself_changes_nothing(tree):
    assert merge(node_of(tree), node_of(tree))[0].plain() == tree


@given(trees, trees)
def test_what_a_variant_says_is_what_comes_out(base, over):
    def said(variant, merged):
        for key, value in variant.items():
            if isinstance(value, dict):
                said(value, merged[key])
            else:
                assert merged[key] == value

    said(over, merge(node_of(base), node_of(over))[0].plain())


@given(trees, trees)
def test_what_a_variant_does_not_name_stays(base, over):
    merged = merge(node_of(base), node_of(over))[0].plain()
    for key in base.keys() - over.keys():
        assert merged[key] == base[key]
    assert merged.keys() == base.keys() | over.keys()
