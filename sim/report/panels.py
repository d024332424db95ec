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
from sim.terms.words import ENGLISH, said, words

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


COLUMNS: Final = {"runs_head": 8.0, "half_head": 57.0, "observed_head": 122.0}
"""Columns right of the key events: the key of their words, and points from the axes to each."""


def draw_events(
    axes: Axes, events: Sequence[KeyEvent], until: float, language: str = ENGLISH
) -> Axes:
    """One lane per key event: median, middle half and 90 % of runs, and the observed hour.

    In how many runs it came, by when in half of them, and when it was observed stand beside it.

    Args:
        axes: where to draw; its time axis is in hours since the start of the clock.
        events: the key events, drawn from top to bottom.
        until: end of the time axis, in hours.
        language: of the words.
    """
    lanes = [-lane for lane in range(len(events))]
    names = [shorten(said(one.label, language), LABEL_LENGTH, placeholder=" …") for one in events]
    axes.set_yticks(lanes, names)
    axes.set_ylim(-len(events) + 0.4, 0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    for lane, event in zip(lanes, events, strict=True):
        _draw_event(axes, lane, event, until)
        half = event.median_text or "–"
        came = words("count_of", language, count=event.came, n=event.runs)
        for name, text in zip(COLUMNS, (came, half, event.observed_text), strict=True):
            _in_column(axes, name, text, lane)
    for name in COLUMNS:
        head = words(name, language)
        if name != "observed_head":
            _in_column(axes, name, head)
        elif any(event.observed is not None for event in events):
            _in_column(axes, name, f"◇ {head}")
    return axes


def _in_column(axes: Axes, name: str, text: str, lane: float | None = None) -> None:
    """A text in one of :data:`COLUMNS`, beside a lane, or as the head of the column."""
    is_head = lane is None
    colour = OBSERVED if name == "observed_head" else FAINT if is_head else INK
    axes.annotate(
        text, (1, 1.0 if is_head else lane),
        xycoords=("axes fraction", "axes fraction" if is_head else "data"),
        xytext=(COLUMNS[name], 3 if is_head else 0), textcoords="offset points",
        va="bottom" if is_head else "center", fontsize=7, color=colour, annotation_clip=False,
    )  # fmt: skip


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


def draw_rungs(
    axes: Axes, hours: Floats, p_rung: Floats, n_runs: int, language: str = ENGLISH
) -> Axes:
    """Runs by rung as a mountain of steps: the height of an edge is the share on it or higher.

    Args:
        axes: where to draw.
        hours: start of each hour, shape (hour,).
        p_rung: share of runs on each rung, shape (9, hour).
        n_runs: number of runs.
        language: of the words.
    """
    edges = np.append(hours, hours[-1] + 1)
    steps = np.concatenate([p_rung, p_rung[:, -1:]], axis=1)
    axes.stackplot(
        edges, *steps[::-1], colors=RUNG_COLOURS[::-1], linewidth=0, step="post", zorder=1
    )
    mark_runs(axes, n_runs, language)
    _name_bands(axes, hours + 0.5, p_rung)
    return axes


def mark_runs(axes: Axes, n_runs: int, language: str = ENGLISH) -> None:
    """The axis of a share of runs, marked by how many they are."""
    half = {} if n_runs % 2 else {0.5: str(n_runs // 2)}
    marks = {0.0: "0", **half, 1.0: str(n_runs)}
    axes.set_ylim(0, 1)
    axes.set_yticks(list(marks), list(marks.values()))
    axes.set_ylabel(words("runs_axis", language, n=n_runs))


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


def draw_ladder(axes: Axes, p_peak: Floats, n_runs: int, language: str = ENGLISH) -> None:
    """The ladder in the right margin: colour, number, words and how many runs reach it."""
    note(axes, MARGIN, 1.0, words("picture_ladder", language, n=n_runs), weight="bold")
    for rung, seen in enumerate(RUNGS):
        height = 0.87 - 0.1 * rung
        axes.plot(
            MARGIN + 0.012, height, "s", color=RUNG_COLOURS[rung], markersize=6.5,
            transform=axes.transAxes, clip_on=False, markeredgecolor=FAINT, markeredgewidth=0.4,
        )  # fmt: skip
        reach = f": {round(float(p_peak[rung - 1]) * n_runs)}" if rung else ""
        told = f"{rung} {said(seen, language)}{reach}"
        note(axes, MARGIN + 0.035, height, told, va="center")


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


def name_curve(axes: Axes, height: float, name: str, colour: str, style: Any = "-") -> None:
    """Name a curve in the right margin, in its colour, at a height in [0..1]."""
    axes.plot(
        [MARGIN, MARGIN + 0.03], [height, height], color=colour, linewidth=1.8, linestyle=style,
        transform=axes.transAxes, clip_on=False,
    )  # fmt: skip
    note(axes, MARGIN + 0.045, height, name, va="center", color=colour)


def note(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    va: str = "top",
    offset: float = 0,
    color: str = INK,
    weight: str = "normal",
) -> None:
    """Words in the margin, at fractions of the axes, moved up by ``offset`` points."""
    axes.annotate(
        text, (x, y), xycoords="axes fraction", xytext=(0, offset), textcoords="offset points",
        va=va, color=color, fontweight=weight, fontsize=7, annotation_clip=False, linespacing=1.25,
    )  # fmt: skip
