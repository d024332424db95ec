"""Values that shipped cases use for what a writer must choose, and why: anchors of the guide."""

from collections.abc import Iterable, Iterator
from typing import Final

from sim.report.markdown_table import table
from sim.scenario.loaded import Loaded
from sim.scenario.quantity import Quantity, quantities_in
from sim.scenario.types import Scenario

_CHOSEN: Final = (
    ("organisers", "threshold"),
    ("organisers", "obedience"),
    ("residents", "discipline"),
    ("armed_cells", "activity"),
    ("armed_cells", "restraint"),
    ("government", "resolve"),
    ("government", "audience"),
    ("patron", "stance"),
    ("patron", "discipline"),
    ("patron", "restraint"),
    ("police", "restraint"),
    ("police", "provokes"),
    ("peacekeepers", "neutrality"),
    ("mediator", "leverage"),
    ("issue", "salience"),
    ("the start", "network"),
)
"""Kinds of actors and numbers of their posture, then those of issues and of the start, in order."""
_HEAD: Final = ("kind", "number", "value, range", "of whom", "why")
_MOST: Final = 3
"""Actors that are named of one value."""
_COSTS: Final = ("effort", "risk", "upkeep")


def anchors(cases: Iterable[Loaded]) -> str:
    """One row for each value of each number: who has it, in which case, and the source.

    Values that no case gives a source for are left out.
    """
    found: dict[tuple[str, str], dict[tuple[str, str], dict[str, str]]] = {}
    for case in cases:
        for kind, name, path, number in _said(case.scenario):
            values = found.setdefault((kind, path), {})
            owners = values.setdefault((_written(number), number.source or ""), {})
            owners.setdefault(name, case.scenario.name)
    rows = [
        (kind, f"`{path}`", value, _owners(owners), why)
        for kind, path in _CHOSEN
        for (value, why), owners in found.get((kind, path), {}).items()
    ]
    return table(_HEAD, rows)


def _said(plan: Scenario) -> Iterator[tuple[str, str, str, Quantity]]:
    """Numbers of a case that have a source: of what kind, of whom, which, and the number."""
    for name, actor in plan.actors.items():
        for path, number, _ in quantities_in(actor.posture):
            if number.source and path in actor.posture.model_fields_set:
                yield str(actor.kind), name, path, number
    for name, issue in plan.issues.items():
        yield from (
            ("issue", name, "salience", one) for one in issue.salience.values() if one.source
        )
    if plan.initial.network.source:
        yield "the start", "all organisers", "network", plan.initial.network


def costs(base: Loaded) -> str:
    """What each means of contention costs those who use it, and why."""
    rows = [
        (f"`{name}`", f"`{key}`", _written(number), number.source or "")
        for name, means in base.scenario.means.items()
        for key in _COSTS
        if (number := getattr(means, key)).source
    ]
    return table(("means", "cost", "value, range", "why"), rows)


def _written(number: Quantity) -> str:
    if number.range is None:
        return f"{number.value:g}"
    return f"{number.value:g}, {number.low:g} to {number.high:g}"


def _owners(owners: dict[str, str]) -> str:
    named = [f"`{name}` ({case})" for name, case in list(owners.items())[:_MOST]]
    more = len(owners) - _MOST
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")
