"""``discovery``: the region of the quantities in which a condition holds.

The quantities are spread evenly over their declared ranges, one run a point with chance of its own,
so that a region is not that of one course of chance. Half as many other points try it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack, cast

import numpy as np
from numpy.typing import NDArray

from sim.analysis.event_words import names_of
from sim.analysis.outcome_queries import OutcomeQuery, query_values
from sim.analysis.outcomes import outcomes_of
from sim.experiment.argument_checks import public
from sim.experiment.arms import Arm, Vector
from sim.experiment.design_runs import horizon_of, identity_of, point_records, undrawn
from sim.experiment.designs import Factor, Points, ScatteredLoads, design_settings, scale_design
from sim.experiment.execution import ExecutionOptions, execute_arms, notify
from sim.experiment.manifest import manifest
from sim.experiment.output_folder import working_folder
from sim.experiment.runner import ExecutionResult
from sim.experiment.study_result import scenario_identity, write_result
from sim.report.notebook import Displayed
from sim.report.page.outcome_words import query_words
from sim.report.page.setting_words import path_words
from sim.report.page.study_page import StudyPage, write_paged
from sim.report.records import records_csv
from sim.report.style import picture
from sim.results.codecs import JSON
from sim.results.files import write_file
from sim.results.folder import RUNS
from sim.results.ownership import Study
from sim.results.plain_text import json_text
from sim.results.study_output import Output
from sim.results.tables import Row
from sim.scenario.loaded import Loaded
from sim.studies.discovery.boxes import DiscoveredBox, Sample, discover
from sim.studies.discovery.page import found_tables, found_words
from sim.studies.discovery.picture import (
    PICTURE,
    DiscoveryPicture,
    Range,
    discovery_lines,
    draw_discovery,
    fit_content,
    side_records,
    step_records,
)
from sim.studies.discovery.request import SAMPLES, UNSEEN, DiscoveryRequest, discovery_request
from sim.terms.words import ENGLISH, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

DOCUMENT, BOX, BOXES = "discovery.json", "box.csv", "boxes.csv"


@dataclass(frozen=True, repr=False)
class DiscoveryResult(Displayed):
    """Where a condition holds.

    Attributes:
        loaded: the scenario itself.
        condition: what was looked for.
        factors: the quantities that were varied.
        unit: every point in the unit cube, those that make the box first, shape (point, factor).
        n_training: number of points that make the box; the others try it.
        rows: outcomes of the run of each point.
        executed: how the runs were made.
        seed: seed of design and runs.
        study: which study it is.
        language: of page and picture.
    """

    loaded: Loaded
    condition: OutcomeQuery
    factors: list[Factor]
    unit: NDArray[np.float64]
    n_training: int
    rows: list[Row]
    executed: ExecutionResult[Any]
    seed: int
    study: Study
    language: str = ENGLISH

    @cached_property
    def found(self) -> DiscoveredBox:
        """The box, and how well it fits points it has not seen."""
        holds = query_values(self.rows, self.condition, horizon_of(self.loaded)) > 0
        values = scale_design(self.unit, self.factors)
        training, test = (
            Sample(values[part], holds[part])
            for part in (slice(None, self.n_training), slice(self.n_training, None))
        )
        ends = [(factor.low, factor.high) for factor in self.factors]
        return discover(training, test, [factor.path for factor in self.factors], ends)

    @property
    def ranges(self) -> dict[str, Range]:
        """The declared range of each quantity, by path."""
        return {f.path: Range(f.label, f.low, f.high, f.value) for f in self.factors}

    def table(self) -> "DataFrame":
        """One row for each quantity that the box limits."""
        from pandas import DataFrame

        return DataFrame(side_records(self.found, self.ranges))

    def sentences(self) -> list[str]:
        """Whether a box is found, its limits, and how well it fits.

        In another language than English what its page says.
        """
        if self.language != ENGLISH:
            return self._page().told()
        labels = {factor.path: factor.label for factor in self.factors}
        lines = discovery_lines(self.found, labels)
        return [self.condition.label, *lines, undrawn(self.loaded, self.factors)]

    def plot(self) -> "Figure":
        """The region, and in how many of the runs that tried it it comes to it."""
        names, language = names_of(self.loaded, self.language), self.language
        labelled = {
            path: one._replace(label=path_words(path, names)) for path, one in self.ranges.items()
        }
        return draw_discovery(
            DiscoveryPicture(
                self.loaded.scenario.title,
                query_words(self.condition, language),
                found_words(self.found, names)[0],
                self.found,
                labelled,
                self.seed,
                undrawn(self.loaded, self.factors, language),
                language,
            )
        )

    def write(self, folder: Path | str) -> None:
        """Write picture, tables, ``discovery.json`` and the manifest into a folder."""
        asked = {"discover": self.condition.text, "parameters": list(self.ranges)}
        how = manifest(self.loaded, self.executed, seed=self.seed, **asked)
        drawn = {PICTURE: picture(self.plot)}
        made = Output(self.study, self.loaded.scenario, how, self._write_tables, drawn)
        write_paged(folder, made, self._page)

    def _page(self) -> StudyPage:
        """The page for a browser."""
        names, language = names_of(self.loaded, self.language), self.language
        condition, title = query_words(self.condition, language), self.loaded.scenario.title
        made, tried = self.found.training.points, self.found.test.points
        sizes = {"n": len(self.factors), "points": len(self.unit), "made": made, "tried": tried}
        told = found_words(self.found, names)
        return StudyPage(
            words("discover_title", language, title=title, condition=condition),
            words("discover_lead", language, **sizes),
            told,
            {PICTURE: told[0]},
            found_tables(self.found, self.ranges, names),
            language=language,
        )

    def _write_tables(self, folder: Path) -> None:
        write_file(folder / BOX, records_csv(side_records(self.found, self.ranges)))
        write_file(folder / BOXES, records_csv(step_records(self.found)))
        values = point_records(self.unit, self.factors)
        runs = [
            {
                **value,
                "training": number < self.n_training,
                **row,
            }
            for number, (value, row) in enumerate(zip(values, self.rows, strict=True))
        ]
        write_file(folder / RUNS, records_csv(runs))
        write_file(folder / DOCUMENT, json_text(self._content()))

    def _content(self) -> dict[str, Any]:
        found = self.found
        return {
            **scenario_identity(self.loaded),
            "discover": self.condition.text,
            "seed": self.seed,
            "parameters": [factor._asdict() for factor in self.factors],
            "drawn": undrawn(self.loaded, self.factors),
            "is_found": found.is_found,
            "why": found.why,
            "p": found.p,
            "box": side_records(found, self.ranges),
            "training": fit_content(found.training),
            "test": fit_content(found.test),
            "boxes": step_records(found),
        }


@public(discovery_request)
def discovery(
    scenario: Loaded | Path | str,
    condition: str,
    *,
    parameters: Sequence[str] = (),
    samples: int = SAMPLES,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> DiscoveryResult:
    """Look for the region of some quantities in which a condition holds far more often.

    Args:
        scenario: a scenario, or its file.
        condition: such as ``peak_rung>=6`` or ``blocked_hours<24``.
        parameters: paths with ``*``; none takes what actors keep to themselves.
        samples: points the box is made from; half as many others try it.
        seed: seed of design and runs; None takes the scenario's own.
        vectors: parameter vectors, or a table of them; what is varied wins over them.
        language: of page and picture: ``en``, ``sr`` or ``sq``; all else is in English.
        out: folder to write; a study that was stopped there before goes on. None writes nothing.
        execution: how runs are made, see :class:`sim.experiment.execution.ExecutionOptions`.

    Raises:
        Refused: listing every mistake in what was asked.
        Interrupted: when a stop was asked for.
    """
    request = discovery_request(
        scenario, condition, parameters=parameters, samples=samples, seed=seed,
        vectors=vectors, language=language,
    )  # fmt: skip
    return execute_discovery(request, out=out, **execution)


def execute_discovery(
    request: DiscoveryRequest,
    *,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> DiscoveryResult:
    """The same for what has been checked; see :func:`discovery`."""
    loaded, condition, over, unit, samples, seed, vectors, language = request
    points = design_settings(scale_design(unit, over), over)
    _say_cost(execution, len(over), samples)
    with working_folder(out, request.study, execution.get("command")) as folder:
        made = _executed(loaded, points, vectors, {"seed": seed, "folder": folder, **execution})
        rows = list(made.results)
        of = (rows, made, seed, request.study, language)
        found = DiscoveryResult(loaded, condition, over, unit, samples, *of)
        return write_result(found, folder)


def _say_cost(execution: Mapping[str, Any], n_factors: int, samples: int) -> None:
    test = samples // UNSEEN
    parts = f"{samples} to find a box and {test} to try it"
    notify(execution, f"{n_factors} quantities, {samples + test} points of one run: {parts}")


def _executed(
    loaded: Loaded, points: Points, vectors: Sequence[Vector], how: dict[str, Any]
) -> ExecutionResult[Row]:
    """One run at each point: run k of an arm whose scenario k is that of point k."""
    scattered = cast("tuple[Loaded, ...]", ScatteredLoads(loaded, points, vectors))
    return execute_arms(
        [Arm("scattered", scattered)], runs=len(points), summarise=outcomes_of, codec=JSON,
        identity=identity_of(loaded, points, vectors), **how,
    )  # fmt: skip
