"""The chain of causes as a picture: from what was given, down to the peak of the run."""

import textwrap
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from sim.analysis.causes import DescribedEvent, Link
from sim.analysis.event_words import Names
from sim.report.page.steps import deed_words, inequality_words
from sim.report.pages import WIDTH
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, RUNG_COLOURS, pinned_settings
from sim.studies.why.words import (
    RunLabel,
    SearchLike,
    change_words,
    question,
    shown_links,
)
from sim.terms.ladder import RUNGS
from sim.terms.words import number_words, said, words

TOP, BOTTOM, GAP = 0.72, 0.3, 0.34
MAIN: Final = (0.92, 5.1)
"""Left and right edge of the boxes of the main path, inches."""
SIDE: Final = (5.55, 8.05)
"""Left and right edge of the boxes of the other causes, inches."""
STRIPE: Final = 0.26
GAUGE: Final = 0.95
"""Width of the stripe that shows the rung, and of the field that shows the margin, inches."""
PAD: Final = 0.07
LINE: Final = 0.138
SMALL_LINE: Final = 0.118
SIZE, SMALL = 7.5, 6.5
MAIN_CHARACTERS: Final = 46
SMALL_CHARACTERS: Final = 60
SIDE_CHARACTERS: Final = 50
NOTE_CHARACTERS: Final = 165
GAUGE_CHARACTERS: Final = 16
FULL_MARGIN: Final = 0.5
"""Margin at which the bar is full."""
MOST_LINKS: Final = 9
MOST_SIDES: Final = 4
MUTED: Final = "#5c5c5c"
GIVEN_FILL: Final = "#f2f2f2"
GIVEN_DASHES: Final = (0, (3.5, 2.0))


class _Row(NamedTuple):
    """One link laid out: its lines of text, the boxes beside it, and how high it is in inches."""

    link: Link | None
    what: list[str]
    who: list[str]
    why: list[str]
    sides: list[tuple[bool, list[str]]]
    main_height: float
    height: float


def draw(
    chain: Sequence[Link], case: RunLabel, search: SearchLike | None = None,
    names: Names | None = None,
) -> Figure:  # fmt: skip
    """Draw the chain of causes of one run, the earliest event on top.

    Args:
        chain: of :func:`sim.analysis.causes.chain`, the event to explain first; not empty.
        case: which run it is.
        search: what was tried to keep the run below the rung; None when nothing was.
        names: what ids are called, for what was tried.

    Raises:
        ValueError: when the chain is empty.
    """
    if not chain:
        message = "there is no chain to draw: nothing emerged in the run"
        raise ValueError(message)
    language = case.language
    rows = [_row(link, language) for link in shown_links(chain, MOST_LINKS)]
    notes = _notes(case, search, names)
    foot = BOTTOM + 0.3 + SMALL_LINE * 1.25 * len(notes)
    height = TOP + sum(row.height for row in rows) + GAP * (len(rows) - 1) + foot
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        _title(axes, chain, case)
        top = TOP
        for index, row in enumerate(rows):
            _draw_row(axes, row, top, language)
            if index + 1 < len(rows):
                _arrow(axes, row, rows[index + 1], top=top, case=case)
            top += row.height + GAP
        _foot(axes, top - GAP + 0.22, notes, language)
    return figure


def _row(link: Link | None, language: str) -> _Row:
    if link is None:
        return _Row(None, ["…"], [], [], [], LINE, LINE)
    told = link.told
    deed = deed_words(link, language)
    what = textwrap.wrap(deed[:1].upper() + deed[1:], MAIN_CHARACTERS)
    who = textwrap.wrap(told.who, SMALL_CHARACTERS)
    why = textwrap.wrap(inequality_words(link, language), SMALL_CHARACTERS)
    main = 2 * PAD + LINE * len(what) + SMALL_LINE * (len(who) + len(why)) + 0.03 * bool(why)
    main = max(main, 0.45)
    sides = [(side.given, _side_lines(side, language)) for side in link.sides[:MOST_SIDES]]
    if len(link.sides) > MOST_SIDES:
        more = words("why_more", language, n=len(link.sides) - MOST_SIDES)
        sides.append((False, [more]))
    stack = sum(_side_height(lines) for _, lines in sides) + 0.06 * max(0, len(sides) - 1)
    return _Row(link, what, who, why, sides, main, max(main, stack))


