"""``explain``: what is known of a key, who reads it in the code, and what cases say."""

import pytest

from sim.cli.readers import readers_of
from sim.cli.words_known import known_words, matching, other_words
from sim.main import main
from sim.scenario.load import load
from sim.scenario.reference import settings
from sim.scenario.table_schemas import TABLES


def told(capsys, *words):
    code = main(["explain", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_key_is_explained_whole(capsys):
    code, out, _ = told(capsys, "actors.*.posture.threshold")
    assert code == 0
    for words in (
        "actors.*.posture.threshold (organisers)\n  Threat at which they call people out.",
        "  bounds: 0 to 2\n",
        "  default: must be said\n",
        "  private: drawn from its range",
        "    actors.club.posture.threshold = {value: 0.6, range: [0.5, 0.7]} (example_town",
        "modules that read a key of the name threshold:",
        "  sim/model/agents/organiser_rates.py: ",
    ):
        assert words in out


def test_unit_and_default_are_told(capsys):
    _, out, _ = told(capsys, "clock.tick_minutes")
    assert "  unit: min\n  bounds: 1 to 30\n  default: 15\n" in out


def test_the_end_of_a_path_and_names_are_enough():
    assert {one.path for one in matching("posture.threshold")} == {"actors.*.posture.threshold"}
    assert [one.kind for one in matching("actors.any.posture.neutrality")] == ["peacekeepers"]
    plan = load("example_town").scenario
    assert {one.kind for one in matching("actors.council.posture.restraint", plan)} == {
        "government"
    }
    assert len(matching("actors.*.posture.restraint")) > 1


def test_a_case_says_whether_it_reads_it(capsys):
    _, out, _ = told(capsys, "actors.green.communities", "example_town")
    assert "  example_town says actors.green.communities = [green]" in out
    _, out, _ = told(capsys, "actors.town_police.posture.restraint", "example_town")
    line = next(one for one in out.splitlines() if one.startswith("  example_town says"))
    assert line.endswith("= 0.9; nothing reads it in this case")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("posture.restriant", "posture.restraint"),
        ("forces.notice_minuts", "forces.notice_minutes"),
        ("depoly", "deploy"),
        ("actors.*.posture.tresholld", "actors.*.posture.threshold"),
    ],
)
def test_a_typing_mistake_gets_a_suggestion(capsys, word, meant):
    code, out, err = told(capsys, word)
    assert (code, out) == (2, "")
    assert f'did you mean "{meant}"?' in err


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("forces.notice_minutes", "a column of forces.csv"),
        ("deploy", "a verb of the timeline, done by police"),
        ("people_out", "a public number that conditions compare"),
        ("concession", "a kind of event"),
        ("share_never", "a statistic of observed patterns"),
    ],
)
def test_other_words_are_explained(word, words):
    assert any(words in line for line in other_words(word))


def test_everything_that_is_known_is_explained():
    for word in known_words():
        assert matching(word) or list(other_words(word)), word
    for one in settings():
        assert matching(one.path)
    for table, columns in TABLES.items():
        assert all(list(other_words(f"{table}.{name}")) for name in columns)


def test_a_name_that_many_have_is_listed(capsys):
    _, out, _ = told(capsys, "kind")
    assert out.startswith("kind is the end of ")
    assert "  actors.*.kind (police): Police units" in out


def test_readers_are_found_in_the_code():
    assert [one.module for one in readers_of("lapse_rate")] == ["sim/model/agents/issue_decider.py"]
    assert readers_of("no_such_key") == ()
    assert all(one.words for one in readers_of("posture"))


def test_every_parameter_is_read_by_the_model():
    names = {one.path.rpartition(".")[2] for one in settings() if one.path.count(".") == 2
             and one.path.startswith("parameters.")}  # fmt: skip
    unread = {
        name for name in names
        if not any(one.module.startswith("sim/model/") for one in readers_of(name))
    }  # fmt: skip
    assert unread == set()
