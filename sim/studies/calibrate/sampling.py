"""Latin hypercube sampling: parameter sets drawn from their priors, one after the other."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.arms import Vector
from sim.studies.calibrate.priors import Prior, shipped, vector_at

BLOCK: Final = 64
"""Vectors of one Latin hypercube; more are drawn block by block, so that a search can go on."""


class Candidate(NamedTuple):
    """A sampled vector: its number in the sample, and its values."""

    id: int
    vector: Vector


def candidates(priors: Sequence[Prior], seed: int) -> Iterator[Candidate]:
    """Candidate 0, the shipped values, and then a sample of the priors without end.

    Args:
        priors: where to sample.
        seed: of the sample; the same seed gives the same candidates.
    """
    yield Candidate(0, shipped(priors))
    for number, point in enumerate(points(len(priors), seed), start=1):
        yield Candidate(number, vector_at(priors, point.tolist()))


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
