"""Parameter sets as scenario files: parts that a scenario extends beside its base."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from sim.experiment.arms import Vector
from sim.results.folder import write_file
from sim.scenario.loaded import Loaded
from sim.scenario.lookup import name_of
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
