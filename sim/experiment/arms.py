"""Arms: the variants of a comparison, each with the scenario of every one of its runs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import ScenarioError
from sim.scenario.overrides import SET, overrides_from

Vector = Mapping[str, float]
"""Values by path, such as ``parameters.mobilisation.cost_mean``."""


class Arm(NamedTuple):
    """One variant of a comparison.

    Attributes:
        name: its name, unlike that of any other arm.
        loaded: the scenario with its world; where parameter vectors are tried, one a vector, and
            run k takes number k modulo their number, in every arm alike.
    """

    name: str
    loaded: tuple[Loaded, ...]

    def of(self, number: int) -> Loaded:
        """The scenario of one run."""
        return self.loaded[number % len(self.loaded)]


def arm_of(loaded: Loaded, vectors: Sequence[Vector] = (), name: str = "") -> Arm:
    """An arm of a scenario, or of the same scenario with each of some parameter vectors.

    Args:
        loaded: the scenario.
        vectors: values to set over it, such as those of a file of accepted ones.
        name: name of the arm; empty for that of the scenario.

    Raises:
        ScenarioError: when a vector holds a value that the scenario refuses.
    """
    name = name or loaded.scenario.name
    if not vectors:
        return Arm(name, (loaded,))
    told = [(*loaded.overrides, *overrides_of(vector)) for vector in vectors]
    variants: dict[tuple[str, ...], Loaded] = {}
    for number, one in enumerate(told, start=1):
        if one not in variants:  # heavy ones repeat
            variants[one] = _with_set(loaded, one, number)
    return Arm(name, tuple(variants[one] for one in told))


def _with_set(loaded: Loaded, overrides: Sequence[str], number: int) -> Loaded:
    """The scenario with the parameter set of a number, from 1, of which its mistakes tell."""
    try:
        return load(loaded.path, overrides)
    except ScenarioError as error:
        before = len(loaded.overrides)
        raise ScenarioError(
            wrong._replace(file=f"vectors: set {number}", line=0)
            if wrong.file == SET and wrong.line > before
            else wrong
            for wrong in error.mistakes
        ) from None


def arm_in_batches(loaded: Loaded, vectors: Sequence[Vector], runs: int, name: str = "") -> Arm:
    """An arm whose first runs have the first vector, the next the second, and so on.

    Args:
        loaded: the scenario.
        vectors: values to set over it, at least one vector.
        runs: runs of each vector.
        name: name of the arm; empty for that of the scenario.

    Raises:
        ScenarioError: when a vector holds a value that the scenario refuses.
    """
    each = arm_of(loaded, vectors, name)
    return Arm(each.name, tuple(one for one in each.loaded for _ in range(runs)))


def systematic_resample(vectors: Sequence[Vector], weights: Sequence[float]) -> list[Vector]:
    """As many vectors of equal weight: heavy ones come several times, light ones may not come.

    Systematic resampling (Kitagawa 1996, doi:10.1080/10618600.1996.10474692) with its one random
    number at the middle. Vectors of weight 0 are left out; where all others weigh the same, they
    are left as they are.

    Args:
        vectors: in their order.
        weights: not negative, at least one above 0, shape (vector,).
    """
    pairs = [(v, w) for v, w in zip(vectors, weights, strict=True) if w > 0]
    if len({weight for _, weight in pairs}) <= 1:
        return [vector for vector, _ in pairs]
    total, passed, taken = sum(weight for _, weight in pairs), 0.0, []
    for vector, weight in pairs:
        passed += weight / total * len(pairs)
        while len(taken) + 0.5 < passed and len(taken) < len(pairs):
            taken.append(vector)
    return taken


def overrides_of(vector: Vector) -> list[str]:
    """A vector in the form in which scenarios are loaded with it."""
    return overrides_from(vector)
