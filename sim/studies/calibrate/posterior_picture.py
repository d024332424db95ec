"""What a calibration says of its parameters: posterior beside prior, one by one and in pairs."""

from collections.abc import Sequence
from textwrap import fill, wrap
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis.bands import Floats
from sim.report.pages import WIDTH, fit_text, write_caption, write_title
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, pinned_settings
from sim.studies.calibrate.posterior import Marginal, Pair
from sim.studies.calibrate.priors import Prior
from sim.terms.words import ENGLISH, said, signed, words

PICTURE: Final = "posterior"
MOST_IN_PAIRS: Final = 6
"""Parameters up to which pairs are drawn as well."""
COLUMNS: Final = 4
"""Panels in a row when only single parameters are drawn."""
MOST_SHOWN: Final = 40
"""Parameters that are drawn; of more, those of which most was learnt."""
BINS: Final = 14
TOP: Final = 0.62
TITLE_SIZE: Final = 12
TITLE_LENGTH: Final = 66
"""Characters that fit on the line in full size; longer titles are set smaller."""
LINE: Final = 0.137
"""Inches of a line of the caption."""
LABELS: Final = 0.55
"""Inches of the labels of the lowest axes."""
LETTERS: Final = 152
"""Characters of a line of the caption."""
LABEL_LENGTH: Final = 30
"""Characters of a line of the label of an axis."""
VERDICTS: Final = {
    "identified": ("posterior_told", BLUE), "weakly identified": ("posterior_little", INK),
    "not identified": ("posterior_not", ORANGE),
}  # fmt: skip


class Posterior(NamedTuple):
    """What is drawn.

    Attributes:
        title: title of the picture.
        marginals: of each parameter.
        pairs: of every two parameters.
        values: of the vectors, shape (vector, parameter).
        weights: of the vectors, shape (vector,).
        caption: how many were tried and kept, runs and seed.
        labels: what each parameter is called.
        language: of the words.
    """

    title: str
    marginals: Sequence[Marginal]
    pairs: Sequence[Pair]
    values: Floats
    weights: Floats
    caption: str
    labels: Sequence[str]
    language: str = ENGLISH


