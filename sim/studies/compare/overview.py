"""All variants of a comparison at a glance: one panel a key outcome, one lane a variant."""

import math
from collections.abc import Mapping, Sequence
from textwrap import fill, wrap
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.report.pages import INDENT, WIDTH, fit_text, write_caption, write_title
from sim.report.style import GRID, INK, pinned_settings
from sim.studies.compare.differences import EndpointDifference
from sim.studies.compare.endpoints import SHARES
from sim.studies.compare.forest_plot import colour_of, lane_words
from sim.studies.compare.number_words import number, points
from sim.studies.compare.picture import CAPTION_LENGTH, made_words
from sim.terms.words import ENGLISH, said, words

ACROSS: Final = 3
LEFT, RIGHT, BETWEEN = 0.2, 0.985, 0.035
GAP, TOP, BOTTOM = 0.74, 0.8, 0.95
LINE: Final = 0.12
"""Inches of one more line of a title or a unit, beside those that gap, top and bottom hold."""
FEW: Final = 6
"""Variants up to which their names have two lines."""
LANES: Final = (0.24, 0.155)
"""Inches of a lane of few variants, and of many."""
TITLE_SIZE, TITLE_LENGTH = 13, 60
TITLE_OF_PANEL: Final = 31
UNIT_LENGTH: Final = 36
"""Characters of a line of the title of a panel, and of its unit."""
NAME_LENGTHS: Final = (26, 34)
"""Characters of a name that fit on a line, where variants are few and where they are many."""


def draw_overview(
    lanes: Mapping[str, Sequence[EndpointDifference]], base: str, *, seed: int, n_sets: int,
    compared: int, language: str = ENGLISH,
) -> Figure:  # fmt: skip
    """Draw every key outcome of every variant.

    Args:
        lanes: the key differences by title of the variant, each the same ones in the same order.
        base: title of the base.
        seed: seed of all runs.
        n_sets: parameter sets that the runs take in turn; 0 when there is only one.
        compared: number of differences that were looked at together.
        language: of the words.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    columns = list(zip(*lanes.values(), strict=True))
    is_many = len(lanes) > FEW
    tall = LANES[is_many] * len(lanes) + 0.1
    *tops, end = _tops([column[0] for column in columns], tall, language)
    height = end - GAP + BOTTOM
    wide = (RIGHT - LEFT - (ACROSS - 1) * BETWEEN) / ACROSS
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        for index, column in enumerate(columns):
            row, at = divmod(index, ACROSS)
            bottom = height - tops[row] - tall
            box = (LEFT + at * (wide + BETWEEN), bottom / height, wide, tall / height)
            axes = figure.add_axes(box)
            _panel(axes, column, language)
            names = [_short(title, is_many) for title in lanes] if at == 0 else []
            axes.set_yticks([-lane for lane in range(len(names))], names, linespacing=0.9)
            axes.tick_params(axis="y", length=0, labelsize=6.2 if is_many else 6.8)
        _title(figure, words("compared_with", language, title=base))
        caption = _caption(columns[0][0].runs, seed, n_sets, compared, language)
        write_caption(figure, caption, left=INDENT, size=6.8, spacing=1.35)
    return figure


def _tops(panels: Sequence[EndpointDifference], tall: float, language: str) -> list[float]:
    """Inches from the top to the panels of each row, and to those of a row after the last."""
    down, tops = TOP, []
    for first in range(0, len(panels), ACROSS):
        row = panels[first : first + ACROSS]
        down += LINE * max(_title_of(one, language).count("\n") for one in row)
        tops.append(down)
        down += tall + GAP + LINE * max(_unit_of(one, language).count("\n") for one in row)
    return [*tops, down]


def _title(figure: Figure, against: str) -> None:
    title = against[:1].upper() + against[1:]
    size = fit_text(title, TITLE_SIZE, TITLE_LENGTH)
    write_title(figure, title, size=size, left=INDENT, down=0.16)


def _short(title: str, is_many: bool) -> str:
    """A title on two lines, or on one where there are many."""
    return "\n".join(wrap(title, NAME_LENGTHS[is_many], max_lines=1 if is_many else 2,
                          placeholder=" …"))  # fmt: skip


def _panel(axes: Axes, column: Sequence[EndpointDifference], language: str) -> None:
    axes.axvline(0, color=INK, linewidth=0.8, zorder=1)
    for lane, one in enumerate(column):
        if not math.isfinite(one.effect.value):
            axes.text(0, -lane, f" {words('never_either', language)}", fontsize=6, va="center")
            continue
        colour = colour_of(one)
        ends = [one.effect.low, one.effect.high]
        axes.plot(ends, [-lane, -lane], color=colour, linewidth=1.8, solid_capstyle="butt")
        axes.plot(
            one.effect.value, -lane, "o", markersize=4.6, markeredgecolor=colour, zorder=4,
            markerfacecolor=colour if one.clear == "all" else "white", markeredgewidth=1.2,
        )  # fmt: skip
    axes.set_ylim(-len(column) + 0.4, 0.6)
    endpoint = column[0].endpoint
    least = 0.1 if endpoint.statistic in SHARES else 0.5
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, -least), max(high, least))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5))
    is_share = endpoint.statistic in SHARES
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: points(x) if is_share else _signed(x, language))
    )
    axes.set_title(_title_of(column[0], language), fontsize=7.6)
    axes.set_xlabel(_unit_of(column[0], language), fontsize=6.8, labelpad=1)
    axes.tick_params(axis="x", labelsize=6.5)
    axes.grid(axis="x", color=GRID, linewidth=0.4, zorder=0)
    axes.spines["left"].set_visible(False)


def _title_of(one: EndpointDifference, language: str) -> str:
    return fill(lane_words(one, language), TITLE_OF_PANEL)


def _unit_of(one: EndpointDifference, language: str) -> str:
    return fill(_unit(one, language), UNIT_LENGTH)


def _signed(value: float, language: str) -> str:
    return number(value, signed=True, language=language)


_WAYS: Final = {
    "lower": "less_better", "higher": "more_better", "earlier": "earlier_better",
    "later": "later_better",
}  # fmt: skip
_UNITS: Final = {"share": "of_hundred", "missing": "of_hundred", "hours": "hours_later"}


def _unit(one: EndpointDifference, language: str) -> str:
    way, unit = _WAYS.get(one.endpoint.better, ""), _UNITS.get(one.endpoint.statistic, "")
    told = words(unit, language) if unit else said(one.endpoint.unit, language)
    return ", ".join(part for part in (told, words(way, language) if way else "") if part)


def _caption(runs: int, seed: int, n_sets: int, compared: int, language: str) -> str:
    told = [
        words("compare_overview", language),
        *made_words(runs, seed, n_sets, language),
        words("compare_colours", language),
        words("compare_dots", language, compared=compared),
        words("compare_times", language).partition(";")[0] + ".",
        words("no_forecast", language),
    ]
    return fill(" ".join(told), CAPTION_LENGTH)
