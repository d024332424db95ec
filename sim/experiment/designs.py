"""Designs: which values a study tries, and the arms that try them.

Samples lie in the unit cube and are stretched to the declared ranges, evenly. Chance of the design
and chance of the runs are kept apart: both come from the seed, but through different streams, and
every point of a design is run with the same numbers of runs.
"""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any, Final, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from sim.experiment.arms import Arm, Vector, overrides_of
from sim.scenario.load import digest_of, load
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import suggest
from sim.scenario.quantity import Quantity, quantities_in
from sim.scenario.types import Scenario
from sim.terms.extras import extra

Floats = NDArray[np.float64]
Points = Sequence[tuple[str, ...]]
"""What is set at each point, as ``path=value``."""

LEVELS: Final = 4
"""Levels of a Morris design."""
_STREAMS: Final = {"morris": 1, "sobol": 2, "latin": 3, "held out": 4}


class Factor(NamedTuple):
    """A quantity of a scenario that has a range.

    Attributes:
        path: such as ``actors.a.posture.resolve``.
        label: short words for it, such as "resolve (a)".
        low: lowest believable value.
        value: the scenario's own value.
        high: highest believable value.
        is_private: whether its owner keeps it to itself, so that runs draw it unless it is fixed.
    """

    path: str
    label: str
    low: float
    value: float
    high: float
    is_private: bool


def factors(scenario: Scenario) -> list[Factor]:
    """Every quantity with a range, of actors, parameters and all else, in the scenario's order."""
    return [
        Factor(path, label_of(path), quantity.low, quantity.value, quantity.high, is_private)
        for path, quantity, is_private in quantities_in(scenario)
        if quantity.low < quantity.high
    ]


def label_of(path: str) -> str:
    """Short words for a path: what it is, and in brackets whose."""
    group, *rest = path.split(".")
    owner, *names = rest if len(rest) > 1 else (group, *rest)
    shown = [name for name in names if name not in ("posture", "value")] or names or [owner]
    return f"{' '.join(shown)} ({owner})".replace("_", " ")


def select_factors(found: Sequence[Factor], patterns: Sequence[str]) -> list[Factor]:
    """The factors that some patterns pick; without patterns those that are private.

    Args:
        found: every factor of a scenario.
        patterns: paths with ``*`` for any part of them, such as ``actors.*.posture.*``.

    Raises:
        ValueError: one line for each pattern that picks nothing.
    """
    if not patterns:
        return [factor for factor in found if factor.is_private]
    paths = [factor.path for factor in found]
    wrong = [_nothing(p, paths) for p in patterns if not any(fnmatchcase(x, p) for x in paths)]
    if wrong:
        raise ValueError("\n".join(wrong))
    return [f for f in found if any(fnmatchcase(f.path, pattern) for pattern in patterns)]


def _nothing(pattern: str, paths: Sequence[str]) -> str:
    hint = suggest(pattern, paths) if "*" not in pattern else ""
    some = "; write one such as parameters.rumour.* or actors.*.posture.resolve"
    return f'parameters "{pattern}": no quantity with a range has that path{hint or some}'


def scale_design(unit: Floats, over: Sequence[Factor]) -> Floats:
    """Points of the unit cube on the declared ranges, shape (point, factor), six digits each."""
    low, high = (np.array([getattr(factor, end) for factor in over]) for end in ("low", "high"))
    values = low + unit * (high - low)
    rounded = [[float(f"{value:.6g}") for value in row] for row in values]
    return np.clip(np.array(rounded).reshape(unit.shape), low, high)


def design_settings(values: Floats, over: Sequence[Factor]) -> list[tuple[str, ...]]:
    """What is set at each point: a bare number, so that nothing draws it any more."""
    paths = [factor.path for factor in over]
    return [tuple(overrides_of(dict(zip(paths, map(float, row), strict=True)))) for row in values]


def morris_design(dimensions: int, trajectories: int, seed: int) -> Floats:
    """Morris trajectories in the unit cube, shape (trajectory * (dimension + 1), dimension).

    Source: Morris 1991, Technometrics 33(2), in the implementation of SALib.

    Raises:
        MissingExtra: without SALib.
    """
    sampler = extra("SALib.sample.morris")
    return np.asarray(
        sampler.sample(
            unit_cube(dimensions), trajectories, num_levels=LEVELS, seed=_stream("morris", seed)
        )
    )


