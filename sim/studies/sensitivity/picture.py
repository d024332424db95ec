"""Pictures of a sensitivity study: Morris' effects, or Sobol' shares, with chance beside them."""

import math
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis.outcome_queries import OutcomeQuery
from sim.report.page.outcome_words import query_words
from sim.report.page.setting_words import DOT
from sim.report.pages import WIDTH, write_caption, write_subtitle, write_title
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, pinned_settings
from sim.studies.sensitivity.indices import MonteCarloNoise, MorrisEffect, SobolIndices
from sim.terms.words import ENGLISH, words

PICTURE: Final = "sensitivity"
LANE: Final = 0.15
LEAST: Final = 1.1
"""Least inches of height of a panel; of one without anything to draw ..."""
EMPTY: Final = 0.15
"""... as many."""
MOST_LANES: Final = 8
"""Most factors shown of each outcome, the strongest; the tables hold all."""
COLUMNS: Final = 2
"""Outcomes beside each other."""
ARROWS: Final = {1: "↑", -1: "↓", 0: "↕"}
"""Whether more of a number raises or lowers the outcome, or now one and now the other."""
CAPTION: Final = 148
"""Letters of a line of the caption."""
TOP, BOTTOM, GAP = 0.85, 1.3, 0.64
LABELS, HALF, WIDE = 0.245, 0.5, 0.225
"""Left edge of the bars, distance of the two columns, and width of the bars, in page widths."""
LEFT: Final = -1.035
"""Where the title of a panel begins, in widths of its bars."""
MOST_LETTERS: Final = 38
"""Letters of a label that fit beside the bars."""


class OutcomeSensitivity(NamedTuple):
    """What is known of one outcome.

    Attributes:
        outcome: what was asked for.
        found: effects or shares, the strongest first; empty when nothing moves the outcome.
        noise: how much of it is chance; None when nothing moves it.
        why: why there is nothing.
    """

    outcome: OutcomeQuery
    found: Sequence[MorrisEffect] | Sequence[SobolIndices]
    noise: MonteCarloNoise | None
    why: str = ""


class SensitivityPicture(NamedTuple):
    """What the picture shows.

    Attributes:
        title: title of the scenario.
        method: "morris" or "sobol".
        told: each outcome.
        labels: words for each factor, by path.
        points: number of points.
        replicates: runs of each point.
        seed: seed of design and runs.
        undrawn: what is said of postures that are drawn in every run.
        language: of its words, those that are given here among them.
    """

    title: str
    method: str
    told: Sequence[OutcomeSensitivity]
    labels: Mapping[str, str]
    points: int
    replicates: int
    seed: int
    undrawn: str
    language: str = ENGLISH


