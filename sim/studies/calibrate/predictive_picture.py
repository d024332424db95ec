"""The posterior predictive check: every pattern with fresh runs, beside what is accepted."""

import math
from collections.abc import Mapping, Sequence
from textwrap import fill, wrap
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.report.pages import EDGE, WIDTH, write_caption, write_title
from sim.report.style import BLUE, FAINT, GREEN, INK, ORANGE, pinned_settings
from sim.studies.calibrate.predictive_check import PredictedPattern
from sim.studies.validate.chance import ERRORS
from sim.studies.validate.page import accepted_words
from sim.terms.words import ENGLISH, Number, words

PICTURE: Final = "predictive"
LANE: Final = 0.34
HEADING: Final = 0.3
TOP, BOTTOM = 0.62, 1.0
LEFT, RIGHT = 0.335, 0.6
COLUMNS: Final = (0.66, 0.75, 0.843, 0.937)
"""Where the columns of numbers stand: accepted, prior, shipped, posterior."""
ARMS: Final = {"prior": (FAINT, 0.24), "shipped": (INK, 0.0), "posterior": (BLUE, -0.24)}
"""Colour of each arm, and its place in a lane."""
CAPTION_LENGTH: Final = 152
LONGEST: Final = 52
"""Characters of a pattern's words that fit on a line."""


class Check(NamedTuple):
    """What is drawn.

    Attributes:
        title: title of the picture.
        episodes: the patterns of each arm, by title of the scenario.
        caption: runs, batches and seed.
        language: of the words.
    """

    title: str
    episodes: Mapping[str, Sequence[PredictedPattern]]
    caption: str
    language: str = ENGLISH


def draw_predictive(check: Check) -> Figure:
    """Draw every pattern as a lane on a scale of its own, with the values of each arm.

    Args:
        check: what to draw; at least one episode.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    episodes = {title: _by_pattern(found) for title, found in check.episodes.items()}
    lanes = sum(len(patterns) for patterns in episodes.values())
    height = TOP + LANE * lanes + HEADING * len(episodes) + BOTTOM
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        inner = (height - TOP - BOTTOM) / height
        axes = figure.add_axes((LEFT, BOTTOM / height, RIGHT - LEFT, inner))
        axes.set_xlim(0, 1)
        axes.set_ylim(-(height - TOP - BOTTOM), 0)
        axes.set_axis_off()
        y = 0.0
        for title, patterns in episodes.items():
            y -= HEADING
            _write(axes, figure, EDGE, y + 0.05, title, fontweight="bold")
            for arms in patterns.values():
                y -= LANE
                _lane(axes, figure, y + LANE / 2, arms, check.language)
        _frame(figure, check, height)
    return figure


def _by_pattern(found: Sequence[PredictedPattern]) -> dict[str, dict[str, PredictedPattern]]:
    patterns: dict[str, dict[str, PredictedPattern]] = {}
    for one in found:
        patterns.setdefault(one.pattern.pattern, {})[one.arm] = one
    return patterns


def _lane(
    axes: Axes, figure: Figure, y: float, arms: Mapping[str, PredictedPattern], language: str
) -> None:
    one = next(iter(arms.values()))
    low, high = _scale(arms)

    def at(value: float) -> float:
        return (value - low) / (high - low)

    bottom = 0.0 if one.pattern.accept_low is None else at(one.pattern.accept_low)
    top = 1.0 if one.pattern.accept_high is None else at(one.pattern.accept_high)
    wide = max(top - bottom, 0.006)
    axes.add_patch(
        Rectangle((bottom, y - LANE * 0.46), wide, LANE * 0.92, color=GREEN, alpha=0.16, lw=0)
    )
    for name, predicted in arms.items():
        colour, offset = ARMS[name]
        first, middle, last = predicted.spread
        if not math.isfinite(middle):
            continue
        place = y + offset * LANE * 1.1
        axes.plot([at(first), at(last)], [place, place], color=colour, linewidth=2.0,
                  solid_capstyle="butt", alpha=0.8)  # fmt: skip
        axes.plot(at(middle), place, "o", color=colour, markersize=3.2)
    told = "\n".join(wrap(one.pattern.text, LONGEST)[:2])
    _write(axes, figure, EDGE, y, told, linespacing=1.15)
    accepted = accepted_words(one.pattern.accept_low, one.pattern.accept_high, language)
    cells = [accepted, *(_value(arms.get(n), language) for n in ("prior", "shipped", "posterior"))]
    colours = [GREEN, *(_colour(arms.get(n)) for n in ("prior", "shipped", "posterior"))]
    for x, cell, colour in zip(COLUMNS, cells, colours, strict=True):
        _write(axes, figure, x, y, cell, ha="center", color=colour)


def _scale(arms: Mapping[str, PredictedPattern]) -> tuple[float, float]:
    """Lowest and highest value of a lane: all that is accepted and all that came."""
    one = next(iter(arms.values()))
    bounds = [one.pattern.accept_low, one.pattern.accept_high]
    values = [value for value in bounds if value is not None]
    values += [value for arm in arms.values() for value in arm.spread if math.isfinite(value)]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = (high - low) * 0.06 or max(abs(high), 1.0) * 0.1
    return low - room, high + room


def _write(axes: Axes, figure: Figure, x: float, y: float, text: str, **how: object) -> None:
    """Text at a share of the figure's width, at the height of a lane."""
    place = axes.transData.transform((0, y))[1]
    fraction = figure.transFigure.inverted().transform((0, place))[1]
    figure.text(x, fraction, text, **{"fontsize": 6.5, "va": "center", **how})  # pyright: ignore[reportArgumentType]


def _frame(figure: Figure, check: Check, height: float) -> None:
    write_title(figure, check.title)
    names = ("accepted", "prior", "shipped", "posterior")
    colours = (GREEN, *(ARMS[name][0] for name in names[1:]))
    for x, name, colour in zip(COLUMNS, names, colours, strict=True):
        head = words(f"arm_{name}", check.language)
        figure.text(x, 1 - 0.52 / height, head, fontsize=7.5, ha="center", va="center",
                    fontweight="bold", color=colour)  # fmt: skip
    told = f"{words('predictive_caption', check.language)} {check.caption}"
    write_caption(figure, fill(told, CAPTION_LENGTH))


def _value(one: PredictedPattern | None, language: str) -> str:
    if one is None or not math.isfinite(one.whole.value):
        return "–"
    error = one.whole.error
    more = f" ±{_short(error, language)}" if np.isfinite(error) and error > 0 else ""
    return f"{_short(one.whole.value, language)}{more}"


def _short(value: float, language: str) -> str:
    return f"{Number(value, language):{'.0f' if abs(value) >= 100 else '.2g'}}"


def _colour(one: PredictedPattern | None) -> str:
    return INK if one is None or one.far <= ERRORS else ORANGE
