"""From an ensemble to its complete output folder."""

from pathlib import Path
from typing import Any

from sim.analysis.bands import bands_by_measure
from sim.analysis.escalation import escalation_of
from sim.analysis.key_events import observed_times
from sim.analysis.outcomes import outcomes_of
from sim.analysis.summary import summary_of
from sim.report.curves import curves
from sim.report.style import save_figure
from sim.results.folder import Tables, write_folder
from sim.results.observed import Observed
from sim.results.run import Ensemble

PICTURE = "curves"


def write_outputs(
    folder: Path,
    ensemble: Ensemble,
    *,
    scenario_text: str,
    manifest: dict[str, Any],
    observed: Observed | None = None,
) -> dict[str, Any]:
    """Write every file of an output folder: the picture, the tables, then the manifest.

    Args:
        folder: made when it is missing; files of an earlier ensemble are replaced.
        ensemble: the runs; not empty.
        scenario_text: the resolved scenario as YAML.
        manifest: versions, seed, digest, commit, time taken.
        observed: what was observed, marked in the picture; None when nothing was.

    Returns:
        The content of ``summary.json``.
    """
    rows = [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]
    times = observed_times(observed.events) if observed else {}
    save_figure(curves(escalation_of(ensemble, rows, times)), folder, PICTURE)
    summary = summary_of(ensemble, rows)
    tables = Tables(rows, bands_by_measure(ensemble), summary, manifest, scenario_text)
    write_folder(folder, ensemble, tables)
    return summary
