"""The escalation picture: key events, rung probabilities, intensity, people and barricades."""

from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.report.pages import INDENT, fit_text, stack_panels, write_caption, write_title
from sim.report.panels import (
    draw_bands,
    draw_events,
    draw_rungs,
    mark_time,
    name_curve,
    name_days,
    percent,
)
from sim.report.style import BLUE, GREEN, INK, ORANGE, PURPLE, pinned_settings
from sim.studies.run.escalation import Escalation

LANE: Final = 0.21
"""Inches of one lane of the key events."""
PANELS: Final = (2.75, 1.2, 1.45, 1.35)
"""Inches of the four panels of curves."""
TITLE_SIZE: Final = 14
TITLE_LENGTH: Final = 55
"""Characters that fit on the line in full size; longer titles are set smaller."""
GAP: Final = 0.38
TOP: Final = 0.8
BOTTOM: Final = 0.95
SIDES: Final = (0.118, 0.708)


def draw_escalation(picture: Escalation) -> Figure:
    """Draw the escalation picture.

    Args:
        picture: the numbers to draw, from :func:`sim.studies.run.escalation.escalation_data`.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    with pinned_settings():
        axis = picture.axis
        heights = (max(len(picture.events), 1) * LANE, *PANELS)
        figure, panels = stack_panels(heights, top=TOP, gap=GAP, bottom=BOTTOM, sides=SIDES)
        events, rungs, intensity, people, streets = panels
        for axes in panels:
            mark_time(axes, axis.days, axis.marks, axis.until)
        name_days(events, axis.days, axis.until)
        draw_events(events, picture.events, axis.until)
        draw_rungs(rungs, axis.hours, picture.p_rung, picture.p_given, picture.p_peak)
        rungs.set_title("Highest rung in the last 24 hours")
        _intensity(intensity, picture)
        _people(people, picture)
        _streets(streets, picture)
        _words(figure, picture)
    return figure


def _intensity(axes: Axes, picture: Escalation) -> None:
    draw_bands(axes, picture.axis.hours, picture.curves["intensity"], PURPLE)
    axes.set_title("Intensity")
    axes.set_ylabel("weighted events")
    _from_zero(axes)
    name_curve(axes, 0.85, "recent events,\nweighted by rung", PURPLE)


def _people(axes: Axes, picture: Escalation) -> None:
    draw_bands(axes, picture.axis.hours, picture.curves["south_crowd"], ORANGE)
    draw_bands(axes, picture.axis.hours, picture.curves["people_out"], BLUE)
    axes.set_title("People out")
    axes.set_ylabel("people")
    _from_zero(axes)
    name_curve(axes, 0.88, "in the contested area", BLUE)
    name_curve(axes, 0.70, "across the bridge", ORANGE)


def _streets(axes: Axes, picture: Escalation) -> None:
    draw_bands(axes, picture.axis.hours, picture.curves["barricades"], INK)
    draw_bands(axes, picture.axis.hours, picture.curves["crossings_closed"], GREEN)
    axes.set_title("Roads")
    axes.set_ylabel("number")
    _from_zero(axes)
    axes.tick_params(axis="x", labelbottom=True)
    axes.set_xlabel(f"local time, {picture.axis.counts}")
    name_curve(axes, 0.88, "barricades standing", INK)
    name_curve(axes, 0.70, "crossings closed", GREEN)


def _from_zero(axes: Axes) -> None:
    """Let the axis begin at zero, in whole steps, and show one though nothing happened at all."""
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_ylim(0, max(axes.get_ylim()[1], 1))
    axes.grid(axis="y", color=mpl.rcParams["grid.color"], linewidth=0.3, zorder=0)


def _unfinished(picture: Escalation) -> str:
    """How many runs end in the midst of a crisis, which the picture may cut off; else nothing."""
    if picture.p_open == 0:
        return ""
    return (
        f" In {percent(picture.p_open)} of runs the crisis is not over after {picture.n_days} days."
    )


def _words(figure: Figure, picture: Escalation) -> None:
    """Title above, and below it all what a reader must know to read the picture."""
    size = fit_text(picture.title, TITLE_SIZE, TITLE_LENGTH)
    write_title(figure, picture.title, size=size, left=INDENT, down=0.2)
    caption = (
        f"{picture.n_runs} run{'s' * (picture.n_runs != 1)}, seed {picture.seed}. "
        "Lines and dots are medians; dark bands and thick bars hold half of the runs, "
        "light bands and thin bars 90 %.\n"
        f"An hour is the median over the runs in which the event happened.{_unfinished(picture)}\n"
        "A model for understanding, not a forecast."
    )
    write_caption(figure, caption, left=INDENT, up=0.12)
