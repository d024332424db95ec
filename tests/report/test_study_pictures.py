"""Pictures of sweeps, sensitivity and discovery: nothing sticks out, and every number is there."""

import math
import re
from datetime import datetime
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from sim.analysis.event_words import Names
from sim.analysis.outcome_queries import parse_queries
from sim.analysis.paired import Ablated, PairedEffect
from sim.report.records import records_csv
from sim.report.style import pinned_settings, svg_bytes
from sim.scenario.clock import Clock
from sim.studies.ablate.claims import CLAIMS
from sim.studies.ablate.picture import draw_ablation
from sim.studies.crossvalidate.picture import draw_crossvalidation
from sim.studies.crossvalidate.tables import TOLD, Predicted
from sim.studies.discovery.boxes import BoxFit, BoxLimit, DiscoveredBox, PeelingStep
from sim.studies.discovery.page import found_words
from sim.studies.discovery.picture import DiscoveryPicture, Range, draw_discovery, verdict
from sim.studies.sensitivity.indices import MonteCarloNoise, MorrisEffect, SobolIndices
from sim.studies.sensitivity.picture import OutcomeSensitivity, SensitivityPicture, draw_sensitivity
from sim.studies.sweep.axes import parse_axes
from sim.studies.sweep.estimates import estimate_grid
from sim.studies.sweep.picture import SweepPicture, draw_sweep
from sim.studies.sweep.tables import sweep_lines, sweep_records
from sim.studies.validate.agreement import Agreement
from sim.studies.validate.agreement_picture import draw_agreement
from sim.studies.validate.contrasts import Contrast
from sim.studies.validate.forecasts import USUAL
from sim.terms.outcomes import OUTCOMES
from sim.terms.words import LANGUAGES, said, with_error
from tests.report.words import all_words, assert_apart

CLOCK = Clock(start=datetime(2022, 7, 31, 6), days=10, tick_minutes=15, timezone="Europe/Belgrade")
TITLE = "Northern Kosovo, 31 July 2022"
ASKED = ("peak_rung>=5", "barricades_peak", "injured", "blocked_hours", "crisis_end_time")


def sticking_out(figure):
    """Words that do not lie within the page."""
    canvas = FigureCanvasAgg(figure)
    with pinned_settings():
        canvas.draw()
        renderer = canvas.get_renderer()
        width, height = figure.bbox.width, figure.bbox.height
        boxes = [
            (text.get_text(), text.get_window_extent(renderer))
            for text in figure.findobj(Text)
            if text.get_visible() and text.get_text().strip()
        ]
    return [
        words
        for words, box in boxes
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1
    ]


def words_of(figure):
    return [text.get_text() for text in figure.findobj(Text)]


def rows(point, runs, rng):
    return [
        dict.fromkeys(o.name for o in OUTCOMES)
        | {o.name: float(rng.poisson(3 + point)) for o in OUTCOMES if o.kind in ("count", "amount")}
        | {"run": run, "crisis_end_time": float(rng.uniform(20, 240))}
        for run in range(runs)
    ]


def sweep_picture(*vary, runs=8, language="en"):
    axes = parse_axes(vary)
    n = int(np.prod([len(axis.texts) for axis in axes]))
    rng = np.random.default_rng(1)
    points = estimate_grid([rows(p % 5, runs, rng) for p in range(n)], parse_queries(ASKED), 240.0)
    outcomes = [points[i * n : (i + 1) * n] for i in range(len(ASKED))]
    axes = [a._replace(label="a long name of it (serbian list)", own="0.5") for a in axes]
    return SweepPicture(TITLE, axes, outcomes, CLOCK, runs, 20220731, 0, language), points


@pytest.mark.parametrize(
    "vary",
    [
        ("a.b=0:1:7",),
        ("a.b=0:1:30",),
        ("mechanisms.rumour=true,false",),
        ("a.b=one,two words,a very long category indeed,4",),
        ("a.b=0:1:5", "a.c=0:1:5"),
        ("a.b=0:1:9", "a.c=0:1:8"),
        ("a.b=0:1:20", "a.c=0:1:20"),
        ("a.b=x,y", "a.c=0:1:3"),
    ],
    ids=str,
)
def test_a_sweep_is_drawn_within_the_page(vary):
    figure = draw_sweep(sweep_picture(*vary)[0])
    assert sticking_out(figure) == []
    assert figure.get_size_inches()[0] == pytest.approx(8.27)
    told = " ".join(words_of(figure)).replace("\n", " ")
    assert "settings of 8 runs, seed 20220731" in told


def test_the_guard_against_words_that_stick_out_can_fail():
    figure = draw_sweep(sweep_picture("a.b=0:1:3")[0])
    figure.text(0.9, 0.5, "a sentence that is much too long to end within the page")
    assert len(sticking_out(figure)) == 1


