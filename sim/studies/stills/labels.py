"""Labels that keep apart: placed in the order in which they are asked for, or left out."""

from functools import cache
from typing import Final, NamedTuple

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from sim.report.style import FONT

HIGH: Final = 1.25
"""Height of a line, in sizes of its letters."""
Box = tuple[float, float, float, float]


class Label(NamedTuple):
    """A text with its place.

    Attributes:
        x: where it begins, points from the left.
        y: its middle, points from above.
        text: what it says.
        bold: whether it is bold.
    """

    x: float
    y: float
    text: str
    bold: bool


@cache
def width_of(text: str, size: float, bold: bool = False) -> float:
    """Width of a text in points."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    path = TextPath((0, 0), text, prop=font)
    return float(path.get_extents().width) if len(path.vertices) else 0.0


class Labels:
    """Labels of a map, none of which lies on another one or on what is kept free."""

    def __init__(self, width: float, height: float, size: float) -> None:
        """Args: width and height of the map, and size of the letters, in points."""
        self._edge, self._size = (width, height), size
        self._taken: list[Box] = []
        self.placed: list[Label] = []

    def keep_free(self, x: float, y: float, radius: float) -> None:
        """Keep a square free around a point."""
        self._taken.append((x - radius, y - radius, x + radius, y + radius))

    def place_on(self, x: float, y: float, text: str) -> bool:
        """Place a text on a point where there is room; False where there is none."""
        wide, high = width_of(text, self._size) + 2.0, HIGH * self._size
        box = (x - wide / 2.0, y - high / 2.0, x + wide / 2.0, y + high / 2.0)
        return self._put(box, text, bold=False)

    def place(self, x: float, y: float, gap: float, text: str, *, bold: bool = False) -> bool:
        """Place a text beside a point where there is room; False where there is none."""
        wide, high = width_of(text, self._size, bold) + 2.0, HIGH * self._size
        across = (gap, -gap - wide, -wide / 2.0)
        choices = [
            (across[0], -high / 2.0), (across[1], -high / 2.0), (across[2], -gap - high),
            (across[2], gap), (gap, -gap - high), (gap, gap), (across[1], gap),
            (across[1], -gap - high),
        ]  # fmt: skip
        for dx, dy in choices:
            box = (x + dx, y + dy, x + dx + wide, y + dy + high)
            if self._put(box, text, bold=bold):
                return True
        return False

    def _put(self, box: Box, text: str, *, bold: bool) -> bool:
        if not self._is_free(box):
            return False
        self._taken.append(box)
        self.placed.append(Label(box[0] + 1.0, (box[1] + box[3]) / 2.0, text, bold))
        return True

    def _is_free(self, box: Box) -> bool:
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self._edge[0] or bottom > self._edge[1]:
            return False
        return not any(
            a < right and left < c and b < bottom and top < d for a, b, c, d in self._taken
        )
