"""``explain``: what is known of a key, who reads it in the code, and what cases say."""

import pytest

from sim.cli.readers import readers_of
from sim.cli.words_known import known_words, matching, other_words
from sim.main import main
from sim.scenario.case import KIND_WORDS
from sim.scenario.everyday_words import KIND_OF, VERB_OF
from sim.scenario.reference import settings
from sim.scenario.table_schemas import TABLES
from sim.scenario.verbs.table import VERBS


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
        "    actors.serbian_list.posture.threshold = {value: 0.62, range: [0.5, 0.74]",
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
    assert len(matching("actors.*.posture.restraint")) > 1


def test_a_case_says_whether_it_reads_it(capsys):
    _, out, _ = told(capsys, "actors.green.communities", "example_town")
    assert "  here: [green]\n" in out
    assert "nothing reads it" not in out
    _, out, _ = told(capsys, "actors.town_police.posture.restraint", "example_town")
    assert "  here: 0.9\n  must be said, and waits: only police whose entry provokes" in out
    _, out, _ = told(capsys, "posture.provokes", "example_town")
    assert "  example_town says actors.town_police.posture.provokes = 0.0" in out


def test_a_name_is_answered_for_alone(capsys):
    """As an actor's key is of its own kind, so are the value here, other values and readers."""
    _, out, _ = told(capsys, "actors.council.posture.resolve", "example_town")
    assert out.startswith("actors.council.posture.resolve (a government)\n")
    assert "organisers" not in out.split("modules that read")[0]
    assert "  here: 0.6\n  believed range: 0.4 to 0.8\n" in out
    others = out.split("other shipped cases say:\n")[1]
    assert others.startswith("    actors.council.posture.resolve = ")
    assert "(two_patrons)" in others
    assert "example_town" not in others
    _, bare, _ = told(capsys, "actors.council.posture.resolve")
    assert bare.startswith("actors.council.posture.resolve (a government)\n")
    assert "(example_town, two_patrons)" in bare


def test_a_named_thing_lists_its_own_keys(capsys):
    _, out, _ = told(capsys, "timeline.calm", "example_town")
    assert '    when = "injured >= 3": ' in out
    assert "    route" not in out
    _, out, _ = told(capsys, "actors.club.posture", "example_town")
    assert "    threshold = 0.6 (0.5 to 0.7): Threat at which" in out


def test_a_part_of_what_a_key_says_is_explained_by_that_key(capsys):
    _, out, _ = told(capsys, "measures.amber_out.of", "example_town")
    assert "  here: amber\n  other shipped cases" in out
    _, out, _ = told(capsys, "actors.amber.posture.regard.council", "example_town")
    assert "  Regard for a speaker or force" in out
    assert "  here: -0.6\n" in out


def test_a_column_tells_what_stands_in_it(capsys):
    for word in ("roads.minutes", "roads.csv.minutes", "world.roads.minutes"):
        _, out, _ = told(capsys, word, "example_town")
        assert "  worlds/example_town: 4 to 6 in 4 rows\n" in out
    assert "a table; its columns are id, name" in told(capsys, "sites.csv")[1]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("actors.counil.posture.resolve", 'no such actor; did you mean "council"?'),
        ("issues.X.takes_effect", "no such issue; known: signs"),
        ("timeline.calmm", 'no such entry of the timeline; did you mean "calm"?'),
        ("measures.x.of", "no such name in measures; known: amber_out, blue_out"),
        ("actors.council.posture.threshold", "only these have the key: organisers"),
        ("actors.council.posture.resolv", 'did you mean "resolve"?'),
        ("timeline.calm.route", "appeal reads no route; read by "),
        ("parameters.dangr.injury", 'did you mean "danger"?'),
        ("issues.signs.deals.sooner", "no such name or number here; known: later"),
        ("actors.council.posture.resolve.x", "what stands above x has no parts"),
    ],
)
def test_a_wrong_name_in_a_path_is_told(capsys, path, words):
    code, out, err = told(capsys, path, "example_town")
    assert (code, out) == (2, "")
    assert words in err, err


def test_a_name_of_no_case_is_told(capsys):
    _, out, _ = told(capsys, "actors.nobody.posture.provokes")
    assert out.startswith("no shipped case has this name; a SCENARIO behind actors.nobody")


def test_modules_that_decide_for_other_kinds_read_no_key_of_this():
    every = {one.module for one in readers_of("tempo")}
    own = {one.module for one in readers_of("tempo", "mediator")}
    assert "sim/model/agents/patron.py" in every - own
    assert "sim/model/agents/mediator.py" in own
    called = {one.module for one in readers_of("resolve")}
    assert "sim/model/phases_contact.py" not in called


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
        ("injured_police", "an outcome of every case (count, in people)"),
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


def test_everyday_words_lead_to_what_is_known(capsys):
    assert set(KIND_OF.values()) <= set(KIND_WORDS)
    assert set(VERB_OF.values()) <= set(VERBS)
    assert not (KIND_OF.keys() & KIND_WORDS.keys() | VERB_OF.keys() & VERBS.keys())
    _, out, _ = told(capsys, "militia")
    assert "kind armed_cells" in out
    _, out, _ = told(capsys, "patron")
    assert "needs name, kind, protects, posture" in out


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


def test_a_name_of_a_case_is_told_by_itself(capsys):
    for name, words in (("signs", "issues.signs"), ("club", "actors.club (organisers)"),
                        ("mill_road", "mill_road: Mill road, a row of sites.csv")):  # fmt: skip
        assert main(["explain", name, "example_town"]) == 0
        assert words in capsys.readouterr().out
    assert main(["explain", "no_name_of_it"]) == 2
    assert "with its file behind it" in capsys.readouterr().err


def test_a_column_is_told_by_its_bare_name(capsys):
    assert main(["explain", "front"]) == 0
    assert "sites.front: a column of sites.csv" in capsys.readouterr().out
    assert main(["explain", "minutes", "example_town"]) == 0
    told = capsys.readouterr().out
    assert "roads.minutes: a column of roads.csv" in told
    assert "worlds/example_town: 4 to 6 in 4 rows" in told


def test_what_needs_no_mandate_is_told_by_kind_of_actor(capsys):
    assert main(["explain", "mandates"]) == 0
    told = capsys.readouterr().out
    assert "  government: install, curfew" in told
    assert "  all others, armies too: nothing" in told
