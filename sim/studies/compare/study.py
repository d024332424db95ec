"""``compare``: variants against a base, run by run with the same chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from sim.analysis.bands import Floats
from sim.analysis.resampling import pair_groups
from sim.experiment.argument_checks import public
from sim.experiment.arms import Vector
from sim.experiment.execution import ExecutionOptions, execute_arms
from sim.experiment.manifest import manifest
from sim.experiment.output_folder import working_folder
from sim.experiment.recording import Recorder, with_record
from sim.experiment.runner import ExecutionResult, group_by_arm
from sim.experiment.study_result import write_result
from sim.report.notebook import Displayed
from sim.report.page.study_page import write_paged
from sim.report.records import records_csv
from sim.report.style import picture
from sim.results.codecs import JSON
from sim.results.files import write_file
from sim.results.plain_text import json_text
from sim.results.plain_tracks import tracks_from
from sim.results.study_output import Output
from sim.results.tables import Row, runs_csv
from sim.scenario.clock import Clock
from sim.scenario.loaded import Loaded
from sim.studies.compare.arm_names import about, file_names, unlike
from sim.studies.compare.difference_curves import (
    CurveDifference,
    curves_of,
    differences_over_time,
    rows_of,
    sketch_of,
)
from sim.studies.compare.differences import EndpointDifference, compare_arms
from sim.studies.compare.overview import draw_overview
from sim.studies.compare.page import comparison_page, fixed_words, spoken_sentences
from sim.studies.compare.picture import draw_comparison
from sim.studies.compare.picture_data import Arms, Page, key_lanes, keys_of, page_of
from sim.studies.compare.plain_words import plain_headline, plain_runs
from sim.studies.compare.request import ArmRequest, CompareRequest, compare_request, notes_of
from sim.studies.compare.tables import curves_csv, lanes_table, record_of
from sim.studies.compare.words import headline, runs_sentence, sentences_of
from sim.terms.errors import Refused
from sim.terms.tracks import Tracks
from sim.terms.words import ENGLISH, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

PICTURE, TABLE, DOCUMENT = "comparison", "comparison.csv", "comparison.json"
CURVES, SENTENCES = "curves_difference.csv", "sentences.txt"


@dataclass(frozen=True, repr=False)
class CompareResult(Displayed):
    """Variants against their base.

    Attributes:
        request: the arms, their runs and their seed.
        rows: outcomes of each run by name of the arm, the base first.
        series: measures over time by name of the arm, each of shape (run, hour).
        executed: how the runs were made.
        tracks: what a map needs of each run, by name of the arm; None of another model.
    """

    request: CompareRequest
    rows: Mapping[str, Sequence[Row]]
    series: Mapping[str, Mapping[str, Floats]]
    executed: ExecutionResult[Any]
    tracks: Mapping[str, Sequence[Tracks | None]] = field(default_factory=dict)

    @property
    def base(self) -> ArmRequest:
        """The arm that the others are compared with."""
        return self.request.sides[0]

    @property
    def variants(self) -> tuple[ArmRequest, ...]:
        """The other arms."""
        return self.request.sides[1:]

    @property
    def clock(self) -> Clock:
        """The clock that all arms share."""
        return self.base.loaded.scenario.clock

    @property
    def n_sets(self) -> int:
        """Number of parameter sets in use; 0 where there is only one."""
        return min(len(self.request.vectors), self.request.runs)

    @cached_property
    def compared(self) -> list[EndpointDifference]:
        """Every difference, variant by variant."""
        rows = {side.name: self.rows[side.name] for side in self.variants}
        return compare_arms(self.rows[self.base.name], rows, self.n_sets, self.request.more)

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Outcome and statistic of what is told of every variant."""
        return keys_of(self.compared)

    def of(self, variant: str) -> list[EndpointDifference]:
        """Every difference of one variant.

        Raises:
            Refused: when there is no such variant.
        """
        return [one for one in self.compared if one.variant == self._side(variant).name]

    @cached_property
    def curves(self) -> dict[str, dict[str, CurveDifference]]:
        """Differences over time, by name of the variant and by measure."""
        groups = pair_groups(self.request.runs, self.n_sets)
        base = self.series[self.base.name]
        return {
            side.name: differences_over_time(base, self.series[side.name], groups)
            for side in self.variants
        }

    def table(self) -> "DataFrame":
        """One row for each endpoint of each variant, as in ``comparison.csv``."""
        from pandas import DataFrame

        return DataFrame([record_of(one) for one in self.compared])

    def sentences(self, variant: str | None = None) -> list[str]:
        """What can be said of one variant, or of all: how much is clear, then every outcome."""
        sides = self.variants if variant is None else (self._side(variant),)
        return [sentence for side in sides for sentence in self._told(side)]

    def _told(self, side: ArmRequest) -> list[str]:
        """All that is to be said of a variant, in the language that was asked for."""
        is_english = self.request.language == ENGLISH
        return self._in_english(side) if is_english else spoken_sentences(self, side)

    def _in_english(self, side: ArmRequest) -> list[str]:
        return sentences_of(self.of(side.name), side.title, self.clock)

    def _notes(self) -> list[str]:
        """What a reader should know of how the arms were made."""
        is_english = self.request.language == ENGLISH
        return notes_of(self.request) if is_english else fixed_words(self.request)

    def brief(self) -> list[str]:
        """The key outcomes of every variant as a table, and whether the runs suffice."""
        language = self.request.language
        lines: list[str] = []
        for side in self.variants:
            found = self.of(side.name)
            lines += ["", *lanes_table(key_lanes(found, self.keys), self.clock, language), ""]
            if language != ENGLISH:
                lines += [plain_headline(found, side.title, language), plain_runs(found, language)]
            else:
                lines += [headline(found, side.title), runs_sentence(found)]
        return [*lines[1:], *self._notes()]

    def plot(self, variant: str | None = None) -> "Figure":
        """The page of one variant; without a name the overview, where there are several."""
        if variant is not None or len(self.variants) == 1:
            return draw_comparison(self._page(self._side(variant or self.variants[0].name)))
        return draw_overview(
            {
                unlike(side, self.variants): key_lanes(self.of(side.name), self.keys, self.compared)
                for side in self.variants
            },
            self.base.title,
            seed=self.request.seed,
            n_sets=self.n_sets,
            compared=len(self.compared),
            language=self.request.language,
        )

    def write(self, folder: Path | str) -> None:
        """Write pictures, tables, sentences, ``comparison.json`` and the manifest."""
        files = file_names([side.name for side in self.request.sides])
        pictures = {PICTURE: picture(self.plot)} | {
            f"{PICTURE}_{files[side.name]}": picture(partial(self.plot, side.name))
            for side in (self.variants if len(self.variants) > 1 else ())
        }
        arms = [about(side, files[side.name]) for side in self.request.sides]
        asked: dict[str, Any] = {"arms": arms, "sets": self.n_sets}
        if self.request.record:
            asked["recorded"] = list(self.request.record)
        how = manifest(self.base.loaded, self.executed, seed=self.request.seed, **asked)
        scenario, study = self.base.loaded.scenario, self.request.study
        made = Output(study, scenario, how, self._write_tables, pictures)
        write_paged(folder, made, lambda: comparison_page(self, PICTURE))

    def _write_tables(self, folder: Path) -> None:
        files = file_names([side.name for side in self.request.sides])
        for side in self.request.sides:
            path = folder / f"runs_{files[side.name]}.csv"
            write_file(path, runs_csv(self.rows[side.name], self.clock, self.request.more))
        write_file(folder / TABLE, records_csv([record_of(one) for one in self.compared]))
        write_file(folder / CURVES, curves_csv(self.curves, self.clock))
        said = ["\n".join(self.sentences(side.name)) for side in self.variants]
        said += [*self._notes(), words("no_forecast", self.request.language)]
        write_file(folder / SENTENCES, "\n\n".join(said) + "\n")
        write_file(folder / DOCUMENT, json_text(self._content()))

    def _side(self, name: str) -> ArmRequest:
        found = next((side for side in self.variants if side.name == name), None)
        if found is None:
            known = ", ".join(side.name for side in self.variants)
            message = f"there is no variant {name!r}; known: {known}"
            raise Refused(message)
        return found

    def _page(self, side: ArmRequest) -> Page:
        rows = self.rows[self.base.name], self.rows[side.name]
        arms = Arms(
            side.title, self.base.title, rows, self.curves[side.name], self.of(side.name), self.keys
        )
        return page_of(
            arms,
            self.clock,
            seed=self.request.seed,
            n_sets=self.n_sets,
            compared=len(self.compared),
            language=self.request.language,
        )

    def _content(self) -> dict[str, Any]:
        files = file_names([side.name for side in self.request.sides])
        return {
            "base": self.base.name,
            "runs": self.request.runs,
            "seed": self.request.seed,
            "parameter_sets": self.n_sets,
            "interval": 0.95,
            "start": self.clock.start.strftime("%Y-%m-%d %H:%M"),
            "arms": [about(side, files[side.name]) for side in self.request.sides],
            "notes": notes_of(self.request),
            "sentences": {side.name: self._in_english(side) for side in self.variants},
            "differences": [record_of(one) for one in self.compared],
        }


