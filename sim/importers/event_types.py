"""Which rung and kind of event a type of another's events is: a table that can be edited."""

from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Final, NamedTuple

from sim.scenario.csv_reader import Row, read_table, rows_of
from sim.scenario.mistakes import Mark, Mistake, ScenarioError, suggest
from sim.terms.kinds import KINDS
from sim.terms.ladder import TOP_RUNG

COLUMNS: Final = ("dataset", "type", "rung", "kind", "weapons", "why")
SHIPPED: Final = "event_types.csv"
_WEAPONS: Final = ("shots", "arms", "none")


class EventType(NamedTuple):
    """What a type of events is.

    Attributes:
        rung: rung that it shows before anybody is hurt; None where it shows none.
        kind: kind of event; empty where it is none of the engine's.
        is_shooting: whether it is a shooting incident.
        is_armed: whether who is killed in it is killed by arms.
    """

    rung: int | None
    kind: str
    is_shooting: bool
    is_armed: bool


class EventTypes:
    """Types of one dataset."""

    def __init__(self, types: dict[str, EventType], by_prefix: bool) -> None:
        """Args: types by name; whether a longer code is the type of its beginning."""
        self._types, self._by_prefix = types, by_prefix

    def of(self, names: Sequence[str]) -> EventType | None:
        """The type of the first of these names that there is one of; None for none."""
        for name in names:
            key = name.strip().lower()
            tried = [key[:n] for n in range(len(key), 0, -1)] if self._by_prefix else [key]
            found = next((self._types[one] for one in tried if one in self._types), None)
            if found is not None:
                return found
        return None


def shipped_text() -> str:
    """The table that is shipped, to be edited."""
    return resources.files("sim.importers").joinpath(SHIPPED).read_text("utf-8")


def read_types(dataset: str, path: Path | None) -> EventTypes:
    """The types of a dataset from the user's table, or from the one that is shipped.

    Raises:
        ScenarioError: listing every mistake in it.
    """
    mistakes: list[Mistake] = []
    if path is None:
        read = rows_of(shipped_text(), Mark(SHIPPED, 1, Path()), COLUMNS, mistakes)
    else:
        read = read_table(path, COLUMNS, mistakes)
    types: dict[str, EventType] = {}
    for row in read[1] if read else ():
        found = _type(row)
        if row.cells["dataset"] == dataset:
            name = row.cells["type"].lower()
            if name in types:
                row.wrong("type", "is there twice")
            types[name] = found
    if mistakes:
        raise ScenarioError(mistakes)
    return EventTypes(types, by_prefix=dataset == "gdelt")


def _type(row: Row) -> EventType:
    row.text("type")
    row.one_of("dataset", "acled", "ucdp", "gdelt")
    rung = row.whole("rung", TOP_RUNG) if row.cells["rung"] else None
    kind = row.cells["kind"]
    if kind and kind not in KINDS:
        row.wrong("kind", f"is no kind of event{suggest(kind, KINDS)}")
    weapons = row.one_of("weapons", *_WEAPONS)
    return EventType(rung, kind, weapons == "shots", weapons in ("shots", "arms"))
