"""The tables that samples are kept in: what was tried of one is looked up, the rest is added.

A folder has two tables, which may hold several samples: sets of another seed, or of another part of
the ranges. A sample that was stopped goes on where its rows end, and one that was asked for more
sets likewise. Every table is written whole or not at all, and a set counts as tried only once its
row stands in the table of those tried, which is written last: a process that is killed at any
moment loses the trial that was under way and nothing else.
"""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sim.experiment.parameter_sets import (
    ACCEPTED,
    TRIED,
    Columns,
    SetTable,
    table_of,
    table_text,
    tried_path,
)
from sim.results.files import write_file
from sim.studies.calibrate.generations import SearchStep
from sim.studies.calibrate.memory import tried_of
from sim.studies.calibrate.priors import Prior
from sim.studies.calibrate.sampling import Candidate, candidates
from sim.studies.calibrate.trial import TrialResult
from sim.studies.calibrate.vector_tables import Sample, accepted_cells, tried_cells
from sim.terms.errors import Refused

VECTORS: Final = "vectors.csv"
"""Name of the table of accepted sets; that of what was tried stands beside it."""

Cells = dict[str, str]


class SampleTables:
    """One sample in the tables of a folder; results are kept in the form a search keeps them in."""

    def __init__(self, folder: Path, sample: Sample, priors: Sequence[Prior], goal: float) -> None:
        """Read what there is.

        Args:
            folder: the folder; its tables may be missing yet.
            sample: which sample.
            priors: where it is drawn.
            goal: largest distance that is accepted.

        Raises:
            Refused: when the tables are of another search, or not as they should be.
        """
        self._accepted = folder / VECTORS
        self._tried = tried_path(self._accepted)
        self._sample, self._goal = sample, goal
        self._paths = tuple(prior.path for prior in priors)
        self._results = list(self._remembered(priors))

    def __len__(self) -> int:
        return len(self._results)

    def results(self) -> Sequence[list[Any]]:
        """What became of each set of the sample so far, as plain values."""
        return self._results

    def append(self, result: list[Any], /) -> None:
        """Keep what became of one more set."""
        self.add([tried_of(result)])
        self._results.append(result)

    def add(self, found: Sequence[TrialResult]) -> None:
        """Add rows for what is not there yet.

        The shipped set is kept among those accepted whatever few runs say of it, for comparison.
        It is no draw from the priors, and has no weight; all others weigh the same.
        """
        kept = [tried for tried in found if tried.is_accepted or tried.candidate.id == 0]
        weights = [float(tried.candidate.id != 0) for tried in kept]
        rows = [accepted_cells(t, self._sample, w) for t, w in zip(kept, weights, strict=True)]
        self._add(self._accepted, ACCEPTED, rows)
        rows = [tried_cells(SearchStep(0, self._goal, tried), self._sample) for tried in found]
        self._add(self._tried, TRIED, rows)  # last: what is not recorded here is tried again

    def _add(self, path: Path, columns: Columns, rows: Sequence[Cells]) -> None:
        there = [row.cells for row in self._read(path, columns).rows]
        known = {_key(row, path) for row in there}
        new = [row for row in rows if _key(row, path) not in known]
        if new:
            write_file(path, table_text(columns, self._paths, [*there, *new]))

    def _read(self, path: Path, columns: Columns) -> SetTable:
        """A table, without the end of its last line that a process did not come to write.

        Raises:
            Refused: when it is not as it should be, or has values of other parameters.
        """
        if not path.exists():
            return SetTable((), [])
        content = path.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        if not whole:
            return SetTable((), [])
        try:
            table = table_of(whole.decode("utf-8"), path, columns)
        except UnicodeDecodeError as error:
            message = f"{path}: is not UTF-8 text"
            raise Refused(message) from error
        if table.paths != self._paths and (table.paths or columns is ACCEPTED):
            message = f"{path}: has other columns than this search; choose another folder"
            raise Refused(message)
        return table

    def _of_sample(self, path: Path, columns: Columns) -> dict[int, Cells]:
        """Rows of this sample in a table, by number of the set."""
        rows = {_key(row.cells, path): row.cells for row in self._read(path, columns).rows}
        return {key[0]: row for key, row in rows.items() if key[1:] == tuple(self._sample)}

    def _remembered(self, priors: Sequence[Prior]) -> Iterator[list[Any]]:
        """What became of the first sets of the sample; the first that is missing ends it."""
        tried = self._of_sample(self._tried, TRIED)
        accepted = self._of_sample(self._accepted, ACCEPTED)
        for candidate in candidates(priors, self._sample.seed):
            row, kept = tried.get(candidate.id), accepted.get(candidate.id, {})
            if row is None:
                return
            _check_values(row, candidate, self._tried)
            _check_values(kept, candidate, self._accepted)
            yield _result(row, kept, candidate, self._tried)


def _key(row: Cells, path: Path) -> tuple[int, int, float]:
    """Which set a row is of: its number, the seed of its sample, and its part of the ranges."""
    try:
        return int(row["id"]), int(row["seed"]), float(row["spread"])
    except ValueError as error:
        message = f"{path}: id, seed and spread are not numbers in every line"
        raise Refused(message) from error


def _check_values(row: Cells, candidate: Candidate, path: Path) -> None:
    """Refuse to go on in a table whose values are not those of the sample.

    Raises:
        Refused: naming the set and the first value that differs.
    """
    for name, value in candidate.vector.items():
        cell = row.get(name)
        if cell and not _is_number(cell, value):
            message = (
                f"{path}: set {candidate.id} has {name} = {cell} where this sample has {value}: "
                "ranges or values of the scenario were others; choose another folder"
            )
            raise Refused(message)


def _is_number(cell: str, value: float) -> bool:
    try:
        return float(cell) == value
    except ValueError:
        return False


def _result(row: Cells, kept: Cells, candidate: Candidate, path: Path) -> list[Any]:
    """What became of a set, as plain values: of its row, or else of that among those accepted."""
    met, of, distance = (row.get(name) or kept.get(name) for name in ("met", "of", "distance"))
    try:
        numbers = [int(met) if met else None, int(of) if of else None]
        far = float(distance) if distance else math.nan
    except ValueError as error:
        message = f"{path}: set {candidate.id}: met, of and distance are not numbers"
        raise Refused(message) from error
    stage, patterns = row["stage"], row["patterns"].split()
    return [candidate.id, dict(candidate.vector), stage, patterns, *numbers, far]
