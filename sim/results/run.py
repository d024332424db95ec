"""One realisation and many: arrays of measures and logs of events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from sim.scenario.measured import measures_of
from sim.scenario.types import Scenario
from sim.terms.events import Event
from sim.terms.measures import NAMES, Measure
from sim.terms.tracks import Tracks


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """One realisation of a scenario.

    Attributes:
        number: the run's number within its ensemble, from 0.
        series: measures at the end of each tick, shape (measure, tick).
        events: everything public that happened, in order.
        names: names of the measures, in the order of the rows.
        tracks: what a map needs beside them; None where another model made the run.
    """

    number: int
    series: NDArray[np.float32]
    events: tuple[Event, ...]
    names: tuple[str, ...] = NAMES
    tracks: Tracks | None = None

    def __repr__(self) -> str:
        return f"<Run {self.number}: {self.series.shape[1]} ticks, {len(self.events)} events>"

    def measure(self, name: str) -> NDArray[np.float32]:
        """One curve, shape (tick,).

        Raises:
            KeyError: when there is no measure of that name.
        """
        if name not in self.names:
            raise KeyError(name)
        return self.series[self.names.index(name)]


@runtime_checkable
class HasMeasures(Protocol):
    """Runs that can tell one measure of all of them without making each run, as from a file."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the measures."""
        ...

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

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What the runs measure, without what a user records beside it."""
        names = self.runs.names if isinstance(self.runs, HasMeasures) else self.runs[0].names
        return tuple(one for one in measures_of(self.scenario) if one.name in names)

    def measure(self, name: str) -> NDArray[np.float32]:
        """One curve of every run, shape (run, tick)."""
        if isinstance(self.runs, HasMeasures):
            return self.runs.measure(name)
        return np.stack([run.measure(name) for run in self.runs])
