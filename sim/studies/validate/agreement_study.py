"""``agree``: what parameter sets that all meet the observed patterns agree on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Unpack

from sim.analysis.outcomes import outcomes_of
from sim.experiment.argument_checks import public
from sim.experiment.execution import ExecutionOptions, execute_arms
from sim.experiment.manifest import manifest
from sim.experiment.output_folder import working_folder
from sim.experiment.runner import ExecutionResult, group_by_arm
from sim.experiment.study_result import write_result
from sim.report.notebook import Displayed
from sim.report.records import records_csv
from sim.report.style import picture
from sim.results.codecs import JSON
from sim.results.files import write_file
from sim.results.plain_text import json_text
from sim.results.study_output import Output, write_output
from sim.studies.validate.agreement import Agreement, agreements
from sim.studies.validate.agreement_picture import draw_agreement
from sim.studies.validate.agreement_request import PLACE, AgreeRequest, agree_request
from sim.studies.validate.agreement_runs import effects_of_each
from sim.studies.validate.agreement_words import agreement_records, agreement_table, search_words
from sim.studies.validate.document import fill_places
from sim.terms.words import ENGLISH

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

NAME: Final = "agreement"
MOST_NAMED: Final = 6
"""Patterns that are named with how many sets they rejected."""


@dataclass(frozen=True, repr=False)
class AgreeResult(Displayed):
    """What parameter sets agree on.

    Attributes:
        request: the sets and the contrasts.
        agreements: each contrast over the sets.
        executed: how the runs were made.
    """

    request: AgreeRequest
    agreements: list[Agreement]
    executed: ExecutionResult[Any]

    def table(self) -> "DataFrame":
        """One row for each contrast.

        Columns: contrast, text, variant, its value with the shipped set and whether that is clear
        of no change, median over the other sets, sets with the same sign, sets clearly against,
        sets that tell, sets in all.
        """
        from pandas import DataFrame

        return DataFrame(agreement_records(self.agreements))

    def sentences(self) -> list[str]:
        """What came of the search, and a line for each contrast."""
        return self._text(self.request.language).split("\n")

    def plot(self) -> "Figure":
        """Of each contrast, the share of the sets that agree with the shipped one in sign."""
        return draw_agreement(self.agreements, self.request.runs, self.request.language)

    def write(self, folder: Path | str) -> None:
        """Write the picture, ``agreement.csv``, ``agreement.json`` and the manifest."""
        request = self.request
        sets = {"sets": len(request.arms.vectors), "set": list(request.settings)}
        how = manifest(request.shipped[0], self.executed, seed=request.seed, **sets)
        pictures = {NAME: picture(self.plot)}
        write_output(
            Path(folder),
            Output(request.study, request.shipped[0].scenario, how, self._write_tables, pictures),
        )

    def _write_tables(self, folder: Path) -> None:
        records = agreement_records(self.agreements)
        write_file(folder / f"{NAME}.csv", records_csv(records))
        write_file(folder / f"{NAME}.json", json_text(self._content(records)))

    def write_document(self, document: Path | str) -> None:
        """Put the table into the marked place of a document."""
        fill_places(Path(document), {PLACE: self._text()})

    def _text(self, language: str = ENGLISH) -> str:
        tried, accepted, rejections = self.request.search
        most, request = rejections.most_common(MOST_NAMED), self.request
        table = agreement_table(self.agreements, request.runs, request.settings, language)
        return f"{search_words(tried, accepted, most, language)}\n\n{table}"

    def _content(self, records: list[dict[str, Any]]) -> Mapping[str, Any]:
        tried, accepted, rejections = self.request.search
        return {
            "seed": self.request.seed,
            "pairs": self.request.runs,
            "set": list(self.request.settings),
            "search": {"tried": tried, "accepted": accepted, "rejections": dict(rejections)},
            "contrasts": records,
        }


@public(agree_request)
def agree(
    vectors: Path | str,
    *,
    runs: int | None = None,
    seed: int | None = None,
    scenarios: Path | str | None = None,
    document: Path | str | None = None,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> AgreeResult:
    """Say what parameter sets agree on: the contrasts between the variants and their base, by set.

    One set that meets the observed patterns is luck; a conclusion should hold across many. With
    each set the base and every variant are run with the same chance, and the sign of each contrast
    is compared with that of the shipped set.

    Args:
        vectors: a table of parameter sets, the shipped one first with the number 0, such as
            ``scenarios/accepted/vectors.csv``; beside it the table of what was tried.
        runs: pairs of runs for each contrast with each set [2..1,000,000]; None for 14.
        seed: seed of all runs [0..2^63 - 1]; None takes that of the base.
        scenarios: None for the usual folder, else one with ``observed/contrasts.csv``,
            ``variants/``, and
            ``accepted/stages.csv``, whose first line names the base and what makes runs cheap.
        document: a document to put the table into, at the marked place
            ``<!-- begin: accepted -->`` to ``<!-- end -->``; None for nowhere.
        language: of picture and sentences: ``en``, ``sr`` or ``sq``.
        out: folder to write; what was stopped there goes on. None writes nothing.
        execution: how runs are made, see :class:`sim.experiment.execution.ExecutionOptions`.

    Raises:
        Refused: listing every mistake in what was asked.
        Interrupted: when a stop was asked for.
    """
    request = agree_request(
        vectors, runs=runs, seed=seed, scenarios=scenarios, document=document, language=language
    )
    return execute_agree(request, out=out, **execution)


def execute_agree(
    request: AgreeRequest,
    *,
    out: Path | str | None = None,
    kept: Path | None = None,
    **execution: Unpack[ExecutionOptions],
) -> AgreeResult:
    """The same for what has been checked; see :func:`agree`.

    Args:
        request: what has been checked.
        out: folder to write; None writes nothing.
        kept: where finished runs are kept until all are done when nothing is written; None keeps
            them in memory.
        execution: how runs are made.
    """
    command = None if out is None else execution.get("command")
    with working_folder(kept if out is None else out, request.study, command) as folder:
        executed = execute_arms(
            request.arms, runs=request.runs, seed=request.seed, summarise=outcomes_of, codec=JSON,
            folder=folder, identity=request.identity, **execution,
        )  # fmt: skip
        of_arms = group_by_arm(list(executed.results), request.runs)
        shipped, *others = effects_of_each(of_arms, request.arms.each, request.contrasts)
        found = agreements(request.contrasts, shipped, others)
        result = write_result(
            AgreeResult(request, found, executed), None if out is None else folder
        )
        if request.document is not None:
            result.write_document(request.document)
        return result
