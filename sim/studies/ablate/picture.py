"""The picture of an ablation: a forest plot of what changes without each mechanism."""

import math
from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.paired import Ablated
from sim.report.pages import WIDTH, write_caption, write_title
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, pinned_settings
from sim.studies.ablate.tables import interval_words, needed, number_words

LANE: Final = 0.27
TOP, BOTTOM = 0.5, 0.95
LEFT, RIGHT = 0.47, 0.775
SHOWN: Final = (-1.0, 3.0)
"""Part of the axis that is shown, in multiples of what is required; beyond it stands an arrow."""


def draw_ablation(ablated: Sequence[Ablated], title: str, seed: int) -> Figure:
    """A forest plot: each effect with its interval, in multiples of what is required.

    Args:
        ablated: the effects, drawn from top to bottom.
        title: title of the scenario.
        seed: seed of the runs.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    height = TOP + LANE * len(ablated) + BOTTOM
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        axes = figure.add_axes((LEFT, BOTTOM / height, RIGHT - LEFT, 1 - (TOP + BOTTOM) / height))
        axes.axvspan(1, SHOWN[1], color=BLUE, alpha=0.07, linewidth=0)
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.axvline(1, color=BLUE, linewidth=0.8, linestyle=(0, (4, 2)))
        for lane, one in enumerate(ablated):
            _lane(axes, -lane, one)
        _axis(axes, ablated)
        write_title(figure, f"Without each mechanism: {title}")
        write_caption(figure, _caption(ablated, seed))
    return figure


def _lane(axes: Axes, lane: float, one: Ablated) -> None:
    effect = one.effect
    words = f"{number_words(effect.value)} {interval_words(one)}"
    axes.annotate(words, (1.04, lane), xycoords=("axes fraction", "data"), va="center",
                  fontsize=6.5, annotation_clip=False)  # fmt: skip
    if math.isnan(effect.value):
        return
    ends = [one.relative(end) for end in (effect.low, effect.high)]
    low, high = (min(max(end, SHOWN[0]), SHOWN[1]) for end in sorted(ends))
    middle = one.relative(effect.value)
    colour = BLUE if one.verdict == "needed" else ORANGE
    axes.plot([low, high], [lane, lane], color=colour, linewidth=2.0, solid_capstyle="butt")
    if SHOWN[0] <= middle <= SHOWN[1]:
        axes.plot(middle, lane, "o" if one.verdict == "needed" else "s", color=colour, markersize=5)
    else:
        edge, mark = (SHOWN[1], ">") if middle > 0 else (SHOWN[0], "<")
        axes.plot(edge, lane, mark, color=colour, markersize=6, clip_on=False)


def _axis(axes: Axes, ablated: Sequence[Ablated]) -> None:
    lanes = [-lane for lane in range(len(ablated))]
    axes.set_yticks(lanes, [f"{one.mechanism.replace('_', ' ')}: {one.text}" for one in ablated])
    axes.tick_params(axis="y", length=0, labelsize=6.5)
    axes.set_xlim(*SHOWN)
    axes.set_ylim(-len(ablated) + 0.4, 0.6)
    axes.set_xticks([-1, 0, 1, 2, 3], ["-1", "no\nchange", "just\nenough", "2", "3"])
    axes.grid(axis="x", color=GRID, linewidth=0.4, zorder=0)
    axes.spines["left"].set_color(FAINT)


def _caption(ablated: Sequence[Ablated], seed: int) -> str:
    return (
        "Change when the mechanism is off, in multiples of the least change required of it; bars "
        "are 95 % bootstrap intervals over pairs; an arrow is beyond the axis.\n"
        "Round and blue: as large as required; square and orange: not, or not clear. On the "
        "right the change itself with its interval.\n"
        f"{needed(ablated).capitalize()}, seed {seed}. A model for understanding, not a forecast."
    )
