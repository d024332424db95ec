"""Hazards as clocks: what is decided at a rate rings when its hazard has passed a draw.

Source: the inverse of the cumulative hazard (Devroye 1986, *Non-Uniform Random Variate Generation*,
chapter VI). Where the draws come from: :mod:`sim.model.streams`.
"""

from collections.abc import Sequence

import numpy as np

_BATCH = 16


class HazardClock:
    """A hazard as a unit-exponential clock: it rings when the integrated hazard passes a draw.

    The n-th ring belongs to the n-th draw of its stream; what happens in between changes when it
    rings, never what was drawn. Halving the tick changes nothing but rounding: ``rings`` for a
    decision that changes what comes next, ``count`` for incidents that repeat.
    """

    __slots__ = ("_draws", "_generator", "passed", "threshold")

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator
        self._draws: list[float] = []
        self.passed = 0.0
        self.threshold = self._next()

    def _next(self) -> float:
        if not self._draws:
            self._draws = self._generator.standard_exponential(_BATCH).tolist()[::-1]
        return self._draws.pop()

    def rings(self, hazard: float) -> bool:
        """Advance by the hazard of one tick (rate times hours, >= 0); True when it rings.

        The hazard left over at a ring belongs to a state that is gone, and is dropped.
        """
        self.passed += hazard
        if self.passed < self.threshold:
            return False
        self.passed = 0.0
        self.threshold = self._next()
        return True

    def count(self, hazard: float) -> int:
        """Advance by the hazard of one tick; how many incidents happened in it.

        What is left over is kept, so that the rate is exact however long the tick.
        """
        self.passed += hazard
        rings = 0
        while self.passed >= self.threshold:
            self.passed -= self.threshold
            self.threshold = self._next()
            rings += 1
        return rings


class ClockRow:
    """The clocks of one decision, of all who can take it: as :class:`HazardClock`, in a row.

    Attributes:
        passed: hazard integrated since the last ring, shape (who,).
        threshold: draw at which each rings next, shape (who,).
    """

    def __init__(
        self, generators: Sequence[np.random.Generator], haste: float = 1.0, first: float = 1.0
    ) -> None:
        """Clocks that start now.

        Args:
            generators: the stream of each.
            haste: factor on every hazard.
            first: factor on every first draw.
        """
        self._generators, self._haste = generators, haste
        self._draws: list[list[float]] = [[] for _ in generators]
        self.passed = [0.0] * len(generators)
        self.threshold = [self._next(n) * first for n in range(len(generators))]

    def _next(self, n: int) -> float:
        if not self._draws[n]:
            self._draws[n] = self._generators[n].standard_exponential(_BATCH).tolist()[::-1]
        return self._draws[n].pop()

    def _due(self, rates: Sequence[float], hours: float) -> list[int]:
        """Advance by the hazard of one tick; whose clocks ring."""
        hours *= self._haste
        passed, threshold, due = self.passed, self.threshold, []
        for n, rate in enumerate(rates):
            if rate:
                passed[n] += rate * hours
                if passed[n] >= threshold[n]:
                    due.append(n)
        return due

    def rings(self, rates: Sequence[float], hours: float) -> list[int]:
        """Who rings in a tick of some rates (1/h) and length; what is left over is dropped."""
        rung = self._due(rates, hours)
        for n in rung:
            self.passed[n], self.threshold[n] = 0.0, self._next(n)
        return rung

    def incidents(self, rates: Sequence[float], hours: float) -> list[int]:
        """Who rings in such a tick, once for each time; what is left over is kept."""
        rung: list[int] = []
        for n in self._due(rates, hours):
            while self.passed[n] >= self.threshold[n]:
                self.passed[n] -= self.threshold[n]
                self.threshold[n] = self._next(n)
                rung.append(n)
        return rung
