"""``read``: a finished run as it was when it was made, from the files of its folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.experiment.build_identity import BuildIdentity
from sim.experiment.runner import ExecutionResult
from sim.results.damage import damaged, whole_entry
from sim.results.folder import SCENARIO, SUMMARY, check_as_written, read_summary
from sim.results.observed_case import load_observed
from sim.results.ownership import MANIFEST, Record
from sim.results.run import Ensemble, Run
from sim.scenario.calls import public
from sim.scenario.load import load_finished
from sim.studies.run.finished import VECTORS, record_of_run, vectors_of, whole_runs
from sim.studies.run.recorded import CURVES, recorded_names
from sim.studies.run.study import RunResult


@public()
def read(folder: Path | str) -> RunResult:
    """Give back what :func:`sim.run` returned when it wrote a folder.

    Tables, summary and picture are the same, and so are measures of one's own; numbers in the
    terms of events have the six digits with which they are written.

    Args:
        folder: an output folder of ``run``, or of ``validate`` with a scenario.

    Returns:
        The runs with everything that is known of them; of a large folder each run is read when it
        is asked for.

    Raises:
        Damaged: when a file is missing, or not as it was written.
        Refused: when the folder holds no runs; the message says what it holds.
    """
    folder = Path(folder).expanduser()
    record = record_of_run(folder)
    path = folder / MANIFEST
    loaded = load_finished(folder / SCENARIO)
    runs = whole_runs(folder, loaded, record)
    seed = whole_entry(read_summary(folder), "seed", folder / SUMMARY)
    done = whole_entry(record.content, "runs_done", path)
    if len(runs) != done:
        raise damaged(path, f"it tells of {done} runs, and the tables hold {len(runs)}")
    check_as_written(folder, record, VECTORS, CURVES)
    ensemble = Ensemble(loaded.scenario, seed, runs)
    return RunResult(
        loaded, ensemble, _executed(runs, record, path), load_observed(loaded),
        vectors_of(folder, record), recorded_names(record.content, folder),
        _build_of(record.content.get("recorder")),
    )  # fmt: skip


def _executed(runs: Sequence[Run], record: Record, path: Path) -> ExecutionResult[Run]:
    """How the runs were made, as the manifest tells it."""
    return ExecutionResult(
        runs,
        whole_entry(record.content, "runs_requested", path),
        record.content.get("interrupted") is True,
        whole_entry(record.content, "workers", path),
        float(record.content.get("seconds") or 0),
        build=_build_of(record.content.get("build")),
        key=str(record.content.get("key") or ""),
    )


def _build_of(told: Any) -> BuildIdentity | None:
    """Which model made the runs, or what told measures of one's own; None for Ibar's own."""
    if not isinstance(told, dict):
        return None
    name, code = (str(told.get(key)) for key in BuildIdentity._fields)
    return BuildIdentity(name, code)
