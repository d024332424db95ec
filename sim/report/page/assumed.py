"""What a scenario assumes without a source, for a reader."""

from sim.analysis.event_words import Names
from sim.report.page.setting_words import path_words
from sim.scenario.quantity import Quantity, quantities_in
from sim.scenario.types import Scenario
from sim.terms.words import Number

Assumption = tuple[str, str, str]


def assumptions_of(scenario: Scenario, names: Names) -> list[Assumption]:
    """Words for each number of the case marked ``assumed``, its value, and its believed range.

    Parameters, which are the same in every case, are left out.
    """
    case = {"actors": scenario.actors, "issues": scenario.issues, "initial": scenario.initial}
    return [
        (path_words(path, names), f"{Number(part.value, names.language):g}", _range(part, names))
        for path, part, _ in quantities_in(case)
        if part.assumed
    ]


def _range(quantity: Quantity, names: Names) -> str:
    if quantity.range is None:
        return ""
    low, high = (Number(value, names.language) for value in (quantity.low, quantity.high))
    return f"{low:g} – {high:g}"
