"""Records that note which of their settings somebody reads, by owner: for trial runs only.

A trial run is given a scenario and a world whose records look the same and behave the same, but
every setting that is read is noted with the path of who owns it, such as
``actors.keepers.posture.tempo``: not the name of the field, which others have too. A plain run uses
the records themselves and pays nothing.
"""

import inspect
from collections.abc import Container, Iterable, Iterator, Mapping
from types import FunctionType, SimpleNamespace
from typing import Any, Final, Generic, TypeVar, cast

from pydantic import BaseModel

from sim.scenario.clock import Clock
from sim.scenario.hours import DayPart
from sim.scenario.loaded import Loaded
from sim.scenario.order import places
from sim.scenario.quantity import Quantity
from sim.scenario.types import Mechanisms
from sim.scenario.world import World

K = TypeVar("K")
V = TypeVar("V")

_WHOLE: Final = (Quantity, Clock, DayPart, Mechanisms)
"""Records that are one setting: a number with its range, the clock, a part of the day, switches."""
ROW_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "places": ("id",),
    "municipalities": ("id",),
    "roads": ("a", "b"),
    "sites": ("id",),
    "population": ("place", "community"),
    "forces": ("id",),
}
"""Fields that name a row of each table of a world."""


class Reads:
    """What was read of a scenario and its world.

    Attributes:
        settings: paths of the settings that were read.
        told: paths of those that were read only to be told in the log.
    """

    def __init__(self) -> None:
        self.settings: set[str] = set()
        self.told: set[str] = set()


class Record:
    """A record of a scenario, or a row of a table, that notes what is read of it.

    A setting is noted when it is read first, and from then on is a plain attribute.
    """

    def __init__(self, record: Any, path: str, reads: Reads) -> None:
        self._record, self._path, self._reads = record, path, reads

    @property
    def __class__(self) -> type:  # pyright: ignore - it passes for what it stands for
        return type(self._record)

    def __getattr__(self, name: str) -> Any:
        if name not in fields_of(self._record):
            return self._behaviour(name)
        value = getattr(self._record, name)
        path = f"{self._path}.{name}" if self._path else name
        if not _is_group(value):
            self._reads.settings.add(path)
        self.__dict__[name] = found = _tracked(value, path, self._reads)
        return found

    def _behaviour(self, name: str) -> Any:
        """A method or property, which reads through this record too."""
        found = inspect.getattr_static(type(self._record), name, None)
        if isinstance(found, property) and found.fget is not None:
            return found.fget(self)
        if isinstance(found, FunctionType):
            return found.__get__(self)
        return getattr(self._record, name)


class Named(dict[K, V], Generic[K, V]):
    """A mapping of a scenario; a number or word in it is noted when it is looked at."""

    def __init__(self, values: Mapping[K, Any], path: str, reads: Reads) -> None:
        super().__init__(
            {k: _tracked(values[k], f"{path}.{k}", reads) for k in sorted(values, key=str)}
        )
        self._path, self._reads = path, reads

    def _note(self, key: object, value: Any) -> Any:
        if type(value) is not Record:
            self._reads.settings.add(f"{self._path}.{key}")
        return value

    def __getitem__(self, key: K) -> V:
        return self._note(key, super().__getitem__(key))

    def get(self, key: Any, default: Any = None) -> Any:
        """As of any mapping."""
        return self._note(key, super().get(key, default)) if key in self else default

    def __iter__(self) -> Iterator[K]:
        return super().__iter__()  # said here so that dict(...) copies item by item, as noted

    def items(self) -> Any:
        """As of any mapping."""
        return [(key, self[key]) for key in self]

    def values(self) -> Any:
        """As of any mapping."""
        return [self[key] for key in self]


def _is_group(value: Any) -> bool:
    """Whether a value is a group of settings, each of which is noted by itself."""
    if isinstance(value, dict | tuple):
        return any(map(_is_group, value.values() if isinstance(value, dict) else value))
    return isinstance(value, BaseModel) and not isinstance(value, _WHOLE)


def _tracked(value: Any, path: str, reads: Reads) -> Any:
    if isinstance(value, dict):
        return Named(value, path, reads)
    if isinstance(value, tuple):
        order = places(value, path.rpartition(".")[2])
        return tuple(_tracked(value[n], f"{path}.{n}", reads) for n in order)
    return Record(value, path, reads) if _is_group(value) else value


def fields_of(record: Any) -> Iterable[str]:
    """Names of the fields of a record or row."""
    kind = type(peek(record))
    return kind.model_fields if issubclass(kind, BaseModel) else kind._fields


def tracked(loaded: Loaded, reads: Reads) -> Loaded:
    """The same scenario and world, which note in ``reads`` what is read of them."""
    world = {
        table: tuple(
            Record(row, f"world.{table}.{row_name(table, row)}", reads)
            for row in getattr(loaded.world, table)
        )
        for table in ROW_KEYS
    }
    return loaded._replace(
        scenario=cast(Any, Record(loaded.scenario, "", reads)),
        world=World(**cast(Any, world), digest=loaded.world.digest, names=loaded.world.names),
    )


def row_name(table: str, row: Any) -> str:
    """The name of a row of a table, such as ``seat/community`` of the population."""
    return "/".join(str(getattr(row, key)) for key in ROW_KEYS[table])


def peek(record: Any) -> Any:
    """The record itself: to look at it without reading, as to find out who it is."""
    return record._record if type(record) is Record else record


def one_of(record: Any, name: str, known: Container[Any]) -> bool:
    """Whether a setting, or any item of it, is one of some: read only when it is.

    What names nobody who counts is the same as what names nobody.
    """
    value = getattr(peek(record), name)
    found = any(item in known for item in (value if isinstance(value, tuple) else (value,)))
    return found and getattr(record, name) is not None


def told(record: Any, name: str) -> Any:
    """A setting that is only told in the log: nothing that happens may depend on it."""
    if type(record) is not Record:
        return getattr(record, name)
    record._reads.told.add(f"{record._path}.{name}")
    return getattr(record._record, name)


def numbers_of(record: Any, numbers: Mapping[str, Any]) -> Any:
    """Numbers worked out from the settings of a record, under the same names.

    Working one out is no reading: it is noted when somebody looks at the number.
    """
    if type(record) is not Record:
        return SimpleNamespace(**numbers)
    return _Numbers(dict(numbers), record._path, record._reads)


class _Numbers:
    """Numbers worked out from a record, noted when looked at first."""

    def __init__(self, numbers: dict[str, Any], path: str, reads: Reads) -> None:
        self._numbers, self._path, self._reads = numbers, path, reads

    def __getattr__(self, name: str) -> Any:
        if name not in self._numbers:
            raise AttributeError(name)
        self._reads.settings.add(f"{self._path}.{name}")
        self.__dict__[name] = found = self._numbers[name]
        return found
