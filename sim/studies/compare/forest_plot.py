"""Differences as lanes of a forest plot, with how many runs are better and worse."""

import math
from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.analysis.event_words import local_hour_words
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE
from sim.scenario.clock import Clock
from sim.studies.compare.differences import EndpointDifference
from sim.studies.compare.endpoints import SHARES
from sim.studies.compare.number_words import lasting, number, points, share, shift

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
    ("base", 1.33, "right"),
    ("variant", 1.66, "right"),
    ("difference, 95 % interval", 1.75, "left"),
    ("sets", 2.84, "right"),
)
"""Words beside the lanes, and where they stand, in widths of the axes."""


def colour_of(one: EndpointDifference) -> str:
    """Blue for the better, orange for the worse, grey where it may be chance."""
    if one.clear == "no":
        return FAINT
    return {1: HELPS, -1: HARMS}.get(one.betters, INK)


def draw_lanes(axes: Axes, lanes: Sequence[EndpointDifference], clock: Clock) -> Axes:
    """One lane a difference, in standard deviations over runs, the better to the right.

    Args:
        axes: where to draw.
        lanes: the differences, each with a better way, from top to bottom.
        clock: tells local times.
    """
    limit = _limit(lanes)
    axes.axvline(0, color=INK, linewidth=0.8, zorder=1)
    for lane, one in enumerate(lanes):
        _draw(axes, -lane, one, limit)
        _tell(axes, -lane, one, clock)
    has_agreement = any(one.sign_agreement for one in lanes)
    for words, x, align in COLUMNS if has_agreement else COLUMNS[:-1]:
        axes.annotate(
            words, (x, 0.75), xycoords=("axes fraction", "data"), ha=align, va="bottom",
            fontsize=_SMALL, fontweight="bold", annotation_clip=False,
        )  # fmt: skip
    axes.set_yticks([-lane for lane in range(len(lanes))], [name_of(one) for one in lanes])
    axes.tick_params(axis="y", length=0, labelsize=6.8)
    axes.set_ylim(-len(lanes) + 0.4, 0.6)
    axes.set_xlim(-limit, limit)
    axes.grid(axis="x", color=GRID, linewidth=0.4, zorder=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("← worse     standard deviations over runs     better →", fontsize=7)
    return axes


def name_of(one: EndpointDifference) -> str:
    """Words for a lane: what is compared, and in which unit."""
    words, unit = one.endpoint.label, one.endpoint.unit
    if one.endpoint.statistic in SHARES:
        return f"{words.partition(', ')[0]})" if ", " in words and words.endswith(")") else words
    if one.endpoint.statistic == "hours":
        return f"{words} (where it comes either way)"
    return words if not unit or unit in words or unit == "h" else f"{words} ({unit})"


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


def _tell(axes: Axes, lane: float, one: EndpointDifference, clock: Clock) -> None:
    levels = levels_of(one, clock)
    agree = f"{one.sign_agreement.agree} : {one.sign_agreement.other}" if one.sign_agreement else ""
    words = (*levels, interval_words(one), agree)
    for text, (_, x, align) in zip(words, COLUMNS, strict=True):
        axes.annotate(
            text, (x, lane), xycoords=("axes fraction", "data"), ha=align, va="center",
            fontsize=_SMALL, annotation_clip=False,
        )  # fmt: skip


def level_words(one: EndpointDifference, value: float, clock: Clock) -> str:
    """The level of an arm: a share, a local time, or a number."""
    if not math.isfinite(value):
        return "-"
    if one.endpoint.statistic in SHARES:
        return share(value)
    if one.endpoint.statistic == "hours":
        return local_hour_words(clock, value)
    return number(value)


def levels_of(one: EndpointDifference, clock: Clock) -> tuple[str, str]:
    """The levels of base and variant; at least so much where runs end before the outcome does."""
    base, value = (
        f"{'≥ ' * (cut > 0)}{level_words(one, level, clock)}"
        for level, cut in zip((one.base, one.value), one.censored, strict=True)
    )
    return base, value


def interval_words(one: EndpointDifference) -> str:
    """The difference and its interval, short."""
    value, low, high = one.effect.value, one.effect.low, one.effect.high
    if not one.effect.n:
        return "never in both arms"
    if not one.differ:
        return "the same in each run"
    if not math.isfinite(low):
        return "too few to say how sure"
    if one.endpoint.statistic in SHARES:
        return f"{points(value)} points  [{points(low)}, {points(high)}]"
    if one.endpoint.statistic == "hours":
        return f"{shift(value)}  [{_brief(low)}, {_brief(high)}]"
    ends = ", ".join(number(end, signed=True) for end in (low, high))
    return f"{number(value, signed=True)}  [{ends}]"


def _brief(hours: float) -> str:
    return ("−" if hours < 0 else "+") + lasting(hours) if round(60 * hours) else "0"


def draw_shares(axes: Axes, lanes: Sequence[EndpointDifference]) -> Axes:
    """A bar a lane: share of runs in which it is better, the same, and worse."""
    for lane, one in enumerate(lanes):
        left = 0.0
        for part, colour in zip(
            (one.shares.helps, one.shares.same, one.shares.harms), (HELPS, SAME, HARMS), strict=True
        ):
            axes.add_patch(Rectangle((left, -lane - 0.36), part, 0.72, color=colour, linewidth=0))
            if part >= _ROOM:
                axes.text(
                    left + part / 2, -lane, f"{100 * part:.0f}", ha="center", va="center",
                    fontsize=5.8, color=INK if colour == SAME else "white",
                )  # fmt: skip
            left += part
    axes.set_xlim(0, 1)
    axes.set_ylim(-len(lanes) + 0.4, 0.6)
    axes.set_yticks([])
    axes.set_xticks([0, 0.5, 1], ["0", "50", "100 %"])
    axes.tick_params(axis="x", labelsize=6.5)
    axes.spines["left"].set_visible(False)
    heads = (("better", 0, "left", HELPS), ("worse", 1, "right", HARMS))
    for words, x, align, colour in heads:
        axes.annotate(
            words, (x, 0.75), ha=align, va="bottom", fontsize=_SMALL, color=colour,
            fontweight="bold", annotation_clip=False,
        )  # fmt: skip
    return axes
