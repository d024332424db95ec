"""A finished run, given back from its folder: what Python had when it was made."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sim.experiment.arms import Vector
from sim.experiment.parameter_sets import read_vectors
from sim.results.damage import undamaged
from sim.results.folder import read_runs
from sim.results.ownership import MANIFEST, Record, read_record
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.studies.run.recorded import recorded_names, with_recorded
from sim.terms.errors import Refused

VECTORS: Final = "vectors.csv"
"""The parameter sets of a run with several, so that it can be repeated from its folder."""


def finished_runs(folder: Path, loaded: Loaded, key: str) -> Sequence[Run]:
    """The runs that a finished folder holds, so that more can be made after them.

    Args:
        folder: the folder; its files are as they were written, which is seen to elsewhere.
        loaded: the scenario.
        key: what the runs must depend on; those of another version or model are none.

    Raises:
        Damaged: when they cannot be read.
    """
    record = read_record(folder / MANIFEST)
    if record is None or record.content.get("key") != key:
        return ()
    return whole_runs(folder, loaded, record)


def whole_runs(folder: Path, loaded: Loaded, record: Record) -> Sequence[Run]:
    """The runs of a folder, with the measures of a user's own where some were recorded.

    Args:
        folder: the folder.
        loaded: the scenario.
        record: what the folder says of itself.

    Raises:
        Damaged: when they cannot be read.
    """
    runs, names = read_runs(folder, loaded.scenario), recorded_names(record.content, folder)
    return with_recorded(runs, folder, names, loaded.scenario.clock.n_ticks)


def record_of_run(folder: Path) -> Record:
    """What a folder says of itself when it holds runs.

    Raises:
        Refused: when it holds none; the message says what it holds.
    """
    record = read_record(folder / MANIFEST)
    if record is None:
        why = "it is a file" if folder.is_file() else f"no {MANIFEST} says what it holds"
        message = f"{folder}: is no finished output folder: {why}; run a scenario first"
        raise Refused(message)
    if record.study != "run":
        tables = ", ".join(n for n in record.files if n.endswith((".csv", ".json")))
        message = (
            f"{folder}: holds what {record.study} made, and only runs are given back from their "
            f"folder; its tables are {tables}"
        )
        raise Refused(message)
    return record


def vectors_of(folder: Path, record: Record) -> Sequence[Vector]:
    """The parameter sets that the runs of a folder took in turn; none when all had the same.

    Raises:
        Damaged: when their table cannot be read.
    """
    if VECTORS not in record.files:
        return ()
    with undamaged(folder / VECTORS):
        return [one.vector for one in read_vectors(folder / VECTORS)]
