"""A scenario names measures and outcomes: what there is is recorded, all else refused in words."""

import pytest

from sim.scenario.dump import dump
from sim.scenario.load import load
from sim.scenario.measured import measures_of, outcomes_named
from sim.terms.measures import NAMES
from tests.scenario.small import Case

NAMED = """
measures:
  far_crowd: {measure: people_out, of: others_south, label: crowd at the bridge}
  people_out: {measure: people_out, of: kin_north}
  soldiers: {measure: posts, of: keepers, where: mun_hill}
outcomes:
  far_crowd_peak: {measure: far_crowd, take: max, better: lower, smallest_effect: 50}
  far_crowd_there: {measure: far_crowd, take: first, at_least: 10}
  far_crowd_hours: {measure: far_crowd, take: hours, at_least: 10, at_most: 90}
  keepers_hurt: {measure: injured, of: keepers, take: last}
  least_believing: {measure: believing.kin_north, take: mean}
  seized: {event: [arrest, raid], by: police, take: first, label: first raid or arrest}
  wounded_police: {event: [shots, attack], of: police, take: hurt}
  at_hill: {event: crowd, where: mun_hill, take: count, emerged: true}
"""

WRONG = [
    # entry of measures or outcomes, key, what is said
    ("measures", "a: {measure: people_owt}", "a.measure", 'did you mean "people_out"?'),
    ("measures", "a: {measure: people_out, of: kin_nort}", "a.of", 'did you mean "kin_north"?'),
    ("measures", "a: {measure: people_out, of: keepers}", "a.of", "keepers is a force"),
    ("measures", "a: {measure: people_out, where: mun_hil}", "a.where", 'mean "mun_hill"?'),
    ("measures", "a: {measure: rung, where: mun_hill}", "a.where", "everybody and everywhere"),
    ("measures", "a: {measure: posts}", "a.of", "posts.army"),
    ("measures", "rung: {measure: shots}", "rung.measure", "of rung only"),
    ("measures", "hour: {measure: shots}", "hour", "already means something else"),
    ("measures", "offer: {measure: shots}", "offer", "already means something else"),
    ("measures", "taken: {measure: shots}", "taken", "already means something else"),
    ("measures", "A: {measure: shots}", "A", "small letters"),
    ("outcomes", "a: {take: max}", "a", "exactly one of the two"),
    ("outcomes", "a: {measure: rung, event: raid, take: max}", "a", "exactly one of the two"),
    ("outcomes", "a: {measure: rungg, take: max}", "a.measure", 'did you mean "rung"?'),
    ("outcomes", "a: {measure: hour, take: max}", "a.measure", "is not recorded"),
    ("outcomes", "a: {measure: rung, take: first}", "a", "at_least, at_most or both"),
    ("outcomes", "a: {measure: rung, take: max, at_least: 3}", "a.at_least", "says nothing"),
    ("outcomes", "a: {measure: rung, take: count}", "a.take", "known: max, min"),
    ("outcomes", "a: {event: raid, take: max}", "a.take", "known: first, last, count"),
    ("outcomes", "a: {event: rade, take: first}", "a.event", 'did you mean "raid"?'),
    ("outcomes", "a: {event: raid, by: polise, take: first}", "a.by", 'did you mean "police"?'),
    ("outcomes", "a: {event: raid, where: hil, take: first}", "a.where", 'did you mean "hill"?'),
    ("outcomes", "a: {event: raid, take: first, at_least: 2}", "a.at_least", "belongs to"),
    ("outcomes", "a: {measure: rung, take: max, by: police}", "a.by", "belongs to"),
    ("outcomes", "injured: {measure: rung, take: max}", "injured", "already means something else"),
]  # fmt: skip


def named(case: Case, text: str = NAMED):
    path = case.write("named.yaml", f"extends: base.yaml\n{text}")
    return load(path).scenario


def test_what_is_named_is_recorded_behind_what_every_case_has(case):
    scenario = named(case)
    measures = {one.name: one for one in measures_of(scenario)}
    assert tuple(measures)[: len(NAMES)] == NAMES
    rest = list(measures)[len(NAMES) :]
    assert rest == sorted(rest)
    assert measures["far_crowd"].neutral == "people_out.others_south"
    assert measures["far_crowd"].label == "crowd at the bridge"
    assert measures["people_out"].neutral == "people_out.kin_north"
    assert measures["soldiers"].neutral == "posts.keepers.mun_hill"
    assert {"injured.keepers", "believing.kin_north", "threat.kin_north"} <= measures.keys()
    assert "people_out.others_south" not in measures  # it is called far_crowd


