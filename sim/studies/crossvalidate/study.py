"""``crossvalidate``: each episode predicted by what was fitted to all the others.

Parameter sets are drawn from what is believed of the parameters, each is run in every episode, and
each episode is predicted by the sets that came nearest to the patterns of all others. So no score
has seen what it is scored on, except through the rules, which were built on some of the episodes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Unpack

import numpy as np

from sim.analysis.bands import Floats
from sim.experiment.argument_checks import public
from sim.experiment.arms import arm_in_batches
from sim.experiment.execution import ExecutionOptions, execute_arms
from sim.experiment.manifest import manifest
from sim.experiment.output_folder import PART, working_folder
from sim.experiment.runner import ExecutionResult, full_run, together
from sim.experiment.study_result import write_result
from sim.experiment.told_before import made_by, write_told
from sim.report.notebook import Displayed
from sim.report.records import records_csv
from sim.report.style import picture
from sim.results.codecs import WHOLE, runs_of
from sim.results.files import write_file
from sim.results.plain_text import json_text
from sim.results.run import Ensemble, Run
from sim.results.study_output import Output, write_output
from sim.studies.calibrate.discrepancy import pattern_misses
from sim.studies.crossvalidate.identification import identified_records
from sim.studies.crossvalidate.picture import draw_crossvalidation
from sim.studies.crossvalidate.request import (
    PLACE,
    CrossvalidateRequest,
    Settings,
    crossvalidate_request,
)
from sim.studies.crossvalidate.selection import fitted_without, misfit
from sim.studies.crossvalidate.tables import (
    Predicted,
    found_lines,
    held_out_table,
    identified_line,
    set_records,
)
from sim.studies.validate.cases import Case, other_days, told_days
from sim.studies.validate.days import Days
from sim.studies.validate.document import fill_places
from sim.studies.validate.episode import evaluate_episode
from sim.studies.validate.tables import episode_content, pattern_records, score_records
from sim.studies.validate.words import score_table
from sim.terms.words import words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

NAME: Final = "crossvalidation"
SHIPPED: Final = 0
"""Number of the shipped set among those that are tried."""
SCORES, PATTERNS, SETS = "held_out_scores.csv", "held_out_patterns.csv", "sets.csv"
IDENTIFIED = "identified.csv"


@dataclass(frozen=True, repr=False)
class CrossvalidateResult(Displayed):
    """Each episode as it is predicted by what was fitted to all the others.

    Attributes:
        request: the episodes and the sets.
        misfits: of each set in each episode [0..1], shape (set, episode).
        predicted: the episodes.
        executed: how the runs were made, of all episodes together.
    """

    request: CrossvalidateRequest
    misfits: Floats
    predicted: list[Predicted]
    executed: ExecutionResult[Any]

    def table(self) -> "DataFrame":
        """One row for each score of each episode.

        Columns: episode, measure, score, days, mean score of each forecast, skill of the model over
        climatology with its interval.
        """
        from pandas import DataFrame

        return DataFrame(score_records([one.test for one in self.predicted]))

    def identified(self) -> list[dict[str, Any]]:
        """A record for each parameter: whether the observations tell anything of its value."""
        drawn = slice(SHIPPED + 1, None)
        sets = self.request.sets[drawn]
        return identified_records(sets, self.misfits[drawn], tuple(sets[0].vector))

    def sentences(self) -> list[str]:
        """In how many episodes it is better than climatology, the sets, and every score."""
        request, language = self.request, self.request.language
        sets = {"keep": request.keep, "sets": len(request.sets) - 1, "runs": request.runs}
        told = [*found_lines(self.predicted, language), words("cross_sets", language, **sets)]
        told.append(identified_line(self.identified(), language))
        tests = [one.test for one in self.predicted]
        return [*told, *score_table(tests, language).split("\n")]

    def plot(self) -> "Figure":
        """Skill over climatology of each episode that was left out."""
        titles = [case.loaded.scenario.title for case in self.request.cases]
        return draw_crossvalidation(self.predicted, titles, self.request.language)

    def write(self, folder: Path | str) -> None:
        """Write the picture, scores, patterns, sets, ``crossvalidation.json`` and the manifest."""
        request, base = self.request, self.request.cases[0].loaded
        asked = {"sets": len(request.sets), "runs": request.runs, "keep": request.keep}
        asked |= made_by(request.language)
        how = manifest(base, self.executed, seed=request.seed, **asked)
        pictures = {NAME: picture(self.plot)}
        write_output(
            Path(folder), Output(request.study, base.scenario, how, self._write_tables, pictures)
        )

    def _write_tables(self, folder: Path) -> None:
        tests = [one.test for one in self.predicted]
        records = {
            SCORES: score_records(tests),
            PATTERNS: pattern_records(tests),
            SETS: set_records(self.request.sets, self.misfits, self.predicted),
            IDENTIFIED: self.identified(),
        }
        for name, rows in records.items():
            if rows:
                write_file(folder / name, records_csv(rows))
        write_file(folder / f"{NAME}.json", json_text(self._content()))
        write_told(folder, self.sentences())

    def _content(self) -> dict[str, Any]:
        return {
            "seed": self.request.seed,
            "runs": self.request.runs,
            "episodes": [
                {
                    **episode_content(one.test),
                    "kept": [self.request.sets[n].id for n in one.kept],
                    "misfit": one.misfit,
                    "shipped": {"rank": one.rank_of_shipped, "misfit": one.misfit_of_shipped},
                }
                for one in self.predicted
            ],
        }

    def write_document(self, document: Path | str) -> None:
        """Put the table into the marked place of a document, and the scores beside it."""
        document = Path(document)
        found = "\n".join(f"- {line}" for line in found_lines(self.predicted))
        fill_places(document, {PLACE: f"{held_out_table(self.predicted)}\n\n{found}"})
        if SCORES in document.read_text("utf-8"):
            records = score_records([one.test for one in self.predicted])
            write_file(document.with_name(SCORES), records_csv(records))


class Options(Settings, ExecutionOptions, total=False):
    """What can be said of a cross-validation, and of how its runs are made."""


@public(crossvalidate_request)
def crossvalidate(
    scenarios: Path | str | None = None,
    fit: Sequence[str] = (),
    *,
    document: Path | str | None = None,
    out: Path | str | None = None,
    **options: Unpack[Options],
) -> CrossvalidateResult:
    """Predict each episode by the parameter sets that came nearest to all the others.

    The shipped set is tried too, and told of, but predicts nothing: it was set with the episodes in
    sight.

    Args:
        scenarios: a folder of scenarios that name what was observed; None for the usual one.
        fit: paths of quantities with a range, or patterns such as ``parameters.rumour.*``; none
            takes all parameters whose source says "fit".
        document: a document to put the table into, at the marked place
            ``<!-- begin: held_out -->`` to ``<!-- end -->``; None for nowhere.
        out: folder to write; what was stopped there goes on. None writes nothing.
        options: see :class:`sim.studies.crossvalidate.request.Settings` and
            :class:`sim.experiment.execution.ExecutionOptions`.

    Raises:
        Refused: listing every mistake in what was asked.
        Interrupted: when a stop was asked for.
    """
    execution: Any = {n: options[n] for n in ExecutionOptions.__annotations__ if n in options}
    settings: Any = {n: options[n] for n in Settings.__annotations__ if n in options}
    request = crossvalidate_request(scenarios, fit, document=document, **settings)
    return execute_crossvalidate(request, out=out, **execution)


def execute_crossvalidate(
    request: CrossvalidateRequest,
    *,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> CrossvalidateResult:
    """The same for what has been checked; see :func:`crossvalidate`."""
    with working_folder(out, request.study, execution.get("command")) as folder:
        tried = [_tried(request, case, folder, execution) for case in request.cases]
        misfits = np.array([one.misfits for one in tried]).T
        told = told_days(request.cases)
        predicted = [_predicted(request, n, tried[n], misfits, told) for n in range(len(tried))]
        executed = together([one.executed for one in tried])
        result = write_result(CrossvalidateResult(request, misfits, predicted, executed), folder)
        if request.document is not None:
            result.write_document(request.document)
        return result


class _Tried(NamedTuple):
    """Every set in one episode: its runs, set by set, and the misfit of each set."""

    executed: ExecutionResult[Any]
    runs: Sequence[Run]
    misfits: list[float]


def _tried(
    request: CrossvalidateRequest, case: Case, folder: Path | None, execution: ExecutionOptions
) -> _Tried:
    """Run every set in one episode.

    Raises:
        Interrupted: when a stop was asked for.
    """
    each, vectors = request.runs, [one.vector for one in request.sets]
    arm, settings = arm_in_batches(case.loaded, vectors, each), case.loaded.scenario.ensemble
    executed: ExecutionResult[Any] = execute_arms(
        [arm], runs=each * len(vectors), seed=settings.seed, summarise=full_run, codec=WHOLE,
        folder=folder, journal=f"{arm.name}{PART}", **execution,
    )  # fmt: skip
    runs = runs_of(executed.results)
    parts = range(0, len(runs), each)
    misfits = [misfit(pattern_misses(arm.of(at), runs[at : at + each])) for at in parts]
    return _Tried(executed, runs, misfits)


def _predicted(
    request: CrossvalidateRequest,
    number: int,
    tried: _Tried,
    misfits: Floats,
    told: Mapping[str, Days],
) -> Predicted:
    """One episode, predicted by the sets that came nearest to all the others."""
    case, each = request.cases[number], request.runs
    every = fitted_without(misfits, number, len(request.sets))
    kept = tuple(one for one in every if one != SHIPPED)[: request.keep]
    runs = [run for one in kept for run in tried.runs[one * each : (one + 1) * each]]
    scenario = case.loaded.scenario
    ensemble = Ensemble(scenario, scenario.ensemble.seed, runs)
    others = other_days(case.loaded, told) if case.days else {}
    test = evaluate_episode(ensemble, case.observed, case.days, others)
    mean = float(misfits[list(kept), number].mean())
    shipped = float(misfits[SHIPPED, number])
    return Predicted(test, kept, mean, every.index(SHIPPED) + 1, shipped)
