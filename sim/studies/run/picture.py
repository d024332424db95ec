"""The escalation picture: key events, what happens in each hour, what has happened by then."""

import textwrap
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.report.pages import INDENT, fit_text, stack_panels, write_caption, write_title
from sim.report.panels import (
    MARGIN,
    draw_bands,
    draw_events,
    draw_ladder,
    draw_rungs,
    draw_shares,
    mark_time,
    name_curve,
    name_days,
    note,
)
from sim.report.stripes import count_words, draw_stripes, rows_of
from sim.report.style import BLUE, GREEN, INK, ORANGE, PURPLE, pinned_settings
from sim.studies.run.escalation import Escalation

LANE: Final = 0.21
"""Inches of one lane of the key events."""
HEIGHTS: Final = {"in_hour": 1.3, "by_then": 2.15, "people": 1.25, "harm": 0.95}
"""Inches of the panels below the key events that every case has."""
COUNTED: Final = {
    "barricades": ("Barricades standing: the darker, the more runs", INK, 1.25),
    "crossings_closed": ("Crossings closed", GREEN, 0.45),
}
"""Title, colour and inches of the panels of counts, of what there is in any run."""
CROWDS: Final = (BLUE, ORANGE, GREEN, PURPLE, INK)
"""Colours of people out, in order; of more groups those after these are not drawn."""
NAME_LENGTH = 30
"""Letters of a name that have room in a line of the right margin."""
TITLE_SIZE: Final = 14
TITLE_LENGTH: Final = 55
"""Characters that fit on the line in full size; longer titles are set smaller."""
FINDING_LENGTH: Final = 118
GAP: Final = 0.38
TOP: Final = 1.12
BOTTOM: Final = 0.95
SIDES: Final = (0.118, 0.708)
LETTER: Final = 0.0074
"""Width of a letter of a lane's name, in widths of the page."""
WIDEST: Final = 0.24
"""Widest room for the names of the lanes, likewise."""
HARM: Final = ((ORANGE, "-"), (PURPLE, (0, (4, 1.5))), (INK, (0, (1, 1))))


