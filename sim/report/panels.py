"""The panels of the escalation picture: each takes prepared numbers and axes, and draws."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes

from sim.analysis.bands import Bands, Floats
from sim.analysis.key_events import KeyEvent
from sim.analysis.time_axis import AxisTick
from sim.report.style import FAINT, GRID, INK, OBSERVED, RUNG_COLOURS
from sim.terms.ladder import RUNGS

MARGIN: Final = 1.025
"""Where the words in the right margin begin, in widths of the axes."""


NUMBER_HEIGHT: Final = 0.06
"""Height a number needs within its band, in heights of the axes."""


SAME_ROOM: Final = 0.01
"""Difference in room that does not matter to where the number goes."""
LABEL_LENGTH: Final = 30
"""Letters of the name of a lane that there is room for."""
DAY_WIDTH: Final = 0.16
"""Width the name of a day needs, in widths of the axes."""
WIDEST_DAY: Final = 0.17
"""The same of the widest: a first day, and the last before the columns, need as much."""
DAY_HOURS: Final = 24.0
BEYOND: Final = 1.01
"""Where a bar ends that goes on beyond the axis, in lengths of the axis."""
FEW_DAYS: Final = 6
"""Days up to which their lines are drawn strong."""
MANY_DAYS: Final = 14
"""Days from which the grid alone has to do."""


def mark_time(
    axes: Axes, days: Sequence[AxisTick], marks: Sequence[AxisTick], until: float
) -> None:
    """Set the time axis: hour grid, and a stronger line at each midnight."""
    axes.set_xlim(0, until)
    axes.set_xticks([mark.hours for mark in marks], [mark.text for mark in marks])
    axes.grid(axis="x", color=GRID, linewidth=0.4, zorder=0)
    width = 0.9 if len(days) <= FEW_DAYS else 0.4
    for day in days if len(days) < MANY_DAYS else ():
        if day.hours > 0:
            axes.axvline(day.hours, color=FAINT, linewidth=width, zorder=1.5)
    axes.tick_params(axis="x", labelbottom=False)


def name_days(axes: Axes, days: Sequence[AxisTick], until: float) -> None:
    """Write days above the axes, where they begin: as many as there is room for."""
    room = DAY_WIDTH * until
    is_sliver = len(days) > 1 and days[1].hours < WIDEST_DAY * until and room < DAY_HOURS
    free_from = 0.0
    for day in days[1:] if is_sliver else days:
        if day.hours < free_from or until - day.hours < WIDEST_DAY * until:
            continue
        free_from = day.hours + room
        axes.annotate(
            day.text, (day.hours, 1), xycoords=("data", "axes fraction"), xytext=(2, 3),
            textcoords="offset points", fontsize=8, fontweight="bold",
        )  # fmt: skip


COLUMNS: Final = {"runs": MARGIN, "half by": MARGIN + 0.14, "observed": MARGIN + 0.325}
"""Columns in the right margin of the key events, and where each begins."""


def draw_events(axes: Axes, events: Sequence[KeyEvent], until: float) -> Axes:
    """One lane per key event: median, middle half and 90 % of runs, and the observed hour.

    In how many runs it came, by when in half of them, and when it was observed stand beside it.

    Args:
        axes: where to draw; its time axis is in hours since the start of the clock.
        events: the key events, drawn from top to bottom.
        until: end of the time axis, in hours.
    """
    lanes = [-lane for lane in range(len(events))]
    names = [shorten(event.label, LABEL_LENGTH, placeholder=" …") for event in events]
    axes.set_yticks(lanes, names)
    axes.set_ylim(-len(events) + 0.4, 0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    for lane, event in zip(lanes, events, strict=True):
        _draw_event(axes, lane, event, until)
        half = event.median_text or "-"
        for (name, x), words in zip(
            COLUMNS.items(),
            (f"{event.came} of {event.runs}", half, event.observed_text),
            strict=True,
        ):
            axes.annotate(
                words, (x, lane), xycoords=("axes fraction", "data"), va="center", fontsize=7,
                color=OBSERVED if name == "observed" else INK, annotation_clip=False,
            )  # fmt: skip
    for name, x in COLUMNS.items():
        if name != "observed":
            note(axes, x, 1.0, name, va="bottom", offset=3, color=FAINT)
        elif any(event.observed is not None for event in events):
            note(axes, x, 1.0, f"◇ {name}", va="bottom", offset=3, color=OBSERVED)
    return axes


def _draw_event(axes: Axes, lane: float, event: KeyEvent, until: float) -> None:
    """A lane; what fewer runs reach than a bar is for goes on beyond the axis."""
    axes.axhline(lane, color=GRID, linewidth=0.3, zorder=0)
    if event.hours:
        q05, q25, median, q75, q95 = (min(hour, until * BEYOND) for hour in event.hours)
        axes.plot([q05, q95], [lane, lane], color=INK, linewidth=0.7, zorder=3)
        axes.plot([q25, q75], [lane, lane], color=INK, linewidth=2.6, zorder=3, alpha=0.55)
        if event.median_text:
            axes.plot(median, lane, "o", color=INK, markersize=4.5, zorder=4)
    if event.observed is not None:
        axes.plot(
            event.observed, lane, "D", markersize=5.5, markerfacecolor="none",
            markeredgecolor=OBSERVED, markeredgewidth=1.1, zorder=5,
        )  # fmt: skip


def draw_rungs(axes: Axes, hours: Floats, p_rung: Floats) -> Axes:
    """Runs by rung as a mountain of steps: the height of an edge is the share on it or higher.

    Args:
        axes: where to draw.
        hours: start of each hour, shape (hour,).
        p_rung: share of runs on each rung, shape (9, hour).
    """
    edges = np.append(hours, hours[-1] + 1)
    steps = np.concatenate([p_rung, p_rung[:, -1:]], axis=1)
    axes.stackplot(
        edges, *steps[::-1], colors=RUNG_COLOURS[::-1], linewidth=0, step="post", zorder=1
    )
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    axes.set_ylabel("share of runs")
    _name_bands(axes, hours + 0.5, p_rung)
    return axes


def draw_shares(
    axes: Axes, hours: Floats, shares: Floats, colour: str, style: Any = "-", *, width: float = 1.4
) -> None:
    """A share of runs hour by hour, as steps, shape (hour,)."""
    axes.stairs(
        shares, np.append(hours, hours[-1] + 1), baseline=None, color=colour, linestyle=style,
        linewidth=width, zorder=3,
    )  # fmt: skip


def _name_bands(axes: Axes, hours: Floats, p_rung: Floats) -> None:
    """Write each rung's number where its band is thickest, if it is thick enough to hold it."""
    tops = p_rung[::-1].cumsum(axis=0)[::-1]
    half = max(int(0.018 * hours.size), 1)
    for rung, (share, top) in enumerate(zip(p_rung, tops, strict=True)):
        # thin where either end of the number would stick out
        floor = np.pad(top - share, half, constant_values=1)
        ceiling = np.pad(top, half, constant_values=0)
        room = np.minimum(ceiling[: -2 * half], ceiling[2 * half :]) - np.maximum(
            floor[: -2 * half], floor[2 * half :]
        )
        if room.max() < NUMBER_HEIGHT:
            continue
        widest = room > room.max() - SAME_ROOM
        first = int(widest.argmax())
        tick = first + int(np.append(widest[first:], False).argmin() - 1) // 2
        axes.text(
            float(hours[tick]),
            float(top[tick] - share[tick] / 2),
            str(rung),
            color="white" if rung >= 5 else INK,
            fontweight="bold",
            ha="center",
            va="center",
            zorder=4,
        )


