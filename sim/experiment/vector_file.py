"""Tables of parameter sets: those that were accepted, and all that were tried."""

import csv
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from sim.experiment.accepted import Tried, Vector
from sim.experiment.search_types import Found, Particle
from sim.results.folder import write_file
from sim.results.plain_text import csv_text
from sim.scenario.loaded import Loaded
from sim.scenario.lookup import roots

FRONT: Final = ("id", "seed", "spread", "met", "of")
"""Columns before the values: number in the sample, seed and width of the sample, patterns met."""
ADDED: Final = ("weight", "distance")
"""Columns that may follow them: weight in the posterior, and how far the worst pattern is off."""
TRIED: Final = ("id", "seed", "spread", "stage", "patterns")
"""Columns of what was tried; stage and patterns are empty where the vector was accepted."""
TRIED_ADDED: Final = ("generation", "epsilon", "distance", "met", "of")
"""Columns that may follow them, and then the values."""


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


class Sample(NamedTuple):
    """Which sample candidates are of: its seed, and the part of each range it covers."""

    seed: int
    spread: float


def tried_path(path: Path) -> Path:
    """The table of what was tried, beside a table of accepted vectors."""
    return path.with_name(f"{path.stem}_tried.csv")


def record(path: Path, sample: Sample, tried: Tried) -> None:
    """Add what became of a candidate, and its values when it was accepted.

    Candidate 0, the shipped values, is kept whatever few runs say of it, for comparison. A process
    that is killed meanwhile leaves whole lines only, and the candidate is tried again.

    Raises:
        ValueError: when a table has other columns.
    """
    number = tried.candidate.id
    start = {"id": number, "seed": sample.seed, "spread": sample.spread}
    if tried.is_accepted or number == 0:
        _add(path, start | {"met": tried.met, "of": tried.of} | dict(tried.candidate.vector))
    words = {"stage": tried.stage, "patterns": " ".join(tried.patterns)}
    _add(tried_path(path), start | words)  # last: what is not recorded here is tried again


def check_tables(path: Path, paths: Sequence[str]) -> None:
    """See whether what a search finds could be recorded, before it begins.

    Args:
        path: the table of accepted vectors; it may be missing yet.
        paths: those of the vectors.

    Raises:
        ValueError: when it has other columns, or that of what was tried has.
    """
    _lines(path, [*FRONT, *paths])
    _lines(tried_path(path), TRIED)


def _add(path: Path, row: Mapping[str, object]) -> None:
    """Add a row to a table, with its head when it is new, unless it is there already.

    Raises:
        ValueError: when the table has other columns.
    """
    lines = _lines(path, list(row)) or [csv_text(list(row), [])]
    line = csv_text([str(value) for value in row.values()], [])
    if line not in lines:
        write_file(path, "".join([*lines, line]))


def _lines(path: Path, columns: Sequence[str]) -> list[str]:
    """Lines of a table without what a process that was killed left of its last; none of no table.

    Raises:
        ValueError: when it has other columns.
    """
    if not path.exists():
        return []
    lines = path.read_bytes().decode("utf-8").splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines.pop()
    if lines and next(csv.reader(lines)) != list(columns):
        message = f"{path}: has other columns than this search; write to another file"
        raise ValueError(message)
    return lines


def vectors_text(found: Found, sample: Sample) -> str:
    """The table of a search: the shipped vector with weight 0, and the posterior with its weights.

    Args:
        found: what came of the search.
        sample: its seed, and the part of each range it covers.
    """
    rows = [(found.shipped, 0.0)] + [(p.tried, p.weight) for p in found.posterior.particles]
    paths = list(found.shipped.candidate.vector)
    lines = [
        (tried.candidate.id, sample.seed, sample.spread, tried.met, tried.of, _text(weight),
         tried.distance, *tried.candidate.vector.values())
        for tried, weight in rows
    ]  # fmt: skip
    return csv_text([*FRONT, *ADDED, *paths], [[str(cell) for cell in line] for line in lines])


def vectors_csv(vectors: Sequence[Vector]) -> str:
    """A table of vectors that came from elsewhere, numbered from 1.

    Args:
        vectors: with the same paths in the same order.
    """
    lines = [
        (number, 0, 1, 0, 0, *vector.values()) for number, vector in enumerate(vectors, start=1)
    ]
    return csv_text([*FRONT, *vectors[0]], [[str(cell) for cell in line] for line in lines])


def tried_text(found: Found, sample: Sample) -> str:
    """The table of all vectors a search tried, with their values."""
    paths = list(found.shipped.candidate.vector)
    lines = [
        (one.tried.candidate.id, sample.seed, sample.spread, one.tried.stage,
         " ".join(one.tried.patterns), one.generation, _text(one.epsilon), one.tried.distance,
         one.tried.met, one.tried.of, *one.tried.candidate.vector.values())
        for one in found.steps
    ]  # fmt: skip
    return csv_text(
        [*TRIED, *TRIED_ADDED, *paths], [[str(cell) for cell in line] for line in lines]
    )


def _text(value: float) -> str:
    return f"{value:.6g}"


def vector_yaml(vector: Vector, about: str) -> str:
    """A vector as a file that a scenario can extend beside its base.

    Args:
        vector: the values.
        about: what the vector is; becomes a comment of one line.
    """
    tree: dict[str, dict[str, object]] = {}
    for path, value in vector.items():
        *groups, name = path.split(".")
        place: dict[str, object] = tree  # pyright: ignore[reportAssignmentType]
        for group in groups:
            place = place.setdefault(group, {})  # pyright: ignore[reportAssignmentType]
        place[name] = value
    return f"# {about}\n" + yaml.safe_dump(tree, sort_keys=False)


def write_vector_files(
    folder: Path, particles: Sequence[Particle], typical: Vector, scenarios: Sequence[Loaded]
) -> None:
    """Write each vector as a file that a scenario can extend, and scenarios with the typical one.

    Args:
        folder: where ``vectors/`` and the scenarios go.
        particles: the vectors.
        typical: the one that the scenarios use.
        scenarios: those of which one with the typical vector is written.
    """
    for particle in particles:
        number = particle.tried.candidate.id
        about = f"parameter set {number} of a calibration, weight {particle.weight:.3g}"
        text = vector_yaml(particle.tried.candidate.vector, about)
        write_file(folder / "vectors" / f"{number:03d}.yaml", text)
    about = "the set of a calibration that is nearest to the medians of its posterior"
    write_file(folder / "vectors" / "typical.yaml", vector_yaml(typical, about))
    for one in scenarios:
        base = next((root for root in roots(folder) if one.path.is_relative_to(root)), None)
        if base is not None:
            names = f"[{one.path.relative_to(base).as_posix()}, vectors/typical.yaml]"
            text = f"extends: {names}\nname: {one.scenario.name}_calibrated\n"
            write_file(folder / f"{one.scenario.name}_calibrated.yaml", text)


def numbers_tried(path: Path, sample: Sample) -> set[int]:
    """Numbers of the candidates of a sample that were tried already.

    Raises:
        ValueError: when the table is not as it should be.
    """
    rows = list(csv.DictReader(_lines(tried_path(path), TRIED)))
    wanted = (sample.seed, sample.spread)
    try:
        return {int(r["id"]) for r in rows if (int(r["seed"]), float(r["spread"])) == wanted}
    except (TypeError, ValueError) as error:
        message = f"{tried_path(path)}: id, seed and spread are not numbers in every line"
        raise ValueError(message) from error


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
