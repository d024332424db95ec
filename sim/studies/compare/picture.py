"""The picture of one comparison: both arms over time, their difference, and the key outcomes."""

from textwrap import wrap
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.analysis.time_axis import AxisTick, TimeAxis
from sim.report.pages import INDENT, WIDTH, fit_text, write_caption, write_title
from sim.report.panels import mark_time
from sim.report.style import FAINT, GRID, INK, PURPLE, pinned_settings
from sim.studies.compare.difference_curves import CurveDifference
from sim.studies.compare.forest_plot import draw_lanes, draw_shares
from sim.studies.compare.number_words import number, points
from sim.studies.compare.picture_data import Page

BASE: Final = "#5f5f5f"
VARIANT: Final = PURPLE
ARMS, DIFFERENCE, BETWEEN, GAP = 0.98, 0.6, 0.09, 0.48
"""Inches: height of the panel of both arms and of their difference, and the room between."""
COLUMNS: Final = ((0.075, 0.485), (0.57, 0.98))
LANE: Final = 0.195
TOP, BOTTOM, FOREST_GAP = 1.06, 1.14, 0.62
FOREST: Final = (0.3, 0.5)
BARS: Final = (0.875, 0.98)
TITLE_SIZE, TITLE_LENGTH = 13, 70
"""Points, and characters that fit on the line in that size."""
MOST_MARKS: Final = 9
NOON: Final = "12"
CAPTION_LENGTH: Final = 164
"""Characters of the caption that fit on a line."""


class Panel(NamedTuple):
    """One measure: its name, title, unit, and whether it is a share of runs."""

    name: str
    title: str
    unit: str
    is_share: bool = False


PANELS: Final = (
    Panel("in_hour>=5", "In each hour: violence (rung 5 or more)", "share of runs", True),
    Panel("by_then>=5", "By then: violence (rung 5 or more)", "share of runs", True),
    Panel("barricades>=1", "Any barricade standing", "share of runs", True),
    Panel("barricades", "Barricades standing, mean over all runs", "barricades"),
    Panel("injured>=1", "Somebody injured by then", "share of runs", True),
    Panel("killed>=1", "Somebody killed by then", "share of runs", True),
    Panel("people_out", "People out, mean over all runs", "people"),
)
ALWAYS: Final = frozenset({"in_hour>=5", "by_then>=5", "injured>=1", "killed>=1"})
"""Panels of every comparison; of the others those of which some run of either arm has any."""
MOST_PANELS: Final = 6


def _panels(page: Page) -> list[Panel]:
    """Panels of what there is, in their order: as many as the page has room for, in pairs."""
    some = [
        panel for panel in PANELS
        if panel.name in ALWAYS or (page.curves[panel.name].base > 0).any()
        or (page.curves[panel.name].variant > 0).any()
    ]  # fmt: skip
    return some[:MOST_PANELS]


def draw_comparison(page: Page) -> Figure:
    """Draw the picture of one variant.

    Args:
        page: the numbers to draw, from :func:`sim.studies.compare.picture_data.page_of`.

    Returns:
        A figure as large as an A4 page, not yet written anywhere.
    """
    block = ARMS + BETWEEN + DIFFERENCE
    panels = _panels(page)
    rows = -(-len(panels) // 2)
    forest = LANE * len(page.lanes)
    height = TOP + rows * block + (rows - 1) * GAP + FOREST_GAP + forest + BOTTOM
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        for index, panel in enumerate(panels):
            left, right = COLUMNS[index % 2]
            top = height - TOP - (index // 2) * (block + GAP)
            boxes = ((top - ARMS, ARMS), (top - block, DIFFERENCE))
            both, difference = (
                figure.add_axes((left, y / height, right - left, tall / height))
                for y, tall in boxes
            )
            _arms(both, page, panel)
            _difference(difference, page, panel)
        low = BOTTOM / height, forest / height
        axes = figure.add_axes((FOREST[0], low[0], FOREST[1] - FOREST[0], low[1]))
        draw_lanes(axes, page.lanes, page.clock)
        bars = figure.add_axes((BARS[0], low[0], BARS[1] - BARS[0], low[1]))
        draw_shares(bars, page.lanes)
        _words(figure, page)
    return figure


def _arms(axes: Axes, page: Page, panel: Panel) -> None:
    curve, hours = page.curves[panel.name], page.axis.hours
    for mean, colour in ((curve.base, BASE), (curve.variant, VARIANT)):
        axes.plot(hours, mean, color=colour, zorder=3, linewidth=1.5)
    _time(axes, page)
    axes.set_title(panel.title)
    axes.set_ylabel(panel.unit, fontsize=7)
    if panel.is_share:
        axes.set_ylim(0, 1.02)
        axes.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    else:
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        axes.set_ylim(0, max(axes.get_ylim()[1], 1))


def _difference(axes: Axes, page: Page, panel: Panel) -> None:
    curve, hours = page.curves[panel.name], page.axis.hours
    if not panel.is_share:
        axes.fill_between(hours, *curve.band, color=FAINT, alpha=0.22, linewidth=0, zorder=2)
    axes.fill_between(
        hours, curve.low, curve.high, color=VARIANT, alpha=0.38, linewidth=0, zorder=2.5
    )
    axes.plot(hours, curve.difference, color=VARIANT, linewidth=1.1, zorder=3)
    axes.axhline(0, color=INK, linewidth=0.7, zorder=2.8)
    _time(axes, page)
    axes.tick_params(axis="x", labelbottom=True, labelsize=6.5)
    axes.set_ylabel("difference", fontsize=7)
    reach = _reach(curve, panel)
    axes.set_ylim(-reach, reach)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, symmetric=True))
    if panel.is_share:
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _at: points(y)))
        axes.set_ylabel("points", fontsize=7)
    else:
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _at: number(y, signed=True)))


