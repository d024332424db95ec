"""``page``: the runs of a folder as one page for a browser, without the net."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from sim.analysis.event_words import names_of
from sim.experiment.execution import ExecutionOptions
from sim.experiment.output_folder import exclusive_lock
from sim.report.notebook import Displayed
from sim.report.page.content import Page, page_of
from sim.report.page.page import page_html
from sim.report.page.what_if import WhatIf
from sim.results.files import write_file
from sim.results.folder import read_summary
from sim.results.ownership import AWAY, check_targets
from sim.results.study_output import write_addition
from sim.scenario.calls import public
from sim.studies.page.what_if import Asked, what_if, what_if_request
from sim.studies.run.finished import record_of_run
from sim.studies.run.read import read
from sim.studies.run.study import RunResult
from sim.terms.errors import Refused
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH, language_mistakes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NAME = "report.html"


@dataclass(frozen=True, repr=False)
class PageResult(Displayed):
    """The page of a folder of runs.

    Attributes:
        folder: the folder.
        ran: its runs.
        summary: content of its ``summary.json``.
        language: of the page's words.
        what_if: values that can be moved on it.
    """

    folder: Path
    ran: RunResult
    summary: dict[str, Any]
    language: str
    what_if: tuple[WhatIf, ...] = ()

    @cached_property
    def content(self) -> Page:
        """What the page says and shows."""
        ran = self.ran
        return page_of(
            ran.loaded, ran.ensemble, ran.rows, self.summary, ran.observed,
            language=self.language, what_if=self.what_if,
        )  # fmt: skip

    @cached_property
    def html(self) -> bytes:
        """The page, the same bytes each time."""
        return page_html(self.content)

    def sentences(self) -> list[str]:
        """What came out, in a few lines."""
        n = self.content.runs
        return [f"{count} of {n} runs: {text}" for count, text in self.content.numbers]

    def plot(self) -> "Figure":
        """The picture of the runs."""
        return self.ran.plot()

    def write(self) -> Path:
        """Write the page beside the tables of the folder, and return where it is.

        Raises:
            FolderError: when something of its name is there that is not of this command.
        """
        scenario, html = self.ran.ensemble.scenario, self.html
        with exclusive_lock(self.folder):
            if NAME in record_of_run(self.folder).files:  # of runs that were written with it
                check_targets(self.folder, [NAME], [NAME], AWAY)
                write_file(self.folder / NAME, html)
            else:
                write_addition(
                    self.folder, "report", scenario,
                    lambda staged: write_file(staged / NAME, html), {},
                )  # fmt: skip
        return self.folder / NAME


@public()
def page(
    folder: Path | str,
    *,
    language: str = ENGLISH,
    vary: Sequence[str] = (),
    runs: int | None = None,
    **execution: Unpack[ExecutionOptions],
) -> PageResult:
    """Prepare the page of a folder of runs.

    Args:
        folder: an output folder of ``run``.
        language: of its words: ``en``, ``sr`` (srpski, latinica) or ``sq`` (shqip).
        vary: what sliders move, each by itself: ``path=low:high:n``, or ``path=a,b,c``. Each value
            is run with the same chance as the case itself.
        runs: number of runs of each value; None for as many as the folder has, at most 20.
        execution: how these are made, see :class:`sim.experiment.execution.ExecutionOptions`.

    Raises:
        Damaged: when a file of the folder is not as it was written.
        Refused: when it holds no runs, or runs without what a map needs, for a language that
            the page does not speak, or for what cannot be varied.
        Interrupted: when a stop was asked for; finished runs are kept.
    """
    folder = Path(folder).expanduser()
    ran, asked = _asked(folder, vary, runs, language)
    tried = what_if(folder, ran, asked, names_of(ran.loaded, language), **execution)
    return PageResult(folder, ran, read_summary(folder), language, tried)


def _asked(
    folder: Path, vary: Sequence[str], runs: int | None, language: str
) -> tuple[RunResult, Asked]:
    """The runs of a folder, and what is varied of their case.

    Raises:
        Refused: listing every mistake.
    """
    refusals = Refusals(language_mistakes(language))
    ran = asked = None
    with refusals.gathered():
        ran = read(folder)
        if ran.ensemble.runs[0].tracks is None:
            message = (
                f"{folder}: holds nothing for a map: runs of another model, or more than 5,000"
            )
            raise Refused(message)
        asked = what_if_request(ran, vary, runs)
    refusals.say()
    assert ran is not None, "it was read, or refused"
    assert asked is not None, "it was checked, or refused"
    return ran, asked
