"""What is well formed, and cannot be: more people than there are, lists of nothing, no clocks."""

import pytest

from sim.scenario.clock import Clock
from sim.scenario.load import load
from sim.scenario.mistakes import Mark, Mistake, ScenarioError, mistake_at
from sim.scenario.verbs.table import VERBS
from sim.terms.errors import MOST_SAID, Refused
from sim.terms.refusals import Refusals
from tests.scenario.small import Case

DEPLOY = "who: police, does: deploy, where: {gate: 100}, notice: 30 min"
RAID = "who: police, does: raid, where: hill, n: 60"
RESERVE = "who: command, does: reinforce, where: gate"

PEOPLE = [
    (DEPLOY, f"{RESERVE}, n: 601", "n", "is more than the strength of command, 600"),
    (DEPLOY, f"{RESERVE}, n: 100000000000000000000", "n", "must be at most 1e+06"),
    (DEPLOY, f"{RESERVE.replace('command', 'keepers')}, n: 601", "n", "strength of command, 600"),
    (DEPLOY, f"{RESERVE.replace('command', 'police')}, n: 5601", "n", "of this world, 5,600"),
    (DEPLOY, f"{RAID}, arrests: 501", "arrests", "is more than the 500 people who live there"),
    (DEPLOY, f"{RAID.replace('hill', 'mun_capital')}, arrests: 1", "arrests", "the 0 people"),
    (DEPLOY, f"{RAID.replace('60', '0')}", "n", "is nobody; say how many"),
    (DEPLOY, "who: police, does: deploy, where: {gate: 0, hill: 0}", "where", "is nobody"),
    (DEPLOY, "who: police, does: disperse, where: hill, n: 201", "n", "can be sent, 200"),
    (DEPLOY, "who: keepers, does: clear, n: 151", "n", "can be sent, 150"),
]  # fmt: skip

LISTS = [
    (DEPLOY, "who: police, does: deploy, where: []", "where", "names no place"),
    (DEPLOY, "who: police, does: deploy, where: {}", "where", "names no place"),
    (DEPLOY, "who: keepers, does: clear, where: []", "where", "names no place"),
    (DEPLOY, "who: police, does: deploy, where: [hill, gate, hill]", "where.2", "is there twice"),
]  # fmt: skip

COMMANDERS = [
    ("commanded_by: patron", f"commanded_by: {name}", "timeline.group.commanded_by", words)
    for name, words in (
        ("deputy", "is a voice to whom nobody answers, and commands nobody"),
        ("papers", "is a channel to whom nobody answers"),
        ("kin_north", "is residents to whom nobody answers"),
        ("embassy", "is a mediator to whom nobody answers"),
    )
]

TWICE = [
    ("known_to: [patron, list]", "known_to: [patron, patron]", "timeline.group.known_to.1"),
    ("known_to: [patron, list]", "known_to: [patron, list, patron]", "timeline.group.known_to.2"),
    ("route: [gate, hill]", "route: [gate, gate, hill]", "timeline.group.route.1"),
    ("protects: [kin_north]", "protects: [kin_north, kin_north]", "actors.patron.protects.1"),
    ("communities: [kin]", "communities: [kin, kin]", "actors.kin_north.communities.1"),
    ("municipalities: [mun_hill]", "municipalities: [mun_hill, mun_hill]",
     "actors.cells.municipalities.1"),
    ("audience: [kin_north, others_south]", "audience: [kin_north, kin_north]",
     "actors.papers.audience.1"),
]  # fmt: skip


AGAINST_THE_CLOCK = [
    ("notice: 30 min", "notice: 3 d", "timeline.police_to_the_gate.notice", "nothing comes before"),
    ("notice: 30 min", "lasting: 0 h", "timeline.police_to_the_gate.lasting", "is no time at all"),
    ("    size: 20", "    lasting: 0 min\n    size: 20", "timeline.group.lasting", "no time"),
    ('cameo: "138"', 'cameo: "138", toward: deputy', "timeline.post.toward", "is whoever says it"),
    ("toward: kin_north", "toward: state", "actors.state.stated.0.toward", "is whoever says it"),
    ("runs: 5,", "runs: 5, one_in: 1000,", "ensemble.one_in", ""),
    ("observed: small.csv", "observed: none.csv", "observed", "table with the columns pattern"),
    ("world: world", "world: nowhere", "world", "is a folder of places.csv, municipalities.csv"),
]  # fmt: skip


def found(case: Case, key: str) -> list[str]:
    return [mistake.message for mistake in case.mistakes() if mistake.key == key]


