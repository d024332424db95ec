import textwrap
from typing import NamedTuple

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import FancyBboxPatch

from sim.analysis.causes import chain
from sim.analysis.event_words import Names
from sim.report.style import png_bytes, svg_bytes
from sim.studies.why.common_precursors import compare_precursors
from sim.studies.why.picture import draw
from sim.studies.why.words import RunLabel, explanation_text
from sim.terms.words import LANGUAGES
from tests.fakes import event, fake_scenario, run_of

LONG = "Union of municipal workers, drivers and owners of heavy vehicles of the northern towns"
NAMES = Names(
    fake_scenario().clock,
    {"serbs": "Residents", "organisers": LONG, "pristina": "Government", "police": "Police"},
    frozenset({"serbs"}),
    {"north": "North Town", "gate": "Crossing of the Northern Gate, upper road"},
)
CASE = RunLabel("Northern Kosovo, 31 July 2022", 3, 60, 7, 0.25)
THREAT = (("threat", 0.63), ("threshold", 0.5), ("salience", 0.25), ("entry", 0.3), ("words", 0.06))
PARTS = ("salience", "entry", "words")

POLICE = event(1, 24, "police_deployed", source="police", given=True, place="gate", people=60)
LOG = (
    event(0, 0, "decision", source="pristina", given=True, says="plates_and_papers"),
    POLICE,
    event(2, 30, "statement", source="pristina", given=True, says="A long sentence. " * 12),
    event(3, 44, "sirens_on", source="organisers", place="north", causes=(0, 1, 2), terms=THREAT),
    event(4, 60, "sirens_on", source="organisers", place="north", terms=THREAT[:2]),
    event(5, 62, "barricade_built", source="organisers", place="gate", causes=(4,),
          terms=(("people", 30.0), ("people_least", 25.0), ("threat", 0.7),
                 ("threat_least", 0.45))),
    event(6, 400, "scuffle", source="serbs", target="police", place="gate", causes=(5,), injured=2,
          terms=(("crowd", 40.0),)),
)  # fmt: skip
LONGEST = tuple(
    event(n, 9 * n, "barricade_built", source="organisers", place=f"turn_{n}",
          causes=(n - 1,) if n else (), given=n == 0, terms=LOG[5].terms)
    for n in range(14)
)  # fmt: skip
MANY_SIDES = (
    *(event(n, n, "statement", source="pristina", given=True, says=f"{n} words " * 9)
      for n in range(9)),
    event(9, 44, "sirens_on", source="organisers", place="north", causes=tuple(range(9)),
          terms=(("threat", 0.4), ("threshold", 0.5), ("words", 0.3))),
)  # fmt: skip
CHAINS = {"usual": LOG, "long": LONGEST, "many sides": MANY_SIDES, "one event": (LOG[6],)}


class Trial(NamedTuple):
    words: str
    overrides: tuple[str, ...]
    peak: int


class Search(NamedTuple):
    below: int
    reproduced: bool
    trials: tuple[Trial, ...]
    found: tuple[Trial, ...]
    failed: tuple[Trial, ...]
    untried: int = 2


LESS = Trial("Police: 30 officers instead of 60", ("timeline.police.n=30",), 4)
MORE = Trial("Government: resolve lower by 0.2", ("a.b=1",), 6)
SEARCH = Search(6, True, (MORE, LESS), (LESS,), (MORE,))


def links_of(name, language="en"):
    return chain(CHAINS[name], NAMES._replace(language=language), CHAINS[name][-1].id)


def words(figure):
    return " ".join(text.get_text() for text in figure.axes[0].texts)


@pytest.fixture(scope="module")
def usual():
    return draw(links_of("usual"), CASE, SEARCH)


def test_the_picture_says_who_what_when_and_why(usual):
    said = words(usual)
    for expected in (
        "Why did run 3 reach rung 6 (injuries)?",
        "Sun 17:00",
        "Sirens, North Town, 2 times until Sun 21:00",
        "threat 0.63 above the organisers' threshold 0.50",
        "passed by 26 %",
        "30 people out, 25 needed; threat 0.70, 0.45 needed",
        "some Residents and Police",
        "0.30 of the threat of 0.63",
        "Run 3 of 60, seed 7.",
    ):
        assert expected in said, expected
    assert "Police: 30 officers instead of 60 (then: coercion, show of force)" in said


def test_events_stand_in_the_order_in_which_they_happened(usual):
    shown = ("Sun 12:00", "Sun 17:00", "Sun 21:30", "Thu 10:00")
    times = [t for t in usual.axes[0].texts if t.get_text() in shown]
    heights = [t.get_position()[1] for t in times]
    assert len(heights) == 4
    assert heights == sorted(heights)


def test_what_is_given_is_dashed_and_what_emerged_is_solid(usual):
    boxes = [patch for patch in usual.axes[0].patches if isinstance(patch, FancyBboxPatch)]
    dashed = [box for box in boxes if box.get_linestyle() not in ("-", "solid")]
    # police, decision and statement are given; the call, the barricade and the scuffle emerged
    assert (len(dashed), len(boxes) - len(dashed)) == (3 + 1, 3 + 1)  # and one each in the key


