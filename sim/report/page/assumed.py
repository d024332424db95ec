"""What a scenario assumes without a source, for a reader."""

from collections.abc import Mapping

from sim.scenario.quantity import Quantity, quantities_in
from sim.scenario.types import Scenario

Assumption = tuple[str, str, str]


def assumptions_of(scenario: Scenario) -> list[Assumption]:
    """Words for each number of the case marked ``assumed``, its value, and its believed range.

    Parameters, which are the same in every case, are left out.
    """
    names = {key: actor.name for key, actor in scenario.actors.items()}
    case = {"actors": scenario.actors, "issues": scenario.issues, "initial": scenario.initial}
    return [
        (_shown(path, names), f"{part.value:g}", _range(part))
        for path, part, _ in quantities_in(case)
        if part.assumed
    ]


def _shown(path: str, names: Mapping[str, str]) -> str:
    """A path for a reader: names for ids, and no word that only sorts."""
    parts = [part for part in path.split(".") if part not in {"actors", "posture"}]
    return " · ".join(names.get(part, part.replace("_", " ")) for part in parts)


def _range(quantity: Quantity) -> str:
    return "" if quantity.range is None else f"{quantity.low:g} to {quantity.high:g}"
