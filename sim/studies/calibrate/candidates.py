"""Parameter sets that are tried: where they are sampled, and how a set is judged in stages.

One vector that meets the patterns may be luck. Here whole vectors are tried against every observed
episode in stages, the cheap ones first. The *distance* of a vector is how far it misses the pattern
that it misses most, in Monte Carlo errors; a vector is accepted when no pattern is missed by more
than chance allows. Taking vectors from the prior and keeping those accepted is rejection sampling,
the plainest form of approximate Bayesian computation (Beaumont 2010,
doi:10.1146/annurev-ecolsys-102209-144621), with the patterns of pattern-oriented modelling (Grimm
et al. 2005, doi:10.1126/science.1116681); :mod:`sim.studies.calibrate.search` adds the sequential
form.

How patterns are judged is handed in, since judging is analysis.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.experiment.arms import Vector, overrides_of
from sim.experiment.stages import Stage
from sim.model.streams import triangular
from sim.results.run import Run
from sim.scenario.load import load
from sim.scenario.loaded import Loaded

BLOCK: Final = 64
"""Vectors of one Latin hypercube; more are drawn block by block, so that a search can go on."""
_FITTED: Final = re.compile(r"\bfit\b")

T = TypeVar("T")
R = TypeVar("R")

Shape = Literal["triangular", "uniform"]
"""Prior over a range: most likely at the shipped value, or alike everywhere."""


class Spread(NamedTuple):
    """Prior of a parameter: lowest, most likely (the shipped value) and highest value.

    Attributes:
        path: of the parameter in a scenario.
        low: lowest value.
        value: the shipped value.
        high: highest value.
        shape: of the prior.
        unit: unit of the values; empty for none.
    """

    path: str
    low: float
    value: float
    high: float
    shape: Shape = "triangular"
    unit: str = ""

    def at(self, u: float) -> float:
        """The value at a quantile u [0..1] of the prior, to six significant digits."""
        if self.shape == "uniform":
            value = self.low + u * (self.high - self.low)
        else:
            value = triangular(u, self.low, self.value, self.high)
        return float(f"{value:.6g}")


class Miss(NamedTuple):
    """A pattern on some runs: how far it is missed in Monte Carlo errors, 0 when it is met."""

    pattern: str
    errors: float
    is_beyond_chance: bool

    @property
    def is_met(self) -> bool:
        """Whether the value lies within what is accepted."""
        return self.errors == 0


Judge = Callable[[Loaded, Sequence[Run]], Sequence[Miss]]
Make = Callable[[Loaded, int, Sequence[Run]], Sequence[Run]]
"""Makes the first so many runs of a scenario, given those of them that there are."""


class Candidate(NamedTuple):
    """A sampled vector: its number in the sample, and its values."""

    id: int
    vector: Vector


class Tried(NamedTuple):
    """What became of a candidate.

    Attributes:
        candidate: what was tried.
        stage: stage that rejected it; empty when accepted.
        patterns: patterns missed beyond chance at that stage, or at the last of every scenario.
        met: number of patterns met exactly, of those looked at.
        of: number of patterns looked at.
        distance: Monte Carlo errors by which the worst pattern of any stage was missed; where a
            stage rejected it, at least that much.
    """

    candidate: Candidate
    stage: str
    patterns: tuple[str, ...]
    met: int
    of: int
    distance: float

    @property
    def is_accepted(self) -> bool:
        """Whether no stage rejected it."""
        return not self.stage


def spreads(parameters: Mapping[str, Mapping[str, Any]], factor: float = 1.0) -> list[Spread]:
    """The fitted parameters that have a range, in the order of the file.

    Args:
        parameters: as plain data, by mechanism and name.
        factor: part of each side of the range to sample (0..1]; 1 is all of it.
    """
    found: list[Spread] = []
    for group, members in parameters.items():
        for name, q in members.items():
            if not isinstance(q, Mapping) or not q.get("range"):
                continue
            if not _FITTED.search(str(q.get("source") or "")):
                continue
            spread = Spread(f"parameters.{group}.{name}", q["range"][0], q["value"], q["range"][1])
            found.append(narrowed(spread, factor))
    return found


def narrowed(spread: Spread, factor: float) -> Spread:
    """A prior over a part (0..1] of each side of its range."""
    value = spread.value
    return spread._replace(
        low=value - factor * (value - spread.low), high=value + factor * (spread.high - value)
    )


def shipped(ranges: Sequence[Spread]) -> Vector:
    """The vector of the shipped values."""
    return {spread.path: spread.value for spread in ranges}


def vector_at(ranges: Sequence[Spread], point: Sequence[float]) -> Vector:
    """The vector at a point of the unit cube: one quantile of each prior."""
    return {spread.path: spread.at(u) for spread, u in zip(ranges, point, strict=True)}


def candidates(ranges: Sequence[Spread], seed: int) -> Iterator[Candidate]:
    """Candidate 0, the shipped values, and then a sample of the prior without end.

    Args:
        ranges: where to sample.
        seed: of the sample; the same seed gives the same candidates.
    """
    yield Candidate(0, shipped(ranges))
    for number, point in enumerate(points(len(ranges), seed), start=1):
        yield Candidate(number, vector_at(ranges, point.tolist()))


def points(dimensions: int, seed: int) -> Iterator[NDArray[np.float64]]:
    """Points of the unit cube without end, shape (dimension,): Latin hypercubes one by one.

    Source: McKay, Beckman & Conover 1979, doi:10.1080/00401706.1979.10489755.
    """
    block = 0
    while True:
        yield from hypercube(dimensions, seed, block)
        block += 1


def hypercube(dimensions: int, seed: int, block: int) -> NDArray[np.float64]:
    """A Latin hypercube, shape (BLOCK, dimension), values in [0, 1)."""
    rng = np.random.default_rng((seed, block))
    order = np.tile(np.arange(BLOCK), (dimensions, 1))
    cells = rng.permuted(order, axis=1).T
    return (cells + rng.random((BLOCK, dimensions))) / BLOCK


def attempt(
    candidate: Candidate, stages: Sequence[Stage], judge: Judge, make: Make, epsilon: float
) -> Tried:
    """Try a candidate stage by stage until one rejects it.

    Args:
        candidate: the vector.
        stages: in order; those of one file follow each other with rising numbers of runs.
        judge: tells of each pattern of a scenario's episode how far some runs miss it.
        make: makes runs.
        epsilon: largest distance that is not rejected, in Monte Carlo errors.
    """
    made: dict[Path, Sequence[Run]] = {}
    last: dict[Path, Sequence[Miss]] = {}
    read: dict[tuple[Path, tuple[str, ...]], Loaded] = {}
    distance = 0.0
    for stage in stages:
        which = (stage.path, stage.settings)
        if which not in read:
            read[which] = load(stage.path, [*stage.settings, *overrides_of(candidate.vector)])
        loaded = read[which]
        made[stage.path] = make(loaded, stage.runs, made.get(stage.path, ()))
        last[stage.path] = judge(loaded, made[stage.path])
        distance = max(distance, *(miss.errors for miss in last[stage.path]), 0.0)
        if distance > epsilon:
            return _tried(candidate, stage.name, last[stage.path], last, distance)
    everything = [miss for found in last.values() for miss in found]
    return _tried(candidate, "", everything, last, distance)


def _tried(
    candidate: Candidate,
    stage: str,
    told: Sequence[Miss],
    judged: Mapping[Path, Sequence[Miss]],
    distance: float,
) -> Tried:
    beyond = tuple(miss.pattern for miss in told if miss.is_beyond_chance)
    misses = [miss for found in judged.values() for miss in found]
    met = sum(miss.is_met for miss in misses)
    return Tried(candidate, stage, beyond, met, len(misses), float(f"{distance:.6g}"))
