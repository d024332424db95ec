"""What each shared parameter was seen to move, from ``docs/moved.csv``, in words.

The file is made by ``python -m benchmarks.moved``, which tells how.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

Found = Mapping[str, Mapping[str, str]]
"""Rows of the file by the path of the parameter."""

_UNTRIED: Final = "not tried yet"
VERDICTS: Final[dict[str, str]] = {
    "clear": "move an outcome one way in all fresh pairs of runs",
    "some": "change a pair of runs, a sign not shown",
    "none": "are read and change nothing in any pair looked at",
    "not read": "are read in none of the cases looked at",
    "": _UNTRIED,
}
"""What each verdict says, the most telling first."""


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
    if row is None:
        return _UNTRIED
    cases = len(row["looked"].split())
    if row["verdict"] == "not read":
        return f"read in none of {cases}"
    if row["verdict"] == "none":
        return f"nothing seen ({row['scenario']})"
    seen = f"{row['outcome'].replace('_', ' ')} {float(row['change']):+.3g} ({row['scenario']})"
    return seen if row["verdict"] == "clear" else f"a pair: {seen}"


def moved_counts(found: Found, paths: Iterable[str]) -> str:
    """How many parameters were seen to move something and how many not, and where was looked."""
    verdicts = [found[path]["verdict"] if path in found else "" for path in paths]
    counts = [f"- {verdicts.count(verdict)} {words}" for verdict, words in VERDICTS.items()]
    cases = Counter(case for row in found.values() for case in row["looked"].split())
    looked = ", ".join(f"{n} in `{case}`" for case, n in cases.most_common())
    where = f"looked at so far: {looked or 'none'}"
    return "\n".join([f"Of {len(verdicts)} shared parameters with a range ({where}):", "", *counts])
