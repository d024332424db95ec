"""Tables of a search for accepted vectors: its stages, what was tried, and what was accepted."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.experiment.accepted import Stage, Tried, Vector

FRONT: Final = ("id", "seed", "spread", "met", "of")
"""Columns before the values: number in the sample, seed and width of the sample, patterns met."""
TRIED: Final = ("id", "seed", "spread", "stage", "patterns")
"""Columns of what was tried; stage and patterns are empty where the vector was accepted."""


STAGES: Final = ("stage", "scenario", "runs", "settings")
"""Columns of the stages: name, scenario, runs after it, and what is set, apart by spaces."""


class Kept(NamedTuple):
    """An accepted vector of a file: its number in its sample, and its values."""

    id: int
    vector: Vector


class Sample(NamedTuple):
    """Which sample candidates are of: its seed, and the part of each range it covers."""

    seed: int
    spread: float


def tried_path(path: Path) -> Path:
    """The table of what was tried, beside a table of accepted vectors."""
    return path.with_name(f"{path.stem}_tried.csv")


def record(path: Path, sample: Sample, tried: Tried) -> None:
    """Append what became of a candidate, and its values when it was accepted.

    Candidate 0, the shipped values, is kept whatever few runs say of it, for comparison.
    """
    number = tried.candidate.id
    start = {"id": number, "seed": sample.seed, "spread": sample.spread}
    if tried.is_accepted or number == 0:
        _append(path, start | {"met": tried.met, "of": tried.of} | tried.candidate.vector)
    words = {"stage": tried.stage, "patterns": " ".join(tried.patterns)}
    _append(tried_path(path), start | words)  # last: what is not recorded here is tried again


def _append(path: Path, row: Mapping[str, object]) -> None:
    """Add a row to a table, with its head when it is new.

    Raises:
        ValueError: when the table has other columns.
    """
    is_new = not path.exists()
    if not is_new and _head(path) != list(row):
        message = f"{path}: has other columns than this search; write to another file"
        raise ValueError(message)
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(row)
        writer.writerow(row.values())


def _head(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file), [])


def numbers_tried(path: Path, sample: Sample) -> set[int]:
    """Numbers of the candidates of a sample that were tried already."""
    if not tried_path(path).exists():
        return set()
    with tried_path(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = (sample.seed, sample.spread)
    return {int(r["id"]) for r in rows if (int(r["seed"]), float(r["spread"])) == wanted}


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
    return Counted(len(rows), sum(not row["stage"] for row in rows), rejections)


def read_vectors(path: Path) -> list[Kept]:
    """Read accepted vectors, in order.

    Raises:
        ValueError: naming file and line of what is wrong.
        OSError: when there is no such table.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if not set(FRONT) <= set(reader.fieldnames or ()):
            message = f"{path}:1: the first columns must be {', '.join(FRONT)}"
            raise ValueError(message)
        return [_kept(row, f"{path}:{reader.line_num}") for row in reader]


def _kept(row: Mapping[str, str], where: str) -> Kept:
    paths: Sequence[str] = [name for name in row if name not in FRONT]
    try:
        return Kept(int(row["id"]), {path: float(row[path]) for path in paths})
    except (TypeError, ValueError):
        message = f"{where}: not a number in every column"
        raise ValueError(message) from None


def read_stages(path: Path, folder: Path) -> list[Stage]:
    """Read the stages of a search, in order.

    Args:
        path: the table.
        folder: folder of the scenarios that it names.

    Raises:
        ValueError: naming file and line of what is wrong.
        OSError: when there is no such table.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="", restval="")
        if tuple(reader.fieldnames or ()) != STAGES:
            message = f"{path}:1: the columns must be {', '.join(STAGES)}"
            raise ValueError(message)
        found = [_stage(row, f"{path}:{reader.line_num}", folder) for row in reader]
    if not found:
        message = f"{path}: holds no stage"
        raise ValueError(message)
    return found


def _stage(row: Mapping[str, str], where: str, folder: Path) -> Stage:
    if not row["runs"].isdecimal() or not int(row["runs"]):
        message = f"{where}: runs = {row['runs']!r}: not a whole number above 0"
        raise ValueError(message)
    scenario = folder / f"{row['scenario']}.yaml"
    return Stage(row["stage"], scenario, int(row["runs"]), tuple(row["settings"].split()))