@pytest.mark.parametrize("name", CHAINS)
def test_no_words_overlap_leave_the_page_or_their_box(name):
    figure = draw(links_of(name), CASE, SEARCH)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    page, axes = figure.bbox, figure.axes[0]
    texts = [text for text in axes.texts if text.get_text()]
    boxes = [text.get_window_extent() for text in texts]
    for text, box in zip(texts, boxes, strict=True):
        assert page.x0 <= box.x0, text.get_text()
        assert box.x1 <= page.x1, text.get_text()
        assert page.y0 <= box.y0, text.get_text()
        assert box.y1 <= page.y1, text.get_text()
    for i, (text, box) in enumerate(zip(texts, boxes, strict=True)):
        for other, there in zip(texts[i + 1 :], boxes[i + 1 :], strict=True):
            apart = not box.padded(-1).overlaps(there.padded(-1))
            assert apart, (text.get_text(), other.get_text())
    frames = [p.get_window_extent() for p in axes.patches if isinstance(p, FancyBboxPatch)]
    for text, box in zip(texts, boxes, strict=True):
        for frame in frames:
            inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 + 1
            assert inside or not box.padded(-2).overlaps(frame), text.get_text()
    for i, frame in enumerate(frames):
        assert not any(frame.padded(-2).overlaps(other) for other in frames[i + 1 :])


def test_a_long_chain_leaves_out_its_middle():
    said = words(draw(links_of("long"), CASE))
    assert "links left out" in said
    assert "turn 0" in said
    assert "turn 13" in said
    assert "turn 6" not in said


def test_the_same_chain_gives_the_same_bytes(usual):
    again = draw(links_of("usual"), CASE, SEARCH)
    assert png_bytes(usual) == png_bytes(again)
    assert svg_bytes(usual) == svg_bytes(again)


def test_there_is_nothing_to_draw_without_a_chain():
    with pytest.raises(ValueError, match="nothing emerged"):
        draw([], CASE)


# --- the page of text -------------------------------------------------------------------------


def ensemble():
    calm = [run_of(n, events=LOG[:4]) for n in range(9)]
    return [run_of(20, events=LOG), *calm]


def test_the_text_tells_the_chain_the_comparison_and_the_change():
    text = explanation_text(links_of("usual"), CASE, compare_precursors(ensemble()), SEARCH)
    text = " ".join(text.split())
    for expected in (
        "why did run 3 reach rung 6 (injuries)?",
        "given: police deploy, Crossing of the Northern Gate, upper road (60 officers)",
        "sirens, North Town, 2 times until Sun 21:00 (margin +26 %)",
        "the threat is mostly police entry 0.30, the issue 0.25",
        "Before rung 6, in runs that reached it: 1; by the same hours in others: 9:",
        "100 % against 0 %",
        "Police: 30 officers instead of 60 (then rung 4)",
        "--set 'timeline.police.n=30'",
        "below rung 6 (2 runs, 2 things left untried):",
        "Not even: Government: resolve lower by 0.2",
        "not a forecast",
    ):
        assert expected in text, expected


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_text_says_nothing_of_its_own_in_english(language):
    case, names = CASE._replace(language=language), NAMES._replace(language=language)
    searches = SEARCH, SEARCH._replace(found=()), SEARCH._replace(reproduced=False)
    of = compare_precursors(ensemble())
    for search in searches:
        text = explanation_text(links_of("usual", language), case, of, search, names)
        english = explanation_text(links_of("usual"), CASE, of, search, NAMES)
        assert max(map(len, text.splitlines())) <= 100
        same = set(text.splitlines()) & set(english.splitlines())
        assert {line for line in same if line.strip() not in ("", "…", "Police")} == set()
    assert explanation_text([], case) != explanation_text([], CASE)


@pytest.mark.parametrize("name", CHAINS)
def test_the_text_fits_a_page_of_a_terminal(name):
    lines = explanation_text(
        links_of(name), CASE, compare_precursors(ensemble()), SEARCH
    ).splitlines()
    assert len(lines) <= 30
    assert max(map(len, lines)) <= 100
    assert not any(line != line.rstrip() for line in lines)


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (SEARCH._replace(found=()), "No single change tried keeps this run below rung 6"),
        (SEARCH._replace(reproduced=False, trials=()), "does not come out the same again"),
        (SEARCH._replace(trials=()), "No change was tried"),
    ],
)
def test_the_text_is_honest_when_no_change_was_found(search, expected):
    text = explanation_text(links_of("usual"), CASE, None, search)
    assert expected in text
    assert "Smallest" not in text
    assert "Too few runs escalated" in text


def test_a_quiet_run_is_said_to_be_quiet():
    text = explanation_text([], CASE)
    assert text.startswith("Northern Kosovo, 31 July 2022: in run 3 nothing happened but what was")


def test_long_names_are_cut_and_never_lost():
    text = explanation_text(links_of("usual"), CASE)
    assert textwrap.shorten(LONG, 60, placeholder="") in " ".join(text.split())
