"""Runs that are made when they are asked for, and a process that writes many of them."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from sim.results.ownership import Study
from sim.results.run import Ensemble, Run
from sim.studies.run.write import write_outputs
from sim.terms.events import Event
from tests.fakes import fake_ensemble

BASE = 20
DAYS = 1


class Made(Sequence):
    """Runs whose numbers differ from one to the next; none is kept."""

    def __init__(self, base: Sequence[Run], n_runs: int) -> None:
        self.base, self.n_runs = base, n_runs

    def __len__(self) -> int:
        return self.n_runs

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[place] for place in range(self.n_runs)[index]]
        if not 0 <= index < self.n_runs:
            raise IndexError(index)
        run = self.base[index % len(self.base)]
        events = tuple(Event(*event)._replace(people=index) for event in run.events)
        return Run(index, run.series + np.float32(index % 7), events)

    def __iter__(self) -> Iterator[Run]:
        return (self[index] for index in range(self.n_runs))

    @property
    def names(self) -> tuple[str, ...]:
        return self.base[0].names

    def measure(self, name: str) -> np.ndarray:
        base = np.stack([run.measure(name) for run in self.base])
        numbers = np.arange(self.n_runs)
        return base[numbers % len(base)] + (numbers % 7).astype(np.float32)[:, None]


def made_ensemble(n_runs: int, *, held: bool) -> Ensemble:
    few = fake_ensemble(BASE, seed=5, days=DAYS)
    runs = Made(few.runs, n_runs)
    return Ensemble(few.scenario, few.seed, tuple(runs) if held else runs)


if __name__ == "__main__":
    ensemble = made_ensemble(int(sys.argv[1]), held=sys.argv[2] == "held")
    made = (Study("run", {}), {})
    write_outputs(Path(sys.argv[3]), made, ensemble, scenario_text="name: fake\n")