@pytest.mark.parametrize(("old", "new", "key", "words"), [*PEOPLE, *LISTS])
def test_an_entry_uses_people_and_places_that_there_are(case: Case, old, new, key, words):
    case.replace("base.yaml", old, new)
    [message] = found(case, f"timeline.police_to_the_gate.{key}")
    assert words in message


@pytest.mark.parametrize(("old", "new", "key", "words"), AGAINST_THE_CLOCK)
def test_what_can_never_be_is_refused(case: Case, old, new, key, words):
    if key == "ensemble.one_in":
        case.replace("world/population.csv", "north,kin,2000", "north,kin,200")
        words = "leaves nobody of the 700 people of kin_north"
    case.replace("base.yaml", old, new)
    [message] = found(case, key)
    assert words in message


@pytest.mark.parametrize(("old", "new", "key"), TWICE)
def test_nothing_stands_twice_in_a_list(case: Case, old, new, key):
    case.replace("base.yaml", old, new)
    assert found(case, key) == ["is there twice"]


def test_a_route_may_lead_back(case: Case):
    case.replace("base.yaml", "route: [gate, hill]", "route: [hill, gate, hill]")
    assert case.mistakes() == []


@pytest.mark.parametrize(("old", "new", "key", "words"), COMMANDERS)
def test_who_commands_a_cell_must_command_somebody(case: Case, old, new, key, words):
    case.replace("base.yaml", old, new)
    [message] = found(case, key)
    assert words in message


@pytest.mark.parametrize("name", ["list", "army", "cells", "patron", "state"])
def test_whoever_has_people_can_command_a_cell(case: Case, name):
    case.replace("base.yaml", "commanded_by: patron", f"commanded_by: {name}")
    assert case.mistakes() == []


def test_a_cell_is_no_larger_than_all_cells_together(case: Case):
    case.replace("base.yaml", "size: 20", "size: 61")
    assert found(case, "timeline.group.size") == ["is more than all people of cells, 60"]


def test_nobody_is_out_at_the_start_who_does_not_live_there(case: Case):
    case.replace("base.yaml", "{kin_north: 10}", "{kin_north: 2501}")
    assert found(case, "initial.mobilisation.kin_north") == [
        "is more than the 2,500 people of kin_north"
    ]


@pytest.mark.parametrize(
    "zone", ["localtime", "posixrules", "Factory", "right/Europe/Belgrade", "posix/Europe/Belgrade",
             "zone.tab", "Europe", "../Europe/Belgrade", "", "Europe/Belgarde"],
)  # fmt: skip
def test_a_time_zone_is_that_of_a_place(case: Case, zone):
    case.replace("base.yaml", "timezone: Europe/Belgrade", f'timezone: "{zone}"')
    [message] = found(case, "clock.timezone")
    assert "time zone" in message
    assert "Europe/" in message


@pytest.mark.parametrize("zone", ["Europe/Belgrade", "UTC", "Etc/GMT-3", "US/Eastern"])
def test_zones_of_places_and_of_the_world_are_right(zone):
    assert Clock(start="2022-07-31 06:00", days=1, timezone=zone).timezone == zone


def test_a_verb_that_there_is_not_lists_all_verbs(case: Case):
    case.replace("base.yaml", "does: deploy", "does: juggle")
    [message] = found(case, "timeline.police_to_the_gate.does")
    assert message.endswith(", ".join(VERBS))


def test_fifty_mistakes_are_said_and_the_rest_is_counted():
    many = [Mistake("a.yaml", line, "key", "1", "is wrong") for line in range(1, 2001)]
    error = ScenarioError(many)
    assert len(str(error).splitlines()) == MOST_SAID + 1
    assert str(error).splitlines()[-1] == "and 1,950 more"
    assert len(error.mistakes) == 2000
    refusals = Refusals(["first"])
    with refusals.gathered():
        raise error
    with pytest.raises(Refused) as said:
        refusals.say()
    assert len(said.value.lines) == 2001
    assert str(said.value).splitlines()[-1] == "and 1,951 more"


@pytest.mark.parametrize("bad", ["\x1b[31m", "\x00", "\x07", "\u202e", "\u200b", "\x9b", "\ud800"])
def test_what_is_said_holds_no_control_characters(bad, tmp_path):
    told = str(
        mistake_at(Mark(f"a{bad}.yaml", 3, tmp_path), f"ac{bad}tors.x", f"v{bad}", f"m{bad}")
    )
    assert bad not in told
    assert told.isprintable()


def test_a_key_with_control_characters_is_said_clean(case: Case):
    with pytest.raises(ScenarioError) as caught:
        load(case.path, ["actors.\x1b[31mlist.x=1", f"ensemble.{'a' * 5000}=1"])
    assert len(caught.value.lines) == 2
    assert all(line.isprintable() and len(line) < 500 for line in caught.value.lines)
