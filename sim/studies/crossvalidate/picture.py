"""The picture of a cross-validation: skill over climatology of each episode that was left out."""

import math
from collections.abc import Sequence
from textwrap import fill, shorten
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.pages import WIDTH, write_caption, write_title
from sim.report.style import BLUE, FAINT, INK, ORANGE, pinned_settings
from sim.studies.crossvalidate.tables import TOLD, Predicted, skill_of
from sim.studies.validate.words import measure_words
from sim.terms.words import ENGLISH, words

LANE: Final = 0.3
TOP, BOTTOM = 0.75, 0.95
LEFT, RIGHT, GAP = 0.24, 0.98, 0.02
WORST: Final = -1.0
"""Skill below which a point stands at the edge, as an arrow."""
NAME_LENGTH: Final = 40
"""Letters of a title that have room beside the lanes."""
CAPTION_LENGTH: Final = 148


def draw_crossvalidation(
    predicted: Sequence[Predicted], titles: Sequence[str], language: str = ENGLISH
) -> Figure:
    """A panel for each score, a lane for each episode; right of the line is better.

    Args:
        predicted: the episodes, drawn from top to bottom.
        titles: of them.
        language: of the words; titles are told as they are written.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    height = TOP + LANE * len(predicted) + BOTTOM
    width = (RIGHT - LEFT - GAP * (len(TOLD) - 1)) / len(TOLD)
    names = [shorten(title, NAME_LENGTH, placeholder=" …") for title in titles]
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        for number, name in enumerate(TOLD):
            left = LEFT + number * (width + GAP)
            box = (left, BOTTOM / height, width, 1 - (TOP + BOTTOM) / height)
            axes = figure.add_axes(box)
            _panel(axes, predicted, name)
            axes.set_title(measure_words(name[0], language), fontsize=7.5)
            axes.set_yticks([-n for n in range(len(predicted))], names if number == 0 else [])
        write_title(figure, words("cross_title", language))
        told = f"{words('cross_caption', language)} {words('no_forecast', language)}"
        write_caption(figure, fill(told, CAPTION_LENGTH))
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
    axes.set_xlim(WORST - 0.12, 1.12)
    axes.set_xticks([-1, 0, 1], ["−1", "0", "1"])
    axes.set_ylim(-len(predicted) + 0.4, 0.6)
    axes.tick_params(axis="y", length=0, labelsize=6.5)
    axes.spines["left"].set_color(FAINT)