def percent(share: float) -> str:
    """A share as a percentage, with a decimal only where it is small."""
    percent = 100 * share
    return f"{percent:.1f} %" if 0 < percent < 10 else f"{percent:.0f} %"


def draw_ladder(axes: Axes, p_peak: Floats, n_runs: int) -> None:
    """The ladder in the right margin: colour, number, words and how many runs reach it."""
    note(axes, MARGIN, 1.0, f"rung, and runs of {n_runs} that reach it", weight="bold")
    for rung, words in enumerate(RUNGS):
        height = 0.87 - 0.1 * rung
        axes.plot(
            MARGIN + 0.012, height, "s", color=RUNG_COLOURS[rung], markersize=6.5,
            transform=axes.transAxes, clip_on=False, markeredgecolor=FAINT, markeredgewidth=0.4,
        )  # fmt: skip
        reach = f": {round(float(p_peak[rung - 1]) * n_runs)}" if rung else ""
        note(axes, MARGIN + 0.035, height, f"{rung} {words}{reach}", va="center")


def draw_bands(axes: Axes, hours: Floats, curve: Bands, colour: str) -> Axes:
    """Median with the middle half and 90 % of runs.

    Args:
        axes: where to draw.
        hours: hours since the start of the clock, shape (tick,).
        curve: quantiles over runs, shape (tick,) each.
        colour: colour of line and bands.
    """
    axes.fill_between(hours, curve.q05, curve.q95, color=colour, alpha=0.15, linewidth=0, zorder=2)
    axes.fill_between(hours, curve.q25, curve.q75, color=colour, alpha=0.30, linewidth=0, zorder=2)
    axes.plot(hours, curve.q50, color=colour, zorder=3)
    return axes


def name_curve(axes: Axes, height: float, words: str, colour: str, style: Any = "-") -> None:
    """Name a curve in the right margin, in its colour, at a height in [0..1]."""
    axes.plot(
        [MARGIN, MARGIN + 0.03], [height, height], color=colour, linewidth=1.8, linestyle=style,
        transform=axes.transAxes, clip_on=False,
    )  # fmt: skip
    note(axes, MARGIN + 0.045, height, words, va="center", color=colour)


def note(
    axes: Axes,
    x: float,
    y: float,
    words: str,
    *,
    va: str = "top",
    offset: float = 0,
    color: str = INK,
    weight: str = "normal",
) -> None:
    """Words in the margin, at fractions of the axes, moved up by ``offset`` points."""
    axes.annotate(
        words, (x, y), xycoords="axes fraction", xytext=(0, offset), textcoords="offset points",
        va=va, color=color, fontweight=weight, fontsize=7, annotation_clip=False, linespacing=1.25,
    )  # fmt: skip
