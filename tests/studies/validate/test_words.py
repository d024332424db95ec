import pytest

from sim.analysis.paired import PairedEffect
from sim.scenario.observed import Pattern
from sim.studies.validate.contrasts import Contrast, ContrastResult
from sim.studies.validate.document import document_mistakes, fill_places
from sim.studies.validate.episode import EpisodeSet, EpisodeTest
from sim.studies.validate.forecasts import FORECASTS, SCORES, Score
from sim.studies.validate.patterns import PatternResult
from sim.studies.validate.words import (
    SCORE_HEAD,
    accepted,
    lost,
    measure_words,
    score_table,
    validate_table,
    valued,
    whole_table,
)
from sim.terms.words import LANGUAGES, said


def finding(name, value, error, *, met, accept=(6, 12)):
    pattern = Pattern(name, "barricades " * 9, "9", "median", "x", "", "", *accept, "", "")
    return PatternResult(pattern, value, error, met, 100)


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
    assert first.endswith("  met")
    assert "- *" in second
    assert second.endswith("MISSED")
    assert last == (
        "model: 1 met beyond chance, 0 within chance, 1 missed; "
        "null model: 1 met beyond chance, 0 within chance, 1 missed (* missed)"
    )


def test_lines_stay_within_a_wide_terminal():
    text = validate_table([finding("B1", 1, 0, met=True)], [finding("B1", 1, 0, met=True)])
    assert max(map(len, text.splitlines())) <= 132


def test_different_patterns_are_refused():
    with pytest.raises(ValueError, match="same patterns"):
        validate_table([finding("B1", 1, 0, met=True)], [finding("B2", 1, 0, met=True)])


def test_what_is_only_reported_is_not_counted():
    both = [finding("C1", -3, 1, met=True, accept=(None, None)), finding("B1", 9, 1, met=True)]
    text = validate_table(both, both)
    assert text.splitlines()[2].endswith("-")
    assert text.splitlines()[-1].startswith(
        "model: 1 met beyond chance, 0 within chance, 0 missed;"
    )


def whole(*scores):
    finds = [finding("B1", 9, 1, met=True)]
    tested = EpisodeTest("case", 10, 1, finds, finds, list(scores), {}, 7, [], [])
    contrast = Contrast("C1", "fewer", "arm", "mean_difference", "x", None, -2.0, "s", "", "f:2")
    difference = ContrastResult(contrast, PairedEffect(-3.0, 0.5, -4.0, -2.0, 10), 0.0, True, False)
    return EpisodeSet([tested], [difference], 10, 134, 95)


def score(column, name, **means):
    """A score of four days, the model's 0.5 and all others 1 unless said otherwise."""
    return Score(column, name, {
        forecast: (0.5 if forecast == "model" else means.get(forecast, 1.0),) * 4
        for forecast in FORECASTS
    })  # fmt: skip


def test_one_table_holds_patterns_contrasts_scores_and_freedom():
    text = whole_table(whole(score("rung", "RPS", climatology=1.0, yesterday=0.25)))
    for words in ("C1", "-3 ± 0.5", "at most -2",
                  "model: 2 met beyond chance, 0 within chance, 0 missed",
                  "null model: 1 met beyond chance, 0 within chance, 1 missed",
                  "95 of 134 parameters are fitted", "case 7"):  # fmt: skip
        assert words in text
    [line] = [line for line in text.splitlines() if "RPS" in line and line.startswith("case")]
    assert line.endswith("+0.50 [+0.50, +0.50]")
    assert "each episode is one draw" in text


def test_where_the_model_loses_is_said_plainly():
    won = score("rung", "RPS")
    said = lost(whole(won, score("shots", "CRPS", yesterday=0.1)).episodes)
    assert "1 of 2" in said[0]
    assert said[1:] == ["  case, shots (CRPS): yesterday"]
    assert lost(whole(won).episodes) == ["nothing simpler does better on any of 1 scores"]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_scores_are_told_in_the_language_that_was_asked_for(language):
    scores = [score(column, name, yesterday=0.25) for column, name, *_ in SCORES]
    tested = whole(*scores).episodes[0]._replace(days_outside=2)

    def told(spoken):
        return [*score_table([tested], spoken).split("\n"), *lost([tested], spoken)]

    ours, theirs = told(language), told("en")
    assert len(ours) == len(theirs) == 2 * len(SCORES) + 7
    same = {line for line in set(ours) & set(theirs) if line.strip("- ")}
    assert same == set()
    assert not [line for line in ours if "0.5" in line]
    for name in SCORE_HEAD:
        if name != "model":  # which the languages have in common
            assert said(name, language) != name
    for column, *_ in SCORES:
        assert measure_words(column, language) != measure_words(column, "en")


def test_bounds_and_values_read_as_words():
    assert accepted(None, 0.1) == "at most 0.1"
    assert accepted(6, None) == "at least 6"
    assert accepted(0, 0) == "0"
    assert accepted(-0.9, -0.3) == "-0.9 to -0.3"
    assert accepted(None, None) == "anything"
    assert valued(finding("B1", 670.8, 24.4, met=True)) == "671 ± 24"
    assert valued(finding("B1", float("nan"), 0, met=False)) == "-"


def test_what_is_made_replaces_what_stands_in_its_place_of_a_document(tmp_path):
    path = tmp_path / "trust.md"
    path.write_text("a\n<!-- begin: accepted -->\nold\n<!-- end -->\n<!-- end -->\n")
    assert document_mistakes(path, ["accepted"]) == []
    fill_places(path, {"accepted": "| new |"})
    assert path.read_text() == (
        "a\n<!-- begin: accepted -->\n\n| new |\n\n<!-- end -->\n<!-- end -->\n"
    )
    [wrong] = document_mistakes(path, ["accepted", "scores", "patterns"])
    assert wrong == f"{path}: no marked place for scores, patterns"
    path.write_bytes(b"\xff\xfe")
    assert document_mistakes(path, ["accepted"]) == [f"{path}: is no text"]
    assert document_mistakes(tmp_path, ["accepted"]) == [f"{tmp_path}: Is a directory"]