def draw_escalation(picture: Escalation) -> Figure:
    """Draw the escalation picture.

    Args:
        picture: the numbers to draw, from :func:`sim.studies.run.escalation.escalation_data`.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    with pinned_settings():
        axis = picture.axis
        counted = [name for name in COUNTED if name in picture.counts]
        below = {**HEIGHTS, **{name: COUNTED[name][2] for name in counted}}
        order = ("in_hour", "by_then", *counted, "people", "harm")
        heights = (max(len(picture.events), 1) * LANE, *(below[name] for name in order))
        figure, panels = stack_panels(
            heights, top=TOP, gap=GAP, bottom=BOTTOM, sides=_sides(picture)
        )
        for axes in panels:
            mark_time(axes, axis.days, axis.marks, axis.until)
        events, named = panels[0], dict(zip(order, panels[1:], strict=True))
        name_days(events, axis.days, axis.until)
        draw_events(events, picture.events, axis.until)
        _in_hour(named["in_hour"], picture)
        _by_then(named["by_then"], picture)
        for name in counted:
            _counts(named[name], picture, name)
        _people(named["people"], picture)
        _harm(named["harm"], picture)
        _words(figure, picture)
    return figure


def _sides(picture: Escalation) -> tuple[float, float]:
    """Where the panels begin and end: the longest name of a lane must fit."""
    longest = max((len(event.label) for event in picture.events), default=0)
    return min(max(SIDES[0], 0.02 + LETTER * longest), WIDEST), SIDES[1]


def _in_hour(axes: Axes, picture: Escalation) -> None:
    draw_rungs(axes, picture.axis.hours, picture.in_hour)
    axes.set_title("In each hour: highest rung of what happens or stands")
    words = "no violence in any hour"
    if picture.busiest:
        words = f"violence (rung 5 or higher)\nin most runs at once:\n{picture.busiest} runs"
    note(axes, MARGIN, 1.0, words)


def _by_then(axes: Axes, picture: Escalation) -> None:
    draw_rungs(axes, picture.axis.hours, picture.by_then)
    axes.set_title("By then: highest rung reached so far")
    draw_ladder(axes, picture.p_peak, picture.n_runs)
    style = (0, (4, 2))
    draw_shares(axes, picture.axis.hours, picture.given_by_then, INK, style, width=0.8)
    name_curve(axes, -0.06, "3 or higher once events\ngiven from outside count", INK, style)


def _counts(axes: Axes, picture: Escalation, name: str) -> None:
    counts, (title, colour, _) = picture.counts[name], COUNTED[name]
    axes.set_title(title)
    draw_stripes(axes, picture.axis.hours, rows_of(counts), colour)
    last = counts.shape[1] - 1
    if name != "barricades":
        note(axes, MARGIN, 1.0, f"at the end of the picture:\n{count_words(counts, last)} runs")
        return
    axes.set_ylabel("number")
    axes.plot(picture.fullest + 0.5, 0, marker=6, color=colour, clip_on=False, zorder=5,
              transform=axes.get_xaxis_transform(), markersize=4)  # fmt: skip
    words = (
        f"in the fullest hour (mark):\n{count_words(counts, picture.fullest)} runs\n\n"
        f"at the end of the picture:\n{count_words(counts, last)} runs"
    )
    note(axes, MARGIN, 1.0, words)


def _people(axes: Axes, picture: Escalation) -> None:
    crowds = list(zip(picture.people.items(), CROWDS, strict=False))
    for place, ((words, curve), colour) in enumerate(crowds):
        draw_bands(axes, picture.axis.hours, curve, colour)
        name_curve(axes, 0.88 - 0.26 * place, textwrap.fill(words, NAME_LENGTH), colour)
    axes.set_title("People out: median, half of the runs, 90 % of them")
    axes.set_ylabel("people")
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_ylim(0, max(axes.get_ylim()[1], 1))
    axes.grid(axis="y", color=mpl.rcParams["grid.color"], linewidth=0.3, zorder=0)


def _harm(axes: Axes, picture: Escalation) -> None:
    for place, ((words, shares), (colour, style)) in enumerate(
        zip(picture.harm.items(), HARM, strict=True)
    ):
        draw_shares(axes, picture.axis.hours, shares, colour, style)
        told = f"{words}: {round(float(shares[-1]) * picture.n_runs)} of {picture.n_runs} runs"
        name_curve(axes, 0.9 - 0.22 * place, told, colour, style)
    axes.set_title("Injured and killed by then")
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    axes.set_ylabel("share of runs")
    axes.tick_params(axis="x", labelbottom=True)
    axes.set_xlabel(f"local time, {picture.axis.counts}")


def _words(figure: Figure, picture: Escalation) -> None:
    """Title and finding above, and below all what a reader must know to read the picture."""
    size = fit_text(picture.title, TITLE_SIZE, TITLE_LENGTH)
    write_title(figure, picture.title, size=size, left=INDENT, down=0.14)
    write_title(
        figure, picture.finding, size=fit_text(picture.finding, 8.5, FINDING_LENGTH), left=INDENT,
        down=0.44, weight="normal",
    )  # fmt: skip
    cut = picture.cut or "The picture shows the whole length of the runs."
    write_title(figure, cut, size=7.5, left=INDENT, down=0.63, weight="normal")
    caption = (
        f"{picture.n_runs} run{'s' * (picture.n_runs != 1)}, seed {picture.seed}. "
        "Key events: dot, the hour by which half of the runs in which it could come have it;\n"
        "thick bar, from a quarter to three quarters; thin bar, 5 to 95 %; what is not reached "
        "goes on beyond the picture.\n"
        "A model for understanding, not a forecast."
    )
    write_caption(figure, caption, left=INDENT, up=0.12)
