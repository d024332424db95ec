"""What each mechanism is needed for: a table for a terminal, plain data, and a forest plot."""

import math
from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.paired import Ablated
from sim.report.pages import WIDTH, write_caption, write_title
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, pinned

FILE: Final = "ablation.json"
PICTURE: Final = "ablation"
LANE: Final = 0.27
TOP, BOTTOM = 0.5, 0.95
LEFT, RIGHT = 0.47, 0.775
SHOWN: Final = (-1.0, 3.0)
"""Part of the axis that is shown, in multiples of what is required; beyond it stands an arrow."""
_HEAD: Final = ("off", "what must change", "least", "effect", "95 % interval", "verdict")


def ablation_table(ablated: Sequence[Ablated]) -> str:
    """One line for each claim, and how many hold.

    Returns:
        Lines without a final line break.
    """
    rows = [_HEAD, *(_cells(one) for one in ablated)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*lines, "", needed(ablated)])


def needed(ablated: Sequence[Ablated]) -> str:
    """How many claims hold, over how many pairs."""
    hold = sum(one.verdict == "needed" for one in ablated)
    pairs = max((one.pairs for one in ablated), default=0)
    return f"needed: {hold} of {len(ablated)}, over {pairs} pairs of runs with the same chance"


def _cells(one: Ablated) -> tuple[str, ...]:
    effect = one.effect
    return (
        one.mechanism,
        _words(one),
        _number(one.least),
        _number(effect.value),
        _interval(one),
        one.verdict,
    )


def _words(one: Ablated) -> str:
    return f"{one.text} ({one.condition})" if one.condition else one.text


def _interval(one: Ablated) -> str:
    words = f"[{_number(one.effect.low)}, {_number(one.effect.high)}]"
    return f"{words} {one.unit}".rstrip()


def _number(value: float) -> str:
    if math.isnan(value):
        return "-"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def ablation_content(ablated: Sequence[Ablated], scenario: str, seed: int) -> dict[str, Any]:
    """Content of ``ablation.json``."""
    return {
        "scenario": scenario,
        "seed": seed,
        "pairs": max((one.pairs for one in ablated), default=0),
        "effects": [
            {
                "mechanism": one.mechanism,
                "text": one.text,
                "condition": one.condition,
                "unit": one.unit,
                "least": one.least,
                "neutral": one.neutral,
                "effect": one.effect.value,
                "error": one.effect.error,
                "interval": [one.effect.low, one.effect.high],
                "telling_pairs": one.effect.n,
                "verdict": one.verdict,
            }
            for one in ablated
        ],
    }


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
    with pinned():
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
    words = f"{_number(effect.value)} {_interval(one)}"
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
