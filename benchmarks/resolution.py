"""Whether a result hangs on how finely it is worked out: length of a tick, people to a row.

    python -m benchmarks.resolution --runs 40 --write-docs docs/verification.md

Every case is run as it is shipped, with other ticks, and with other shares of its residents, each
with the same seeds. Chance is shared as far as the same clocks ring for the same people, so that
what is told is the paired difference to the finest: ticks of five minutes, everybody.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.analysis.bands import error_of_mean
from sim.analysis.outcomes import outcomes_of
from sim.analysis.paired import column_of
from sim.analysis.quantiles import Floats
from sim.experiment.runner import run_ensemble
from sim.results.tables import Row
from sim.scenario.load import load
from sim.studies.validate.document import fill_places

CASES: Final = ("mitrovica", "march_2004", "gostivar_1997", "water_intake_2021")
MEASURED: Final = {
    "people_out_peak": "people out, peak",
    "barricades_peak": "barricades, peak",
    "shot_incidents": "shootings",
    "injured": "injured",
    "killed": "killed",
    "peak_rung": "highest rung",
}
"""Outcomes of a run, and what they are called."""


class Refinement(NamedTuple):
    """One thing that can be finer.

    Attributes:
        path: the setting.
        values: its values, the finest first.
        unit: unit of them, as it is printed.
        beside: what is set besides.
    """

    path: str
    values: tuple[int, ...]
    unit: str
    beside: tuple[str, ...] = ()


REFINEMENTS: Final = {
    "ticks": Refinement("clock.tick_minutes", (5, 15, 30), "min", ("ensemble.one_in=4",)),
    "rows": Refinement("ensemble.one_in", (1, 4, 20), "people a row"),
}
"""What is made finer, by the marked place of the document."""


def outcomes(case: str, sets: Sequence[str], runs: int) -> list[Row]:
    """Outcomes of some runs of a case."""
    loaded = load(f"scenarios/{case}.yaml", [*sets])
    made = run_ensemble(loaded, runs=runs, seed=loaded.scenario.ensemble.seed).results
    return [outcomes_of(run, loaded.scenario) for run in made]


def compared(case: str, of: Refinement, runs: int) -> list[list[str]]:
    """Rows of the table of a case: mean and error at the finest, and differences to it."""
    sets = ([*of.beside, f"{of.path}={value}"] for value in of.values)
    finest, *others = [outcomes(case, own, runs) for own in sets]
    rows = []
    for column, words in MEASURED.items():
        own = column_of(finest, column)
        if not own.any():
            continue  # it never happens in this case
        apart = [column_of(other, column) - own for other in others]
        rows.append([case, words, told(own), *(told(values, sign="+") for values in apart)])
    return rows


def told(values: Floats, sign: str = "") -> str:
    """Mean and Monte Carlo error of some runs, with no digit beyond it."""
    mean, error = float(values.mean()), error_of_mean(values)
    digits = 0 if error >= 1.0 else 2
    return f"{round(mean, digits) + 0.0:{sign}.{digits}f} ± {error:.{digits}f}"  # no -0


def table(of: Refinement, runs: int) -> str:
    """The table of all cases, in Markdown."""
    finest, *others = (f"{value} {of.unit}" for value in of.values)
    heads = ["case", "mean ± error", f"at {finest}", *(f"{other}, difference" for other in others)]
    rows = [row for case in CASES for row in compared(case, of, runs)]
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Print the tables, and put them into a document if one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--write-docs", type=Path)
    asked = parser.parse_args()
    made = {}
    for name, of in REFINEMENTS.items():
        made[name] = table(of, asked.runs) + f"\n\n{asked.runs} runs of each."
        print(made[name], flush=True)
    if asked.write_docs:
        fill_places(asked.write_docs, made)


if __name__ == "__main__":
    main()
