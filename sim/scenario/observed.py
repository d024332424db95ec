"""What was observed, read from tables: dated events, and patterns to test a scenario against."""

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sim.scenario.check_patterns import check_pattern
from sim.scenario.clock import Clock
from sim.scenario.csv_reader import Row, read_rows
from sim.scenario.lookup import OUTSIDE, Reach
from sim.scenario.measured import NamedColumns
from sim.scenario.mistakes import Mark, Mistake, ScenarioError, mistake_at, shown_path, suggest
from sim.scenario.world import World
from sim.terms.kinds import KINDS
from sim.terms.observations import DAY_COLUMNS, EVENT_COLUMNS, MORE_DAY_COLUMNS, PATTERN_COLUMNS


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


class ObservedDay(NamedTuple):
    """What was observed of one day, by column; a value is None where nothing is known."""

    day: date
    values: dict[str, float | None]


def table_beside(path: Path, what: str) -> Path:
    """The table of ``events`` or ``daily`` values that belongs to a table of patterns."""
    return path.with_name(f"{path.stem}_{what}.csv")


def read_observed(
    path: Path, world: World | None = None, named: NamedColumns | None = None
) -> Observed:
    """Read a table of patterns and, beside it, its table of events.

    Args:
        path: table of patterns, such as ``observed/mitrovica.csv``; the events are read from
            ``observed/mitrovica_events.csv`` where there is such a file.
        world: whose places the events name; None leaves them unchecked.
        named: columns of the scenario's own; None leaves those that are not of every case
            unchecked.

    Raises:
        ScenarioError: listing every mistake in them.
    """
    mistakes: list[Mistake] = []
    events = table_beside(path, "events")
    observed = Observed(
        _patterns(path, named, mistakes),
        _events(events, world, mistakes) if events.exists() else (),
    )
    if mistakes:
        raise ScenarioError(mistakes)
    return observed


def read_days(path: Path) -> tuple[ObservedDay, ...]:
    """Read a table of observed days, such as ``observed/mitrovica_daily.csv``.

    Raises:
        ScenarioError: listing every mistake in it.
    """
    mistakes: list[Mistake] = []
    days = _days(path, mistakes)
    if mistakes:
        raise ScenarioError(mistakes)
    return days


def outside_the_clock(path: Path, clock: Clock) -> list[str]:
    """How much of what was observed lies outside a clock, so that it is compared with nothing.

    Args:
        path: the table of patterns, beside which those of events and days lie.
        clock: the clock.

    Returns:
        A line for each table of which something does.
    """
    events, daily = table_beside(path, "events"), table_beside(path, "daily")
    mistakes: list[Mistake] = []
    days = _days(daily, mistakes) if daily.exists() else ()
    told = _events(events, None, mistakes) if events.exists() else ()
    within = {
        f"days of {daily.name}": [a < b for a, b in (clock.ticks_of(one.day) for one in days)],
        f"dated events of {events.name}": [
            0 <= clock.tick(event.at) < clock.n_ticks for event in told if event.at is not None
        ],
    }
    return [
        f"{inside.count(False)} of {len(inside)} {what}"
        for what, inside in within.items()
        if not all(inside)
    ]


def observed_mistakes(
    path: Path, world: World | None, reach: Reach, named: NamedColumns | None = None
) -> list[Mistake]:
    """Every mistake in a table of patterns and in those of events and days beside it.

    Args:
        path: the table of patterns.
        world: whose places the events name; None leaves them unchecked.
        reach: what the scenario can use.
        named: columns of the scenario's own; None leaves them unchecked.
    """
    events, daily = table_beside(path, "events"), table_beside(path, "daily")
    there = [table for table in (path, events, daily) if table.exists() or table.is_symlink()]
    outside = [table for table in there if not reach.holds(table)]
    if outside:
        marks = (Mark(shown_path(table), 0, table.parent) for table in outside)
        return [mistake_at(mark, "", ..., OUTSIDE) for mark in marks]
    mistakes: list[Mistake] = []
    _patterns(path, named, mistakes)
    if events in there:
        _events(events, world, mistakes)
    if daily in there:
        _days(daily, mistakes)
    return mistakes


def _patterns(
    path: Path, named: NamedColumns | None, mistakes: list[Mistake]
) -> tuple[Pattern, ...]:
    rows = read_rows(path, PATTERN_COLUMNS, mistakes) or []
    _refuse_twins(rows, "pattern")
    return tuple(_pattern(row, named) for row in rows)


def _pattern(row: Row, named: NamedColumns | None) -> Pattern:
    check_pattern(row, named)
    low, high = row.span("accept_low", "accept_high")
    return Pattern(
        pattern=row.text("pattern"),
        text=row.cells["text"],
        observed=row.cells["observed"],
        statistic=row.cells["statistic"],
        column=row.cells["column"],
        start=row.cells["from"],
        stop=row.cells["to"],
        accept_low=low,
        accept_high=high,
        source=row.cells["source"],
        where=f"{row.mark.file}:{row.mark.line}",
    )


def _events(path: Path, world: World | None, mistakes: list[Mistake]) -> tuple[ObservedEvent, ...]:
    rows = read_rows(path, EVENT_COLUMNS, mistakes) or []
    known: set[str] = set()
    if world is not None:
        named = (*world.places, *world.sites, *world.municipalities)
        known = {place.id for place in named}
    return tuple(_event(row, known) for row in rows)


def _event(row: Row, places: set[str]) -> ObservedEvent:
    kind, place = row.text("kind"), row.cells["place"]
    if kind and kind not in KINDS:
        row.wrong("kind", f"is no kind of event{suggest(kind, KINDS)}")
    if place and places and place not in places:
        message = "is no place, site or municipality of this world"
        row.wrong("place", message + suggest(place, places))
    return ObservedEvent(
        at=row.time("at"),
        kind=kind,
        place=place,
        number=row.maybe("count", 0),
        confidence=row.cells["confidence"],
        note=row.cells["note"],
        source=row.cells["source_url"],
    )


def _days(path: Path, mistakes: list[Mistake]) -> tuple[ObservedDay, ...]:
    rows = read_rows(path, ("date", *DAY_COLUMNS), mistakes, tuple(MORE_DAY_COLUMNS)) or []
    days: list[ObservedDay] = []
    for row in rows:
        day = row.day("date")
        last = days[-1].day if days else date.min
        if day is not None and day <= last:
            again = "is there twice" if day == last else f"comes after {last}; order the days"
            row.wrong("date", again)
        columns = {**DAY_COLUMNS, **MORE_DAY_COLUMNS}
        values = {name: row.maybe(name, 0, most) for name, most in columns.items()}
        days += [] if day is None else [ObservedDay(day, values)]
    return tuple(days)


def _refuse_twins(rows: list[Row], column: str) -> None:
    first: dict[str, int] = {}
    for row in rows:
        line = first.setdefault(row.cells[column], row.mark.line)
        if row.cells[column] and line != row.mark.line:
            row.wrong(column, f"is there twice; the first is in line {line}")
