"""What was observed, read from tables: dated events, and patterns to test a scenario against."""

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from sim.scenario.clock import parse_time

PATTERN_COLUMNS: Final = (
    "pattern", "text", "observed", "statistic", "column", "from", "to", "accept_low",
    "accept_high", "source",
)  # fmt: skip
EVENT_COLUMNS: Final = ("at", "kind", "place", "count", "source_url", "confidence", "note")


class Pattern(NamedTuple):
    """One observed pattern and the values of a statistic that are accepted as reproducing it.

    Attributes:
        pattern: short name, such as "B1".
        text: the pattern in words.
        observed: what was observed, in words.
        statistic: name of the statistic over runs.
        column: outcome, kind of event or measure the statistic is taken of.
        start: the statistic's first argument as written: a number, hour, local time or column.
        stop: its second argument.
        accept_low: lowest accepted value, None when open.
        accept_high: highest accepted value, None when open.
        source: where the observation comes from.
        where: file and line, for messages.
    """

    pattern: str
    text: str
    observed: str
    statistic: str
    column: str
    start: str
    stop: str
    accept_low: float | None
    accept_high: float | None
    source: str
    where: str


class ObservedEvent(NamedTuple):
    """One observed event; ``at`` and ``number`` are None where no source gives them."""

    at: datetime | None
    kind: str
    place: str
    number: float | None
    confidence: str
    note: str
    source: str


class Observed(NamedTuple):
    """All that was observed of one episode."""

    patterns: tuple[Pattern, ...]
    events: tuple[ObservedEvent, ...]


def read_observed(path: Path) -> Observed:
    """Read a table of patterns and, beside it, its table of events.

    Args:
        path: table of patterns, such as ``observed/mitrovica.csv``; the events are read from
            ``observed/mitrovica_events.csv`` where there is such a file.

    Raises:
        ValueError: naming file and line of what is wrong.
        FileNotFoundError: when there is no table of patterns.
    """
    events = path.with_name(f"{path.stem}_events.csv")
    return Observed(read_patterns(path), read_events(events) if events.exists() else ())


def read_patterns(path: Path) -> tuple[Pattern, ...]:
    """Read a table of patterns.

    Raises:
        ValueError: naming file and line of what is wrong.
    """
    return tuple(_pattern(line, where) for where, line in _lines(path, PATTERN_COLUMNS))


def _pattern(line: dict[str, str], where: str) -> Pattern:
    low, high = (_number(line[key], key, where) for key in ("accept_low", "accept_high"))
    if low is not None and high is not None and low > high:
        message = f"{where}: accept_low {low:g} is higher than accept_high {high:g}"
        raise ValueError(message)
    return Pattern(
        pattern=line["pattern"],
        text=line["text"],
        observed=line["observed"],
        statistic=line["statistic"],
        column=line["column"],
        start=line["from"],
        stop=line["to"],
        accept_low=low,
        accept_high=high,
        source=line["source"],
        where=where,
    )


def read_events(path: Path) -> tuple[ObservedEvent, ...]:
    """Read a table of observed events.

    Raises:
        ValueError: naming file and line of what is wrong.
    """
    return tuple(
        ObservedEvent(
            at=_time(line["at"], where),
            kind=line["kind"],
            place=line["place"],
            number=_number(line["count"], "count", where),
            confidence=line["confidence"],
            note=line["note"],
            source=line["source_url"],
        )
        for where, line in _lines(path, EVENT_COLUMNS)
    )


def _lines(path: Path, columns: Sequence[str]) -> list[tuple[str, dict[str, str]]]:
    """Lines of a table by "file:line"; it may have more columns than those asked for."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="", restval="")
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            message = f"{path}:1: column missing: {', '.join(missing)}"
            raise ValueError(message)
        return [(f"{path}:{reader.line_num}", line) for line in reader]


def _number(text: str, key: str, where: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        message = f"{where}: {key} = {text!r}: not a number"
        raise ValueError(message) from None


def _time(text: str, where: str) -> datetime | None:
    try:
        return parse_time(text) if text else None
    except ValueError:
        message = f'{where}: at = {text!r}: not a local time; write one such as "2022-07-31 17:30"'
        raise ValueError(message) from None
