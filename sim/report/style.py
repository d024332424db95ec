"""How figures look: colours for every reader and printer, and the same bytes on every run."""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font_names

DPI: Final = 180
INK: Final = "#1a1a1a"
FAINT: Final = "#8a8a8a"
GRID: Final = "#d9d9d9"

RUNG_COLOURS: Final[tuple[str, ...]] = (
    "#ececec", "#fbe3b0", "#fac77d", "#f6a15b", "#e97a4f", "#cf5250", "#a33461", "#6b2166",
    "#2b0f45",
)  # fmt: skip
"""Grey for calm, then ever darker from rung 1 to 8, so that order survives a grey printer and
every common kind of colour blindness."""

BLUE: Final = "#0072b2"
ORANGE: Final = "#d55e00"
GREEN: Final = "#00795a"
PURPLE: Final = "#5b2a86"
OBSERVED: Final = "#c2185b"

_PINNED: Final[dict[Any, Any]] = {
    "figure.dpi": DPI,
    "savefig.dpi": DPI,
    "svg.hashsalt": "ibar",
    "svg.fonttype": "path",
    "text.parse_math": False,  # a dollar in a title is a dollar
    "font.size": 7.5,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "lines.linewidth": 1.4,
}


FONT: Final = "DejaVu Sans"
"""Comes with Matplotlib, and holds Latin, Greek and Cyrillic letters."""
_OTHERFONTS: Final[tuple[str, ...]] = (
    "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Noto Sans JP",
    "Microsoft YaHei", "PingFang SC", "Hiragino Sans", "WenQuanYi Zen Hei", "Noto Sans Arabic",
    "Noto Sans Hebrew", "Noto Sans Georgian", "Noto Sans Armenian", "Noto Sans Symbols2",
    "Noto Emoji", "Segoe UI Symbol", "Segoe UI Emoji", "Apple Symbols", "Arial Unicode MS",
)  # fmt: skip
"""Asked in turn, where they are installed, for letters that the first does not hold."""


@cache
def _fonts() -> list[str]:
    """The fonts that texts are drawn with, the usual one first."""
    installed = set(get_font_names())
    return [FONT, *(name for name in _OTHERFONTS if name in installed)]


@contextmanager
def pinned_settings() -> Iterator[None]:
    """Matplotlib's own defaults with our settings on top, whatever the user's are.

    A letter that no font holds is drawn as a box, without a warning.
    """
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        warnings.filterwarnings("ignore", "Matplotlib currently does not support", UserWarning)
        mpl.rcdefaults()
        mpl.rcParams.update(_PINNED)
        mpl.rcParams["font.family"] = _fonts()
        yield


def png_bytes(figure: Figure) -> bytes:
    """The figure as PNG, without date or software name."""
    out = io.BytesIO()
    with pinned_settings():
        FigureCanvasAgg(figure).print_png(out, metadata={"Software": None})
    return out.getvalue()


def svg_bytes(figure: Figure) -> bytes:
    """The figure as SVG, without date or software name."""
    out = io.BytesIO()
    with pinned_settings():
        metadata = {"Date": None, "Creator": None}
        FigureCanvasSVG(figure).print_svg(out, metadata=metadata)
    return out.getvalue()


def picture(plot: Callable[[], Figure]) -> Callable[[], dict[str, bytes]]:
    """A picture in the forms in which it is written, drawn when it is asked for.

    Args:
        plot: draws it.
    """

    def draw() -> dict[str, bytes]:
        figure = plot()
        return {"png": png_bytes(figure), "svg": svg_bytes(figure)}

    return draw