def test_a_sweep_of_one_run_a_point_can_be_drawn():
    assert sticking_out(draw_sweep(sweep_picture("a.b=0:1:3", runs=1)[0])) == []


def test_a_heat_map_tells_mean_and_error_of_each_cell():
    picture, points = sweep_picture("a.b=0:1:3", "a.c=0:1:3")
    drawn = words_of(draw_sweep(picture))
    cells = [words for words in drawn if "±" in words and "\n" in words]
    barricades = next(p for p in points if p.outcome.text == "barricades_peak")
    assert "\n±".join(with_error(barricades.here.mean, barricades.here.error)) in cells
    peak = next(p for p in points if p.outcome.text == "peak_rung>=5")
    assert f"{round(peak.here.mean * 8)} / 8" in drawn, "of a condition the number of runs"


def test_the_same_sweep_gives_the_same_bytes():
    first, second = (svg_bytes(draw_sweep(sweep_picture("a.b=0:1:4")[0])) for _ in range(2))
    assert first == second


def test_a_sweep_as_text_names_every_point_and_its_error():
    picture, points = sweep_picture("a.b=0:1:3")
    lines = sweep_lines(picture.axes, picture.outcomes, CLOCK, 0)
    assert lines[0].split() == ["b", *ASKED]
    assert lines[2].startswith("0*")
    assert "±" in lines[2]
    table = records_csv(sweep_records(picture.axes, points)).splitlines()
    assert table[0].startswith("point,a.b,outcome,unit,mean,error,low,high,change")
    assert len(table) == 1 + 3 * len(ASKED)


def noise(share=0.7):
    return MonteCarloNoise(share, share - 0.1, min(1.0, share + 0.1), 0.2, 3.0)


def told(method, n, language="en"):
    names = [f"actors.a.posture.p{i}" for i in range(n)]
    if method == "morris":
        found = [MorrisEffect(name, 3 - i / 4, 3 - i / 4, 2 - i / 6, 4, i / 3, 0.4)
                 for i, name in enumerate(names)]  # fmt: skip
    else:
        found = [SobolIndices(name, 0.5 / (i + 1), 0.1, 0.6 / (i + 1), 0.15, 0.1)
                 for i, name in enumerate(names)]  # fmt: skip
    moved = [
        OutcomeSensitivity(outcome, found, noise())
        for outcome in parse_queries(
            ("peak_rung>=5", "people_out_peak", "conflict_goldstein", "hours_at_rung_3_or_more")
        )
    ]
    still = OutcomeSensitivity(
        parse_queries(["killed"])[0], (), None, "is 0 at every point: nothing moves it"
    )
    labels = {
        name: f"A very long name of an organisation · offer rate {i}"
        for i, name in enumerate(names)
    }
    return SensitivityPicture(
        TITLE,
        method,
        [*moved, still],
        labels,
        120,
        8,
        20220731,
        "8 are drawn in every run.",
        language,
    )


@pytest.mark.parametrize("method", ["morris", "sobol"])
@pytest.mark.parametrize("n", [2, 6, 11, 30])
def test_indices_are_drawn_within_the_page_with_chance_beside_them(method, n):
    figure = draw_sensitivity(told(method, n))
    assert sticking_out(figure) == []
    words = words_of(figure)
    lanes = [[tick.get_text() for tick in axes.get_yticklabels()] for axes in figure.axes]
    assert sum("chance, one run" in lane for lane in lanes) == 4
    assert any("the same at every setting" in text.replace("\n", " ") for text in words)
    assert any("120 settings of 8 runs" in text.replace("\n", " ") for text in words)


def discovered(n=4, p=1e-9, sides=True):
    box = tuple(BoxLimit(f"q{i}", 0.2 + 0.01 * i, 0.9, 1e-6 if i else None, 0.03) for i in range(n))
    fits = [BoxFit(400, 80, 400 - 9 * i, 80 - i) for i in range(30)]
    steps = tuple(PeelingStep(min(i, n), fit, fit) for i, fit in enumerate(fits))
    fit = BoxFit(200, 40, 60, 33)
    return DiscoveredBox(
        box if sides else (), BoxFit(400, 80, 120, 66), fit, p, steps, "no limit is it"
    )


