"""What comes of many runs: how long their output folder takes, how much memory and disk.

A few real runs are asked for again and again under new numbers, each decoded anew as from a
journal, so that a hundred thousand need not be run.
"""

import pickle
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.processes import peak_mb
from benchmarks.table import Table
from sim.experiment.simulate import simulate
from sim.results.codecs import WHOLE
from sim.results.ownership import Study
from sim.results.run import Ensemble, Run
from sim.scenario.dump import dump
from sim.scenario.loaded import Loaded
from sim.studies.run.write import write_outputs

MB = 1e6


class Cycled(Sequence[Run]):
    """As many runs as wanted: the same few in turn, each decoded when it is asked for."""

    def __init__(self, contents: Sequence[bytes], n_runs: int) -> None:
        self.contents = contents
        self.n_runs = n_runs

    def __len__(self) -> int:
        return self.n_runs

    def __getitem__(self, index: int) -> Run:  # pyright: ignore[reportIncompatibleMethodOverride]
        if not 0 <= index < self.n_runs:
            raise IndexError(index)
        run = WHOLE.decode(self.contents[index % len(self.contents)])
        return Run(index, run.series, run.events)

    def __iter__(self) -> Iterator[Run]:
        return (self[index] for index in range(self.n_runs))

    def measure(self, name: str) -> NDArray[np.float32]:
        """One measure of all runs, shape (run, tick)."""
        base = np.stack([WHOLE.decode(content).measure(name) for content in self.contents])
        return base[np.arange(self.n_runs) % len(base)]


class Work(NamedTuple):
    """What a process is told to write: the runs in turn, how many, and the scenario."""

    contents: list[bytes]
    n_runs: int
    loaded: Loaded


def large(loaded: Loaded, sizes: Sequence[int], base: int) -> Table:
    """Write and explain ensembles of several sizes, each in a process of its own.

    Args:
        loaded: the scenario with its world.
        sizes: numbers of runs.
        base: how many of them are real.
    """
    seed = loaded.scenario.ensemble.seed
    contents = [WHOLE.encode(simulate(loaded, seed, number)) for number in range(base)]
    rows = [_measured(Work(contents, n_runs, loaded)) for n_runs in sizes]
    columns = (
        "runs",
        "write s",
        "peak MB",
        "curves MB",
        "events MB",
        "in all MB",
        "why s",
        "peak MB",
    )
    return Table(
        "7. Output folders of many runs: wall time, peak memory of the process, size on disk",
        columns,
        rows,
        (
            f"{base} real runs in turn, each decoded when it is asked for; making runs is left out",
            "why: the chain of one run and the comparison of runs, without looking for a change",
        ),
    )


def _measured(work: Work) -> tuple[str | float, ...]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "folder"
        told = Path(name) / "work.pickle"
        told.write_bytes(pickle.dumps(work))
        began = time.perf_counter()
        peak = peak_mb(("-m", "benchmarks.large", str(told), str(folder)))
        written = time.perf_counter() - began
        size = {path.name: path.stat().st_size / MB for path in folder.iterdir()}
        events = sum(size.get(f"events.{form}", 0.0) for form in ("csv", "parquet"))
        began = time.perf_counter()
        why_peak = peak_mb(("run.py", "why", str(folder), "--tries", "0", "--quiet"))
        why = time.perf_counter() - began
    sizes = (size["series.npz"], events, sum(size.values()))
    return f"{work.n_runs:,}", written, peak, *sizes, why, why_peak


def main(told: Path, folder: Path) -> None:
    """Write one output folder: what the measured process does."""
    work: Work = pickle.loads(told.read_bytes())  # written by the process that started this one
    scenario = work.loaded.scenario
    runs = Cycled(work.contents, work.n_runs)
    write_outputs(
        folder,
        (Study("run", {}), {"runs": work.n_runs}),
        Ensemble(scenario, scenario.ensemble.seed, runs),
        scenario_text=dump(scenario),
    )


if __name__ == "__main__":
    # what was pickled names this module by its full name
    from benchmarks import large as this

    this.main(Path(sys.argv[1]), Path(sys.argv[2]))
