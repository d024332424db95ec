"""Checks of observed patterns: a statistic that there is, of what it can be taken of."""

import re
from typing import Final

from sim.scenario.clock import parse_time
from sim.scenario.csv_reader import Row
from sim.scenario.mistakes import suggest
from sim.terms.observations import COLUMNS_OF, STATISTICS, TIMES

_HOUR: Final = re.compile(r"([01]?\d|2[0-4]):[0-5]\d")


def check_pattern(row: Row) -> None:
    """Check the statistic of a pattern, its column and its two arguments."""
    statistic = STATISTICS.get(row.text("statistic"))
    if statistic is None:
        if row.cells["statistic"]:
            row.wrong("statistic", f"is no statistic; known: {', '.join(STATISTICS)}")
        return
    column, known = row.text("column"), COLUMNS_OF[statistic.of]
    if column and column not in known:
        close = suggest(column, known) or f"; known: {', '.join(known)}"
        row.wrong("column", f"is no {statistic.of} that has numbers{close}")
        return
    for key, wanted in (("from", statistic.start), ("to", statistic.stop)):
        _check_argument(row, key, wanted, is_time=column in TIMES)
    if "hour?" in statistic and bool(row.cells["from"]) != bool(row.cells["to"]):
        empty = "to" if row.cells["from"] else "from"
        row.wrong(empty, "is empty; give both hours, or neither")
    low, high = row.cells["from"], row.cells["to"]
    if statistic.start == statistic.stop == "bound" and _is_upside_down(low, high, column):
        row.wrong("from", f"is later or higher than to, {high}")


def _check_argument(row: Row, key: str, wanted: str, *, is_time: bool) -> None:
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
    elif wanted == "start" and text in TIMES:
        return
    elif wanted == "start" or is_time:
        row.text(key)
        row.time(key)
    else:
        row.number(key)


def _is_upside_down(low: str, high: str, column: str) -> bool:
    try:
        if column in TIMES:
            return parse_time(low) >= parse_time(high)
        return float(low) > float(high)
    except ValueError:
        return False  # said already
