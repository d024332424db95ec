import csv
import io
from datetime import datetime

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from sim.analysis.paired import NAN, PairedEffect
from sim.analysis.resampling import pair_groups
from sim.analysis.time_axis import time_axis
from sim.report.records import records_csv
from sim.report.style import FAINT, png_bytes
from sim.scenario.clock import Clock
from sim.studies.compare.difference_curves import (
    curves_of,
    differences_over_time,
    rows_of,
    sketch_of,
)
from sim.studies.compare.differences import (
    EndpointDifference,
    SignAgreement,
    WinShares,
    compare_arms,
)
from sim.studies.compare.endpoints import Endpoint
from sim.studies.compare.forest_plot import (
    FARTHEST,
    colour_of,
    difference_words,
    draw_lanes,
)
from sim.studies.compare.number_words import between, number, points, shift, step_of
from sim.studies.compare.overview import draw_overview
from sim.studies.compare.picture import MOST_MARKS, draw_comparison, time_marks
from sim.studies.compare.picture_data import Arms, key_lanes, page_of
from sim.studies.compare.plain_words import level_pair
from sim.studies.compare.tables import curves_csv, lanes_table, record_of
from sim.studies.compare.words import headline, runs_sentence, sentence, sentences_of, told
from tests.fakes import fake_ensemble
from tests.report.words import assert_apart

CLOCK = Clock(start=datetime(2022, 7, 31, 6), days=3, timezone="Europe/Belgrade")
INJURED = Endpoint("injured", "mean", "people injured", "people", "lower", 0.5)
RUNG = Endpoint("peak_rung>=5", "share", "rung 5 or higher (violence)", "", "lower", 0.1)
FIRST = Endpoint("first_barricade_time", "hours", "first barricade", "h", "later", 2.0)


def compared(endpoint=INJURED, **changes):
    """A clear fall from 5 to 3 in 60 runs, but for what is changed."""
    usual = {
        "variant": "v", "endpoint": endpoint, "base": 5.0, "value": 3.0,
        "effect": PairedEffect(-2.0, 0.3, -2.6, -1.4, 60), "runs": 60, "differ": 45,
        "shares": WinShares(0.7, 0.05, 0.25), "spread": 2.0, "p": 0.0001, "p_adjusted": 0.01,
        "required_runs": 22.0, "pairing_efficiency": 6.0, "sign_agreement": None,
    }  # fmt: skip
    return EndpointDifference(**(usual | changes))


# ---- words


def test_a_clear_difference_is_told_with_interval_and_shares():
    assert sentence(compared(), CLOCK) == (
        "People injured: 3 instead of 5 people on average (−2, 95 % interval −2.6 to −1.4); "
        "better in 70 % of runs, worse in 5 %."
    )


def test_a_difference_of_shares_is_told_in_points():
    shares = compared(
        RUNG, base=0.6, value=0.35, effect=PairedEffect(-0.25, 0.05, -0.35, -0.15, 60)
    )
    assert sentence(shares, CLOCK).startswith(
        "Rung 5 or higher (violence): in 35 % of runs instead of 60 % (−25 percentage points, 95 % "
        "interval −35 to −15)"
    )


def test_a_time_is_told_as_a_local_time_and_a_shift():
    hours = compared(FIRST, base=11.0, value=13.5, effect=PairedEffect(2.5, 0.4, 1.75, 3.25, 54))
    assert sentence(hours, CLOCK) == (
        "First barricade, in the 54 runs in which it comes either way: Sun 31 Jul 19:30 on average "
        "instead of Sun 31 Jul 17:00 (2.5 h later, 95 % interval 1.8 to 3.2 h later); better in "
        "70 % of runs, worse in 5 % (never is best)."
    )


def test_what_may_be_chance_is_not_claimed():
    chance = compared(
        effect=PairedEffect(-0.4, 0.3, -1.0, 0.2, 60), value=4.6, p=0.2, p_adjusted=0.9
    )
    words = sentence(chance, CLOCK)
    assert "no clear difference" in words
    assert (
        "with 60 runs a difference of 0.86 people, looked at by itself, is clear four times in five"
        in words
    )
    assert "would have been seen" not in words  # nothing is seen for certain
    assert "instead of" not in words


