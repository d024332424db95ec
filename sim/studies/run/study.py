"""``run``: many runs of one scenario, and everything that is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from numpy.typing import NDArray

from sim.analysis.key_events import keys_of, observed_times
from sim.analysis.outcomes import outcomes_of
from sim.analysis.recorded_outcomes import own_outcomes
from sim.experiment.argument_checks import public
from sim.experiment.arms import Arm, Vector, arm_of
from sim.experiment.build_identity import BuildIdentity, build_identity
from sim.experiment.execution import ExecutionOptions, execute_arms, vectors_digest
from sim.experiment.manifest import manifest
from sim.experiment.no_effect import NoEffect, no_effect
from sim.experiment.no_effect_words import one_line
from sim.experiment.output_folder import exclusive_lock, working_folder
from sim.experiment.parameter_sets import vectors_csv
from sim.experiment.recording import Recorder
from sim.experiment.runner import ExecutionResult, full_run
from sim.experiment.simulate import escalation_model
from sim.experiment.study_identity import identity_of_study, study_of
from sim.experiment.study_result import write_result
from sim.experiment.workers import usable_cores
from sim.report.notebook import Displayed
from sim.results.codecs import WHOLE, runs_of
from sim.results.folder import read_summary
from sim.results.observed_case import load_observed
from sim.results.ownership import AWAY, Study, check_targets
from sim.results.run import Ensemble, Run
from sim.results.study_output import picture_files, write_pictures
from sim.results.tables import Row
from sim.scenario.loaded import Loaded
from sim.scenario.measured import all_outcomes_of
from sim.scenario.named_parts import is_installed, part_words
from sim.scenario.observed import Observed
from sim.studies.run.dataframe import table_of_curves, table_of_runs
from sim.studies.run.escalation import escalation_data
from sim.studies.run.finished import VECTORS, finished_runs
from sim.studies.run.inputs import carried
from sim.studies.run.picture import draw_escalation
from sim.studies.run.recorded import recorded_entries, recorded_files
from sim.studies.run.request import RunRequest, check_size, run_request
from sim.studies.run.run_inputs import INPUTS, RunInputs, inputs_csv, joined
from sim.studies.run.summary import complete_summary, summarise_ensemble
from sim.studies.run.words import spoken_lines, summary_lines
from sim.studies.run.write import drawings, write_outputs
from sim.terms.errors import Interrupted
from sim.terms.tracks import Tracks
from sim.terms.words import ENGLISH

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class RunResult(Displayed):
    """Many runs of one scenario.

    Attributes:
        loaded: the scenario with its world.
        ensemble: the runs, in order.
        executed: how they were made.
        observed: what was observed of the case, None when nothing is known.
        vectors: parameter vectors that the runs took in turn; empty when all had the scenario's.
        recorded: names of measures of one's own.
        recorder: what told them, None where there are none.
        arm: the scenario with each of the vectors, as the runs had it; None where it is read anew.
        language: of picture, page and sentences.
    """

    loaded: Loaded
    ensemble: Ensemble
    executed: ExecutionResult[Run]
    observed: Observed | None
    vectors: Sequence[Vector] = ()
    recorded: tuple[str, ...] = ()
    recorder: BuildIdentity | None = None
    arm: Arm | None = None
    language: str = ENGLISH

    @cached_property
    def no_effect(self) -> NoEffect | None:
        """What has no effect; None for another model, or after a stop. No cluster is asked."""
        made = self.executed
        if made.interrupted or made.build is not None or not is_installed(self.loaded.scenario):
            return None
        return no_effect(self.loaded, outcomes_of, min(made.workers, usable_cores()))

    @property
    def study(self) -> Study:
        """Which study it is."""
        runs, build = self.executed.requested, self.recorder or self.executed.build
        return run_study(self.loaded, runs, self.ensemble.seed, self.vectors, build)

    @cached_property
    def rows(self) -> list[Row]:
        """Outcomes of each run; times are hours since the start of the clock."""
        return [outcomes_of(run, self.ensemble.scenario) for run in self.ensemble.runs]

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The content of ``summary.json``: every outcome with its quantiles and its error."""
        return complete_summary(self.ensemble, self.rows, self.no_effect)

    def series(self, measure: str) -> NDArray[np.float32]:
        """One measure, shape (run, tick).

        Raises:
            KeyError: when there is no measure of that name.
        """
        return self.ensemble.measure(measure)

    @property
    def tracks(self) -> list[Tracks | None]:
        """Who is out, who stands where and what stands, of each run; see `sim.terms.tracks`.

        None of a run that another model made, or that was read from a folder of above 5,000 runs.
        """
        return [run.tracks for run in self.ensemble.runs]

    def table(self, *, inputs: bool = False) -> "DataFrame":
        """Outcomes as a table, one row a run, times in the scenario's zone.

        Of measures of one's own there is the peak, the last value and the mean over time.

        Args:
            inputs: put what went into each run before what came out: its seed, its parameter set
                and every posture it drew, by path.
        """
        scenario, own = self.ensemble.scenario, own_outcomes(self.ensemble.runs, self.recorded)
        table = table_of_runs(self.rows, scenario.clock, all_outcomes_of(scenario)).assign(**own)
        return joined(self.inputs, table) if inputs else table

    @property
    def inputs(self) -> RunInputs:
        """What went into each run: its seed, its parameter set, and every posture it drew."""
        arm = self.arm or arm_of(self.loaded, self.vectors)
        return RunInputs(arm, self.vectors, self.ensemble.seed, self.executed.build is None)

    def curves_table(self, *measures: str) -> "DataFrame":
        """Measures as a tidy table: run, hours since the start, measure, value.

        Args:
            measures: names of measures; all when none is named.
        """
        clock, numbers = self.ensemble.scenario.clock, [run.number for run in self.ensemble.runs]
        names = measures or [one.name for one in self.ensemble.measures]
        return table_of_curves({name: self.series(name) for name in names}, numbers, clock)

    def sentences(self) -> list[str]:
        """What came out, in a few lines, in the language that was asked for."""
        if self.language != ENGLISH:
            return spoken_lines(self.ensemble, self.rows, self._observed_times, self.language)
        sets = f"the runs take turns with {len(self.vectors)} parameter sets"
        unread = [one_line(self.no_effect, self.loaded.scenario)] if self.no_effect else []
        return [*self._told(self.summary), *([sets] if self.vectors else []), *unread]

    def lines(self) -> list[str]:
        """What came out; what has no effect, which takes trial runs, is left to sentences."""
        return self._told(summarise_ensemble(self.ensemble, self.rows))

    def _told(self, summary: dict[str, Any]) -> list[str]:
        return [*summary_lines(summary), *part_words(self.loaded.scenario)]

    def plot(self) -> "Figure":
        """The escalation picture."""
        times, language = self._observed_times, self.language
        return draw_escalation(escalation_data(self.ensemble, self.rows, times, language=language))

    @property
    def _observed_times(self) -> dict[str, datetime]:
        observed = self.observed.events if self.observed else ()
        return observed_times(observed, keys_of(self.ensemble.scenario))

    def draw(self, folder: Path | str) -> None:
        """Draw picture and page of a finished folder again; what else it holds stays as it is.

        Raises:
            FolderError: when another process works in it, or the place of the picture is a link.
        """
        folder = Path(folder)
        with exclusive_lock(folder):
            told = self.loaded, self.ensemble, self.rows, partial(read_summary, folder)
            drawn = drawings(self.plot, *told, observed=self.observed, language=self.language)
            check_targets(folder, picture_files(drawn), picture_files(drawn), AWAY)
            write_pictures(folder, drawn)

    def write(self, folder: Path | str) -> dict[str, Any]:
        """Write the output folder; returns the content of ``summary.json``."""
        text, inputs = carried(self.loaded, Path(folder))
        more, others = dict[str, Any](), dict[str, bytes | str](inputs)
        if self.vectors:
            more = {"vectors": len(self.vectors), "vectors_digest": vectors_digest(self.vectors)}
            others[VECTORS] = vectors_csv(self.vectors)
        numbers = (run.number for run in self.ensemble.runs)
        others[INPUTS] = "".join(inputs_csv(self.inputs, numbers))
        if self.recorded:
            others |= recorded_files(self.ensemble, self.recorded)
            more |= recorded_entries(self.recorded, self.recorder)
        summary = write_outputs(
            Path(folder),
            (self.study, manifest(self.loaded, self.executed, seed=self.ensemble.seed, **more)),
            self.ensemble,
            scenario_text=text,
            loaded=self.loaded,
            inputs=others,
            observed=self.observed,
            no_effect=self.no_effect,
            language=self.language,
        )
        self.__dict__["summary"] = summary  # the same that would be computed again
        return summary


