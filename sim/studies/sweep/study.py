"""``sweep``: one or two things varied over a grid, every point with the same chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from sim.analysis.event_words import names_of
from sim.analysis.outcome_queries import OutcomeQuery, all_outcomes
from sim.analysis.recorded_outcomes import outcomes_with
from sim.experiment.argument_checks import public
from sim.experiment.arms import Vector
from sim.experiment.design_runs import horizon_of, run_points
from sim.experiment.execution import ExecutionOptions
from sim.experiment.manifest import manifest
from sim.experiment.output_folder import working_folder
from sim.experiment.recording import Recorder, with_record
from sim.experiment.runner import ExecutionResult
from sim.experiment.study_result import scenario_identity, write_result
from sim.report.notebook import Displayed
from sim.report.page.study_page import StudyPage, write_paged
from sim.report.records import records_csv
from sim.report.style import picture
from sim.results.files import write_file
from sim.results.folder import RUNS
from sim.results.ownership import Study
from sim.results.plain_text import json_text
from sim.results.study_output import Output
from sim.results.tables import Row
from sim.scenario.loaded import Loaded
from sim.scenario.measured import outcomes_named
from sim.studies.sweep.axes import Axis, grid_points, reference_point
from sim.studies.sweep.estimates import GridPoint, estimate_grid
from sim.studies.sweep.page import axis_words, beyond_words, found_words, points_table
from sim.studies.sweep.picture import PICTURE, SweepPicture, draw_sweep
from sim.studies.sweep.request import OUTCOMES, SweepRequest, sweep_request
from sim.studies.sweep.tables import (
    sweep_lines,
    sweep_records,
    sweep_runs_csv,
)
from sim.terms.outcomes import Outcome
from sim.terms.recorded import recorded_outcomes
from sim.terms.words import ENGLISH, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

TABLE, DOCUMENT = "sweep.csv", "sweep.json"


@dataclass(frozen=True, repr=False)
class SweepResult(Displayed):
    """Outcomes over a grid.

    Attributes:
        loaded: the scenario itself.
        axes: what was varied, one or two.
        shown: outcomes that picture and text show; the tables hold all.
        rows: outcomes of each run of each point, the last axis fastest.
        executed: how the runs were made.
        seed: seed of the runs.
        study: which study it is.
        n_sets: parameter sets that the runs take in turn; 0 when all have the same.
        recorded: names of measures of one's own, whose outcomes stand behind the others.
        language: of page and picture.
    """

    loaded: Loaded
    axes: tuple[Axis, ...]
    shown: tuple[OutcomeQuery, ...]
    rows: list[list[Row]]
    executed: ExecutionResult[Any]
    seed: int
    study: Study
    n_sets: int = 0
    recorded: tuple[str, ...] = ()
    language: str = ENGLISH

    @property
    def reference(self) -> int:
        """Number of the point with the scenario's own values, or nearest to them."""
        return reference_point(self.axes)

    @cached_property
    def points(self) -> list[GridPoint]:
        """Every outcome at every point: those that are shown first."""
        rest = [o for o in all_outcomes(self.more) if o not in self.shown]
        shown, horizon = [*self.shown, *rest], horizon_of(self.loaded)
        return estimate_grid(self.rows, shown, horizon, self.reference, n_sets=self.n_sets)

    @property
    def shown_points(self) -> list[list[GridPoint]]:
        """For each outcome that is shown its points, in order."""
        n = len(self.rows)
        return [self.points[i * n : (i + 1) * n] for i in range(len(self.shown))]

    @property
    def more(self) -> tuple[Outcome, ...]:
        """Outcomes beside those of every case: the scenario's, and those of a user's own."""
        return (*outcomes_named(self.loaded.scenario), *recorded_outcomes(self.recorded))

    def table(self) -> "DataFrame":
        """One row for each point and outcome; times are hours since the start of the clock."""
        from pandas import DataFrame

        return DataFrame(sweep_records(self.axes, self.points))

    def sentences(self) -> list[str]:
        """A short table of what is shown, and what is to be known about it.

        In another language than English what its page says.
        """
        if self.language != ENGLISH:
            return self._page().told()
        lines = sweep_lines(
            self.axes, self.shown_points, self.loaded.scenario.clock, self.reference
        )
        return [*lines, *self._notes()]

    def _notes(self) -> list[str]:
        """What is to be known about the values."""
        beyond = [
            f"{axis.path} is varied beyond its declared range [{axis.declared[0]:g}, "
            f"{axis.declared[1]:g}]"
            for axis in self.axes
            if axis.declared is not None and axis.is_beyond
        ]
        drawn = [
            f"runs of the scenario draw {axis.path}; here each point fixes it"
            for axis in self.axes
            if axis.is_drawn
        ]
        return [*beyond, *drawn]

    def plot(self) -> "Figure":
        """A panel of lines for each outcome, or a heat map."""
        scenario, names = self.loaded.scenario, names_of(self.loaded, self.language)
        return draw_sweep(
            SweepPicture(
                scenario.title,
                [axis._replace(label=axis_words(axis, names)) for axis in self.axes],
                self.shown_points,
                scenario.clock,
                len(self.rows[0]),
                self.seed,
                self.reference,
                self.language,
            )
        )

    def write(self, folder: Path | str) -> None:
        """Write picture, tables, ``sweep.json`` and the manifest into a folder."""
        asked: dict[str, Any] = {
            "vary": [f"{axis.path}={','.join(axis.texts)}" for axis in self.axes]
        }
        if self.recorded:
            asked["recorded"] = self.recorded
        how = manifest(self.loaded, self.executed, seed=self.seed, **asked)
        drawn = {PICTURE: picture(self.plot)}
        made = Output(self.study, self.loaded.scenario, how, self._write_tables, drawn)
        write_paged(folder, made, self._page)

    def _page(self) -> StudyPage:
        """The page for a browser."""
        names = names_of(self.loaded, self.language)
        title, shown = self.loaded.scenario.title, self.shown_points
        varied = f" {words('and', self.language)} ".join(axis_words(a, names) for a in self.axes)
        found = found_words(self.axes, shown, names)
        made = {"points": len(self.rows), "n": len(self.rows[0])}
        return StudyPage(
            words("depends_title", self.language, title=title, varied=varied),
            words("sweep_lead", self.language, **made),
            [*found, *beyond_words(self.axes, names)],
            {PICTURE: found[1]},
            [points_table(self.axes, shown, names)],
            language=self.language,
        )

    def _write_tables(self, folder: Path) -> None:
        write_file(folder / TABLE, records_csv(sweep_records(self.axes, self.points)))
        write_file(folder / RUNS, sweep_runs_csv(self.axes, self.rows, self.more))
        write_file(folder / DOCUMENT, json_text(self._content()))

    def _content(self) -> dict[str, Any]:
        scenario = self.loaded.scenario
        return {
            **scenario_identity(self.loaded),
            "seed": self.seed,
            "runs": len(self.rows[0]),
            "start": scenario.clock.start.strftime("%Y-%m-%d %H:%M"),
            "vary": [axis._asdict() for axis in self.axes],
            "reference": self.reference,
            "shown": [outcome.text for outcome in self.shown],
            "points": sweep_records(self.axes, self.points),
        }


