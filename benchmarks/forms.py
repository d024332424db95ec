"""The residents' rule as objects beside the same rule as columns: cost, ratio, and whether both agree."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from benchmarks import objects
from benchmarks.objects import Moment, Outcome, Rule
from benchmarks.table import Cell, Table
from benchmarks.timing import cpu_seconds, spread
from sim.scenario.load import Loaded

OBJECTS, COLUMNS, WHOLE = "Mesa agents", "columns", "columns, as many as in a run"


class Measured(NamedTuple):
    """One form, gone through all ticks once.

    Attributes:
        residents: number of residents.
        seconds: processor time, s.
        outcome: what came of it.
        variance: variance of the outings of one resident; only of objects, else 0.
    """

    residents: int
    seconds: float
    outcome: Outcome
    variance: float = 0.0


def forms(loaded: Loaded, *, n: int, ticks: int, rounds: int) -> Table:
    """Cost of one resident for one tick as an object, and as a row of a column.

    Args:
        loaded: the scenario with its world.
        n: residents as objects, and as rows beside them.
        ticks: ticks from the start of a run.
        rounds: how often each is measured, each time with other chance.
    """
    rule, moments = objects.recorded(loaded, 1, ticks)
    everybody = sum(cell.people for cell in loaded.world.population)
    found: dict[str, list[Measured]] = {OBJECTS: [], COLUMNS: [], WHOLE: []}
    for seed in range(rounds):
        found[OBJECTS].append(_of_objects(rule, n, seed, moments))
        found[COLUMNS].append(_of_columns(rule, n, seed, moments))
        found[WHOLE].append(_of_columns(rule, everybody, seed, moments))
    notes = (
        f"{n} objects, {len(moments)} ticks, {rounds} rounds; building them is not counted",
        "in each tick only those whose turn it is are looked at, in both forms",
        _agreement(found[OBJECTS], found[COLUMNS]),
    )
    return Table(
        "6. The residents' rule as objects and as columns: processor time, median (least to most)",
        ("form", "residents", "ns a resident-tick", "objects take times", "out of 1000"),
        [_row(form, found, len(moments)) for form in found],
        notes,
    )


def _of_objects(rule: Rule, n: int, seed: int, moments: Sequence[Moment]) -> Measured:
    town = objects.Town(rule, n, seed)
    seconds, outcome = _timed(partial(objects.as_objects, town, moments))
    return Measured(n, seconds, outcome, float(np.var(town.agents.get("outings"))))


def _of_columns(rule: Rule, n: int, seed: int, moments: Sequence[Moment]) -> Measured:
    residents = objects.columns(rule, n, seed)
    return Measured(n, *_timed(partial(objects.as_columns, residents, rule, moments)))


def _timed(go: Callable[[], Outcome]) -> tuple[float, Outcome]:
    outcomes: list[Outcome] = []
    seconds = cpu_seconds(lambda: outcomes.append(go()))
    return seconds, outcomes[0]


def _row(form: str, found: dict[str, list[Measured]], ticks: int) -> list[Cell]:
    """Cost of a resident-tick, times the objects take beside it, mean number out of 1000."""
    cost = [one.seconds / (one.residents * ticks) for one in found[form]]
    of_objects = [one.seconds / (one.residents * ticks) for one in found[OBJECTS]]
    times = [ours / mine for ours, mine in zip(of_objects, cost, strict=True)]
    out = sum(one.outcome.out_ticks / one.residents for one in found[form]) / len(cost) / ticks
    return [form, found[form][0].residents, spread(cost).times(1e9), spread(times), out * 1e3]


def _agreement(of_objects: Sequence[Measured], of_columns: Sequence[Measured]) -> str:
    """Says whether the outings of both forms differ by more than chance."""
    one, other = (sum(m.outcome.outings for m in form) for form in (of_objects, of_columns))
    variance = float(np.mean([measured.variance for measured in of_objects]))
    apart = outings_apart(one, other, sum(m.residents for m in of_objects), variance)
    verdict = "the same rule" if abs(apart) < 3.0 else "NOT the same rule"
    return f"outings: {one} as objects, {other} as columns, {apart:+.1f} standard errors: {verdict}"


def outings_apart(one: int, other: int, residents: int, variance: float) -> float:
    """Distance of two counts of outings in standard errors.

    Args:
        one: outings of some residents.
        other: outings of as many others.
        residents: number of residents behind each count.
        variance: variance of the outings of one resident, >= 0.
    """
    return (one - other) / max(1.0, math.sqrt(2.0 * residents * variance))