def _reach(curve: CurveDifference, panel: Panel) -> float:
    parts = [curve.low, curve.high] + ([] if panel.is_share else [curve.band])
    least = 0.1 if panel.is_share else 1.0
    return 1.05 * max(least, *(float(abs(part).max()) for part in parts))


def time_marks(axis: TimeAxis) -> list[AxisTick]:
    """As many marks as there is room for; midnights bear their day where hours are counted."""
    days = {day.hours: " ".join(day.text.split()[:2]) for day in axis.days if day.hours > 0}
    named = axis.counts.startswith("hour")
    marks = [AxisTick(m.hours, days.get(m.hours, m.text) if named else m.text) for m in axis.marks]
    if len(marks) > MOST_MARKS and named:
        marks = [mark for mark in marks if mark.hours in days or mark.text == NOON]
        if len(marks) > MOST_MARKS:  # every other one of noons and midnights would name no day
            marks = [mark for mark in marks if mark.hours in days]
    return marks[:: -(-len(marks) // MOST_MARKS)]


def _time(axes: Axes, page: Page) -> None:
    axis = page.axis
    mark_time(axes, axis.days, time_marks(axis), axis.until)
    axes.grid(axis="y", color=GRID, linewidth=0.3, zorder=0)
    axes.yaxis.set_label_coords(-0.125, 0.5)


def _words(figure: Figure, page: Page) -> None:
    """Title and key above, and below it all what a reader must know to read the picture."""
    height = figure.get_figheight()
    size = fit_text(page.title, TITLE_SIZE, TITLE_LENGTH)
    write_title(figure, page.title, size=size, left=INDENT, down=0.16)
    against = f"compared with: {page.base}"
    figure.text(INDENT, 1 - 0.43 / height, against, fontsize=9, va="top", color=BASE)
    figure.legend(
        handles=[
            Line2D([], [], color=BASE, label="base"),
            Line2D([], [], color=VARIANT, label="variant"),
            Patch(color=VARIANT, alpha=0.38, linewidth=0, label="95 % interval of the mean "
                  "difference, hour by hour"),
            Patch(color=FAINT, alpha=0.22, linewidth=0, label="differences of 90 % of the pairs"),
        ],
        loc="upper left", bbox_to_anchor=(INDENT, 1 - 0.62 / height), fontsize=6.8, ncols=4,
        frameon=False, handlelength=1.6, borderaxespad=0, borderpad=0, columnspacing=1.8,
    )  # fmt: skip
    write_caption(figure, _caption(page), left=INDENT, size=6.8, spacing=1.35)


def _caption(page: Page) -> str:
    days = page.clock.days
    over = "" if page.axis.until >= 24 * days else f" Outcomes count all {days} days."
    sets = f", {page.n_sets} parameter sets in turn" if page.n_sets else ""
    cut = " ≥: some runs end first." if any(any(one.censored) for one in page.lanes) else ""
    agree = " Sets: with that sign, and with the other." if page.n_sets else ""
    words = (
        f"{page.runs} pairs of runs with the same chance, seed {page.seed}{sets}. Lines over time "
        f"are means or shares over all runs; local time, {page.axis.counts}.{over} "
        "Below: 95 % intervals of the paired difference. Filled dot: clear although "
        f"{page.compared} differences were looked at; hollow and coloured: clear by itself only; "
        "grey: may be chance. "
        "Times are compared where they come either way; an unwanted one that never comes counts as "
        f"better, an awaited one as worse.{cut}{agree} A model, not a forecast."
    )
    return "\n".join(wrap(words, CAPTION_LENGTH))