@public(sweep_request)
def sweep(
    scenario: Loaded | Path | str,
    vary: Sequence[str],
    *,
    outcomes: Sequence[str] = OUTCOMES,
    runs: int | None = None,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    record: Mapping[str, Recorder] | None = None,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> SweepResult:
    """Vary one or two things over a grid; every point has the same runs with the same chance.

    Args:
        scenario: a scenario, or its file.
        vary: one or two of ``path=low:high:n``, which fixes what is drawn, or ``path=a,b,c``.
        outcomes: what to show: columns of ``runs.csv``, or conditions such as ``peak_rung>=6``.
        runs: number of runs of each point, None for the scenario's own; likewise the seed.
        seed: seed of all runs.
        vectors: parameter vectors, or a table of them; what is varied wins over them.
        record: measures of one's own by name, functions of the model after each tick; of each
            ``NAME_peak``, ``NAME_last`` and ``NAME_mean`` are outcomes like the others.
        language: of page and picture: ``en``, ``sr`` or ``sq``; all else is in English.
        out: folder to write; a sweep that was stopped there before goes on. None writes nothing.
        execution: how runs are made, see :class:`sim.experiment.execution.ExecutionOptions`.

    Raises:
        Refused: listing every mistake in what was asked.
        Interrupted: when a stop was asked for.
    """
    request = sweep_request(
        scenario, vary, outcomes=outcomes, runs=runs, seed=seed, vectors=vectors,
        record=record, language=language,
    )  # fmt: skip
    return execute_sweep(request, out=out, **execution)


def execute_sweep(
    request: SweepRequest, *, out: Path | str | None = None, **execution: Unpack[ExecutionOptions]
) -> SweepResult:
    """The same for what has been checked; see :func:`sweep`."""
    loaded, axes, shown, runs, seed, vectors, record, language = request
    names = tuple(record or ())
    with working_folder(out, request.study, execution.get("command")) as folder:
        how = {
            "summarise": partial(outcomes_with, names=names), "runs": runs, "seed": seed,
            "folder": folder, **execution,
            "build": with_record(execution.get("build"), record),
        }  # fmt: skip
        executed, rows = run_points(loaded, grid_points(axes), vectors, **how)
        found = SweepResult(
            loaded,
            axes,
            shown,
            rows,
            executed,
            seed,
            request.study,
            len(vectors),
            names,
            language,
        )
        return write_result(found, folder)
