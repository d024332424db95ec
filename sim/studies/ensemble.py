"""``run``: many runs of one scenario, and everything that is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from numpy.typing import NDArray

from sim.analysis.escalation import escalation_of
from sim.analysis.key_events import observed_times
from sim.analysis.outcomes import outcomes_of
from sim.analysis.summary import summary_of
from sim.experiment.arms import Vector, arm_of
from sim.experiment.manifest import manifest
from sim.experiment.runner import Executed, whole
from sim.report.brief import brief
from sim.report.curves import curves
from sim.report.write import write_outputs
from sim.results.codecs import WHOLE, runs_of
from sim.results.observed import Observed
from sim.results.run import Ensemble, Run
from sim.results.tables import Row
from sim.scenario.dump import dump
from sim.scenario.loaded import Loaded
from sim.studies.frames import table_of_runs
from sim.studies.observing import observed_of
from sim.studies.running import Running, execute_arms, loaded_of, vectors_of
from sim.studies.working import check_room, working_folder
from sim.terms.errors import Interrupted
from sim.terms.measures import NAMES

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


@dataclass(frozen=True)
class Ran:
    """Many runs of one scenario.

    Attributes:
        loaded: the scenario with its world.
        ensemble: the runs, in order.
        executed: how they were made.
        observed: what was observed of the case, None when nothing is known.
    """

    loaded: Loaded
    ensemble: Ensemble
    executed: Executed[Run]
    observed: Observed | None

    @cached_property
    def rows(self) -> list[Row]:
        """Outcomes of each run; times are hours since the start of the clock."""
        return [outcomes_of(run, self.ensemble.scenario) for run in self.ensemble.runs]

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The content of ``summary.json``: every outcome with its quantiles and its error."""
        return summary_of(self.ensemble, self.rows)

    def series(self, measure: str) -> NDArray[np.float32]:
        """One measure, shape (run, tick).

        Raises:
            KeyError: when there is no measure of that name.
        """
        return self.ensemble.measure(measure)

    def table(self) -> "DataFrame":
        """Outcomes as a table, one row a run, times as local time."""
        return table_of_runs(self.rows, self.ensemble.scenario.clock)

    def curves_table(self, *measures: str) -> "DataFrame":
        """Measures as a tidy table: run, hours since the start, measure, value.

        Args:
            measures: names of measures; all when none is named.
        """
        from pandas import DataFrame, concat

        clock = self.ensemble.scenario.clock
        hours = np.arange(clock.n_ticks) * clock.tick_hours
        numbers = [run.number for run in self.ensemble.runs]
        parts: list[DataFrame] = []
        for measure in measures or NAMES:
            columns = {
                "run": np.repeat(numbers, clock.n_ticks),
                "hours": np.tile(hours, len(numbers)),
                "measure": measure,
                "value": self.series(measure).ravel(),
            }
            parts.append(DataFrame(columns))
        return concat(parts, ignore_index=True)

    def sentences(self) -> list[str]:
        """What came out, in a few lines."""
        return brief(self.summary)

    def plot(self) -> "Figure":
        """The escalation picture."""
        times = observed_times(self.observed.events) if self.observed else {}
        return curves(escalation_of(self.ensemble, self.rows, times))

    def write(self, folder: Path | str) -> dict[str, Any]:
        """Write the output folder; returns the content of ``summary.json``."""
        return write_outputs(
            Path(folder),
            self.ensemble,
            scenario_text=dump(self.loaded.scenario),
            manifest=manifest(self.loaded, self.executed, seed=self.ensemble.seed),
            observed=self.observed,
        )


class Unfinished(Interrupted):
    """A stop was asked for; what is done so far is at hand.

    Attributes:
        ran: the runs that are done.
    """

    def __init__(self, ran: Ran) -> None:
        super().__init__(len(ran.executed.results), ran.executed.asked)
        self.ran = ran


def run(
    scenario: Loaded | Path | str,
    *,
    runs: int | None = None,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    out: Path | None = None,
    **running: Unpack[Running],
) -> Ran:
    """Run a scenario many times.

    Args:
        scenario: a scenario, or its file.
        runs: number of runs; None takes the scenario's own.
        seed: seed of all runs; None takes the scenario's own.
        vectors: parameter vectors, or a table of them; run k takes number k modulo their number.
        out: folder to write; a run that was stopped there before goes on. None writes nothing.
        running: how runs are made, see :class:`sim.studies.running.Running`.

    Raises:
        ScenarioError: listing every mistake in the scenario.
        Refused: when something else that was asked cannot be done.
        Unfinished: when a stop was asked for; holds what is done, which is written to ``out``.
    """
    loaded = loaded_of(scenario)
    settings = loaded.scenario.ensemble
    runs, seed = settings.runs if runs is None else runs, settings.seed if seed is None else seed
    arm = arm_of(loaded, vectors_of(vectors))
    observed = observed_of(loaded)
    with working_folder(out) as folder:
        if folder is not None:
            check_room(folder, runs * bytes_of_run(loaded))
        executed = execute_arms(
            [arm], runs=runs, seed=seed, summarise=whole, codec=WHOLE, folder=folder,
            partial=True, **running,
        )  # fmt: skip
        if not executed.results:
            raise Interrupted(0, executed.asked)
        ensemble = Ensemble(loaded.scenario, seed, runs_of(executed.results))
        ran = Ran(loaded, ensemble, executed, observed)
        if folder is not None:
            ran.write(folder)
        if executed.interrupted:
            raise Unfinished(ran)
    return ran


def bytes_of_run(loaded: Loaded) -> float:
    """About how many bytes of disk a run takes while its ensemble is under way."""
    return 1.5 * loaded.scenario.clock.n_ticks * len(NAMES) * np.float32().nbytes
