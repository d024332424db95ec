"""One output folder: every file written whole or not at all, and read back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, timedelta
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.results.arrays import read_array, rows_of, write_npz
from sim.results.damage import check_events, damaged, read_json, undamaged, whole_entry
from sim.results.datapackage import write_datapackage
from sim.results.events_parquet import (
    ParquetEvents,
    check_large,
    needs_parquet,
    write_events_parquet,
)
from sim.results.files import digest_of_file, whole_file, write_file
from sim.results.ownership import MANIFEST, Record
from sim.results.plain_text import json_text
from sim.results.run import Ensemble, Run
from sim.results.stored_runs import StoredRuns, no_curves, read_names, read_numbers
from sim.results.stored_tracks import read_tracks
from sim.results.tables import (
    Row,
    curves_csv,
    events_parts,
    read_events_csv,
    read_runs_csv,
    runs_parts,
)
from sim.scenario.clock import Clock
from sim.scenario.measured import outcomes_named
from sim.scenario.types import Scenario
from sim.terms.events import Event

RUNS: Final = "runs.csv"
EVENTS: Final = "events.csv"
LARGE_EVENTS: Final = "events.parquet"
CURVES: Final = "curves.csv"
SERIES: Final = "series.npz"
SUMMARY: Final = "summary.json"
SCENARIO: Final = "scenario.yaml"
_READ_BACK: Final = (SCENARIO, SUMMARY, SERIES, EVENTS, LARGE_EVENTS)


class Tables(NamedTuple):
    """What is written beside the runs themselves, prepared by whoever analyses them.

    Attributes:
        rows: one row of outcomes a run, in order.
        curves: mean and quantiles of each measure, shape (6, tick) each.
        summary: content of ``summary.json``.
        scenario_text: the resolved scenario as YAML.
        tracks: arrays of the tracks of the runs, by name; gone through once.
    """

    rows: Sequence[Row]
    curves: Mapping[str, Sequence[NDArray[np.float64]]]
    summary: dict[str, Any]
    scenario_text: str
    tracks: Iterable[tuple[str, NDArray[np.generic]]] = ()


class Stored(NamedTuple):
    """What was read back from an output folder."""

    ensemble: Ensemble
    rows: list[Row]
    summary: dict[str, Any]
    manifest: dict[str, Any]


def write_folder(folder: Path, ensemble: Ensemble, tables: Tables) -> None:
    """Write all tables of an ensemble into a folder, which is made when it is missing.

    Raises:
        MissingExtra: when there are so many runs that pyarrow is needed, and it is missing.
    """
    write_events(folder, ensemble.runs, len(ensemble.runs), ensemble.scenario.clock)
    write_tables(folder, ensemble, tables)
    write_datapackage(folder, ensemble.scenario)


def write_events(folder: Path, runs: Iterable[Run], n_runs: int, clock: Clock) -> None:
    """Write the events in the form their number asks for, and remove those in the other form.

    Args:
        folder: made when it is missing.
        runs: in the order of their numbers; gone through once, a hundred at a time at most.
        n_runs: how many there are.
        clock: gives the local time of each tick.

    Raises:
        MissingExtra: when there are so many runs that pyarrow is needed, and it is missing.
    """
    check_large(n_runs)
    if needs_parquet(n_runs):
        with whole_file(folder / LARGE_EVENTS) as out:
            write_events_parquet(out, runs, clock)
        (folder / EVENTS).unlink(missing_ok=True)
    else:
        write_file(folder / EVENTS, events_parts(runs, clock))
        (folder / LARGE_EVENTS).unlink(missing_ok=True)


def write_tables(folder: Path, ensemble: Ensemble, tables: Tables) -> None:
    """Write everything but events and manifest; of the curves one measure at a time is in memory.

    The manifest comes after them: a folder that has one is complete.
    """
    clock = ensemble.scenario.clock
    write_file(folder / SCENARIO, tables.scenario_text)
    with whole_file(folder / SERIES) as out:
        write_npz(out, chain(time_arrays(clock), _series(ensemble, tables.rows), tables.tracks))
    named = outcomes_named(ensemble.scenario)
    write_file(folder / RUNS, runs_parts(tables.rows, clock, named))
    write_file(folder / CURVES, curves_csv(tables.curves, clock))
    write_file(folder / SUMMARY, json_text(tables.summary))


def time_arrays(clock: Clock) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """The time axis of ``series.npz``, shape (tick,), and the zone that local times are of.

    ``tick`` counts from 0, ``hours`` are those since the start of the clock, ``time`` is in UTC
    and ``utc_offset`` the minutes that local time is ahead of it.
    """
    instants = [clock.instant(tick) for tick in range(clock.n_ticks)]
    offsets = [moment.utcoffset() or timedelta(0) for moment in instants]
    universal = [moment.astimezone(UTC).replace(tzinfo=None) for moment in instants]
    yield "tick", np.arange(clock.n_ticks, dtype=np.int64)
    yield "hours", np.arange(clock.n_ticks) * clock.tick_hours
    yield "time", np.array(universal, "datetime64[s]")
    yield "utc_offset", np.array([part.total_seconds() // 60 for part in offsets], np.int64)
    yield "timezone", np.array([clock.timezone])


def _check_times(series: Path, clock: Clock) -> None:
    """See that curves stand on the time axis of a clock.

    Raises:
        Damaged: when they do not, or the file is missing or not as it was written.
    """
    for name, wanted in time_arrays(clock):
        if not np.array_equal(read_array(series, name), wanted):
            raise damaged(series, f"its {name} is not that of the clock")


def _series(
    ensemble: Ensemble, rows: Sequence[Row]
) -> Iterator[tuple[str, NDArray[np.int64] | NDArray[np.float32]]]:
    """Content of ``series.npz``: the runs' numbers, and each measure, shape (run, tick)."""
    yield "run", np.array([row["run"] for row in rows], np.int64)
    for one in ensemble.measures:
        yield one.name, ensemble.measure(one.name)


