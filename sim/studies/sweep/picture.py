"""The picture of a sweep: a line or points over one thing varied, a heat map over two."""

import math
from collections.abc import Sequence
from textwrap import fill
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis as Side
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator, MaxNLocator

from sim.analysis.bands import Floats
from sim.report.page.outcome_words import query_words
from sim.report.page.sentences import time_words
from sim.report.pages import WIDTH, fit_text, write_caption, write_subtitle, write_title
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, pinned_settings
from sim.scenario.clock import Clock
from sim.studies.sweep.axes import Axis
from sim.studies.sweep.estimates import GridPoint, time_marks
from sim.terms.words import ENGLISH, said, with_error, words

PICTURE: Final = "sweep"
PANEL: Final = 1.75
"""Inches of height of a panel of lines."""
CELL: Final = 0.27
"""Inches of height of a row of a heat map."""
TOP, BOTTOM, GAP = 0.78, 1.2, 0.72
CAPTION: Final = 148
"""Letters of a line of the caption."""
LEFT, RIGHT = 0.105, 0.975
MOST_CELLS: Final = 10
"""Most columns of a heat map whose numbers can be read."""
COLOURS: Final = "cividis"
DARK: Final = 0.55
"""Part of the colours up to which white words are read best."""


class SweepPicture(NamedTuple):
    """What the picture of a sweep shows.

    Attributes:
        title: title of the scenario.
        axes: what is varied, one or two.
        outcomes: for each outcome shown its points, in order.
        clock: of the scenario, for local times.
        runs: runs a point.
        seed: seed of the runs.
        reference: number of the point that changes are counted from.
        language: of its words, the names of axes among them.
    """

    title: str
    axes: Sequence[Axis]
    outcomes: Sequence[Sequence[GridPoint]]
    clock: Clock
    runs: int
    seed: int
    reference: int
    language: str = ENGLISH


def draw_sweep(picture: SweepPicture) -> Figure:
    """Draw a sweep, one panel an outcome.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    is_map = len(picture.axes) > 1
    n_rows = math.ceil(len(picture.outcomes) / 2)
    panel = max(PANEL, CELL * len(picture.axes[0].texts)) if is_map else PANEL
    height = TOP + BOTTOM + n_rows * panel + (n_rows - 1) * GAP
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        n_columns = min(len(picture.outcomes), 2)
        grid = figure.subplots(
            n_rows, n_columns, squeeze=False,
            gridspec_kw={"left": LEFT, "right": RIGHT, "top": 1 - TOP / height,
                         "bottom": BOTTOM / height, "hspace": GAP / panel, "wspace": 0.32},
        )  # fmt: skip
        panels = list(grid.flat)
        for axes, points in zip(panels, picture.outcomes, strict=False):
            (_map if is_map else _line)(axes, picture, points)
        for axes in panels[len(picture.outcomes) :]:
            axes.remove()
        varied = f" {words('and', picture.language)} ".join(a.label for a in picture.axes)
        title = words("sweep_picture", picture.language, varied=varied)
        write_title(figure, title, size=fit_text(title, 12, 78))
        write_subtitle(figure, picture.title)
        write_caption(figure, _caption(picture))
    return figure


def _line(axes: Axes, picture: SweepPicture, points: Sequence[GridPoint]) -> None:
    (axis,) = picture.axes
    x = np.array(axis.numbers or range(len(axis.texts)), np.float64)
    mean, low, high = (
        np.array([getattr(p.here, end) for p in points]) for end in ("mean", "low", "high")
    )
    low, high = (np.where(np.isnan(end), mean, end) for end in (low, high))
    if axis.numbers:
        axes.fill_between(x, low, high, color=BLUE, alpha=0.18, linewidth=0, zorder=2)
        axes.plot(x, mean, color=BLUE, zorder=3)
    else:
        axes.vlines(x, low, high, color=BLUE, linewidth=1.6, zorder=3)
    for at, point in zip(x, points, strict=True):
        is_reference = point.point == picture.reference
        mark, fill = ("D", ORANGE) if is_reference else ("o", BLUE if _differs(point) else "white")
        axes.plot(
            at, point.here.mean, mark, color=ORANGE if is_reference else BLUE, markersize=4.5,
            markerfacecolor=fill, zorder=4, clip_on=False,
        )  # fmt: skip
    _value_axis(axes, picture, points, (low, high))
    _varied_axis(axes, axis, x)
    axes.set_title(_panel_title(picture, points[0]), pad=8)


def _panel_title(picture: SweepPicture, point: GridPoint) -> str:
    """What is shown of the runs: in how many, a mean time, or a mean."""
    label = query_words(point.outcome, picture.language)
    label = label[:1].upper() + label[1:]
    if point.outcome.unit == "share":
        return label
    return words("mean_time" if point.outcome.is_time else "mean_of", picture.language, label=label)


def _differs(point: GridPoint) -> bool:
    """Whether the change from the reference is clear."""
    return point.is_clear


def _value_axis(
    axes: Axes, picture: SweepPicture, points: Sequence[GridPoint], ends: tuple[Floats, Floats]
) -> None:
    outcome = points[0].outcome
    axes.grid(axis="y", color=GRID, linewidth=0.4, zorder=0)
    low, high = float(np.nanmin(ends[0])), float(np.nanmax(ends[1]))
    if outcome.is_time:
        marks = time_marks(picture.clock, low, high, picture.language)
        axes.set_yticks([mark.hours for mark in marks], [mark.text for mark in marks], fontsize=6)
    elif outcome.unit == "share":
        axes.set_ylim(0, 1)
        axes.set_yticks([0, 0.5, 1], ["0", f"{picture.runs / 2:g}", f"{picture.runs}"])
        axes.set_ylabel(words("runs_axis", picture.language, n=picture.runs))
    else:
        axes.set_ylim(bottom=min(0.0, low), top=None if high > 0 or low < 0 else 1.0)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
        axes.set_ylabel(said(outcome.unit, picture.language))


def _varied_axis(axes: Axes, axis: Axis, x: Floats) -> None:
    """The axis of what is varied: declared range as a bar, the scenario's own value as a line."""
    axes.set_xlabel(axis.label)
    if not axis.numbers:
        axes.set_xticks(x, [_short(text) for text in axis.texts])
        axes.set_xlim(-0.5, len(x) - 0.5)
        return
    axes.set_xlim(x[0], x[-1])
    if len(x) <= MOST_CELLS:
        axes.xaxis.set_major_locator(FixedLocator(list(x)))
        axes.set_xticklabels([f"{value:.3g}" for value in x])
    if axis.declared is not None:
        axes.axvspan(*axis.declared, ymin=0, ymax=0.022, color=FAINT, linewidth=0, zorder=1)
    try:
        own = float(axis.own)
    except ValueError:
        return
    if x[0] <= own <= x[-1]:
        axes.axvline(own, color=ORANGE, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1.5)


