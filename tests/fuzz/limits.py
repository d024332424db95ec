"""Every number of a case that has limits, and whether a command line goes beyond one."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pydantic import BaseModel

from sim.scenario.load import load
from sim.scenario.quantity import Quantity, limits_of
from tests.scenario.small import Case


class Bounded(NamedTuple):
    """A number of a case: its path, and its limits."""

    path: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far its limits are apart."""
        return self.high - self.low


@cache
def limits_in(case: str) -> tuple[Bounded, ...]:
    """The numbers that have limits of the small case, or of a shipped one."""
    with TemporaryDirectory() as scratch:
        small = Case(Path(scratch)).path
        return tuple(_bounded(load(small if case == small.name else case).scenario, ""))


def _bounded(value: Any, path: str) -> Iterator[Bounded]:
    if isinstance(value, Mapping):
        for key, child in value.items():
            yield from _bounded(child, f"{path}{key}.")
    if not isinstance(value, BaseModel):
        return
    for name, field in type(value).model_fields.items():
        child, limits = getattr(value, name), limits_of(field)
        if isinstance(child, Quantity) and limits is not None:
            yield Bounded(f"{path}{name}", limits.low, limits.high)
        elif not isinstance(child, Quantity):
            yield from _bounded(child, f"{path}{name}.")


def beyond(words: Sequence[str]) -> str:
    """The path of a number that a command line sets beyond its limits; empty where none is."""
    known = {one.path: one for one in limits_in(words[1])}
    for text in words:
        path, _, value = text.partition("=")
        if path in known and not known[path].low <= float(value) <= known[path].high:
            return path
    return ""