def read_folder(folder: Path, scenario: Scenario) -> Stored:
    """Read back what :func:`write_folder` wrote.

    Args:
        folder: an output folder.
        scenario: the scenario loaded from the folder's ``scenario.yaml``.

    Raises:
        Damaged: when a file is missing or not as it was written.
    """
    summary, manifest = read_summary(folder), read_json(folder / MANIFEST)
    with undamaged(folder / RUNS), (folder / RUNS).open(encoding="utf-8", newline="") as lines:
        rows = read_runs_csv(lines, scenario.clock, outcomes_named(scenario))
    seed = whole_entry(summary, "seed", folder / SUMMARY)
    ensemble = Ensemble(scenario, seed, read_runs(folder, scenario))
    if [row["run"] for row in rows] != [run.number for run in ensemble.runs]:
        raise damaged(folder / RUNS, f"its runs are not those of {SERIES}")
    return Stored(ensemble, rows, summary, manifest)


def check_complete(folder: Path, scenario: Scenario) -> None:
    """See whether a folder of a scenario is as it should be, as far as is told without reading it.

    Raises:
        Damaged: when a file is missing or not as it was written; without the manifest the folder
            is not complete.
    """
    events = LARGE_EVENTS if (folder / LARGE_EVENTS).exists() else EVENTS
    for name in (MANIFEST, SUMMARY, SERIES, events):
        with undamaged(folder / name):
            (folder / name).stat()
    with undamaged(folder / RUNS), (folder / RUNS).open(encoding="utf-8", newline="") as lines:
        read_runs_csv(islice(lines, 1), scenario.clock, outcomes_named(scenario))


def check_as_written(folder: Path, record: Record, *more: str) -> None:
    """See that what is read back of a folder is what was written, to the last digit.

    Args:
        folder: a finished folder.
        record: what it says of itself.
        more: files that are read besides runs, scenario and tables of its world.

    Raises:
        Damaged: naming the first file that is another; a digit that was changed is told by nothing
            else.
    """
    for name, digest in record.files.items():
        is_read = name in (*_READ_BACK, *more) or "/" in name
        if digest is None or not is_read:
            continue
        with undamaged(folder / name):
            found = digest_of_file(folder / name)
        if found != digest:
            raise damaged(folder / name, f"it is not the one of which {MANIFEST} tells")


def read_summary(folder: Path) -> dict[str, Any]:
    """The content of ``summary.json``.

    Raises:
        Damaged: when it is missing or not as it was written.
    """
    return read_json(folder / SUMMARY)


def read_runs(folder: Path, scenario: Scenario, *, curves: bool = True) -> Sequence[Run]:
    """The runs of an output folder: their curves and their events.

    Of a large folder each run is read when it is asked for.

    Args:
        folder: an output folder.
        scenario: the scenario it was made with.
        curves: False leaves out the curves, which are then of shape (measure, 0).

    Raises:
        Damaged: when a file is missing or not as it was written.
        MissingExtra: when the folder is a large one, and pyarrow is missing.
    """
    large, clock = folder / LARGE_EVENTS, scenario.clock
    _check_times(folder / SERIES, clock)
    if large.exists():
        return StoredRuns(ParquetEvents(large, clock), folder / SERIES, curves=curves)
    numbers = read_numbers(folder / SERIES)
    events = _read_events(folder / EVENTS, numbers, clock)
    names = read_names(folder / SERIES)
    series = rows_of(folder / SERIES, names) if curves else repeat(no_curves(names))
    tracks = read_tracks(folder / SERIES, numbers) if curves else repeat(None)
    runs = tuple(
        Run(number, of_run, events.get(number, ()), names, told)
        for number, of_run, told in zip(numbers, series, tracks, strict=False)
    )
    if len(runs) != len(numbers) or (curves and runs[0].series.shape[1] != clock.n_ticks):
        raise damaged(folder / SERIES, "its curves are not those of these runs and this clock")
    return runs


def _read_events(path: Path, numbers: Sequence[int], clock: Clock) -> dict[int, tuple[Event, ...]]:
    """The events of each run, which can have been logged by it.

    Raises:
        Damaged: when the file is missing or not as it was written.
    """
    with undamaged(path):
        with path.open(encoding="utf-8", newline="") as lines:
            events = read_events_csv(lines, clock)
        others = sorted(events.keys() - set(numbers))
        if others:
            message = f"it tells of run {others[0]}, which {SERIES} does not hold"
            raise ValueError(message)
        for of_run in events.values():
            check_events(of_run, clock.n_ticks)
    return events
