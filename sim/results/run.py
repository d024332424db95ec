"""One realisation and many: arrays of measures and logs of events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from sim.scenario.types import Scenario
from sim.terms.events import Event
from sim.terms.measures import INDEX


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """One realisation of a scenario.

    Attributes:
        number: the run's number within its ensemble, from 0.
        series: measures at the end of each tick, shape (measure, tick), rows in the order of
            :data:`sim.terms.measures.MEASURES`.
        events: everything public that happened, in order.
    """

    number: int
    series: NDArray[np.float32]
    events: tuple[Event, ...]

    def __repr__(self) -> str:
        return f"<Run {self.number}: {self.series.shape[1]} ticks, {len(self.events)} events>"

    def measure(self, name: str) -> NDArray[np.float32]:
        """One curve, shape (tick,).

        Raises:
            KeyError: when there is no measure of that name.
        """
        return self.series[INDEX[name]]


@runtime_checkable
class HasMeasures(Protocol):
    """Runs that can tell one measure of all of them without making each run, as from a file."""

    def measure(self, name: str, /) -> NDArray[np.float32]:
        """One curve of every run, shape (run, tick)."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Ensemble:
    """Many runs of one scenario, in order of their numbers.

    Attributes:
        scenario: the scenario as resolved.
        seed: the seed all runs share.
        runs: the runs; may be fewer than asked for when the ensemble was interrupted. They may lie
            in a file, so that each is made anew whenever it is asked for.
    """

    scenario: Scenario
    seed: int
    runs: Sequence[Run]

    def __repr__(self) -> str:
        return f"<Ensemble of {self.scenario.name}: {len(self.runs)} runs, seed {self.seed}>"

    def measure(self, name: str) -> NDArray[np.float32]:
        """One curve of every run, shape (run, tick)."""
        if isinstance(self.runs, HasMeasures):
            return self.runs.measure(name)
        return np.stack([run.measure(name) for run in self.runs])
