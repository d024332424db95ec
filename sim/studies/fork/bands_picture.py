"""The picture of many runs with two futures: bands as it was, and otherwise."""

from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.analysis.bands import Bands, Floats
from sim.report.pages import stack_panels
from sim.report.panels import mark_runs, mark_time, name_days
from sim.report.style import GRID, INK, pinned_settings
from sim.studies.fork.bands import SHARES, BandsPicture
from sim.studies.fork.picture import (
    EDGES,
    GAP,
    HEADROOM,
    PANELS,
    SIDES,
    TOP,
    bottom_of,
    mark_fork,
    note,
    title_and_caption,
)
from sim.terms.words import words

LIFT: Final = 0.18
"""Inches between the title of the first panel and the hour of the fork above it."""
TALLER: Final = 1.15
"""How much higher panels are than those of one run."""
TITLES: Final = {"rung": "fork_share", "barricades": "fork_any"}
"""Keys of titles of shares of runs."""


def many_futures(picture: BandsPicture) -> Figure:
    """Draw bands over runs of both futures.

    Args:
        picture: the numbers to draw, from :func:`sim.studies.fork.bands.bands_picture`.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    with pinned_settings():
        frame, axis = picture.frame, picture.frame.axis
        heights = [TALLER * panel[2] for panel in PANELS.values()]
        top, bottom = TOP + LIFT + 0.02, bottom_of(frame)
        figure, made = stack_panels(heights, top=top, gap=GAP, bottom=bottom, sides=EDGES)
        panels = dict(zip(PANELS, made, strict=True))
        for name, axes in panels.items():
            mark_time(axes, axis.days, axis.marks, axis.until)
            _draw(axes, picture, name)
        first, last = made[0], panels["shots"]
        name_days(first, axis.days, axis.until)
        for axes in made:
            mark_fork(axes, frame.fork_hours)
        title_and_caption(figure, first, frame, lift=LIFT)
        last.tick_params(axis="x", labelbottom=True)
        last.set_xlabel(words("picture_time", frame.language, counts=axis.counts))
    return figure


def _draw(axes: Axes, picture: BandsPicture, name: str) -> None:
    """Both futures from the fork on; the past they share is drawn once, in ink."""
    hours, fork = picture.frame.axis.hours, picture.frame.fork_hours
    is_past, is_after = hours <= fork, hours >= fork
    base, other = picture.curves[name]
    title, unit, _ = PANELS[name]
    _curve(axes, hours[is_past], _part(base, is_past), (INK, "-"))
    for curve, (_, colour, line, _) in zip((base, other), SIDES, strict=True):
        _curve(axes, hours[is_after], _part(curve, is_after), (colour, line))
        if name not in SHARES:  # a share is its own mean
            mean = curve.mean[is_after]
            axes.plot(hours[is_after], mean, color=colour, linewidth=0.7, zorder=3)
    language = picture.frame.language
    told = words(TITLES.get(name, title), language)
    axes.set_title(told)
    axes.set_ylabel(words(unit, language))
    if name == "rung":
        # above the names of the days, and before the line that leads to the hour of the fork
        axes.set_title(told, pad=18, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    if name in SHARES:
        mark_runs(axes, picture.n_runs, language)
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
