"""Tables of parameter sets that runs take in turn: read, counted and written."""

import csv
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.experiment.arms import Vector
from sim.results.plain_text import csv_text

FRONT: Final = ("id", "seed", "spread", "met", "of")
"""Columns before the values: number in the sample, seed and width of the sample, patterns met."""
ADDED: Final = ("weight", "distance")
"""Columns that may follow them: weight in the posterior, and how far the worst pattern is off."""


class Kept(NamedTuple):
    """A vector of a file.

    Attributes:
        id: its number in its sample; 0 is the shipped one.
        vector: its values.
        weight: weight among the vectors of the file; 1 where it does not say.
    """

    id: int
    vector: Vector
    weight: float = 1.0


def tried_path(path: Path) -> Path:
    """The table of what was tried, beside a table of accepted vectors."""
    return path.with_name(f"{path.stem}_tried.csv")


def vectors_csv(vectors: Sequence[Vector]) -> str:
    """A table of vectors that came from elsewhere, numbered from 1.

    Args:
        vectors: with the same paths in the same order.
    """
    lines = [
        (number, 0, 1, 0, 0, *vector.values()) for number, vector in enumerate(vectors, start=1)
    ]
    return csv_text([*FRONT, *vectors[0]], [[str(cell) for cell in line] for line in lines])


class Counted(NamedTuple):
    """What came of a search: sampled sets tried, those accepted, and how often a pattern rejected.

    The shipped set, which is no sample, is left out.
    """

    tried: int
    accepted: int
    rejections: Counter[str]


def counted(path: Path) -> Counted:
    """Count what was tried, beside a table of accepted vectors.

    Raises:
        OSError: when there is no table of what was tried.
    """
    with tried_path(path).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"] != "0"]
    rejections = Counter(name for row in rows for name in row["patterns"].split())
    accepted = sum(not (row["stage"] or row["patterns"]) for row in rows)
    return Counted(len(rows), accepted, rejections)


def read_vectors(path: Path) -> list[Kept]:
    """Read vectors, in order.

    Raises:
        ValueError: naming file and line of what is wrong.
        OSError: when there is no such table.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or ())
        missing = [name for name in FRONT if name not in names]
        if missing:
            message = f"{path}:1: column missing: {', '.join(missing)}; is it a table of vectors?"
            raise ValueError(message)
        double = sorted({name for name in names if names.count(name) > 1})
        if double:
            message = f"{path}:1: column twice: {', '.join(double)}"
            raise ValueError(message)
        return [_kept(row, f"{path}:{reader.line_num}") for row in reader]


def _kept(row: Mapping[str | None, str], where: str) -> Kept:
    paths = [name for name in row if name is not None and name not in (*FRONT, *ADDED)]
    try:
        weight = float(row.get("weight") or 1)
        vector = {path: float(row[path]) for path in paths}
        if None in row or weight < 0 or not all(map(math.isfinite, (weight, *vector.values()))):
            raise ValueError
        return Kept(int(row["id"]), vector, weight)
    except (TypeError, ValueError):
        message = f"{where}: not a number in every column"
        raise ValueError(message) from None
