"""From an ensemble to the files of its output folder."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sim.analysis.bands import Bands, bands_by_measure
from sim.analysis.hourly import HourlyRungs, hour_counts
from sim.analysis.key_events import FirstTicks, keys_of, observed_times
from sim.analysis.outcomes import outcomes_of
from sim.analysis.spells import Spell, spells_of
from sim.experiment.no_effect import NoEffect
from sim.report.page.content import page_of
from sim.report.page.page import page_html
from sim.report.style import picture
from sim.results.events_parquet import needs_parquet
from sim.results.files import write_file
from sim.results.folder import Tables, write_events, write_tables
from sim.results.ownership import Study
from sim.results.run import Ensemble, Run
from sim.results.stored_tracks import NotedTracks
from sim.results.study_output import Output, Pictures, write_output
from sim.results.tables import Row
from sim.scenario.loaded import Loaded
from sim.scenario.observed import Observed
from sim.studies.run.escalation import escalation_data
from sim.studies.run.picture import draw_escalation
from sim.studies.run.summary import complete_summary
from sim.studies.run.tables import CRISES, HOURLY, crises_csv, hourly_csv
from sim.terms.words import ENGLISH

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PICTURE = "curves"
PAGE = "report.html"
MOST_SHARED = 20_000
"""Different numbers of all rows that are shared between them."""


def write_outputs(
    folder: Path,
    output: tuple[Study, Mapping[str, Any]],
    ensemble: Ensemble,
    *,
    scenario_text: str,
    loaded: Loaded | None = None,
    inputs: Mapping[str, bytes | str] = MappingProxyType({}),
    observed: Observed | None = None,
    no_effect: NoEffect | None = None,
    language: str = ENGLISH,
) -> dict[str, Any]:
    """Write an output folder, picture and page last; returns the content of ``summary.json``.

    Args:
        folder: made when it is missing; files of the same study are replaced.
        output: which study it is, and how it was made.
        ensemble: the runs; not empty.
        scenario_text: the resolved one as YAML.
        loaded: the scenario with its world, for the page; None writes none.
        inputs: what else is put there, by name of the file.
        observed: what was observed, marked in the picture; None when nothing was.
        no_effect: what of the scenario has no effect; None when that is not known.
        language: of picture and page.

    Raises:
        FolderError: when the folder is not empty and not of this study.
        MissingExtra: when there are so many runs that pyarrow is needed, and it is missing.
    """
    files = EnsembleFiles(ensemble, observed, no_effect, language)

    def tables(staged: Path) -> None:
        files.write_tables(staged, scenario_text, inputs)

    told = loaded, ensemble, files.rows, lambda: files.summary
    drawn = drawings(files.plot, *told, observed=observed, language=language)
    write_output(folder, Output(output[0], ensemble.scenario, output[1], tables, drawn))
    return files.summary


def drawings(
    plot: Callable[[], "Figure"],
    loaded: Loaded | None,
    ensemble: Ensemble,
    rows: Sequence[Row],
    summary: Callable[[], dict[str, Any]],
    *,
    observed: Observed | None,
    language: str = ENGLISH,
) -> Pictures:
    """What is drawn of an ensemble: the picture, and a page where its runs have what a map needs.

    Args:
        plot: draws the picture.
        loaded: the scenario with its world; None for no page.
        ensemble: the runs.
        rows: their outcomes, once the page is made.
        summary: content of ``summary.json``.
        observed: what was observed; None when nothing was.
        language: of the page.
    """
    drawn: dict[str, Callable[[], dict[str, bytes]]] = {PICTURE: picture(plot)}
    if loaded is not None and ensemble.runs[0].tracks is not None:
        drawn[PAGE] = lambda: {
            "html": page_html(
                page_of(loaded, ensemble, rows, summary(), observed, language=language)
            )
        }
    return drawn


class EnsembleFiles:
    """The tables of an ensemble, and its picture from the same numbers.

    The runs may lie in a file: they are gone through once, and each measure of all of them is
    asked for two or three times, one at a time.

    Attributes:
        summary: content of ``summary.json``, once the tables are written.
        rows: outcomes of the runs, likewise.
    """

    def __init__(
        self,
        ensemble: Ensemble,
        observed: Observed | None,
        no_effect: NoEffect | None,
        language: str = ENGLISH,
    ) -> None:
        """Prepare nothing yet.

        Args:
            ensemble: the runs; not empty.
            observed: what was observed, marked in the picture; None when nothing was.
            no_effect: what of the scenario has no effect; None when that is not known.
            language: of the picture.
        """
        self.summary: dict[str, Any] = {}
        self._ensemble = ensemble
        self._observed, self._no_effect, self._language = observed, no_effect, language
        self.rows: list[Row] = []
        self._firsts = FirstTicks()
        self._rungs = HourlyRungs(ensemble.scenario.clock)
        self._spells: list[Spell] = []
        self._tracks = NotedTracks()
        self._has_tracks = not needs_parquet(len(ensemble.runs))
        self._bands: Mapping[str, Bands] = {}

    def write_tables(
        self, folder: Path, scenario_text: str, inputs: Mapping[str, bytes | str]
    ) -> None:
        """Write every table into a folder, which is made when it is missing.

        Args:
            folder: where to.
            scenario_text: the resolved scenario as YAML.
            inputs: what else is put there, by name of the file.

        Raises:
            MissingExtra: when there are so many runs that pyarrow is needed, and it is missing.
        """
        for name, content in inputs.items():
            write_file(folder / name, content)
        ensemble, clock = self._ensemble, self._ensemble.scenario.clock
        write_events(folder, self._noted(), len(ensemble.runs), clock)
        write_file(folder / CRISES, crises_csv(self._spells, clock))
        write_file(folder / HOURLY, hourly_csv(hour_counts(ensemble, self._rungs.rungs), clock))
        self._bands = bands_by_measure(ensemble)
        self.summary = complete_summary(ensemble, self.rows, self._no_effect)
        told = self.rows, self._bands, self.summary, scenario_text
        write_tables(folder, ensemble, Tables(*told, self._tracks.arrays()))

    def plot(self) -> "Figure":
        """The picture, once the tables are written."""
        keys = keys_of(self._ensemble.scenario)
        times = observed_times(self._observed.events, keys) if self._observed else {}
        shown = escalation_data(
            self._ensemble, self.rows, times,
            by_measure=self._bands, firsts=self._firsts, rungs=self._rungs,
            language=self._language,
        )  # fmt: skip
        return draw_escalation(shown)

    def _noted(self) -> Iterator[Run]:
        """The runs, of each of which everything is noted as it passes."""
        known: dict[float, float] = {}
        tick_hours = self._ensemble.scenario.clock.tick_hours
        for run in self._ensemble.runs:
            self.rows.append(_shared(outcomes_of(run, self._ensemble.scenario), known))
            self._firsts.note(run)
            self._rungs.note(run)
            self._spells.extend(spells_of(run, tick_hours))
            if self._has_tracks:
                self._tracks.note(run)
            yield run


def _shared(row: Row, known: dict[float, float]) -> Row:
    """The same row, its numbers the same objects as in earlier rows: half the memory of many."""
    for name, value in row.items():
        if isinstance(value, float):
            is_new = len(known) < MOST_SHARED
            row[name] = known.setdefault(value, value) if is_new else known.get(value, value)
    return row