def _side_lines(told: DescribedEvent, language: str) -> list[str]:
    part = ""
    if told.part is not None:
        part = f" – {words('why_threat', language, part=told.part)}"
    who = f"{told.who}: " if told.who else ""
    lines = textwrap.wrap(f"{who}{told.what}", SIDE_CHARACTERS, max_lines=3, placeholder=" …")
    if len(lines) > 1 and lines[-1].strip() == "…":
        lines[-2:] = [f"{lines[-2]} …"]
    return [f"{told.when}{part}", *lines]


def _side_height(lines: Sequence[str]) -> float:
    return 0.09 + SMALL_LINE * len(lines)


def _title(axes: Axes, chain: Sequence[Link], case: RunLabel) -> None:
    title, _, request = question(chain, case).partition(": ")
    axes.text(0.17, 0.16, title, fontsize=13, fontweight="bold", va="top")
    request = request[0].upper() + request[1:]
    axes.text(0.17, 0.43, request, fontsize=9, va="top")


def _draw_row(axes: Axes, row: _Row, top: float, language: str) -> None:
    if row.link is None:
        left_out = words("why_left_out", language)
        axes.text(MAIN[0] + 0.5, top, left_out, fontsize=SMALL, va="top", color=FAINT)
        return
    link, event = row.link, row.link.told.event
    left, right = MAIN
    _box(axes, (left, right), (top, row.main_height), given=event.given, width=1.1)
    stripe = Rectangle((left, top), STRIPE, row.main_height, facecolor=RUNG_COLOURS[event.rung],
                       edgecolor=INK, linewidth=0.6, zorder=3)  # fmt: skip
    axes.add_patch(stripe)
    middle = top + row.main_height / 2
    light = event.rung >= 5
    axes.text(left + STRIPE / 2, middle, str(event.rung), fontsize=8, fontweight="bold",
              va="center", ha="center", color="white" if light else INK, zorder=4)  # fmt: skip
    axes.text(left - 0.1, top + PAD, link.told.when, fontsize=SIZE, va="top", ha="right")
    x, y = left + STRIPE + PAD, top + PAD
    y = _lines(axes, row.what, (x, y), bold=True)
    y = _lines(axes, row.who, (x, y), small=True)
    _lines(axes, row.why, (x, y + 0.03), small=True)
    _gauge(axes, link, (right - GAUGE, top), row.main_height, language)
    _draw_sides(axes, row, top)


def _draw_sides(axes: Axes, row: _Row, top: float) -> None:
    """The other causes, each joined to the event it led to."""
    edge, bus = MAIN[1], (MAIN[1] + SIDE[0]) / 2
    joint, y = top + row.main_height / 2, top
    line = {"color": FAINT, "linewidth": 0.7, "zorder": 1}
    for given, lines in row.sides:
        height = _side_height(lines)
        middle = y + height / 2
        _box(axes, SIDE, (y, height), given=given, width=0.7)
        _lines(axes, lines, (SIDE[0] + 0.06, y + 0.05), small=True)
        axes.plot([SIDE[0], bus, bus, edge], [middle, middle, joint, joint], **line)
        y += height + 0.06


def _box(
    axes: Axes, x: tuple[float, float], y: tuple[float, float], *, given: bool, width: float
) -> None:
    """A box: dashed and grey for what is given, solid and white for what emerged."""
    box = FancyBboxPatch(
        (x[0], y[0]), x[1] - x[0], y[1], boxstyle="square,pad=0", linewidth=width, edgecolor=INK,
        facecolor=GIVEN_FILL if given else "white", linestyle=GIVEN_DASHES if given else "-",
        zorder=2,
    )  # fmt: skip
    axes.add_patch(box)


def _lines(
    axes: Axes,
    lines: Sequence[str],
    at: tuple[float, float],
    *,
    bold: bool = False,
    small: bool = False,
) -> float:
    """Write lines of text one below the other; return where the next would start."""
    x, y = at
    for line in lines:
        axes.text(x, y, line, fontsize=SMALL if small else SIZE, va="top", zorder=4,
                  fontweight="bold" if bold else "normal")  # fmt: skip
        y += SMALL_LINE if small else LINE
    return y


