"""The residents' rule as objects beside the same rule as columns: what each costs."""

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

EVERYONE, OBJECTS = "Mesa agents, all in turn", "Mesa agents, only those due"
COLUMNS, WHOLE = "columns", "columns, as many as in a run"


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
    rule, moments = objects.busiest(loaded, range(4), ticks)
    everybody = sum(cell.people for cell in loaded.world.population)
    found: dict[str, list[Measured]] = {form: [] for form in (EVERYONE, OBJECTS, COLUMNS, WHOLE)}
    for seed in range(rounds):
        found[EVERYONE].append(_of_objects(rule, n, seed, moments, everyone=True))
        found[OBJECTS].append(_of_objects(rule, n, seed, moments))
        found[COLUMNS].append(_of_columns(rule, n, seed, moments))
        found[WHOLE].append(_of_columns(rule, everybody, seed, moments))
    notes = (
        f"{n} objects, {len(moments)} ticks, {rounds} rounds; building them is not counted",
        "columns too look at those only whose turn it is, and at the tail that might come out",
        _agreement(rule, moments, 2 * n),
    )
    return Table(
        "6. The residents' rule as objects and as columns: processor time, median (least to most)",
        ("form", "residents", "ns a resident-tick", "times the last row", "out of 1000"),
        [_row(form, found, len(moments)) for form in found],
        notes,
    )


def _of_objects(
    rule: Rule, n: int, seed: int, moments: Sequence[Moment], *, everyone: bool = False
) -> Measured:
    town = objects.Town(rule, n, seed, everyone=everyone)
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
    """Cost of a resident-tick, in rows of a whole run, and the mean number out of 1000."""
    cost = [one.seconds / (one.residents * ticks) for one in found[form]]
    whole = [one.seconds / (one.residents * ticks) for one in found[WHOLE]]
    times = [mine / row for mine, row in zip(cost, whole, strict=True)]
    out = sum(one.outcome.out_ticks / one.residents for one in found[form]) / len(cost) / ticks
    return [form, found[form][0].residents, spread(cost).times(1e9), spread(times), out * 1e3]


def _agreement(rule: Rule, moments: Sequence[Moment], n: int) -> str:
    """Says whether the outings of both forms differ by more than chance.

    The benefit is raised until its peak is 1.5 standard deviations below the mean cost: enough go
    out for a difference to be seen.
    """
    rise = rule.cost_mean - 1.5 * rule.cost_sd - max(moment.benefit for moment in moments)
    raised = [moment._replace(benefit=moment.benefit + rise) for moment in moments]
    one, other = _of_objects(rule, n, 99, raised), _of_columns(rule, n, 99, raised)
    counts = one.outcome.outings, other.outcome.outings
    apart = outings_apart(*counts, n, one.variance)
    verdict = "the same rule" if abs(apart) < 3.0 else "NOT the same rule"
    return (
        f"with the benefit raised, outings of {n} residents: {counts[0]} as objects, "
        f"{counts[1]} as columns, {apart:+.1f} standard errors: {verdict}"
    )


def outings_apart(one: int, other: int, residents: int, variance: float) -> float:
    """Distance of two counts of outings in standard errors.

    Args:
        one: outings of some residents.
        other: outings of as many others.
        residents: number of residents behind each count.
        variance: variance of the outings of one resident, >= 0.
    """
    return (one - other) / max(1.0, math.sqrt(2.0 * residents * variance))
