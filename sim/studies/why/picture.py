"""The chain of causes as a picture: from what was given, down to the peak of the run."""

import textwrap
from collections.abc import Sequence
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from sim.analysis.causes import DescribedEvent, Link
from sim.report.pages import WIDTH
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, RUNG_COLOURS, pinned_settings
from sim.studies.why.words import (
    RunLabel,
    SearchLike,
    again,
    question,
    reason_words,
    shown_links,
)

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


def draw(chain: Sequence[Link], case: RunLabel, search: SearchLike | None = None) -> Figure:
    """Draw the chain of causes of one run, the earliest event on top.

    Args:
        chain: links from :func:`sim.analysis.causes.chain`, the event to explain first; not
            empty.
        case: which run it is.
        search: what was tried to keep the run below the rung; None when nothing was.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.

    Raises:
        ValueError: when the chain is empty.
    """
    if not chain:
        message = "there is no chain to draw: nothing emerged in the run"
        raise ValueError(message)
    rows = [_row(link) for link in shown_links(chain, MOST_LINKS)]
    notes = _notes(case, search)
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
            _draw_row(axes, row, top)
            if index + 1 < len(rows):
                _arrow(axes, row, rows[index + 1], top=top, hours_a_tick=case.tick_hours)
            top += row.height + GAP
        _foot(axes, top - GAP + 0.22, notes)
    return figure


def _row(link: Link | None) -> _Row:
    if link is None:
        return _Row(None, ["…"], [], [], [], LINE, LINE)
    told = link.told
    words = told.what[:1].upper() + told.what[1:] + again(link)
    what = textwrap.wrap(words, MAIN_CHARACTERS)
    who = textwrap.wrap(told.who, SMALL_CHARACTERS)
    why = textwrap.wrap(reason_words(link), SMALL_CHARACTERS)
    main = 2 * PAD + LINE * len(what) + SMALL_LINE * (len(who) + len(why)) + 0.03 * bool(why)
    main = max(main, 0.45)
    sides = [(side.given, _side_lines(side)) for side in link.sides[:MOST_SIDES]]
    if len(link.sides) > MOST_SIDES:
        sides.append((False, [f"and {len(link.sides) - MOST_SIDES} more"]))
    stack = sum(_side_height(lines) for _, lines in sides) + 0.06 * max(0, len(sides) - 1)
    return _Row(link, what, who, why, sides, main, max(main, stack))


def _side_lines(told: DescribedEvent) -> list[str]:
    part = "" if told.part is None else f" – {told.part:.2f} of the threat"
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


def _draw_row(axes: Axes, row: _Row, top: float) -> None:
    if row.link is None:
        axes.text(MAIN[0] + 0.5, top, "… links left out …", fontsize=SMALL, va="top", color=FAINT)
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
    _gauge(axes, link, right - GAUGE, top, row.main_height)
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


def _gauge(axes: Axes, link: Link, left: float, top: float, height: float) -> None:
    """The margin as a bar from the limit, or the chance where there is no limit."""
    middle, centre = top + height / 2, left + GAUGE / 2
    margin, chance = link.inequality.margin, link.inequality.chance
    if margin is None:
        words = "given" if link.told.given else ""
        if chance is not None:
            words = f"by chance:\n{'<1' if chance < 0.01 else f'{100 * chance:.0f}'} % an hour"
        axes.text(centre, middle, words, fontsize=SMALL, va="center", ha="center", zorder=4)
        return
    words = f"margin {100 * margin:+.0f} %".replace("-", "−")
    axes.text(centre, middle - 0.05, words, fontsize=SMALL, va="bottom", ha="center",
              fontweight="bold", zorder=4)  # fmt: skip
    half = GAUGE / 2 - 0.1
    axes.add_patch(Rectangle((centre - half, middle), 2 * half, 0.09, facecolor=GRID, zorder=3))
    length = half * max(-1.0, min(1.0, margin / FULL_MARGIN))
    colour, hatch = (BLUE, None) if margin >= 0 else (ORANGE, "//////")
    bar = Rectangle((min(centre, centre + length), middle), abs(length), 0.09, facecolor=colour,
                    edgecolor="white", linewidth=0, hatch=hatch, zorder=4)  # fmt: skip
    axes.add_patch(bar)
    axes.plot([centre, centre], [middle - 0.03, middle + 0.12], color=INK, linewidth=1.0, zorder=5)


def _arrow(axes: Axes, row: _Row, following: _Row, *, top: float, hours_a_tick: float) -> None:
    """From a link to the one it led to, with its part of the threat where the log says it."""
    x = MAIN[0] + STRIPE / 2
    start = top + row.main_height
    end = top + row.height + GAP
    axes.annotate("", xy=(x, end), xytext=(x, start), zorder=3,
                  arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.3,
                              "shrinkA": 0, "shrinkB": 0, "mutation_scale": 9})  # fmt: skip
    if row.link is not None and following.link is not None:
        axes.text(MAIN[0] - 0.1, end - GAP / 2, _later(row.link, following.link, hours_a_tick),
                  fontsize=SMALL, va="center", ha="right", color=MUTED)  # fmt: skip
    part = row.link.told.part if row.link else None
    if part is not None and following.link is not None:
        threat = dict(following.link.told.event.terms).get("threat")
        words = f"{part:.2f} of the threat" + ("" if threat is None else f" of {threat:.2f}")
        axes.text(x + 0.1, end - GAP / 2, words, fontsize=SMALL, va="center")


def _later(link: Link, following: Link, hours_a_tick: float) -> str:
    """Time between two links in words."""
    hours = (following.told.event.tick - link.told.event.tick) * hours_a_tick
    if hours < 1:
        return "at once" if hours == 0 else f"{60 * hours:.0f} min later"
    if hours < 72:
        return f"{round(2 * hours) / 2:g} h later"
    return f"{hours / 24:.0f} d later"


def _notes(case: RunLabel, search: SearchLike | None) -> list[str]:
    """What a reader must know, and the smallest change that was found."""
    notes: list[str] = []
    if search is not None and search.reproduced and search.trials:
        n = len(search.trials)
        found = search.found
        words = (
            f"Smallest change found in {n} runs with one thing different that keeps this run "
            f"below rung {search.below}: {found[0].words} (then rung {found[0].peak})."
            if found
            else f"None of {n} runs with one thing different stayed below rung {search.below}."
        )
        notes += textwrap.wrap(words, NOTE_CHARACTERS)
    about = (
        f"Run {case.run} of {case.n_runs}, seed {case.seed}. On the left the strongest cause of "
        "each event, on the right the others. Stripe: rung of the event. Margin: how far the "
        "condition was passed, relative to its limit (the black mark; the bar is full "
        "at 50 %); short of it an event comes early, by chance. A model for understanding, not a "
        "forecast."
    )
    return notes + textwrap.wrap(about, NOTE_CHARACTERS)


def _foot(axes: Axes, top: float, notes: Sequence[str]) -> None:
    x = MAIN[0]
    for given, words in ((True, "given by the scenario"), (False, "emerged in the run")):
        _box(axes, (x, x + 0.3), (top, 0.14), given=given, width=0.9)
        axes.text(x + 0.37, top + 0.07, words, fontsize=SMALL, va="center")
        x += 1.75
    y = top + 0.3
    for note in notes:
        axes.text(0.17, y, note, fontsize=SMALL, va="top")
        y += SMALL_LINE * 1.25
