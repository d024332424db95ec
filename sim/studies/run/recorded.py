"""Measures of a user's own in an output folder: one table of runs, and every curve."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

import numpy as np

from sim.analysis.recorded_outcomes import own_outcomes, own_series
from sim.results.arrays import Array, npz_bytes
from sim.results.folder import time_arrays
from sim.results.plain_text import csv_text, number_text
from sim.results.run import Ensemble

TABLE: Final = "recorded.csv"
CURVES: Final = "recorded.npz"


def recorded_files(ensemble: Ensemble, names: Sequence[str]) -> dict[str, bytes | str]:
    """Peak, last value and mean of each measure by run, and its curves with their times.

    Args:
        ensemble: the runs, which hold the measures after those of Ibar.
        names: names of the measures, in order.

    Returns:
        Content by name of the file.
    """
    columns = own_outcomes(ensemble.runs, names)
    numbers = [run.number for run in ensemble.runs]
    rows = zip(*columns.values(), strict=True)
    lines = ([str(n), *map(number_text, row)] for n, row in zip(numbers, rows, strict=True))
    times = time_arrays(ensemble.scenario.clock)
    curves = dict(chain(times, _curves(ensemble, numbers, names)))
    return {TABLE: csv_text(["run", *columns], lines), CURVES: npz_bytes(curves)}


def _curves(
    ensemble: Ensemble, numbers: Sequence[int], names: Sequence[str]
) -> Iterator[tuple[str, Array]]:
    yield "run", np.array(numbers, np.int64)
    for name in names:
        yield name, own_series(ensemble.runs, names, name)