@public(compare_request)
def compare(
    base: Loaded | Path | str,
    *variants: Loaded | Path | str,
    sets: Sequence[str] | Mapping[str, object] = (),
    runs: int | None = None,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    record: Mapping[str, Recorder] | None = None,
    language: str = ENGLISH,
    out: Path | str | None = None,
    **execution: Unpack[ExecutionOptions],
) -> CompareResult:
    """Compare variants with a base: the same runs with the same chance, and one thing different.

    Args:
        base: a scenario, or its file.
        variants: others to compare with it.
        sets: values to set, as ``path=value`` or by path: without variants they make the one
            variant out of the base, with variants they are set in all arms alike; the clock and
            ``ensemble.one_in`` are set in all arms either way.
        runs: number of runs of each arm; None takes that of the base.
        seed: seed of all runs; None takes that of the base.
        vectors: parameter sets, or a table of them; run k of every arm takes number k modulo their
            number, so that intervals tell of all of them.
        record: measures of one's own by name, functions of the model after each tick; of each
            the peak, the last value and the mean over time are compared, too.
        language: of page, pictures and what is printed: ``en``, ``sr``, ``sq``; not of tables.
        out: folder to write; what was stopped there before goes on. None writes nothing.
        execution: how runs are made, see :class:`sim.experiment.execution.ExecutionOptions`.

    Raises:
        Refused: listing every mistake in what was asked.
        Interrupted: when a stop was asked for.
    """
    request = compare_request(
        base, variants, sets, runs=runs, seed=seed, vectors=vectors, record=record,
        language=language,
    )  # fmt: skip
    return execute_compare(request, out=out, **execution)


def execute_compare(
    request: CompareRequest, *, out: Path | str | None = None, **execution: Unpack[ExecutionOptions]
) -> CompareResult:
    """Make a comparison whose arms are loaded already; see :func:`compare`."""
    runs, names = request.runs, [side.name for side in request.sides]
    with working_folder(out, request.study, execution.get("command")) as folder:
        executed = execute_arms(
            request.arms(), runs=runs, seed=request.seed, codec=JSON, folder=folder,
            summarise=partial(sketch_of, recorded=tuple(request.record or ())),
            **{**execution, "build": with_record(execution.get("build"), request.record)},
        )  # fmt: skip
        rows: dict[str, list[Row]] = {}
        series: dict[str, dict[str, Floats]] = {}
        tracks: dict[str, list[Tracks | None]] = {}
        for name, kept in zip(names, group_by_arm(executed.results, runs), strict=True):
            sketches = list(kept)
            rows[name], series[name] = rows_of(sketches), curves_of(sketches)
            tracks[name] = [one["tracks"] and tracks_from(one["tracks"]) for one in sketches]
        return write_result(CompareResult(request, rows, series, executed, tracks), folder)
