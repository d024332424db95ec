"""The picture of two futures of one run: as it was, and otherwise."""

from textwrap import fill
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.report.pages import INDENT, fit_text, stack_panels, write_caption, write_title
from sim.report.panels import MARGIN, mark_time, name_days
from sim.report.style import BLUE, GRID, INK, ORANGE, pinned_settings
from sim.studies.fork.picture_data import ForkFrame, ForkPicture, Lane
from sim.terms.ladder import TOP_RUNG
from sim.terms.words import said, words

LANE: Final = 0.34
"""Inches of one lane of the key events."""
NAME: Final = 22
"""Letters of a line of the name of a key event: what fits beside the panels."""
PANELS: Final[dict[str, tuple[str, str, float]]] = {
    "rung": ("fork_rung", "rung", 1.35),
    "barricades": ("barricades", "picture_number", 1.15),
    "people_out": ("people", "picture_people", 1.25),
    "shots": ("fork_shots", "picture_number", 1.0),
}
"""Keys of title and unit, and inches of height of each panel of curves."""
GAP: Final = 0.38
TOP: Final = 0.95
STALK: Final = 0.33
"""Inches by which the line of the fork rises above the panels, to its words."""
HEADROOM: Final = 1.06
LINE: Final = 0.15
"""Inches of one line of the caption."""
EDGES: Final = (0.15, 0.755)
"""Left and right edge of all panels."""
TITLE_SIZE: Final = 13
TITLE_LENGTH: Final = 60
"""Characters that fit on the line in full size; longer titles are set smaller."""
SIDES: Final = (("fork_was", BLUE, "-", "o"), ("fork_otherwise", ORANGE, (0, (4, 1.4)), "D"))
"""Key of the words, colour, line and mark of each future: they differ without colour too."""
OFFSET: Final = 0.19
"""Half the distance of the two marks of a lane, in lanes."""