def draw_sensitivity(picture: SensitivityPicture) -> Figure:
    """Draw effects or shares of every outcome.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    rows = _rows(picture)
    height = TOP + BOTTOM + sum(panel for _, panel in rows) + (len(rows) - 1) * GAP
    top = height - TOP
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        for row, panel in rows:
            for column, told in enumerate(row):
                place = (column, (top - panel) / height, panel / height)
                _outcome(figure, picture, told, place)
            top -= panel + GAP
        write_title(figure, words("moves_picture", picture.language))
        write_subtitle(figure, picture.title)
        write_caption(figure, _caption(picture))
    return figure


def _rows(picture: SensitivityPicture) -> list[tuple[Sequence[OutcomeSensitivity], float]]:
    """Outcomes side by side, and inches of height: little, and last, of what nothing moves."""
    lanes = min(len(picture.labels), MOST_LANES) + 1
    told = sorted(picture.told, key=lambda one: one.noise is None)
    rows: list[tuple[Sequence[OutcomeSensitivity], float]] = []
    for first in range(0, len(told), COLUMNS):
        row = told[first : first + COLUMNS]
        is_empty = all(one.noise is None for one in row)
        rows.append((row, EMPTY if is_empty else max(LANE * lanes, LEAST)))
    return rows


def _outcome(
    figure: Figure,
    picture: SensitivityPicture,
    told: OutcomeSensitivity,
    place: tuple[int, float, float],
) -> None:
    """One outcome: a bar for each number, the strongest first, and chance below them."""
    column, bottom, height = place
    language, is_share = picture.language, told.outcome.unit == "share"
    label = query_words(told.outcome, language)
    bars = figure.add_axes((LABELS + HALF * column, bottom, WIDE, height))
    bars.set_title(label[:1].upper() + label[1:], pad=5, x=LEFT, ha="left")
    if not told.found or told.noise is None:
        bars.set_axis_off()
        bars.set_xticks([])
        bars.set_yticks([])
        why = words("moves_not_at_all", language, outcome=label)
        bars.text(LEFT, 1, fill(why, 58), transform=bars.transAxes, color=FAINT, va="top")
        return
    shown = told.found[:MOST_LANES]
    effects = [one for one in shown if isinstance(one, MorrisEffect)]
    shares = [one for one in shown if isinstance(one, SobolIndices)]
    if effects:
        _effect_bars(bars, effects, told.noise, 100.0 if is_share else 1.0, language)
        key = "moves_axis_share" if is_share else "moves_axis"
        bars.set_xlabel(words(key, language), fontsize=6, x=LEFT + (1 - LEFT) / 2)
    else:
        _share_bars(bars, shares, told.noise)
        bars.set_xlabel(words("moves_variance", language), fontsize=6)
    _lanes(bars, [picture.labels[one.name] for one in shown], language)


def _effect_bars(
    axes: Axes,
    effects: Sequence[MorrisEffect],
    noise: MonteCarloNoise,
    scale: float,
    language: str,
) -> None:
    """Bars of effects, each with the way in which more of the number moves the outcome."""
    for lane, effect in enumerate(effects):
        face = BLUE if effect.is_clear else "white"
        size, ends = scale * effect.mu_star, [scale * effect.low, scale * effect.high]
        axes.barh(-lane, size, 0.62, facecolor=face, edgecolor=BLUE, linewidth=0.7)
        axes.plot(ends, [-lane, -lane], color=INK, linewidth=0.9, zorder=3)
        axes.annotate(ARROWS[effect.sign], (max(ends[1], size), -lane), xytext=(3, 0), fontsize=7,
                      textcoords="offset points", va="center")  # fmt: skip
        if math.isfinite(effect.chance):
            chance = scale * effect.chance
            axes.plot([chance] * 2, [-lane - 0.4, -lane + 0.4], color=ORANGE, linewidth=1.2,
                      zorder=4)  # fmt: skip
    axes.barh(-len(effects), scale * noise.spread, 0.62, color=FAINT, alpha=0.55)
    share = words("moves_noise", language, share=noise.share)
    axes.annotate(share, (0, -len(effects)), xytext=(3, 0), textcoords="offset points",
                  va="center", fontsize=6, zorder=5)  # fmt: skip
    axes.set_xlim(0, 1.08 * axes.get_xlim()[1])
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5))


def _share_bars(axes: Axes, shares: Sequence[SobolIndices], noise: MonteCarloNoise) -> None:
    for lane, share in enumerate(shares):
        values = (
            (share.total, share.total_error, 0.19, 0.4),
            (share.first, share.first_error, -0.19, 1.0),
        )
        for value, error, shift, alpha in values:
            at = -lane - shift
            face = BLUE if share.is_clear else "white"
            axes.barh(
                at, max(value, 0.0), 0.36, facecolor=face, edgecolor=BLUE, alpha=alpha,
                linewidth=0.5,
            )  # fmt: skip
            ends = [min(max(end, -0.02), 1.05) for end in (value - error, value + error)]
            axes.plot(ends, [at, at], color=INK, linewidth=0.8, zorder=3)
        if math.isfinite(share.chance):
            axes.plot([share.chance] * 2, [-lane - 0.4, -lane], color=ORANGE, linewidth=1.2,
                      zorder=4)  # fmt: skip
    lane = -len(shares)
    axes.barh(lane, noise.share, 0.62, color=FAINT, alpha=0.55)
    axes.plot([noise.low, noise.high], [lane, lane], color=INK, linewidth=0.8, zorder=3)
    axes.set_xlim(0, 1.05)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])


def _lanes(axes: Axes, labels: Sequence[str], language: str) -> None:
    names = [*map(_short, labels), words("moves_one_run", language)]
    axes.set_yticks([-lane for lane in range(len(names))], names, fontsize=6.2)
    axes.set_ylim(-len(names) + 0.4, 0.6)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=6.5)
    axes.grid(axis="x", color=GRID, linewidth=0.4, zorder=0)
    axes.set_axisbelow(True)


def _short(label: str) -> str:
    """A label that fits: of whose it is as much as there is room for, and what it is as a whole."""
    whose, dot, what = label.rpartition(DOT)
    room = MOST_LETTERS - len(dot + what)
    if len(whose) <= room:
        return label
    cut = whose[: max(room - 2, 0)]
    return f"{cut.rpartition(' ')[0] or cut} …{dot}{what}"


def _caption(picture: SensitivityPicture) -> str:
    language = picture.language
    sizes = {"points": picture.points, "runs": picture.replicates, "seed": str(picture.seed)}
    how = words("moves_caption" if picture.method == "morris" else "shares_caption", language)
    is_cut = len(picture.labels) > MOST_LANES
    most = [words("moves_strongest", language, n=MOST_LANES)] if is_cut else []
    rest = [words("moves_made", language, **sizes), picture.undrawn, words("no_forecast", language)]
    return fill(" ".join([how, *most, *rest]), CAPTION)
