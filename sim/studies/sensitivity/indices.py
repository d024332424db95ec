"""What an outcome depends on: Morris screening, Sobol' shares, and how much is chance.

Every point of the design is run with the same numbers of runs, and an index is that of the mean
over them. So it tells of the model's uncertainty, not of luck; what luck does is told beside it.
"""

import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from sim.analysis.bootstrap import bootstrap_places
from sim.analysis.quantiles import Floats, draw_quantiles
from sim.terms.extras import extra

LEVEL: Final = 0.95
RESAMPLES: Final = 1000
NAN: Final = float("nan")
MORRIS_LEVELS: Final = 4
MOSTLY: Final = 0.5
"""Part of the mean absolute effect that the mean effect must be to have a sign."""
MEAN_OF_HALF_NORMAL: Final = math.sqrt(2 / math.pi)


class NothingVaries(ValueError):
    """An outcome is the same at every point, so that nothing can be said of what moves it."""


class MonteCarloNoise(NamedTuple):
    """How much of an outcome is chance rather than the factors, over the points of the design.

    Attributes:
        share: share of the variance of a single run that is between runs of the same point.
        low: lower end of its 95 % interval.
        high: upper end.
        left: share of the variance of the means that chance still makes up, after averaging: what
            the indices cannot tell from an effect.
        spread: standard deviation of runs of the same point, in the unit of the outcome.
    """

    share: float
    low: float
    high: float
    left: float
    spread: float


class MorrisEffect(NamedTuple):
    """Morris: what moving one factor through its range does to the mean outcome.

    Attributes:
        name: the factor.
        mu: mean effect, with its sign.
        mu_star: mean absolute effect.
        low: lower end of its 95 % interval, not below 0.
        high: upper end.
        sigma: spread of the effect over the other factors: interaction and curvature.
        chance: the mean absolute effect that chance alone would show, where there was none.
    """

    name: str
    mu: float
    mu_star: float
    low: float
    high: float
    sigma: float
    chance: float

    @property
    def is_clear(self) -> bool:
        """Whether it is more than chance alone would show.

        A few noisy effects that happen to be alike have an interval without width, which tells
        nothing.
        """
        return self.low > self.chance and (self.high > self.low or self.chance == 0)

    @property
    def sign(self) -> int:
        """1 or -1 where the outcome moves mostly that way; 0 where it depends on the others."""
        mostly = abs(self.mu) > MOSTLY * self.mu_star
        return 0 if not mostly else 1 if self.mu > 0 else -1


class SobolIndices(NamedTuple):
    """Sobol': share of the variance of the mean outcome.

    Attributes:
        name: the factor.
        first: share it brings about by itself (S1).
        first_error: half of its 95 % interval.
        total: share it has a part in, with others (ST).
        total_error: half of its 95 % interval.
        chance: the total share that a factor without any effect would seem to have.
    """

    name: str
    first: float
    first_error: float
    total: float
    total_error: float
    chance: float = 0.0

    @property
    def is_clear(self) -> bool:
        """Whether its total share is more than chance alone would show."""
        return self.total - self.total_error > self.chance


def morris(unit: Floats, values: Floats, names: Sequence[str], seed: int) -> list[MorrisEffect]:
    """Elementary effects of each factor, the strongest first.

    Sources: Morris 1991, Technometrics 33(2); mu* by Campolongo, Cariboni & Saltelli 2007,
    doi:10.1016/j.envsoft.2006.10.004; in the implementation of SALib.

    Args:
        unit: design in the unit cube, shape (trajectory * (factor + 1), factor).
        values: outcome of each run of each point, shape (point, run).
        names: of the factors.
        seed: of the bootstrap over trajectories that gives the intervals.

    Raises:
        NothingVaries: when the outcome is the same at every point.
        MissingExtra: without SALib.
    """
    means = _means(values)
    found = extra("SALib.analyze.morris").analyze(
        _problem(names), unit, means, num_resamples=RESAMPLES, conf_level=LEVEL,
        num_levels=MORRIS_LEVELS, seed=_stream(seed),
    )  # fmt: skip
    chance = _chance_of_effects(unit, values)
    effects: list[MorrisEffect] = []
    for index, name in enumerate(names):
        mu, mu_star, sigma = (float(found[key][index]) for key in ("mu", "mu_star", "sigma"))
        half = float(found["mu_star_conf"][index])
        low, high = max(0.0, mu_star - half), mu_star + half
        effects.append(MorrisEffect(name, mu, mu_star, low, high, sigma, float(chance[index])))
    return sorted(effects, key=lambda effect: -effect.mu_star)


def sobol(values: Floats, names: Sequence[str], seed: int) -> list[SobolIndices]:
    """First-order and total shares of each factor, the largest total first.

    Sources: Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018, in the implementation of SALib. A
    total share is a mean of squares: what chance leaves in the means adds to it, and is never seen
    to be less than nothing. How much that is, is told beside it.

    Args:
        values: outcome of each run of each point of Saltelli's design, shape (point, run).
        names: of the factors.
        seed: of the bootstrap over the base sample that gives the intervals.

    Raises:
        NothingVaries: when the outcome is the same at every point.
        MissingExtra: without SALib.
    """
    means = _means(values)
    found = extra("SALib.analyze.sobol").analyze(
        _problem(names), means, calc_second_order=False, num_resamples=RESAMPLES,
        conf_level=LEVEL, seed=_stream(seed),
    )  # fmt: skip
    keys = ("S1", "S1_conf", "ST", "ST_conf")
    chance = _chance_of_totals(values, len(names))
    shares = [
        SobolIndices(name, *(float(found[k][i]) for k in keys))._replace(chance=float(chance[i]))
        for i, name in enumerate(names)
    ]
    return sorted(shares, key=lambda share: -share.total)


