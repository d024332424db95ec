"""``ablate``: what each mechanism is needed for, told by the same runs without it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Unpack

from sim.analysis.paired import Ablated, paired_effect
from sim.experiment.argument_checks import public
from sim.experiment.arms import Vector
from sim.experiment.execution import ExecutionOptions, execute_arms
from sim.experiment.manifest import manifest
from sim.experiment.output_folder import working_folder
from sim.experiment.runner import ExecutionResult, group_by_arm
from sim.experiment.study_result import write_result
from sim.report.notebook import Displayed
from sim.report.page.study_page import StudyPage, write_paged
from sim.report.style import picture
from sim.results.codecs import JSON
from sim.results.files import write_file
from sim.results.plain_text import json_text
from sim.results.study_output import Output
from sim.results.tables import Row
from sim.scenario.loaded import Loaded
from sim.studies.ablate.claims import arm
from sim.studies.ablate.outcomes import outcomes
from sim.studies.ablate.page import effects_table, found_words
from sim.studies.ablate.picture import draw_ablation
from sim.studies.ablate.request import AblateRequest, ablate_request
from sim.studies.ablate.tables import ablation_content, ablation_records, ablation_table
from sim.terms.words import ENGLISH, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

DOCUMENT: Final = "ablation.json"
PICTURE: Final = "ablation"


@dataclass(frozen=True, repr=False)
class AblateResult(Displayed):
    """What changes when each mechanism is switched off.

    Attributes:
        request: the scenario, and the claims that are tried on it.
        rows: outcomes of each run of each arm, by what is set in it over the scenario.
        executed: how the runs were made.
    """

    request: AblateRequest
    rows: Mapping[tuple[str, ...], Sequence[Row]]
    executed: ExecutionResult[Any]

    @cached_property
    def effects(self) -> list[Ablated]:
        """The effect of each claim: the arm without the mechanism against the one with it."""
        found: list[Ablated] = []
        for claim in self.request.claims:
            on, off = (self.rows[tuple(o)] for o in arm(claim, self.request.loaded.scenario))
            effect = paired_effect(on, off, claim.statistic, claim.column)
            about = (claim.mechanism, claim.text, claim.condition, claim.unit)
            found.append(Ablated(*about, claim.least, claim.neutral, effect, len(on)))
        return found

    def table(self) -> "DataFrame":
        """One row for each claim.

        Columns: mechanism, text, condition, unit, least change required, neutral value, effect
        with error and 95 % interval (low, high), pairs that tell, pairs in all, verdict.
        """
        from pandas import DataFrame

        return DataFrame(ablation_records(self.effects))

    def sentences(self) -> list[str]:
        """One line for each claim, how many hold, and what the scenario cannot show.

        In another language than English what its page says.
        """
        if self.request.language != ENGLISH:
            return self._page().told()
        return [*ablation_table(self.effects).split("\n"), *self.request.left_out]

    def plot(self) -> "Figure":
        """A forest plot: each effect with its interval, in multiples of what is required."""
        title = self.request.loaded.scenario.title
        return draw_ablation(self.effects, title, self.request.seed, self.request.language)

    def write(self, folder: Path | str) -> None:
        """Write the picture, ``ablation.json`` and the manifest."""
        how = manifest(self.request.loaded, self.executed, seed=self.request.seed)
        drawn = {PICTURE: picture(self.plot)}
        scenario, study = self.request.loaded.scenario, self.request.study
        write_paged(folder, Output(study, scenario, how, self._write_tables, drawn), self._page)

    def _page(self) -> StudyPage:
        """The page for a browser: what is not as it must be first."""
        request, language = self.request, self.request.language
        told = found_words(self.effects, len(request.left_out), language)
        return StudyPage(
            words("needed_title", language, title=request.loaded.scenario.title),
            words("needed_lead", language, n=request.runs),
            told,
            {PICTURE: told[0]},
            [effects_table(self.effects, language)],
            language=language,
        )

    def _write_tables(self, folder: Path) -> None:
        name = self.request.loaded.scenario.name
        content = ablation_content(self.effects, name, self.request.seed)
        write_file(folder / DOCUMENT, json_text(content))


@public(ablate_request)
def ablate(
    scenario: Loaded | Path | str,
    *,
    runs: int | None = None,
    seed: int | None = None,
    overrides: Sequence[str] | Mapping[str, object] = (),
    vectors: Path | str | Sequence[Vector] | None = None,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> AblateResult:
    """Switch off each mechanism in the same runs, with the same chance, and say what changes.

    What must change without each, and at least how much, is told by
    :data:`sim.studies.ablate.claims.CLAIMS`; what a scenario cannot show is left out and said.

    Args:
        scenario: a scenario, or its file.
        runs: number of runs of each arm [1..1,000,000]; None for 100.
        seed: seed of all runs [0..2^63 - 1]; None takes the scenario's.
        overrides: values to set over the scenario in all arms, as ``path=value`` or by path.
        vectors: parameter sets, or a table of them; run k takes number k modulo their number.
        language: of the page: ``en``, ``sr`` or ``sq``; all else is in English.
        out: folder to write; what was stopped there goes on. None writes nothing.
        execution: how runs are made, see :class:`sim.experiment.execution.ExecutionOptions`.

    Returns:
        The effects with their 95 % intervals, from a bootstrap over pairs of runs
        (:func:`sim.analysis.paired.paired_effect`).

    Raises:
        Refused: listing every mistake in what was asked.
        Interrupted: when a stop was asked for.
    """
    request = ablate_request(
        scenario, runs=runs, seed=seed, overrides=overrides, vectors=vectors, language=language
    )
    return execute_ablate(request, out=out, **execution)


def execute_ablate(
    request: AblateRequest, *, out: Path | str | None = None, **execution: Unpack[ExecutionOptions]
) -> AblateResult:
    """The same for what has been checked; see :func:`ablate`."""
    arms = request.arms()
    with working_folder(out, request.study, execution.get("command")) as folder:
        executed = execute_arms(
            arms, runs=request.runs, seed=request.seed, summarise=outcomes, codec=JSON,
            folder=folder, **execution,
        )  # fmt: skip
        of_arms = map(list, group_by_arm(executed.results, request.runs))
        rows = dict(zip(request.changes, of_arms, strict=True))
        return write_result(AblateResult(request, rows, executed), folder)
