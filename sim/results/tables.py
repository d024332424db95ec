"""The CSV tables of an output folder: runs, events and curves, written and read back."""

import csv
import io
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from sys import intern
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.results.plain_text import csv_parts, csv_text, number_text, time_hours, time_text
from sim.results.run import Run
from sim.scenario.clock import Clock
from sim.terms.cameo import read_code, written_code
from sim.terms.events import Event
from sim.terms.outcomes import OUTCOMES, Kind, Outcome

Row: TypeAlias = dict[str, float | str | None]
"""One row of ``runs.csv``: ``run``, the outcomes of every case and those the scenario names.

Times are hours since the start of the clock until they are written; None means that it never
happened."""

RUN_COLUMNS: Final[tuple[str, ...]] = ("run", *(outcome.name for outcome in OUTCOMES))

EVENT_COLUMNS: Final[tuple[str, ...]] = (
    "run", "id", "tick", "time", "kind", "place", "source", "target", "cameo", "goldstein", "rung",
    "people", "injured", "killed", "given", "causes", "terms", "issue", "says",
)  # fmt: skip

CURVE_STATISTICS: Final[tuple[str, ...]] = ("mean", "q05", "q25", "q50", "q75", "q95")
CURVE_COLUMNS: Final[tuple[str, ...]] = ("tick", "time", "measure", *CURVE_STATISTICS)


def runs_csv(rows: Iterable[Row], clock: Clock, more: Sequence[Outcome] = ()) -> str:
    """Text of ``runs.csv``: one row a run, in the order of :data:`RUN_COLUMNS`.

    Args:
        rows: outcomes of each run.
        clock: gives local times.
        more: outcomes behind those of every case.

    Raises:
        KeyError: when a row lacks a column.
    """
    return "".join(runs_parts(rows, clock, more))


def runs_parts(rows: Iterable[Row], clock: Clock, more: Sequence[Outcome] = ()) -> Iterator[str]:
    """The text of :func:`runs_csv` part by part."""
    kinds = _kinds(more)
    lines = ([_cell(kind, row[name], clock) for name, kind in kinds.items()] for row in rows)
    return csv_parts(list(kinds), lines)


def _kinds(more: Sequence[Outcome]) -> dict[str, Kind]:
    """Every column with its kind, in order."""
    return {"run": "count", **{outcome.name: outcome.kind for outcome in (*OUTCOMES, *more)}}


def _cell(kind: Kind, value: float | str | None, clock: Clock) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return time_text(clock, value) if kind == "time" else number_text(value)


def read_runs_csv(
    text: str | Iterable[str], clock: Clock, more: Sequence[Outcome] = ()
) -> list[Row]:
    """Rows of a ``runs.csv``, with times as hours since the start of the clock.

    Args:
        text: the table, or its lines.
        clock: gives the start.
        more: outcomes behind those of every case.

    Raises:
        ValueError: when the columns are not those, or a cell is wrong.
    """
    kinds = _kinds(more)
    lines = _lines(text, list(kinds), "runs.csv")
    return [_outcomes(line, where, clock, kinds) for where, line in lines]


def _outcomes(line: dict[str, str], where: str, clock: Clock, kinds: Mapping[str, Kind]) -> Row:
    with _at(where):
        return {name: _value(kind, line[name], clock) for name, kind in kinds.items()}


def _value(kind: Kind, text: str, clock: Clock) -> float | str | None:
    if not text:
        return None
    if kind == "word":
        return text
    return time_hours(clock, text) if kind == "time" else float(text)


