"""The picture of many runs with two futures: bands as it was, and otherwise."""

from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.analysis.bands import Bands, Floats
from sim.analysis.fork_bands import LEVEL, BandsPicture
from sim.report.fork import (
    GAP,
    HEADROOM,
    LEFT,
    LINE,
    PANELS,
    RIGHT,
    SIDES,
    TOP,
    WIDTH,
    mark_fork,
    note,
    title_and_caption,
)
from sim.report.panels import mark_time, name_days
from sim.report.style import GRID, INK, pinned
from sim.terms.ladder import RUNGS

LIFT: Final = 0.18
"""Inches between the title of the first panel and the hour of the fork above it."""
SHARE: Final = f"Runs on rung {LEVEL} or higher in the last 24 hours ({RUNGS[LEVEL]})"


def many_futures(picture: BandsPicture) -> Figure:
    """Draw bands over runs of both futures.

    Args:
        picture: the numbers to draw, from :func:`sim.analysis.fork_bands.bands_picture`.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    with pinned():
        figure, panels = _page(picture)
        for name, axes in panels.items():
            mark_time(axes, picture.days, picture.marks, picture.shown_until)
            _draw(axes, picture, name)
        first, last = next(iter(panels.values())), panels["shots"]
        name_days(first, picture.days, picture.shown_until)
        for axes in panels.values():
            mark_fork(axes, picture.fork_hours)
        title_and_caption(figure, first, picture, lift=LIFT)
        last.tick_params(axis="x", labelbottom=True)
        last.set_xlabel(f"local time, {picture.counts}")
    return figure


def _page(picture: BandsPicture) -> tuple[Figure, dict[str, Axes]]:
    heights = [1.15 * panel[2] for panel in PANELS.values()]
    top_room = TOP + LIFT + 0.02
    bottom = 0.62 + LINE * len(picture.caption)
    total = top_room + sum(heights) + GAP * (len(heights) - 1) + bottom
    figure = Figure(figsize=(WIDTH, total))
    panels: dict[str, Axes] = {}
    top = total - top_room
    for name, height in zip(PANELS, heights, strict=True):
        box = (LEFT, (top - height) / total, RIGHT - LEFT, height / total)
        panels[name] = figure.add_axes(box)
        panels[name].yaxis.set_label_coords(-0.085, 0.5)
        top -= height + GAP
    return figure, panels


def _draw(axes: Axes, picture: BandsPicture, name: str) -> None:
    """Both futures from the fork on; the past they share is drawn once, in ink."""
    is_past, is_after = (
        picture.hours <= picture.fork_hours, picture.hours >= picture.fork_hours
    )  # fmt: skip
    base, other = picture.curves[name]
    title, unit, _ = PANELS[name]
    _curve(axes, picture.hours[is_past], _part(base, is_past), (INK, "-"))
    for curve, (_, colour, line, _) in zip((base, other), SIDES, strict=True):
        _curve(axes, picture.hours[is_after], _part(curve, is_after), (colour, line))
        if name != "rung":  # a share is its own mean
            mean = curve.mean[is_after]
            axes.plot(picture.hours[is_after], mean, color=colour, linewidth=0.7, zorder=3)
    axes.set_title(title)
    axes.set_ylabel(unit)
    if name == "rung":
        # above the names of the days, and before the line that leads to the hour of the fork
        axes.set_title(SHARE, pad=18, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
        axes.set_ylabel("share of runs")
        axes.set_ylim(0, 1)
        axes.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    else:
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        axes.set_ylim(0, max(HEADROOM * axes.get_ylim()[1], 1))
    axes.grid(axis="y", color=GRID, linewidth=0.3, zorder=0)
    note(axes, 0.8, picture.notes[name])


def _part(curve: Bands, where: NDArray[np.bool_]) -> Bands:
    return Bands(*(values[where] for values in curve))


def _curve(axes: Axes, hours: Floats, curve: Bands, style: tuple[str, Any]) -> None:
    """Median as a line, and the middle half of the runs as a band."""
    colour, line = style
    axes.fill_between(
        hours, curve.q25, curve.q75, step="post", color=colour, alpha=0.18, linewidth=0, zorder=2
    )
    axes.step(hours, curve.q50, where="post", color=colour, linestyle=line, zorder=3)
