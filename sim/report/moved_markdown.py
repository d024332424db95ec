"""What each shared parameter was seen to move, from ``docs/moved.csv``, in words.

The file is made by ``python -m benchmarks.moved``, which tells how.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

Found = Mapping[str, Mapping[str, str]]
"""Rows of the file by the path of the parameter."""

STATUSES: Final[dict[str, str]] = {
    "fitted": "fitted: the source gives the form or the order, the observed patterns the value",
    "assumed": "assumed: nobody knows the value, and no pattern was used to choose it",
    "sourced": "with a source for the value",
}
"""What the sources of parameters say of their values."""
_PATTERN: Final = "pattern "
_UNKNOWN: Final = "not looked at"


def read_moved(folder: Path) -> Found:
    """What was found; nothing where there is no file.

    Args:
        folder: folder of the documents.
    """
    path = folder / "moved.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["parameter"]: row for row in csv.DictReader(file)}


def moved_words(found: Found, path: str) -> str:
    """What a parameter moves, in a few words for the cell of a table."""
    row = found.get(path)
    if row is None or not (row["outcome"] or row["in_vain"]):
        return _UNKNOWN
    if not row["outcome"]:
        return f"nothing in {len(row['in_vain'].split('; '))} runs"
    values = ", ".join(row[name] for name in ("at_low", "shipped", "at_high"))
    return f"{row['outcome'].replace('_', ' ')}: {values} ({row['scenario']})"


def moved_counts(found: Found, paths: Iterable[str]) -> str:
    """How many parameters of each status move a pattern, something else, or nothing."""
    rows = [found[path] for path in paths if path in found]
    lines = [f"Of {len(rows)} shared parameters with a range:", ""]
    for status, words in STATUSES.items():
        own = [row for row in rows if row["status"] == status]
        outcomes = [row["outcome"] for row in own]
        patterns = sum(outcome.startswith(_PATTERN) for outcome in outcomes)
        unknown = sum(not (row["outcome"] or row["in_vain"]) for row in own)
        nothing = outcomes.count("") - unknown
        other = len(own) - patterns - nothing - unknown
        lines.append(
            f"- {len(own)} {words}: {patterns} were seen to move a pattern, {other} a measure, "
            f"{nothing} nothing so far; {unknown} were not looked at"
        )
    return "\n".join(lines)
