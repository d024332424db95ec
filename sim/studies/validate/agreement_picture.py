"""The picture of an agreement: of each contrast, how many sets have the sign of the shipped one."""

from collections.abc import Sequence
from textwrap import fill
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.pages import WIDTH, write_caption, write_title
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, pinned_settings
from sim.studies.validate.agreement import Agreement
from sim.terms.words import ENGLISH, said, words

LANE: Final = 0.24
TOP, BOTTOM = 0.5, 0.95
LEFT, RIGHT = 0.47, 0.83
THICK: Final = 0.62
CAPTION_LENGTH: Final = 148


def draw_agreement(found: Sequence[Agreement], runs: int, language: str = ENGLISH) -> Figure:
    """A bar for each contrast: sets of the same sign from the left, those against from the right.

    Args:
        found: the contrasts, drawn from top to bottom.
        runs: pairs of runs behind each value.
        language: of the words; contrasts are told as their table says them.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    height = TOP + LANE * len(found) + BOTTOM
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        axes = figure.add_axes((LEFT, BOTTOM / height, RIGHT - LEFT, 1 - (TOP + BOTTOM) / height))
        for lane, one in enumerate(found):
            _lane(axes, -lane, one, language)
        _axis(axes, found)
        write_title(figure, words("agree_title", language))
        write_caption(figure, _caption(found, runs, language))
    return figure


def _lane(axes: Axes, lane: float, one: Agreement, language: str) -> None:
    axes.barh(lane, 100, THICK, color=GRID, linewidth=0, zorder=1)
    told = said("nothing to compare", language)
    if one.telling:
        against = 100 * one.against / one.telling
        fill = BLUE if one.is_clear else "white"
        axes.barh(lane, 100 * one.share, THICK, facecolor=fill, edgecolor=BLUE, linewidth=0.8,
                  zorder=2)  # fmt: skip
        axes.barh(lane, against, THICK, left=100 - against, color=ORANGE, hatch="//////",
                  edgecolor="white", linewidth=0, zorder=3)  # fmt: skip
        told = words("count_of", language, count=one.agree, n=one.telling)
    axes.annotate(told, (1.02, lane), xycoords=("axes fraction", "data"), va="center",
                  fontsize=6.5, annotation_clip=False)  # fmt: skip


def _axis(axes: Axes, found: Sequence[Agreement]) -> None:
    lanes = [-lane for lane in range(len(found))]
    names = [f"{one.contrast.text}  ({one.contrast.contrast})" for one in found]
    axes.set_yticks(lanes, names)
    axes.tick_params(axis="y", length=0, labelsize=6.5)
    axes.set_xlim(0, 100)
    axes.set_ylim(-len(found) + 0.4, 0.6)
    axes.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
    axes.axvline(50, color=INK, linewidth=0.6, linestyle=(0, (4, 2)), zorder=4)
    axes.spines["left"].set_color(FAINT)


def _caption(found: Sequence[Agreement], runs: int, language: str) -> str:
    sets = max((one.sets for one in found), default=0)
    told = words("agree_caption", language, sets=sets, runs=runs)
    return fill(f"{told} {words('no_forecast', language)}", CAPTION_LENGTH)
