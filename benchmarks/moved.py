"""What each parameter moves: a scenario and an outcome for each, by pairs of runs.

    python -m benchmarks.moved [--minutes 25] [--only parameters.rumour.*]

Each parameter is set to the ends of its believed range, one at a time, in runs that share their
chance: where a pair differs, the parameter is what differs. The outcome that moves most is chosen
on some pairs and tried on others (Fisher's sign test, one-sided), so that looking at many outcomes
finds nothing by itself. All parameters are looked at in one pair first, then tried. Scenarios come
from the fastest on, and only where the parameter is read; people are few and ticks long, as in all
trial runs. The table is kept as it grows, and another call goes on with what is not yet clear.
"""

import argparse
import csv
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.outcomes import outcomes_of
from sim.experiment.designs import Factor, factors, override_at
from sim.experiment.simulate import simulate
from sim.experiment.trials import small, trials_of
from sim.results.run import Run
from sim.scenario.load import load
from sim.scenario.loaded import Loaded

ROOT: Final = Path(__file__).resolve().parent.parent
FOUND: Final = ROOT / "docs" / "moved.csv"
CASES: Final = (
    "example_town", "march_2004", "controls/announced_at_eight", "raid_2021",
    "situations/march_stopped", "situations/town_hall", "situations/rumour_of_a_crime",
    "two_patrons", "situations/ambush", "september_2022", "situations/custody",
    "situations/registry", "mitrovica", "licence_plates_2021", "gates_2011",
    "situations/garrison", "situations/blockade",
)  # fmt: skip
"""Scenarios, the fastest first."""
CHOOSING: Final = (0, 1)
"""Numbers of the runs on which the outcome is chosen."""
TRYING: Final = (2, 3, 4, 5, 6)
"""Those on which it is tried, up to the first that goes the other way: all five that way are one
chance in 32."""
SEED: Final = 1
LEAST: Final = 1e-5
"""Part of its size by which an outcome must differ to have moved: more than sums are wrong by."""

Values = dict[str, float]


class Moved(NamedTuple):
    """What a parameter moves most, as far as was tried.

    Attributes:
        parameter: its path.
        verdict: "clear" (all fresh pairs move the way that was expected), "some" (a pair differs,
            and that it does so one way is not shown), "none" (read, and no pair differs) or "not
            read".
        scenario: where.
        outcome: an outcome of a run, or ``mean of`` a measure over its ticks.
        change: high end minus low end, mean over the fresh pairs or of the only one, in its unit.
        in_spreads: the same in standard deviations of the outcome over runs.
        looked: scenarios in which a pair was looked at, or nothing reads it.
        tried: scenarios in which fresh pairs were tried.
    """

    parameter: str
    verdict: str
    scenario: str = ""
    outcome: str = ""
    change: float = 0.0
    in_spreads: float = 0.0
    looked: str = ""
    tried: str = ""


RANK: Final = {"clear": 3, "some": 2, "none": 1, "not read": 0}
"""Verdicts, the more telling the higher."""


def values_of(run: Run, loaded: Loaded) -> Values:
    """All that is told of a run in numbers; what never came is as late as the end of the clock."""
    clock = loaded.scenario.clock
    never = clock.n_ticks * clock.tick_hours
    row = outcomes_of(run, loaded.scenario)
    numbers = {
        name: never if value is None else float(value)
        for name, value in row.items()
        if name != "run" and not isinstance(value, str)
    }
    means = zip(run.names, run.series.mean(axis=1, dtype=np.float64), strict=True)
    return numbers | {f"mean of {name}": float(mean) for name, mean in means}


def ends_of(base: Loaded, factor: Factor, numbers: Iterable[int]) -> list[tuple[Values, Values]]:
    """Runs with a parameter at the low and at the high end of its range, in pairs."""
    low, high = (override_at(base, [f"{factor.path}={end}"]) for end in (factor.low, factor.high))
    return [
        (values_of(simulate(low, SEED, n), low), values_of(simulate(high, SEED, n), high))
        for n in numbers
    ]


