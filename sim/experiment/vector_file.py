"""Tables of parameter sets: those that were accepted, all that were tried, and the stages."""

import csv
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from sim.experiment.accepted import Stage, Tried, Vector
from sim.experiment.calibration import Found, Particle
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
STAGES: Final = ("stage", "scenario", "runs", "settings")
"""Columns of the stages: name, scenario, runs after it, and what is set, apart by spaces."""


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
    """Append what became of a candidate, and its values when it was accepted.

    Candidate 0, the shipped values, is kept whatever few runs say of it, for comparison.
    """
    number = tried.candidate.id
    start = {"id": number, "seed": sample.seed, "spread": sample.spread}
    if tried.is_accepted or number == 0:
        _append(path, start | {"met": tried.met, "of": tried.of} | dict(tried.candidate.vector))
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
