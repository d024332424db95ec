"""Signs of the map."""

from matplotlib.axes import Axes
from matplotlib.patches import Polygon


def shape(axes: Axes, shape: str, x: float, y: float, colour: str, *, alpha: float) -> None:
    """A square, triangle or diamond around a point."""
    r = 5.0
    corners = {
        "square": [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)],
        "triangle": [(x, y - 1.15 * r), (x + 1.15 * r, y + r), (x - 1.15 * r, y + r)],
        "diamond": [(x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r), (x - 1.3 * r, y)],
    }[shape]
    sign = Polygon(corners, closed=True, facecolor=colour, alpha=alpha, linewidth=0, zorder=6)
    axes.add_patch(sign)


def cross(axes: Axes, x: float, y: float, alpha: float) -> None:
    """The cross on a barricade."""
    for down in (2.5, -2.5):
        axes.plot(
            [x - 2.5, x + 2.5], [y - down, y + down], color="white", lw=1.4, alpha=alpha, zorder=6
        )