def run_study(
    loaded: Loaded, runs: int, seed: int, vectors: Sequence[Vector], build: BuildIdentity | None
) -> Study:
    """Which study many runs of a scenario are: a folder of them can be given more."""
    of = {} if build is None else {"model": build.name}
    return study_of("run", [loaded], seed=seed, vectors=vectors, extends_to=runs, **of)


class Unfinished(Interrupted):
    """A stop was asked for; what is done so far is at hand.

    Attributes:
        ran: the runs that are done.
    """

    def __init__(self, ran: RunResult) -> None:
        super().__init__(len(ran.executed.results), ran.executed.requested)
        self.ran = ran


@public(run_request)
def run(
    scenario: Loaded | Path | str,
    *,
    runs: int | None = None,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    record: Mapping[str, Recorder] | None = None,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> RunResult:
    """Run a scenario many times.

    Args:
        scenario: a scenario, or its file.
        runs: number of runs; None, as of the seed, takes the scenario's own.
        seed: seed of all runs.
        vectors: parameter sets, or a table of them; run k takes number k modulo their number.
        record: measures of one's own by name, functions of the model after each tick.
        language: of picture, page and sentences: ``en``, ``sr`` or ``sq``.
        out: folder to write; what was stopped there goes on. None writes nothing.
        execution: how runs are made, see :class:`sim.experiment.execution.ExecutionOptions`.

    Raises:
        Refused: listing every mistake in what was asked.
        Unfinished: when a stop was asked for; holds what is done, which is written to ``out``.
    """
    asked = run_request(
        scenario, runs=runs, seed=seed, vectors=vectors, record=record,
        build=execution.get("build", escalation_model), language=language,
    )  # fmt: skip
    return execute_run(asked, out=out, record=tuple(record or ()), **execution)


def execute_run(
    request: RunRequest,
    *,
    out: Path | str | None = None,
    record: tuple[str, ...] = (),
    **execution: Unpack[ExecutionOptions],
) -> RunResult:
    """The same for what has been checked; see :func:`run`."""
    loaded, taken, runs, seed, build, language = request
    model = build_identity(build)
    study = run_study(loaded, runs, seed, taken, model)
    with working_folder(out, study, execution.get("command")) as folder:
        check_size(folder, loaded, runs)
        kept = None if folder is None else partial(finished_runs, folder, loaded)
        arm = arm_of(loaded, taken)
        executed = execute_arms(
            [arm], runs=runs, seed=seed, summarise=full_run, codec=WHOLE,
            folder=folder, partial=True, identity=identity_of_study(study), before=kept,
            **{**execution, "build": build},
        )  # fmt: skip
        more = {"recorded": record, "recorder": model, "arm": arm, "language": language}
        ran = replace(_ran(loaded, seed, executed, taken), **more)
        if write_result(ran, folder).executed.interrupted:
            raise Unfinished(ran)
        return ran


def _ran(
    loaded: Loaded, seed: int, executed: ExecutionResult[Run], vectors: Sequence[Vector]
) -> RunResult:
    if not executed.results:
        raise Interrupted(0, executed.requested)
    ensemble = Ensemble(loaded.scenario, seed, runs_of(executed.results))
    return RunResult(loaded, ensemble, executed, load_observed(loaded), vectors)
