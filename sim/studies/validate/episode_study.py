"""One scenario run, and laid beside what was observed of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from sim.experiment.execution import ExecutionOptions
from sim.report.notebook import Displayed
from sim.results.files import write_file
from sim.results.plain_text import json_text
from sim.results.study_output import write_addition
from sim.studies.run.study import RunResult, run
from sim.studies.validate.episode import EpisodeTest, evaluate_episode
from sim.studies.validate.request import EpisodeRequest
from sim.studies.validate.tables import DOCUMENT, episode_content, pattern_records, write_scores
from sim.studies.validate.words import episode_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class EpisodeResult(Displayed):
    """One scenario beside what was observed of it.

    Attributes:
        request: the scenario, and what was observed.
        ran: its runs.
        episode: every pattern, of the runs and of a model without mechanisms.
    """

    request: EpisodeRequest
    ran: RunResult
    episode: EpisodeTest

    def table(self) -> "DataFrame":
        """One row for each observed pattern.

        Columns: scenario, name, text, what was observed, bounds of what is accepted, value and
        Monte Carlo error of the model, whether it meets the pattern, and the same two of the null
        model.
        """
        from pandas import DataFrame

        return DataFrame(pattern_records([self.episode]))

    def sentences(self) -> list[str]:
        """One line for each pattern and score, how many are met, and what is assumed."""
        return episode_text(self.episode).split("\n")

    def plot(self) -> "Figure":
        """The escalation picture of the runs, with the hours that were observed marked in it."""
        return self.ran.plot()

    def write(self, folder: Path | str) -> None:
        """Write everything that ``run`` writes, ``validation.json`` and ``scores.csv``."""
        self.ran.write(folder)
        self.write_patterns(folder)

    def write_patterns(self, folder: Path | str) -> None:
        """Write ``validation.json`` and ``scores.csv`` only, into the folder of the runs."""
        of = self.request.loaded.scenario
        write_addition(Path(folder), "validate", of, self._write_tables, {})

    def _write_tables(self, folder: Path) -> None:
        write_file(folder / DOCUMENT, json_text(episode_content(self.episode)))
        write_scores(folder, [self.episode])


def execute_episode(
    request: EpisodeRequest, *, out: Path | str | None = None, **execution: Unpack[ExecutionOptions]
) -> EpisodeResult:
    """Run one scenario, and lay it beside what was observed of it.

    Args:
        request: what has been checked.
        out: folder to write; what was stopped there goes on. None writes nothing.
        execution: how runs are made, see :class:`sim.experiment.execution.ExecutionOptions`.

    Raises:
        Unfinished: when a stop was asked for; what is done by then is written to ``out``.
    """
    ran = run(request.loaded, out=out, **execution)
    result = EpisodeResult(
        request, ran, evaluate_episode(ran.ensemble, request.observed, request.days, request.others)
    )
    if out is not None:
        result.write_patterns(out)
    return result
