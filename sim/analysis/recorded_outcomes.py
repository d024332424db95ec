"""What one run came to in measures of a user's own, which stand after those of Ibar."""

from collections.abc import Sequence

import numpy as np

from sim.analysis.outcomes import outcomes_of
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.types import Scenario
from sim.terms.recorded import recorded_outcomes


def own_outcomes(runs: Sequence[Run], names: Sequence[str]) -> dict[str, list[float]]:
    """Of each measure of one's own its peak, last value and mean over time, a value a run."""
    rows = [_own_row(run, names) for run in runs]
    return {one.name: [row[one.name] for row in rows] for one in recorded_outcomes(names)}


def outcomes_with(run: Run, scenario: Scenario, names: Sequence[str] = ()) -> Row:
    """One row of ``runs.csv``, with the outcomes of measures of one's own behind the others.

    Args:
        run: the run, which holds those measures too.
        scenario: the scenario it realised.
        names: names of the measures, in order.
    """
    return outcomes_of(run, scenario) | _own_row(run, names)


def _own_row(run: Run, names: Sequence[str]) -> dict[str, float]:
    row: dict[str, float] = {}
    for name in names:
        values = run.measure(name).astype(np.float64)
        told = float(values.max()), float(values[-1]), float(values.mean())
        row |= {one.name: value for one, value in zip(recorded_outcomes([name]), told, strict=True)}
    return row
