"""Parameter sets in the forms in which people have them: records, frames, SALib's samples."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral, Real
from typing import Any, Final, cast

from sim.experiment.arms import Vector, systematic_resample
from sim.experiment.parameter_sets import ACCEPTED
from sim.scenario.mistakes import show
from sim.terms.errors import Refused
from sim.terms.refusals import Refusals

FORMS: Final = (
    "a list of sets such as [{path: value}], a table of pandas with a column for each path, or "
    "SALib's problem and sample: (problem, matrix)"
)
_MOST_TOLD: Final = 20


def plain_vectors(vectors: object) -> Sequence[Vector]:
    """Parameter sets as plain numbers by path, all with the same paths.

    Args:
        vectors: one set, or many: records, columns, a table of pandas (where there is a column
            ``weight``, sets come as often as they weigh), a problem of SALib with its sample.

    Raises:
        Refused: listing what is wrong with them.
    """
    rows, weights = _rows(vectors)
    refusals = Refusals()
    found = [_plain(row, number, refusals) for number, row in enumerate(rows, start=1)]
    if not found or not found[0]:
        refusals.add([f"vectors: holds no parameter set; give {FORMS}"])
    for number, one in enumerate(found, start=1):
        differ = sorted(one.keys() ^ found[0].keys())
        if differ:
            refusals.add([f"vectors: sets 1 and {number} differ in their paths: {differ[0]}"])
    refusals.say()
    # all in the order of the first, which is that of the columns of a table
    ordered = [{path: one[path] for path in found[0]} for one in found]
    return systematic_resample(ordered, weights) if weights else ordered


def _rows(vectors: Any) -> tuple[list[Mapping[Any, Any]], list[float]]:
    """Sets as records, and their weights where they have any."""
    if hasattr(vectors, "columns") and hasattr(vectors, "to_dict"):
        if twice := [show(name) for name, n in Counter(vectors.columns).items() if n > 1]:
            message = f"vectors: the column {twice[0]} is there twice"
            raise Refused(message)
        records: list[dict[Any, Any]] = vectors.to_dict("records")
        _each_once(records)
        weights = [float(row["weight"]) for row in records if "weight" in row]
        rest = [{k: v for k, v in row.items() if k not in ACCEPTED.names} for row in records]
        return cast("list[Mapping[Any, Any]]", rest), weights
    if isinstance(vectors, Mapping) and "names" in vectors:  # SALib's ProblemSpec with its sample
        return _of_matrix(vectors["names"], getattr(vectors, "samples", None)), []
    if isinstance(vectors, tuple) and len(vectors) == 2 and _is_problem(vectors[0]):
        return _of_matrix(vectors[0]["names"], vectors[1]), []
    if isinstance(vectors, Mapping):
        is_one = all(isinstance(value, Real | str) for value in vectors.values())
        return ([vectors], []) if is_one else (_of_columns(vectors), [])
    rows = list(vectors) if isinstance(vectors, Iterable) else []
    wrong = next((row for row in rows if not isinstance(row, Mapping)), None)
    if wrong is not None:
        message = f"vectors: {show(wrong)} is no parameter set; give {FORMS}"
        raise Refused(message)
    return rows, []


def _each_once(records: Sequence[Mapping[Any, Any]]) -> None:
    """Refuse a table in which a set is there twice, as the file of it is refused."""
    counts = Counter(row["id"] for row in records if "id" in row)
    if twice := [show(one) for one, n in counts.items() if n > 1]:
        message = f"vectors: id {twice[0]} is there twice; weight says how often a set comes"
        raise Refused(message)


def _is_problem(value: object) -> bool:
    return isinstance(value, Mapping) and "names" in value


def _of_matrix(names: Sequence[str], matrix: Any) -> list[Mapping[Any, Any]]:
    """A row of a sample is a set, a column of it a quantity of the problem."""
    rows = [] if matrix is None else [list(row) for row in matrix]
    if any(len(row) != len(names) for row in rows):
        message = f"vectors: the sample has not the {len(names)} columns that the problem names"
        raise Refused(message)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _of_columns(columns: Mapping[Any, Any]) -> list[Mapping[Any, Any]]:
    try:
        rows = zip(*columns.values(), strict=True)
        return [dict(zip(columns, row, strict=True)) for row in rows]
    except (ValueError, TypeError):
        message = "vectors: its columns have not the same number of values"
        raise Refused(message) from None


def _plain(row: Mapping[Any, Any], number: int, refusals: Refusals) -> dict[str, float]:
    """The numbers of a set; what is no number is refused and left out."""
    found: dict[str, float] = {}
    for path, value in row.items():
        if isinstance(value, Integral) and not isinstance(value, bool):
            found[str(path)] = int(value)
        elif isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value):
            found[str(path)] = float(value)
        else:
            found[str(path)] = 0.0
            if number <= _MOST_TOLD:
                told = f"vectors: set {number}: {path} = {show(value)}: is not a finite number"
                refusals.add([told])
            else:
                refusals.add([f"vectors: more of them after set {_MOST_TOLD}"])
    return found