def _short(text: str) -> str:
    return text if len(text) <= 16 else text[:15] + "…"


def _map(axes: Axes, picture: SweepPicture, points: Sequence[GridPoint]) -> None:
    down, across = picture.axes
    shape = (len(down.texts), len(across.texts))
    means = np.array([p.here.mean for p in points]).reshape(shape)
    image = axes.pcolormesh(means, cmap=COLOURS, edgecolor="white", linewidth=0.4)
    scale = _scale(means, points[0])
    image.set_norm(scale)
    if shape[1] <= MOST_CELLS:
        size = 6.2 if shape[1] <= 6 else 4.8
        for point in points:
            row, column = divmod(point.point, shape[1])
            is_dark = float(scale(point.here.mean)) < DARK
            axes.text(
                column + 0.5, row + 0.5, _cell(point, picture), ha="center", va="center",
                fontsize=size, linespacing=1.1, color="white" if is_dark else INK,
            )  # fmt: skip
    row, column = divmod(picture.reference, shape[1])
    axes.add_patch(Rectangle((column, row), 1, 1, fill=False, edgecolor=ORANGE, linewidth=1.6))
    _cells_axis(axes.xaxis, across)
    _cells_axis(axes.yaxis, down)
    axes.set_xlabel(across.label)
    axes.set_ylabel(down.label)
    axes.set_title(_panel_title(picture, points[0]), pad=6)


def _scale(means: Floats, point: GridPoint) -> Normalize:
    """Shares from 0 to 1, amounts from 0, times between their ends: so that no noise shines."""
    if point.outcome.unit == "share":
        return Normalize(0.0, 1.0)
    low = float(means.min()) if point.outcome.is_time else min(0.0, float(means.min()))
    high = float(means.max())
    return Normalize(low, high if high > low else low + 1.0)


def _cells_axis(side: Side, axis: Axis) -> None:
    texts = [f"{n:.3g}" for n in axis.numbers] if axis.numbers else [*map(_short, axis.texts)]
    step = math.ceil(len(texts) / MOST_CELLS)
    side.set_ticks([index + 0.5 for index in range(0, len(texts), step)], texts[::step])
    side.set_tick_params(length=0)


def _cell(point: GridPoint, picture: SweepPicture) -> str:
    """In how many runs, or mean and Monte Carlo error, in few letters."""
    here, outcome, language = point.here, point.outcome, picture.language
    mean, error = with_error(here.mean, here.error, language)
    if outcome.is_time:
        day, number, _, hour = time_words(picture.clock, here.mean, language).split()
        return f"{day} {number} {hour}\n±{error} h"
    if outcome.unit == "share":
        return f"{round(here.mean * point.runs)} / {point.runs}"
    return f"{'≥' * (point.censored > 0)}{mean}\n±{error}"


def _caption(picture: SweepPicture) -> str:
    language = picture.language
    n_points = math.prod(len(axis.texts) for axis in picture.axes)
    sizes = {"points": n_points, "n": picture.runs, "seed": str(picture.seed)}
    how = words("sweep_caption_map" if len(picture.axes) > 1 else "sweep_caption", language)
    told = [how, words("sweep_made", language, **sizes)]
    drawn = [axis.label for axis in picture.axes if axis.is_drawn]
    if drawn:
        told.append(words("sweep_drawn", language, names=", ".join(drawn)))
    if any(points[0].outcome.is_time for points in picture.outcomes):
        told.append(words("sweep_never", language))
    if any(p.censored for points in picture.outcomes for p in points if not p.outcome.is_time):
        told.append(words("sweep_outlasts", language))
    return fill(" ".join([*told, words("no_forecast", language)]), CAPTION)