def sobol_design(dimensions: int, samples: int, seed: int) -> Floats:
    """Saltelli's design on a scrambled Sobol' sequence, shape (samples * (dimension + 2), ...).

    Source: Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018, in the implementation of SALib.

    Args:
        dimensions: number of factors.
        samples: size of the base sample, a power of two.
        seed: of the scrambling.

    Raises:
        MissingExtra: without SALib.
    """
    sampler = extra("SALib.sample.sobol")
    stream = _stream("sobol", seed)
    design = sampler.sample(unit_cube(dimensions), samples, calc_second_order=False, seed=stream)
    return np.asarray(design)


def latin_design(dimensions: int, points: int, seed: int, *, held_out: bool = False) -> Floats:
    """A Latin hypercube in the unit cube, shape (point, dimension).

    Source: McKay, Beckman & Conover 1979, Technometrics 21(2), in the implementation of SciPy.

    Raises:
        MissingExtra: without SciPy.
    """
    stream = _stream("held out" if held_out else "latin", seed)
    return extra("scipy.stats.qmc").LatinHypercube(dimensions, rng=stream).random(points)


def unit_cube(dimensions: int) -> dict[str, Any]:
    """A unit cube in the words of SALib."""
    names = [f"x{index}" for index in range(dimensions)]
    return {"num_vars": dimensions, "names": names, "bounds": [[0.0, 1.0]] * dimensions}


def _stream(purpose: str, seed: int) -> np.random.Generator:
    return np.random.default_rng((seed, _STREAMS[purpose]))


class PointArms(Sequence[Arm]):
    """One arm a point of a design; its scenarios are loaded when it is asked for, and not kept."""

    def __init__(self, base: Loaded, points: Points, vectors: Sequence[Vector] = ()) -> None:
        """Args as of the base scenario, what is set at each point, and parameter vectors.

        What is set at a point wins over what a vector says.
        """
        self._base, self._points = base, points
        self._under: list[tuple[str, ...]] = [tuple(overrides_of(v)) for v in vectors] or [()]

    def __len__(self) -> int:
        return len(self._points)

    @overload
    def __getitem__(self, index: int) -> Arm: ...
    @overload
    def __getitem__(self, index: slice) -> "list[Arm]": ...
    def __getitem__(self, index: int | slice) -> "Arm | list[Arm]":
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        point = self._points[index]
        return Arm(
            f"point {index}", tuple(override_at(self._base, (*u, *point)) for u in self._under)
        )


class ScatteredLoads(Sequence[Loaded]):
    """The scenario of each point of a design, for one arm whose run k is made at point k.

    So each point has chance of its own, as a study needs that looks for regions, not for effects.
    """

    def __init__(self, base: Loaded, points: Points, vectors: Sequence[Vector] = ()) -> None:
        """Args as those of :class:`PointArms`; point k takes vector k modulo their number."""
        self._base, self._points = base, points
        self._under: list[tuple[str, ...]] = [tuple(overrides_of(v)) for v in vectors] or [()]

    def __len__(self) -> int:
        return len(self._points)

    @overload
    def __getitem__(self, index: int) -> Loaded: ...
    @overload
    def __getitem__(self, index: slice) -> "list[Loaded]": ...
    def __getitem__(self, index: int | slice) -> "Loaded | list[Loaded]":
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        under = self._under[index % len(self._under)]
        return override_at(self._base, (*under, *self._points[index]))


def override_at(base: Loaded, point: Sequence[str]) -> Loaded:
    """A scenario with what is set at a point.

    Numbers within declared ranges are put in place, which is the same as loading the files again
    with them, and forty times faster; everything else is loaded.

    Raises:
        ScenarioError: when the scenario refuses it.
    """
    last = {path: text for path, _, text in (setting.partition("=") for setting in point)}
    scenario: Any = base.scenario
    for path, text in last.items():
        scenario = None if scenario is None else _put(scenario, path.split("."), text)
    if scenario is None:
        return load(base.path, [*base.overrides, *point])
    digest = digest_of(scenario, base.world) if last else base.digest
    return base._replace(scenario=scenario, digest=digest, overrides=(*base.overrides, *point))


def _put(node: Any, keys: Sequence[str], text: str) -> Any:
    """The same node with one quantity fixed; None where it is not a number within its range."""
    key, *rest = keys
    is_table = isinstance(node, dict)
    if not is_table and not isinstance(node, BaseModel):
        return None
    child = node.get(key) if is_table else getattr(node, key, None)
    new = _put(child, rest, text) if rest else _fixed(child, text)
    if new is None:
        return None
    return {**node, key: new} if is_table else node.model_copy(update={key: new})


def _fixed(quantity: object, text: str) -> Quantity | None:
    if not isinstance(quantity, Quantity):
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    is_declared = quantity.low < quantity.high and quantity.low <= value <= quantity.high
    return Quantity(value=value) if is_declared else None
