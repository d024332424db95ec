"""Priors: over which range a parameter is searched, and how likely each value of it is."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from sim.analysis.bands import Floats
from sim.experiment.arms import Vector
from sim.experiment.designs import label_of
from sim.model.streams import triangular

Shape = Literal["triangular", "uniform"]
"""Prior over a range: most likely at the shipped value, or alike everywhere."""


class Prior(NamedTuple):
    """Prior of a parameter: lowest, most likely (the shipped value) and highest value.

    Attributes:
        path: of the parameter in a scenario.
        low: lowest value.
        value: the shipped value, at which a triangular prior has its peak.
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

    @property
    def label(self) -> str:
        """Short words for the parameter."""
        return label_of(self.path)

    def at(self, u: float) -> float:
        """The value at a quantile u [0..1] of the prior, to six significant digits."""
        if self.shape == "uniform":
            value = self.low + u * (self.high - self.low)
        else:
            value = triangular(u, self.low, self.value, self.high)
        return float(f"{value:.6g}")

    def cdf(self, values: Floats) -> Floats:
        """Share of the prior below values, shape as theirs."""
        width = self.high - self.low
        x = np.clip((values - self.low) / width, 0, 1)
        if self.shape == "uniform":
            return x
        split = (self.value - self.low) / width
        rising = x**2 / split if split > 0 else np.zeros_like(x)
        falling = 1 - (1 - x) ** 2 / (1 - split) if split < 1 else np.ones_like(x)
        return np.where(x < split, rising, falling)

    def density(self, values: Floats) -> Floats:
        """Density of the prior at values inside its range, shape as theirs."""
        width = self.high - self.low
        if self.shape == "uniform":
            return np.full_like(values, 1 / width)
        left, right = self.value - self.low, self.high - self.value
        rising = (values - self.low) / left if left > 0 else np.zeros_like(values)
        falling = (self.high - values) / right if right > 0 else np.zeros_like(values)
        return 2 / width * np.where(values < self.value, rising, falling)

    def narrowed(self, factor: float) -> "Prior":
        """The same over a part (0..1] of each side of its range; 1 is all of it."""
        return self._replace(
            low=self.value - factor * (self.value - self.low),
            high=self.value + factor * (self.high - self.value),
        )


def shipped(priors: Sequence[Prior]) -> Vector:
    """The vector of the shipped values."""
    return {prior.path: prior.value for prior in priors}


def vector_at(priors: Sequence[Prior], point: Sequence[float]) -> Vector:
    """The vector at a point of the unit cube: one quantile of each prior."""
    return {prior.path: prior.at(u) for prior, u in zip(priors, point, strict=True)}
