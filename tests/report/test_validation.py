import pytest

from sim.analysis.patterns import Finding
from sim.report.validation import accepted, validate_table, valued
from sim.results.observed import Pattern


def finding(name, value, error, *, met):
    pattern = Pattern(name, "barricades " * 9, "9", "median", "x", "", "", 6, 12, "", "")
    return Finding(pattern, value, error, met)


def test_the_table_sets_model_beside_null_model():
    text = validate_table(
        [finding("B1", 8.25, 0.512, met=True), finding("B2", 20, 1, met=False)],
        [finding("B1", 9, 0, met=True), finding("B2", float("nan"), 0, met=False)],
    )
    head, _, first, second, _, last = text.splitlines()
    assert " ".join(head.split()) == "pattern observed accepted model ± error null met"
    assert first.startswith("B1")
    assert "6 - 12" in first
    assert "8.25 ± 0.51" in first
    assert first.endswith("yes")
    assert "- *" in second
    assert second.endswith("NO")
    assert last == "met: model 1 of 2, null model 1 of 2 (* not met)"


def test_lines_stay_within_a_wide_terminal():
    text = validate_table([finding("B1", 1, 0, met=True)], [finding("B1", 1, 0, met=True)])
    assert max(map(len, text.splitlines())) <= 132


def test_different_patterns_are_refused():
    with pytest.raises(ValueError, match="same patterns"):
        validate_table([finding("B1", 1, 0, met=True)], [finding("B2", 1, 0, met=True)])


def test_bounds_and_values_read_as_words():
    assert accepted(None, 0.1) == "at most 0.1"
    assert accepted(6, None) == "at least 6"
    assert accepted(0, 0) == "0"
    assert accepted(None, None) == "anything"
    assert valued(finding("B1", 670.8, 24.4, met=True)) == "671 ± 24"
    assert valued(finding("B1", float("nan"), 0, met=False)) == "-"
