"""Tables of parameter sets: those a search accepted, which runs take in turn, and those it tried.

One set a row: columns that say what it is, then one column of values for each path. Whoever writes
such a table writes all columns; tables of earlier versions may lack the newer ones, and a cell that
nobody knows is empty. Columns are:

- ``id``: number of the set in its search; 0 is the shipped one;
- ``seed``, ``spread``: seed of the search, and the part of each range that it searched;
- ``met``, ``of``: patterns met exactly, of those looked at;
- ``weight``: weight in the posterior, in proportion to the others of the table; empty for as much
  as any other, 0 for the shipped set, which is no draw;
- ``distance``: Monte Carlo errors by which the worst pattern was missed; at least that much where
  a stage rejected the set;
- ``stage``, ``patterns``: the stage that rejected the set, and the patterns it missed beyond
  chance; both empty where it missed none;
- ``generation``, ``epsilon``: for which generation it was tried, and the distance then allowed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.experiment.arms import Vector
from sim.results.plain_text import csv_text
from sim.scenario import csv_reader
from sim.scenario.csv_reader import Row
from sim.scenario.mistakes import Mark, Mistake, ScenarioError, shown_path


class Columns(NamedTuple):
    """Columns of a table before the values.

    Attributes:
        first: those that every table has.
        newer: those that follow them, and that tables of earlier versions lack.
    """

    first: tuple[str, ...]
    newer: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, in order."""
        return (*self.first, *self.newer)


ACCEPTED: Final = Columns(("id", "seed", "spread", "met", "of"), ("weight", "distance"))
"""Of the sets that were accepted."""
TRIED: Final = Columns(
    ("id", "seed", "spread", "stage", "patterns"),
    ("generation", "epsilon", "distance", "met", "of"),
)
"""Of all sets that were tried."""


class SetTable(NamedTuple):
    """A table as it was read.

    Attributes:
        paths: columns of values, in order.
        rows: its rows, with cells by column.
    """

    paths: tuple[str, ...]
    rows: list[Row]


def read_table(path: Path, columns: Columns) -> SetTable:
    """Read a table of parameter sets.

    Raises:
        ScenarioError: listing every mistake in it; that it is missing too.
    """
    mistakes: list[Mistake] = []
    return _checked(csv_reader.read_table(path, columns.first, mistakes), columns, mistakes)


def table_of(text: str, path: Path, columns: Columns) -> SetTable:
    """A table from its text.

    Args:
        text: what the file holds.
        path: of the file, for messages.
        columns: those expected.

    Raises:
        ScenarioError: listing every mistake in it.
    """
    mistakes: list[Mistake] = []
    mark = Mark(shown_path(path), 1, path.parent)
    read = csv_reader.rows_of(text, mark, columns.first, mistakes)
    return _checked(read, columns, mistakes)


def _checked(
    read: tuple[list[str], list[Row]] | None, columns: Columns, mistakes: list[Mistake]
) -> SetTable:
    if mistakes or read is None:
        raise ScenarioError(mistakes)
    names, rows = read
    return SetTable(tuple(name for name in names if name not in columns.names), rows)


def table_text(columns: Columns, paths: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A table of parameter sets as text, with all columns; a cell that a row lacks is empty.

    Args:
        columns: those before the values.
        paths: columns of the values.
        rows: cells by column.
    """
    names = [*columns.names, *paths]
    return csv_text(names, ([row.get(name, "") for name in names] for row in rows))


class ParameterSet(NamedTuple):
    """A vector of a file.

    Attributes:
        id: its number in its sample; 0 is the shipped one.
        vector: its values.
        weight: weight among the vectors of the file; 1 where it does not say.
    """

    id: int
    vector: Vector
    weight: float = 1.0


def tried_path(path: Path) -> Path:
    """The table of what was tried, beside a table of accepted vectors."""
    return path.with_name(f"{path.stem}_tried.csv")


def vectors_csv(vectors: Sequence[Vector]) -> str:
    """A table of vectors that came from elsewhere, numbered from 1.

    Args:
        vectors: with the same paths in the same order.
    """
    lines = [
        (number, 0, 1, 0, 0, *vector.values()) for number, vector in enumerate(vectors, start=1)
    ]
    return csv_text(
        [*ACCEPTED.first, *vectors[0]], [[str(cell) for cell in line] for line in lines]
    )


class SearchCounts(NamedTuple):
    """What came of a search: sampled sets tried, those accepted, and how often a pattern rejected.

    The shipped set, which is no sample, is left out.
    """

    tried: int
    accepted: int
    rejections: Counter[str]


def count_search(path: Path) -> SearchCounts:
    """Count what was tried, beside a table of accepted vectors.

    Raises:
        ScenarioError: listing every mistake in the table of what was tried; that there is none too.
    """
    read = (row.cells for row in read_table(tried_path(path), TRIED).rows)
    rows = [row for row in read if row["id"] != "0"]
    rejections = Counter(name for row in rows for name in row["patterns"].split())
    accepted = sum(not (row["stage"] or row["patterns"]) for row in rows)
    return SearchCounts(len(rows), accepted, rejections)


def read_vectors(path: Path) -> list[ParameterSet]:
    """Read vectors, in order.

    Raises:
        ScenarioError: listing every mistake in the table; that it is missing too.
    """
    mistakes: list[Mistake] = []
    read = csv_reader.read_table(path, ACCEPTED.first, mistakes)
    if read is not None:
        paths = [name for name in read[0] if name not in ACCEPTED.names]
        found = [_kept(row, paths) for row in read[1]]
        first: dict[int, int] = {}
        for row, kept in zip(read[1], found, strict=True):
            line = first.setdefault(kept.id, row.mark.line)
            if line != row.mark.line:
                row.wrong("id", f"is there twice; the first is in line {line}; weight says how "
                          "often a set comes")  # fmt: skip
        if not mistakes:
            return found
    raise ScenarioError(mistakes)


def _kept(row: Row, paths: Sequence[str]) -> ParameterSet:
    weight = row.maybe("weight", 0)
    vector = {path: row.number(path) for path in paths}
    return ParameterSet(row.whole("id"), vector, 1.0 if weight is None else weight)