def test_what_is_clear_only_by_itself_says_so():
    assert "not once everything compared is allowed for" in sentence(
        compared(p_adjusted=0.3), CLOCK
    )


def test_few_runs_that_differ_are_counted_not_averaged():
    few = compared(differ=3, shares=WinShares(2 / 60, 1 / 60, 57 / 60))
    words = sentence(few, CLOCK)
    assert "differs in only 3 of 60 runs, better in 2 and worse in 1: too few to say more" in words
    assert "−2" not in words


def test_no_difference_says_what_would_have_been_seen():
    same = compared(
        value=5.0, effect=PairedEffect(0.0, 0.0, 0.0, 0.0, 59), differ=0, shares=WinShares(0, 0, 1)
    )
    assert "in each of 59 runs (it differs in at most 5 % of runs, 95 % sure)" in sentence(
        same, CLOCK
    )
    sets = same._replace(sign_agreement=SignAgreement(0, 0, 0, 9))
    assert "at most 28 % of parameter sets" in sentence(sets, CLOCK)  # 9 tell less than 59


def test_what_the_end_of_the_clock_cuts_off_is_at_least_so_much():
    blocked = Endpoint("blocked_hours", "mean", "hours with a barricade standing", "h", "lower", 6)
    one = compared(
        blocked,
        base=200.0,
        value=229.0,
        effect=PairedEffect(29.0, 5, 19, 39, 60),
        censored=(0.4, 0.6),
    )
    words = sentence(one, CLOCK)
    assert "at least 229 instead of at least 200 h on average within the clock" in words
    assert "ends first in 60 % of runs instead of 40 %" in words
    assert level_pair(one, CLOCK, "en", is_short=True) == ("≥ 200", "≥ 229")
    assert "at least" not in sentence(one._replace(censored=(0.0, 0.0)), CLOCK)


def test_a_mean_of_rungs_is_never_told_and_stays_in_the_table():
    rung = Endpoint("peak_rung", "mean", "highest rung", "rung", "lower", 0.5)
    found = [compared(rung), compared()]
    assert [one.endpoint.outcome for one in told(found)] == ["injured"]
    assert "1 of 1 differences" in headline(found, "x")
    assert "peak_rung,mean" in records_csv([record_of(one) for one in found])


def test_a_level_of_the_second_week_has_its_date():
    late = compared(FIRST, base=11.0, value=11.0 + 7 * 24)
    assert level_pair(late, CLOCK, "en", is_short=True) == ("Sun 17:00", "7 Aug 17:00")


def test_a_single_pair_has_no_interval_and_is_told_without():
    single = compared(FIRST, effect=PairedEffect(2.0, NAN, NAN, NAN, 1), differ=1)
    assert difference_words(single, "en") == "too few to say"
    assert draw_lanes(Figure().subplots(), [single], CLOCK)


def test_parameter_sets_are_told_with_those_that_disagree():
    words = sentence(compared(sign_agreement=SignAgreement(15, 4, 1, 20)), CLOCK)
    assert "15 of 20 parameter sets agree in sign, 4 have the other one, 1 of them clearly" in words


def test_a_headline_counts_what_is_clear_and_to_which_side():
    worse = compared(effect=PairedEffect(2.0, 0.3, 1.4, 2.6, 60), base=3.0, value=5.0)
    alone = compared(p_adjusted=0.3)
    words = headline([compared(), worse, alone], "More police")
    assert words == (
        "More police: over 60 pairs of runs 2 of 3 differences are clear, 1 to the better and 1 to "
        "the worse; 1 more would be if looked at alone, and may be chance."
    )
    assert headline([compared(p_adjusted=0.3)], "x").startswith(
        "x: over 60 pairs of runs 0 of 1 differences are clear; 1 more"
    )


