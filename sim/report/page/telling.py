"""The runs that the page holds one by one: all of few, else those that tell most."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.results.tables import Row
from sim.terms.ladder import OBSTRUCTION, RUNGS

MOST_RUNS: Final = 30
"""Runs that are shown one by one."""
_BY: Final = ("peak_rung", "barricades_peak", "people_out_peak", "crisis_hours")
"""Outcomes of every case in which a middle run is in the middle."""


class Telling(NamedTuple):
    """A run that is shown.

    Attributes:
        place: its place among the runs.
        why: why it is shown: ``middle``, ``calmest``, ``furthest``, ``first`` (to reach a rung),
            or empty.
        rung: highest rung it reaches.
    """

    place: int
    why: str
    rung: int


def telling_runs(rows: Sequence[Row], most: int = MOST_RUNS) -> tuple[Telling, ...]:
    """The runs to show, the middle one first, the rest by their numbers.

    Args:
        rows: outcomes of all runs.
        most: number of runs that are shown at most, >= 1.
    """
    numbers = np.array([[_number(row.get(name)) for name in _BY] for row in rows])
    ranks = numbers.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    middle = int(np.abs(ranks - (len(rows) - 1) / 2).sum(axis=1).argmin())
    rungs = numbers[:, 0].astype(int)
    why = {middle: "middle"}
    why.setdefault(int(np.lexsort(numbers.T[::-1])[-1]), "furthest")
    why.setdefault(int(np.lexsort(numbers.T[::-1])[0]), "calmest")
    for rung in range(OBSTRUCTION, len(RUNGS)):
        first = np.flatnonzero(rungs == rung)
        if first.size:
            why.setdefault(int(first[0]), "first")
    for place in np.linspace(0, len(rows) - 1, min(most, len(rows))).round().astype(int).tolist():
        if len(why) >= most:
            break
        why.setdefault(place, "")
    kept = sorted(list(why)[:most], key=lambda place: (place != middle, place))
    return tuple(Telling(place, why[place], int(rungs[place])) for place in kept)


def _number(value: float | str | None) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
