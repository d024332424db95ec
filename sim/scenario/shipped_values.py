"""What shipped cases say of a key: examples for the reference, and values to compare with."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sim.scenario.dump import flow
from sim.scenario.loaded import Loaded
from sim.scenario.reference import NAME, settings
from sim.scenario.types import Scenario

Values = Mapping[tuple[str, str], tuple[tuple[str, str, str], ...]]
"""By path and kind of actor of a key: case, path there, and value as written."""


def values_of(cases: Iterable[Loaded], wanted: Collection[tuple[str, str]] | None = None) -> Values:
    """What cases say of each key, those of the first case first; what is not said is left out.

    Args:
        cases: the cases.
        wanted: keys that are asked for, by path and kind of actor; None for all.
    """
    known = {(one.path, one.kind) for one in settings()} if wanted is None else wanted
    found: dict[tuple[str, str], dict[tuple[str, str, str], None]] = {}
    for case in cases:
        data = parts_of(case.scenario)
        kinds = {name: str(actor.kind) for name, actor in case.scenario.actors.items()}
        for path, pattern, value in _walk(data, (), ()):
            kind = kinds[path[1]] if path[0] == "actors" and len(path) > 2 else ""
            key = (".".join(pattern), kind)
            if key in known:
                said = (case.scenario.name, ".".join(path), written(value))
                found.setdefault(key, {})[said] = None
    return {key: tuple(said) for key, said in found.items()}


def parts_of(plan: Scenario) -> dict[str, Any]:
    """What a scenario says, as plain data by key; what is its default is left out."""
    return plan.model_dump(mode="json", exclude_defaults=True)


def _walk(
    value: Any, path: tuple[str, ...], pattern: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Any]]:
    """Everything within a scenario, with its path, as it stands and as a pattern of keys."""
    if path:
        yield path, pattern, value
    if isinstance(value, Mapping):
        for key, item in value.items():
            here = (*pattern, str(key))
            name = here if _is_key(here) else (*pattern, NAME)
            yield from _walk(item, (*path, str(key)), name)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(item, (*path, str(number)), (*pattern, NAME))


@cache
def _patterns() -> frozenset[str]:
    return frozenset(one.path for one in settings())


def _is_key(pattern: tuple[str, ...]) -> bool:
    return ".".join(pattern) in _patterns()


def written(value: Any) -> str:
    """A value as written: a number without range and source bare."""
    if isinstance(value, Mapping) and set(value) == {"value"}:
        value = value["value"]
    return flow(value)
