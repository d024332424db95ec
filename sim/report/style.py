"""How figures look: colours for every reader and printer, and the same bytes on every run."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from sim.results.folder import write_file

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
    "font.family": "DejaVu Sans",
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


@contextmanager
def pinned_settings() -> Iterator[None]:
    """Matplotlib's own defaults with our settings on top, whatever the user's are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_PINNED)
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


def save_figure(figure: Figure, folder: Path, name: str) -> None:
    """Write a figure as ``name.png`` and ``name.svg``."""
    write_file(folder / f"{name}.png", png_bytes(figure))
    write_file(folder / f"{name}.svg", svg_bytes(figure))
