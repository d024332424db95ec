"""The events of many runs as ``events.parquet``: the columns of ``events.csv``, each with its type.

Written and read a hundred runs at a time, so that no more than these are in memory. Needs
pyarrow, which is asked for before runs start.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC
from importlib.util import find_spec
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.results.damage import check_events, undamaged
from sim.results.run import Run
from sim.results.tables import EVENT_COLUMNS
from sim.scenario.clock import Clock
from sim.terms.cameo import read_code, written_code
from sim.terms.events import Event
from sim.terms.extras import MissingExtra, extra, how_to_install

LARGE_RUNS: Final = 5_000
"""Most runs whose events are written as text; a table of more is too large to be opened as such."""
GROUP_RUNS: Final = 100
"""Runs in a row group, which is what is read and written at a time: some 20,000 events."""
EXTRA: Final = "large"
"""The group of extras that brings pyarrow."""
_LEVEL: Final = 3


class Totals(NamedTuple):
    """How far one run went, by its events alone.

    Attributes:
        peak_rung: highest emergent rung [0..8].
        killed: people killed.
        injured: people injured.
        number: number of the run.
    """

    peak_rung: int
    killed: int
    injured: int
    number: int


def needs_parquet(runs: int) -> bool:
    """Whether the events of that many runs are written as ``events.parquet``."""
    return runs > LARGE_RUNS


def check_large(runs: int) -> None:
    """Make sure that what comes of that many runs can be written, before any time is spent.

    Raises:
        MissingExtra: when pyarrow would be needed and is missing.
    """
    if needs_parquet(runs) and find_spec("pyarrow") is None:
        message = (
            f"the events of {runs:,} runs are written as Parquet, which needs pyarrow: "
            f"{how_to_install(EXTRA)}, or ask for at most {LARGE_RUNS:,} runs"
        )
        raise MissingExtra(message)


def write_events_parquet(out: IO[bytes], runs: Iterable[Run], clock: Clock) -> None:
    """Write all events of all runs; the runs are gone through once.

    Args:
        out: a file to write to.
        runs: in the order of their numbers.
        clock: gives the time of each tick, which is written with the zone it is local to.
    """
    pq = extra("pyarrow.parquet", EXTRA)
    schema = _schema(clock)
    times = _instants(clock)
    rest = iter(runs)
    with pq.ParquetWriter(out, schema, compression="zstd", compression_level=_LEVEL) as writer:
        while some := list(islice(rest, GROUP_RUNS)):
            table = _table(some, times, schema)
            del some  # else it is still here while the next are read
            if table.num_rows:
                writer.write_table(table, row_group_size=table.num_rows)


def _schema(clock: Clock) -> Any:
    pa = extra("pyarrow", EXTRA)
    whole = {"run", "id", "tick", "rung", "people", "injured", "killed"}
    others: dict[str, Any] = {
        "time": pa.timestamp("ms", clock.timezone),
        "goldstein": pa.float64(),
        "given": pa.bool_(),
        "causes": pa.list_(pa.int32()),
        "terms": pa.list_(pa.struct({"name": pa.string(), "value": pa.float64()})),
    }
    return pa.schema(
        [
            (name, pa.int32() if name in whole else others.get(name, pa.string()))
            for name in EVENT_COLUMNS
        ]
    )


def _instants(clock: Clock) -> NDArray[np.datetime64]:
    """Time at the start of each tick in UTC, shape (tick,)."""
    times = (clock.instant(tick).astimezone(UTC) for tick in range(clock.n_ticks))
    return np.array([time.replace(tzinfo=None) for time in times], "datetime64[ms]")


def _table(runs: Sequence[Run], times: NDArray[np.datetime64], schema: Any) -> Any:
    pa = extra("pyarrow", EXTRA)
    events = [event for run in runs for event in run.events]
    columns: dict[str, Any] = dict(zip(Event._fields, zip(*events, strict=True), strict=False))
    if not events:
        return schema.empty_table()
    columns["run"] = np.repeat([run.number for run in runs], [len(run.events) for run in runs])
    columns["time"] = times[np.array(columns["tick"])]
    columns["cameo"] = [written_code(code) for code in columns["cameo"]]
    columns["causes"] = _lists(columns["causes"], lambda causes: pa.array(causes, pa.int32()))
    columns["terms"] = _lists(columns["terms"], _pairs)
    arrays = [pa.array(columns[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _pairs(terms: Sequence[tuple[str, float]]) -> Any:
    pa = extra("pyarrow", EXTRA)
    names = pa.array([name for name, _ in terms], pa.string())
    values = pa.array([value for _, value in terms], pa.float64())
    return pa.StructArray.from_arrays([names, values], ["name", "value"])


def _lists(values: Sequence[Sequence[Any]], made: Callable[[Sequence[Any]], Any]) -> Any:
    """A column of lists, made of their joined content: many times quicker than list by list."""
    pa = extra("pyarrow", EXTRA)
    ends = np.cumsum([0, *map(len, values)], dtype=np.int32)
    return pa.ListArray.from_arrays(
        pa.array(ends), made([x for of_event in values for x in of_event])
    )


class ParquetEvents:
    """The events of an ``events.parquet``, read a row group at a time."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Open a file.

        Raises:
            MissingExtra: when pyarrow is missing.
            Damaged: when the file is missing or not as it was written.
        """
        self._arrow = extra("pyarrow.parquet", EXTRA)
        self.path, self.clock = path, clock
        with undamaged(path), path.open("rb") as file:
            found = self._arrow.read_schema(file)
            if not found.equals(_schema(clock)):
                columns, wanted = ", ".join(found.names), ", ".join(EVENT_COLUMNS)
                message = f"it has the columns {columns}; expected {wanted}"
                raise ValueError(message)

    def of(self, number: int) -> tuple[Event, ...]:
        """Events of one run; empty when it has none."""
        pc = extra("pyarrow.compute", EXTRA)
        with undamaged(self.path), self._open() as file:
            for group in range(file.num_row_groups):
                first, last = _bounds(file, group)
                if first <= number <= last:
                    table = file.read_row_group(group)
                    table = table.filter(pc.equal(table["run"], number))
                    return self._story(self._events(table))
        return ()

    def by_run(self, first: int = 0) -> Iterator[tuple[int, tuple[Event, ...]]]:
        """Number and events of each run that has any, in order, from the row group of a run on."""
        with ExitStack() as stack:
            with undamaged(self.path):
                file = stack.enter_context(self._open())
            for group in range(file.num_row_groups):
                with undamaged(self.path):
                    if _bounds(file, group)[1] < first:
                        continue
                    events = self._events(file.read_row_group(group))
                    by_run = groupby(events, key=lambda pair: pair[0])
                    stories = [(number, self._story(of_run)) for number, of_run in by_run]
                yield from stories

    def totals(self) -> Iterator[Totals]:
        """How far each run went that has events, without making an event of each row."""
        with ExitStack() as stack:
            with undamaged(self.path):
                file = stack.enter_context(self._open())
            for group in range(file.num_row_groups):
                with undamaged(self.path):
                    totals = _totals(file, group)
                yield from totals

    def _story(self, events: Iterable[tuple[int, Event]]) -> tuple[Event, ...]:
        """All events of one run, which can have been logged by it."""
        story = tuple(event for _, event in events)
        check_events(story, self.clock.n_ticks)
        return story

    def _open(self) -> Any:
        return self._arrow.ParquetFile(self.path)

    def _events(self, table: Any) -> Iterator[tuple[int, Event]]:
        columns = {name: table[name].to_pylist() for name in EVENT_COLUMNS if name != "time"}
        columns["cameo"] = [read_code(text) for text in columns["cameo"]]
        columns["causes"] = [tuple(causes) for causes in columns["causes"]]
        columns["terms"] = [
            tuple((term["name"], term["value"]) for term in terms) for terms in columns["terms"]
        ]
        parts = (columns[name] for name in Event._fields)
        return zip(columns["run"], map(Event, *parts), strict=True)


def _bounds(file: Any, group: int) -> tuple[int, int]:
    """Numbers of the first and the last run of a row group."""
    statistics = file.metadata.row_group(group).column(0).statistics
    return statistics.min, statistics.max


def _totals(file: Any, group: int) -> list[Totals]:
    """How far each run of a row group went."""
    columns = ["run", "rung", "given", "killed", "injured"]
    table = file.read_row_group(group, columns)
    run, rung, given, killed, injured = (table[c].to_numpy() for c in columns)
    starts = np.flatnonzero(np.diff(run, prepend=run[0] - 1))
    peaks = np.maximum.reduceat(np.where(given, 0, rung), starts)
    harm = (np.add.reduceat(values, starts) for values in (killed, injured))
    parts = (values.tolist() for values in (peaks, *harm, run[starts]))
    return list(map(Totals, *parts))