def test_outcomes_have_kind_unit_and_words_of_what_they_are_taken_of(case):
    found = {one.name: one for one in outcomes_named(named(case))}
    told = {name: (one.kind, one.unit) for name, one in found.items()}
    assert told == {
        "at_hill": ("count", ""),
        "far_crowd_hours": ("amount", "h"),
        "far_crowd_peak": ("count", "people"),
        "far_crowd_there": ("time", ""),
        "keepers_hurt": ("count", "people"),
        "least_believing": ("amount", "share"),
        "seized": ("time", ""),
        "wounded_police": ("count", "people"),
    }
    assert found["far_crowd_peak"].label == "crowd at the bridge at the peak"
    assert found["far_crowd_peak"].better == "lower"
    assert found["far_crowd_peak"].smallest_effect == 50
    assert found["keepers_hurt"].is_rare
    assert found["seized"].label == "first raid or arrest"


def test_words_of_a_part_are_the_names_of_actors_and_places(case):
    scenario = named(case)
    label = {one.name: one.label for one in measures_of(scenario)}["soldiers"]
    keepers = scenario.actors["keepers"].name
    assert label.startswith(f"on their posts, {keepers}, ")
    assert "mun_" not in label


def test_a_written_scenario_loads_to_the_same(case):
    scenario = named(case)
    case.write("again.yaml", dump(scenario))
    assert load(case.folder / "again.yaml").scenario == scenario


def test_a_variant_drops_what_its_base_names(case):
    named(case)
    text = "extends: named.yaml\noutcomes: {far_crowd_peak: null}\nmeasures: {soldiers: null}\n"
    scenario = load(case.write("dropped.yaml", text)).scenario
    assert "soldiers" not in {one.name for one in measures_of(scenario)}
    assert "far_crowd_peak" not in {one.name for one in outcomes_named(scenario)}


@pytest.mark.parametrize(("group", "entry", "key", "said"), WRONG)
def test_what_there_is_not_is_refused(case, group, entry, key, said):
    case.path = case.write("named.yaml", f"extends: base.yaml\n{group}:\n  {entry}\n")
    (mistake,) = case.mistakes()
    assert (mistake.file.rpartition("/")[2], mistake.line) == ("named.yaml", 3)
    assert mistake.key == f"{group}.{key}"
    assert said in mistake.message


def test_conditions_use_what_is_named_and_what_is_not(case):
    text = NAMED + "timeline:\n  late: {when: %s, who: deputy, does: threaten, says: a}\n"
    for when in (
        "far_crowd >= 5",
        "people_out.kin_north.mun_hill >= 5",
        "soldiers > 1 or readiness.patron > 0",
    ):
        case.path = case.write("named.yaml", "extends: base.yaml\n" + text % f'"{when}"')
        assert not case.mistakes()
    for when, said in (
        ("far_crowdd >= 5", '"far_crowd"'),
        ("posts.keeper > 1", '"keepers"'),
        ("far_crowd", "is a number"),
    ):
        case.path = case.write("named.yaml", "extends: base.yaml\n" + text % f'"{when}"')
        (mistake,) = case.mistakes()
        assert mistake.key == "timeline.late.when"
        assert said in mistake.message


def test_a_pattern_is_stated_in_what_the_scenario_names(case):
    head = "pattern,text,observed,statistic,column,from,to,accept_low,accept_high,source\n"
    case.write("observed/named.csv", head + "P1,a,1,median,far_crowd_peak,,,1,2,b\n"
               + "P2,a,1,share_between,far_crowd_there,2022-07-31 06:00,2022-08-01 06:00,0,1,b\n"
               + "P3,a,1,night_to_day_ratio,far_crowd,,,0,1,b\n")  # fmt: skip
    case.path = case.write("named.yaml", f"extends: base.yaml\nobserved: named.csv\n{NAMED}")
    assert not case.mistakes()
    case.path = case.write("plain.yaml", "extends: base.yaml\nobserved: named.csv\n")
    assert [mistake.key for mistake in case.mistakes()] == ["column"] * 3