def chosen(pairs: Sequence[tuple[Values, Values]]) -> str | None:
    """The outcome that moves most, of those that move one way if any does; None where none moves.

    Of one pair it is what moves most for its size, of several for its spread. Sums that differ in
    their last digits do not move.
    """
    best, name_of_best = -1.0, None
    for name in pairs[0][0]:
        low, high = np.array([[one[name], other[name]] for one, other in pairs]).T
        size = np.maximum(np.abs(low), np.abs(high))
        moved = np.where(np.abs(high - low) > LEAST * size, high - low, 0.0)
        if not moved.any():
            continue
        one_way = abs(np.sign(moved).sum()) == moved.size
        spread = moved.std() + 0.1 * np.concatenate([low, high]).std() if moved.size > 1 else size
        score = (1.0 if one_way else 1e-6) * float(np.max(abs(moved.mean()) / spread))
        if score > best:
            best, name_of_best = score, name
    return name_of_best


def looked(base: Loaded, case: str, factor: Factor) -> Moved:
    """What a parameter moves in the first pair of runs of a scenario."""
    pairs = ends_of(base, factor, CHOOSING[:1])
    name = chosen(pairs)
    if name is None:
        return Moved(factor.path, "none", case)
    ((low, high),) = pairs
    return Moved(factor.path, "some", case, name, high[name] - low[name])


def tried(base: Loaded, case: str, factor: Factor) -> Moved:
    """What a parameter moves in a scenario, chosen on some pairs and tried on others."""
    first = ends_of(base, factor, CHOOSING)
    name = chosen(first)
    if name is None:
        return Moved(factor.path, "none", case)
    way = np.sign(sum(high[name] - low[name] for low, high in first)) or 1.0
    fresh: list[tuple[float, float]] = []
    for number in TRYING:
        ((low, high),) = ends_of(base, factor, (number,))
        fresh.append((low[name], high[name]))
        if np.sign(high[name] - low[name]) != way:
            return Moved(factor.path, "some", case, name, float(np.diff(fresh).mean()))
    spread = float(np.std(fresh)) or 1.0
    change = float(np.diff(fresh).mean())
    return Moved(factor.path, "clear", case, name, change, change / spread)


@lru_cache(maxsize=2)
def case_of(name: str) -> tuple[Loaded, frozenset[str]]:
    """A scenario with few people and long ticks, and the settings that are read in its trials."""
    loaded = load(ROOT / "scenarios" / f"{name}.yaml")
    return small(loaded), trials_of(loaded).read


def search(known: Mapping[str, Moved], only: str, until: float) -> Iterator[dict[str, Moved]]:
    """Look at and then try parameters in one scenario after another, telling all that is known."""
    found = dict(known)
    for is_trial, case in product((False, True), CASES):
        base, read = case_of(case)
        for factor in factors(base.scenario):
            path = factor.path
            before = found.get(path, Moved(path, "not read"))
            been = (before.tried if is_trial else before.looked).split()
            done = before.verdict == "clear" or (before.verdict == "some" and not is_trial)
            left_out = not fnmatchcase(path, only) or not path.startswith("parameters.")
            if done or case in been or left_out or (is_trial and path not in read):
                continue
            look = tried if is_trial else looked
            now = look(base, case, factor) if path in read else Moved(path, "not read")
            better = now if RANK[now.verdict] > RANK[before.verdict] else before
            been = " ".join([*been, case])
            seen = {"tried": been} if is_trial else {"looked": been}
            found[path] = better._replace(looked=before.looked, tried=before.tried)._replace(**seen)
            yield found
            if time.monotonic() > until:
                return


def read_found(path: Path = FOUND) -> dict[str, Moved]:
    """What was found before; nothing where there is no table."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = [Moved(**row) for row in csv.DictReader(file)]  # pyright: ignore[reportArgumentType]
    return {
        row.parameter: row._replace(change=float(row.change), in_spreads=float(row.in_spreads))
        for row in rows
    }


def write_found(found: Mapping[str, Moved], path: Path = FOUND) -> None:
    """Keep what was found, in the order of the parameters' names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Moved._fields)
        for _, row in sorted(found.items()):
            shown = row._replace(change=f"{row.change:.4g}", in_spreads=f"{row.in_spreads:.2g}")
            writer.writerow(shown)


def main(arguments: Sequence[str] | None = None) -> None:
    """Go on with the table for so many minutes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=25.0, help="time to spend")
    parser.add_argument("--only", default="parameters.*", help="paths, with * for any part")
    asked = parser.parse_args(arguments)
    until = time.monotonic() + 60.0 * asked.minutes
    found = before = read_found()
    for count, found in enumerate(search(before, asked.only, until), start=1):
        if count % 10 == 0:
            write_found(found)
    write_found(found)
    for verdict in RANK:
        print(verdict, sum(row.verdict == verdict for row in found.values()))


if __name__ == "__main__":
    main()
