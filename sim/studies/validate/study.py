"""All episodes and all contrasts at once: run them, test them, and write what came of it."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.cli.execution_options import load_file, running, sets_of, usual_folder
from sim.cli.exit_codes import DONE, InputError

if TYPE_CHECKING:
    from sim.experiment.execution import Running
    from sim.results.observed import Observed
    from sim.results.run import Ensemble, Run
    from sim.results.tables import Row
    from sim.scenario.load import Loaded
    from sim.studies.validate.contrasts import Contrast
    from sim.studies.validate.episode_test import Episode, Whole
    from sim.studies.validate.episodes import Days
    from sim.studies.validate.picture import Column

EPISODE_RUNS, VARIANT_RUNS = 200, 100
CONTRASTS = "observed/contrasts.csv"
VARIANTS = "variants"
PANELS = {
    "rung": ("Highest rung in the last 24 h", "rung"),
    "barricades": ("Barricades standing", "barricades"),
    "crossings_closed": ("Crossings closed", "crossings"),
    "people_out": ("People out, peak of the day", "people"),
}
BY_HOUR = ("rung", "barricades", "crossings_closed")
BY_DAY = ("rung", "barricades", "people_out")
SHORT_DAYS = 7
"""Observed days up to which an episode is drawn by the hour."""


class Case(NamedTuple):
    """A scenario with what was observed of it."""

    loaded: "Loaded"
    observed: "Observed"
    days: "Days | None"


class Making(NamedTuple):
    """How the ensembles of a validation are made, each with a journal of its own."""

    folder: Path
    how: "Running"

    def runs(self, loaded: "Loaded") -> "Sequence[Run]":
        """All runs of an episode."""
        from sim.experiment.runner import whole
        from sim.results.codecs import WHOLE, runs_of

        return runs_of(self._made(loaded, whole, WHOLE))

    def rows(self, loaded: "Loaded") -> "list[Row]":
        """Outcomes of each run of a variant."""
        from sim.analysis.outcomes import outcomes_of
        from sim.results.codecs import JSON

        return list(self._made(loaded, outcomes_of, JSON))

    def _made(self, loaded: "Loaded", summarise: "Any", codec: "Any") -> "Sequence[Any]":
        from sim.experiment.arms import arm_of
        from sim.experiment.execution import execute_arms
        from sim.experiment.output_folder import PART

        settings = loaded.scenario.ensemble
        journal = f"{loaded.scenario.name}{PART}"
        return execute_arms(
            [arm_of(loaded)], runs=settings.runs, seed=settings.seed, summarise=summarise,
            codec=codec, folder=self.folder, journal=journal, **self.how,
        ).results  # fmt: skip


def validate_all(options: argparse.Namespace) -> int:
    """Run every observed scenario of a folder and every contrast; write and tell what came of it.

    Args:
        options: of ``run.py validate``; ``scenario`` is the folder.

    Returns:
        Exit code.
    """
    cases = _cases(options)
    base, variants, contrasts = _contrasts(options, cases)
    document = _document(options)
    from sim.experiment.output_folder import working_folder

    out = options.out or usual_folder("validation")
    with running(options, "validate") as how, working_folder(out) as folder:
        assert folder is not None, "a folder was named"
        try:
            whole, columns = _run(Making(folder, how), cases, base, (variants, contrasts))
        except ValueError as error:  # a pattern or contrast asks for something that there is not
            raise InputError(str(error)) from error
        _write(folder, whole, columns, document)
    if not options.quiet:
        from sim.studies.validate.words import whole_table

        print(whole_table(whole))
    print(folder, flush=True)
    return DONE


def _cases(options: argparse.Namespace) -> list[Case]:
    """Every scenario of the folder that names what was observed.

    Raises:
        InputError: when a file is wrong, or none names anything.
    """
    from sim.results.observed_case import observed_of, observed_path
    from sim.studies.validate.episodes import bounds_of, read_days

    cases: list[Case] = []
    for path in sorted(options.scenario.glob("*.yaml")):
        loaded = load_file(path, _sets(options, EPISODE_RUNS))
        observed, table = observed_of(loaded), observed_path(loaded)
        if observed is None or table is None:
            continue
        daily = table.with_name(f"{table.stem}_daily.csv")
        try:
            days = read_days(daily) if daily.exists() else None
            bounds_of(days.dates if days else (), loaded.scenario.clock)
        except ValueError as error:
            message = f"{daily}: {error}"
            raise InputError(message) from error
        cases.append(Case(loaded, observed, days))
    if not cases:
        message = f"{options.scenario}: no scenario in it names a table of what was observed"
        raise InputError(message)
    return cases


def _sets(options: argparse.Namespace, usual_runs: int) -> list[str]:
    return [f"ensemble.runs={usual_runs}", *sets_of(options)]


def _contrasts(
    options: argparse.Namespace, cases: Sequence[Case]
) -> tuple[int, dict[str, "Loaded"], "Sequence[Contrast]"]:
    """The base of the contrasts among the cases, the variants, and what is required of them.

    Raises:
        InputError: when the table or a variant is wrong, or the variants have no base.
    """
    from sim.studies.validate.contrasts import read_contrasts

    table = options.scenario / CONTRASTS
    if not table.exists():
        return 0, {}, ()
    try:
        contrasts = read_contrasts(table)
    except ValueError as error:
        raise InputError(str(error)) from error
    folder = options.scenario / VARIANTS
    names = dict.fromkeys(contrast.variant for contrast in contrasts)
    sets = _sets(options, VARIANT_RUNS)
    variants = {name: load_file(folder / f"{name}.yaml", sets) for name in names}
    clocks = {loaded.scenario.clock.start for loaded in variants.values()}
    bases = [i for i, case in enumerate(cases) if {case.loaded.scenario.clock.start} == clocks]
    if len(bases) != 1:
        message = f"{table}: the variants must share the start of the clock with one scenario"
        raise InputError(message)
    return bases[0], variants, contrasts


def _run(
    making: Making,
    cases: Sequence[Case],
    base: int,
    required: "tuple[Mapping[str, Loaded], Sequence[Contrast]]",
) -> "tuple[Whole, list[Column]]":
    """Run and test everything, the base of the contrasts first.

    Raises:
        Interrupted: when a stop was asked for.
        ValueError: naming file and line of a pattern or contrast that makes no sense.
    """
    from sim.results.run import Ensemble
    from sim.studies.validate.contrasts import evaluate_contrasts
    from sim.studies.validate.episode_test import Whole, count_fitted, episode_tested

    episodes: list[Episode] = []
    columns: list[Column] = []
    for case in (cases[base], *(c for i, c in enumerate(cases) if i != base)):
        scenario = case.loaded.scenario
        ensemble = Ensemble(scenario, scenario.ensemble.seed, making.runs(case.loaded))
        episodes.append(episode_tested(ensemble, case.observed, case.days))
        if case.days is not None:
            columns.append(_column(ensemble, case.observed, case.days))
    variants, contrasts = required
    rows = {name: making.rows(loaded) for name, loaded in variants.items()}
    first = episodes[0]
    differences = evaluate_contrasts(contrasts, first.rows, rows, first.null_rows)
    parameters = cases[base].loaded.scenario.parameters.model_dump()
    pairs = max(map(len, rows.values()), default=0)
    return Whole(episodes, differences, pairs, *count_fitted(parameters)), columns


def _column(ensemble: "Ensemble", observed: "Observed", days: "Days") -> "Column":
    """The panels of one episode: by the hour when it was short, by the day when it was long."""
    from sim.analysis.time_axis import hour_marks, midnights
    from sim.studies.validate.episodes import laid_by_day, laid_by_hour
    from sim.studies.validate.picture import Column, Panel

    scenario = ensemble.scenario
    title, runs = scenario.title, len(ensemble.runs)
    if len(days.dates) > SHORT_DAYS:
        panels = [Panel(*PANELS[c], laid_by_day(ensemble, days, c), "days") for c in BY_DAY]
        return Column(title, runs, panels, (), (), 0.0, days.dates)
    until = min(24.0 * len(days.dates), scenario.clock.n_ticks * scenario.clock.tick_hours)
    panels = [
        Panel(
            *PANELS[column],
            laid_by_hour(ensemble, observed.events, days, column, until),
            "points" if column == "rung" else "course",
        )
        for column in BY_HOUR
    ]
    marks = hour_marks(scenario.clock, until)[1]
    return Column(title, runs, panels, midnights(scenario.clock, until), marks, until)


def _document(options: argparse.Namespace) -> Path | None:
    """The document to put the tables into, looked at before any time is spent on runs.

    Raises:
        InputError: when it has not all the marked places.
    """
    if options.write_docs is None:
        return None
    from sim.studies.validate.docs import missing_places

    try:
        missing = missing_places(options.write_docs.read_text("utf-8"))
    except OSError as error:
        message = f"{options.write_docs}: {error.strerror}"
        raise InputError(message) from error
    if missing:
        message = f"{options.write_docs}: no marked place for {', '.join(missing)}"
        raise InputError(message)
    return options.write_docs


def _write(
    folder: Path, whole: "Whole", columns: "Sequence[Column]", document: Path | None
) -> None:
    """Write ``validation.json``, the picture, and the tables of a document."""
    from sim.report.style import save_figure
    from sim.studies.validate.file import whole_content, write_validation
    from sim.studies.validate.picture import NAME, PNG, draw_validation
    from sim.studies.validate.words import whole_met

    if columns:
        save_figure(draw_validation(columns, whole_met(whole)), folder, NAME)
    write_validation(folder, whole_content(whole))
    if document is not None:
        from sim.results.folder import write_file
        from sim.studies.validate.docs import write_docs

        write_docs(document, whole)
        if columns:
            write_file(document.parent / PNG, (folder / PNG).read_bytes())
