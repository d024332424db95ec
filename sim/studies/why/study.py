"""``why``: why one run of an output folder went as far as it did."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

from sim.analysis.causes import Link, chain
from sim.analysis.event_words import Names, names_of
from sim.experiment.argument_checks import public
from sim.experiment.execution import ExecutionOptions
from sim.experiment.output_folder import make_folder
from sim.experiment.simulate import Stopped, escalation_model, never_stop, simulate
from sim.experiment.study_result import write_result
from sim.experiment.versions import versions
from sim.report.notebook import Displayed
from sim.report.page.frames import frames_of
from sim.report.page.map_data import Noted, map_data
from sim.report.page.steps import steps_of
from sim.report.page.study_page import StudyPage, with_page
from sim.report.page.telling import Telling
from sim.report.style import picture
from sim.results.files import write_file
from sim.results.folder import SERIES
from sim.results.ownership import check_folder
from sim.results.stored_tracks import read_tracks
from sim.results.study_output import Output, write_addition, write_output
from sim.studies.why.common_precursors import Comparison, compare_precursors
from sim.studies.why.levers import levers_of
from sim.studies.why.picture import draw
from sim.studies.why.request import NAME, WhyRequest, why_request
from sim.studies.why.smallest_change import BUDGET, Search, smallest_change
from sim.studies.why.tables import COLUMNS, chain_records
from sim.studies.why.words import RunLabel, explanation_text, question
from sim.terms.errors import Interrupted, Refused
from sim.terms.words import ENGLISH, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

TEXT: Final = "why.txt"
PICTURE: Final = "why"
WHY_PAGE: Final = "why.html"
"""Beside the page of the runs, in their folder."""


@dataclass(frozen=True, repr=False)
class WhyResult(Displayed):
    """Why a run went as far as it did.

    Attributes:
        request: the folder, its runs, and the run that is explained.
        chain: causes of its peak, or of the event that was asked for, which comes first; empty
            when nothing happened in the run but what was given.
        search: what was tried to keep the run below that rung; None when nothing was.
    """

    request: WhyRequest
    chain: list[Link]
    search: Search | None

    @cached_property
    def comparison(self) -> Comparison | None:
        """Escalated runs beside the others; None where no rung divides the runs."""
        return compare_precursors(self.request.runs)

    @property
    def case(self) -> RunLabel:
        """Which run it is."""
        scenario, run = self.request.loaded.scenario, self.request.run
        n_runs, hours = len(self.request.runs), scenario.clock.tick_hours
        language = self.request.language
        return RunLabel(scenario.title, run.number, n_runs, self.request.seed, hours, language)

    def table(self) -> "DataFrame":
        """The chain of causes, one row a link, the earliest first.

        Columns: ``event`` (its id), ``tick``, ``when`` (local time), ``place``, ``who``, ``what``,
        ``rung``, ``given``, ``reason`` (the inequality that fired), ``margin`` (how far it was
        passed, relative to its limit), ``part_of_threat`` (at the event it led to), ``times``
        (how often it happened until the next link), ``also_after`` (ids of other causes).
        """
        from pandas import DataFrame

        return DataFrame(chain_records(self.chain), columns=list(COLUMNS))

    def sentences(self) -> list[str]:
        """The chain, what escalated runs had in common, and the smallest change, line by line."""
        return self._text().rstrip("\n").split("\n")

    @cached_property
    def _names(self) -> Names:
        return names_of(self.request.loaded, self.request.language)

    @cached_property
    def _told(self) -> list[Link]:
        """The chain in the language that was asked for."""
        return chain(self.request.run.events, self._names, self.request.event)

    def plot(self) -> "Figure":
        """The chain of causes as a picture, the earliest event on top.

        Raises:
            Refused: when nothing happened in the run but what was given.
        """
        if not self.chain:
            message = f"run {self.request.run.number}: nothing happened but what was given"
            raise Refused(message)
        return draw(self._told, self.case, self.search, self._names)

    def write(self, folder: Path | str | None = None) -> None:
        """Write text and picture; no picture when nothing happened but what was given.

        Args:
            folder: where to; None for the folder that is explained, where they are put beside what
                is there.

        Raises:
            FolderError: when it holds anything else than what is explained, or this explanation.
        """
        folder = self.request.folder if folder is None else Path(folder)
        drawn = {PICTURE: picture(self.plot)}
        pictures = with_page(drawn, self._page, WHY_PAGE) if self.chain else {}
        if self.request.is_beside(folder):
            of = self.request.loaded.scenario
            write_addition(folder, NAME, of, self._write_text, pictures)
            return
        how = {"scenario": self.request.loaded.scenario.name, "versions": versions()}
        output = Output(
            self.request.study, self.request.loaded.scenario, how, self._write_text, pictures
        )
        write_output(folder, output)

    def _page(self) -> StudyPage:
        """The page for a browser; its steps move the map of the run."""
        request, language = self.request, self.request.language
        frames, run, names = frames_of(self._names.clock, language), request.run, self._names
        numbers = [one.number for one in request.runs]
        tracks = read_tracks(request.folder / SERIES, numbers)[numbers.index(run.number)]
        shown = [Noted(run.number, tracks, run.events)]
        told = [Telling(0, "", self.chain[0].told.event.rung)]
        asked = question(self.chain, self.case)
        return StudyPage(
            asked,
            words("why_one", language, run=run.number, n=len(numbers), seed=request.seed),
            (),
            {PICTURE: asked},
            (),
            ("",),
            map_data(request.loaded, shown, told, frames, names) if tracks else None,
            (run.number, steps_of(self._told, names, frames)),
            self.sentences(),
            language,
        )

    def _write_text(self, folder: Path) -> None:
        write_file(folder / TEXT, self._text())

    def _text(self) -> str:
        told = self.comparison, self.search
        return explanation_text(self._told, self.case, *told, self._names)


@public(why_request)
def why(
    folder: Path | str,
    *,
    run: int | None = None,
    event: int | None = None,
    tries: int = BUDGET,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> WhyResult:
    """Say why a run went as far as it did.

    Three answers: the chain of causes from its peak back to what was given, from the event log
    alone; what runs that escalated had in common beforehand, and others had not; and the smallest
    single change that keeps this run lower, looked for by running it again with the same chance.

    Args:
        folder: an output folder, as :func:`sim.run` or ``run.py SCENARIO`` writes it.
        run: number of the run; None for the most escalated one.
        event: id of an event of that run, as in ``events.csv``; None for the first on the highest
            rung that emerged.
        tries: most runs to look for the smallest change with [0..1000]; 0 does not look.
        language: of the page: ``en``, ``sr`` (srpski, latinica) or ``sq`` (shqip); the text is
            in English.
        out: folder to write text and picture into, such as the same one; None writes nothing.
        execution: of :class:`sim.experiment.execution.ExecutionOptions` only ``progress``,
            ``stop`` and ``build`` matter: a few runs are made in this process, one after another.

    Raises:
        Refused: listing every mistake in what was asked; also when the folder is a large one, and
            what reads it is not installed.
        Interrupted: when a stop was asked for; nothing is kept then.
    """
    request = why_request(folder, run=run, event=event, tries=tries, language=language)
    return execute_why(request, out=out, **execution)


def execute_why(
    request: WhyRequest, *, out: Path | str | None = None, **execution: Unpack[ExecutionOptions]
) -> WhyResult:
    """The same for what has been checked; see :func:`why`."""
    if out is not None:  # tried before any time is spent
        make_folder(Path(out))
        if not request.is_beside(Path(out)):
            check_folder(Path(out), request.study)
    links = chain(request.run.events, names_of(request.loaded), request.event)
    result = WhyResult(request, links, _search(request, links, execution))
    return write_result(result, None if out is None else Path(out))


def _search(request: WhyRequest, links: list[Link], execution: ExecutionOptions) -> Search | None:
    """Look for the smallest change; None when there is nothing to stay below, or it is not asked.

    Raises:
        Interrupted: when a stop was asked for.
    """
    below = links[0].told.event.rung if links else 0
    if below == 0 or request.tries == 0:
        return None
    build, stop = execution.get("build", escalation_model), execution.get("stop", never_stop)
    try:
        return smallest_change(
            request.loaded.path, levers_of(links, request.loaded), below, seed=request.seed,
            number=request.run.number, budget=request.tries,
            execute=partial(simulate, build=build, stop=stop),
            progress=_told(execution, request.tries),
        )  # fmt: skip
    except Stopped as stopped:
        raise Interrupted(0, request.tries) from stopped


def _told(execution: ExecutionOptions, tries: int) -> Callable[[int], object] | None:
    """Tells how many runs are done of those that may be made."""
    progress = execution.get("progress")
    return None if progress is None else lambda done: progress(done, tries)
