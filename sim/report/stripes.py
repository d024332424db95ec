"""Counts over time as stripes: on which level how many runs stand, where a band would fill the gap.

Where some runs have no barricade and the others nine or more, a band from 0 to 12 shows what no run
has. A stripe is as dark as there are runs on its level.
"""

from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import NDArray

from sim.analysis.quantiles import Floats
from sim.report.style import FAINT
from sim.terms.words import ENGLISH, words

MOST_ROWS: Final = 13
"""Levels that are drawn one by one; of more, several share a row."""
LIGHTEST: Final = 0.12
"""Darkness of a level with a single run of many: it must be seen."""


class Rows(NamedTuple):
    """Levels put together into rows, from none upward.

    Attributes:
        shares: share of runs in each row [0..1], shape (row, hour).
        labels: what each row holds, such as "0", "1" or "3-4".
        step: levels of a row above the first.
    """

    shares: Floats
    labels: tuple[str, ...]
    step: int

    def place(self, level: float) -> float:
        """Where a level stands on the axis of rows."""
        return level if level < 1 else 0.5 + (level - 0.5) / self.step


def rows_of(counts: NDArray[np.int64], top: int = 0) -> Rows:
    """Rows of a number of runs on each level, shape (level, hour).

    Args:
        counts: runs on each level.
        top: level up to which there must be rows, such as the highest that was observed.
    """
    missing = max(top + 1 - len(counts), 0)
    counts = np.pad(counts, ((0, missing), (0, 0)))
    n_runs = max(int(counts[:, 0].sum()), 1)
    step = max(1, -(-(len(counts) - 1) // (MOST_ROWS - 1)))
    shares, labels = [counts[0] / n_runs], ["0"]
    for first in range(1, max(len(counts), 2), step):
        last = first + step - 1
        shares.append(counts[first : last + 1].sum(axis=0) / n_runs)
        labels.append(str(first) if step == 1 else f"{first}-{last}")
    return Rows(np.array(shares), tuple(labels), step)


def draw_stripes(axes: Axes, hours: Floats, rows: Rows, colour: str, *, width: float = 1.0) -> Axes:
    """Draw how many runs stand on each level, hour by hour or day by day.

    Args:
        axes: where to draw.
        hours: start of each hour or day, shape (hour,).
        rows: runs on each level, from :func:`rows_of`.
        colour: of a level on which all runs stand.
        width: hours that each lasts.
    """
    shades = LinearSegmentedColormap.from_list("runs", ["white", colour])
    darkness = np.where(rows.shares > 0, LIGHTEST + (1 - LIGHTEST) * np.sqrt(rows.shares), 0)
    edges = np.append(hours, hours[-1] + width)
    places = np.arange(len(rows.labels) + 1) - 0.5
    axes.pcolormesh(edges, places, darkness, cmap=shades, vmin=0, vmax=1, zorder=1)
    axes.axhline(0.5, color=FAINT, linewidth=0.4, zorder=2)
    axes.set_ylim(-0.5, len(rows.labels) - 0.5)
    few = range(0, len(rows.labels), max(1, len(rows.labels) // 5))
    axes.set_yticks(list(few), [rows.labels[place] for place in few])
    return axes


def count_words(counts: NDArray[np.int64], hour: int, language: str = ENGLISH) -> str:
    """How many runs have none in an hour, and between which numbers the others lie."""
    runs = counts[:, hour]
    n_runs, none = int(runs.sum()), int(runs[0])
    some = np.flatnonzero(runs[1:]) + 1
    nobody = words("picture_none", language, none=none, n=n_runs)
    if not some.size:
        return nobody
    low, high = int(some[0]), int(some[-1])
    between = str(low) if low == high else words("to", language, low=low, high=high)
    found = words("picture_level", language, between=between, some=n_runs - none, n=n_runs)
    return f"{nobody},\n{found}" if none else found