def _lines(
    text: str | Iterable[str], columns: Sequence[str], table: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """The lines of a table, each when it is asked for, with where it stands."""
    lines = io.StringIO(text) if isinstance(text, str) else text
    reader = csv.reader(_ended(lines), strict=True)
    found: list[str] = next(reader, list[str]())
    if tuple(found) != tuple(columns):
        message = f"{table} has the columns {', '.join(found)}; expected {', '.join(columns)}"
        raise ValueError(message)
    for cells in reader:
        where = f"line {reader.line_num}"
        if len(cells) != len(columns):
            message = f"{where}: {len(cells)} cells; the head has {len(columns)}"
            raise ValueError(message)
        yield where, dict(zip(columns, cells, strict=True))


def _ended(lines: Iterable[str]) -> Iterator[str]:
    """The same lines: a table that is cut within its last cell still has all its columns."""
    last = "\n"
    for last in lines:
        yield last
    if not last.endswith("\n"):
        message = "its last line has no end"
        raise ValueError(message)


@contextmanager
def _at(where: str) -> Generator[None, None, None]:
    """Say in which line it is that a cell cannot be read."""
    try:
        yield
    except (ValueError, OverflowError) as error:
        message = f"{where}: {error}"
        raise ValueError(message) from error


def events_csv(runs: Iterable[Run], clock: Clock) -> str:
    """Text of ``events.csv``: all events of all runs.

    Causes are ids of the same run joined by ";", terms are written ``name=value`` likewise.
    """
    return "".join(events_parts(runs, clock))


def events_parts(runs: Iterable[Run], clock: Clock) -> Iterator[str]:
    """The text of :func:`events_csv` part by part; the runs are gone through once."""
    return csv_parts(EVENT_COLUMNS, _event_rows(runs, clock))


def _event_rows(runs: Iterable[Run], clock: Clock) -> Iterator[list[str]]:
    times: dict[int, str] = {}
    for run in runs:
        for event in run.events:
            if event.tick not in times:
                times[event.tick] = time_text(clock, event.tick * clock.tick_hours)
            yield [str(run.number), *_event_cells(event, times[event.tick])]


def _event_cells(event: Event, time: str) -> list[str]:
    return [
        str(event.id), str(event.tick), time, event.kind, event.place, event.source,
        event.target, written_code(event.cameo),
        number_text(event.goldstein), str(event.rung), str(event.people), str(event.injured),
        str(event.killed), "true" if event.given else "false", ";".join(map(str, event.causes)),
        ";".join(f"{name}={number_text(value)}" for name, value in event.terms), event.issue,
        event.says,
    ]  # fmt: skip


def read_events_csv(text: str | Iterable[str], clock: Clock) -> dict[int, tuple[Event, ...]]:
    """Events of an ``events.csv`` by number of the run; a run without events has no entry.

    Args:
        text: the table, or its lines.
        clock: gives the local time of each tick.

    Raises:
        ValueError: when the columns are not those of :data:`EVENT_COLUMNS`, or a cell is wrong.
    """
    events: dict[int, list[Event]] = {}
    times: dict[str, str] = {}
    for where, line in _lines(text, EVENT_COLUMNS, "events.csv"):
        with _at(where):
            tick = line["tick"]
            if tick not in times:
                times[tick] = time_text(clock, int(tick) * clock.tick_hours)
            if times[tick] != line["time"]:
                message = f"time {line['time']} is not that of tick {tick}, {times[tick]}"
                raise ValueError(message)
            events.setdefault(int(line["run"]), []).append(_event(line))
    return {run: tuple(of_run) for run, of_run in events.items()}


def _event(line: dict[str, str]) -> Event:
    return Event(
        id=int(line["id"]),
        tick=int(line["tick"]),
        kind=intern(line["kind"]),
        place=intern(line["place"]),
        source=intern(line["source"]),
        target=intern(line["target"]),
        cameo=intern(read_code(line["cameo"])),
        goldstein=float(line["goldstein"] or "nan"),
        rung=int(line["rung"]),
        people=int(line["people"]),
        injured=int(line["injured"]),
        killed=int(line["killed"]),
        given=line["given"] == "true",
        causes=tuple(int(cause) for cause in line["causes"].split(";") if cause),
        terms=tuple(_term(term) for term in line["terms"].split(";") if term),
        says=line["says"],
        issue=intern(line["issue"]),
    )


def _term(text: str) -> tuple[str, float]:
    name, _, value = text.rpartition("=")
    return intern(name), float(value or "nan")


def curves_csv(curves: Mapping[str, Sequence[NDArray[np.float64]]], clock: Clock) -> str:
    """Text of ``curves.csv``.

    Args:
        curves: for each measure its mean and quantiles, shape (6, tick), in the order of
            :data:`CURVE_STATISTICS`.
        clock: gives the local time of each tick.
    """
    times = [time_text(clock, tick * clock.tick_hours) for tick in range(clock.n_ticks)]
    return csv_text(
        CURVE_COLUMNS,
        (
            [str(tick), time, measure, *map(number_text, values)]
            for measure, statistics in curves.items()
            for tick, (time, *values) in enumerate(zip(times, *statistics, strict=True))
        ),
    )
