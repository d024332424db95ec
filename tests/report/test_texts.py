"""Any text can be a title: it is drawn as it is written, and raises nothing."""

import pytest

from sim.report.style import pinned_settings, png_bytes, svg_bytes
from sim.scenario.mistakes import Mark
from sim.scenario.yaml_reader import read_text
from sim.studies.run.escalation import escalation_data
from sim.studies.run.picture import draw_escalation
from sim.terms.printable import without_controls
from tests.fakes import fake_ensemble

TEXTS = {
    "dollars": "costs $5 and $x^2_{$ more \\frac$",
    "Albanian and Serbian": "Gjakovë, Mitrovicë, Đakovica, Косовска Митровица",
    "other scripts": "北京 日本語 العربية עברית ქართული हिन्दी",
    "signs": "😀 👩‍👩‍👧 ⚔ % & < > \" ' \\ _ ^ ~ #",
    "private and unassigned": "\ue000\U0010fffd",
    "long": "a" * 300,
    "many words": "very long " * 60,
    "lines": "one\ntwo\n\nthree",
    "underscore first": "_hidden",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_title_is_drawn(text):
    from matplotlib.figure import Figure

    with pinned_settings():
        figure = Figure(figsize=(3, 2))
        axes = figure.subplots()
        axes.set_title(text)
        axes.set_xlabel(text)
        axes.plot([0, 1], [0, 1], label=text)
        axes.text(0.5, 0.5, text)
    assert png_bytes(figure) == png_bytes(figure)
    assert svg_bytes(figure).startswith(b"<?xml")


def test_the_main_picture_takes_any_title():
    ensemble = fake_ensemble(3, seed=1, days=2)
    scenario = ensemble.scenario.model_copy(update={"title": " ".join(TEXTS.values())})
    changed = type(ensemble)(scenario, ensemble.seed, ensemble.runs)
    from sim.analysis.outcomes import outcomes_of

    rows = [outcomes_of(run, scenario) for run in changed.runs]
    assert png_bytes(draw_escalation(escalation_data(changed, rows, {})))


CONTROLS = "a\x00b\x1b[31mc\x07\u202ed\u2028e\x9bf\x7fg\ufeff"


def test_control_characters_are_left_out():
    assert without_controls(CONTROLS) == "ab[31mcdefg"
    assert without_controls("one\ttwo\nthree") == "one\ttwo\nthree"
    assert without_controls("Đakovica 北 👩‍👧") == "Đakovica 北 👩‍👧"


def test_a_scenario_holds_no_control_character(tmp_path):
    mark = Mark("x.yaml", 1, tmp_path)
    text = '"title": "a\\x1b[31mb\\u202Ec"\n'
    node, mistakes = read_text(text, mark)
    assert node is not None
    assert node.keys["title"].value == "a[31mbc"
    assert not mistakes
    _, [mistake] = read_text('"a\\x1bb": 1\n', mark)
    assert str(mistake).endswith("a key must hold no control character")
    assert "\x1b" not in str(mistake)
