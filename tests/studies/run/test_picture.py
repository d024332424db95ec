import re
from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.text import Annotation

from sim.analysis.outcomes import outcomes_of
from sim.report.style import RUNG_COLOURS, pinned_settings, png_bytes, svg_bytes
from sim.results.folder import read_folder
from sim.results.ownership import Study
from sim.results.run import Ensemble
from sim.studies.run.escalation import escalation_data
from sim.studies.run.picture import draw_escalation
from sim.studies.run.write import write_outputs
from sim.terms.words import LANGUAGES
from tests.fakes import fake_ensemble, fake_scenario, run_of
from tests.report.words import all_words, assert_apart

OBSERVED = {
    "first_barricade_time": datetime(2022, 7, 31, 17, 45),
    "barricades_gone_time": datetime(2022, 8, 1, 16, 18),
}


def picture_of(ensemble, observed=None):
    rows = [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]
    return escalation_data(ensemble, rows, observed)


ENSEMBLES = {
    "usual": fake_ensemble(30, seed=1),
    "one run": fake_ensemble(1, seed=5),
    "quiet": Ensemble(fake_scenario(), 1, tuple(run_of(n) for n in range(3))),
    "a month": fake_ensemble(5, seed=2, days=30),
    "a day": fake_ensemble(5, seed=2, days=1),
}


@pytest.fixture(scope="module")
def usual():
    picture = picture_of(ENSEMBLES["usual"], OBSERVED)
    return picture, draw_escalation(picture)


def words(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_where_no_key_event_comes_no_panel_stands_empty():
    picture = picture_of(ENSEMBLES["quiet"])
    assert picture.events == ()
    with pinned_settings():
        figure = draw_escalation(picture)
        assert_apart(figure, all_words, slack=1.0)
    strip, *panels = figure.axes
    assert not strip.axison
    assert all(axes.axison for axes in panels)
    told = " ".join(text.get_text() for text in all_words(figure))
    assert "half by" not in told
    assert "Key events" not in told
    assert strip.get_position().height * figure.get_figheight() < 0.1
    assert words(figure)[0] in ("Sun", "Sun 31 Jul", "Sunday"), "the days are named above"


def test_panels_say_what_they_show_and_in_which_unit(usual):
    picture, figure = usual
    events, *others = figure.axes
    assert [axes.get_title(loc="left") for axes in others] == [
        "In each hour: highest rung of what happens or stands",
        "By then: highest rung reached so far",
        "Barricades standing: the darker, the more runs",
        "Crossings closed",
        "People out: median, half of the runs, 90 % of them",
        "Injured and killed by then",
    ]
    assert [axes.get_ylabel() for axes in others] == [
        "runs of 30", "runs of 30", "number", "", "people", "runs of 30",
    ]  # fmt: skip
    assert figure.axes[-1].get_xlabel() == "local time, hour of the day"
    assert [label.get_text() for label in events.get_yticklabels()] == [
        event.label for event in picture.events
    ]


def test_panels_share_one_time_axis(usual):
    picture, figure = usual
    assert {axes.get_xlim() for axes in figure.axes} == {(0.0, picture.axis.until)}
    assert figure.axes[1].get_ylim() == (0, 1)
    assert all(axes.get_ylim()[0] == 0 for axes in (*figure.axes[1:3], *figure.axes[5:]))


def test_title_and_caption_say_what_a_reader_must_know(usual):
    _, figure = usual
    title, finding, cut, caption = (text.get_text() for text in figure.texts)
    assert title == "Northern Kosovo, 31 July 2022"
    assert finding.startswith("Violence in ")
    assert "of 30 runs" in finding
    assert cut.startswith("Cut off after ")
    assert "Runs: 30, seed 1." in caption
    assert "not a forecast" in caption


def test_key_events_carry_hour_share_and_observed_hour(usual):
    picture, figure = usual
    first = next(event for event in picture.events if event.name == "first_barricade_time")
    assert first.median_text in words(figure)
    assert f"{first.came} of {first.runs}" in words(figure)
    assert "17:45" in words(figure)
    assert "Mon 16:18" in words(figure)


def test_the_mountain_shows_the_numbers_it_was_given(usual):
    picture, figure = usual
    for axes, shares in ((figure.axes[1], picture.in_hour), (figure.axes[2], picture.by_then)):
        layers = axes.collections
        tops = [layer.get_paths()[0].vertices[:, 1].max() for layer in layers[:9]]
        np.testing.assert_allclose(tops, shares[::-1].cumsum(axis=0).max(axis=1))


def test_rungs_grow_darker_step_by_step():
    def lightness(colour):
        red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2

    shades = [lightness(colour) for colour in RUNG_COLOURS]
    assert len(shades) == 9
    assert all(before > after for before, after in pairwise(shades))


def words_of(figure):
    texts = [t for axes in figure.axes for t in axes.texts if isinstance(t, Annotation)]
    texts += [*figure.texts, *(axes.title for axes in figure.axes)]
    texts += [label for axes in figure.axes for label in axes.get_yticklabels()]
    return texts + figure.axes[-1].get_xticklabels()


@pytest.mark.parametrize("name", ENSEMBLES)
def test_no_words_overlap_or_leave_the_page(name):
    assert_apart(draw_escalation(picture_of(ENSEMBLES[name], OBSERVED)), words_of)


def test_pictures_are_the_same_bytes_whatever_the_user_set():
    picture = picture_of(ENSEMBLES["one run"])
    before = png_bytes(draw_escalation(picture)), svg_bytes(draw_escalation(picture))
    with rc_context({"font.size": 20, "axes.facecolor": "red", "svg.hashsalt": "other"}):
        after = png_bytes(draw_escalation(picture)), svg_bytes(draw_escalation(picture))
    assert before == after
    assert b"matplotlib" not in before[0].lower()
    assert b"<dc:date>" not in before[1]
    assert b"<dc:creator>" not in before[1]


def test_a_folder_is_complete_and_can_be_read_back(tmp_path):
    ensemble = fake_ensemble(3, seed=1, days=2)
    summary = write_outputs(
        tmp_path, (Study("run", {}), {"seed": 1}), ensemble, scenario_text="name: fake\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "crises.csv", "curves.csv", "curves.png", "curves.svg",
        "datapackage.json", "events.csv", "hourly.csv", "manifest.json", "runs.csv",
        "scenario.yaml", "series.npz", "summary.json",
    ]  # fmt: skip
    assert summary["runs"] == 3
    assert len(read_folder(tmp_path, ensemble.scenario).rows) == 3


def test_the_picture_says_how_many_crises_go_on_when_it_ends():
    scenario = fake_scenario(days=4)
    runs = (run_of(0, 384), run_of(1, 384, barricades=2, rung=3))
    cut = draw_escalation(picture_of(Ensemble(scenario, 1, runs))).texts[2].get_text()
    assert "(Thu 06:00), 1 of 2 runs are still in a crisis." in cut
    assert "crisis" not in draw_escalation(picture_of(ENSEMBLES["quiet"])).texts[2].get_text()


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_picture_is_in_its_language(language):
    def drawn(language):
        ensemble = ENSEMBLES["usual"]
        rows = [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]
        figure = draw_escalation(escalation_data(ensemble, rows, OBSERVED, language=language))
        with pinned_settings():
            assert_apart(figure, all_words, slack=1.0)
        return {text.get_text() for text in all_words(figure)}

    same = {text for text in drawn("en") & drawn(language) if re.search("[a-z]{4}", text)}
    assert same == {ENSEMBLES["usual"].scenario.title}
