import pytest

from sim.analysis.paired import Effect
from sim.analysis.signs import sign_of
from sim.studies.validate.agreement import agreements
from sim.studies.validate.agreement_table import agreement_table, search_words, write_docs
from sim.studies.validate.contrasts import Contrast


def contrast(statistic="mean_difference"):
    return Contrast("C1", "fewer", "v", statistic, "barricades_peak", None, -1.0, "", "")


def effect(value, low, high):
    return Effect(value, 1.0, low, high, 14)


def test_sets_agree_by_sign_and_speak_against_only_when_clear():
    nan = float("nan")
    others = [
        [effect(-1, -2, 0.5)],
        [effect(1, -1, 3)],
        [effect(2, 1, 3)],
        [effect(nan, nan, nan)],
    ]
    (found,) = agreements([contrast()], [effect(-3, -4, -2)], others)
    assert (found.agree, found.against, found.telling, found.sets) == (1, 1, 3, 4)
    assert found.share == pytest.approx(1 / 3)
    assert found.is_clear
    table = agreement_table([found], 14)
    assert "1 of 3 (33%)" in table
    assert "-3, not clear" not in table


def test_a_shipped_value_that_may_be_no_change_is_marked():
    (found,) = agreements([contrast()], [effect(-3, -8, 2)], [[effect(-1, -2, 1)]])
    assert "-3, not clear" in agreement_table([found], 14)


def test_the_sign_of_a_ratio_is_taken_from_one():
    others = [[effect(0.5, 0.4, 0.6)], [effect(2, 1.5, 3)]]
    (found,) = agreements([contrast("ratio_of_means")], [effect(4, 2, 6)], others)
    assert (found.agree, found.against) == (1, 1)
    assert sign_of(1.0, 1.0) == 0


def test_the_table_replaces_what_stands_in_its_place_of_a_document(tmp_path):
    path = tmp_path / "trust.md"
    path.write_text("a\n<!-- begin: accepted -->\nold\n<!-- end -->\n<!-- end -->\n")
    write_docs(path, "| new |")
    text = path.read_text()
    assert "old" not in text
    assert text.count("<!-- end -->") == 2
    assert "| new |" in text
    path.write_text("nothing here")
    with pytest.raises(ValueError, match="no marked place"):
        write_docs(path, "| new |")


def test_what_rejected_most_is_told_with_how_often():
    assert "B1 (1)" in search_words(2, 1, [("B1", 1)])
