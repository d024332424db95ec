"""The picture of one comparison: both arms over time, their difference, and the key outcomes."""

from textwrap import fill
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from sim.analysis.time_axis import AxisTick, TimeAxis
from sim.report.pages import INDENT, WIDTH, fit_text, write_caption, write_title
from sim.report.panels import mark_runs, mark_time
from sim.report.style import FAINT, GRID, INK, PURPLE, pinned_settings
from sim.studies.compare.difference_curves import CurveDifference
from sim.studies.compare.forest_plot import draw_lanes, draw_shares
from sim.studies.compare.number_words import number
from sim.studies.compare.picture_data import Page
from sim.terms.words import ENGLISH, words

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
    """One measure: its name, keys of title and unit, and whether it is a share of runs."""

    name: str
    title: str
    unit: str
    is_share: bool = False


PANELS: Final = (
    Panel("in_hour>=5", "compare_in_hour", "runs_axis", True),
    Panel("by_then>=5", "compare_by_then", "runs_axis", True),
    Panel("barricades>=1", "compare_any_barricade", "runs_axis", True),
    Panel("barricades", "compare_barricades", "picture_number"),
    Panel("injured>=1", "compare_injured", "runs_axis", True),
    Panel("killed>=1", "compare_killed", "runs_axis", True),
    Panel("people_out", "compare_people", "picture_people"),
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
        draw_lanes(axes, page.lanes, page.clock, page.language)
        bars = figure.add_axes((BARS[0], low[0], BARS[1] - BARS[0], low[1]))
        draw_shares(bars, page.lanes, page.language)
        _words(figure, page)
    return figure


def _arms(axes: Axes, page: Page, panel: Panel) -> None:
    curve, hours = page.curves[panel.name], page.axis.hours
    for mean, colour in ((curve.base, BASE), (curve.variant, VARIANT)):
        axes.plot(hours, mean, color=colour, zorder=3, linewidth=1.5)
    _time(axes, page)
    axes.set_title(words(panel.title, page.language))
    if panel.is_share:
        mark_runs(axes, page.runs, page.language)
        axes.set_ylim(0, 1.02)
    else:
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        axes.set_ylim(0, max(axes.get_ylim()[1], 1))
    axes.set_ylabel(words(panel.unit, page.language, n=page.runs), fontsize=7)


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
    axes.set_ylabel(words("compare_difference", page.language), fontsize=7)
    reach = _reach(curve, panel)
    axes.set_ylim(-reach, reach)
    times = page.runs if panel.is_share else 1
    least = max(float(f"{times * reach / 1.6:.1g}"), 1.0)
    marks = (-least, 0.0, least)
    axes.set_yticks(
        [mark / times for mark in marks], [_signed(mark, page.language) for mark in marks]
    )


def _signed(value: float, language: str) -> str:
    return number(value, signed=True, language=language)


def _reach(curve: CurveDifference, panel: Panel) -> float:
    parts = [curve.low, curve.high] + ([] if panel.is_share else [curve.band])
    least = 0.1 if panel.is_share else 1.0
    return 1.05 * max(least, *(float(abs(part).max()) for part in parts))


def time_marks(axis: TimeAxis, language: str = ENGLISH) -> list[AxisTick]:
    """As many marks as there is room for; midnights bear their day where hours are counted."""
    days = {day.hours: " ".join(day.text.split()[:2]) for day in axis.days if day.hours > 0}
    named = axis.counts == words("counts_hours", language)
    marks = [AxisTick(m.hours, days.get(m.hours, m.text) if named else m.text) for m in axis.marks]
    if len(marks) > MOST_MARKS and named:
        marks = [mark for mark in marks if mark.hours in days or mark.text == NOON]
        if len(marks) > MOST_MARKS:  # every other one of noons and midnights would name no day
            marks = [mark for mark in marks if mark.hours in days]
    return marks[:: -(-len(marks) // MOST_MARKS)]


def _time(axes: Axes, page: Page) -> None:
    axis = page.axis
    mark_time(axes, axis.days, time_marks(axis, page.language), axis.until)
    axes.grid(axis="y", color=GRID, linewidth=0.3, zorder=0)
    axes.yaxis.set_label_coords(-0.125, 0.5)


def _words(figure: Figure, page: Page) -> None:
    """Title and key above, and below it all what a reader must know to read the picture."""
    height = figure.get_figheight()
    size = fit_text(page.title, TITLE_SIZE, TITLE_LENGTH)
    write_title(figure, page.title, size=size, left=INDENT, down=0.16)
    language = page.language
    against = words("compared_with", language, title=page.base)
    figure.text(INDENT, 1 - 0.43 / height, against, fontsize=9, va="top", color=BASE)
    figure.legend(
        handles=[
            Line2D([], [], color=BASE, label=words("as_it_is", language)),
            Line2D([], [], color=VARIANT, label=words("changed", language)),
            *(
                Patch(color=colour, alpha=alpha, linewidth=0, label=words(key, language))
                for colour, alpha, key in (
                    (VARIANT, 0.38, "compare_mean_band"), (FAINT, 0.22, "compare_pairs_band"),
                )
            ),
        ],
        loc="upper left", bbox_to_anchor=(INDENT, 1 - 0.62 / height), fontsize=6.8, ncols=4,
        frameon=False, handlelength=1.6, borderaxespad=0, borderpad=0, columnspacing=1.8,
    )  # fmt: skip
    write_caption(figure, _caption(page), left=INDENT, size=6.8, spacing=1.35)


def _caption(page: Page) -> str:
    days, language = page.clock.days, page.language
    told = [
        *made_words(page.runs, page.seed, page.n_sets, language),
        words("compare_lines", language, counts=page.axis.counts),
        words("compare_lanes", language),
        words("compare_dots", language, compared=page.compared),
        words("compare_times", language),
    ]
    if page.axis.until < 24 * days:
        told.insert(-3, words("compare_whole", language, days=days))
    if any(any(one.censored) for one in page.lanes):
        told.append(words("compare_cut", language))
    if page.n_sets:
        told.append(words("compare_agree", language))
    return fill(" ".join([*told, words("no_forecast", language)]), CAPTION_LENGTH)


def made_words(runs: int, seed: int, n_sets: int, language: str) -> list[str]:
    """Pairs of runs, their seed, and parameter sets where there are several."""
    made = words("compare_made", language, n=runs, seed=str(seed))
    return [made, *([words("compare_made_sets", language, n=n_sets)] if n_sets else [])]
