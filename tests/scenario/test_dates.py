"""A reaction reacts: conditions that the clock alone can meet are refused, all others are not."""

import pytest

from tests.scenario.small import Case

STATED = "      - when: shots >= 1\n"
GIVEN = "when: rung >= 3, who: police, does: close_crossing"

DATES = [
    # a condition that comes true by the clock alone, and when
    ("hours_since(post) >= 3", "2022-07-31 19:15"),
    ("hours_since_first(post) >= 3", "2022-07-31 19:15"),
    ("hours_since(taken) >= 3 or hours_since(post) > 30", "2022-08-01 22:30"),
    ("hours_since(police_to_the_gate) >= 7 and not shots >= 1", "2022-07-31 19:00"),
    ("hours_since(police_deployed) >= 20", "2022-08-01 08:30"),
    ("hours_since(decision) >= 24", "2022-08-01 06:00"),
    ("hours_since(whisper) >= 5", "2022-07-31 21:30"),
    ("hour >= 20", "2022-07-31 20:00"),
    ("post and hour < 6", "2022-08-01 00:00"),
    ("shots < 1 and hour >= 22", "2022-07-31 22:00"),
    ("shots >= 1 or hour >= 22", "2022-07-31 22:00"),
    ("hours_since(post) > 2 and barricades <= 5", "2022-07-31 18:30"),
]
REACTIONS = [
    "hours_since(post) >= 0.5",  # before the hour from which all must emerge
    "post",
    "post and hours_since(post) <= 6",
    "hours_since(post) >= 3 and shots >= 1",
    "hours_since(shots) >= 30",
    "hours_since_first(barricade_built) >= 36",
    "hours_since(concession) >= 72 and hours_since(shots) <= 6",
    "hour >= 20 and barricades >= 2",
    "hours_since(gate_shut) >= 5",
    "hours_since(statement) >= 5",  # others speak too
]


@pytest.mark.parametrize(("condition", "time"), DATES)
@pytest.mark.parametrize("where", ["entry", "statement"])
def test_a_date_in_disguise_is_refused(tmp_path, condition, time, where):
    case = Case(tmp_path)
    if where == "entry":
        line = case.replace("base.yaml", GIVEN, GIVEN.replace("rung >= 3", condition))
    else:
        line = case.replace("base.yaml", STATED, f"      - when: {condition}\n")
    [mistake] = case.mistakes()
    key = "timeline.gate_shut.when" if where == "entry" else "actors.state.stated.0.when"
    assert (mistake.line, mistake.key) == (line, key)
    assert f"comes true by the clock alone, at {time}" in mistake.message


@pytest.mark.parametrize("condition", REACTIONS)
def test_what_waits_for_something_that_must_come_about_is_a_reaction(tmp_path, condition):
    case = Case(tmp_path)
    case.replace("base.yaml", STATED, f"      - when: {condition}\n")
    assert case.mistakes() == []


def test_an_entry_that_has_nothing_to_do_with_the_crisis_may_stand_at_any_hour(tmp_path):
    case = Case(tmp_path)
    new = GIVEN.replace("rung >= 3", "hour >= 20, exogenous: true")
    case.replace("base.yaml", GIVEN, new)
    assert case.mistakes() == []


def test_without_an_hour_of_emergence_an_entry_may_wait_for_the_clock_but_a_statement_not(tmp_path):
    case = Case(tmp_path)
    case.replace("base.yaml", 'emergence_from: "2022-07-31 17:30"\n', "")
    case.replace("base.yaml", GIVEN, GIVEN.replace("rung >= 3", "hour >= 20"))
    assert case.mistakes() == []
    case.replace("base.yaml", STATED, "      - when: hour >= 20\n")
    [mistake] = case.mistakes()
    assert "comes true by the clock alone, at 2022-07-31 20:00; wait for" in mistake.message


def test_what_a_variant_sets_makes_no_date_of_what_otherwise_comes_about(tmp_path):
    case = Case(tmp_path)
    case.replace("base.yaml", STATED, "      - when: hours_since(concession) >= 12\n")
    given = 'at: "2022-07-31 12:00", who: state, does: postpone'
    case.replace("base.yaml", "when: concession, who: state, does: postpone", given)
    assert case.mistakes() == []
