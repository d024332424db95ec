"""``fork``: one run of a scenario, replayed to an hour and decided otherwise from then on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Unpack

from sim.analysis.event_words import names_of
from sim.analysis.key_events import keys_of
from sim.analysis.outcomes import outcomes_of
from sim.experiment.argument_checks import public
from sim.experiment.arms import Vector
from sim.experiment.execution import ExecutionOptions, ensure_loaded, load_vectors
from sim.experiment.manifest import manifest
from sim.experiment.output_folder import working_folder
from sim.experiment.runner import ExecutionResult
from sim.experiment.simulate import never_stop
from sim.experiment.study_result import write_result
from sim.report.notebook import Displayed
from sim.report.page.study_page import StudyPage, write_paged
from sim.report.style import picture
from sim.results.files import write_file
from sim.results.ownership import Study
from sim.results.plain_text import csv_text, json_text, number_text, time_text
from sim.results.run import Run
from sim.results.study_output import Output
from sim.results.tables import Row, events_csv
from sim.scenario.loaded import Loaded
from sim.studies.fork.differences import (
    Divergence,
    ForkDifference,
    fork_difference,
    sentences,
    values_of,
)
from sim.studies.fork.page import PICTURE, decided_words, future_words, page_of_run
from sim.studies.fork.picture import two_futures
from sim.studies.fork.picture_data import Drawn, ForkPicture, fork_frame, fork_picture
from sim.studies.fork.request import ForkRequest, build_mistakes, fork_request, run_mistakes
from sim.studies.fork.runs import simulate_both
from sim.terms.errors import Interrupted
from sim.terms.words import ENGLISH, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

NAME: Final = PICTURE
COLUMNS: Final = ("tick", "time", "measure", "as_it_was", "otherwise")


@dataclass(frozen=True, repr=False)
class ForkResult(Displayed):
    """Two futures of one run.

    Attributes:
        request: which scenario, from which hour on, and what is otherwise.
        base: the run as it was.
        otherwise: the same run, decided otherwise from the fork on.
        too_late: names of entries that were to change, but had happened by then.
        executed: how the runs were made.
        study: which study it is.
    """

    request: ForkRequest
    base: Run
    otherwise: Run
    too_late: tuple[str, ...]
    executed: ExecutionResult[Run]
    study: Study

    @cached_property
    def rows(self) -> tuple[Row, Row]:
        """Outcomes as it was, and otherwise; times are hours since the start of the clock."""
        return (
            outcomes_of(self.base, self.request.base.scenario),
            outcomes_of(self.otherwise, self.request.otherwise.scenario),
        )

    @cached_property
    def difference(self) -> ForkDifference:
        """What differs, and from when on."""
        plan = self.request.base.scenario
        return fork_difference((self.base, self.otherwise), self.rows, plan)

    def table(self) -> "DataFrame":
        """Every measure of both futures as a tidy table, one row a tick and measure.

        Columns: ``tick``, ``time`` (local ISO time with its offset from UTC), ``measure``,
        ``as_it_was``, ``otherwise``.
        """
        from pandas import DataFrame

        clock = self.request.base.scenario.clock
        times = [time_text(clock, tick * clock.tick_hours) for tick in range(clock.n_ticks)]
        names = self.base.names
        return DataFrame(
            {
                "tick": list(range(len(times))) * len(names),
                "time": times * len(names),
                "measure": [name for name in names for _ in times],
                "as_it_was": self.base.series.ravel(),
                "otherwise": self.otherwise.series.ravel(),
            }
        )

    def outcomes(self) -> "DataFrame":
        """Every outcome of both futures, one row an outcome; times in words."""
        from pandas import DataFrame

        rows = [{"outcome": name, **values} for name, values in values_of(self.difference).items()]
        return DataFrame(rows)

    def sentences(self) -> list[str]:
        """What was decided otherwise and when, where the futures part, and what differs."""
        language = self.request.language
        names = names_of(self.request.base, language)
        if language != ENGLISH:
            told = future_words(self.difference, self.rows, names)
            return [*decided_words(self.request, names, self.too_late), *told]
        return self._in_english()

    def _in_english(self) -> list[str]:
        names = names_of(self.request.base)
        return [*self._decided(), *sentences(self.difference, names)]

    def _decided(self) -> list[str]:
        lines = self.request.decided()
        if self.too_late:
            names = ", ".join(self.too_late)
            lines.append(f"too late for what had happened by then in this run: {names}")
        return lines

    def plot(self) -> "Figure":
        """The picture of both futures."""
        return two_futures(self.picture())

    def picture(self) -> ForkPicture:
        """The numbers behind the picture."""
        plan = self.request.base.scenario
        runs = self.base, self.otherwise
        drawn = Drawn(runs, self.rows, self.difference, keys_of(plan))
        language, number = self.request.language, self.base.number
        title = words("futures_one", language, title=plan.title, run=number)
        frame = fork_frame(
            [[row] for row in self.rows], plan.clock, self.request.tick, title=title,
            caption=tuple(self._caption()), language=language,
        )  # fmt: skip
        return fork_picture(drawn, plan.clock, frame)

    def _caption(self) -> list[str]:
        language = self.request.language
        decided = decided_words(self.request, names_of(self.request.base, language), self.too_late)
        run = {"run": self.base.number, "seed": str(self.request.seed)}
        told = [words("fork_chance", language, **run)]
        told += [words(key, language) for key in ("fork_one", "no_forecast")]
        return [line for text in (*decided, " ".join(told)) for line in wrap_sentences(text)]

    def write(self, folder: Path | str) -> None:
        """Write picture, tables, events of both futures, and the record of how they were made."""
        asked = {"run": self.base.number, **self.request.record()}
        how = manifest(self.request.base, self.executed, seed=self.request.seed, **asked)
        drawn = {NAME: picture(self.plot)}
        made = Output(self.study, self.request.base.scenario, how, self._write_tables, drawn)
        write_paged(folder, made, self._page)

    def _page(self) -> StudyPage:
        """The page for a browser."""
        runs = self.base, self.otherwise
        return page_of_run(self.request, runs, self.rows, self.difference, self.too_late)

    def _write_tables(self, folder: Path) -> None:
        clock = self.request.base.scenario.clock
        write_file(folder / f"{NAME}.csv", self._csv())
        for name, run in (("as_it_was", self.base), ("otherwise", self.otherwise)):
            write_file(folder / f"events_{name}.csv", events_csv([run], clock))
        write_file(folder / f"{NAME}.json", json_text(self.record()))

    def _csv(self) -> str:
        clock = self.request.base.scenario.clock
        times = [time_text(clock, tick * clock.tick_hours) for tick in range(clock.n_ticks)]
        return csv_text(
            COLUMNS,
            (
                [str(tick), times[tick], name, *(number_text(float(c[tick])) for c in curves)]
                for name in self.base.names
                for curves in [(self.base.measure(name), self.otherwise.measure(name))]
                for tick in range(clock.n_ticks)
            ),
        )

    def record(self) -> dict[str, Any]:
        """The content of ``fork.json``."""
        clock = self.request.base.scenario.clock
        found = self.difference
        since = None if found.curves_from is None else found.curves_from * clock.tick_hours
        return {
            "title": self.request.base.scenario.title,
            "seed": self.request.seed,
            "run": self.base.number,
            **self.request.record(),
            "too_late": list(self.too_late),
            "sentences": self._in_english(),
            "curves_differ_from": None if since is None else time_text(clock, since),
            "first_events_that_differ": _parting(found.parting),
            "outcomes": values_of(found),
        }


@public(fork_request)
def fork(
    scenario: Loaded | Path | str,
    *,
    run: int,
    at: datetime | str,
    sets: Sequence[str] | Mapping[str, object] = (),
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> ForkResult:
    """Replay a run of a scenario to an hour as it was, and decide otherwise from then on.

    Args:
        scenario: a scenario, or its file.
        run: number of the run, from 0.
        at: local time, such as "2022-07-31 20:00"; the tick in which it falls is the first that
            is decided otherwise.
        sets: what is otherwise, as texts ``path.of.keys=value``, or values by path of keys.
        seed: seed of both futures; None takes the scenario's.
        vectors: parameter vectors, or a table of them; run k takes number k modulo their number.
        language: of page, picture and sentences: ``en``, ``sr`` or ``sq``; tables are in English.
        out: folder to write; None writes nothing.
        execution: of :class:`sim.experiment.execution.ExecutionOptions` only ``progress`` and
            ``stop`` matter: two runs are made in this process; ``build`` is refused.

    Returns:
        Both futures. With nothing in ``sets`` they are the same, byte for byte.

    Raises:
        Refused: listing every mistake in the scenario, and in what was asked.
        Interrupted: when a stop was asked for.
    """
    loaded = ensure_loaded(scenario)
    wrong = [*run_mistakes(loaded, run), *build_mistakes(execution)]
    asked = {"at": at, "sets": sets, "seed": seed, "language": language}
    request = fork_request(loaded, wrong=wrong, **asked)
    return execute_fork(request, run, vectors=vectors, out=out, **execution)


def execute_fork(
    request: ForkRequest,
    run: int,
    *,
    vectors: Path | str | Sequence[Vector] | None = None,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> ForkResult:
    """The same for what has been checked; see :func:`fork`."""
    tried = load_vectors(vectors)
    base, otherwise = request.arms(tried)
    study = request.study(tried, run=run)
    with working_folder(out, study, execution.get("command")) as folder:
        made = _made(request, (base.of(run), otherwise.of(run)), run, study, execution)
        return write_result(made, folder)


def _made(
    request: ForkRequest,
    pair: tuple[Loaded, Loaded],
    run: int,
    study: Study,
    execution: ExecutionOptions,
) -> ForkResult:
    made = simulate_both(
        *pair,
        number=run,
        tick=request.tick,
        seed=request.seed,
        stop=execution.get("stop", never_stop),
        progress=execution.get("progress"),
    )
    if made is None:
        raise Interrupted(0, 2)  # two quick runs: nothing of them is kept
    base, otherwise = made.executed.results
    return ForkResult(request, base, otherwise, made.too_late, made.executed, study)


def _parting(found: Divergence | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "as_it_was": [event._asdict() for event in found.as_it_was],
        "otherwise": [event._asdict() for event in found.otherwise],
    }


def wrap_sentences(text: str, width: int = 140) -> list[str]:
    """A text in lines that fit below the picture."""
    import textwrap

    return textwrap.wrap(text, width)
