"""``sensitivity``: which quantities move the outcomes, and how much is chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from numpy.typing import NDArray

from sim.analysis.event_words import names_of
from sim.analysis.outcome_queries import OutcomeQuery, all_outcomes, query_values
from sim.analysis.outcomes import outcomes_of
from sim.experiment.argument_checks import public
from sim.experiment.arms import Vector
from sim.experiment.design_runs import horizon_of, point_records, run_points, undrawn
from sim.experiment.designs import Factor, design_settings, scale_design
from sim.experiment.execution import ExecutionOptions, notify
from sim.experiment.manifest import manifest
from sim.experiment.output_folder import working_folder
from sim.experiment.runner import ExecutionResult
from sim.experiment.study_result import scenario_identity, write_result
from sim.report.notebook import Displayed
from sim.report.page.setting_words import path_words
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
from sim.studies.sensitivity.indices import NothingVaries, morris, noise, sobol
from sim.studies.sensitivity.page import moved_tables, moved_words
from sim.studies.sensitivity.picture import (
    PICTURE,
    OutcomeSensitivity,
    SensitivityPicture,
    draw_sensitivity,
)
from sim.studies.sensitivity.request import (
    OUTCOMES,
    REPLICATES,
    Method,
    SensitivityRequest,
    sensitivity_request,
)
from sim.studies.sensitivity.tables import sensitivity_lines, sensitivity_records
from sim.terms.words import ENGLISH, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

TABLE, DOCUMENT, POINTS = "sensitivity.csv", "sensitivity.json", "points.csv"


@dataclass(frozen=True, repr=False)
class SensitivityResult(Displayed):
    """What moves the outcomes.

    Attributes:
        loaded: the scenario itself.
        method: "morris" or "sobol".
        factors: the quantities that were varied.
        unit: the design in the unit cube, shape (point, factor).
        shown: outcomes that picture and text show; the tables hold all.
        rows: outcomes of each run of each point.
        executed: how the runs were made.
        seed: seed of design and runs.
        study: which study it is.
        language: of page and picture.
    """

    loaded: Loaded
    method: Method
    factors: list[Factor]
    unit: NDArray[np.float64]
    shown: tuple[OutcomeQuery, ...]
    rows: list[list[Row]]
    executed: ExecutionResult[Any]
    seed: int
    study: Study
    language: str = ENGLISH

    @property
    def labels(self) -> dict[str, str]:
        """Words for each quantity, by path."""
        return {factor.path: factor.label for factor in self.factors}

    @cached_property
    def told(self) -> list[OutcomeSensitivity]:
        """Every outcome: those that are shown first."""
        rest = [
            o for o in all_outcomes(outcomes_named(self.loaded.scenario)) if o not in self.shown
        ]
        return [self._told(outcome) for outcome in (*self.shown, *rest)]

    def _told(self, outcome: OutcomeQuery) -> OutcomeSensitivity:
        horizon, paths = horizon_of(self.loaded), list(self.labels)
        values = np.stack([query_values(of_point, outcome, horizon) for of_point in self.rows])
        block = len(paths) + (1 if self.method == "morris" else 2)
        try:
            if self.method == "morris":
                found = morris(self.unit, values, paths, self.seed)
            else:
                found = sobol(values, paths, self.seed)
        except NothingVaries as why:
            return OutcomeSensitivity(outcome, (), None, str(why))
        return OutcomeSensitivity(outcome, found, noise(values, block, self.seed))

    def table(self) -> "DataFrame":
        """One row for each outcome and quantity."""
        from pandas import DataFrame

        return DataFrame(sensitivity_records(self.told, self.labels))

    def sentences(self) -> list[str]:
        """The strongest quantities of each outcome that is shown, and how much is chance.

        In another language than English what its page says.
        """
        if self.language != ENGLISH:
            return self._page().told()
        return [
            *sensitivity_lines(self.told[: len(self.shown)], self.labels),
            undrawn(self.loaded, self.factors),
        ]

    def plot(self) -> "Figure":
        """Bars of each outcome that is shown."""
        names, language = names_of(self.loaded, self.language), self.language
        return draw_sensitivity(
            SensitivityPicture(
                self.loaded.scenario.title,
                self.method,
                self.told[: len(self.shown)],
                {path: path_words(path, names) for path in self.labels},
                len(self.rows),
                len(self.rows[0]),
                self.seed,
                undrawn(self.loaded, self.factors, language),
                language,
            )
        )

    def write(self, folder: Path | str) -> None:
        """Write picture, tables, ``sensitivity.json`` and the manifest into a folder."""
        asked = {"method": self.method, "parameters": list(self.labels)}
        how = manifest(self.loaded, self.executed, seed=self.seed, **asked)
        drawn = {PICTURE: picture(self.plot)}
        made = Output(self.study, self.loaded.scenario, how, self._write_tables, drawn)
        write_paged(folder, made, self._page)

    def _page(self) -> StudyPage:
        """The page for a browser."""
        names, language = names_of(self.loaded, self.language), self.language
        shown = self.told[: len(self.shown)]
        found, sizes = moved_words(shown, names), (len(self.rows), len(self.rows[0]))
        made = {"n": len(self.factors), "points": sizes[0], "runs": sizes[1]}
        return StudyPage(
            words("moves_title", language, title=self.loaded.scenario.title),
            words("moves_lead", language, **made),
            found,
            {PICTURE: found[0]},
            moved_tables(shown, names),
            language=language,
        )

    def _write_tables(self, folder: Path) -> None:
        write_file(folder / TABLE, records_csv(sensitivity_records(self.told, self.labels)))
        write_file(folder / POINTS, records_csv(point_records(self.unit, self.factors)))
        runs = [
            {"point": number, **row}
            for number, of_point in enumerate(self.rows)
            for row in of_point
        ]
        write_file(folder / RUNS, records_csv(runs))
        write_file(folder / DOCUMENT, json_text(self._content()))

    def _content(self) -> dict[str, Any]:
        return {
            **scenario_identity(self.loaded),
            "method": self.method,
            "seed": self.seed,
            "points": len(self.rows),
            "replicates": len(self.rows[0]),
            "parameters": [factor._asdict() for factor in self.factors],
            "drawn": undrawn(self.loaded, self.factors),
            "shown": [outcome.text for outcome in self.shown],
            "nothing_moves": {o.outcome.text: o.why for o in self.told if o.why},
            "indices": sensitivity_records(self.told, self.labels),
        }


@public(sensitivity_request)
def sensitivity(
    scenario: Loaded | Path | str,
    method: Method = "morris",
    *,
    parameters: Sequence[str] = (),
    samples: int | None = None,
    replicates: int = REPLICATES,
    outcomes: Sequence[str] = OUTCOMES,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> SensitivityResult:
    """Vary quantities over their declared ranges, and say which move the outcomes.

    Args:
        scenario: a scenario, or its file.
        method: "morris" to screen many quantities, "sobol" for shares of the variance of a few.
        parameters: paths with ``*``; none takes what actors keep to themselves.
        samples: trajectories of Morris, or size of the base sample of Sobol', a power of two.
        replicates: runs of each point, at least 2.
        outcomes: what to show: columns of ``runs.csv``, or conditions such as ``peak_rung>=6``.
        seed: seed of design and runs; None takes the scenario's own.
        vectors: parameter vectors, or a table of them; what is varied wins over them.
        language: of page and picture: ``en``, ``sr`` or ``sq``; all else is in English.
        out: folder to write; a study that was stopped there before goes on. None writes nothing.
        execution: how runs are made, see :class:`sim.experiment.execution.ExecutionOptions`.

    Raises:
        Refused: listing every mistake in what was asked.
        Interrupted: when a stop was asked for.
    """
    request = sensitivity_request(
        scenario, method, parameters=parameters, samples=samples,
        replicates=replicates, outcomes=outcomes, seed=seed, vectors=vectors,
        language=language,
    )  # fmt: skip
    return execute_sensitivity(request, out=out, **execution)


def execute_sensitivity(
    request: SensitivityRequest,
    *,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> SensitivityResult:
    """The same for what has been checked; see :func:`sensitivity`."""
    loaded, method, over, unit, shown, replicates, seed, vectors, language = request
    points = design_settings(scale_design(unit, over), over)
    cost = f"{len(points)} points of {replicates} runs: {len(points) * replicates} runs"
    notify(execution, f"{len(over)} quantities, {cost}")
    with working_folder(out, request.study, execution.get("command")) as folder:
        executed, rows = run_points(
            loaded, points, vectors, summarise=outcomes_of, runs=replicates, seed=seed,
            folder=folder, **execution,
        )  # fmt: skip
        made = (rows, executed, seed, request.study)
        found = SensitivityResult(loaded, method, over, unit, shown, *made, language)
        return write_result(found, folder)
