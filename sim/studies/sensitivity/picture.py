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
from sim.report.pages import WIDTH, write_caption, write_subtitle, write_title
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, pinned_settings
from sim.studies.sensitivity.indices import MonteCarloNoise, MorrisEffect, SobolIndices

PICTURE: Final = "sensitivity"
LANE: Final = 0.15
LEAST: Final = 1.1
"""Least inches of height of a panel; of one without anything to draw ..."""
EMPTY: Final = 0.15
"""... as many."""
MOST_LANES: Final = 8
"""Most factors shown of each outcome, the strongest; the tables hold all."""
MOST_NAMED: Final = 4
"""Most factors named in the picture of effect against spread."""
SAME_PLACE: Final = 0.05
"""Part of the axis within which two marks are named together."""
CAPTION: Final = 148
"""Letters of a line of the caption."""
TOP, BOTTOM, GAP = 0.85, 1.3, 0.64
LABELS: Final = 0.245
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
    """

    title: str
    method: str
    told: Sequence[OutcomeSensitivity]
    labels: Mapping[str, str]
    points: int
    replicates: int
    seed: int
    undrawn: str


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
        names = {"morris": "What moves it: effect of each quantity over its range (Morris)",
                 "sobol": "What moves it: shares of the variance (Sobol')"}  # fmt: skip
        write_title(figure, names[picture.method])
        write_subtitle(figure, picture.title)
        write_caption(figure, _caption(picture))
    return figure


def _rows(picture: SensitivityPicture) -> list[tuple[Sequence[OutcomeSensitivity], float]]:
    """Outcomes side by side, and inches of height: little where there is nothing to draw."""
    columns = 1 if picture.method == "morris" else 2
    lanes = min(len(picture.labels), MOST_LANES) + 1
    rows: list[tuple[Sequence[OutcomeSensitivity], float]] = []
    for first in range(0, len(picture.told), columns):
        row = picture.told[first : first + columns]
        is_empty = all(told.noise is None for told in row)
        rows.append((row, EMPTY if is_empty else max(LANE * lanes, LEAST)))
    return rows


def _outcome(
    figure: Figure,
    picture: SensitivityPicture,
    told: OutcomeSensitivity,
    place: tuple[int, float, float],
) -> None:
    """One outcome: bars, and of Morris the spread of each effect beside them."""
    column, bottom, height = place
    is_morris = picture.method == "morris"
    left = LABELS + 0.5 * column
    bars = figure.add_axes((left, bottom, 0.355 if is_morris else 0.225, height))
    bars.set_title(query_words(told.outcome), pad=5, x=0.0 if is_morris else -0.55)
    if not told.found or told.noise is None:
        bars.set_axis_off()
        bars.text(0, 1, told.why, transform=bars.transAxes, color=FAINT, va="top")
        return
    shown = told.found[:MOST_LANES]
    effects = [one for one in shown if isinstance(one, MorrisEffect)]
    shares = [one for one in shown if isinstance(one, SobolIndices)]
    if effects:
        _effect_bars(bars, effects, told.noise)
        unit = "" if told.outcome.unit == "share" else f", {told.outcome.unit}"
        bars.set_xlabel(f"mean absolute effect µ*{unit}")
        spread = figure.add_axes((0.72, bottom, 0.255, height))
        _spread(spread, effects, unit)
    else:
        _share_bars(bars, shares, told.noise)
    _lanes(bars, [picture.labels[one.name] for one in shown])


def _effect_bars(axes: Axes, effects: Sequence[MorrisEffect], noise: MonteCarloNoise) -> None:
    for lane, effect in enumerate(effects):
        face = BLUE if effect.is_clear else "white"
        axes.barh(-lane, effect.mu_star, 0.62, facecolor=face, edgecolor=BLUE, linewidth=0.7)
        axes.plot([effect.low, effect.high], [-lane, -lane], color=INK, linewidth=0.9, zorder=3)
        if math.isfinite(effect.chance):
            axes.plot([effect.chance] * 2, [-lane - 0.4, -lane + 0.4], color=ORANGE, linewidth=1.2,
                      zorder=4)  # fmt: skip
    axes.barh(-len(effects), noise.spread, 0.62, color=FAINT, alpha=0.55)
    words = f"{100 * noise.share:.0f} % of the variance of a run"
    axes.annotate(words, (0, -len(effects)), xytext=(3, 0), textcoords="offset points",
                  va="center", fontsize=6, zorder=5)  # fmt: skip
    axes.set_xlim(left=0)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5))


def _spread(axes: Axes, effects: Sequence[MorrisEffect], unit: str) -> None:
    """Effect against its spread over the other quantities; above the line it is mostly spread."""
    most = max([e.high for e in effects] + [e.sigma for e in effects]) * 1.08 or 1.0
    axes.plot([0, most], [0, most], color=FAINT, linewidth=0.7, linestyle=(0, (4, 2)))
    for effect in effects:
        face = BLUE if effect.is_clear else "white"
        axes.plot([effect.low, effect.high], [effect.sigma] * 2, color=BLUE, linewidth=0.6)
        axes.plot(effect.mu_star, effect.sigma, "o", markersize=4, markeredgecolor=BLUE,
                  markerfacecolor=face)  # fmt: skip
    for (x, y), numbers in _named(effects, most).items():
        axes.annotate(numbers, (x, y), xytext=(0, 5), textcoords="offset points", ha="center",
                      fontsize=6)  # fmt: skip
    axes.set_xlim(0, most)
    axes.set_ylim(0, most)
    axes.set_xlabel(f"µ*{unit}")
    axes.set_ylabel("spread σ")
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.grid(color=GRID, linewidth=0.3)


def _named(effects: Sequence[MorrisEffect], most: float) -> dict[tuple[float, float], str]:
    """Where to write which numbers: those of effects that lie together side by side."""
    near = SAME_PLACE * most
    named: dict[tuple[float, float], str] = {}
    for number, effect in enumerate(effects[:MOST_NAMED], start=1):
        if effect.mu_star <= near:
            continue
        spot = (effect.mu_star, effect.sigma)
        there = next((at for at in named if math.dist(at, spot) < near), None)
        if there is None:
            named[spot] = str(number)
        else:
            named[there] += f", {number}"
    return named


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
    axes.set_xlabel("share of variance")


def _lanes(axes: Axes, labels: Sequence[str]) -> None:
    short = [x if len(x) <= MOST_LETTERS else f"{x[: MOST_LETTERS - 1]}…" for x in labels]
    numbered = [f"{label}  {i + 1}" for i, label in enumerate(short)]
    names = [*numbered, "chance (one run)"]
    axes.set_yticks([-lane for lane in range(len(names))], names, fontsize=6.2)
    axes.set_ylim(-len(names) + 0.4, 0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=GRID, linewidth=0.4, zorder=0)
    axes.set_axisbelow(True)


def _caption(picture: SensitivityPicture) -> str:
    design = (
        f"{picture.points} points of {picture.replicates} runs with the same chance, seed "
        f"{picture.seed}; every quantity evenly over its declared range. {picture.undrawn}"
    )
    most = f" The {MOST_LANES} strongest." if len(picture.labels) > MOST_LANES else ""
    if picture.method == "morris":
        how = (
            "Change of the mean outcome as a quantity moves, per range (steps are two thirds of "
            "it, so that a share may change by more than 100 %), with its "
            f"95 % bootstrap interval.{most} Orange: what chance alone would show; hollow: not "
            "told apart from it. Grey: standard deviation of runs of the same point. Right: above "
            "the dashed line the effect depends mostly on the other quantities, or is curved."
        )
    else:
        how = (
            "Shares of the variance of the mean outcome, with 95 % bootstrap intervals: dark what "
            "a quantity brings about alone (S1), light what it has a part in with others (ST); "
            "orange: the total of what has no effect, by chance; hollow: not clear."
            f"{most} Grey: share of chance in the variance of one run, which the "
            "mean leaves out."
        )
    model = "A model for understanding, not a forecast."
    return "\n".join(fill(words, CAPTION) for words in (how, f"{design} {model}"))
