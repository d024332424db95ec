from itertools import pairwise

import pytest

from sim.report.pages import WIDTH, fit_text, stack_panels, write_caption, write_title
from sim.report.records import records_csv


def test_panels_below_one_another_have_their_inches_and_gaps():
    heights = [1.0, 2.0, 0.5]
    figure, panels = stack_panels(heights, top=0.7, gap=0.3, bottom=0.9, sides=(0.1, 0.7))
    total = figure.get_figheight()
    assert figure.get_figwidth() == WIDTH
    assert total == pytest.approx(0.7 + 3.5 + 2 * 0.3 + 0.9)
    boxes = [axes.get_position() for axes in panels]
    assert [box.height * total for box in boxes] == pytest.approx(heights)
    assert (1 - boxes[0].y1) * total == pytest.approx(0.7)
    assert boxes[-1].y0 * total == pytest.approx(0.9)
    gaps = [(a.y0 - b.y1) * total for a, b in pairwise(boxes)]
    assert gaps == pytest.approx([0.3, 0.3])
    assert {(round(box.x0, 9), round(box.x1, 9)) for box in boxes} == {(0.1, 0.7)}


def test_title_and_caption_keep_their_inches_on_a_longer_page():
    for heights in ([1.0], [4.0, 4.0]):
        figure, _ = stack_panels(heights, top=0.7, gap=0.3, bottom=0.9, sides=(0.1, 0.7))
        write_title(figure, "title", down=0.2)
        write_caption(figure, "caption", up=0.1)
        title, caption = (text.get_position()[1] for text in figure.texts)
        assert (1 - title) * figure.get_figheight() == pytest.approx(0.2)
        assert caption * figure.get_figheight() == pytest.approx(0.1)


def test_long_titles_are_set_smaller_and_short_ones_not_larger():
    assert fit_text("x" * 20, 14, 40) == 14
    assert fit_text("x" * 80, 14, 40) == 7


def test_records_are_written_with_six_digits_whole_numbers_whole_and_nothing_for_none():
    records = [{"a": 1 / 3, "b": 12345678, "c": None, "d": True, "e": "x,y"}]
    assert records_csv(records) == 'a,b,c,d,e\n0.333333,12345678,,true,"x,y"\n'
    assert records_csv([]) == "\n"
