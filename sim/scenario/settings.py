"""The settings of a scenario, each by its path, such as ``actors.keepers.posture.tempo``."""

from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel

from sim.scenario.hours import DayPart
from sim.scenario.quantity import Quantity
from sim.scenario.types import Scenario

GROUPS: Final = (
    "issues",
    "actors",
    "forces",
    "mandates",
    "means",
    "hours",
    "timeline",
    "triggers",
    "initial",
    "parameters",
)
"""Groups of a scenario whose settings the model reads."""
NOTES: Final = frozenset(
    {
        *("name", "source", "assumed", "observed", "exogenous"),
        *("says", "person", "what", "side", "names"),
    }
)
"""Keys for a reader: names and words as they are shown, and where something comes from."""
_KINDS: Final = "kind"
"""Of an actor it says which record it is, which is not read but what it is."""


def settings_of(scenario: Scenario) -> Iterator[tuple[str, Any]]:
    """Every setting that is not its default and no note, with its value, in order.

    What is set to its default anyway has no effect by itself, and is the same scenario without.
    """
    for group in GROUPS:
        for path, value, _ in _settings(getattr(scenario, group), group):
            yield path, value


def must_be_said(scenario: Scenario) -> Iterator[str]:
    """Paths of settings that an actor cannot leave out, whatever becomes of it in a case."""
    for name, actor in scenario.actors.items():
        for path, _, is_needed in _settings(actor, f"actors.{name}", is_needed=True):
            if is_needed:
                yield path


def _settings(value: Any, path: str, *, is_needed: bool = False) -> Iterator[tuple[str, Any, bool]]:
    """Path and value of each setting, and whether it and all that it stands in must be there."""
    if isinstance(value, BaseModel) and not isinstance(value, Quantity | DayPart):
        for name, field in type(value).model_fields.items():
            item = getattr(value, name)
            is_kind = name == _KINDS and path.startswith("actors.")
            default = None if field.is_required() else field.get_default(call_default_factory=True)
            if name not in NOTES and not is_kind and (field.is_required() or item != default):
                needed = is_needed and field.is_required()
                yield from _settings(item, f"{path}.{name}", is_needed=needed)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _settings(item, f"{path}.{key}", is_needed=is_needed)
    elif isinstance(value, tuple) and any(isinstance(item, BaseModel) for item in value):
        for number, item in enumerate(value):
            yield from _settings(item, f"{path}.{number}", is_needed=is_needed)
    else:
        yield path, value, is_needed
