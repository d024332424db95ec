"""Runs with a parameter at the ends of its range beside the shipped one, and where they differ."""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.moved_table import HOUR, PATTERN, is_pattern
from sim.analysis.outcomes import outcomes_of
from sim.experiment.designs import Factor, override_at
from sim.experiment.simulate import Steppable, escalation_model, simulate
from sim.experiment.trials import small
from sim.results.observed_case import load_observed
from sim.results.run import Run
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.studies.validate.patterns import evaluate
from sim.studies.validate.statistics import evidence_of

ROOT: Final = Path(__file__).resolve().parent.parent
LEAST: Final = 1e-5
"""Part of its size by which an outcome must differ to have moved: more than sums are wrong by."""
Row = NDArray[np.float32]
"""Measures after a tick, shape (measure,)."""
Values = Mapping[str, float]
"""What is told of a run in numbers, by name; NaN for what never came."""


class Told(NamedTuple):
    """What differs, and its value with a parameter at its low end, as shipped, at its high end."""

    name: str
    low: float
    shipped: float
    high: float

    @property
    def is_pattern(self) -> bool:
        """Whether it was observed."""
        return is_pattern(self.name)


def values_of(run: Run, loaded: Loaded) -> Values:
    """All that is told of a run in numbers, in the order in which it is preferred."""
    row = outcomes_of(run, loaded.scenario)
    observed = load_observed(loaded)
    patterns = observed.patterns if observed else ()
    found = evaluate(patterns, evidence_of([row], loaded.scenario, [run]))
    values = {f"{PATTERN}{one.pattern.pattern}": one.value for one in found}
    values |= {
        name: math.nan if value is None else float(value)
        for name, value in row.items()
        if name != "run" and not isinstance(value, str)
    }
    means = zip(run.names, run.series.mean(axis=1, dtype=np.float64), strict=True)
    return values | {f"mean of {name}": float(mean) for name, mean in means}


def size_of(values: Iterable[float]) -> float:
    """By what part of their size numbers differ [0..2]; 3 where one is known and another not."""
    numbers = np.array(list(values))
    unknown = np.isnan(numbers)
    if unknown.any():
        return 0.0 if unknown.all() else 3.0
    size = float(np.ptp(numbers)) / (float(np.abs(numbers).max()) or 1.0)
    return size if size > LEAST else 0.0


def chosen(low: Values, shipped: Values, high: Values) -> str | None:
    """What moves: of patterns, else of outcomes, else of means, what moves most for its size."""
    kinds: dict[int, dict[str, float]] = {0: {}, 1: {}, 2: {}}
    for name in shipped:
        size = size_of((low[name], shipped[name], high[name]))
        if size:
            kind = 0 if is_pattern(name) else 2 if name.startswith("mean of ") else 1
            kinds[kind][name] = size
    found = next((sizes for sizes in kinds.values() if sizes), {})
    return max(found, key=lambda name: found[name], default=None)


@lru_cache(maxsize=4)
def case_of(name: str) -> Loaded:
    """A scenario with few people and long ticks."""
    return small(load(ROOT / "scenarios" / f"{name}.yaml"))


class Shipped(NamedTuple):
    """A run with everything as shipped: its measures, what is told of it, and what it read."""

    run: Run
    values: Values
    read: frozenset[str]


@lru_cache(maxsize=4)
def shipped(case: str, number: int) -> Shipped:
    """A run with everything as shipped, which notes what it reads."""
    from sim.model.recording import Noted, trial  # Mesa takes half a second

    base, noted = case_of(case), Noted()

    def build(loaded: Loaded, run: int, _seed: int) -> Steppable:
        return trial(loaded, noted, run)

    run = simulate(base, base.scenario.ensemble.seed, number, build=build)
    return Shipped(run, values_of(run, base), frozenset(noted.reads.settings))


def ends_of(case: str, factor: Factor) -> tuple[Loaded, Loaded]:
    """A scenario with a parameter at the low and at the high end of its range."""
    low, high = (
        override_at(case_of(case), [f"{factor.path}={end}"]) for end in (factor.low, factor.high)
    )
    return low, high


def to_the_end(case: str, factor: Factor, number: int) -> Told | None:
    """What differs most between whole runs at the ends and as shipped; None for nothing."""
    low, high = (
        values_of(simulate(end, end.scenario.ensemble.seed, number), end)
        for end in ends_of(case, factor)
    )
    own = shipped(case, number).values
    name = chosen(low, own, high)
    return None if name is None else Told(name, low[name], own[name], high[name])


def until_it_differs(case: str, factor: Factor, number: int) -> Told | None:
    """The first measure that differs, in the run at either end; None where none does."""
    low, high = ends_of(case, factor)
    own = shipped(case, number).run
    found = first_difference(high, own, number)
    if found is not None:
        tick, of_high = found
        of_low = row_after(low, number, tick)
    elif (found := first_difference(low, own, number)) is not None:
        tick, of_low = found
        of_high = row_after(high, number, tick)
    else:
        return None
    rows = np.array([of_low, own.series[:, tick], of_high], np.float64)
    at = int(np.argmax([size_of(measure) for measure in rows.T]))
    hour = (tick + 1) * case_of(case).scenario.clock.tick_hours
    return Told(f"{own.names[at]}{HOUR}{hour:g} h", *map(float, rows[:, at]))


def first_difference(end: Loaded, own: Run, number: int) -> tuple[int, Row] | None:
    """The first tick after which a measure differs from those of a run, and the measures then."""
    model = escalation_model(end, number, end.scenario.ensemble.seed)
    for tick in range(model.n_ticks):
        model.step()
        row, other = np.array(model.row(), np.float32), own.series[:, tick]
        if (np.abs(row - other) > LEAST * np.maximum(np.abs(row), np.abs(other))).any():
            return tick, row
    return None


def row_after(end: Loaded, number: int, tick: int) -> Row:
    """The measures after a tick."""
    model = escalation_model(end, number, end.scenario.ensemble.seed)
    for _ in range(tick + 1):
        model.step()
    return np.array(model.row(), np.float32)
