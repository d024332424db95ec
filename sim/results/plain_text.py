"""How results are written as text: six significant digits and the same bytes each time."""

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any, Final

from sim.scenario.clock import Clock

SIGNIFICANT_DIGITS: Final = 6
TIME_FORMAT: Final = "%Y-%m-%dT%H:%M%z"
_PART_ROWS: Final = 4096
"""Rows of a table that are held as text at a time."""


def number_text(value: float) -> str:
    """A number with six significant digits; empty for NaN, and zero without a sign."""
    if math.isnan(value):
        return ""
    text = f"{value:.{SIGNIFICANT_DIGITS}g}"
    return "0" if text == "-0" else text


def rounded(value: float) -> float | int | None:
    """A number rounded to six significant digits for JSON; whole numbers lose ".0".

    NaN and infinity, which JSON cannot say, become None.
    """
    if not math.isfinite(value):
        return None
    short = float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    return int(short) if short.is_integer() else short


def time_text(clock: Clock, hours: float) -> str:
    """Local ISO time with its offset from UTC, to the minute, of hours since the clock's start.

    Such as ``2022-07-31T17:30+02:00``: the hour that comes twice when daylight saving ends has
    another offset the second time.
    """
    minutes = round(hours * 60)
    return clock.instant(minutes / clock.tick_minutes).isoformat(timespec="minutes")


def time_hours(clock: Clock, text: str) -> float:
    """Hours since the start of the clock of a local ISO time with its offset from UTC.

    Raises:
        ValueError: when the text is not of the form "YYYY-MM-DDTHH:MM+HH:MM".
    """
    time = datetime.strptime(text, TIME_FORMAT)  # noqa: DTZ007 - the format has an offset
    return (time - clock.instant(0)).total_seconds() / 3600


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV with one header line and "\\n" at each end of line."""
    return "".join(csv_parts(header, rows))


def csv_parts(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The text of :func:`csv_text` part by part, for tables of any length."""
    yield from csv_lines(chain([header], rows))


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows as CSV part by part, without a header: what is added to a table."""
    rest = iter(rows)
    while part := list(islice(rest, _PART_ROWS)):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(part)
        yield out.getvalue()


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """A table for a terminal, its first row the head with a rule below; no final line break."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def json_text(content: Any) -> str:
    """JSON with two spaces of indent, keys in the order given, and numbers rounded."""
    return json.dumps(_plain(content), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(content: Any) -> Any:
    """The same content with mappings as dicts, sequences as lists and floats rounded."""
    if isinstance(content, dict):
        return {str(key): _plain(value) for key, value in content.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(content, float):
        return rounded(content)
    return content
