"""Measures of a user's own in an output folder: one table of runs, and every curve."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Final, overload

import numpy as np
from numpy.typing import NDArray

from sim.analysis.recorded_outcomes import own_outcomes
from sim.experiment.build_identity import BuildIdentity
from sim.results.arrays import Array, npz_bytes, read_array, rows_of
from sim.results.damage import damaged
from sim.results.folder import SERIES, time_arrays
from sim.results.ownership import MANIFEST
from sim.results.plain_text import csv_text, number_text
from sim.results.run import Ensemble, HasMeasures, Run
from sim.results.stored_runs import read_numbers

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
        yield name, ensemble.measure(name)


def recorded_entries(names: Sequence[str], recorder: BuildIdentity | None) -> dict[str, Any]:
    """What a manifest says of measures of a user's own: their names, and what told them."""
    return {"recorded": names, "recorder": None if recorder is None else recorder._asdict()}


def recorded_names(content: dict[str, Any], folder: Path) -> tuple[str, ...]:
    """Names of the measures that a folder holds besides those of Ibar; mostly none.

    Args:
        content: of its manifest.
        folder: the folder.

    Raises:
        Damaged: when the manifest tells of them what cannot be.
    """
    told: Any = content.get("recorded", [])
    if not isinstance(told, list) or not all(isinstance(name, str) for name in told):
        raise damaged(folder / MANIFEST, "it does not name what was recorded")
    return tuple(told)


def with_recorded(
    runs: Sequence[Run], folder: Path, names: Sequence[str], n_ticks: int
) -> Sequence[Run]:
    """The runs of a folder with the measures of a user's own, as they were when they were made.

    Args:
        runs: as :func:`sim.results.folder.read_runs` reads them.
        folder: the folder.
        names: names of the measures, in order.
        n_ticks: number of ticks of a run.

    Raises:
        Damaged: when their curves are missing, or not those of these runs.
    """
    if not names:
        return runs
    path = folder / CURVES
    forms = {(one.shape, one.dtype) for one in (read_array(path, name) for name in names)}
    is_form = forms == {((len(runs), n_ticks), np.dtype(np.float32))}
    if not is_form or read_numbers(path) != read_numbers(folder / SERIES):
        raise damaged(path, "its curves are not those of these runs and this clock")
    return RunsWithRecorded(runs, path, names)


class RunsWithRecorded(Sequence[Run]):
    """Runs whose measures of a user's own lie in a file, and are read when a run is asked for."""

    def __init__(self, runs: Sequence[Run], path: Path, names: Sequence[str]) -> None:
        """Args: the runs without them, their curves, and their names in order."""
        self._runs, self._path, self._names = runs, path, tuple(names)

    def __len__(self) -> int:
        return len(self._runs)

    @overload
    def __getitem__(self, index: int) -> Run: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Run, ...]: ...
    def __getitem__(self, index: int | slice) -> Run | tuple[Run, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        return _joined(
            self._names, self._runs[place], next(rows_of(self._path, self._names, place))
        )

    def __iter__(self) -> Iterator[Run]:
        return map(partial(_joined, self._names), self._runs, rows_of(self._path, self._names))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the measures, those of a user's own last."""
        runs = self._runs
        before = runs.names if isinstance(runs, HasMeasures) else runs[0].names
        return (*before, *self._names)

    def measure(self, name: str) -> NDArray[np.float32]:
        """One measure of all runs, shape (run, tick).

        Raises:
            KeyError: when there is no measure of that name.
        """
        if name in self._names:
            return read_array(self._path, name).astype(np.float32, copy=False)
        if isinstance(self._runs, HasMeasures):
            return self._runs.measure(name)
        return np.stack([run.measure(name) for run in self._runs])


def _joined(names: tuple[str, ...], run: Run, own: NDArray[np.float32]) -> Run:
    series = np.concatenate((run.series, own))
    return Run(run.number, series, run.events, (*run.names, *names), run.tracks)