def _gauge(
    axes: Axes, link: Link, corner: tuple[float, float], height: float, language: str
) -> None:
    """The margin as a bar from the limit, or the chance where there is no limit."""
    left, top = corner
    middle, centre = top + height / 2, left + GAUGE / 2
    margin, chance = link.inequality.margin, link.inequality.chance
    if margin is None:
        told = words("why_is_given", language) if link.told.given else ""
        if chance is not None:
            share = "< 1 %" if chance < 0.01 else f"{100 * chance:.0f} %"
            told = textwrap.fill(words("why_chance", language, chance=share), GAUGE_CHARACTERS)
        axes.text(centre, middle, told, fontsize=SMALL, va="center", ha="center", zorder=4)
        return
    key = "why_margin" if margin >= 0 else "why_short"
    told = words(key, language, margin=f"{100 * abs(margin):.0f} %")
    axes.text(centre, middle - 0.05, told, fontsize=SMALL, va="bottom", ha="center",
              fontweight="bold", zorder=4)  # fmt: skip
    half = GAUGE / 2 - 0.1
    axes.add_patch(Rectangle((centre - half, middle), 2 * half, 0.09, facecolor=GRID, zorder=3))
    length = half * max(-1.0, min(1.0, margin / FULL_MARGIN))
    colour, hatch = (BLUE, None) if margin >= 0 else (ORANGE, "//////")
    bar = Rectangle((min(centre, centre + length), middle), abs(length), 0.09, facecolor=colour,
                    edgecolor="white", linewidth=0, hatch=hatch, zorder=4)  # fmt: skip
    axes.add_patch(bar)
    axes.plot([centre, centre], [middle - 0.03, middle + 0.12], color=INK, linewidth=1.0, zorder=5)


def _arrow(axes: Axes, row: _Row, following: _Row, *, top: float, case: RunLabel) -> None:
    """From a link to the one it led to, with its part of the threat where the log says it."""
    x = MAIN[0] + STRIPE / 2
    start = top + row.main_height
    end = top + row.height + GAP
    axes.annotate("", xy=(x, end), xytext=(x, start), zorder=3,
                  arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.3,
                              "shrinkA": 0, "shrinkB": 0, "mutation_scale": 9})  # fmt: skip
    if row.link is not None and following.link is not None:
        axes.text(MAIN[0] - 0.1, end - GAP / 2, _later(row.link, following.link, case),
                  fontsize=SMALL, va="center", ha="right", color=MUTED)  # fmt: skip
    part = row.link.told.part if row.link else None
    if part is not None and following.link is not None:
        threat = dict(following.link.told.event.terms).get("threat")
        key = "why_threat" if threat is None else "why_threat_of"
        told = words(key, case.language, part=part, threat=threat or 0.0)
        axes.text(x + 0.1, end - GAP / 2, told, fontsize=SMALL, va="center")


def _later(link: Link, following: Link, case: RunLabel) -> str:
    """Time between two links in words."""
    hours = (following.told.event.tick - link.told.event.tick) * case.tick_hours
    if hours < 1:
        time = f"{60 * hours:.0f} min"
        key = "later" if hours else "at_once"
        return words(key, case.language, time=time)
    if hours < 72:
        time = f"{number_words(round(2 * hours) / 2, case.language)} h"
        return words("later", case.language, time=time)
    return words("days_later", case.language, n=round(hours / 24))


def _notes(case: RunLabel, search: SearchLike | None, names: Names | None) -> list[str]:
    """What a reader must know, and the smallest change that was found."""
    notes: list[str] = []
    language = case.language
    if search is not None and search.reproduced and search.trials:
        told: dict[str, Any] = {"n": len(search.trials), "below": search.below}
        key = "why_not_found"
        if search.found:
            first, key = search.found[0], "why_found"
            told["seen"] = said(RUNGS[first.peak], language)
            told["change"] = change_words(first, language, names)
        notes += textwrap.wrap(words(key, language, **told), NOTE_CHARACTERS)
    about = words("why_caption", language, run=case.run, n=case.n_runs, seed=str(case.seed))
    whole = f"{about} {words('no_forecast', language)}"
    return notes + textwrap.wrap(whole, NOTE_CHARACTERS)


def _foot(axes: Axes, top: float, notes: Sequence[str], language: str) -> None:
    x = MAIN[0]
    for given, key in ((True, "why_given"), (False, "why_emerged")):
        _box(axes, (x, x + 0.3), (top, 0.14), given=given, width=0.9)
        axes.text(x + 0.37, top + 0.07, words(key, language), fontsize=SMALL, va="center")
        x += 1.75
    y = top + 0.3
    for note in notes:
        axes.text(0.17, y, note, fontsize=SMALL, va="top")
        y += SMALL_LINE * 1.25
