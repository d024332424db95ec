"""From an ensemble to its complete output folder."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.analysis.bands import Bands, bands_by_measure
from sim.analysis.hourly import HourlyRungs, hour_counts
from sim.analysis.key_events import FirstTicks, observed_times
from sim.analysis.outcomes import outcomes_of
from sim.analysis.spells import Spell, spells_of
from sim.experiment.no_effect import NoEffect
from sim.report.style import save_figure
from sim.results.folder import Tables, write_events, write_file, write_tables
from sim.results.run import Ensemble, Run
from sim.results.tables import Row
from sim.scenario.observed import Observed
from sim.studies.run.escalation import escalation_data
from sim.studies.run.picture import draw_escalation
from sim.studies.run.summary import complete_summary
from sim.studies.run.tables import CRISES, HOURLY, crises_csv, hourly_csv

PICTURE = "curves"
MOST_SHARED = 20_000
"""Different numbers of all rows that are shared between them."""


def write_outputs(
    folder: Path,
    ensemble: Ensemble,
    *,
    scenario_text: str,
    manifest: dict[str, Any],
    observed: Observed | None = None,
    no_effect: NoEffect | None = None,
) -> dict[str, Any]:
    """Write every file of an output folder: the picture, the tables, then the manifest.

    The runs may lie in a file: they are gone through once, and each measure of all of them is
    asked for two or three times, one at a time.

    Args:
        folder: made when it is missing; files of an earlier ensemble are replaced.
        ensemble: the runs; not empty.
        scenario_text: the resolved scenario as YAML.
        manifest: versions, seed, digest, commit, time taken.
        observed: what was observed, marked in the picture; None when nothing was.
        no_effect: what of the scenario has no effect; None when that is not known.

    Returns:
        The content of ``summary.json``.

    Raises:
        MissingExtra: when there are so many runs that pyarrow is needed, and it is missing.
    """
    rows: list[Row] = []
    clock = ensemble.scenario.clock
    notes = _Notes(FirstTicks(), HourlyRungs(clock), [])
    write_events(folder, _noted(ensemble, rows, notes), len(ensemble.runs), clock)
    by_measure = bands_by_measure(ensemble)
    _draw(folder, ensemble, rows, observed, prepared=(by_measure, notes))
    _write_course(folder, ensemble, notes)
    summary = complete_summary(ensemble, rows, no_effect)
    write_tables(folder, ensemble, Tables(rows, by_measure, summary, manifest, scenario_text))
    return summary


def _draw(
    folder: Path,
    ensemble: Ensemble,
    rows: Sequence[Row],
    observed: Observed | None,
    *,
    prepared: tuple[Mapping[str, Bands], "_Notes"],
) -> None:
    """Draw the escalation picture from what has been noted of the runs."""
    by_measure, notes = prepared
    times = observed_times(observed.events) if observed else {}
    picture = escalation_data(
        ensemble, rows, times, by_measure=by_measure, firsts=notes.firsts, rungs=notes.rungs
    )
    save_figure(draw_escalation(picture), folder, PICTURE)


def _write_course(folder: Path, ensemble: Ensemble, notes: "_Notes") -> None:
    """Write what is told crisis by crisis and hour by hour."""
    clock = ensemble.scenario.clock
    write_file(folder / CRISES, crises_csv(notes.spells, clock))
    write_file(folder / HOURLY, hourly_csv(hour_counts(ensemble, notes.rungs.rungs), clock))


class _Notes(NamedTuple):
    """What is noted of each run as it passes, besides its outcomes."""

    firsts: FirstTicks
    rungs: HourlyRungs
    spells: list[Spell]


def _noted(ensemble: Ensemble, rows: list[Row], notes: _Notes) -> Iterator[Run]:
    """The runs, of each of which everything is noted as it passes."""
    tick_hours = ensemble.scenario.clock.tick_hours
    known: dict[float, float] = {}
    for run in ensemble.runs:
        rows.append(_shared(outcomes_of(run, ensemble.scenario), known))
        notes.firsts.note(run)
        notes.rungs.note(run)
        notes.spells.extend(spells_of(run, tick_hours))
        yield run


def _shared(row: Row, known: dict[float, float]) -> Row:
    """The same row, its numbers the same objects as in earlier rows: half the memory of many."""
    for name, value in row.items():
        if isinstance(value, float):
            is_new = len(known) < MOST_SHARED
            row[name] = known.setdefault(value, value) if is_new else known.get(value, value)
    return row
