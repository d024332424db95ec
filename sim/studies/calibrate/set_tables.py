"""Tables of the parameter sets that a search tried, and of those it accepted."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from sim.experiment.arms import Vector
from sim.experiment.parameter_sets import ADDED, FRONT, tried_path
from sim.results.folder import write_file
from sim.results.plain_text import csv_text
from sim.scenario.loaded import Loaded
from sim.scenario.lookup import name_of
from sim.studies.calibrate.candidates import Tried
from sim.studies.calibrate.search_types import Found, Particle

TRIED: Final = ("id", "seed", "spread", "stage", "patterns")
"""Columns of what was tried; stage and patterns are empty where the vector was accepted."""
TRIED_ADDED: Final = ("generation", "epsilon", "distance", "met", "of")
"""Columns that may follow them, and then the values."""


class Sample(NamedTuple):
    """Which sample candidates are of: its seed, and the part of each range it covers."""

    seed: int
    spread: float


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
        name = name_of(one.path, folder)
        if name is not None:
            names = f"[{name}, vectors/typical.yaml]"
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
