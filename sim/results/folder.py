"""One output folder: every file written whole or not at all, and read back."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.results.arrays import npz_bytes, read_npz
from sim.results.plain_text import json_text
from sim.results.run import Ensemble, Run
from sim.results.tables import (
    Row,
    curves_csv,
    events_csv,
    read_events_csv,
    read_runs_csv,
    runs_csv,
)
from sim.scenario.types import Scenario
from sim.terms.measures import NAMES

RUNS: Final = "runs.csv"
EVENTS: Final = "events.csv"
CURVES: Final = "curves.csv"
SERIES: Final = "series.npz"
SUMMARY: Final = "summary.json"
SCENARIO: Final = "scenario.yaml"
MANIFEST: Final = "manifest.json"


class Tables(NamedTuple):
    """What is written beside the runs themselves, prepared by whoever analyses them.

    Attributes:
        rows: one row of outcomes a run, in order.
        curves: mean and quantiles of each measure, shape (6, tick) each.
        summary: content of ``summary.json``.
        manifest: content of ``manifest.json``: versions, seed, digest, time taken.
        scenario_text: the resolved scenario as YAML.
    """

    rows: Sequence[Row]
    curves: Mapping[str, Sequence[NDArray[np.float64]]]
    summary: dict[str, Any]
    manifest: dict[str, Any]
    scenario_text: str


class Stored(NamedTuple):
    """What was read back from an output folder."""

    ensemble: Ensemble
    rows: list[Row]
    summary: dict[str, Any]
    manifest: dict[str, Any]


def write_file(path: Path, content: bytes | str) -> None:
    """Write a file whole or not at all: beside it first, then renamed. Text is UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def series_bytes(runs: Sequence[Run]) -> bytes:
    """Bytes of ``series.npz``: each measure, shape (run, tick), and ``run``, the runs' numbers."""
    stacked = np.stack([run.series for run in runs], axis=1)
    arrays = {name: stacked[index] for index, name in enumerate(NAMES)}
    return npz_bytes({"run": np.array([run.number for run in runs], np.int64), **arrays})


def write_folder(folder: Path, ensemble: Ensemble, tables: Tables) -> None:
    """Write all tables of an ensemble into a folder, which is made when it is missing.

    The manifest comes last: a folder that has one is complete.
    """
    clock = ensemble.scenario.clock
    write_file(folder / SCENARIO, tables.scenario_text)
    write_file(folder / SERIES, series_bytes(ensemble.runs))
    write_file(folder / EVENTS, events_csv(ensemble.runs, clock))
    write_file(folder / RUNS, runs_csv(tables.rows, clock))
    write_file(folder / CURVES, curves_csv(tables.curves, clock))
    write_file(folder / SUMMARY, json_text(tables.summary))
    write_file(folder / MANIFEST, json_text(tables.manifest))


def read_folder(folder: Path, scenario: Scenario) -> Stored:
    """Read back what :func:`write_folder` wrote.

    Args:
        folder: an output folder.
        scenario: the scenario loaded from the folder's ``scenario.yaml``.

    Raises:
        FileNotFoundError: when a file is missing.
        ValueError: when a table has other columns than it should.
    """
    summary = json.loads((folder / SUMMARY).read_text("utf-8"))
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    rows = read_runs_csv((folder / RUNS).read_text("utf-8"), scenario.clock)
    ensemble = Ensemble(scenario, int(summary["seed"]), read_runs(folder, scenario))
    return Stored(ensemble, rows, summary, manifest)


def read_runs(folder: Path, scenario: Scenario) -> tuple[Run, ...]:
    """The runs of an output folder: their curves and their events."""
    arrays = read_npz((folder / SERIES).read_bytes())
    events = read_events_csv((folder / EVENTS).read_text("utf-8"), scenario.clock)
    series = np.stack([arrays[name] for name in NAMES], axis=1).astype(np.float32)
    numbers = [int(number) for number in arrays["run"]]
    return tuple(
        Run(number, series[index], events.get(number, ())) for index, number in enumerate(numbers)
    )
