"""``validate``: beside what was observed, and a model without mechanisms.

The model without mechanisms repeats the observed hours with independent random delays
(:mod:`sim.studies.validate.null_model`): only what the model does better is skill.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from sim.experiment.argument_checks import public
from sim.experiment.execution import ExecutionOptions
from sim.experiment.manifest import manifest
from sim.experiment.output_folder import working_folder
from sim.experiment.runner import ExecutionResult, together
from sim.experiment.study_result import write_result
from sim.report.notebook import Displayed
from sim.report.page.study_page import StudyPage, write_paged
from sim.report.style import picture, png_bytes
from sim.results.files import write_file
from sim.results.plain_text import json_text
from sim.results.study_output import Output, warn_of_picture
from sim.scenario.loaded import Loaded
from sim.studies.validate.cases import other_days, told_days
from sim.studies.validate.contrasts import evaluate_contrasts
from sim.studies.validate.document import PLACES, fill_places
from sim.studies.validate.ensembles import EnsembleMaker
from sim.studies.validate.episode import EpisodeSet, EpisodeTest, count_fitted, evaluate_episode
from sim.studies.validate.episode_study import EpisodeResult, execute_episode
from sim.studies.validate.page import met_words, missed_words, records_table, weight_words
from sim.studies.validate.picture import NAME, PNG, draw_validation
from sim.studies.validate.picture_data import EpisodeRow, row_of
from sim.studies.validate.request import (
    EpisodeRequest,
    ValidateRequest,
    validate_request,
)
from sim.studies.validate.tables import (
    DOCUMENT,
    SCORES_TABLE,
    contrast_records,
    pattern_records,
    whole_content,
    write_scores,
)
from sim.studies.validate.words import lost, score_table, whole_table
from sim.terms.errors import Refused
from sim.terms.words import ENGLISH, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class ValidateResult(Displayed):
    """Every episode and every contrast, all at once with one parameter set.

    Attributes:
        request: the scenarios, and what was observed.
        whole: every pattern, score and contrast, of the runs and of a model without mechanisms.
        pictured: what the picture shows of each episode that a table tells day by day.
        executed: how the runs were made, of all scenarios together.
    """

    request: ValidateRequest
    whole: EpisodeSet
    pictured: Sequence[EpisodeRow]
    executed: ExecutionResult[Any]

    def table(self) -> "DataFrame":
        """One row for each observed pattern, then one for each contrast.

        Columns: scenario (of a contrast the variant), name, text, what was observed, bounds of
        what is accepted, value and Monte Carlo error of the model, whether it meets them, and the
        same two of the null model.
        """
        from pandas import DataFrame

        records = pattern_records(self.whole.episodes)
        return DataFrame(records + contrast_records(self.whole.differences))

    def sentences(self) -> list[str]:
        """One line for each pattern, contrast and score, and what could have been tuned.

        In another language than English what its page says: how much is met, then every miss; and
        the scores.
        """
        language, episodes = self.request.language, self.whole.episodes
        if language == ENGLISH:
            return whole_table(self.whole).split("\n")
        scored = score_table(episodes, language).split("\n")
        return [*self._page().told(), *scored, *lost(episodes, language)]

    def plot(self) -> "Figure":
        """What was observed, over the bands of the runs.

        Raises:
            Refused: when no table tells an episode day by day.
        """
        if not self.pictured:
            message = "no table of days beside those of what was observed: nothing to draw"
            raise Refused(message)
        return draw_validation(self.pictured, met_words(self.whole, self.request.language))

    def write(self, folder: Path | str) -> None:
        """Write ``validation.json``, the manifest, and where days are told scores and picture."""
        base = self.request.cases[0].loaded
        how = manifest(base, self.executed, seed=base.scenario.ensemble.seed)
        pictures = {NAME: picture(self.plot)} if self.pictured else {}
        made = Output(self.request.study, base.scenario, how, self._write_tables, pictures)
        write_paged(folder, made, self._page)

    def _page(self) -> StudyPage:
        """The page for a browser: the misses first."""
        records = pattern_records(self.whole.episodes) + contrast_records(self.whole.differences)
        language, met = self.request.language, met_words(self.whole, self.request.language)
        titles = self.request.titles
        return StudyPage(
            words("observed_title", language),
            met,
            [*missed_words(records, titles, language), *weight_words(self.whole, language)],
            {NAME: met} if self.pictured else {},
            [records_table(records, titles, language)],
            language=language,
        )

    def _write_tables(self, folder: Path) -> None:
        write_file(folder / DOCUMENT, json_text(whole_content(self.whole)))
        write_scores(folder, self.whole.episodes)

    def write_document(self, document: Path | str) -> None:
        """Put the tables into the marked places of a document.

        Table of scores and picture are put beside it where the document names them: only then are
        they known to be its.
        """
        document = Path(document)
        fill_places(document, {name: made(self.whole) for name, made in PLACES.items()})
        text = document.read_text("utf-8")
        if SCORES_TABLE in text:
            write_scores(document.parent, self.whole.episodes)
        if self.pictured and PNG in text:
            try:
                write_file(document.parent / PNG, png_bytes(self.plot()))
            except Exception as error:  # the tables are there: a picture costs none of them
                warn_of_picture(document.parent / PNG, error, "the same command")


@public(validate_request)
def validate(
    scenario: Loaded | Path | str | None = None,
    *,
    runs: int | None = None,
    seed: int | None = None,
    overrides: Sequence[str] | Mapping[str, object] = (),
    document: Path | str | None = None,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> EpisodeResult | ValidateResult:
    """Compare with what was observed, beside a model without mechanisms.

    With a scenario: run it, and test every pattern observed of it. With a folder: all that names
    what was observed, daily forecasts scored, and what must differ between variants and base.

    Args:
        scenario: a scenario, its file, or a folder of them; None for the folder ``scenarios``.
        runs: number of runs of each scenario [1..1,000,000]; None takes the scenario's own, in a
            folder 200 for an episode and 100 for a variant.
        seed: seed of all runs [0..2^63 - 1]; None takes the scenario's.
        overrides: values to set over every scenario, as ``path=value`` or by path.
        document: with a folder, one to put the tables into, where ``<!-- begin: patterns -->``,
            ``scores`` and ``probabilities`` stand; None for none.
        language: with a folder, of page, picture and what is said: ``en``, ``sr`` or ``sq``.
        out: folder to write; what was stopped there goes on. None writes nothing.
        execution: how runs are made, see :class:`sim.experiment.execution.ExecutionOptions`.

    Returns:
        Of a scenario its runs and patterns; of a folder all episodes and contrasts.

    Raises:
        Refused: listing every mistake in what was asked.
        Interrupted: when a stop was asked for.
    """
    request = validate_request(
        scenario, runs=runs, seed=seed, overrides=overrides, document=document, language=language
    )
    return execute_validate(request, out=out, **execution)


def execute_validate(
    request: EpisodeRequest | ValidateRequest,
    *,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> EpisodeResult | ValidateResult:
    """The same for what has been checked; see :func:`validate`."""
    if isinstance(request, EpisodeRequest):
        return execute_episode(request, out=out, **execution)
    with working_folder(out, request.study, execution.get("command")) as folder:
        result = write_result(_tested(request, EnsembleMaker(folder, execution, [])), folder)
        if request.document is not None:
            result.write_document(request.document)
        return result


def _tested(request: ValidateRequest, making: EnsembleMaker) -> ValidateResult:
    """Run and test everything, the base of the contrasts first.

    Raises:
        Interrupted: when a stop was asked for.
    """
    told = told_days(request.cases)
    episodes: list[EpisodeTest] = []
    pictured: list[EpisodeRow] = []
    for loaded, observed, days in request.cases:
        ensemble = making.ensemble(loaded)
        others = other_days(loaded, told) if days else {}
        episodes.append(evaluate_episode(ensemble, observed, days, others))
        if days is not None:
            pictured.append(row_of(ensemble, observed, days, request.language))
    base = episodes[0]
    rows = {name: making.rows(loaded) for name, loaded in request.variants.items()}
    bases = {name: making.rows(loaded) for name, loaded in request.bases.items()}
    differences = evaluate_contrasts(request.contrasts, base.rows, rows, base.null_rows, bases)
    pairs = max(map(len, rows.values()), default=0)
    parameters = request.cases[0].loaded.scenario.parameters.model_dump()
    whole = EpisodeSet(episodes, differences, pairs, *count_fitted(parameters))
    return ValidateResult(request, whole, pictured, together(making.made))
