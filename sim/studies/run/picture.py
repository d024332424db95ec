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
    mark_runs,
    mark_time,
    name_curve,
    name_days,
    note,
)
from sim.report.stripes import count_words, draw_stripes, rows_of
from sim.report.style import BLUE, GREEN, INK, ORANGE, PURPLE, pinned_settings
from sim.studies.run.escalation import Escalation
from sim.terms.words import said, words

LANE: Final = 0.21
"""Inches of one lane of the key events."""
DAYS: Final = 0.03
"""Inches of what stands below the names of the days where no key event comes."""
HEIGHTS: Final = {"in_hour": 1.3, "by_then": 2.15, "people": 1.25, "harm": 0.95}
"""Inches of the panels below the key events that every case has."""
COUNTED: Final = {
    "barricades": ("picture_barricades", INK, 1.25),
    "crossings_closed": ("picture_crossings", GREEN, 0.45),
}
"""Key of the title, colour and inches of the panels of counts, of what there is in any run."""
CROWDS: Final = (BLUE, ORANGE, GREEN, PURPLE, INK)
"""Colours of people out, in order; of more groups those after these are not drawn."""
NAME_LENGTH: Final = 30
"""Letters of a name that have room in a line of the right margin."""
TITLE_SIZE: Final = 14
TITLE_LENGTH: Final = 55
"""Characters that fit on the line in full size; longer titles are set smaller."""
FINDING_LENGTH: Final = 118
NOTE_LENGTH: Final = 36
"""Letters of a line of a note in the right margin."""
CAPTION_LENGTH: Final = 140
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
        heights = (max(len(picture.events) * LANE, DAYS), *(below[name] for name in order))
        figure, panels = stack_panels(
            heights, top=TOP, gap=GAP, bottom=BOTTOM, sides=_sides(picture)
        )
        for axes in panels:
            mark_time(axes, axis.days, axis.marks, axis.until)
        events, named = panels[0], dict(zip(order, panels[1:], strict=True))
        name_days(events, axis.days, axis.until)
        if picture.events:
            draw_events(events, picture.events, axis.until, picture.language)
        else:  # only the names of the days are left of it
            events.set_axis_off()
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
    names = (said(event.label, picture.language) for event in picture.events)
    longest = max(map(len, names), default=0)
    return min(max(SIDES[0], 0.02 + LETTER * longest), WIDEST), SIDES[1]


def _in_hour(axes: Axes, picture: Escalation) -> None:
    draw_rungs(axes, picture.axis.hours, picture.in_hour, picture.n_runs, picture.language)
    axes.set_title(words("picture_in_hour", picture.language))
    told = picture.busiest or words("picture_no_violence", picture.language)
    note(axes, MARGIN, 1.0, textwrap.fill(told, NOTE_LENGTH))


def _by_then(axes: Axes, picture: Escalation) -> None:
    language = picture.language
    draw_rungs(axes, picture.axis.hours, picture.by_then, picture.n_runs, language)
    axes.set_title(words("picture_by_then", language))
    draw_ladder(axes, picture.p_peak, picture.n_runs, language)
    style = (0, (4, 2))
    draw_shares(axes, picture.axis.hours, picture.given_by_then, INK, style, width=0.8)
    given = textwrap.fill(words("picture_given", language), NAME_LENGTH)
    name_curve(axes, -0.06, given, INK, style)


def _counts(axes: Axes, picture: Escalation, name: str) -> None:
    counts, (title, colour, _) = picture.counts[name], COUNTED[name]
    language = picture.language
    axes.set_title(words(title, language))
    draw_stripes(axes, picture.axis.hours, rows_of(counts), colour)
    last = count_words(counts, counts.shape[1] - 1, language)
    end = f"{words('picture_end', language)}\n{last}"
    if name != "barricades":
        note(axes, MARGIN, 1.0, end)
        return
    axes.set_ylabel(words("picture_number", language))
    axes.plot(picture.fullest + 0.5, 0, marker=6, color=colour, clip_on=False, zorder=5,
              transform=axes.get_xaxis_transform(), markersize=4)  # fmt: skip
    fullest = count_words(counts, picture.fullest, language)
    note(axes, MARGIN, 1.0, f"{words('picture_fullest', language)}\n{fullest}\n\n{end}")


def _people(axes: Axes, picture: Escalation) -> None:
    crowds = list(zip(picture.people.items(), CROWDS, strict=False))
    for place, ((whose, curve), colour) in enumerate(crowds):
        draw_bands(axes, picture.axis.hours, curve, colour)
        name_curve(axes, 0.88 - 0.26 * place, textwrap.fill(whose, NAME_LENGTH), colour)
    axes.set_title(words("picture_people_out", picture.language))
    axes.set_ylabel(words("picture_people", picture.language))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_ylim(0, max(axes.get_ylim()[1], 1))
    axes.grid(axis="y", color=mpl.rcParams["grid.color"], linewidth=0.3, zorder=0)


def _harm(axes: Axes, picture: Escalation) -> None:
    language, n = picture.language, picture.n_runs
    for place, ((harm, shares), (colour, style)) in enumerate(
        zip(picture.harm.items(), HARM, strict=True)
    ):
        draw_shares(axes, picture.axis.hours, shares, colour, style)
        count = words("count_of", language, count=round(float(shares[-1]) * n), n=n)
        name_curve(axes, 0.9 - 0.22 * place, f"{harm}: {count}", colour, style)
    axes.set_title(words("picture_harm", language))
    mark_runs(axes, n, language)
    axes.tick_params(axis="x", labelbottom=True)
    axes.set_xlabel(words("picture_time", language, counts=picture.axis.counts))


def _words(figure: Figure, picture: Escalation) -> None:
    """Title and finding above, and below all what a reader must know to read the picture."""
    size = fit_text(picture.title, TITLE_SIZE, TITLE_LENGTH)
    write_title(figure, picture.title, size=size, left=INDENT, down=0.14)
    write_title(
        figure, picture.finding, size=fit_text(picture.finding, 8.5, FINDING_LENGTH), left=INDENT,
        down=0.44, weight="normal",
    )  # fmt: skip
    language = picture.language
    cut = picture.cut or words("picture_whole", language)
    write_title(figure, cut, size=7.5, left=INDENT, down=0.63, weight="normal")
    made = {"n": picture.n_runs, "seed": str(picture.seed)}
    told = [words("picture_keys", language)] if picture.events else []
    caption = " ".join([words("picture_made", language, **made), *told,
                        words("no_forecast", language)])  # fmt: skip
    write_caption(figure, textwrap.fill(caption, CAPTION_LENGTH), left=INDENT, up=0.12)
