"""Accepted parameter sets: sampled vectors that meet all observed patterns, and their files.

One vector that meets the patterns may be luck. Here whole vectors are sampled around the shipped
one, tried against every observed episode in stages, the cheap ones first, and kept when no pattern
is missed by more than its Monte Carlo error allows: rejection sampling, the plainest form of
approximate Bayesian computation (Beaumont 2010, doi:10.1146/annurev-ecolsys-102209-144621), with
the patterns of pattern-oriented modelling (Grimm et al. 2005, doi:10.1126/science.1116681).

How patterns are judged is handed in, since judging is analysis.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.experiment.simulate import simulate
from sim.experiment.workers import process_context
from sim.model.streams import triangular
from sim.results.run import Run
from sim.scenario.load import load
from sim.scenario.loaded import Loaded

BLOCK: Final = 64
"""Vectors of one Latin hypercube; more are drawn block by block, so that a search can go on."""
_FITTED: Final = re.compile(r"\bfit\b")

T = TypeVar("T")
R = TypeVar("R")

Vector = dict[str, float]
"""Values by path, such as ``parameters.mobilisation.cost_mean``."""


class Spread(NamedTuple):
    """Where a parameter is sampled: lowest, most likely (the shipped value) and highest value."""

    path: str
    low: float
    value: float
    high: float


class Miss(NamedTuple):
    """A pattern on some runs: whether it is met, and whether it is missed beyond chance."""

    pattern: str
    is_met: bool
    is_beyond_chance: bool


class Stage(NamedTuple):
    """One step of the trial of a vector.

    Attributes:
        name: for messages; stages of one file share its runs.
        path: the scenario file.
        runs: number of runs after this stage; those of earlier stages of the file are reused.
        settings: what else is set, to make it cheap.
    """

    name: str
    path: Path
    runs: int
    settings: tuple[str, ...]


Judge = Callable[[Loaded, Sequence[Run]], Sequence[Miss]]
Make = Callable[[Loaded, int, int], Run]


class Candidate(NamedTuple):
    """A sampled vector: its number in the sample, and its values."""

    id: int
    vector: Vector


class Tried(NamedTuple):
    """What became of a candidate.

    Attributes:
        candidate: what was tried.
        stage: stage that rejected it; empty when accepted.
        patterns: patterns missed beyond chance at that stage.
        met: number of patterns met exactly, of those looked at.
        of: number of patterns looked at.
    """

    candidate: Candidate
    stage: str
    patterns: tuple[str, ...]
    met: int
    of: int

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
            value, (low, high) = q["value"], q["range"]
            path = f"parameters.{group}.{name}"
            low, high = value - factor * (value - low), value + factor * (high - value)
            found.append(Spread(path, low, value, high))
    return found


def shipped(ranges: Sequence[Spread]) -> Vector:
    """The vector of the shipped values."""
    return {spread.path: spread.value for spread in ranges}


def candidates(ranges: Sequence[Spread], seed: int) -> Iterator[Candidate]:
    """Candidate 0, the shipped values, and then sampled ones without end.

    Latin hypercubes (McKay, Beckman & Conover 1979, doi:10.1080/00401706.1979.10489755), mapped
    through the triangular law whose mode is the shipped value.

    Args:
        ranges: where to sample.
        seed: of the sample; the same seed gives the same candidates.
    """
    yield Candidate(0, shipped(ranges))
    number = 1
    while True:
        for row in hypercube(len(ranges), seed, (number - 1) // BLOCK):
            values = (
                triangular(float(u), spread.low, spread.value, spread.high)
                for u, spread in zip(row, ranges, strict=True)
            )
            rounded = (float(f"{value:.6g}") for value in values)
            yield Candidate(number, dict(zip((s.path for s in ranges), rounded, strict=True)))
            number += 1


def hypercube(dimensions: int, seed: int, block: int) -> NDArray[np.float64]:
    """A Latin hypercube, shape (BLOCK, dimension), values in [0, 1)."""
    rng = np.random.default_rng((seed, block))
    order = np.tile(np.arange(BLOCK), (dimensions, 1))
    cells = rng.permuted(order, axis=1).T
    return (cells + rng.random((BLOCK, dimensions))) / BLOCK


def overrides_of(vector: Vector) -> list[str]:
    """A vector in the form in which scenarios are loaded with it."""
    return [f"{path}={value!r}" for path, value in vector.items()]


def attempt(
    candidate: Candidate, stages: Sequence[Stage], judge: Judge, make: Make = simulate
) -> Tried:
    """Try a candidate stage by stage until one rejects it.

    Args:
        candidate: the vector.
        stages: in order; those of one file follow each other with rising numbers of runs.
        judge: tells of each pattern of a scenario's episode whether some runs meet it.
        make: makes a run.
    """
    runs: dict[Path, list[Run]] = {}
    last: dict[Path, Sequence[Miss]] = {}
    for stage in stages:
        loaded = load(stage.path, [*stage.settings, *overrides_of(candidate.vector)])
        held = runs.setdefault(stage.path, [])
        seed = loaded.scenario.ensemble.seed
        held += [make(loaded, seed, number) for number in range(len(held), stage.runs)]
        last[stage.path] = judge(loaded, held)
        beyond = tuple(miss.pattern for miss in last[stage.path] if miss.is_beyond_chance)
        if beyond:
            return _tried(candidate, stage.name, beyond, last)
    return _tried(candidate, "", (), last)


def _tried(
    candidate: Candidate,
    stage: str,
    beyond: tuple[str, ...],
    judged: Mapping[Path, Sequence[Miss]],
) -> Tried:
    misses = [miss for found in judged.values() for miss in found]
    return Tried(candidate, stage, beyond, sum(miss.is_met for miss in misses), len(misses))


def in_order(
    work: Callable[[T], R], items: Iterator[T], workers: int, stop: Callable[[], bool]
) -> Iterator[R]:
    """Results of some work on each item, in order, a few items ahead in worker processes.

    Args:
        work: a function that can be sent to another process.
        items: may be without end; no more is taken than is worked on.
        workers: number of processes; 1 works here.
        stop: asked before each item is begun.
    """
    if workers == 1:
        for item in items:
            if stop():
                return
            yield work(item)
        return
    with ProcessPoolExecutor(workers, process_context()) as pool:
        ahead: deque[Future[R]] = deque(pool.submit(work, i) for i in islice(items, workers + 2))
        while ahead:
            yield ahead.popleft().result()
            if stop():
                pool.shutdown(wait=True, cancel_futures=True)
                return
            ahead.extend(pool.submit(work, item) for item in islice(items, 1))


def search(
    found: Iterator[Candidate],
    stages: Sequence[Stage],
    judge: Judge,
    *,
    workers: int = 1,
    stop: Callable[[], bool],
) -> Iterator[Tried]:
    """Try candidates in order, until they or the patience of the caller end."""
    work = partial(attempt, stages=tuple(stages), judge=judge)
    yield from in_order(work, found, workers, stop)


def over_vectors(
    vectors: Sequence[Vector],
    compare: Callable[[Vector], R],
    *,
    workers: int = 1,
    stop: Callable[[], bool],
) -> Iterator[R]:
    """What a comparison of arms comes to with each vector, in order.

    Args:
        vectors: such as those of a file of accepted ones.
        compare: runs the arms with a vector's values and compares them.
        workers: number of processes.
        stop: asked before each vector is begun.
    """
    yield from in_order(compare, iter(vectors), workers, stop)