def draw_posterior(picture: Posterior) -> Figure:
    """Draw the posterior of every parameter, and of every two where they are few.

    Args:
        picture: what to draw; at least one vector and one parameter.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    with pinned_settings():
        in_pairs = 1 < len(picture.marginals) <= MOST_IN_PAIRS
        caption = _caption(picture, in_pairs=in_pairs)
        bottom = 0.12 + LINE * (caption.count("\n") + 1) + LABELS
        figure = _in_pairs(picture, bottom) if in_pairs else _one_by_one(picture, bottom)
        size = max(fit_text(picture.title, TITLE_SIZE, TITLE_LENGTH), 7)
        write_title(figure, picture.title, size=size)
        write_caption(figure, caption)
    return figure


def _in_pairs(picture: Posterior, bottom: float) -> Figure:
    n = len(picture.marginals)
    left, right = 0.085, 0.985
    side = min((right - left) * WIDTH / n, 2.9)
    height = TOP + side * n + bottom
    figure = Figure(figsize=(WIDTH, height))
    grid = figure.subplots(
        n, n, squeeze=False,
        gridspec_kw={"left": left, "right": min(right, left + side * n / WIDTH),
                     "top": 1 - TOP / height, "bottom": bottom / height,
                     "hspace": 0.3, "wspace": 0.28},
    )  # fmt: skip
    priors = [one.prior for one in picture.marginals]
    related = {(pair.first, pair.second): pair.correlation for pair in picture.pairs}
    for row in range(n):
        for column in range(n):
            axes: Axes = grid[row, column]
            if row == column:
                _single(axes, picture, row)
            elif row > column:
                _pair(axes, picture, (priors[column], priors[row]), (column, row))
            else:
                related_by = related[priors[row].path, priors[column].path]
                _number(axes, related_by, picture.language)
            if row == n - 1:
                axes.set_xlabel(_label(picture, column))
            if column == 0 and row:
                axes.set_ylabel(_label(picture, row))
    return figure


def _one_by_one(picture: Posterior, bottom: float) -> Figure:
    """Panels of single parameters; of very many those of which most was learnt."""
    shown = list(range(len(picture.marginals)))
    if len(shown) > MOST_SHOWN:
        shown = sorted(shown, key=lambda i: -picture.marginals[i].distance)[:MOST_SHOWN]
    columns = min(COLUMNS, len(shown))
    rows = -(-len(shown) // columns)
    each = 1.55 if columns > 1 else 2.4
    height = TOP + each * rows + bottom
    figure = Figure(figsize=(WIDTH, height))
    grid = figure.subplots(
        rows, columns, squeeze=False,
        gridspec_kw={"left": 0.05, "right": 0.985 if columns > 1 else 0.55,
                     "top": 1 - TOP / height, "bottom": bottom / height,
                     "hspace": 0.75, "wspace": 0.18},
    )  # fmt: skip
    for place, axes in enumerate(grid.flat):
        if place < len(shown):
            _single(axes, picture, shown[place])
            axes.set_xlabel(_label(picture, shown[place]))
        else:
            axes.set_axis_off()
    return figure


def _single(axes: Axes, picture: Posterior, index: int) -> None:
    marginal = picture.marginals[index]
    prior = marginal.prior
    edges = np.linspace(prior.low, prior.high, BINS + 1)
    share, _ = np.histogram(picture.values[:, index], edges, weights=picture.weights)
    axes.bar(
        edges[:-1], share / picture.weights.sum() / np.diff(edges), np.diff(edges), align="edge",
        color=BLUE, alpha=0.45, linewidth=0,
    )  # fmt: skip
    grid = np.unique(np.append(np.linspace(prior.low, prior.high, 201), prior.value))
    axes.plot(grid, prior.density(grid), color=FAINT, linewidth=1.2)
    axes.axvline(prior.value, color=INK, linewidth=0.9, linestyle=(0, (4, 2)))
    axes.set_xlim(prior.low, prior.high)
    axes.set_ylim(bottom=0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4))
    key, colour = VERDICTS[marginal.verdict]
    axes.set_title(words(key, picture.language), fontsize=7, color=colour, pad=3)


def _pair(axes: Axes, picture: Posterior, priors: tuple[Prior, Prior], at: tuple[int, int]) -> None:
    weights = picture.weights / picture.weights.max()
    x, y = (picture.values[:, index] for index in at)
    axes.scatter(x, y, s=3 + 30 * weights, color=BLUE, alpha=0.45, linewidth=0)
    axes.axvline(priors[0].value, color=INK, linewidth=0.7, linestyle=(0, (4, 2)))
    axes.axhline(priors[1].value, color=INK, linewidth=0.7, linestyle=(0, (4, 2)))
    axes.set_xlim(priors[0].low, priors[0].high)
    axes.set_ylim(priors[1].low, priors[1].high)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.grid(color=GRID, linewidth=0.3, zorder=0)


def _number(axes: Axes, correlation: float, language: str) -> None:
    axes.set_axis_off()
    text = signed(correlation, ".2f", language) if np.isfinite(correlation) else "–"
    strong = np.isfinite(correlation) and abs(correlation) >= 0.5
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", fontsize=11,
              color=INK if strong else FAINT)  # fmt: skip


def _label(picture: Posterior, index: int) -> str:
    """Label of an axis, in two lines at most: whose and what, and the unit."""
    unit = said(picture.marginals[index].prior.unit, picture.language)
    label = picture.labels[index]
    return "\n".join(wrap(f"{label}, {unit}" if unit else label, LABEL_LENGTH)[:2])


def _caption(picture: Posterior, *, in_pairs: bool) -> str:
    language, more = picture.language, len(picture.marginals) - MOST_SHOWN
    told = [words("posterior_caption", language)]
    if more > 0:
        told.append(words("posterior_shown", language, n=more))
    if in_pairs:
        told.append(words("posterior_pairs", language))
    return fill(" ".join([*told, picture.caption]), LETTERS)
