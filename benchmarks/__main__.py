"""Measure the model and print the tables: ``python -m benchmarks`` in the project's folder."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from benchmarks.table import Table

SCENARIO = Path(__file__).resolve().parent.parent / "scenarios" / "mitrovica.yaml"


class Effort(NamedTuple):
    """How much is measured: sizes of the slopes, runs, rounds, objects, ticks and results."""

    runs: int
    one_in: tuple[int, ...]
    days: tuple[int, ...]
    ensembles: tuple[int, ...]
    rounds: int
    memory: tuple[tuple[int, int], ...]
    worker_runs: int
    worker_rounds: int
    objects: int
    object_ticks: int
    large: tuple[int, ...]
    large_base: int
    people: tuple[int, ...]


FULL = Effort(
    runs=9,
    one_in=(1, 2, 4, 8, 20),
    days=(2, 4, 6, 10),
    ensembles=(1, 2, 4, 8),
    rounds=5,
    memory=((20, 1), (200, 1), (200, 2)),
    worker_runs=60,
    worker_rounds=3,
    objects=4000,
    object_ticks=960,
    large=(1_000, 10_000, 100_000),
    large_base=200,
    people=(1, 10, 82),
)
QUICK = Effort(
    runs=3,
    one_in=(1, 4, 20),
    days=(2, 6, 10),
    ensembles=(1, 2, 4),
    rounds=2,
    memory=((4, 1), (16, 1)),
    worker_runs=12,
    worker_rounds=1,
    objects=1000,
    object_ticks=480,
    large=(200, 5_001),
    large_base=4,
    people=(1, 10),
)


def _phases(scenario: Path, effort: Effort) -> "Table":
    from benchmarks.phases import phases
    from sim.scenario.load import load

    return phases(load(scenario), effort.runs)


def _slopes(scenario: Path, effort: Effort) -> "Table":
    from benchmarks.slopes import Sizes, slopes

    sizes = Sizes(effort.one_in, effort.days, effort.ensembles, effort.rounds)
    return slopes(scenario, sizes)


def _memory(scenario: Path, effort: Effort) -> "Table":
    from benchmarks.processes import memory

    return memory(scenario, effort.memory)


def _workers(scenario: Path, effort: Effort) -> "Table":
    from benchmarks.engines import engines

    return engines(scenario, effort.worker_runs, effort.worker_rounds)


def _start_up(_scenario: Path, effort: Effort) -> "Table":
    from benchmarks.processes import start_up

    return start_up(effort.rounds)


def _objects(scenario: Path, effort: Effort) -> "Table":
    from benchmarks.forms import forms
    from sim.scenario.load import load

    loaded, n, ticks = load(scenario), effort.objects, effort.object_ticks
    return forms(loaded, n=n, ticks=ticks, rounds=effort.rounds)


def _large(scenario: Path, effort: Effort) -> "Table":
    from benchmarks.large import large
    from sim.scenario.load import load

    return large(load(scenario), effort.large, effort.large_base)


def _people(scenario: Path, effort: Effort) -> "Table":
    from benchmarks.people import people

    return people(scenario, effort.people)


BENCHMARKS: dict[str, Callable[[Path, Effort], "Table"]] = {
    "phases": _phases,
    "slopes": _slopes,
    "memory": _memory,
    "workers": _workers,
    "start-up": _start_up,
    "objects": _objects,
    "large": _large,
    "people": _people,
}


def measured(names: Sequence[str], scenario: Path, effort: Effort) -> Iterator[tuple[str, "Table"]]:
    """The tables asked for, one after the other in one session."""
    for name in BENCHMARKS:
        if name in names:
            yield name, BENCHMARKS[name](scenario, effort)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print.

    Args:
        argv: arguments without the program's name; None takes those of the process.
    """
    options = _parser().parse_args(argv)
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")  # before NumPy is imported: as in a worker process
    effort = QUICK if options.quick else FULL
    tables: dict[str, object] = {}
    for name, table in measured(options.only or tuple(BENCHMARKS), options.scenario, effort):
        print(table.text(), end="\n\n", flush=True)
        tables[name] = table.plain()
    if options.out is not None:
        from sim.experiment.versions import versions

        found = {"versions": versions(), "cores": os.cpu_count(), "tables": tables}
        options.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
        print(options.out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--quick", action="store_true", help="less of everything")
    parser.add_argument("--only", nargs="+", choices=tuple(BENCHMARKS), help="only these tables")
    parser.add_argument("--scenario", type=Path, default=SCENARIO, help="scenario file (YAML)")
    parser.add_argument("--out", type=Path, help="also write the tables to this JSON file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
