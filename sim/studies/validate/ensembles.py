"""The runs behind a validation: of each episode whole, of each variant their outcomes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.analysis.outcomes import outcomes_of
from sim.experiment.arms import arm_of
from sim.experiment.execution import ExecutionOptions, execute_arms
from sim.experiment.output_folder import PART
from sim.experiment.runner import ExecutionResult, full_run
from sim.results.codecs import JSON, WHOLE, runs_of
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.scenario.loaded import Loaded


class EnsembleMaker(NamedTuple):
    """How the ensembles of a validation are made, each with a journal of its own.

    Attributes:
        folder: where finished runs are kept; None keeps them in memory.
        execution: how runs are made.
        made: how each ensemble was made so far.
    """

    folder: Path | None
    execution: ExecutionOptions
    made: list[ExecutionResult[Any]]

    def ensemble(self, loaded: Loaded) -> Ensemble:
        """All runs of an episode."""
        runs = runs_of(self._made(loaded, full_run, WHOLE))
        return Ensemble(loaded.scenario, loaded.scenario.ensemble.seed, runs)

    def rows(self, loaded: Loaded) -> list[Row]:
        """Outcomes of each run of a variant."""
        return list(self._made(loaded, outcomes_of, JSON))

    def _made(self, loaded: Loaded, summarise: Any, codec: Any) -> Sequence[Any]:
        settings = loaded.scenario.ensemble
        executed: ExecutionResult[Any] = execute_arms(
            [arm_of(loaded)], runs=settings.runs, seed=settings.seed, summarise=summarise,
            codec=codec, folder=self.folder, journal=f"{loaded.scenario.name}{PART}",
            **self.execution,
        )  # fmt: skip
        self.made.append(executed)
        return executed.results