def test_it_is_said_whether_the_runs_are_enough():
    assert runs_sentence([compared()]).startswith("60 runs are enough for each of the 1")
    short = compared(RUNG, required_runs=634.0)
    words = runs_sentence([compared(), short])
    assert words.startswith(
        "60 runs are enough for 1 of 2 differences; rung 5 or higher (violence)"
    )
    assert "would take about 630" in words
    assert "about 6 times as many" in words
    rare = compared(differ=2, required_runs=NAN)
    assert "of 1 more, too few runs differ to tell" in runs_sentence([compared(), rare])
    assert runs_sentence([rare]) == "Too few runs differ to say how many would be needed."


def test_shared_chance_that_saves_nothing_is_admitted():
    assert "saves few runs" in runs_sentence([compared(pairing_efficiency=1.1)])
    assert "over 100 times" in runs_sentence([compared(pairing_efficiency=20000.0)])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (number(-0.046), "−0.046"),
        (number(12.0), "12"),
        (number(57.29, signed=True), "+57.3"),
        (number(1013.4), "1013"),
        (number(float("nan")), "–"),
        (number(-0.42, signed=True, step=step_of(-0.75, -0.083)), "−0.4"),
        (number(813.0, step=step_of(-439.0, -65.0)), "810"),
        (points(-0.123), "−12"),
        (points(0.001), "0"),
        (shift(-1.1), "66 min earlier"),
        (shift(0.001), "at the same time"),
        (between(-0.5, 1.75), "30 min earlier to 1.8 h later"),
        (between(0.0, 0.2), "0 to 12 min later"),
        (between(-3.0, -2.0), "2.0 to 3.0 h earlier"),
        (between(0.15, 17.4), "9 min to 17 h later"),
    ],
)
def test_numbers_are_written_for_a_reader(text, said):
    assert text == said


# ---- pictures and tables


@pytest.fixture(scope="module")
def prepared():
    arms = []
    for seed in (1, 2, 3):
        ensemble = fake_ensemble(20, seed=seed, days=5)
        arms.append([sketch_of(run, ensemble.scenario) for run in ensemble.runs])
    clock, rows = ensemble.scenario.clock, [rows_of(arm) for arm in arms]
    found = compare_arms(rows[0], {"second": rows[1], "third": rows[2]}, n_sets=4)
    curves = differences_over_time(curves_of(arms[0]), curves_of(arms[1]), pair_groups(20, 4))
    own = [one for one in found if one.variant == "second"]
    title = "A contingent twice as strong at both of the northern crossings from Saturday on"
    both = Arms(title, "Northern Kosovo, 31 July 2022", (rows[0], rows[1]), curves, own)
    page = page_of(both, clock, seed=7, n_sets=4, compared=len(found))
    return page, found, curves, clock


@pytest.fixture(scope="module")
def figures(prepared):
    page, found, _, _ = prepared
    lanes = {
        title: key_lanes([one for one in found if one.variant == name])
        for name, title in (("second", "A contingent twice as strong"), ("third", "Nothing else"))
    }
    many = {f"{title} {n}": row[::-1] * 2 for n in range(5) for title, row in lanes.items()}
    settings = {"seed": 7, "n_sets": 4, "compared": len(found)}
    return {
        "page": draw_comparison(page),
        "overview": draw_overview(lanes, "Northern Kosovo", **settings),
        "many": draw_overview(many, "Northern Kosovo", language="sq", **settings),
    }


def inside(axes):
    """Labels of the vertical axis that are drawn."""
    low, high = axes.get_ylim()
    return [t.label1 for t in axes.yaxis.get_major_ticks() if low <= t.get_loc() <= high]


def words_of(figure):
    texts = [t for axes in figure.axes for t in axes.texts if isinstance(t, Annotation)]
    texts += [*figure.texts, *(axes.title for axes in figure.axes)]
    texts += [axes._left_title for axes in figure.axes]
    texts += [axes.xaxis.label for axes in figure.axes]
    texts += [label for axes in figure.axes for label in inside(axes)]
    return texts + [t for legend in figure.legends for t in legend.get_texts()]