def two_futures(picture: ForkPicture) -> Figure:
    """Draw both futures of a run.

    Args:
        picture: the numbers to draw, from :func:`sim.studies.fork.picture_data.fork_picture`.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    with pinned_settings():
        axis = picture.frame.axis
        heights = [max(len(picture.lanes), 1) * LANE, *(panel[2] for panel in PANELS.values())]
        bottom = bottom_of(picture.frame)
        figure, made = stack_panels(heights, top=TOP, gap=GAP, bottom=bottom, sides=EDGES)
        events, panels = made[0], dict(zip(PANELS, made[1:], strict=True))
        for axes in made:
            mark_time(axes, axis.days, axis.marks, axis.until)
            mark_fork(axes, picture.frame.fork_hours)
        name_days(events, axis.days, axis.until)
        _draw_lanes(events, picture)
        for name, axes in panels.items():
            _draw_curves(axes, picture, name)
        last = panels["shots"]
        last.tick_params(axis="x", labelbottom=True)
        last.set_xlabel(words("picture_time", picture.frame.language, counts=axis.counts))
        title_and_caption(figure, events, picture.frame)
    return figure


def bottom_of(frame: ForkFrame) -> float:
    """Inches below the last panel: labels of its axis, and the caption."""
    return 0.62 + LINE * len(frame.caption)


def mark_fork(axes: Axes, hours: float) -> None:
    """A line where it is decided otherwise."""
    axes.axvline(hours, color=INK, linewidth=1.1, zorder=4)


def _draw_lanes(axes: Axes, picture: ForkPicture) -> None:
    """One lane a key event: its hour as it was above, its hour otherwise below."""
    lanes = [-lane for lane in range(len(picture.lanes))]
    labels = (said(lane.label, picture.frame.language) for lane in picture.lanes)
    names = [fill(label, NAME, break_long_words=False) for label in labels]
    axes.set_yticks(lanes, names, linespacing=1.0, fontsize=7)
    axes.set_ylim(-max(len(lanes), 1) + 0.4, 0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    for height, lane in zip(lanes, picture.lanes, strict=True):
        _draw_lane(axes, height, lane)


def _draw_lane(axes: Axes, height: float, lane: Lane) -> None:
    is_same = lane.hours[0] == lane.hours[1]
    for side, (_, colour, _, mark) in enumerate(SIDES):
        hours = lane.hours[side]
        at = height if is_same else height + OFFSET * (1 - 2 * side)
        if hours is not None and not (is_same and side):
            axes.plot(hours, at, mark, color=INK if is_same else colour, markersize=4, zorder=5)
    before, after = lane.words
    if is_same:
        note(axes, height, before, is_data=True)
        return
    note(axes, height + OFFSET, before, colour=BLUE, is_data=True)
    note(axes, height - OFFSET, after, colour=ORANGE, is_data=True)


def _draw_curves(axes: Axes, picture: ForkPicture, name: str) -> None:
    """Both futures as steps; the past they share is drawn once, in ink."""
    title, unit, _ = PANELS[name]
    hours, fork = picture.frame.axis.hours, picture.frame.fork_hours
    shared, after = hours <= fork, hours >= fork
    # Values stand for a tick that has begun: the first of each future may already differ.
    for curve, (_, colour, line, _) in zip(picture.curves[name], SIDES, strict=True):
        axes.step(
            hours[after], curve[after], where="post", color=colour, linestyle=line,
            linewidth=1.6, zorder=3,
        )  # fmt: skip
    if shared.sum() > 1:
        past = picture.curves[name][0][shared].copy()
        past[-1] = past[-2]
        axes.step(hours[shared], past, where="post", color=INK, linewidth=1.4, zorder=3.5)
    axes.set_title(words(title, picture.frame.language))
    axes.set_ylabel(words(unit, picture.frame.language))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.set_ylim(0, TOP_RUNG if name == "rung" else max(HEADROOM * axes.get_ylim()[1], 1))
    axes.grid(axis="y", color=GRID, linewidth=0.3, zorder=0)
    note(axes, 0.9, picture.notes[name])


def note(axes: Axes, height: float, text: str, *, colour: str = INK, is_data: bool = False) -> None:
    """Words in the right margin, at a height of the axes or of their data."""
    axes.annotate(
        text, (MARGIN, height), xycoords=("axes fraction", "data" if is_data else "axes fraction"),
        va="center", fontsize=7, color=colour, annotation_clip=False, linespacing=1.3,
    )  # fmt: skip


def title_and_caption(figure: Figure, top: Axes, frame: ForkFrame, *, lift: float = 0.0) -> None:
    """Title, legend and the hour of the fork above; what a reader must know below.

    Args:
        figure: the page.
        top: the highest panel.
        frame: what is written.
        lift: inches by which the hour of the fork stands higher, above a title of the panel.
    """
    height = figure.get_figheight()
    size = fit_text(frame.title, TITLE_SIZE, TITLE_LENGTH)
    write_title(figure, frame.title, size=size, left=INDENT, down=0.2)
    is_left = frame.fork_hours > 0.6 * frame.axis.until
    top.annotate(
        words("fork_decided", frame.language, when=frame.fork_words), (frame.fork_hours, 1),
        xycoords=("data", "axes fraction"), xytext=(-4 if is_left else 4, 15 + 72 * lift),
        textcoords="offset points", ha="right" if is_left else "left", fontweight="bold",
        annotation_clip=False,
    )  # fmt: skip
    panel = top.get_position().height * height
    top.plot(
        [frame.fork_hours] * 2, [1, 1 + (STALK + lift) / panel], color=INK, linewidth=1.1,
        transform=top.get_xaxis_transform(), clip_on=False,
    )  # fmt: skip
    for side, (key, colour, line, _) in enumerate(SIDES):
        told = words(key, frame.language)
        _legend(figure, 1 - (0.55 + 0.16 * side) / height, told, (colour, line))
    write_caption(figure, "\n".join(frame.caption), left=INDENT)


def _legend(figure: Figure, y: float, text: str, style: tuple[str, object]) -> None:
    from matplotlib.lines import Line2D

    colour, line = style
    x = EDGES[1] + 0.02
    figure.add_artist(
        Line2D([x, x + 0.035], [y, y], color=colour, linestyle=line, linewidth=1.6)  # pyright: ignore[reportArgumentType]
    )
    figure.text(x + 0.045, y, text, color=colour, va="center", fontweight="bold")
