"""``fork --runs``: many runs of a scenario, each decided otherwise from the same hour on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from sim.analysis.event_words import names_of
from sim.analysis.outcomes import outcomes_of
from sim.experiment.argument_checks import public
from sim.experiment.arms import Vector
from sim.experiment.execution import ExecutionOptions, execute_arms, load_vectors
from sim.experiment.manifest import manifest
from sim.experiment.output_folder import check_disk_space, working_folder
from sim.experiment.runner import ExecutionResult, full_run, group_by_arm
from sim.experiment.study_result import write_result
from sim.report.notebook import Displayed
from sim.report.page.paired import PairedRuns
from sim.report.page.study_page import StudyPage, write_paged
from sim.report.records import records_csv
from sim.report.style import picture
from sim.results.codecs import WHOLE, bytes_of_run, runs_of
from sim.results.files import write_file
from sim.results.ownership import Study
from sim.results.plain_text import json_text
from sim.results.run import Run
from sim.results.study_output import Output
from sim.results.tables import Row, runs_csv
from sim.scenario.loaded import Loaded
from sim.scenario.measured import measures_of, outcomes_named
from sim.studies.compare.differences import EndpointDifference, compare_arms
from sim.studies.compare.plain_words import plain_sentence
from sim.studies.fork.bands import (
    BandsPicture,
    Pairs,
    bands_picture,
    bands_sentences,
    told_of_many,
)
from sim.studies.fork.bands_picture import many_futures
from sim.studies.fork.page import SIDES, decided_words, map_of_futures
from sim.studies.fork.picture_data import fork_frame
from sim.studies.fork.request import OTHERWISE, ForkRequest, build_mistakes, fork_request
from sim.studies.fork.runs import Forking
from sim.studies.fork.study import NAME, wrap_sentences
from sim.terms.words import ENGLISH, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class ForksResult(Displayed):
    """Many runs with two futures each.

    Attributes:
        request: which scenario, from which hour on, and what is otherwise.
        base: the runs as they were.
        otherwise: the same runs, decided otherwise from the fork on, in the same order.
        n_vectors: parameter vectors that the runs take in turn; 0 for none.
        executed: how the runs were made.
        study: which study it is.
    """

    request: ForkRequest
    base: Sequence[Run]
    otherwise: Sequence[Run]
    n_vectors: int
    executed: ExecutionResult[Run]
    study: Study

    @cached_property
    def rows(self) -> tuple[list[Row], list[Row]]:
        """Outcomes of each run as it was, and otherwise."""
        base, other = self.request.base.scenario, self.request.otherwise.scenario
        return (
            [outcomes_of(run, base) for run in self.base],
            [outcomes_of(run, other) for run in self.otherwise],
        )

    @cached_property
    def compared(self) -> list[EndpointDifference]:
        """Every outcome, compared run by run."""
        named = outcomes_named(self.request.base.scenario)
        return compare_arms(self.rows[0], {OTHERWISE: self.rows[1]}, self.n_vectors, named)

    def table(self) -> "DataFrame":
        """Every outcome of both futures: means or shares, their difference, and its error.

        ``error`` is the Monte Carlo error of the difference, ``low`` and ``high`` its 95 %
        interval, from the pairs of runs that share their past and their chance.
        """
        from pandas import DataFrame

        return DataFrame([_row(one) for one in self.compared])

    def sentences(self) -> list[str]:
        """What was decided otherwise and when, and what differs over all runs."""
        is_english = self.request.language == ENGLISH
        return self._in_english() if is_english else list(self._page().sentences)

    def _in_english(self) -> list[str]:
        n = len(self.base)
        head = f"{n} run{'s' * (n != 1)} with two futures each, means and shares over all of them"
        return [*self.request.decided(), head, *bands_sentences(self.compared)]

    def plot(self) -> "Figure":
        """The picture of both futures, with bands over runs."""
        return many_futures(self.picture())

    def picture(self) -> BandsPicture:
        """The numbers behind the picture."""
        plan, n = self.request.base.scenario, len(self.base)
        pairs = Pairs((self.base, self.otherwise), self.rows, self.compared)
        language = self.request.language
        decided = decided_words(self.request, names_of(self.request.base, language))
        caption = [line for text in decided for line in wrap_sentences(text)]
        made = words("fork_many", language, n=n, seed=str(self.request.seed))
        caption += wrap_sentences(f"{made} {words('no_forecast', language)}")
        title = words("futures_many", language, title=plan.title, n=n)
        frame = fork_frame(
            self.rows, plan.clock, self.request.tick, title=title, caption=tuple(caption),
            language=language,
        )  # fmt: skip
        return bands_picture(pairs, frame, plan.clock)

    def write(self, folder: Path | str) -> None:
        """Write picture, tables, and the record of how they were made."""
        asked = self.request.record()
        how = manifest(self.request.base, self.executed, seed=self.request.seed, **asked)
        drawn = {NAME: picture(self.plot)}
        made = Output(self.study, self.request.base.scenario, how, self._write_tables, drawn)
        write_paged(folder, made, self._page)

    def _page(self) -> StudyPage:
        """The page for a browser."""
        request, language, n = self.request, self.request.language, len(self.base)
        names, title = names_of(request.base, language), request.base.scenario.title
        decided = decided_words(request, names)
        told = (plain_sentence(one, names.clock, language) for one in told_of_many(self.compared))
        return StudyPage(
            words("futures_many", language, title=title, n=n),
            words("pairs_of", language, n=n, seed=request.seed),
            [*decided, *told],
            {NAME: " ".join(decided)},
            (),
            [words(side, language) for side in SIDES],
            map_of_futures(request.base, (self.base, self.otherwise), self.rows[0], names),
            language=language,
            pairs=[PairedRuns(words("otherwise", language), *self.rows)],
        )

    def _write_tables(self, folder: Path) -> None:
        clock = self.request.base.scenario.clock
        named = outcomes_named(self.request.base.scenario)
        rows = [_row(one) for one in self.compared]
        write_file(folder / f"{NAME}.csv", records_csv(rows))
        for name, outcomes in zip(("as_it_was", "otherwise"), self.rows, strict=True):
            write_file(folder / f"runs_{name}.csv", runs_csv(outcomes, clock, named))
        record = {
            "title": self.request.base.scenario.title,
            "seed": self.request.seed,
            "runs": len(self.base),
            **self.request.record(),
            "sentences": self._in_english(),
            "outcomes": rows,
        }
        write_file(folder / f"{NAME}.json", json_text(record))


@public(fork_request)
def forks(
    scenario: Loaded | Path | str,
    *,
    at: datetime | str,
    sets: Sequence[str] | Mapping[str, object] = (),
    runs: int | None = None,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> ForksResult:
    """Replay many runs of a scenario to an hour, and decide otherwise from then on in each.

    Args:
        scenario: a scenario, or its file.
        at: local time, such as "2022-07-31 20:00"; the tick in which it falls is the first that
            is decided otherwise.
        sets: what is otherwise, as texts of the form ``path.of.keys=value``, or values by path
            of keys.
        runs: number of runs; None takes the scenario's.
        seed: seed of all runs; None takes the scenario's.
        vectors: parameter vectors, or a table of them; run k takes number k modulo their number.
        language: of page, picture and sentences: ``en``, ``sr`` or ``sq``; tables are in English.
        out: folder to write; a study that was stopped there before goes on. None writes nothing.
        execution: how runs are made, see :class:`sim.experiment.execution.ExecutionOptions`;
            ``build`` is refused.

    Raises:
        ScenarioError: listing every mistake in the scenario.
        Refused: listing everything else that is wrong in what was asked.
        Interrupted: when a stop was asked for; what is done is kept in ``out``.
    """
    wrong = build_mistakes(execution)
    request = fork_request(
        scenario, at=at, sets=sets, seed=seed, wrong=wrong, language=language
    )  # fmt: skip
    return execute_forks(request, runs, vectors=vectors, out=out, **execution)


def execute_forks(
    request: ForkRequest,
    runs: int | None,
    *,
    vectors: Path | str | Sequence[Vector] | None = None,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> ForksResult:
    """The same for what has been checked; see :func:`forks`."""
    n = request.base.scenario.ensemble.runs if runs is None else runs
    tried = load_vectors(vectors)
    arms = request.arms(tried)
    execution["build"] = Forking(arms[0], request.tick)
    study = request.study(tried, runs=n)
    with working_folder(out, study, execution.get("command")) as folder:
        if folder is not None:
            plan = request.base.scenario
            n_ticks, n_measures = plan.clock.n_ticks, len(measures_of(plan))
            check_disk_space(folder, 2 * n * bytes_of_run(n_ticks, n_measures))
        executed = execute_arms(
            arms, runs=n, seed=request.seed, summarise=full_run, codec=WHOLE, folder=folder,
            identity=request.digest(n, [sorted(v.items()) for v in tried]), **execution,
        )  # fmt: skip
        base, otherwise = group_by_arm(runs_of(executed.results), n)
        found = ForksResult(request, base, otherwise, len(tried), executed, study)
        return write_result(found, folder)


def _row(one: EndpointDifference) -> dict[str, Any]:
    effect = one.effect
    return {
        "outcome": one.endpoint.outcome,
        "compared_by": one.endpoint.statistic,
        "unit": one.endpoint.unit,
        "as_it_was": one.base,
        "otherwise": one.value,
        "difference": effect.value,
        "error": effect.error,
        "low": effect.low,
        "high": effect.high,
        "pairs_that_tell": effect.n,
        "pairs_that_differ": one.differ,
        "clear": one.clear,
    }
