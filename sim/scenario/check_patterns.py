"""Checks of observed patterns: a statistic that there is, of what it can be taken of."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from sim.scenario.clock import parse_time
from sim.scenario.csv_reader import Row
from sim.scenario.measured import NamedColumns
from sim.scenario.mistakes import suggest
from sim.terms.kinds import KINDS
from sim.terms.measures import NAMES
from sim.terms.observations import STATISTICS
from sim.terms.outcomes import BY_NAME, Outcome

_OTHER: Final = "{violence_time: {event: scuffle, take: first}}"
"""An outcome as a case names it."""
_HOUR: Final = re.compile(r"([01]?\d|2[0-4]):[0-5]\d")


def check_pattern(row: Row, named: NamedColumns | None) -> None:
    """Check the statistic of a pattern, its column and its two arguments.

    Args:
        row: the pattern.
        named: columns of the scenario's own; None leaves columns that are not of every case
            unchecked, and what is asked of them.
    """
    statistic = STATISTICS.get(row.text("statistic"))
    if statistic is None:
        if row.cells["statistic"]:
            row.wrong("statistic", f"is no statistic; known: {', '.join(STATISTICS)}")
        return
    outcomes = BY_NAME | dict(named.outcomes if named else {})
    column, known = row.text("column"), _known(statistic.of, outcomes, named)
    if column and column not in known:
        if named is None and statistic.of != "kind of event":
            return
        close = suggest(column, known) or f"; known: {', '.join(known)}"
        own = f"; a case names others under outcomes: {_OTHER}" if statistic.of == "outcome" else ""
        row.wrong("column", f"is no {statistic.of} that has numbers{close}{own}")
        return
    times = frozenset(name for name, one in outcomes.items() if one.kind == "time")
    for key, wanted in (("from", statistic.start), ("to", statistic.stop)):
        if named is not None or wanted != "start" or row.cells[key] in times:
            _check_argument(row, key, wanted, times, is_time=column in times)
    if "hour?" in statistic and bool(row.cells["from"]) != bool(row.cells["to"]):
        empty = "to" if row.cells["from"] else "from"
        row.wrong(empty, "is empty; give both hours, or neither")
    low, high = row.cells["from"], row.cells["to"]
    if statistic.start == statistic.stop == "bound" and _is_upside_down(
        low, high, is_time=column in times
    ):
        row.wrong("from", f"is later or higher than to, {high}")


def _known(of: str, outcomes: Mapping[str, Outcome], named: NamedColumns | None) -> tuple[str, ...]:
    """What the column of a pattern can name."""
    if of == "kind of event":
        return tuple(KINDS)
    if of == "measure":
        return (*NAMES, *sorted(named.measures if named else ()))
    return tuple(name for name, one in outcomes.items() if one.kind != "word")


def _check_argument(
    row: Row, key: str, wanted: str, times: Collection[str], *, is_time: bool
) -> None:
    text = row.cells[key]
    if not wanted:
        if text:
            row.wrong(key, f"belongs to no {row.cells['statistic']}; leave it empty")
        return
    if wanted == "hour?" and not text:
        return
    if wanted in ("hour", "hour?"):
        if row.text(key) and not _HOUR.fullmatch(text):
            row.wrong(key, 'is not an hour of the day; write one such as "06:00"')
    elif wanted == "hours":
        row.number(key, 0)
    elif wanted == "start" and text in times:
        return
    elif wanted == "start" or is_time:
        row.text(key)
        row.time(key)
    else:
        row.number(key)


def _is_upside_down(low: str, high: str, *, is_time: bool) -> bool:
    try:
        if is_time:
            return parse_time(low) >= parse_time(high)
        return float(low) > float(high)
    except ValueError:
        return False  # said already