def noise(values: Floats, block: int, seed: int) -> MonteCarloNoise:
    """How much of an outcome is chance.

    The points share the chance of their runs, so the outcome is taken apart into point, run, and
    what is left (two-way analysis of variance without replication). Of one run all but the point
    is chance; of the difference of two means only what is left is.

    The interval allows for few points, by a bootstrap, and for few runs, whose common part is known
    from as many values as there are runs: their mean square is divided by draws of its law
    (generalised pivot; Weerahandi 1993, doi:10.1080/01621459.1993.10476355).

    Args:
        values: outcome of each run of each point, shape (point, run).
        block: points that belong together (a trajectory, a row of the base sample), drawn
            together by the bootstrap that gives the interval.
        seed: of that bootstrap.
    """
    n_runs, n_blocks = values.shape[1], len(values) // block
    share, left = _noise(values)
    if n_runs < 2:
        return MonteCarloNoise(share, NAN, NAN, left, NAN)
    blocks = values[: n_blocks * block].reshape(n_blocks, block, n_runs)
    rng = _stream(seed)
    drawn = bootstrap_places(n_blocks)[:RESAMPLES]
    scales = (n_runs - 1) / rng.chisquare(n_runs - 1, RESAMPLES)
    shares = np.array(
        [
            _noise(blocks[rows].reshape(-1, n_runs), scale)[0]
            for rows, scale in zip(drawn, scales, strict=True)
        ]
    )
    spread = float(np.sqrt(values.var(axis=1, ddof=1).mean()))
    known = shares[np.isfinite(shares)]
    if not np.isfinite(share) or not known.size:
        return MonteCarloNoise(share, NAN, NAN, left, spread)
    low, high = draw_quantiles(known, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return MonteCarloNoise(share, float(low), float(high), left, spread)


def _noise(values: Floats, scale: float = 1.0) -> tuple[float, float]:
    """(Share of one run, share left in the means) that chance makes up; NaN when not known.

    Args:
        values: of shape (point, run).
        scale: of the mean square of runs, of which what they have in common is the larger part.
    """
    n_points, n_runs = values.shape
    if n_runs < 2 or n_points < 2:
        return NAN, NAN
    of_points = values.mean(axis=1, keepdims=True)
    of_runs = values.mean(axis=0, keepdims=True)
    rest = values - of_points - of_runs + values.mean()
    residual = float((rest**2).sum()) / ((n_points - 1) * (n_runs - 1))
    common = n_points * float(of_runs.var(ddof=1)) * scale
    within = (common + (n_points - 1) * residual) / n_points
    between = float(of_points.var(ddof=1))
    factors = max(0.0, between - residual / n_runs)
    if within + factors <= 0:
        return NAN, NAN
    left = min(1.0, residual / n_runs / between) if between > 0 else 1.0
    return within / (within + factors), left


def _chance_of_effects(unit: Floats, values: Floats) -> Floats:
    """The mean absolute effect of each factor that chance alone would show, shape (factor,).

    Each elementary effect has one value a run, with the same chance at both of its ends; the
    error of their mean is what an effect of zero would be off by.
    """
    n_factors, n_runs = unit.shape[1], values.shape[1]
    if n_runs < 2:
        return np.full(n_factors, NAN)
    trajectories = unit.reshape(-1, n_factors + 1, n_factors)
    outcomes = values.reshape(len(trajectories), n_factors + 1, n_runs)
    steps = np.diff(trajectories, axis=1)
    moved = np.abs(steps).argmax(axis=2)
    size = np.take_along_axis(steps, moved[..., None], axis=2)
    effects = np.diff(outcomes, axis=1) / size
    errors = effects.std(axis=2, ddof=1) / math.sqrt(n_runs)
    of_factor = [errors[moved == index].mean() for index in range(n_factors)]
    return MEAN_OF_HALF_NORMAL * np.array(of_factor)


def _chance_of_totals(values: Floats, n_factors: int) -> Floats:
    """The total share of each factor that chance alone would show, shape (factor,).

    The estimator is half the mean square of the difference that a factor makes, over the variance
    (Jansen 1999, doi:10.1016/S0010-4655(98)00154-4). That of a mean over runs holds its error
    squared, which the spread of the difference over runs tells.
    """
    n_runs = values.shape[1]
    if n_runs < 2:
        return np.full(n_factors, NAN)
    blocks = values.reshape(-1, n_factors + 2, n_runs)
    differences = blocks[:, 1:-1] - blocks[:, :1]
    squared = differences.var(axis=2, ddof=1).mean(axis=0) / n_runs
    return 0.5 * squared / float(blocks[:, (0, -1)].mean(axis=2).var())


def _means(values: Floats) -> Floats:
    means = values.mean(axis=1)
    if np.ptp(means) <= 1e-12 * max(1.0, float(np.abs(means).max())):
        message = f"is {means[0]:g} at every point: nothing moves it"
        raise NothingVaries(message)
    return means


def _problem(names: Sequence[str]) -> dict[str, Any]:
    """The unit cube in the words of SALib; names must be unlike each other."""
    bounds = [[0.0, 1.0]] * len(names)
    return {"num_vars": len(names), "names": [f"{i} {n}" for i, n in enumerate(names)],
            "bounds": bounds}  # fmt: skip


def _stream(seed: int) -> Any:
    """A generator that resamples results: no chance of the model comes from it."""
    return np.random.default_rng((seed, 5))  # noqa: TID251
