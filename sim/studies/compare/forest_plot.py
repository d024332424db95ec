"""Differences as lanes of a forest plot, with how many runs are better and worse."""

import math
from collections.abc import Sequence
from textwrap import shorten
from typing import Final

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE
from sim.scenario.clock import Clock
from sim.studies.compare.differences import EndpointDifference
from sim.studies.compare.plain_words import endpoint_words, interval_words, level_pair
from sim.terms.words import ENGLISH, words

HELPS: Final = BLUE
HARMS: Final = ORANGE
SAME: Final = "#e4e4e4"
FARTHEST: Final = 3.0
"""Most standard deviations shown; beyond stands an arrow."""
NEAREST: Final = 0.5
_SMALL: Final = 6.3
_ROOM: Final = 0.16
"""Share of runs from which its number fits into its part of the bar."""
COLUMNS: Final = (
    ("as_it_is", 1.36, "right"),
    ("changed", 1.78, "right"),
    ("difference", 1.86, "left"),
    ("compare_sets", 2.84, "right"),
)
"""Words beside the lanes by key, and where they stand, in widths of the axes."""
NAME_LENGTH: Final = 46
"""Letters of the name of a lane that there is room for."""


def colour_of(one: EndpointDifference) -> str:
    """Blue for the better, orange for the worse, grey where it may be chance."""
    if one.clear == "no":
        return FAINT
    return {1: HELPS, -1: HARMS}.get(one.betters, INK)


def draw_lanes(
    axes: Axes, lanes: Sequence[EndpointDifference], clock: Clock, language: str = ENGLISH
) -> Axes:
    """One lane a difference, in standard deviations over runs, the better to the right.

    Args:
        axes: where to draw.
        lanes: the differences, each with a better way, from top to bottom.
        clock: tells local times.
        language: of the words.
    """
    limit = _limit(lanes)
    axes.axvline(0, color=INK, linewidth=0.8, zorder=1)
    for lane, one in enumerate(lanes):
        _draw(axes, -lane, one, limit)
        _tell(axes, -lane, one, clock, language)
    has_agreement = any(one.sign_agreement for one in lanes)
    for key, x, align in COLUMNS if has_agreement else COLUMNS[:-1]:
        axes.annotate(
            words(key, language), (x, 0.75), xycoords=("axes fraction", "data"), ha=align,
            va="bottom", fontsize=_SMALL, fontweight="bold", annotation_clip=False,
        )  # fmt: skip
    names = [shorten(lane_words(one, language), NAME_LENGTH, placeholder=" …") for one in lanes]
    axes.set_yticks([-lane for lane in range(len(lanes))], names)
    axes.tick_params(axis="y", length=0, labelsize=6.8)
    axes.set_ylim(-len(lanes) + 0.4, 0.6)
    axes.set_xlim(-limit, limit)
    axes.grid(axis="x", color=GRID, linewidth=0.4, zorder=0)
    axes.spines["left"].set_visible(False)
    worse, better = (words(key, language) for key in ("worse", "better"))
    axes.set_xlabel(f"← {worse}          {better} →", fontsize=7)
    return axes


def _limit(lanes: Sequence[EndpointDifference]) -> float:
    ends = [abs(end) for one in lanes for end in _scaled(one)[1:]]
    return min(max([1.08 * end for end in ends if math.isfinite(end)] + [NEAREST]), FARTHEST)


def _scaled(one: EndpointDifference) -> tuple[float, float, float]:
    """Value and ends of the interval in standard deviations, the better to the right."""
    if not one.effect.n or (one.differ and not one.spread):
        return math.nan, math.nan, math.nan
    if not one.differ:
        return 0.0, 0.0, 0.0
    way = (1 if one.endpoint.better in {"higher", "later"} else -1) / one.spread
    low, high = sorted((way * one.effect.low, way * one.effect.high))
    return way * one.effect.value, low, high


def _draw(axes: Axes, lane: float, one: EndpointDifference, limit: float) -> None:
    value, low, high = _scaled(one)
    if math.isnan(value):
        return
    colour = colour_of(one)
    low, high = (min(max(end, -limit), limit) for end in (low, high))
    axes.plot([low, high], [lane, lane], color=colour, linewidth=1.8, solid_capstyle="butt")
    if abs(value) > limit:
        mark, at = (">", limit) if value > 0 else ("<", -limit)
        axes.plot(at, lane, mark, color=colour, markersize=6, clip_on=False, zorder=4)
        return
    inside = colour if one.clear == "all" else "white"
    axes.plot(
        value, lane, "o", markersize=4.8, markeredgecolor=colour, markerfacecolor=inside,
        markeredgewidth=1.2, zorder=4, clip_on=False,
    )  # fmt: skip


def lane_words(one: EndpointDifference, language: str) -> str:
    """What is compared, with a capital."""
    name = endpoint_words(one.endpoint, language)
    return name[:1].upper() + name[1:]


def _tell(axes: Axes, lane: float, one: EndpointDifference, clock: Clock, language: str) -> None:
    levels = level_pair(one, clock, language, is_short=True)
    agree = f"{one.sign_agreement.agree} : {one.sign_agreement.other}" if one.sign_agreement else ""
    told = (*levels, difference_words(one, language), agree)
    for text, (_, x, align) in zip(told, COLUMNS, strict=True):
        axes.annotate(
            text, (x, lane), xycoords=("axes fraction", "data"), ha=align, va="center",
            fontsize=_SMALL, annotation_clip=False,
        )  # fmt: skip


def difference_words(one: EndpointDifference, language: str) -> str:
    """The interval of a difference, or why there is none."""
    if not one.effect.n:
        return words("never_either", language)
    if not one.differ:
        return words("same_each", language)
    return interval_words(one, language) or words("too_few", language)


def draw_shares(axes: Axes, lanes: Sequence[EndpointDifference], language: str = ENGLISH) -> Axes:
    """A bar a lane: pairs of runs in which it is better, the same, and worse."""
    for lane, one in enumerate(lanes):
        left = 0.0
        for part, colour in zip(
            (one.shares.helps, one.shares.same, one.shares.harms), (HELPS, SAME, HARMS), strict=True
        ):
            axes.add_patch(Rectangle((left, -lane - 0.36), part, 0.72, color=colour, linewidth=0))
            if part >= _ROOM:
                axes.text(
                    left + part / 2, -lane, f"{part * one.runs:.0f}", ha="center", va="center",
                    fontsize=5.8, color=INK if colour == SAME else "white",
                )  # fmt: skip
            left += part
    axes.set_xlim(0, 1)
    axes.set_ylim(-len(lanes) + 0.4, 0.6)
    axes.set_yticks([])
    axes.set_xticks([0, 1], ["0", str(lanes[0].runs) if lanes else ""])
    axes.tick_params(axis="x", labelsize=6.5)
    axes.spines["left"].set_visible(False)
    heads = (("better", 0, "left", HELPS), ("worse", 1, "right", HARMS))
    for key, x, align, colour in heads:
        axes.annotate(
            words(key, language), (x, 0.75), ha=align, va="bottom", fontsize=_SMALL, color=colour,
            fontweight="bold", annotation_clip=False,
        )  # fmt: skip
    return axes