@pytest.mark.parametrize(
    "found",
    [discovered(), discovered(1), discovered(11), discovered(p=0.3), discovered(sides=False),
     discovered(sides=False)._replace(steps=())],
)  # fmt: skip
def test_a_box_is_drawn_within_the_page(found):
    ranges = {f"q{i}": Range(f"threshold {i} (serbian list)", 0.0, 1.0, 0.5) for i in range(11)}
    figure = draw_discovery(discovery_picture(found, ranges))
    assert sticking_out(figure) == []
    told = " ".join(words_of(figure)).replace("\n", " ")
    assert "400 runs looked for the region, 200 others tried it" in told
    assert not re.search(r"\bqp?\b|\bp =|coverage|density|PRIM|box", told), "a reader's words"
    if found.sides:
        assert "33 of 60 runs" in told
        assert "7 of 140 runs" in told


def discovery_picture(found, ranges, language="en"):
    told = found_words(found, Names(CLOCK, {}, frozenset(), {}, language))[0]
    named = "runs with “injuries, or worse”"
    return DiscoveryPicture(TITLE, named, told, found, ranges, 20220731, "All are fixed.", language)


def test_the_verdict_says_what_unseen_points_say():
    assert "A box is found" in verdict(discovered())
    assert "in the box 55 %" in verdict(discovered())
    assert "Nothing is found: unseen points do not confirm" in verdict(discovered(p=0.3))
    assert "Nothing is found: no limit" in verdict(discovered(sides=False))


RANGES = {f"q{i}": Range(f"threshold {i} (serbian list)", 0.0, 1.0, 0.5) for i in range(11)}
DRAWN = {
    "lines": lambda language: draw_sweep(sweep_picture("a.b=0:1:7", language=language)[0]),
    "words": lambda language: draw_sweep(
        sweep_picture("a.b=one,two words,a very long category,4", language=language)[0]
    ),
    "map": lambda language: draw_sweep(
        sweep_picture("a.b=0:1:5", "a.c=0:1:5", language=language)[0]
    ),
    "morris": lambda language: draw_sensitivity(told("morris", 6, language)),
    "sobol": lambda language: draw_sensitivity(told("sobol", 11, language)),
    "box": lambda language: draw_discovery(discovery_picture(discovered(), RANGES, language)),
    "no box": lambda language: draw_discovery(
        discovery_picture(discovered(sides=False), RANGES, language)
    ),
    "agreement": lambda language: draw_agreement(agreed(), 14, language),
    "crossvalidation": lambda language: draw_crossvalidation(predicted(), TITLES, language),
    "ablation": lambda language: draw_ablation(ablated(), TITLE, 20220731, language),
}


TITLES = ["A very long name of an episode in an invented town, and its year", "long name, 2030"]


def predicted():
    """Of two episodes skills, one beyond the edge, one not known."""
    skills = [[0.4, -3.0, 0.0, 0.9], [math.nan, 0.2, -0.5, math.nan]]
    tests = [
        SimpleNamespace(scores=[
            SimpleNamespace(column=column, score=score, skills={USUAL: skill})
            for (column, score), skill in zip(TOLD, row, strict=True)
        ])
        for row in skills
    ]  # fmt: skip
    return [Predicted(test, (), 0.1, 1, 0.1) for test in tests]


def agreed():
    """Contrasts on which sets agree, differ, and say nothing."""
    named = [
        Contrast(f"C{n}", f"A very long name of a difference, number {n}, relative", "variant",
                 "mean_difference", "killed", None, None, "", "", "")
        for n in range(12)
    ]  # fmt: skip
    return [Agreement(one, 1.0, n % 2 == 0, 1.0, 12 - n, n // 2, 13 * (n != 5), 20)
            for n, one in enumerate(named)]  # fmt: skip


def ablated():
    """Every claim, some needed, some not, some with nothing to compare."""
    effects = [PairedEffect(1.2, 0.1, 1.0, 1.4, 40), PairedEffect(-0.013, 1.0, -0.5, 0.47, 40),
               PairedEffect(math.nan, math.nan, math.nan, math.nan, 0)]  # fmt: skip
    return [
        Ablated(one.mechanism, one.text, one.condition, one.unit, one.least, one.neutral,
                effects[n % 3], 40)
        for n, one in enumerate(CLAIMS)
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_no_words_of_a_study_overlap_or_leave_the_page(name, language):
    with pinned_settings():
        assert_apart(DRAWN[name](language), all_words, slack=1.0)


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("name", DRAWN)
def test_no_word_of_the_program_stays_in_english(name, language):
    there, here = (set(words_of(DRAWN[name](one))) for one in ("en", language))
    same = {text for text in there & here if re.search(r"[a-z]{4}", text)}
    given = ("long name", "threshold", "offer rate", "two words", "very long", TITLE)
    assert {text for text in same if not any(part in text for part in given)} == set()


def test_every_claim_of_an_ablation_is_said_in_every_language():
    texts = {text for one in CLAIMS for text in (one.text, one.condition) if text}
    for language in LANGUAGES[1:]:
        assert [text for text in texts if said(text, language) == text] == []
