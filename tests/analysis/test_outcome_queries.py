import pytest

from sim.analysis.outcome_queries import (
    all_outcomes,
    count_censored,
    count_occurred,
    parse_queries,
    query_values,
)
from sim.terms.outcomes import OUTCOMES


def row(**values):
    levels = {"peak_rung": 0.0, "barricades_peak": 0.0, "crossings_closed_peak": 0.0}
    return dict.fromkeys(o.name for o in OUTCOMES) | levels | values


def values(text, *rows, horizon=100.0):
    (outcome,) = parse_queries([text])
    return list(query_values(rows, outcome, horizon))


def test_an_outcome_is_its_number_and_a_condition_is_one_or_zero():
    rows = row(injured=2.0), row(injured=0.0)
    assert values("injured", *rows) == [2, 0]
    assert values("injured>=1", *rows) == [1, 0]
    assert values(" injured < 1 ", *rows) == [0, 1]


def test_a_time_that_never_comes_counts_as_the_end_of_the_runs():
    rows = row(first_barricade_time=11.5), row(first_barricade_time=None)
    assert values("first_barricade_time", *rows) == [11.5, 100]
    assert values("first_barricade_time>=24", *rows) == [0, 1]
    (outcome,) = parse_queries(["first_barricade_time"])
    assert count_occurred(rows, outcome) == 1


def test_the_end_of_a_crisis_that_never_was_is_the_start():
    rows = row(), row(peak_rung=4.0), row(barricades_peak=2.0), row(crisis_end_time=30.0)
    assert values("crisis_end_time", *rows) == [0, 100, 100, 30]
    assert values("barricades_gone_time", *rows) == [0, 0, 100, 0]


def test_what_never_ended_did_not_end_by_any_hour_however_late():
    rows = row(peak_rung=4.0), row(crisis_end_time=30.0, peak_rung=4.0), row()
    assert values("crisis_end_time<500", *rows) == [0, 1, 1]
    assert values("crisis_end_time>=500", *rows) == [1, 0, 0]


def test_what_the_end_of_the_runs_cuts_off_is_counted():
    blocked = {"barricades_peak": 2.0, "blocked_hours": 50.0}
    rows = row(**blocked), row(**blocked, barricades_gone_time=60.0), row(blocked_hours=0.0)
    assert count_censored(rows, "blocked_hours", is_time=False) == 1
    assert count_censored(rows, "barricades_gone_time", is_time=True) == 1
    assert count_censored(rows, "injured", is_time=False) == 0
    assert count_censored(rows, "concession_time", is_time=True) == 3


def test_only_the_mean_of_an_order_is_one():
    found = parse_queries(["peak_rung", "peak_rung>=6", "injured"])
    assert [one.is_mean_of_order for one in found] == [True, False, False]


def test_every_mistake_is_told_at_once():
    with pytest.raises(ValueError, match="injurd") as told:
        parse_queries(["injurd", "peak_rung>=high", "concession_kind", "injured"])
    lines = str(told.value).splitlines()
    assert len(lines) == 3
    assert 'did you mean "injured"?' in lines[0]
    assert "high is not a number" in lines[1]
    assert "no column of numbers" in lines[2]


def test_an_outcome_asked_for_twice_is_shown_once():
    assert [o.text for o in parse_queries(["peak_rung>=6", "peak_rung >= 6.0", "injured"])] == [
        "peak_rung>=6", "injured",
    ]  # fmt: skip


def test_every_number_and_time_is_an_outcome_and_no_word_is():
    names = [outcome.text for outcome in all_outcomes()]
    assert "concession_kind" not in names
    assert set(names) == {o.name for o in OUTCOMES if o.kind != "word"}


def test_what_is_asked_for_in_words():
    killed = next(one for one in OUTCOMES if one.name == "killed")
    number, level, hour = parse_queries(["killed", "killed>=2.5", "crisis_end_time<48"])
    assert (number.label, number.unit) == (killed.label, killed.unit)
    assert level.label == f"P({killed.label.split(',')[0]} ≥ 2.5)"
    end = next(one for one in OUTCOMES if one.name == "crisis_end_time").label
    assert hour.label == f"P({end.split(',')[0]} < 48 h)"
    assert (hour.unit, level.text, hour.text) == ("share", "killed>=2.5", "crisis_end_time<48")
