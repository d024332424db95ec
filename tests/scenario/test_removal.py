"""A variant that removes an inherited actor removes all that regards it, and says so."""

from pathlib import Path

import pytest

from sim.main import main
from sim.scenario.load import check, load
from sim.scenario.mistakes import ScenarioError
from tests.scenario.small import Case

CASES = ("mitrovica", "two_patrons", "march_2004", "blockade_2011", "situations/valley")
EVERYBODY = [(case, actor) for case in CASES for actor in load(case).scenario.actors]


@pytest.mark.parametrize(("case", "actor"), EVERYBODY)
def test_any_actor_of_a_shipped_case_can_be_removed(case, actor):
    without = load(case, [f"actors.{actor}=null"])
    assert actor not in without.scenario.actors
    [words] = without.removed
    assert words.startswith(f"{actor} is removed, and with it: ")


def variant(case: Case, text: str):
    path = case.write("mine.yaml", f"extends: base.yaml\nname: mine\n{text}\n")
    return load(path)


def test_what_regards_the_actor_goes_with_it_and_is_told(case):
    before = load(case.path).scenario
    assert before.timeline["post"].who == "deputy"
    after = variant(case, "actors: {deputy: null}")
    assert "post" not in after.scenario.timeline
    # what waits for the entry that is gone
    assert before.timeline["whisper"].when == "post"
    assert "whisper" not in after.scenario.timeline
    [words] = after.removed
    assert "timeline.post" in words
    assert "timeline.whisper" in words


def test_regard_and_lists_lose_the_name_and_keep_the_rest(case):
    before = load(case.path).scenario.actors["kin_north"]
    assert "police" in before.posture.regard
    after = variant(case, "actors: {police: null}").scenario.actors["kin_north"]
    assert "police" not in after.posture.regard
    assert after.posture.regard.keys() == before.posture.regard.keys() - {"police"}
    assert set(after.minds.entry_of) == set(before.minds.entry_of) - {"police"}


def test_what_the_variant_itself_says_of_the_actor_is_a_mistake(case):
    text = "actors: {deputy: null}\ntimeline: {mine: {when: rung >= 5, who: deputy, does: state}}"
    with pytest.raises(ScenarioError) as caught:
        variant(case, text)
    [wrong] = [one for one in caught.value.mistakes if one.key == "timeline.mine.who"]
    assert (Path(wrong.file).name, "is no actor" in wrong.message) == ("mine.yaml", True)


def test_an_issue_goes_with_who_decides_it_and_a_deal_with_its_guarantor():
    gone = load("two_patrons", ["actors.council=null"])
    assert gone.scenario.issues == {}
    assert gone.scenario.actors["riot_police"].answers_to is None
    assert "actors.riot_police.answers_to" in gone.removed[0]


def test_consent_is_not_waived_by_removing_who_must_give_it():
    before = load("mitrovica").scenario.mandates
    asked = {name for name, one in before.items() if "kfor" in one.with_consent_of}
    after = load("mitrovica", ["actors.kfor=null"]).scenario.mandates
    assert asked
    assert not asked & after.keys()


def test_what_was_observed_of_an_outcome_that_is_gone_is_not_compared():
    after = load("march_2004", ["actors.kfor=null"])
    assert after.scenario.observed is None
    assert ", observed" in after.removed[0]


def test_the_parties_of_a_clash_go_with_it(case):
    fought = (
        "timeline:\n  fight: {at: '2022-07-31 07:00', who: kin_north, does: clash, where: north, "
        "whom: others_south, people: {kin_north: 20, others_south: 0}}\n"
    )
    case.replace("base.yaml", "timeline:\n", fought)
    assert "fight" in load(case.path).scenario.timeline
    assert "fight" not in variant(case, "actors: {others_south: null}").scenario.timeline


def test_check_says_what_went(capsys, tmp_path):
    path = tmp_path / "quiet_town.yaml"
    path.write_text("extends: two_patrons.yaml\nname: mine\nactors: {mission: null}\n")
    assert main(["check", "--quick", str(path)]) == 0
    assert (
        "mission is removed, and with it: mandates.mission_in_the_west" in capsys.readouterr().out
    )


def test_removals_of_a_base_are_its_own(tmp_path):
    path = tmp_path / "quiet.yaml"
    path.write_text("extends: blockade_2011.yaml\nname: mine\n")
    assert load(path).removed == ()


@pytest.mark.parametrize("name", ["missing", "club "])
def test_who_is_not_there_cannot_be_removed(tmp_path, name):
    path = tmp_path / "mine.yaml"
    path.write_text(f"extends: two_patrons.yaml\nname: mine\nactors: {{'{name}': null}}\n")
    assert any("no such entry to drop" in one.message for one in check([path]))
