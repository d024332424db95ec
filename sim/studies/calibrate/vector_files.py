"""Parameter sets as scenario files: parts that a scenario extends beside its base."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from sim.experiment.arms import Vector
from sim.results.files import write_file
from sim.studies.calibrate.generations import Particle


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
    folder: Path, particles: Sequence[Particle], typical: Vector, scenarios: Mapping[str, str]
) -> None:
    """Write each vector as a file that a scenario can extend, and scenarios with the typical one.

    Args:
        folder: where ``vectors/`` and the scenarios go.
        particles: the vectors.
        typical: the one that the scenarios use.
        scenarios: name and file of those of which one with the typical vector is written.
    """
    for particle in particles:
        number = particle.tried.candidate.id
        about = f"parameter set {number} of a calibration, weight {particle.weight:.3g}"
        text = vector_yaml(particle.tried.candidate.vector, about)
        write_file(folder / "vectors" / f"{number:03d}.yaml", text)
    about = "the set of a calibration that is nearest to the medians of its posterior"
    write_file(folder / "vectors" / "typical.yaml", vector_yaml(typical, about))
    for name, file in scenarios.items():
        text = f"extends: [{file}, vectors/typical.yaml]\nname: {name}_calibrated\n"
        write_file(folder / f"{name}_calibrated.yaml", text)
