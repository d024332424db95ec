"""The picture of an ablation: a forest plot of what changes without each mechanism."""

import math
from collections.abc import Sequence
from textwrap import fill
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.paired import Ablated
from sim.report.pages import WIDTH, fit_text, write_caption, write_title
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, pinned_settings
from sim.studies.ablate.page import effect_words, mechanism_words
from sim.terms.words import ENGLISH, said, words

LANE: Final = 0.29
LABEL: Final = 62
"""Letters of a line of what must change."""
CAPTION: Final = 148
"""Letters of a line of the caption."""
TOP, BOTTOM = 0.5, 0.95
LEFT, RIGHT = 0.47, 0.775
SHOWN: Final = (-1.0, 3.0)
"""Part of the axis that is shown, in multiples of what is required; beyond it stands an arrow."""


def draw_ablation(
    ablated: Sequence[Ablated], title: str, seed: int, language: str = ENGLISH
) -> Figure:
    """A forest plot: each effect with its interval, in multiples of what is required.

    Args:
        ablated: the effects, drawn from top to bottom.
        title: title of the scenario.
        seed: seed of the runs.
        language: of its words.

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
            _lane(axes, -lane, one, language)
        _axis(axes, ablated, language)
        shown = words("needed_picture", language, title=title)
        write_title(figure, shown, size=fit_text(shown, 12, 80))
        write_caption(figure, _caption(ablated, seed, language))
    return figure


def _lane(axes: Axes, lane: float, one: Ablated, language: str) -> None:
    effect = one.effect
    axes.annotate(effect_words(one, language), (1.04, lane), xycoords=("axes fraction", "data"),
                  va="center", fontsize=6.2, annotation_clip=False)  # fmt: skip
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


def _axis(axes: Axes, ablated: Sequence[Ablated], language: str) -> None:
    lanes = [-lane for lane in range(len(ablated))]
    told = (
        f"{mechanism_words(one.mechanism, language)}: {said(one.text, language)}" for one in ablated
    )
    axes.set_yticks(lanes, [fill(text, LABEL) for text in told])
    axes.tick_params(axis="y", length=0, labelsize=6.2)
    axes.set_xlim(*SHOWN)
    axes.set_ylim(-len(ablated) + 0.4, 0.6)
    axes.set_xticks(
        [-1, 0, 1, 2, 3],
        [
            "−1",
            *(
                words(key, language).replace(" ", "\n", 1)
                for key in ("needed_no_change", "needed_enough")
            ),
            "2",
            "3",
        ],
    )
    axes.grid(axis="x", color=GRID, linewidth=0.4, zorder=0)
    axes.spines["left"].set_color(FAINT)


def _caption(ablated: Sequence[Ablated], seed: int, language: str) -> str:
    count = sum(one.verdict == "needed" for one in ablated)
    pairs = max((one.pairs for one in ablated), default=0)
    sizes = {"count": count, "all": len(ablated), "n": pairs, "seed": str(seed)}
    told = words("needed_caption", language, **sizes)
    return fill(f"{told} {words('no_forecast', language)}", CAPTION)
