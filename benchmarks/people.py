"""How the build, a tick and memory grow with the people of a world, up to tens of millions."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.processes import told_and_peak
from benchmarks.table import Table
from sim.model.model import EscalationModel
from sim.scenario.load import load
from sim.scenario.loaded import Loaded

TICKS = 200


def people(scenario: Path, times: Sequence[int]) -> Table:
    """The base case with its population multiplied, each in a process of its own.

    Args:
        scenario: the scenario file.
        times: how many times its people there are.
    """
    rows = []
    for factor in times:
        words = ("-m", "benchmarks.people", str(scenario), str(factor))
        told, peak = told_and_peak(words)
        n, build, tick = told.split()
        rows.append((f"{int(n):,}", float(build), float(tick), peak))
    return Table(
        f"8. People of a world: processor time of the build and of the first {TICKS} ticks, memory",
        ("residents", "build s", "a tick ms", "peak MB"),
        rows,
        ("the population of every place multiplied; everybody is simulated",),
    )


def multiplied(loaded: Loaded, factor: int) -> Loaded:
    """The same scenario with so many times the people in every place."""
    world = loaded.world
    cells = tuple(cell._replace(people=cell.people * factor) for cell in world.population)
    return loaded._replace(world=world._replace(population=cells))


def main(scenario: Path, factor: int) -> None:
    """Print residents, seconds of the build and milliseconds of a tick."""
    loaded = multiplied(load(scenario), factor)
    began = time.process_time()
    model = EscalationModel(loaded, 0)
    built = time.process_time()
    for _ in range(TICKS):
        model.step()
    tick = (time.process_time() - built) / TICKS
    n = sum(cell.people for cell in loaded.world.population)
    print(n, built - began, 1000.0 * tick)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
