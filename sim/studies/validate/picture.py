"""Observed episodes laid over the bands of the runs, as one picture."""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from textwrap import fill
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis.event_words import day_and_month
from sim.analysis.time_axis import AxisTick
from sim.report.pages import WIDTH
from sim.report.panels import mark_time
from sim.report.stripes import draw_stripes, rows_of
from sim.report.style import BLUE, GRID, INK, OBSERVED, pinned_settings
from sim.studies.validate.picture_data import EpisodeRow, Overlay, Panel
from sim.terms.words import words

ROW: Final = 1.85
"""Height of the row of an episode, inches."""
AXES: Final = 0.95
"""Height of its axes, inches."""
HEAD: Final = 0.82
"""Height above the first axes, inches."""
FOOT: Final = 1.15
"""Height below the last, inches."""
CAPTION_LENGTH: Final = 148
"""Characters of a line of the caption."""
LEFT, RIGHT = 0.068, 0.985
NAME: Final = "validation"
PNG: Final = f"{NAME}.png"
MOST_MARKS: Final = 5
"""Most marks that are named on an axis."""


def draw_validation(episodes: Sequence[EpisodeRow], met: str) -> Figure:
    """Draw episodes below one another, each with its panels side by side.

    Args:
        episodes: the episodes, at least one, with the same number of panels.
        met: how many patterns are met and missed, in words, in the language of the episodes.

    Returns:
        A figure as wide as an A4 page and as high as there are episodes, not yet written anywhere.
    """
    with pinned_settings():
        height = HEAD + ROW * (len(episodes) - 1) + AXES + FOOT
        figure = Figure(figsize=(WIDTH, height))
        panels = max(len(episode.panels) for episode in episodes)
        grid = figure.subplots(
            len(episodes), panels, squeeze=False,
            gridspec_kw={"left": LEFT, "right": RIGHT, "top": 1 - HEAD / height,
                         "bottom": FOOT / height, "hspace": ROW / AXES - 1, "wspace": 0.3},
        )  # fmt: skip
        for axes, episode in zip(grid, episodes, strict=True):
            _episode(list(axes), episode)
        language = episodes[0].language
        title = words("validation_title", language)
        figure.text(0.012, 1 - 0.1 / height, title, fontsize=13, fontweight="bold", va="top")
        caption = fill(_caption(met, language), CAPTION_LENGTH)
        figure.text(0.012, 0.08 / height, caption, fontsize=7, va="bottom", linespacing=1.4)
    return figure


def _episode(panels: Sequence[Axes], episode: EpisodeRow) -> None:
    for axes, panel in zip(panels, episode.panels, strict=True):
        _panel(axes, panel, episode.language)
        if episode.dates:
            _date_axis(axes, panel, episode)
        else:
            mark_time(axes, episode.days, _with_dates(episode), episode.until)
            axes.tick_params(axis="x", labelbottom=True)
    language, day = episode.language, episode.days[0].text if episode.days else ""
    begins = words("validation_hours", language, day=day) if day else ""
    panels[0].set_xlabel(words("validation_day", language) if episode.dates else begins)
    panels[0].annotate(
        words("validation_runs", language, title=episode.title, n=episode.runs), (0, 1),
        xycoords="axes fraction",
        xytext=(0, 20), textcoords="offset points", fontsize=9.5, fontweight="bold",
    )  # fmt: skip


def _with_dates(episode: EpisodeRow) -> list[AxisTick]:
    """The marks of the axis, with the day at each midnight instead of the hour."""
    days = {day.hours: " ".join(day.text.split()[1:]) for day in episode.days if day.hours > 0}
    marks = [AxisTick(mark.hours, days.get(mark.hours, mark.text)) for mark in episode.marks]
    if len(marks) > MOST_MARKS:
        marks = [mark for mark in marks if mark.hours in days] or marks
    return marks[:: -(-len(marks) // MOST_MARKS)]


def _panel(axes: Axes, panel: Panel, language: str) -> None:
    laid = panel.laid
    place: Callable[[float], float] = float
    if laid.counts is None:
        _bands(axes, laid)
    else:
        rows = rows_of(laid.counts, int(laid.observed.max(initial=0)))
        starts = laid.hours - (laid.width / 2 if panel.way == "days" else 0)
        draw_stripes(axes, starts, rows, BLUE, width=laid.width)
        place = rows.place
    observed = [place(level) for level in laid.observed.tolist()]
    if panel.way == "course" and observed:
        hours = [*laid.at, float(laid.hours[-1])]
        levels = [*observed, observed[-1]]
        axes.step(hours, levels, color=OBSERVED, linewidth=0.9, where="post", linestyle=(0, (4, 2)))
    axes.plot(
        laid.at, observed, "D", markersize=4.5, markerfacecolor="white",
        markeredgecolor=OBSERVED, markeredgewidth=1.1, zorder=5, clip_on=False,
    )  # fmt: skip
    axes.set_title(words(panel.title, language))
    axes.set_ylabel(words(panel.unit, language))
    axes.grid(axis="y", color=GRID, linewidth=0.3, zorder=0)


def _bands(axes: Axes, laid: Overlay) -> None:
    """Days of a quantity, each with its median, half of the runs, and 90 % of them."""
    bands = laid.bands
    axes.vlines(laid.hours, bands.q05, bands.q95, color=BLUE, linewidth=3.2, alpha=0.25)
    axes.vlines(laid.hours, bands.q25, bands.q75, color=BLUE, linewidth=3.2, alpha=0.45)
    axes.plot(laid.hours, bands.q50, "_", color=BLUE, markersize=6, markeredgewidth=1.6)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_ylim(0, max(axes.get_ylim()[1], 1.05 * float(laid.observed.max(initial=0.0)), 1.0))


def _date_axis(axes: Axes, panel: Panel, episode: EpisodeRow) -> None:
    dates = [datetime.combine(day, time()) for day in episode.dates]
    step = -(-len(dates) // MOST_MARKS)
    shown = range(0, len(dates), step)
    axes.set_xticks(
        [panel.laid.hours[i] for i in shown],
        [f"{dates[i].day} {day_and_month(dates[i], episode.language)[1]}" for i in shown],
    )
    axes.tick_params(axis="x", colors=INK)


def _caption(met: str, language: str) -> str:
    told = (words(key, language) for key in ("validation_caption", "no_forecast"))
    return " ".join([met, *told])