@pytest.mark.parametrize("name", ["page", "overview", "many"])
def test_no_words_overlap_or_leave_the_page(figures, name):
    assert_apart(figures[name], words_of)


def test_the_page_says_runs_seed_interval_and_units(figures):
    figure = figures["page"]
    assert figure.get_figwidth() == 8.27
    assert figure.get_figheight() < 11.8
    words = " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    for said in ("20 pairs of runs", "seed 7", "95 % sure", "in turn: 4", "forecast"):
        assert said in words
    labels = {axes.get_ylabel() for axes in figure.axes}
    assert {"runs of 20", "difference", "number"} <= labels


def test_the_page_draws_the_difference_it_was_given(prepared, figures):
    page = prepared[0]
    number = [a.get_ylabel() for a in figures["page"].axes].index("number")
    lower = figures["page"].axes[number + 1]
    drawn = lower.lines[0].get_ydata()
    np.testing.assert_allclose(drawn, page.curves["barricades"].difference)


@pytest.mark.parametrize("until", range(30, 400, 10))
def test_days_are_named_and_marks_have_room_whatever_the_length(until):
    clock = Clock(
        start=datetime(2022, 7, 31, 6), days=20, tick_minutes=15, timezone="Europe/Belgrade"
    )
    marks = time_marks(time_axis(clock, float(until)))
    assert 2 <= len(marks) <= MOST_MARKS
    if until <= 168:
        assert any(mark.text.startswith(("Mon", "Tue", "Wed")) for mark in marks)


def test_pictures_have_the_same_bytes_each_time(prepared):
    page = prepared[0]
    assert png_bytes(draw_comparison(page)) == png_bytes(draw_comparison(page))


def test_colours_claim_nothing_that_may_be_chance():
    assert colour_of(compared(p_adjusted=0.01)) != FAINT
    assert colour_of(compared(effect=PairedEffect(-0.4, 0.3, -1.0, 0.2, 60))) == FAINT
    assert FARTHEST > 1


def test_the_table_has_one_row_for_each_aspect_of_each_variant(prepared):
    _, found, _, _ = prepared
    rows = list(csv.DictReader(io.StringIO(records_csv([record_of(one) for one in found]))))
    assert len(rows) == len(found)
    assert {row["variant"] for row in rows} == {"second", "third"}
    for row, one in zip(rows, found, strict=True):
        assert float(row["n"]) == one.effect.n
        if row["helps"]:
            parts = [float(row[part]) for part in ("helps", "harms", "same")]
            assert sum(parts) == pytest.approx(1, abs=1e-5)
        if row["difference"]:
            assert float(row["low"]) <= float(row["high"])
            assert row["error"]
    assert list(record_of(found[0])) == list(rows[0])


def test_curves_are_written_hour_by_hour(prepared):
    _, _, curves, clock = prepared
    rows = list(csv.DictReader(io.StringIO(curves_csv({"second": curves}, clock))))
    assert len(rows) == 24 * 24 * 5
    assert rows[0]["time"] == "2022-07-31T06:00+02:00"
    assert rows[25]["time"] == "2022-08-01T07:00+02:00"
    assert rows[25]["tick"] == "100"


def test_a_terminal_gets_a_table_of_even_columns(prepared):
    page, found, _, clock = prepared
    lines = lanes_table(key_lanes(found[: len(found) // 2]), clock)
    assert len(lines) == len(page.lanes) + 2
    assert "sets" in lines[0]
    assert "sets" not in lanes_table([compared()], clock)[0]


def test_sentences_are_ordered_by_how_sure_they_are(prepared):
    _, found, _, clock = prepared
    own = [one for one in found if one.variant == "third"]
    order = [one.clear for one in told(own)]
    assert order == sorted(order, key=["all", "alone", "no"].index)
    assert len(sentences_of(own, "Third", clock)) == len(order) + 2
