"""Bands over runs: mean and quantiles of each curve, and the probability of each rung by hour."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, starmap
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.analysis.quantiles import Floats, quantiles
from sim.results.run import Ensemble
from sim.terms.ladder import TOP_RUNG

BLOCK_VALUES: Final = 2_000_000
"""Most values of float64 that are copied at once, where a block of ticks can be made so small."""
LEAST_BLOCK: Final = 2
"""Fewest ticks of a block: a single column would be summed in another order of the runs."""


class Bands(NamedTuple):
    """Mean and quantiles over runs; each of shape (tick,)."""

    mean: Floats
    q05: Floats
    q25: Floats
    q50: Floats
    q75: Floats
    q95: Floats


def bands(values: ArrayLike) -> Bands:
    """Mean and 5, 25, 50, 75 and 95 % quantiles over runs of values of shape (run, tick).

    Quantiles are values that occur; see :mod:`sim.analysis.quantiles`.
    """
    curves = np.asarray(values)
    parts = [_bands(curves[:, block]) for block in _blocks(*curves.shape)]
    return Bands(*np.concatenate(parts, axis=1))


def _bands(values: NDArray[np.generic]) -> Floats:
    """Mean and quantiles over runs, shape (6, tick)."""
    curves = values.astype(np.float64)
    return np.stack([curves.mean(axis=0), *quantiles(curves)])


def _blocks(n_runs: int, n_ticks: int) -> Iterator[slice]:
    """Ticks in blocks of about equal length, so that no copy of many runs is made at once."""
    n_blocks = max(1, min(n_ticks // LEAST_BLOCK, -(-n_runs * n_ticks // BLOCK_VALUES)))
    bounds = np.linspace(0, n_ticks, n_blocks + 1).astype(int).tolist()
    return starmap(slice, pairwise(bounds))


def bands_by_measure(ensemble: Ensemble) -> dict[str, Bands]:
    """Bands of every measure, in the order of the measures."""
    return {one.name: bands(ensemble.measure(one.name)) for one in ensemble.measures}


def rung_probabilities(rung: ArrayLike) -> Floats:
    """Share of runs on each rung at each tick, shape (9, tick); columns sum to 1.

    Args:
        rung: rung of each run [0..8], shape (run, tick).
    """
    rungs = np.asarray(rung)
    return np.concatenate(
        [
            np.stack([(rungs[:, block] == level).mean(axis=0) for level in range(TOP_RUNG + 1)])
            for block in _blocks(*rungs.shape)
        ],
        axis=1,
    )


def share_reaching(values: ArrayLike, level: float) -> Floats:
    """Share of runs at a level or above at each tick, shape (tick,).

    Args:
        values: values of each run, shape (run, tick).
        level: level to reach.
    """
    curves = np.asarray(values)
    return np.concatenate(
        [(curves[:, block] >= level).mean(axis=0) for block in _blocks(*curves.shape)]
    )


def share_at_least(peaks: ArrayLike, levels: Sequence[int]) -> Floats:
    """Share of runs whose peak reaches each level, shape (level,).

    Args:
        peaks: highest level of each run, shape (run,).
        levels: levels to reach.
    """
    highest = np.asarray(peaks)
    return np.array([(highest >= level).mean() for level in levels])


def error_of_share(share: float, n: int) -> float:
    """Monte Carlo error of a share of n runs: sqrt(p(1 - p)/n)."""
    return float(np.sqrt(share * (1 - share) / n))


def error_of_mean(values: ArrayLike) -> float:
    """Monte Carlo error of a mean: sd/sqrt(n); NaN for fewer than two values."""
    sample = np.asarray(values, np.float64)
    return float(sample.std(ddof=1) / np.sqrt(sample.size)) if sample.size > 1 else float("nan")
