"""The picture of a cross-validation: skill over climatology of each episode that was left out."""

import math
from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.pages import WIDTH, write_caption, write_title
from sim.report.style import BLUE, FAINT, INK, ORANGE, pinned_settings
from sim.studies.crossvalidate.tables import TOLD, Predicted, skill_of

LANE: Final = 0.3
TOP, BOTTOM = 0.75, 0.95
LEFT, RIGHT, GAP = 0.24, 0.98, 0.02
WORST: Final = -1.0
"""Skill below which a point stands at the edge, as an arrow."""


def draw_crossvalidation(predicted: Sequence[Predicted], titles: Sequence[str]) -> Figure:
    """A panel for each score, a lane for each episode; right of the line is better.

    Args:
        predicted: the episodes, drawn from top to bottom.
        titles: of them.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    height = TOP + LANE * len(predicted) + BOTTOM
    width = (RIGHT - LEFT - GAP * (len(TOLD) - 1)) / len(TOLD)
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        for number, name in enumerate(TOLD):
            left = LEFT + number * (width + GAP)
            box = (left, BOTTOM / height, width, 1 - (TOP + BOTTOM) / height)
            axes = figure.add_axes(box)
            _panel(axes, predicted, name)
            axes.set_yticks([-n for n in range(len(predicted))], titles if number == 0 else [])
        write_title(figure, "Episodes that were left out of the fit, forecast day by day")
        write_caption(figure, _CAPTION)
    return figure


def _panel(axes: Axes, predicted: Sequence[Predicted], name: tuple[str, str]) -> None:
    axes.axvline(0.0, color=INK, linewidth=0.8, zorder=1)
    for lane, one in enumerate(predicted):
        skill = skill_of(one.test, name)
        if math.isnan(skill):
            continue
        mark, colour = ("o", BLUE) if skill > 0.0 else ("s", ORANGE)
        mark = "<" if skill < WORST else mark
        axes.plot(max(skill, WORST), -lane, mark, color=colour, markersize=5, zorder=3)
    axes.set_title(f"{name[0].replace('_', ' ')} ({name[1]})", fontsize=7.5)
    axes.set_xlim(WORST - 0.12, 1.12)
    axes.set_xticks([-1, 0, 1], ["−1", "0", "1"])
    axes.set_ylim(-len(predicted) + 0.4, 0.6)
    axes.tick_params(axis="y", length=0, labelsize=6.5)
    axes.spines["left"].set_color(FAINT)


_CAPTION: Final = (
    "Skill over climatology, the law of a day of the other episodes: 1 perfect, 0 no better, "
    "left of the line worse; an arrow is worse than −1.\nEach episode is forecast by the "
    "parameter sets that came nearest to all others. An empty lane: nobody knows. An episode is "
    "one draw.\nA model for understanding, not a forecast."
)
