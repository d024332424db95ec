"""How the cost of a run depends on residents, ticks and runs: it should be a straight line."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.table import Cell, Table
from benchmarks.timing import cpu_seconds, in_rounds, line
from sim.experiment.runner import run_ensemble
from sim.experiment.simulate import simulate
from sim.results.run import Run
from sim.scenario.load import Loaded, load


class Sizes(NamedTuple):
    """Which sizes are measured.

    Attributes:
        one_in: one row stands for so many people.
        days: lengths of a run, d.
        runs: sizes of an ensemble.
        rounds: how often everything is measured.
    """

    one_in: Sequence[int] = (1, 2, 4, 8, 20)
    days: Sequence[int] = (2, 4, 6, 10)
    runs: Sequence[int] = (1, 2, 4, 8)
    rounds: int = 5


def slopes(scenario: Path, sizes: Sizes) -> Table:
    """Slope and intercept of the processor time in residents, ticks and runs.

    Args:
        scenario: the scenario file.
        sizes: which sizes are measured and how often.
    """
    sampled = [load(scenario, [f"ensemble.one_in={n}"]) for n in sizes.one_in]
    shorter = [load(scenario, [f"clock.days={n}"]) for n in sizes.days]
    base = load(scenario)
    _once(base)
    residents = [_residents(loaded) for loaded in sampled]
    ticks = [loaded.scenario.clock.n_ticks for loaded in shorter]
    rows = [
        _row("residents", residents, [partial(_once, one) for one in sampled], sizes.rounds),
        _row("ticks", ticks, [partial(_once, one) for one in shorter], sizes.rounds),
        _row("runs", sizes.runs, [partial(_ensemble, base, n) for n in sizes.runs], sizes.rounds),
    ]
    return Table(
        "2. Cost is a straight line: processor time, median (least to most) of all fits",
        ("in", "sizes", "us for one more", "ms at none", "off the line"),
        rows,
        (
            f"{sizes.rounds} rounds, each a least squares line of its own; runs one after another",
            "off the line: the largest distance of a median from it, as a share of the largest",
        ),
    )


def _row(
    name: str, sizes: Sequence[int], doings: Sequence[Callable[[], object]], rounds: int
) -> list[Cell]:
    found = line(sizes, in_rounds(doings, rounds, cpu_seconds))
    return [
        name,
        f"{min(sizes)}-{max(sizes)}",
        found.slope.times(1e6),
        found.intercept.times(1e3),
        f"{found.off:.1%}",
    ]


def _residents(loaded: Loaded) -> int:
    """Rows that a scenario's population gives."""
    people = sum(cell.people for cell in loaded.world.population)
    return round(people / loaded.scenario.ensemble.one_in)


def _once(loaded: Loaded) -> Run:
    return simulate(loaded, loaded.scenario.ensemble.seed, 1)


def _ensemble(loaded: Loaded, runs: int) -> object:
    return run_ensemble(loaded, runs=runs, seed=loaded.scenario.ensemble.seed, workers=1)
