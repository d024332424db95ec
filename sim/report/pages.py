"""What the pages of all pictures share: their width, panels below one another, title and caption.

Places are inches from the upper or lower edge, so that nothing moves when a page becomes longer;
across the page they are parts of its width.
"""

from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.style import FAINT

WIDTH: Final = 8.27
"""Inches: the width of an A4 page."""
EDGE: Final = 0.012
"""Where the words of most pages begin."""
INDENT: Final = 0.02
"""Where they begin on pages of curves over time."""
LABELS: Final = -0.058
"""Where labels of panels stand, from their left edge in page widths: room for five digits."""


def stack_panels(
    heights: Sequence[float], *, top: float, gap: float, bottom: float, sides: tuple[float, float]
) -> tuple[Figure, list[Axes]]:
    """An empty page with panels below one another.

    Args:
        heights: inches of height of each panel, from top to bottom.
        top: inches above the first.
        gap: inches between two.
        bottom: inches below the last.
        sides: left and right edge of all.
    """
    total = top + sum(heights) + gap * (len(heights) - 1) + bottom
    figure = Figure(figsize=(WIDTH, total))
    left, right = sides
    panels: list[Axes] = []
    upper = total - top
    for height in heights:
        box = (left, (upper - height) / total, right - left, height / total)
        panels.append(figure.add_axes(box))
        panels[-1].yaxis.set_label_coords(LABELS / (right - left), 0.5)
        upper -= height + gap
    return figure, panels


def fit_text(words: str, size: float, length: int) -> float:
    """The size of one line of words: smaller where they are longer than fits in full size.

    Args:
        words: what is written.
        size: full size, points.
        length: characters that fit in full size.
    """
    return size * min(1, length / len(words))


def write_title(
    figure: Figure,
    words: str,
    *,
    size: float = 12,
    left: float = EDGE,
    down: float = 0.12,
    weight: str = "bold",
) -> None:
    """The title, at the top of the page."""
    y = 1 - down / figure.get_figheight()
    figure.text(left, y, words, fontsize=size, fontweight=weight, va="top")


def write_subtitle(figure: Figure, words: str) -> None:
    """What the picture is of, below the title."""
    y = 1 - 0.36 / figure.get_figheight()
    figure.text(EDGE, y, words, fontsize=8.5, va="top", color=FAINT)


def write_caption(
    figure: Figure,
    words: str,
    *,
    left: float = EDGE,
    up: float = 0.1,
    size: float = 7,
    spacing: float = 1.4,
) -> None:
    """What a reader must know to read the picture, at the foot of the page."""
    y = up / figure.get_figheight()
    figure.text(left, y, words, fontsize=size, va="bottom", linespacing=spacing)
