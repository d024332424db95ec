"""From an ensemble to its complete output folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.analysis.bands import bands_by_measure
from sim.analysis.key_events import FirstTicks, observed_times
from sim.analysis.outcomes import outcomes_of
from sim.experiment.no_effect import NoEffect
from sim.report.style import save_figure
from sim.results.folder import Tables, write_events, write_tables
from sim.results.run import Ensemble, Run
from sim.results.tables import Row
from sim.scenario.observed import Observed
from sim.studies.run.escalation import escalation_data
from sim.studies.run.picture import draw_escalation
from sim.studies.run.summary import complete_summary

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
    firsts = FirstTicks()
    noted = _noted(ensemble, rows, firsts)
    write_events(folder, noted, len(ensemble.runs), ensemble.scenario.clock)
    times = observed_times(observed.events) if observed else {}
    by_measure = bands_by_measure(ensemble)
    picture = escalation_data(ensemble, rows, times, by_measure=by_measure, firsts=firsts)
    save_figure(draw_escalation(picture), folder, PICTURE)
    summary = complete_summary(ensemble, rows, no_effect)
    write_tables(folder, ensemble, Tables(rows, by_measure, summary, manifest, scenario_text))
    return summary


def _noted(ensemble: Ensemble, rows: list[Row], firsts: FirstTicks) -> Iterator[Run]:
    """The runs, of each of which outcomes and first ticks are noted as it passes."""
    known: dict[float, float] = {}
    for run in ensemble.runs:
        rows.append(_shared(outcomes_of(run, ensemble.scenario), known))
        firsts.note(run)
        yield run


def _shared(row: Row, known: dict[float, float]) -> Row:
    """The same row, its numbers the same objects as in earlier rows: half the memory of many."""
    for name, value in row.items():
        if isinstance(value, float):
            is_new = len(known) < MOST_SHARED
            row[name] = known.setdefault(value, value) if is_new else known.get(value, value)
    return row
