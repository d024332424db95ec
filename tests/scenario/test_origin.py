"""A mistake is told at the line that made it, not in a file that is right by itself."""

from pathlib import Path

import pytest

from sim.scenario.load import check, load
from sim.scenario.mistakes import ScenarioError
from tests.scenario.small import Case

MADE = [
    # the change, in line 3; the key that is wrong then, and what is said
    ("actors: {deputy: {kind: residents}}", "timeline.post.who", "is residents"),
    ("actors: {patron: {kind: voice}}", "actors.list.answers_to", "is a voice"),
    ("actors: {patron: {kind: voice}}", "actors.patron.posture.stance", "is not a key"),
    ("actors: {patron: {kind: voice}}", "actors.patron.posture.reach", "is missing"),
    ("issues: {plates: {takes_effect: '2022-06-01 00:00'}}", "issues.plates.announced", "is later"),
    ("timeline: {post: null}", "timeline.whisper.when", '"post" is no event'),
    ("timeline: {whisper: null}", "timeline.whisper_denied.denies", "is no rumour"),
    ("clock: {days: 1}", "timeline.whisper_denied.until", "lies after the clock ends"),
    ("clock: {start: '2022-07-31 13:00'}", "timeline.police_to_the_gate.at", "lies before the clo"),
    ("world: other", "timeline.whisper.where", "is no place"),
    ("world: other", "place", "is no place, site or municipality"),
    ("emergence_from: '2022-07-31 07:00'", "timeline.post.at", "is later than emergence_from"),
]


@pytest.fixture
def project(case: Case) -> Case:
    events = (
        "at,kind,place,count,source_url,confidence,note\n2022-07-31 20:00,shots,hill,1,s,high,\n"
    )
    case.write("observed/small_events.csv", events)
    for table in (case.folder / "world").iterdir():
        text = table.read_text("utf-8").replace("hill,", "mount,").replace(",hill", ",mount")
        case.write(f"other/{table.name}", text)
    return case


def told(mistakes, key):
    return [mistake for mistake in mistakes if mistake.key == key]


@pytest.mark.parametrize(("change", "key", "words"), MADE)
def test_what_a_variant_makes_wrong_is_told_at_the_line_of_the_variant(project, change, key, words):
    path = project.write("mine.yaml", f"extends: base.yaml\nname: mine\n{change}\n")
    mistakes = check([path])
    [mistake] = told(mistakes, key)
    assert (Path(mistake.file).name, mistake.line) == ("mine.yaml", 3)
    assert words in mistake.message
    assert "; it stands in " in mistake.message
    assert {Path(one.file).name for one in mistakes} == {"mine.yaml"}


@pytest.mark.parametrize(
    ("setting", "key"),
    [
        ("actors.patron.kind=voice", "actors.list.answers_to"),
        ("clock.days=1", "timeline.whisper_denied.until"),
        ("timeline.post=null", "timeline.whisper.when"),
    ],
)
def test_what_is_set_is_told_as_set(project, setting, key):
    with pytest.raises(ScenarioError) as caught:
        load(project.path, ["ensemble.runs=3", setting])
    [mistake] = told(caught.value.mistakes, key)
    assert (mistake.file, mistake.line) == ("--set", 2)
    assert "base.yaml:" in mistake.message


def test_what_is_wrong_in_a_base_by_itself_stays_there(project):
    project.replace("base.yaml", "answers_to: state", "answers_to: stat")
    path = project.write("mine.yaml", "extends: base.yaml\nname: mine\ntimeline: {post: null}\n")
    found = {mistake.key: Path(mistake.file).name for mistake in check([path])}
    assert found["actors.police.answers_to"] == "base.yaml"
    assert found["timeline.whisper.when"] == "mine.yaml"


def test_what_is_wrong_in_a_table_is_told_in_the_table(project):
    project.replace("world/population.csv", "north,kin,2000", "north,kin,-3")
    project.replace("observed/small_events.csv", "shots", "shts")
    path = project.write("mine.yaml", "extends: base.yaml\nname: mine\nactors: {deputy: null}\n")
    files = {mistake.key: Path(mistake.file).name for mistake in check([path])}
    assert (files["people"], files["kind"]) == ("population.csv", "small_events.csv")


def test_a_chain_of_files_tells_the_one_that_is_at_hand(project):
    project.write("middle.yaml", "extends: base.yaml\nname: middle\n")
    path = project.write("mine.yaml", "extends: middle.yaml\nname: mine\ntimeline: {post: null}\n")
    [mistake] = told(check([path]), "timeline.whisper.when")
    assert (Path(mistake.file).name, mistake.line) == ("mine.yaml", 3)
