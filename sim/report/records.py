"""Records of the same keys as the text of a CSV table."""

from collections.abc import Mapping, Sequence
from typing import Any

from sim.results.plain_text import csv_text, number_text


def records_csv(records: Sequence[Mapping[str, Any]]) -> str:
    """Records of the same keys as CSV; an empty header when there is none."""
    header = list(records[0]) if records else []
    return csv_text(header, ([cell(record[name]) for name in header] for record in records))


def cell(value: object) -> str:
    """One value: empty for None, whole numbers and words as they are, else six digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | str) else number_text(float(value))  # pyright: ignore[reportArgumentType]
